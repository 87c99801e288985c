"""What others do to the file under an open window: the right words, nothing written over, both kept (R17)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senco_desk.errors import Trouble
from senco_desk.forms.reading import variant_for
from senco_desk.services import responses
from senco_desk.store import Store, check, drafts, remembered
from senco_desk.store.connection import connect
from senco_desk.ui import ask
from senco_desk.ui.held_drafts import HeldDrafts
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

    def was_told(self, words: str) -> None:
        """Look whether the window says this."""
        assert words in said(self.window), f"the window did not say “{words}”"

    def untouched(self, left: bytes, file: Path | None = None) -> None:
        """Look whether a file, if not another the vault, is byte for byte as it was left."""
        now = (file or self.vault).read_bytes()
        others = abs(len(now) - len(left)) + sum(a != b for a, b in zip(now, left, strict=False))
        assert not others, f"{others} bytes were written over"

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
        assert self.question in kept, "what was typed is not in there"
        assert kept[self.question].value == TYPED


def _replaced(case: Case) -> None:
    case.types()
    other = case.vault.with_name("from elsewhere")
    shutil.copy(case.vault, other)
    theirs = other.read_bytes()
    other.replace(case.vault)
    case.types_on()
    case.untouched(theirs)
    case.was_told(_GONE)
    case.saved_elsewhere()
    case.untouched(theirs)


def _older(case: Case) -> None:
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
    case.untouched(before)


def _conflict(case: Case) -> None:
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
    case.untouched(both[0])
    case.untouched(both[1], other)


def _deleted(case: Case) -> None:
    case.types()
    case.vault.unlink()
    case.types_on()
    case.was_told(_GONE)
    case.saved_elsewhere()
    assert not case.vault.exists(), "another file stands under its name"


def _locked(case: Case) -> None:
    case.types()
    store = case.window.desk.store
    left = case.vault.read_bytes()
    holder = connect(case.vault, *store.keys())
    holder.execute("BEGIN IMMEDIATE")
    case.types_on()
    case.was_told("Another program is using the file")
    case.untouched(left)
    holder.execute("ROLLBACK")
    holder.close()
    case.page._autosave.touch()
    case.page._autosave.flush()
    kept = responses.open_response(store, case.response).answers
    assert kept[case.question].value == TYPED


def _partial(case: Case) -> None:
    with case.qtbot.waitSignal(case.window.desk.closed, timeout=PATIENCE_MS):
        case.window.desk.lock(copy=True)
    whole = case.vault.read_bytes()
    half = whole[: len(whole) // 2 // 4096 * 4096 + 1000]
    case.vault.write_bytes(half)
    unlock(case.window, case.qtbot)
    shown = step(case.window, case.qtbot, FileDamaged)
    case.qtbot.waitUntil(lambda: shown.choice is not None, timeout=PATIENCE_MS)
    case.untouched(half)


def _read_only(case: Case) -> None:
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
    case.untouched(left)


def _pupils_in(copy: bytes, folder: Path) -> int:
    file = folder / "looked into.senco"
    file.write_bytes(copy)
    store = reopen(file)
    try:
        return pupils(store)
    finally:
        store.close(copy=False)


SCENARIOS: Final[dict[str, Callable[[Case], None]]] = {
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


@pytest.fixture
def case(anybodys: Path, make_window: Callable[..., Window], qtbot: QtBot) -> Case:
    """A window with the file open."""
    (vault,) = (anybodys / "shared").glob("*.senco")
    window = make_window(vault)
    window.desk.take(reopen(vault))
    walk.settle()
    return Case(window, vault, qtbot, anybodys / "elsewhere")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_others_do_to_the_file_is_told_and_nothing_is_written_over(case: Case, scenario: str):
    measured = Measured("R17", f"under an open window the file is: {scenario}")
    SCENARIOS[scenario](case)
    measured.reached(1, "0 bytes written over, the right words, both versions kept")


def _by_its_name(patch: pytest.MonkeyPatch) -> None:
    """Have each draft written into whatever file stands under the name now."""

    def keep(store: Store, key: str, body: str) -> None:
        other = connect(store.path, *store.keys())
        other.execute("INSERT OR REPLACE INTO draft (key, body, saved_at) VALUES (?, ?, '')", (key, body))
        other.close()

    patch.setattr(drafts, "keep", keep)


def _saying_nothing(patch: pytest.MonkeyPatch) -> None:
    """Have what the disk refused taken for saved."""

    def keep(_held: HeldDrafts, store: Store, key: str, body: str) -> bool:
        with suppress(Trouble):
            drafts.keep(store, key, body)
        return True

    patch.setattr(HeldDrafts, "keep", keep)


def _holding_nothing(patch: pytest.MonkeyPatch) -> None:
    """Have what the disk refused forgotten."""
    patch.setattr(HeldDrafts, "keep", lambda _held, store, key, body: drafts.keep(store, key, body))


@pytest.mark.parametrize(
    ("spoil", "caught"),
    [
        (_by_its_name, "bytes were written over"),
        (_saying_nothing, "the window did not say"),
        (_holding_nothing, "what was typed is not in there"),
    ],
    ids=["by its name", "saying nothing", "holding nothing"],
)
def test_a_program_that_saves_whatever_others_did_is_caught(
    case: Case, spoil: Callable[[pytest.MonkeyPatch], None], caught: str
):
    with pytest.MonkeyPatch.context() as patch:
        spoil(patch)
        with pytest.raises(AssertionError, match=caught):
            _replaced(case)
    with case.qtbot.waitSignal(case.window.desk.closed, timeout=PATIENCE_MS):
        case.window.desk.lock()


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
        case.was_told(_GONE)
        assert case.page.editor.answers()[case.question].value == TYPED, "it stays on the screen"
        assert list(stick.iterdir()) == [], "something was written where the stick had been"
        case.saved_elsewhere()
        assert not vault.exists(), "another file stands under its name"
    measured.reached(1, "0 bytes written where it was, the right words, all that was typed saved elsewhere")
