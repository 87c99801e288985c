"""Bugs at random lines, their words full of a child's details: no report and no log repeats any (R22)."""

from __future__ import annotations

import logging
import random
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from senco_desk.app import LOG, report, start_log
from senco_desk.forms.answers import Answer
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import ContactInput, PupilInput
from senco_desk.places import HOME_VARIABLE, log_folder
from senco_desk.services import imports, pupils, responses, stages
from senco_desk.store import Store, search
from tests.proof.figures import Measured, count
from tests.vaults import make_store, reopen

BUGS: Final = count(100, 500)
STORE_FOR: Final = 20
"""Bugs that one open file is used for."""
CANARIES: Final = ("Zebedee", "Quillfeather", "Mornings-are-hard", "1-Canary-Lane", "K999990026099")
TODAY: Final = date(2026, 11, 22)
_KEEPS_ORDER: Final = "opened.py"
"""A bug in here could leave the file in the middle of something, and no other could be tried on it."""
_OURS: Final = str(Path(__file__).parents[2] / "senco_desk")


class _Bug(Exception):
    """One of ours, with what was being worked on in its words, as KeyError and ValueError have."""


class _Fuse:
    """Raises at the `after`-th line of the program that is run, once."""

    def __init__(self, after: int) -> None:
        self._left = after

    def __enter__(self) -> None:
        sys.settrace(self._enter)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: FrameType, _event: str, _given: Any) -> Any:
        file = frame.f_code.co_filename
        return self._line if file.startswith(_OURS) and not file.endswith(_KEEPS_ORDER) else None

    def _line(self, _frame: FrameType, event: str, _given: Any) -> Any:
        if event == "line" and self._left > 0:
            self._left -= 1
            if not self._left:
                try:
                    int(CANARIES[2])
                except ValueError as first:
                    raise _Bug(f"cannot work on {' '.join(CANARIES)}") from first
        return self._line


def _add(store: Store, _folder: Path) -> None:
    fields = PupilInput(legal_forename=CANARIES[0], legal_surname=CANARIES[1], upn=CANARIES[4])
    pupils.add(store, fields, contacts=[ContactInput(name=CANARIES[1], address=CANARIES[3])])


def _write(store: Store, _folder: Path) -> None:
    responses.keep_draft(store, 1, {"worries": Answer(CANARIES[2])})
    responses.settle(store, 1)


def _bring_in(store: Store, folder: Path) -> None:
    listed = folder / "list.csv"
    listed.write_text(f"Forename,Surname,UPN\n{CANARIES[0]},{CANARIES[1]},{CANARIES[4]}\n", encoding="utf-8")
    imports.preview_file(store, listed, today=TODAY)


def _move(store: Store, _folder: Path) -> None:
    stages.place_on_stage(store, 1, Stage.MY_PLAN, TODAY, today=TODAY, reason=CANARIES[2])


def _look(store: Store, _folder: Path) -> None:
    search.find(store, CANARIES[0])
    pupils.view(store, 1)


_WORKS: Final[tuple[Callable[[Store, Path], None], ...]] = (_add, _write, _bring_in, _move, _look)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A file about one child, every word of it a canary, with a form begun."""
    store = make_store(tmp_path)
    _add(store, tmp_path)
    responses.start(store, 1, "family_views")
    store.close(copy=False)
    return store.path


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program's own log, in a folder of its own."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    before, LOG.handlers = LOG.handlers, []
    start_log()
    yield log_folder() / "senco-desk.log"
    for made in LOG.handlers:
        made.close()
    LOG.handlers = before
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(None)


def _bugs(school: Path, folder: Path) -> Iterator[BaseException]:
    chance = random.Random(22)
    met = 0
    while True:
        store = reopen(school)
        for _ in range(STORE_FOR):
            error = _met(chance.choice(_WORKS), store, folder, chance.randrange(1, 600))
            if error is not None:
                met += 1
                yield error
            if met == BUGS:
                break
        store.close(copy=False)
        if met == BUGS:
            return


def _met(work: Callable[[Store, Path], None], store: Store, folder: Path, after: int) -> BaseException | None:
    try:
        with _Fuse(after):
            work(store, folder)
    except Exception as error:  # noqa: BLE001 - as the last resort does
        return error
    return None


@pytest.mark.expects_log("SENCO Desk")
# A bug that falls between opening a file and the with that closes it leaves that to Python.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_no_report_and_no_log_repeats_what_a_bug_was_about(
    school: Path, log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    measured = Measured("R22", "exceptions at random lines, full of a child's details")
    hits, would_tell = [], 0
    for error in _bugs(school, tmp_path):
        said = report(error)
        LOG.error("%s", said)
        hits += [canary for canary in CANARIES if canary in said]
        would_tell += any(canary in "".join(traceback.format_exception(error)) for canary in CANARIES)
    logging.shutdown()
    written = log.read_text(encoding="utf-8") + "".join(capfd.readouterr())
    hits += [canary for canary in CANARIES if canary in written]
    assert written.count("_Bug") > 10
    assert would_tell > BUGS / 2  # Python's own account of the same bugs would have told
    assert hits == []
    measured.reached(
        BUGS, f"0 details in reports, log and stderr; Python's own words had them in {would_tell}"
    )
