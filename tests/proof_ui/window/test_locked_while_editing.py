"""Locked in the middle of a form with something open over it: within a second, and all of it is back (R6)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from senco_desk.forms.definition import Form
from senco_desk.forms.reading import all_forms, variant_for
from senco_desk.services import responses
from senco_desk.ui.pages import form_page
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.proof.figures import Measured, count
from tests.ui import walk
from tests.ui.conftest import PASSPHRASE, reopen
from tests.ui.test_locking import DIALOGS, MENUS, by_idleness, by_keys, by_the_system, locked_and_bare
from tests.ui_pages.pupil_steps import make_idris
from tests.vaults import make_keys_cheap

RUNS: Final = count(2, 100)
"""Of each form."""
LONGEST_S: Final = 1.0
FIELDS: Final = 3
"""Typed into before each lock."""
_WAYS: Final = (by_keys, by_idleness, by_the_system)
_TEXTS: Final = (QLineEdit, QPlainTextEdit, QTextEdit)
_DIALOGS: Final = (
    "details", "needs", "family", "stage", "review", "leave", "pack", "password", "shortcuts", "question",
    "line", "choice", "save a file", "open a file",
)  # fmt: skip


def _over(window: Window) -> list[Callable[[], object]]:
    """Give what may be open over a form."""
    dialogs = [(lambda kind=kind: DIALOGS[kind](window, 1)) for kind in _DIALOGS]
    menu = lambda: MENUS["a field's own menu"](window, 1)  # noqa: E731 - as the ones above
    more = lambda: _page(window)._open_menu()  # noqa: E731
    return [*dialogs, menu, more, lambda: _page(window).decline(), lambda: _complete(window)]


def _complete(window: Window) -> None:
    """Open what completes the form, although answers are missing: what is tried is the lock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form_page, "check", lambda *_form: [])
        _page(window).complete()


def _page(window: Window) -> FormPage:
    assert window.shell is not None
    page = window.shell.current
    assert isinstance(page, FormPage)
    return page


def _editor(window: Window) -> Any:
    editor = _page(window).editor
    assert editor is not None
    return editor


def _said(window: Window) -> str:
    return repr(sorted(_editor(window).answers().items(), key=str))


def _type_somewhere(window: Window, form: Form, run: int) -> list[str]:
    """Type into some fields of a section, and give what was typed into those that take any words."""
    typed: list[str] = []
    editor = _editor(window)
    for section in range(run, run + len(form.sections)):
        editor.go_to_section(section % len(form.sections))
        walk.settle()
        for place in walk.focusable(editor):
            if len(typed) < FIELDS and isinstance(place, _TEXTS) and not place.isReadOnly():
                words = f"run {run} half a sen{len(typed)}"
                place.setFocus()
                QTest.keyClick(place, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                QTest.keyClicks(place, words)
                if isinstance(place, QPlainTextEdit):
                    typed.append(words)
        if len(typed) >= FIELDS:
            break
    return typed


@dataclass
class _Round:
    """One lock, and what came of it."""

    took_s: float = 0.0
    left_open: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    before: str = ""
    after: str = ""

    def wrong(self) -> list[str]:
        """Say what is not as it must be."""
        found = [f"{left} is still open" for left in self.left_open]
        if self.took_s >= LONGEST_S:
            found.append("it took too long")
        if self.after != self.before:
            found.append("other answers came back")
        return found


def _lock_with(open_it: Callable[[], object], window: Window, run: int, qtbot: QtBot) -> _Round:
    """Lock while that is open."""
    done: list[_Round] = []

    def go() -> None:
        if (QApplication.activeModalWidget() or QApplication.activePopupWidget()) is None:
            QTimer.singleShot(10, go)  # what opens it lets other events pass first
            return
        started = time.monotonic()
        _WAYS[run % len(_WAYS)](window)
        took = time.monotonic() - started
        left = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not window]
        done.append(_Round(took, [type(top).__name__ for top in left]))
        for top in left:
            top.close()

    QTimer.singleShot(0, go)
    with qtbot.waitSignal(window.desk.closed, timeout=30_000):
        open_it()
        qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    return done[0]


def _begin(window: Window, form: Form) -> None:
    """Begin a form for somebody."""
    store = window.desk.store
    make_idris(store)
    window.go("form", response_id=responses.start(store, 1, form.id))
    walk.settle()


def _round(
    window: Window, vault: Path, run: int, qtbot: QtBot, open_it: Callable[[], object] | None = None
) -> _Round:
    """Type into the form that is shown, lock with something over it, and unlock again."""
    form, over = _editor(window).form, _over(window)
    typed = _type_somewhere(window, form, run)
    before = _said(window)
    assert all(words in before for words in typed)
    done = _lock_with(open_it or over[(run * 7 + len(form.id)) % len(over)], window, run, qtbot)
    locked_and_bare(window)
    window.desk.take(reopen(vault))
    walk.settle()
    done.typed, done.before, done.after = typed, before, _said(window)
    return done


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
def test_a_form_is_locked_within_a_second_whatever_is_open_and_all_of_its_text_comes_back(
    open_window: Window, vault: Path, form: Form, qtbot: QtBot
):
    measured = Measured("R6", f"locked in the middle of {form.id}, something open over it")
    _begin(open_window, form)
    longest, letters = 0.0, 0
    for run in range(RUNS):
        done = _round(open_window, vault, run, qtbot)
        assert done.wrong() == []
        longest = max(longest, done.took_s)
        letters += sum(map(len, done.typed))
    measured.reached(RUNS, f"locked within {longest:.2f} s, all of {letters:,} letters back")


def _keeps_nothing(patch: pytest.MonkeyPatch, _window: Window) -> None:
    patch.setattr(FormPage, "_keep_draft", lambda _page: None)


def _leaves_dialogs(patch: pytest.MonkeyPatch, _window: Window) -> None:
    patch.setattr("senco_desk.ui.window._take_down", lambda _top: None)


def _takes_its_time(_patch: pytest.MonkeyPatch, window: Window) -> None:
    def linger() -> None:
        until = time.monotonic() + LONGEST_S
        while time.monotonic() < until:
            pass

    window.desk.locking.connect(linger)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_keeps_nothing, "other answers came back"),
        (_leaves_dialogs, "ShortcutSheet is still open"),
        (_takes_its_time, "it took too long"),
    ],
    ids=["loses", "leaves open", "lingers"],
)
def test_a_lock_that_loses_leaves_open_or_lingers_is_caught(
    open_window: Window,
    vault: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[pytest.MonkeyPatch, Window], None],
    said: str,
):
    spoil(monkeypatch, open_window)
    _begin(open_window, variant_for("family_views", "8"))
    assert said in _round(open_window, vault, 0, qtbot, open_window.shortcuts).wrong()


def test_a_form_filled_through_ten_rounds_of_lock_and_unlock_by_keys_loses_no_character(
    open_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    make_keys_cheap(monkeypatch)
    store = open_window.desk.store
    make_idris(store)
    form = variant_for("family_views", "8")
    open_window.go("form", response_id=responses.start(store, 1, form.id))
    walk.settle()
    question = next(each.key for each in form.questions() if each.kind.value == "long_text")
    _editor(open_window).go_to(question)
    keys, typed = Keyboard(), ""
    for number in range(10):
        words = f"Round {number}, half a sen"
        keys.types(words)
        typed += words
        with qtbot.waitSignal(open_window.desk.closed, timeout=30_000):
            keys.press(Qt.Key.Key_L, how=Qt.KeyboardModifier.ControlModifier)
        locked_and_bare(open_window)
        assert isinstance(open_window.front, UnlockScreen)
        with qtbot.waitSignal(open_window.desk.unlocked, timeout=30_000):
            keys.types(PASSPHRASE).press(Qt.Key.Key_Return)
        walk.settle()
        assert _editor(open_window).answers()[question].value == typed
        focused: QWidget | None = QApplication.focusWidget()
        assert isinstance(focused, _TEXTS)
        QTest.keyClick(focused, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
