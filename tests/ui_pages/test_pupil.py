"""A pupil's page: what it says, the walk along the stones, the tabs, and what can be done from it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from senco_desk.forms import reading
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import Pupil, PupilInput
from senco_desk.models.responses import ResponseState
from senco_desk.services import letting_out, pupils, response_lists, responses, stages
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store, undo
from senco_desk.ui import theme
from senco_desk.ui.pages.pupil import PupilPage
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import reopen
from tests.ui_pages.pupil_steps import CTRL, TODAY, ago, in_dialog, make_idris, press, review_of, show, write

LEFT, RIGHT, HOME, END = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End
TABS = ("overview", "forms", "documents", "history")


@pytest.fixture
def idris(store: Store) -> int:
    """Idris, none of whose papers is begun."""
    return make_idris(store)


def _words(page: Any) -> str:
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return "\n".join([page.title, page.facts.accessibleName(), *labels])


# overview


def test_the_overview_says_who_this_child_is(open_window: Window, idris: int):
    page = show(open_window, idris)
    said = _words(page)
    for words in (
        "Idris Halloran", "Year 8, form 8H, aged", "In school full time", "Attendance 91%",
        "Inhaler in the office", "Young carer", "Stage 3 papers, 0 of 5 settled", "In 9 days.",
        "The window closes on", "Room 12, led by Ruth Amadi", "Speech, language, communication",
        "Main need, found by screening, since 20 Sep 2025", "Leila Halloran", "07700 900123", "Mr Owusu",
        "Short instructions", "Move to My Plan+",
    ):  # fmt: skip
        assert words in said


def test_left_and_right_walk_the_stones_and_each_says_its_dates(open_window: Window, idris: int):
    page = show(open_window, idris)
    spots = page.overview.pathway.stones.spots
    reached = [spot for spot in walk.focusable(page) if spot in spots]
    assert [walk.name_of(spot) for spot in reached] == [walk.name_of(spots[2])]
    spots[2].setFocus()
    said = []
    for key in (HOME, RIGHT, RIGHT, RIGHT, END, LEFT):
        press(key)
        focused = QApplication.focusWidget()
        assert focused is not None
        said.append(walk.name_of(focused))
    assert said[0].startswith("Record of Concern, done, ")
    assert said[1].startswith("My Plan, done, ")
    assert said[2].startswith("My Plan+, Idris is here, since ")
    assert said[3] == said[5] == "EHC assessment, ahead, Only if needs become long term and complex"
    assert said[4] == "EHCP, ahead"


def test_a_pupil_on_no_stage_is_offered_one_and_shows_what_helps_first(open_window: Window, store: Store):
    pupil_id, _ = pupils.add(store, PupilInput(legal_forename="Amina", legal_surname="Yusuf"))
    page = show(open_window, pupil_id)
    assert page.overview.papers.isHidden()
    assert page.place.isVisible()
    assert page.pack.isHidden()
    assert "Amina is not on the pathway now." in _words(page)
    assert walk.named_twice(page) == []
    assert walk.out_of_order(page) == []
    assert page.overview.needs.parentWidget() is page.overview.helps.parentWidget()

    def choose(dialog: Any) -> None:
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Return, how=CTRL)

    in_dialog(page.place.click, choose)
    assert pupils.view(store, pupil_id).stage is Stage.CONCERN
    assert page.pack.isVisible()
    assert "Amina is here" in page.overview.pathway.stones.accessibleName()


def test_a_change_made_elsewhere_shows_at_once_and_undo_takes_it_back(
    open_window: Window, store: Store, idris: int
):
    page = show(open_window, idris)
    known = pupils.view(store, idris).pupil
    pupils.change(store, idris, known.model_copy(update={"form": "8K"}))
    walk.settle()
    assert "form 8K" in page.facts.accessibleName()
    page.tabs.setFocus()
    press(Qt.Key.Key_Z, how=CTRL)
    assert "form 8H" in page.facts.accessibleName()


def test_when_adding_the_pupil_is_undone_nothing_of_them_stays(open_window: Window, store: Store):
    pupil_id, _ = pupils.add(store, PupilInput(legal_forename="Amina", legal_surname="Yusuf"))
    page = show(open_window, pupil_id)
    undo.undo(store)
    walk.settle()
    assert "Yusuf" not in _words(page)
    assert page.stack.isHidden()
    undo.redo(store)
    walk.settle()
    assert page.stack.isVisible()


def test_the_review_is_marked_as_held_and_the_next_cycle_begins(
    open_window: Window, store: Store, idris: int
):
    stages.plan_review(store, idris, review_of(store, idris).model_copy(update={"on": ago(1)}))
    page = show(open_window, idris)
    dict(page.more_actions())["Mark the review as held"]()
    walk.settle()
    assert "No review is planned" in _words(page)
    assert "second cycle, week 1" in page.overview.pathway.stones.accessibleName()
    shell = open_window.shell
    assert shell is not None
    shell.messages.action.setFocus()
    press(Qt.Key.Key_Return)
    assert "No review is planned" not in _words(page)
    assert page.isAncestorOf(QApplication.focusWidget() or open_window)


# tabs


def test_ctrl_tab_takes_the_next_tab_and_goes_round(open_window: Window, idris: int):
    page = show(open_window, idris)
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_Tab, how=CTRL)
        seen.append(page.tabs.key())
    assert seen == ["forms", "documents", "history", "overview"]


def test_tab_leads_from_the_chosen_tab_through_the_papers_to_starting_a_form(open_window: Window, idris: int):
    page = show(open_window, idris)
    assert page.begins_at() is page.focusWidget()
    press(Qt.Key.Key_Tab, how=CTRL)
    focused = QApplication.focusWidget()
    assert focused is page.begins_at()
    assert walk.name_of(page.focusWidget() or page) == "Forms"
    names: list[str] = []
    while names[-1:] != ["Start a form"]:
        press(Qt.Key.Key_Tab)
        names.append(walk.name_of(page.focusWidget() or page))
        assert len(names) < 40
    assert "Parent Information" in names[0]
    assert len([name for name in names if name.startswith("More for")]) == len(page.forms.rows)


def test_a_pupil_opened_from_the_table_begins_at_the_tabs(open_window: Window, idris: int):
    open_window.go("pupils")
    walk.settle()
    press(Qt.Key.Key_Return)
    page = open_window.shell.current if open_window.shell else None
    assert isinstance(page, PupilPage)
    assert QApplication.focusWidget() is page.tabs.chosen_tab()


def test_tab_from_the_tabs_scrolls_to_the_stone_it_leads_to(open_window: Window, idris: int):
    theme.current().enlarge(2.0)
    show(open_window, idris)
    press(Qt.Key.Key_Tab)
    stone = QApplication.focusWidget()
    assert stone is not None
    assert stone.visibleRegion().boundingRect().size() == stone.size(), "all of it is in sight"


def test_another_pupil_begins_at_the_tabs_wherever_the_keyboard_was_on_the_last(
    open_window: Window, store: Store, idris: int
):
    other, _ = pupils.add(store, PupilInput(legal_forename="Zofia", legal_surname="Nowak"))
    page = show(open_window, idris, "forms")
    page.forms.start.setFocus()
    open_window.go("pupils")
    walk.settle()
    show(open_window, other)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is page.begins_at()
    assert focused.isVisible()


def test_after_locking_the_same_tab_of_the_same_pupil_is_back(open_window: Window, idris: int, qtbot: QtBot):
    path = open_window.desk.store.path
    show(open_window, idris, "history")
    with qtbot.waitSignal(open_window.desk.closed, timeout=10_000):
        open_window.lock()
    open_window.desk.take(reopen(path))
    walk.settle()
    assert open_window.shell is not None
    page: Any = open_window.shell.current
    assert (page.title, page.tabs.key()) == ("Idris Halloran", "history")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_named_in_order_and_unclipped(
    open_window: Window, store: Store, idris: int, tab: str, scale: float
):
    responses.start(store, idris, "family_views")
    theme.current().enlarge(scale)
    open_window.resize(1366, 768)
    page = show(open_window, idris, tab)
    assert walk.faults(page) == []
    assert walk.out_of_order(page) == []


# forms


def test_a_paper_is_started_and_carried_on_with(open_window: Window, store: Store, idris: int):
    page = show(open_window, idris, "forms")
    row = page.forms.rows[0]
    assert (row.words.text(), row.under.text(), row.action.text()) == (
        "Parent Information", "Not begun", "Start",
    )  # fmt: skip
    row.action.setFocus()
    press(Qt.Key.Key_Space)
    assert open_window.shell is not None
    assert open_window.shell.key == "form"
    page = show(open_window, idris, "forms")
    assert row.action.text() == "Carry on"
    assert row.under.text().startswith("Begun, ")
    assert "Throw the draft away" in dict(page.forms.paper_actions(page.forms.states[0]))


def test_that_they_would_rather_not_is_recorded_and_can_be_opened_again(
    open_window: Window, store: Store, idris: int
):
    page = show(open_window, idris, "forms")
    acts = dict(page.forms.paper_actions(page.forms.states[2]))

    def say_who(dialog: Any) -> None:
        press(Qt.Key.Key_Return)
        assert dialog.isVisible()
        dialog.fields["declined_by"].widget.setFocus()
        write("Leila Halloran")
        press(Qt.Key.Key_Return)

    in_dialog(acts["They would rather not"], say_who)
    row = page.forms.rows[2]
    assert row.under.text().startswith("Declined by Leila Halloran")
    assert row.action.text() == "Open again"
    row.action.click()
    (line,) = response_lists.of_pupil(store, idris)
    assert line.state is ResponseState.DRAFT


def test_a_new_copy_starts_from_last_time_and_the_old_one_is_kept(open_window: Window, store: Store):
    idris = make_idris(store, "parent_information")
    page = show(open_window, idris, "forms")
    dict(page.forms.paper_actions(page.forms.states[0]))["Start a new one from these answers"]()
    page = show(open_window, idris, "forms")
    assert page.forms.rows[0].action.text() == "Read"
    (other,) = page.forms.other_rows
    assert other.action.text() == "Carry on"
    assert page.forms.others.isVisible()


# documents


def test_documents_hold_kept_papers_and_what_was_let_out(open_window: Window, store: Store, tmp_path: Path):
    idris = make_idris(store, "parent_information")
    path = tmp_path / "review-pack.pdf"
    letting_out.save(store, Paper(b"%PDF-1.7", "Review pack", 12, "family", idris), path)
    letting_out.printed(store, Paper(b"%PDF-1.7", "Review pack", 12, "family", idris), 2)
    page = show(open_window, idris, "documents")
    (kept,) = page.documents.kept_rows
    assert kept.under.text().startswith("Completed ")
    printed, saved = page.documents.out_rows
    assert "2 copies, 12 pages, family copy" in printed.under.text()
    assert printed.action.isHidden()
    assert "still there" in saved.under.text()
    with answering(False):
        saved.action.click()
    assert path.exists()
    with answering(True) as door:
        saved.action.click()
    assert door.asked == ["Delete this file?"]
    assert not path.exists()
    walk.settle()
    assert "no longer there" in page.documents.out_rows[1].under.text()


# history


def test_history_says_each_field_before_and_after_and_finds_words(
    open_window: Window, store: Store, idris: int
):
    known = pupils.view(store, idris).pupil
    pupils.change(store, idris, known.model_copy(update={"form": "8K", "interpreter": True}))
    page = show(open_window, idris, "history")
    page.tabs.setFocus()
    press(Qt.Key.Key_F, how=CTRL)
    assert QApplication.focusWidget() is page.history.filter
    write("8k details")
    model = page.history.steps
    assert model.count()[0] == 1
    assert page.history.detail.words.text() == "Change Idris Halloran's details"
    assert page.history.detail.lines.text().split("\n\n") == ["Form: 8H → 8K", "Interpreter: No → Yes"]
    assert page.history.detail.under.text().endswith("Ruth Amadi")
    write("no such words")
    assert page.history.detail.words.text() == "Nothing is found."
    page.history.filter.clear()
    page.history.table.setFocus()
    press(Qt.Key.Key_Down)
    assert page.history.table.currentIndex().row() == 1
    first = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Change Idris Halloran's details" in first


def test_the_step_looked_at_stays_when_something_new_happens(open_window: Window, store: Store, idris: int):
    page = show(open_window, idris, "history")
    page.history.table.selectRow(2)
    walk.settle()
    held = page.history.detail.words.text()
    stages.plan_review(
        store, idris, review_of(store, idris).model_copy(
            update={"on": TODAY + timedelta(days=12)}
        ),
    )  # fmt: skip
    walk.settle()
    assert page.history.table.currentIndex().row() == 3
    assert page.history.detail.words.text() == held


def _many_steps(store: Store, pupil_id: int, count: int) -> None:
    for number in range(count):
        with store.work(f"change the form to 8{number}") as work:
            work.change(work.get(Pupil, pupil_id), form=f"8{number}")


def test_a_long_history_shows_its_newest_steps_at_once_and_the_rest_soon(
    open_window: Window, store: Store, idris: int, qtbot: QtBot
):
    _many_steps(store, idris, 400)
    page = show(open_window, idris, "history")
    assert page.history.steps.row(0) is not None
    qtbot.waitUntil(lambda: page.history.steps.count()[1] > 400, timeout=10_000)
    write_into = page.history.filter
    write_into.setText("add idris")
    assert page.history.detail.words.text() == "Add Idris Halloran"


def test_locking_while_a_long_history_is_read_leaves_nothing_running(
    open_window: Window, store: Store, idris: int, qtbot: QtBot
):
    _many_steps(store, idris, 600)
    desk = open_window.desk
    open_window.go("pupil", pupil_id=idris, tab="history")
    with qtbot.waitSignal(desk.closed, timeout=10_000):
        open_window.lock()
    qtbot.waitUntil(lambda: not desk.jobs.busy())


def test_every_version_of_a_form_can_be_started_but_none_twice(open_window: Window, store: Store, idris: int):
    responses.start(store, idris, "consent")
    page = show(open_window, idris, "forms")
    offered = [words for words, _run in page.forms.startable()]
    assert len(offered) == len(reading.all_forms()) - 1
    assert len(set(offered)) == len(offered)
