"""Idle locking goes by a clock that sleep does not stop; what was copied is marked, and does not stay."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from senco_desk.ui.clipboard import KEPT_FOR_MS, MARKS, ClipboardGuard
from senco_desk.ui.idle import IdleWatch, awake_clock, minutes_allowed


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(qapp: QApplication, clock: Clock) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, 5, clock=clock)
    watch.start()
    yield watch
    watch.stop()
    watch.deleteLater()


@pytest.mark.parametrize(
    ("system", "clock"), [("linux", "CLOCK_BOOTTIME"), ("darwin", "CLOCK_MONOTONIC_RAW")]
)
def test_the_clock_goes_on_while_the_laptop_sleeps(monkeypatch: pytest.MonkeyPatch, system: str, clock: str):
    read: list[int] = []

    def clock_gettime(which: int) -> float:
        read.append(which)
        return 7.0

    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(time, "clock_gettime", clock_gettime)
    assert awake_clock() == 7.0
    assert read == [getattr(time, clock)]


def test_there_is_no_never():
    assert [minutes_allowed(n) for n in (-1, 0, 1, 5, 15, 16, 999)] == [1, 1, 1, 5, 15, 15, 15]


def test_nothing_touched_for_the_time_says_idle(qtbot, watch: IdleWatch, clock: Clock):
    clock.seconds += 5 * 60
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_a_key_starts_the_time_anew(qtbot, watch: IdleWatch, clock: Clock):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    clock.seconds += 4 * 60 + 59
    QTest.keyClick(edit, Qt.Key.Key_A)
    clock.seconds += 60
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()
    clock.seconds += 4 * 60
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_the_mouse_counts_too(qtbot, watch: IdleWatch, clock: Clock):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    clock.seconds += 299
    QTest.mouseMove(edit)
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    clock.seconds += 299
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_shorter_minutes_hold_at_once(qtbot, watch: IdleWatch, clock: Clock):
    clock.seconds += 2 * 60
    with qtbot.waitSignal(watch.idle):
        watch.set_minutes(1)


def test_nothing_is_counted_before_the_start_and_after_the_end(qtbot, watch: IdleWatch, clock: Clock):
    watch.stop()
    clock.seconds += 3600
    watch.set_minutes(1)
    assert not watch._timer.isActive()
    watch.start()
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_after_a_sleep_the_time_is_up_without_waiting(qtbot, watch: IdleWatch, clock: Clock, qapp):
    from PySide6.QtCore import QEvent

    clock.seconds += 8 * 3600
    with qtbot.waitSignal(watch.idle):
        QApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationActivate))


def test_the_first_key_after_a_sleep_comes_too_late_and_is_held_back(qtbot, watch: IdleWatch, clock: Clock):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    clock.seconds += 8 * 3600
    with qtbot.waitSignal(watch.idle):
        QTest.keyClick(edit, Qt.Key.Key_A)
    assert edit.text() == ""


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[ClipboardGuard]:
    # The offscreen clipboard cannot say whose its text is.
    guard = ClipboardGuard(QGuiApplication.clipboard(), lambda: True)
    yield guard
    guard.clear()
    guard.deleteLater()


def test_what_is_copied_here_is_marked_for_histories_and_clouds(qtbot, guard: ClipboardGuard):
    edit = QLineEdit("Amina Yusuf")
    qtbot.addWidget(edit)
    edit.selectAll()
    edit.copy()
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == "Amina Yusuf"
    for name, value in MARKS.items():
        assert held.data(name).data() == value


def test_it_is_gone_after_a_minute_and_when_told(qtbot, guard: ClipboardGuard):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Amina Yusuf")
    assert guard._timer.isActive()
    assert guard._timer.interval() == KEPT_FOR_MS == 60_000
    guard._timer.timeout.emit()
    assert clipboard.text() == ""
    clipboard.setText("Zoe Adams")
    guard.clear()
    assert clipboard.text() == ""


def test_what_another_put_there_stays(qtbot, guard: ClipboardGuard):
    other = QMimeData()
    other.setText("a shopping list")
    guard._marking = True  # as another program's would arrive: without our mark
    QGuiApplication.clipboard().setMimeData(other)
    guard._marking = False
    guard.clear()
    assert QGuiApplication.clipboard().text() == "a shopping list"
