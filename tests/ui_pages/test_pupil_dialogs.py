"""The dialogs that change a pupil: keyed as a person would, refused at the field, kept over a lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from senco_desk.models.codes import NeedType, Stage
from senco_desk.rules.dates_in_words import short_date
from senco_desk.services import pupils
from senco_desk.store import drafts, undo
from senco_desk.ui import theme
from senco_desk.ui.dialogs.contacts import edit_contacts
from senco_desk.ui.dialogs.leave import mark_as_left
from senco_desk.ui.dialogs.needs import edit_needs
from senco_desk.ui.dialogs.pupil_details import PupilDetails, edit_pupil
from senco_desk.ui.dialogs.review import change_review
from senco_desk.ui.dialogs.stage import place_on_stage
from senco_desk.ui.dialogs.typed import TypedDialog
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.conftest import reopen
from tests.ui_pages.pupil_steps import ALT, CTRL, TODAY, in_dialog, make_idris, press, write

TAB, ENTER, ESC = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def idris(open_window: Window) -> int:
    """Idris, in the open file."""
    return make_idris(open_window.desk.store)


def _named(window: Window) -> str:
    step = undo.next_undo(window.desk.store)
    return step.name if step else ""


def _save(_dialog: TypedDialog) -> None:
    press(ENTER, how=CTRL)


def _go_to(dialog: TypedDialog, key: str) -> None:
    dialog.go_to(key)
    walk.settle()


# details


def test_a_pupil_is_added_from_the_keyboard_with_two_names(open_window: Window):
    def type_names(dialog: PupilDetails) -> None:
        write("Amina")
        press(TAB)
        write("Yusuf")
        press(ENTER)

    pupil_id = in_dialog(lambda: edit_pupil(open_window.desk, open_window), type_names)
    assert pupils.view(open_window.desk.store, pupil_id).name == "Amina Yusuf"
    assert _named(open_window) == "add Amina Yusuf"


def test_changing_details_is_one_step_that_undo_names_and_takes_back(open_window: Window, idris: int):
    def change(dialog: PupilDetails) -> None:
        _go_to(dialog, "form")
        write("8K")
        _go_to(dialog, "date_of_birth")
        write("14 march 2014")
        _save(dialog)

    assert in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), change) == idris
    store = open_window.desk.store
    seen = pupils.view(store, idris).pupil
    assert (seen.form, str(seen.date_of_birth), seen.what_helps) == (
        "8K", "2014-03-14", "Short instructions\nA seat near the door",
    )  # fmt: skip
    assert _named(open_window) == "change Idris Halloran's details"
    undo.undo(store)
    assert pupils.view(store, idris).pupil.form == "8H"


def test_what_is_wrong_stands_at_its_field_and_in_the_summary_and_nothing_is_cleared(
    open_window: Window, idris: int
):
    def get_it_wrong(dialog: PupilDetails) -> None:
        write("")
        press(Qt.Key.Key_Delete)
        _go_to(dialog, "date_of_birth")
        write("last spring")
        _go_to(dialog, "sessions_missed")
        write("nine")
        _save(dialog)
        said = [link.text() for link in dialog.summary.links]
        assert said == [
            "Legal forename is empty. Type the legal forename.",
            "Date of birth is not a day that can be read. Type it like 14 3 2014.",
            "Sessions missed is not a whole number. Type it in figures, like 142.",
        ]
        assert [dialog.entries[key].wrong() for key in ("legal_forename", "date_of_birth")] == said[:2]
        assert QApplication.focusWidget() is dialog.summary
        assert dialog.typed()["date_of_birth"] == "last spring"
        press(TAB, TAB, Qt.Key.Key_Space)
        assert QApplication.focusWidget() is dialog.entries["date_of_birth"].widget
        press(ESC)

    assert in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), get_it_wrong) is None
    assert pupils.view(open_window.desk.store, idris).forename == "Idris"


def test_a_field_that_the_service_refuses_is_marked(open_window: Window, idris: int):
    def too_many_missed(dialog: PupilDetails) -> None:
        _go_to(dialog, "sessions_missed")
        write("140")
        assert "More sessions" in dialog.entries["sessions_missed"].warning()
        _save(dialog)
        assert "140" in dialog.entries["sessions_missed"].wrong()
        press(ESC)

    in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), too_many_missed)


def test_a_upn_that_looks_wrong_is_warned_of_and_never_blocks(open_window: Window, idris: int):
    def type_upn(dialog: PupilDetails) -> None:
        _go_to(dialog, "upn")
        write("a99920260001")
        assert "13 characters" in dialog.entries["upn"].warning()
        _save(dialog)

    in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), type_upn)
    assert pupils.view(open_window.desk.store, idris).pupil.upn == "A99920260001"


def test_a_year_group_that_does_not_fit_the_birthday_is_warned_of(open_window: Window, idris: int):
    def choose_year(dialog: PupilDetails) -> None:
        year = dialog.entries["year_group"].widget
        assert isinstance(year, QComboBox)
        year.setCurrentIndex(year.findData("11"))
        assert "is usual" in dialog.entries["year_group"].warning()
        press(ESC)

    in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), choose_year)


# keeping what is typed


def test_locking_closes_the_dialog_and_keeps_what_was_typed(open_window: Window, idris: int, qtbot: QtBot):
    path = open_window.desk.store.path

    def type_and_lock(dialog: PupilDetails) -> None:
        _go_to(dialog, "what_helps")
        write("A quiet corner")
        press(Qt.Key.Key_L, how=CTRL)
        assert not dialog.isVisible()

    with qtbot.waitSignal(open_window.desk.closed, timeout=10_000):
        in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), type_and_lock)
    open_window.desk.take(reopen(path))

    def find_it_again(dialog: PupilDetails) -> None:
        assert dialog.typed()["what_helps"] == "A quiet corner"
        assert dialog.restored.isVisible()
        _save(dialog)

    in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), find_it_again)
    assert pupils.view(open_window.desk.store, idris).pupil.what_helps == "A quiet corner"
    assert drafts.read(open_window.desk.store, f"pupil/{idris}") is None


def test_a_pause_in_typing_writes_the_draft(open_window: Window, qtbot: QtBot):
    desk = open_window.desk

    def pause(dialog: PupilDetails) -> None:
        write("Zofia")
        qtbot.waitUntil(lambda: drafts.read(desk.store, "pupil/new") is not None, timeout=2000)
        press(ESC)

    in_dialog(lambda: edit_pupil(desk, open_window), pause)
    assert drafts.read(desk.store, "pupil/new") is None


def test_starting_again_puts_the_file_s_own_words_back(open_window: Window, idris: int):
    desk = open_window.desk

    path = desk.store.path

    def type_and_lock(_dialog: PupilDetails) -> None:
        write("Someone")
        desk.lock()

    in_dialog(lambda: edit_pupil(desk, open_window, idris), type_and_lock)
    assert desk.wait_closed()
    desk.take(reopen(path))

    def start_again(dialog: PupilDetails) -> None:
        assert dialog.typed()["legal_forename"] == "Someone"
        dialog.restored.findChildren(QWidget)[-1].setFocus()
        press(Qt.Key.Key_Space)
        assert dialog.typed()["legal_forename"] == "Idris"
        press(ESC)

    in_dialog(lambda: edit_pupil(desk, open_window, idris), start_again)


def test_enter_on_cancel_cancels(open_window: Window, idris: int):
    def cancel(dialog: PupilDetails) -> None:
        write("Someone")
        dialog.cancel.setFocus()
        press(ENTER)

    assert in_dialog(lambda: edit_pupil(open_window.desk, open_window, idris), cancel) is None
    assert pupils.view(open_window.desk.store, idris).forename == "Idris"


# family and needs


def test_a_contact_is_added_and_moved_to_the_top(open_window: Window, idris: int):
    def add_aunt(dialog: Any) -> None:
        press(Qt.Key.Key_N, how=CTRL)
        write("Nadia Halloran")
        press(TAB)
        write("Aunt")
        press(Qt.Key.Key_Up, Qt.Key.Key_Up, how=ALT)
        _save(dialog)

    assert in_dialog(lambda: edit_contacts(open_window.desk, open_window, idris), add_aunt)
    store = open_window.desk.store
    assert [contact.name for contact in pupils.view(store, idris).contacts] == [
        "Nadia Halloran", "Leila Halloran", "Sam Halloran",
    ]  # fmt: skip
    undo.undo(store)
    assert [contact.name for contact in pupils.view(store, idris).contacts] == [
        "Leila Halloran", "Sam Halloran",
    ]  # fmt: skip


def test_a_contact_without_a_name_is_gone_to(open_window: Window, idris: int):
    def blank_the_first(dialog: Any) -> None:
        _go_to(dialog, "name")
        write("x")
        press(Qt.Key.Key_Backspace)
        dialog.list.setCurrentRow(1)
        _save(dialog)
        assert dialog.list.currentRow() == 0
        assert dialog.entries["name"].wrong() == "Name is empty. Type the name."
        dialog.list.setFocus()
        press(ESC)

    assert not in_dialog(lambda: edit_contacts(open_window.desk, open_window, idris), blank_the_first)


def test_the_last_contact_can_be_taken_out(open_window: Window, idris: int):
    def take_out(dialog: Any) -> None:
        dialog.remove_row()
        dialog.remove_row()
        assert dialog.empty.isVisible()
        _save(dialog)

    in_dialog(lambda: edit_contacts(open_window.desk, open_window, idris), take_out)
    assert pupils.view(open_window.desk.store, idris).contacts == ()


def test_a_need_is_added_with_its_usual_area_and_one_type_stands_once(open_window: Window, idris: int):
    def add_autism(dialog: Any) -> None:
        press(Qt.Key.Key_N, how=CTRL)
        types = dialog.entries["code"].widget
        types.setCurrentIndex(types.findData("SLCN"))
        assert "stands 2 times" in dialog.warnings.text()
        _save(dialog)
        assert "stands twice" in dialog.entries["code"].wrong()
        types.setCurrentIndex(types.findData("ASD"))
        types.activated.emit(types.currentIndex())
        assert dialog.typed()[2]["area"] == "communication"
        assert dialog.warnings.isHidden()
        press(Qt.Key.Key_Up, Qt.Key.Key_Up, how=ALT)
        _save(dialog)

    assert in_dialog(lambda: edit_needs(open_window.desk, open_window, idris), add_autism)
    needs = pupils.view(open_window.desk.store, idris).needs
    assert [(need.code, need.rank) for need in needs] == [
        (NeedType.ASD, 1), (NeedType.SLCN, 2), (NeedType.SEMH, 3),
    ]  # fmt: skip
    assert needs[1].identified_by is not None


# stage, review, leaving


def test_placing_on_a_stage_says_what_it_does_before_it_is_done(open_window: Window, idris: int):
    def step_back(dialog: Any) -> None:
        assert dialog.does.text() == "Choose a stage to see what this does."
        _save(dialog)
        assert dialog.stage.wrong() == "No stage is chosen. Choose the stage."
        dialog.choices.radios[Stage.MY_PLAN].setFocus()
        press(Qt.Key.Key_Space)
        assert dialog.does.text().startswith(
            f"Idris moves from My Plan+ to My Plan from {short_date(TODAY)}."
        )
        _go_to(dialog, "started_on")
        write("yesterday")
        _go_to(dialog, "reason")
        write("Doing well")
        _save(dialog)

    assert in_dialog(lambda: place_on_stage(open_window.desk, open_window, idris), step_back)
    seen = pupils.view(open_window.desk.store, idris)
    assert (seen.stage, seen.stage_since) == (Stage.MY_PLAN, TODAY - timedelta(days=1))
    assert _named(open_window) == "move to My Plan"


def test_a_stage_cannot_begin_tomorrow(open_window: Window, idris: int):
    def tomorrow(dialog: Any) -> None:
        dialog.choices.choose(Stage.EHC_ASSESSMENT)
        _go_to(dialog, "started_on")
        write("tomorrow")
        _save(dialog)
        assert "future" in dialog.entries["started_on"].wrong()
        press(ESC)

    assert not in_dialog(lambda: place_on_stage(open_window.desk, open_window, idris), tomorrow)


def test_a_review_outside_its_window_is_warned_of_and_kept(open_window: Window, idris: int):
    late = TODAY + timedelta(days=120)

    def plan_late(dialog: Any) -> None:
        write(short_date(late))
        assert "The window closes on" in dialog.entries["on"].warning()
        press(TAB)
        write("9.30")
        _save(dialog)
        assert "Say why" in dialog.entries["reason"].wrong()
        _go_to(dialog, "reason")
        write("His mother is away until then")
        _save(dialog)

    assert in_dialog(lambda: change_review(open_window.desk, open_window, idris), plan_late)
    review = pupils.view(open_window.desk.store, idris).next_review
    assert review is not None
    assert (review.on, review.at, review.place) == (late, "09:30", "Room 12")
    assert review.reason == "His mother is away until then"
    assert _named(open_window) == "change the next review"


def test_a_time_that_is_none_is_refused_at_its_field(open_window: Window, idris: int):
    def type_time(dialog: Any) -> None:
        _go_to(dialog, "at")
        write("noon")
        _save(dialog)
        assert "Type it like 10:00" in dialog.entries["at"].wrong()
        press(ESC)

    in_dialog(lambda: change_review(open_window.desk, open_window, idris), type_time)


def test_a_pupil_leaves_and_everything_is_kept(open_window: Window, idris: int):
    def leave(dialog: Any) -> None:
        press(TAB)
        write("Hillside School")
        press(ENTER)

    assert in_dialog(lambda: mark_as_left(open_window.desk, open_window, idris), leave)
    pupil = pupils.view(open_window.desk.store, idris).pupil
    assert (pupil.left_on, pupil.left_to) == (TODAY, "Hillside School")


# looks


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    "open_it", [edit_pupil, edit_contacts, edit_needs, place_on_stage, change_review, mark_as_left]
)
def test_every_dialog_is_named_in_order_and_unclipped(
    open_window: Window, idris: int, open_it: Callable[..., Any], scale: float
):
    theme.current().enlarge(scale)
    walk.settle()
    open_window.resize(1366, 768)

    def look(dialog: QWidget) -> None:
        assert walk.nameless(dialog) == []
        assert walk.small_targets(dialog) == []
        assert walk.clipped(dialog) == []
        assert walk.out_of_order(dialog) == []
        lines = [line.accessibleName() for line in dialog.findChildren(QLineEdit) if line.accessibleName()]
        assert len(lines) == len(set(lines))
        assert dialog.height() <= open_window.height()
        press(ESC)

    in_dialog(lambda: open_it(open_window.desk, open_window, idris), look)
