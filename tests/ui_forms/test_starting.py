"""Ctrl+K: a form is begun for the pupil who is open or named, carried on with, or saved empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.models.pupil import PupilInput
from senco_desk.services import left_overs, pupils, responses
from senco_desk.ui import theme
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import reopen
from tests.ui_pages.pupil_steps import CTRL, press, write


@pytest.fixture
def idris(open_window: Window) -> int:
    fields = PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H")
    pupil_id, _ = pupils.add(open_window.desk.store, fields)
    return pupil_id


def looks_for(window: Window, text: str) -> list[tuple[str, str]]:
    """Press Ctrl+K and type; gives what the list says."""
    press(Qt.Key.Key_K, how=CTRL)
    write(text)
    assert window.shell is not None
    return [(found.words, found.detail) for found in window.shell.found.found()]


def form_shown(window: Window) -> FormPage:
    walk.settle()
    assert window.shell is not None
    assert isinstance(window.shell.current, FormPage)
    return window.shell.current


def test_on_a_pupils_page_the_form_starts_for_that_pupil(open_window: Window, idris: int):
    open_window.go("pupil", pupil_id=idris)
    assert looks_for(open_window, "family think") == [
        ("What My Family Think", "Start for Idris"),
        ("What My Family Think", "Save a blank copy"),
    ]
    press(Qt.Key.Key_Return)
    page = form_shown(open_window)
    assert page.view is not None
    assert (page.view.pupil_id, page.view.form.id) == (idris, "family_views")
    assert page.editor is not None
    assert page.editor.isAncestorOf(page.window().focusWidget())


def test_a_form_begun_already_is_carried_on_with(open_window: Window, idris: int):
    begun = responses.start(open_window.desk.store, idris, "family_views")
    open_window.go("pupil", pupil_id=idris)
    assert looks_for(open_window, "family think")[0] == ("What My Family Think", "Carry on for Idris")
    press(Qt.Key.Key_Return)
    page = form_shown(open_window)
    assert page.view is not None
    assert page.view.response_id == begun


def test_a_name_behind_the_title_says_whose_form_it_is(open_window: Window, idris: int):
    open_window.go("today")
    assert looks_for(open_window, "family hallo") == [("What My Family Think", "Start for Idris Halloran")]
    press(Qt.Key.Key_Return)
    page = form_shown(open_window)
    assert page.view is not None
    assert page.view.pupil_id == idris


def test_where_no_pupil_is_open_the_list_asks_for_the_name(open_window: Window, idris: int):
    open_window.go("today")
    assert looks_for(open_window, "family think")[0][1] == "Start it: type a name next"
    press(Qt.Key.Key_Return)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "idris")
    assert open_window.shell is not None
    assert [found.detail for found in open_window.shell.found.found()] == ["Start for Idris Halloran"]


def test_a_pupil_who_has_left_starts_no_form(open_window: Window, idris: int):
    pupils.leave(open_window.desk.store, idris, date(2025, 7, 20))
    open_window.go("pupil", pupil_id=idris)
    assert all("Idris" not in detail for _, detail in looks_for(open_window, "family think"))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_of_a_form_found_are_cut(open_window: Window, idris: int, scale: float):
    theme.current().enlarge(scale)
    walk.settle()
    open_window.go("pupil", pupil_id=idris)
    looks_for(open_window, "outside agency information")
    assert open_window.shell is not None
    palette = open_window.shell.found
    assert palette.width() >= max(palette._wide(found) for found in palette.found())


def test_a_blank_copy_is_saved_and_leaves_no_note(
    open_window: Window, idris: int, tmp_path: Path, qtbot: QtBot
):
    open_window.go("pupil", pupil_id=idris)
    looks_for(open_window, "family think")
    press(Qt.Key.Key_Down)
    with answering(tmp_path / "blank.pdf"):
        press(Qt.Key.Key_Return)
        qtbot.waitUntil((tmp_path / "blank.pdf").exists, timeout=15_000)
        qtbot.waitUntil(lambda: not open_window.desk.jobs.busy(), timeout=5_000)
    assert left_overs.waiting(open_window.desk.store) == ()


def test_opening_the_file_clears_what_a_crash_left_half_written(
    open_window: Window, tmp_path: Path, qtbot: QtBot
):
    part = left_overs.beside(tmp_path / "pack.pdf")
    store = open_window.desk.store
    writing = left_overs.noted(store, part)
    writing.__enter__()  # and never left, as when the program is killed
    part.write_bytes(b"half")
    open_window.lock()
    assert open_window.desk.wait_closed()
    assert open_window.vault is not None
    open_window.desk.take(reopen(open_window.vault))
    qtbot.waitUntil(lambda: not part.exists(), timeout=5_000)
    qtbot.waitUntil(lambda: not open_window.desk.jobs.busy(), timeout=5_000)
