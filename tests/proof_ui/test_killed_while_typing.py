"""R5: the window is killed while somebody types; what was typed until a moment before is there again."""

from __future__ import annotations

import json
import os
import random
import select as waiting
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from senco_desk.models.pupil import Pupil
from senco_desk.models.responses import Response
from senco_desk.store import check, drafts
from tests.proof.figures import Measured, count
from tests.ui.conftest import bring, reopen
from tests.ui_pages.pupil_steps import make_idris

_MOST_LOST_S = 3.0
_LONG = (130, 180)
"""Keys that take longer to type than may be lost."""
_LONG_EACH = count(5, 20)
"""How many windows there are to one in which so many are typed."""
_USUALLY_LOST_S = 1.0
_BETWEEN_KEYS_S = 0.025
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture
def with_a_pupil(_quick_vault: Path, tmp_path: Path) -> Path:
    """A file with one pupil, to be taken again and again."""
    path = bring(_quick_vault, tmp_path)
    store = reopen(path)
    make_idris(store)
    store.before_close.clear()
    store.close()
    return path


class _Typists:
    """The process whose forks are windows that are typed into; `how`, as `tests.proof_ui.typist` has it."""

    def __init__(self, how: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.proof_ui.typist", how],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready"

    def typed_until_killed(self, path: Path, keys: int, later_s: float) -> tuple[list[float], float]:
        """Give when each key was typed, and when the window was killed, so long after so many keys."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        window = int(self._line().removeprefix("pid "))
        lines = [self._line() for _ in range(keys)]
        waiting.select([], [], [], later_s)
        killed = time.monotonic()
        os.kill(window, signal.SIGKILL)
        while (line := self._line()) != "end":
            lines.append(line)
        return [float(line.split()[1]) for line in lines], killed

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process of the windows ended"
        return line.rstrip("\n")


@pytest.fixture
def typists(request: pytest.FixtureRequest) -> Iterator[_Typists]:
    """Somebody at the keyboard of one window after the other, as it is where the test says nothing else."""
    made = _Typists(getattr(request, "param", "as it is"))
    yield made
    made.close()


def _recovered(path: Path) -> str:
    store = reopen(path)
    try:
        assert check.findings(store) == []
        with store.read() as session:
            assert len(session.exec(select(Pupil)).all()) == 1, "a pupil that was saved"
            assert len(session.exec(select(Response)).all()) == 1, "a form that was begun"
        bodies = [draft.body for draft in drafts.all_drafts(store)]
    finally:
        store.before_close.clear()
        store.close()
    texts = [text for body in bodies for text in _texts(json.loads(body))]
    return max(texts, key=len, default="")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if set(value.upper()) <= set(_ALPHABET) and value.upper()[:3] == "ABC" else []
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inside for text in _texts(each)]


def _killed(path: Path, typists: _Typists, keys: int, later_s: float) -> tuple[float, bool]:
    """Type into a window until it is killed.

    Returns:
        How many seconds of typing are lost, and whether what came back is what was typed.
    """
    times, killed = typists.typed_until_killed(path, keys, later_s)
    text = _recovered(path)
    wanted = "".join(_ALPHABET[n % 26] for n in range(len(text)))
    return killed - (times[len(text) - 1] if text else times[0]), text.upper() == wanted


def _at_most_moments(lost: list[float]) -> bool:
    return max(lost) <= _MOST_LOST_S and statistics.median(lost) <= _USUALLY_LOST_S


def test_a_killed_window_costs_at_most_the_last_moments_of_typing(
    with_a_pupil: Path, in_memory: Path, typists: _Typists
):
    measured = Measured("R5", "window killed while typing")
    dice = random.Random(5)
    lost: list[float] = []
    for turn in range(count(20, 200)):
        path = bring(with_a_pupil, _folder(in_memory, turn))
        keys = dice.randint(*(_LONG if turn % _LONG_EACH == 0 else (10, 90)))
        moments, as_typed = _killed(path, typists, keys, dice.random() * _BETWEEN_KEYS_S)
        assert as_typed, "what came back is not what was typed"
        shutil.rmtree(path.parent)
        lost.append(moments)
    assert _at_most_moments(lost)
    measured.reached(
        len(lost),
        f"at most {max(lost):.2f} s of typing lost, median {statistics.median(lost):.2f} s,"
        " 0 saved items lost",
    )


@pytest.mark.parametrize("typists", ["keeps drafts an hour apart"], indirect=True)
def test_a_window_that_keeps_drafts_too_seldom_is_caught(with_a_pupil: Path, typists: _Typists):
    lost, _ = _killed(with_a_pupil, typists, _LONG[0], 0)
    assert lost > _MOST_LOST_S
    assert not _at_most_moments([lost])


@pytest.mark.parametrize("typists", ["loses a letter"], indirect=True)
def test_a_window_that_loses_a_letter_is_caught(with_a_pupil: Path, typists: _Typists):
    _, as_typed = _killed(with_a_pupil, typists, 90, 0)
    assert not as_typed


def _folder(within: Path, turn: int) -> Path:
    made = within / str(turn)
    made.mkdir()
    return made
