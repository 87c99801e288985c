"""Locking by the idle clock, the system or Ctrl+L, with whatever is open; nothing is left to see."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from senco_desk import hardening
from senco_desk.forms.reading import all_forms
from senco_desk.models.pupil import PupilInput
from senco_desk.services import pupils, responses
from senco_desk.ui import ask, settings
from senco_desk.ui.dialogs.contacts import edit_contacts
from senco_desk.ui.dialogs.leave import mark_as_left
from senco_desk.ui.dialogs.lock_pdf import ask_password
from senco_desk.ui.dialogs.needs import edit_needs
from senco_desk.ui.dialogs.pack import open_pack
from senco_desk.ui.dialogs.pupil_details import edit_pupil
from senco_desk.ui.dialogs.question import Dialogs
from senco_desk.ui.dialogs.review import change_review
from senco_desk.ui.dialogs.stage import place_on_stage
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.pages.pupils import PupilsPage
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.ui import traces, walk
from tests.ui.conftest import reopen
from tests.ui_pages.pupil_steps import make_idris, show

Open = Callable[[Window, int], object]
CANARIES = ("Halloran", "Idris", "Leila", "Owusu", "Zephyrine", "Quillfeather")


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def window(open_window: Window) -> Window:
    """A window with Idris, and somebody else, in its file."""
    store = open_window.desk.store
    make_idris(store)
    pupils.add(store, PupilInput(legal_forename="Zephyrine", legal_surname="Quillfeather", year_group="7"))
    return open_window


def by_idleness(window: Window) -> None:
    """Nobody has touched it for as long as may be."""
    window.locking.idle.idle.emit()


def by_the_system(window: Window) -> None:
    """The screen was locked, or the laptop closed."""
    window.locking.system.locked.emit()


def by_keys(window: Window) -> None:
    """Ctrl+L, wherever the keyboard is."""
    now = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeModalWidget()
    QTest.keyClick(now or window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def lock_while(open_it: Callable[[], object], window: Window, lock: Callable[[Window], None], qtbot: QtBot):
    """Lock while something is open; the time it took is looked at, and that nothing is left."""
    took: list[float] = []
    seen: list[QWidget] = []

    def go() -> None:
        opened = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if opened is None:
            QTimer.singleShot(10, go)  # what opens it lets other events pass first
            return
        seen.append(opened)
        started = time.monotonic()
        lock(window)
        took.append(time.monotonic() - started)

    QTimer.singleShot(0, go)
    with qtbot.waitSignal(window.desk.closed, timeout=10_000):
        open_it()
        qtbot.waitUntil(lambda: bool(took))
    assert took[0] < 1.0
    locked_and_bare(window)


def locked_and_bare(window: Window) -> None:
    """Only the unlock screen stands, and no widget, model or clipboard holds a name."""
    assert not window.desk.is_open
    assert isinstance(window.front, UnlockScreen)
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None
    assert [top for top in QApplication.topLevelWidgets() if top.isVisible()] == [window]
    assert traces.of(*CANARIES) == []


# what locks


def test_five_idle_minutes_lock_the_file_and_not_one_second_less(window: Window, qtbot: QtBot):
    clock = Clock()
    window.locking.idle._clock = clock
    window.locking.idle.touched()
    show(window, 1)
    clock.seconds += 5 * 60 - 1
    window.locking.idle.look()
    assert window.desk.is_open
    clock.seconds += 1
    with qtbot.waitSignal(window.desk.closed, timeout=10_000):
        window.locking.idle.look()
    locked_and_bare(window)


def test_the_minutes_are_chosen_in_settings_and_kept(window: Window):
    page: Any = window.go("settings")
    pick = page.locking.minutes
    assert [pick.itemData(n) for n in range(pick.count())] == list(range(1, 16))
    pick.setCurrentIndex(pick.findData(12))
    pick.activated.emit(pick.currentIndex())
    assert window.locking.minutes == settings.read().idle_minutes == 12


def test_a_number_of_minutes_that_was_written_by_hand_is_brought_between_1_and_15(
    make_window: Callable[..., Window], vault: Path
):
    settings.Settings(idle_minutes=0).keep()
    assert make_window(vault).locking.minutes == 1


def test_idle_minutes_count_only_while_a_file_is_open(window: Window, vault: Path, qtbot: QtBot):
    watch = window.locking.idle
    assert watch._timer.isActive()
    with qtbot.waitSignal(window.desk.closed, timeout=10_000):
        window.lock()
    assert not watch._timer.isActive()
    window.desk.take(reopen(vault))
    assert watch._timer.isActive()


@pytest.mark.parametrize(
    ("key", "lock"),
    [
        *(("today", by_idleness), ("pupils", by_the_system), ("settings", by_keys), ("pupil", by_the_system)),
        *(("pupil", by_keys), ("help", by_idleness), ("bring_in", by_keys), ("let_out", by_the_system)),
    ],
)
def test_every_page_is_gone_when_it_locks(
    window: Window, key: str, lock: Callable[[Window], None], qtbot: QtBot
):
    window.go(key, **({"pupil_id": 1} if key == "pupil" else {}))
    walk.settle()
    with qtbot.waitSignal(window.desk.closed, timeout=10_000):
        started = time.monotonic()
        lock(window)
        assert time.monotonic() - started < 1.0
    locked_and_bare(window)


# with something open


def _print(window: Window, _who: int) -> object:
    return Dialogs().printer(window, "Print", QPrinter())


def _form(window: Window, pupil_id: int) -> FormPage:
    page = window.go("form", response_id=responses.start(window.desk.store, pupil_id, "family_views"))
    assert isinstance(page, FormPage)
    return page


def _pupils(window: Window) -> PupilsPage:
    page = window.go("pupils")
    assert isinstance(page, PupilsPage)
    return page


DIALOGS: dict[str, Open] = {
    "details": lambda w, who: edit_pupil(w.desk, w, who),
    "needs": lambda w, who: edit_needs(w.desk, w, who),
    "family": lambda w, who: edit_contacts(w.desk, w, who),
    "stage": lambda w, who: place_on_stage(w.desk, w, who),
    "review": lambda w, who: change_review(w.desk, w, who),
    "leave": lambda w, who: mark_as_left(w.desk, w, who),
    "pack": lambda w, who: open_pack(w.desk, w, who),
    "packs": lambda w, who: w.packs(),
    "paper": lambda w, who: show(w, who, "forms").papers.blank("family_views"),
    "password": lambda w, who: ask_password(w, "paper about Idris"),
    "complete": lambda w, who: _form(w, who).complete(),
    "decline": lambda w, who: _form(w, who).decline(),
    "columns": lambda w, who: _pupils(w)._choose_columns(),
    "filters": lambda w, who: _pupils(w)._more_filters(),
    "shortcuts": lambda w, who: w.shortcuts(),
    "question": lambda w, who: Dialogs().confirm(w, "Delete Idris?", "Idris goes.", "Delete", "Keep"),
    "line": lambda w, who: Dialogs().text(w, "Idris", "Idris", "Idris"),
    "choice": lambda w, who: Dialogs().pick(w, "Which?", "Who", ["Idris", "Zephyrine"]),
    "open a file": lambda w, who: Dialogs().open_file(w, "Open", ask.VAULT),
    "save a file": lambda w, who: Dialogs().save_file(w, "Save", Path("/tmp/paper.pdf"), ask.PDF),
    "folder": lambda w, who: Dialogs().folder(w, "Where to"),
    "printer": _print,
}
MENUS: dict[str, Open] = {
    "more for this pupil": lambda w, who: show(w, who).more.click(),
    "start a form": lambda w, who: show(w, who, "forms").forms.start.click(),
    "a row of the list": lambda w, who: _pupils(w)._menu(_pupils(w).rect().center()),
    "more for this form": lambda w, who: _form(w, who)._open_menu(),
    "a field's own menu": lambda w, who: _field_menu(w),
}


def _field_menu(window: Window) -> None:
    """The system's own menu of a field: cut, copy, paste."""
    assert window.shell is not None
    field = window.shell.bar.search
    at = field.rect().center()
    QApplication.postEvent(
        field, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, field.mapToGlobal(at))
    )
    walk.settle()


@pytest.mark.parametrize("kind", DIALOGS)
def test_ctrl_l_locks_within_a_second_in_every_dialog(window: Window, kind: str, qtbot: QtBot):
    lock_while(lambda: DIALOGS[kind](window, 1), window, by_keys, qtbot)


@pytest.mark.parametrize("kind", MENUS)
def test_ctrl_l_locks_within_a_second_in_every_menu(window: Window, kind: str, qtbot: QtBot):
    lock_while(lambda: MENUS[kind](window, 1), window, by_keys, qtbot)


@pytest.mark.parametrize("kind", ["details", "pack", "save a file", "printer", "more for this pupil"])
def test_it_locks_by_itself_within_a_second_with_that_open(window: Window, kind: str, qtbot: QtBot):
    lock_while(lambda: {**DIALOGS, **MENUS}[kind](window, 1), window, by_idleness, qtbot)


def test_it_locks_within_a_second_while_a_job_runs(window: Window, qtbot: QtBot):
    steps: list[int] = []

    def work(report: Callable[..., None]) -> None:
        while True:
            report(len(steps), 0, "Idris Halloran")
            steps.append(1)
            sum(range(20_000))  # some work

    window.desk.start(work, done=lambda _none: pytest.fail("it was stopped"))
    qtbot.waitUntil(lambda: len(steps) > 3)
    with qtbot.waitSignal(window.desk.closed, timeout=10_000):
        started = time.monotonic()
        by_idleness(window)
        assert time.monotonic() - started < 1.0
    locked_and_bare(window)


# what goes, and what stays


def test_what_was_copied_here_leaves_the_clipboard(window: Window, qtbot: QtBot):
    # The offscreen clipboard cannot say whose its text is.
    window.locking.clipboard._owns = lambda: True
    QApplication.clipboard().setText("Idris Halloran")
    with qtbot.waitSignal(window.desk.closed, timeout=10_000):
        window.lock()
    locked_and_bare(window)


def test_the_memory_that_was_let_go_is_written_over_after_locking(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    done: list[bool] = []
    monkeypatch.setattr("senco_desk.ui.locking.overwrite_freed_memory", lambda: done.append(True))
    window.locking.forget()
    assert done == []  # not while the file is open
    with qtbot.waitSignal(window.desk.closed, timeout=10_000):
        window.lock()
    qtbot.waitUntil(lambda: done == [True])
    hardening.overwrite_freed_memory()


def _text(page: FormPage) -> str:
    """What the answers hold, all of it."""
    assert page.editor is not None
    return repr(sorted(page.editor.answers().items(), key=str))


def _type(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def _unlocked_page(window: Window, vault: Path) -> FormPage:
    window.desk.take(reopen(vault))
    walk.settle()
    assert window.shell is not None
    page = window.shell.current
    assert isinstance(page, FormPage)
    return page


def test_ten_rounds_of_locking_in_one_form_lose_no_character(window: Window, vault: Path, qtbot: QtBot):
    page: Any = _form(window, 1)
    walk.settle()
    typed = ""
    first = next(
        question.key for question in page.view.form.questions() if question.kind.value == "long_text"
    )
    page.editor.go_to(first)
    for number in range(10):
        words = f"round {number}, half a sen"
        _type(words)
        typed += words
        with qtbot.waitSignal(window.desk.closed, timeout=10_000):
            (by_idleness, by_the_system, by_keys)[number % 3](window)
        locked_and_bare(window)
        page = _unlocked_page(window, vault)
        assert page.editor.answers()[first].value == typed
        focused = QApplication.focusWidget()
        assert focused is not None
        assert isinstance(focused, QLineEdit | QTextEdit) or hasattr(focused, "toPlainText")
        QTest.keyClick(focused, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
def test_every_form_comes_back_as_it_was_typed(window: Window, vault: Path, form: Any, qtbot: QtBot):
    store = window.desk.store
    page = window.go("form", response_id=responses.start(store, 1, form.id))
    assert isinstance(page, FormPage)
    for round_ in range(3):
        fields = 0
        assert page.editor is not None
        for section in range(len(page.editor.form.sections)):
            page.editor.go_to_section(section)
            walk.settle()
            for field in walk.focusable(page.editor):
                if isinstance(field, QLineEdit) and not field.isReadOnly() and fields < 12:
                    field.setFocus()
                    QTest.keyClicks(field, f"{round_}ab")
                    fields += 1
        before = _text(page)
        with qtbot.waitSignal(window.desk.closed, timeout=10_000):
            started = time.monotonic()
            by_idleness(window)
            assert time.monotonic() - started < 1.0
        locked_and_bare(window)
        page = _unlocked_page(window, vault)
        assert _text(page) == before
