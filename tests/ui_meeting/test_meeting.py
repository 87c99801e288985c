"""Nobody but the one pupil can be seen, heard or reached; leaving takes the passphrase."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from senco_desk.errors import Mistake
from senco_desk.models.responses import ResponseState
from senco_desk.models.school import SchoolInput
from senco_desk.services import quick_unlock, responses, school
from senco_desk.store import open_vault, undo
from senco_desk.ui import theme
from senco_desk.ui.desk import undoable
from senco_desk.ui.meeting.control import ZOOM
from senco_desk.ui.meeting.form import MeetingForm
from senco_desk.ui.meeting.leave import LeaveMeeting
from senco_desk.ui.meeting.paper import MeetingPaper
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.pages.pupil import PupilPage
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.ui import traces, walk
from tests.ui.conftest import PASSPHRASE, reopen
from tests.ui_meeting.conftest import OTHERS, add_others
from tests.ui_meeting.steps import alone, frame_of, home_of, press, type_into
from tests.ui_pages.pupil_steps import in_dialog, make_idris

PARTS = ("helps", "review", "needs", "people", "forms", "papers")


# beginning


def test_f9_on_a_pupils_page_shows_that_pupil_and_nobody_else(open_window: Window, others: list[int]):
    open_window.go("pupil", pupil_id=1)
    walk.settle()
    press("F9")
    alone(open_window)
    assert open_window.shell is None
    assert "Idris" in " ".join(traces.shown(open_window))


def test_f9_in_the_list_takes_the_pupil_who_is_chosen(open_window: Window, others: list[int]):
    open_window.go("pupils", pupil_id=others[1])
    walk.settle()
    press("F9")
    assert frame_of(open_window).pupil_id == others[1]
    assert open_window.windowTitle() == "W.O."


@pytest.mark.parametrize("key", ["today", "settings", "bring_in"])
def test_elsewhere_f9_says_to_choose_a_pupil(open_window: Window, others: list[int], key: str):
    open_window.go(key)
    walk.settle()
    open_window.meeting.turn()
    assert not open_window.meeting.on
    assert open_window.shell is not None
    assert open_window.shell.messages.words.text().startswith("Choose a pupil first")


def test_it_begins_from_a_form_too_and_keeps_what_was_typed(open_window: Window, others: list[int]):
    window = open_window
    made = responses.start(window.desk.store, 1, "family_views")
    page = window.go("form", response_id=made)
    assert isinstance(page, FormPage)
    type_into(page, "half a sen")
    press("F9")
    alone(window)
    window.go("form", response_id=made)
    kept = frame_of(window).current
    assert isinstance(kept, MeetingForm)
    assert kept.editor is not None
    assert "half a sen" in repr(kept.editor.answers())


# who is seen


@pytest.mark.parametrize("part", PARTS)
def test_no_other_pupil_is_seen_or_heard_in_any_part(in_meeting: Window, part: str):
    home_of(in_meeting).choose(part)
    alone(in_meeting)


def test_phone_numbers_stay_off_the_screen(in_meeting: Window):
    home_of(in_meeting).choose("people")
    said = " ".join(traces.shown(in_meeting))
    assert "Leila Halloran" in said
    assert "07700" not in said


def test_back_and_next_walk_through_the_parts(in_meeting: Window):
    home = home_of(in_meeting)
    seen = [home.part]
    while home.next.isEnabled():
        home.next.click()
        seen.append(home.part)
    assert tuple(seen) == PARTS
    press("Ctrl+Up")
    assert home.part == PARTS[-2]


def test_a_form_is_filled_in_it_and_completed_papers_are_read(in_meeting: Window):
    home = home_of(in_meeting)
    home.choose("forms")
    made = responses.start(in_meeting.desk.store, 1, "family_views")
    in_meeting.go("form", response_id=made)
    form = frame_of(in_meeting).current
    assert isinstance(form, MeetingForm)
    assert not form.print_button.isVisible()
    type_into(form, "more art")
    alone(in_meeting)
    press("Alt+Left")
    alone(in_meeting)
    assert "more art" in repr(responses.open_response(in_meeting.desk.store, made).answers)
    home_of(in_meeting).choose("papers")
    walk.settle()
    rows = home_of(in_meeting).section.findChildren(QPushButton)
    next(row for row in rows if row.isVisible() and row.accessibleName().startswith("Read: ")).click()
    walk.settle()
    paper = frame_of(in_meeting).current
    assert isinstance(paper, MeetingPaper)
    assert paper.view.pages is not None
    assert len(paper.view.pages) >= 1
    alone(in_meeting)
    press("Alt+Left")
    assert home_of(in_meeting).part == "papers"


def test_text_is_larger_and_as_chosen_again_afterwards(in_meeting: Window, qtbot: QtBot):
    assert theme.current().scale == pytest.approx(ZOOM)
    in_meeting.enlarge(0.1)
    qtbot.waitUntil(lambda: theme.current().chosen_scale == pytest.approx(1.1))
    with qtbot.waitSignal(in_meeting.desk.closed, timeout=10_000):
        in_meeting.lock()
    assert theme.current().scale == pytest.approx(1.1)
    assert in_meeting.settings.text_size == pytest.approx(1.1)


# what is reached


def test_no_key_of_the_program_reaches_another_pupil(in_meeting: Window, others: list[int]):
    keys = ["Ctrl+K", "Ctrl+F", "Ctrl+N", "Ctrl+E", "Ctrl+R", "Ctrl+P", "Ctrl+O", "Ctrl+Tab", "Alt+Left"]
    keys += [f"Ctrl+{number}" for number in range(1, 10)]
    keys += ["F5", "F6", "Shift+F6", "Ctrl+Shift+R", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Down", "Return"]
    offered = {action.keys for action in in_meeting.actions_now()}
    assert not offered & {"Ctrl+K", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+N", "Ctrl+P", "Ctrl+F"}
    for combination in keys:
        in_meeting.go("pupil")
        press(combination)
        assert in_meeting.meeting.on, combination
        assert not any(name in said for said in traces.shown(in_meeting) for name in OTHERS), combination
    alone(in_meeting)


def test_no_page_but_this_pupils_can_be_gone_to(in_meeting: Window, others: list[int]):
    other_form = responses.start(in_meeting.desk.store, others[0], "story_so_far")
    for key, wanted in (
        *((key, {}) for key in ("today", "pupils", "settings", "bring_in", "let_out", "help")),
        ("pupil", {"pupil_id": others[0]}),
        ("form", {"response_id": other_form}),
    ):
        assert in_meeting.go(key, **wanted) is None, key
        assert "Leave the meeting view first" in frame_of(in_meeting).messages.words.text()
    alone(in_meeting)


def test_f1_and_the_shortcut_sheet_name_nobody(in_meeting: Window):
    for open_it in (in_meeting.help, in_meeting.shortcuts):
        said: list[str] = []

        def look(dialog: Any) -> None:
            said.extend(traces.shown(dialog))  # noqa: B023 - called before the next turn
            dialog.reject()

        in_dialog(open_it, look)
        assert said
        assert not any(name in words for words in said for name in OTHERS)
    alone(in_meeting)


def test_undo_takes_back_nothing_from_before_the_meeting(in_meeting: Window):
    desk = in_meeting.desk
    desk.undo()
    assert frame_of(in_meeting).messages.words.text() == "There is nothing to undo."
    made = responses.start(desk.store, 1, "story_so_far")
    desk.undo()
    with pytest.raises(Mistake):
        responses.open_response(desk.store, made)
    desk.undo()
    assert frame_of(in_meeting).messages.words.text() == "There is nothing to undo."
    desk.redo()
    responses.open_response(desk.store, made)


def test_what_was_undone_before_the_meeting_is_not_done_again_in_it(open_window: Window, others: list[int]):
    window = open_window
    window.desk.run(school.save, SchoolInput(name="Renamed Academy"))
    window.desk.undo()
    window.go("pupil", pupil_id=1)
    window.meeting.turn()
    window.desk.redo()
    assert school.read(window.desk.store).name == "Fernhill Academy"
    assert frame_of(window).messages.words.text() == "There is nothing to do again."


def test_ctrl_z_in_a_form_names_and_takes_back_nothing_from_before_the_meeting(
    open_window: Window, others: list[int]
):
    window, desk = open_window, open_window.desk
    made = responses.start(desk.store, 1, "family_views")
    other = responses.start(desk.store, others[0], "story_so_far")
    window.meeting.begin(1)
    window.go("form", response_id=made)
    walk.settle()
    press("Ctrl+Z")
    messages = frame_of(window).messages
    assert messages.words.text() == "Nothing was typed here that could be taken back."
    assert not messages.action.isVisible()
    before = undo.steps(desk.store, 1)[0]
    desk.undo(before.id)
    assert messages.words.text() == "There is nothing to undo."
    assert responses.open_response(desk.store, other).state is ResponseState.DRAFT
    alone(window)


def test_a_job_from_before_says_nothing_in_the_meeting(open_window: Window, others: list[int], qtbot: QtBot):
    desk = open_window.desk
    begun, never = threading.Event(), threading.Event()

    def work(report: Callable[..., None]) -> None:
        while not never.wait(0.02):
            report()
            begun.set()

    desk.start(work, done=lambda _none: desk.said.emit(undoable(desk, f"{OTHERS[0]} is done.", 1)))
    qtbot.waitUntil(begun.is_set)
    open_window.meeting.begin(1)
    qtbot.waitUntil(lambda: not desk.jobs.busy())
    alone(open_window)
    assert not frame_of(open_window).messages.isVisible()


# leaving


def _leave(window: Window, act: Callable[[LeaveMeeting], object]) -> None:
    in_dialog(window.meeting.ask_to_leave, act)


def test_esc_and_stay_stay(in_meeting: Window):
    _leave(in_meeting, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    alone(in_meeting)


def test_a_wrong_passphrase_stays_and_the_right_one_leaves(
    make_window: Callable[..., Window], strong_vault: Path, qtbot: QtBot
):
    window = make_window(strong_vault)
    window.desk.take(open_vault(strong_vault, PASSPHRASE))
    make_idris(window.desk.store)
    add_others(window.desk.store)
    window.meeting.begin(1)
    walk.settle()

    def type_it(dialog: LeaveMeeting) -> None:
        QTest.keyClicks(dialog.passphrase, "heron lantern biscuit orchid")
        QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.field.wrong() != "", timeout=30_000)
        assert window.meeting.on
        assert dialog.isVisible()
        qtbot.waitUntil(lambda: not dialog.passphrase.isReadOnly())
        dialog.passphrase.clear()
        QTest.keyClicks(dialog.passphrase, PASSPHRASE)
        QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    _leave(window, type_it)
    assert not window.meeting.on
    assert window.windowTitle() == "SENCO Desk"
    assert window.shell is not None
    assert isinstance(window.shell.current, PupilPage)
    assert theme.current().scale == 1.0
    window.go("pupils")


def test_quick_unlock_leaves_where_it_is_on_and_is_not_offered_where_it_is_off(
    in_meeting: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
):
    offered: list[bool] = []

    def look(dialog: Any) -> None:
        offered.append(dialog.quick.isVisible())
        dialog.reject()

    _leave(in_meeting, look)
    assert offered == [False]
    monkeypatch.setattr(quick_unlock, "offer", lambda path: quick_unlock.Offer("the system's keyring"))
    monkeypatch.setattr(quick_unlock, "must_fit", lambda store: None)

    def press(dialog: LeaveMeeting) -> None:
        dialog.quick.click()
        qtbot.waitUntil(lambda: not dialog.isVisible())

    _leave(in_meeting, press)
    assert not in_meeting.meeting.on


def test_locking_ends_it_and_unlocking_comes_back_to_the_pupil(in_meeting: Window, vault: Path, qtbot: QtBot):
    with qtbot.waitSignal(in_meeting.desk.closed, timeout=10_000):
        press("Ctrl+L")
    assert isinstance(in_meeting.front, UnlockScreen)
    assert in_meeting.windowTitle() == "SENCO Desk"
    assert not in_meeting.meeting.on
    assert traces.of(*OTHERS, "Idris") == []
    in_meeting.desk.take(reopen(vault))
    assert in_meeting.shell is not None
    page = in_meeting.shell.current
    assert isinstance(page, PupilPage)
    assert page.pupil_id == 1


def test_locking_by_itself_closes_the_question_too(in_meeting: Window, qtbot: QtBot):
    with qtbot.waitSignal(in_meeting.desk.closed, timeout=10_000):
        _leave(in_meeting, lambda _dialog: in_meeting.locking.idle.idle.emit())
    assert traces.of(*OTHERS, "Idris") == []


# the rest


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1366, 768), (1000, 700)])
@pytest.mark.parametrize("part", ["helps", "forms"])
def test_nothing_is_clipped_nameless_or_small(
    in_meeting: Window, part: str, size: tuple[int, int], scale: float
):
    in_meeting.resize(*size)
    theme.current().enlarge(scale)
    home_of(in_meeting).choose(part)
    walk.settle()
    frame = frame_of(in_meeting)
    assert walk.faults(frame) == []
