"""The Undo of a message: it takes back the step that the message tells of, or says why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from senco_desk.models.pupil import MeetingInput
from senco_desk.services import pupils, responses, stages
from senco_desk.store import Store
from senco_desk.ui.pages.pupil import PupilPage
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui_pages.pupil_steps import CTRL, TODAY, make_idris, press, review_of, show, write


@pytest.fixture
def idris(store: Store) -> int:
    """Idris, none of whose papers is begun."""
    return make_idris(store)


def _held(window: Window, pupil_id: int) -> PupilPage:
    """Mark today's review as held, and have the message say so."""
    store = window.desk.store
    stages.plan_review(store, pupil_id, MeetingInput(on=TODAY, at="10:00"))
    page = show(window, pupil_id)
    page.changing.review_held()
    walk.settle()
    return page


def _press_message(window: Window) -> None:
    assert window.shell is not None
    window.shell.messages.action.setFocus()
    press(Qt.Key.Key_Return)


def test_undo_in_a_message_takes_back_what_the_message_tells_of(
    open_window: Window, idris: int, store: Store
):
    _held(open_window, idris)
    pupils.set_needs(store, idris, [])
    _press_message(open_window)
    assert review_of(store, idris).on == TODAY, "the review is planned again"
    assert pupils.view(store, idris).needs == (), "what was done since stays"


def test_undo_in_a_message_is_refused_where_newer_work_took_its_place(
    open_window: Window, idris: int, store: Store
):
    _held(open_window, idris)
    later = TODAY + timedelta(days=40)
    stages.plan_review(store, idris, MeetingInput(on=later))
    _press_message(open_window)
    assert review_of(store, idris).on == later
    assert open_window.shell is not None
    said = open_window.shell.messages.words.text()
    assert "“change the next review”" in said
    assert "made another review meeting of Idris Halloran. Undo that first" in said


def test_an_action_found_by_its_name_leaves_the_keyboard_on_the_page_for_undo(
    open_window: Window, idris: int, store: Store
):
    pupils.leave(store, idris, TODAY)
    page = show(open_window, idris)
    press(Qt.Key.Key_K, how=CTRL)
    write("bring back from leavers")
    press(Qt.Key.Key_Return)
    assert pupils.view(store, idris).pupil.left_on is None
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    press(Qt.Key.Key_Z, how=CTRL)
    assert pupils.view(store, idris).pupil.left_on == TODAY


def test_what_was_undone_is_no_longer_offered_again_after_newer_work(
    open_window: Window, idris: int, store: Store
):
    show(open_window, idris)
    assert open_window.shell is not None
    bar = open_window.shell.messages
    pupils.leave(store, idris, TODAY)
    press(Qt.Key.Key_Z, how=CTRL)
    assert bar.words.text().startswith("Undone: mark")
    assert bar.isVisible()
    pupils.set_needs(store, idris, [])
    walk.settle()
    assert not bar.isVisible()


def test_a_draft_thrown_away_is_brought_back_from_its_message(open_window: Window, idris: int, store: Store):
    begun = responses.start(store, idris, "family_views")
    page = show(open_window, idris, "forms")
    page.papers.throw_away(begun)
    walk.settle()
    _press_message(open_window)
    assert responses.open_response(store, begun).response_id == begun
