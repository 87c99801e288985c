"""Locked in the middle of a form with something open over it: within a second, and all of it is back (R6)."""

from __future__ import annotations

import time
from collections.abc import Callable
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
        for field in walk.focusable(editor):
            if len(typed) < FIELDS and isinstance(field, _TEXTS) and not field.isReadOnly():
                words = f"run {run} half a sen{len(typed)}"
                field.setFocus()
                QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                QTest.keyClicks(field, words)
                if isinstance(field, QPlainTextEdit):
                    typed.append(words)
        if len(typed) >= FIELDS:
            break
    return typed


def _locked_with(open_it: Callable[[], object], window: Window, run: int, qtbot: QtBot) -> float:
    """Lock while that is open; gives how long it took."""
    took: list[float] = []

    def go() -> None:
        if (QApplication.activeModalWidget() or QApplication.activePopupWidget()) is None:
            QTimer.singleShot(10, go)  # what opens it lets other events pass first
            return
        started = time.monotonic()
        _WAYS[run % len(_WAYS)](window)
        took.append(time.monotonic() - started)

    QTimer.singleShot(0, go)
    with qtbot.waitSignal(window.desk.closed, timeout=30_000):
        open_it()
        qtbot.waitUntil(lambda: bool(took), timeout=30_000)
    return took[0]


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
def test_a_form_is_locked_within_a_second_whatever_is_open_and_all_of_its_text_comes_back(
    open_window: Window, vault: Path, form: Form, qtbot: QtBot
):
    measured = Measured("R6", f"locked in the middle of {form.id}, something open over it")
    store = open_window.desk.store
    make_idris(store)
    open_window.go("form", response_id=responses.start(store, 1, form.id))
    walk.settle()
    over = _over(open_window)
    longest, letters = 0.0, 0
    for run in range(RUNS):
        typed = _type_somewhere(open_window, form, run)
        before = _said(open_window)
        assert all(words in before for words in typed)
        which = over[(run * 7 + len(form.id)) % len(over)]
        longest = max(longest, _locked_with(which, open_window, run, qtbot))
        locked_and_bare(open_window)
        open_window.desk.take(reopen(vault))
        walk.settle()
        assert _said(open_window) == before
        letters += sum(map(len, typed))
    assert longest < LONGEST_S
    measured.reached(RUNS, f"locked within {longest:.2f} s, all of {letters:,} letters back")


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
