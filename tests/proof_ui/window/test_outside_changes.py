"""What others do to the file under an open window: the right words, nothing written over, both kept (R17)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senco_desk.forms.reading import variant_for
from senco_desk.services import responses
from senco_desk.store import check, remembered
from senco_desk.store.connection import connect
from senco_desk.ui import ask
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.pages.ways_in.damaged import FileDamaged
from senco_desk.ui.pages.ways_in.doubtful import Older, TwoVersions
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.proof.figures import Measured
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import bring, reopen
from tests.ui.losing import PATIENCE_MS, pupils, said, step, unlock
from tests.ui.test_ways_in_outside import ELSEWHERE, nobody_special, press_in_message
from tests.vaults import add_pupil, make_keys_cheap

TYPED: Final = "Playtimes are hard for her."
_GONE = "taken away or replaced while it was open"


class Case:
    """A window with a form open, in which somebody types; and what others did to its file."""

    def __init__(self, window: Window, vault: Path, qtbot: QtBot, elsewhere: Path) -> None:
        self.window, self.vault, self.qtbot, self.elsewhere = window, vault, qtbot, elsewhere

    def types(self) -> None:
        """Type into a form, and have it kept."""
        store = self.window.desk.store
        form = variant_for("family_views", "8")
        self.question = next(each.key for each in form.questions() if each.kind.value == "long_text")
        self.response = responses.start(store, add_pupil(store), form.id)
        self.page: Any = self.window.go("form", response_id=self.response)
        walk.settle()
        assert isinstance(self.page, FormPage)
        assert self.page.editor is not None
        self.page.editor.go_to(self.question)
        walk.settle()

    def types_on(self) -> None:
        """Type while the file cannot take it."""
        Keyboard().types(TYPED)
        self.page._autosave.flush()

    def saved_elsewhere(self) -> None:
        """Save all of it elsewhere, and look whether what was typed is in there."""
        target = self.elsewhere / "Elsewhere.senco"
        with answering(target):
            press_in_message(self.window, ELSEWHERE)
            self.qtbot.waitUntil(lambda: "with what you typed" in said(self.window), timeout=PATIENCE_MS)
        press_in_message(self.window, "Go on in that copy")
        desk = self.window.desk
        self.qtbot.waitUntil(lambda: desk.is_open and desk.store.path == target, timeout=PATIENCE_MS)
        walk.settle()
        assert check.findings(desk.store) == []
        kept = responses.open_response(desk.store, self.response).answers
        assert kept[self.question].value == TYPED


def _replaced(case: Case) -> int:
    case.types()
    other = case.vault.with_name("from elsewhere")
    shutil.copy(case.vault, other)
    theirs = other.read_bytes()
    other.replace(case.vault)
    case.types_on()
    assert _GONE in said(case.window)
    case.saved_elsewhere()
    return _changed(case.vault, theirs)


def _older(case: Case) -> int:
    before = case.vault.read_bytes()
    add_pupil(case.window.desk.store)
    remembered.note(case.window.desk.store)
    with case.qtbot.waitSignal(case.window.desk.closed, timeout=PATIENCE_MS):
        case.window.desk.lock(copy=True)
    newer = case.vault.read_bytes()
    case.vault.write_bytes(before)
    unlock(case.window, case.qtbot)
    shown = step(case.window, case.qtbot, Older)
    assert "older than the one you last used" in " ".join(each.text() for each in shown.findChildren(QLabel))
    kept = [copy.read_bytes() for copy in case.vault.parent.glob("* backups/*.senco")]
    assert any(len(copy) == len(newer) for copy in kept)
    assert any(_pupils_in(copy, case.elsewhere) == 1 for copy in kept), "the newer one is in no copy"
    return _changed(case.vault, before)


def _conflict(case: Case) -> int:
    with case.qtbot.waitSignal(case.window.desk.closed, timeout=PATIENCE_MS):
        case.window.lock()
    other = case.vault.with_name(f"{case.vault.stem}-LAPTOP7.senco")
    shutil.copy(case.vault, other)
    store = reopen(case.vault)
    add_pupil(store)
    store.close(copy=False)
    both = case.vault.read_bytes(), other.read_bytes()
    unlock(case.window, case.qtbot)
    shown = step(case.window, case.qtbot, TwoVersions)
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert words[words.index("Pupils") + 1 :][:2] == ["1", "0"]
    return _changed(case.vault, both[0]) + _changed(other, both[1])


def _deleted(case: Case) -> int:
    case.types()
    case.vault.unlink()
    case.types_on()
    assert _GONE in said(case.window)
    case.saved_elsewhere()
    return int(case.vault.exists())


def _locked(case: Case) -> int:
    case.types()
    store = case.window.desk.store
    left = case.vault.read_bytes()
    holder = connect(case.vault, *store.keys())
    holder.execute("BEGIN IMMEDIATE")
    case.types_on()
    assert said(case.window).startswith("Another program is using the file")
    wrong = _changed(case.vault, left)
    holder.execute("ROLLBACK")
    holder.close()
    case.page._autosave.touch()
    case.page._autosave.flush()
    kept = responses.open_response(store, case.response).answers
    assert kept[case.question].value == TYPED
    return wrong


def _partial(case: Case) -> int:
    with case.qtbot.waitSignal(case.window.desk.closed, timeout=PATIENCE_MS):
        case.window.desk.lock(copy=True)
    whole = case.vault.read_bytes()
    half = whole[: len(whole) // 2 // 4096 * 4096 + 1000]
    case.vault.write_bytes(half)
    unlock(case.window, case.qtbot)
    shown = step(case.window, case.qtbot, FileDamaged)
    case.qtbot.waitUntil(lambda: shown.choice is not None, timeout=PATIENCE_MS)
    return _changed(case.vault, half)


def _read_only(case: Case) -> int:
    with case.qtbot.waitSignal(case.window.desk.closed, timeout=PATIENCE_MS):
        case.window.lock()
    left = case.vault.read_bytes()
    case.vault.chmod(0o444)
    with nobody_special():
        unlock(case.window, case.qtbot)
        case.qtbot.waitUntil(lambda: "read only" in said(case.window), timeout=PATIENCE_MS)
        target = case.elsewhere / "My own.senco"
        with answering(target):
            press_in_message(case.window, "Copy it to a folder of my own…")
            case.qtbot.waitUntil(lambda: case.window.vault == target, timeout=PATIENCE_MS)
        assert target.read_bytes() == left
    return _changed(case.vault, left)


def _changed(file: Path, left: bytes) -> int:
    """Give how many bytes of a file are others than were left there."""
    now = file.read_bytes()
    return abs(len(now) - len(left)) + sum(a != b for a, b in zip(now, left, strict=False))


def _pupils_in(copy: bytes, folder: Path) -> int:
    file = folder / "looked into.senco"
    file.write_bytes(copy)
    store = reopen(file)
    try:
        return pupils(store)
    finally:
        store.close(copy=False)


SCENARIOS: Final[dict[str, Callable[[Case], int]]] = {
    "replaced": _replaced,
    "older": _older,
    "conflict copy": _conflict,
    "deleted": _deleted,
    "locked": _locked,
    "partial upload": _partial,
    "read-only": _read_only,
}


@pytest.fixture
def anybodys(_quick_vault: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that anybody may write to, with a file in it, whoever runs the tests."""
    make_keys_cheap(monkeypatch)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for made in ("home", "elsewhere", "shared"):
            (folder / made).mkdir()
        bring(_quick_vault, folder / "shared")
        for each in (folder, *folder.rglob("*")):
            each.chmod(0o777 if each.is_dir() else 0o666)
        monkeypatch.setenv("SENCO_DESK_HOME", str(folder / "home"))
        monkeypatch.setattr(ask, "documents", lambda: folder / "elsewhere")  # not root's
        yield folder
        for each in folder.rglob("*"):
            each.chmod(0o777 if each.is_dir() else 0o666)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_others_do_to_the_file_is_told_and_nothing_is_written_over(
    anybodys: Path, make_window: Callable[..., Window], scenario: str, qtbot: QtBot
):
    measured = Measured("R17", f"under an open window the file is: {scenario}")
    (vault,) = (anybodys / "shared").glob("*.senco")
    window = make_window(vault)
    window.desk.take(reopen(vault))
    walk.settle()
    overwritten = SCENARIOS[scenario](Case(window, vault, qtbot, anybodys / "elsewhere"))
    assert overwritten == 0
    measured.reached(1, "0 bytes written over, the right words, both versions kept")


def _stick(folder: Path, ending: ExitStack) -> Callable[[], object]:
    """Make a folder a stick of its own; gives what pulls it out.

    Where nobody may mount, the folder is taken away by its name, and another that is empty stands there.
    """
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "none", str(folder)]
    if (
        sys.platform.startswith("linux")
        and os.geteuid() == 0
        and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    ):
        ending.callback(subprocess.run, ["umount", "-l", str(folder)], capture_output=True, check=False)
        return lambda: subprocess.run(["umount", "-l", str(folder)], check=True)

    def take_away() -> None:
        folder.rename(folder.with_name("pulled out"))
        folder.mkdir()

    return take_away


def test_a_stick_pulled_out_while_somebody_types_costs_nothing_that_was_typed(
    anybodys: Path, tmp_path: Path, make_window: Callable[..., Window], qtbot: QtBot
):
    measured = Measured("R17", "the stick is pulled out while somebody types")
    stick = tmp_path / "stick"
    stick.mkdir()
    with ExitStack() as ending:
        pull_out = _stick(stick, ending)
        (made,) = (anybodys / "shared").glob("*.senco")
        vault = bring(made, stick)
        window = make_window(vault)
        window.desk.take(reopen(vault))
        walk.settle()
        case = Case(window, vault, qtbot, tmp_path)
        case.types()
        pull_out()
        case.types_on()
        assert _GONE in said(window)
        assert case.page.editor.answers()[case.question].value == TYPED, "it stays on the screen"
        assert list(stick.iterdir()) == [], "something was written where the stick had been"
        case.saved_elsewhere()
        assert not vault.exists(), "another file stands under its name"
    measured.reached(1, "0 bytes written where it was, the right words, all that was typed saved elsewhere")
