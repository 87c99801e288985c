"""R5: the window is killed while somebody types; what was typed until a moment before is there again."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from senco_desk.store import check, drafts
from tests.proof.figures import Measured, count
from tests.ui.conftest import bring, reopen
from tests.ui_pages.pupil_steps import make_idris

_MOST_LOST_S = 3.0
_USUALLY_LOST_S = 1.0
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


def _typed_until_killed(path: Path, keys: int) -> tuple[list[float], float]:
    """Give when each key was typed, and when the process was killed, just after so many keys."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.proof_ui.typist", path],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    seen = [typist.stdout.readline() for _ in range(keys)]
    killed = time.monotonic()
    typist.kill()
    lines = [*seen, *typist.stdout.readlines()]
    typist.stdout.close()
    typist.wait()
    return [float(line.split()[1]) for line in lines if line.endswith("\n")], killed


def _recovered(path: Path) -> str:
    store = reopen(path)
    try:
        assert check.findings(store) == []
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


def test_a_killed_window_costs_at_most_the_last_moments_of_typing(with_a_pupil: Path, tmp_path: Path):
    measured = Measured("R5", "window killed while typing")
    dice = random.Random(5)
    lost = []
    for turn in range(count(20, 200)):
        path = bring(with_a_pupil, _folder(tmp_path, turn))
        times, killed = _typed_until_killed(path, dice.randint(10, 120))
        text = _recovered(path)
        wanted = "".join(_ALPHABET[n % 26] for n in range(len(text)))
        assert text.upper() == wanted, "what came back is not what was typed"
        lost.append(killed - (times[len(text) - 1] if text else times[0]))
    assert max(lost) <= _MOST_LOST_S
    assert statistics.median(lost) <= _USUALLY_LOST_S
    measured.reached(
        len(lost), f"at most {max(lost):.2f} s of typing lost, median {statistics.median(lost):.2f} s"
    )


def _folder(within: Path, turn: int) -> Path:
    made = within / str(turn)
    made.mkdir()
    return made
