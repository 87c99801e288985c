"""Somebody leaves while a job works for the screen in front: its answer is for nobody, and ends nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from senco_desk import store
from senco_desk.services import handover, recovery_kit, ways_in
from senco_desk.store import recovery
from senco_desk.ui import ask
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.dialogs.hand_over.before import HeldStep
from senco_desk.ui.dialogs.kit import KitDialog
from senco_desk.ui.meeting.leave import LeaveMeeting
from senco_desk.ui.pages.first_run import FirstRun
from senco_desk.ui.pages.make_file import MakeFile
from senco_desk.ui.pages.unlock import UnlockScreen, _forgotten
from senco_desk.ui.pages.ways_in.forgotten import TypeCode
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy
from senco_desk.ui.window import Window
from tests.journeys import keyboard
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import PASSPHRASE, QUICK, reopen
from tests.ui.losing import NEW, go, opened, unlock, unlock_screen
from tests.ui_pages.pupil_steps import in_dialog, make_idris
from tests.vaults import make_keys_cheap

Key = Qt.Key
MEANWHILE_S = 20.0


class Gate:
    """Holds a function up in its thread until `open` is set, so that a person can leave first."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.open = threading.Event()

    def before(self, place: Any, name: str) -> None:
        """Stand before this function, which then does what it always does."""
        real = getattr(place, name)

        def held_up(*args: Any, **named: Any) -> Any:
            self.open.wait(MEANWHILE_S)
            return real(*args, **named)

        self._monkeypatch.setattr(place, name, held_up)

    def let_through(self, window: Window, qtbot: QtBot, *gone: QWidget) -> None:
        """Once what was left is deleted, let the work end and its answer come."""
        qtbot.waitUntil(lambda: not any(isValid(widget) for widget in gone))
        self.open.set()
        qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
        walk.settle()
        assert QApplication.activeModalWidget() is None


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    make_keys_cheap(monkeypatch)
    made = Gate(monkeypatch)
    yield made
    made.open.set()


def leave_with_esc(open_it: Callable[[], Any], begin: Callable[[Any], object]) -> QWidget:
    """Begin the work in a dialog and press Esc; gives the dialog."""
    seen: list[QWidget] = []

    def act(dialog: Any) -> None:
        seen.append(dialog)
        begin(dialog)
        QTest.keyClick(dialog, Key.Key_Escape)

    in_dialog(open_it, act)
    return seen[0]


@pytest.mark.parametrize("typed", [PASSPHRASE, "heron lantern biscuit orchid"])
def test_esc_while_the_passphrase_is_looked_at_stays_in_the_meeting(
    open_window: Window, gate: Gate, qtbot: QtBot, typed: str
):
    make_idris(open_window.desk.store)
    open_window.meeting.begin(1)
    gate.before(recovery, "is_passphrase")

    def look(dialog: LeaveMeeting) -> None:
        dialog.passphrase.setText(typed)
        dialog.check()

    gate.let_through(open_window, qtbot, leave_with_esc(open_window.meeting.ask_to_leave, look))
    assert open_window.meeting.on


@pytest.mark.parametrize("typed", [PASSPHRASE, "heron lantern biscuit orchid"])
@pytest.mark.parametrize("road", ["I have forgotten the passphrase", "Make a new file", "Go back to a copy"])
def test_another_road_while_the_file_is_opened_closes_it_again(
    make_window: Callable[..., Window], vault: Path, gate: Gate, qtbot: QtBot, road: str, typed: str
):
    window = make_window(vault)
    gate.before(ways_in, "open_by_passphrase")
    keys = unlock(window, qtbot, typed)
    left = window.front
    assert isinstance(left, UnlockScreen)
    keys.tab_to(road).press(Key.Key_Return)
    walk.settle()
    shown = window.front
    assert shown is not left
    gate.let_through(window, qtbot, left)
    assert window.front is shown
    assert not window.desk.is_open
    reopen(vault).close()


@pytest.mark.parametrize("road", ["I have forgotten the passphrase", "Make a new file"])
def test_a_file_that_was_open_already_when_she_took_another_road_is_closed_again(
    make_window: Callable[..., Window], vault: Path, gate: Gate, qtbot: QtBot, road: str
):
    window = make_window(vault)
    keys = Keyboard()
    front = unlock_screen(window, qtbot)
    keys.types(PASSPHRASE)
    front.unlock()
    assert front._job is not None
    assert front._job.wait(10_000), "it is open, and the window has not heard of it"
    (window.show_first_run if road == "Make a new file" else lambda: front._go(_forgotten))()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
    walk.settle()
    assert window.front is not front
    assert not window.desk.is_open
    assert window.desk.wait_closed()
    reopen(vault).close()


def test_esc_in_a_handover_while_the_file_is_looked_through_leaves_it(
    open_window: Window, gate: Gate, qtbot: QtBot
):
    gate.before(handover, "gather")

    def look(dialog: HandOver) -> None:
        dialog.forward()
        assert isinstance(dialog.step, HeldStep)

    dialog = leave_with_esc(HandOver(open_window.desk, open_window, cost=QUICK).exec, look)
    gate.let_through(open_window, qtbot, dialog)


def test_esc_while_the_report_of_a_handover_is_drawn_shows_no_report(
    open_window: Window, gate: Gate, qtbot: QtBot
):
    gate.before(handover, "paper")

    def draw(dialog: HandOver) -> None:
        dialog.forward()
        step = dialog.step
        assert isinstance(step, HeldStep)
        step.report.click()

    dialog = leave_with_esc(HandOver(open_window.desk, open_window, cost=QUICK).exec, draw)
    gate.let_through(open_window, qtbot, dialog)


@pytest.mark.parametrize("way", ["save", "print"])
def test_esc_while_the_kit_is_drawn_asks_nothing_more(
    open_window: Window, gate: Gate, qtbot: QtBot, way: str
):
    gate.before(recovery_kit, "kit_pdf")
    dialog = leave_with_esc(
        KitDialog(open_window.desk, open_window).exec, lambda dialog: getattr(dialog, way).click()
    )
    gate.let_through(open_window, qtbot, dialog)


def test_esc_while_copies_are_looked_for_goes_a_step_back(
    make_window: Callable[..., Window], vault: Path, gate: Gate, qtbot: QtBot
):
    window = make_window(vault)
    gate.before(ways_in, "choices")
    keys = go(window, qtbot, "I have forgotten the passphrase")
    walk.settle()
    front: Any = window.front
    front.step._copies()
    left = front.step
    assert isinstance(left, ChooseCopy)
    walk.settle()
    keys.chord("Esc")
    assert isinstance(front.step, TypeCode)
    gate.let_through(window, qtbot, left)
    assert isinstance(front.step, TypeCode)


def making(window: Window, folder: Path) -> Path:
    """Have a file made, by keyboard; gives where."""
    front = window.front
    assert isinstance(front, FirstRun)
    front.make_mine()
    step = front.step
    assert isinstance(step, MakeFile)
    path = folder / "St Wilfrids.senco"
    with answering(path):
        step.place.click()
    step.school.setText("St Wilfrid's")
    step.senco.setText("Ruth Amadi")
    step.passphrase.setText(NEW)
    step.again.setText(NEW)
    step.make()
    return path


@pytest.mark.parametrize("wanted", [True, False], ids=["made", "refused"])
def test_opening_another_file_while_one_is_made_takes_that_one_away_again(
    make_window: Callable[..., Window], vault: Path, gate: Gate, qtbot: QtBot, tmp_path: Path, wanted: bool
):
    window = make_window(None)
    gate.before(store, "create")
    if not wanted:
        (tmp_path / "St Wilfrids.senco").write_bytes(b"something else")
    made = making(window, tmp_path)
    left = window.front
    assert left is not None
    with answering(vault):
        QTest.keyClick(window, Key.Key_O, Qt.KeyboardModifier.ControlModifier)  # the fields are out of use
    gate.let_through(window, qtbot, left)
    unlock_screen(window, qtbot)
    assert not window.desk.is_open
    assert made.exists() is not wanted


def test_a_file_made_while_another_is_chosen_stays_open(
    make_window: Callable[..., Window], vault: Path, gate: Gate, qtbot: QtBot, tmp_path: Path
):
    window = make_window(None)
    made = making(window, tmp_path)
    front: Any = window.front

    class Choosing:
        """A person who takes her time to choose."""

        def open_file(self, *_asked: object) -> Path:
            opened(window, qtbot)
            return vault

    old = ask.use(Choosing())  # type: ignore[arg-type] # only this is asked
    try:
        keyboard.in_dialog(front.open_mine, lambda kit: kit.later.click())
    finally:
        ask.use(old)
    assert window.desk.store.path == made
    assert window.shell is not None


def test_nothing_is_begun_once_the_window_has_closed(locked_window: Window, qtbot: QtBot):
    desk = locked_window.desk
    qtbot.waitUntil(lambda: not desk.jobs.busy())
    locked_window.show_front()  # what it looks for is under way
    locked_window.close()
    walk.settle()
    assert not desk.jobs.busy()
