"""Today: what is due, what is missing, whom to talk to, and what to carry on with."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senco_desk.forms.answers import Answer
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import MeetingInput, PupilInput
from senco_desk.services import handing_over, pupils, responses, stages
from senco_desk.services.handing_over import Successor
from senco_desk.store import recovery
from senco_desk.ui import theme
from senco_desk.ui.focus import FocusRings, Ring
from senco_desk.ui.pages.reminders import Reminders
from senco_desk.ui.pages.today import TodayPage
from senco_desk.ui.widgets import BareButton, EmptyPage
from senco_desk.ui.widgets.lines import CarryLine, DueLine
from senco_desk.ui.window import Window
from tests.ui import walk

DAY = date(2026, 11, 17)


def fill(window: Window) -> dict[str, int]:
    """Three pupils: one late, one near, one on My Plan+ with a form begun and a call owed."""
    store = window.desk.store
    ids = {}
    for forename, surname, stage, review in (
        ("Zofia", "Kowalczyk-Reed", Stage.MY_PLAN, date(2026, 11, 12)),
        ("Lucía", "Marchetti", Stage.CONCERN, date(2026, 11, 20)),
        ("Idris", "Halloran", Stage.MY_PLAN_PLUS, date(2026, 12, 20)),
    ):
        fields = PupilInput(legal_forename=forename, legal_surname=surname, year_group="9", form="9C")
        ids[forename], _ = pupils.add(store, fields)
        stages.place_on_stage(store, ids[forename], stage, date(2026, 9, 7), today=DAY)
        stages.plan_review(store, ids[forename], MeetingInput(on=review, at="10:00", place="Room 12"))
    response_id = responses.start(store, ids["Idris"], "family_views")
    responses.keep_draft(store, response_id, {"changes": Answer("yes", talk=True)})
    responses.settle(store, response_id)
    ids["response"] = response_id
    return ids


@pytest.fixture
def page(open_window: Window) -> TodayPage:
    fill(open_window)
    shown = open_window.go("today", on=DAY)
    walk.settle()
    assert isinstance(shown, TodayPage)
    return shown


def lines(page: TodayPage) -> list[DueLine]:
    return [line for line in page.findChildren(DueLine) if line.isVisible()]


def test_a_handover_that_was_cut_off_stands_above_all_that_is_due(open_window: Window) -> None:
    fill(open_window)
    store = open_window.desk.store
    handing_over._note(store, recovery.mark(store), Successor("Rae Whitlock"))
    page = open_window.go("today", on=DAY)
    assert isinstance(page, TodayPage)
    walk.settle()
    first, *_others = [found for found in page.findChildren(Reminders) if found.isVisible()]
    assert first.buttons[0].accessibleName().startswith("The handover to Rae Whitlock is not finished yet.")
    lowest = first.mapTo(page, first.rect().bottomLeft()).y()
    due = [line for line in lines(page) if not isinstance(line, CarryLine)]
    assert lowest <= min(line.mapTo(page, line.rect().topLeft()).y() for line in due)


def test_a_double_click_on_talked_about_opens_nobody(page: TodayPage) -> None:
    (button,) = [
        button
        for button in page.findChildren(BareButton)
        if button.isVisible() and button.text() == "Talked about"
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    walk.settle()
    first = lines(page)[0]  # what came under the mouse meanwhile
    QTest.mouseDClick(first, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)
    walk.settle()
    assert page.isVisible()


def test_an_empty_file_is_invited_to_bring_in_a_list(open_window: Window) -> None:
    page = open_window.go("today")
    walk.settle()
    assert page is not None
    (empty,) = [part for part in page.findChildren(EmptyPage) if part.isVisible()]
    assert empty.button is not None


def test_a_day_with_nothing_to_do_wears_no_ring_around_the_page(open_window: Window) -> None:
    pupils.add(open_window.desk.store, PupilInput(legal_forename="Zofia", legal_surname="Nowak"))
    for key in ("today", "pupils", "today"):
        page = open_window.go(key)
        walk.settle()
    rings = QApplication.instance().findChild(FocusRings)  # type: ignore[union-attr]
    assert rings is not None
    assert rings.shown_on() is not page


def test_each_line_says_whose_it_is_what_and_by_when(page: TodayPage) -> None:
    said = [line.accessibleName() for line in lines(page)]
    assert said[0] == (
        "Overdue: Zofia Kowalczyk-Reed, 9C, My Plan review, Room 12 at 10:00, Thu 12 Nov, 5 days late. Open"
    )
    assert "in 3 days" in said[1]
    assert said[2].startswith("They would rather talk: Idris Halloran, 9C, What My Family Think: 1 question")
    assert said[3].startswith("Stage 3 papers to come: Idris Halloran")
    assert said[4].startswith("Carry on with: What My Family Think")
    assert page.title == "Tuesday 17 November"


def test_up_and_down_go_through_the_groups_and_ctrl_enter_opens_the_pupil(
    page: TodayPage, open_window: Window
) -> None:
    first, second, *_ = lines(page)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert open_window.shell is not None
    assert open_window.shell.key == "pupil"


def test_the_first_line_has_the_keyboard_when_the_page_is_shown(page: TodayPage, open_window: Window) -> None:
    assert lines(page)[0].hasFocus()
    assert open_window.shell is not None
    open_window.shell.rail.items["today"].setFocus()
    open_window.go("today", on=DAY)
    assert lines(page)[0].hasFocus()


def test_enter_on_a_draft_carries_on_with_it(page: TodayPage, open_window: Window) -> None:
    draft = lines(page)[-1]
    draft.setFocus()
    QTest.keyClick(draft, Qt.Key.Key_Return)
    assert open_window.shell is not None
    assert open_window.shell.key == "form"


def test_a_call_goes_when_it_was_talked_about_and_undo_brings_it_back(
    page: TodayPage, open_window: Window
) -> None:
    before = len(lines(page))
    button = next(
        button
        for button in walk.focusable(page)
        if button.accessibleName().startswith("Talked about: Idris Halloran")
    )
    QTest.keyClick(button, Qt.Key.Key_Space)
    walk.settle()
    assert len(lines(page)) == before - 1
    open_window.desk.undo()
    walk.settle()
    assert len(lines(page)) == before


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_is_named_and_unclipped_at_every_size(page: TodayPage, scale: float) -> None:
    theme.current().enlarge(scale)
    walk.settle()
    assert walk.faults(page) == []


def test_the_ring_of_a_line_stands_clear_of_its_words_and_is_whole(
    page: TodayPage, open_window: Window
) -> None:
    first = lines(page)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    walk.settle()
    ring = next(found for found in open_window.findChildren(Ring) if found.isVisible())
    assert ring.width() > first.width()
    assert ring.visibleRegion().boundingRect().width() == ring.width()
