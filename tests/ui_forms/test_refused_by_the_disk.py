"""Typing while the disk refuses, and over a lock: never "Saved" when it is not, and no text lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from senco_desk.errors import Mistake
from senco_desk.forms.answers import Answer
from senco_desk.models.responses import ResponseState
from senco_desk.models.school import SchoolInput
from senco_desk.services import responses, school
from senco_desk.store import Store, copies
from senco_desk.ui import ask
from senco_desk.ui.dialogs.form_end import DeclineDialog
from senco_desk.ui.held_drafts import WAITING
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.widgets import Area
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import Answers
from tests.ui.conftest import reopen
from tests.vaults import add_pupil

QUESTION = "worries"


def refuse_writing(store: Store, refuse: bool = True) -> None:
    """Have SQLite itself refuse every write, or take them again."""
    with store.outside_transaction() as bare:
        bare.execute(f"PRAGMA query_only = {int(refuse)}")


def form_page(window: Window) -> FormPage:
    store = window.desk.store
    page = window.go("form", response_id=responses.start(store, add_pupil(store), "family_views"))
    walk.settle()
    assert isinstance(page, FormPage)
    return page


def types(page: FormPage, words: str) -> None:
    assert page.editor is not None
    page.editor.fill({QUESTION: Answer(words)})
    page._autosave.touch()


def stands(page: FormPage) -> object:
    assert page.editor is not None
    answer = page.editor.answers().get(QUESTION)
    return None if answer is None else answer.value


class Details(Answers):
    """Remembers what was said with each question too."""

    def __init__(self, *answers: bool) -> None:
        super().__init__(*answers)
        self.details: list[str] = []

    def confirm(self, parent: QWidget | None, question: str, detail: str, yes: str, no: str) -> bool:
        self.details.append(detail)
        return super().confirm(parent, question, detail, yes, no)


def said_in(screen: QWidget) -> list[str]:
    """The words that a screen shows."""
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]


def test_what_the_disk_refused_is_not_called_saved_and_is_tried_again(open_window: Window, qtbot: QtBot):
    page, desk = form_page(open_window), open_window.desk
    times: list[object] = []
    desk.saved.connect(times.append)
    refuse_writing(desk.store)
    types(page, "Playtimes.")
    page._autosave.flush()
    assert times == []
    assert page._autosave.waiting
    refuse_writing(desk.store, False)
    page._autosave.flush()
    assert times
    assert not page._autosave.waiting


def test_a_form_is_not_completed_while_its_last_words_are_refused(open_window: Window):
    page, desk = form_page(open_window), open_window.desk
    refuse_writing(desk.store)
    types(page, "Playtimes.")
    page.complete()
    page.decline()
    assert page.view is not None
    seen = responses.open_response(desk.store, page.view.response_id)
    assert seen.state is ResponseState.DRAFT
    assert stands(page) == "Playtimes."
    refuse_writing(desk.store, False)


def test_refused_words_are_there_after_another_page_and_after_a_lock(open_window: Window, vault: Path):
    page, desk = form_page(open_window), open_window.desk
    assert page.view is not None
    response_id = page.view.response_id
    refuse_writing(desk.store)
    types(page, "Playtimes.")
    open_window.go("pupils")
    assert any("nothing was saved" in words for words in said_in(open_window)), "said while the page is left"
    again = open_window.go("form", response_id=response_id)
    assert isinstance(again, FormPage)
    assert stands(again) == "Playtimes."
    open_window.lock()
    assert desk.wait_closed()
    store = reopen(vault)
    desk.take(store)
    walk.settle()
    assert responses.open_response(store, response_id).answers[QUESTION].value == "Playtimes."


def test_refused_words_are_asked_after_when_the_window_is_closed_once_it_is_locked(
    open_window: Window, vault: Path
):
    page, desk = form_page(open_window), open_window.desk
    refuse_writing(desk.store)
    types(page, "Playtimes.")
    open_window.lock()
    assert desk.wait_closed()
    walk.settle()
    assert open_window.front is not None
    assert walk.faults(open_window.front) == []
    assert WAITING in said_in(open_window.front)
    door = Details(False)
    ask.use(door)
    assert not open_window.close()
    assert door.asked == ["Close all the same?"]
    assert WAITING in door.details[0]
    desk.take(reopen(vault))
    walk.settle()
    assert not desk.drafts.any_waiting()
    assert open_window.close()  # and nobody is asked
    assert len(door.asked) == 1


def test_closing_over_a_full_disk_says_first_that_what_was_typed_is_not_saved(open_window: Window):
    page, desk = form_page(open_window), open_window.desk
    store = desk.store
    refuse_writing(store)
    copies.folder_for(store.path).rename(store.path.with_name("away"))
    copies.folder_for(store.path).write_text("no folder")
    types(page, "Playtimes.")
    door = Details(True)
    ask.use(door)
    assert open_window.close()
    (told,) = door.details
    parts = told.split("\n\n")
    assert parts[0] == WAITING
    assert "nothing was saved" in parts[1]
    assert parts[2].startswith("The copy of your file could not be made.")
    assert len(parts) == len(set(parts)) == 3


def test_a_bug_in_one_editor_costs_neither_the_text_of_another_nor_the_lock(
    open_window: Window, qtbot: QtBot
):
    page, desk = form_page(open_window), open_window.desk
    assert page.view is not None
    response_id = page.view.response_id
    types(page, "Playtimes.")

    def broken() -> None:
        raise KeyError("bug")

    desk._keepers.insert(0, broken)
    with pytest.raises(KeyError):
        open_window.lock()
    assert not desk.is_open
    assert open_window.shell is None
    assert desk.wait_closed()
    assert open_window.vault is not None
    desk.take(reopen(open_window.vault))
    walk.settle()
    assert responses.open_response(desk.store, response_id).answers[QUESTION].value == "Playtimes."


class Stubborn(QDialog):
    """A dialog that will not be left."""

    def reject(self) -> None:
        return


def test_a_dialog_that_will_not_go_is_off_the_screen_once_locked(open_window: Window, qtbot: QtBot):
    dialog = Stubborn()
    qtbot.addWidget(dialog)
    QLabel("Amina Yusuf", dialog)
    dialog.show()
    open_window.lock()
    assert not dialog.isVisible()


def test_a_stopped_job_says_nothing_once_the_file_is_locked(open_window: Window, qtbot: QtBot):
    desk = open_window.desk
    started: list[bool] = []

    def work(report: object) -> None:
        started.append(True)
        while desk.is_open:
            pass
        raise Mistake("Amina Yusuf has no forms.")

    heard: list[object] = []
    desk.said.connect(heard.append)
    job = desk.start(work)
    qtbot.waitUntil(lambda: bool(started))
    with qtbot.waitSignal(job.ended, timeout=5000):
        open_window.lock()
    assert heard == []


def test_undo_takes_back_the_typing_before_the_form_and_a_form_taken_back_takes_no_more(open_window: Window):
    page, desk = form_page(open_window), open_window.desk
    types(page, "Playtimes.")
    desk.undo()
    assert stands(page) is None
    assert page.editor is not None
    assert page.editor.isEnabled()
    desk.undo()
    assert not page.editor.isEnabled()
    desk.redo()
    desk.redo()
    assert page.editor.isEnabled()
    assert stands(page) == "Playtimes."


def declining(window: Window) -> DeclineDialog:
    """The dialog in which it is written down that somebody would rather not."""
    return DeclineDialog(window.desk, window, "Pupil Views", lambda *_given: True, key="response/1")


def reason_of(dialog: DeclineDialog) -> Area:
    words = dialog.fields["declined_reason"].widget
    assert isinstance(words, Area)
    return words


def test_words_typed_where_a_form_ends_are_there_after_a_lock(open_window: Window, vault: Path):
    desk, shown = open_window.desk, declining(open_window)
    shown.show()
    reason_of(shown).setPlainText("Not this term.")
    open_window.lock()
    assert not shown.isVisible()
    assert desk.wait_closed()
    desk.take(reopen(vault))
    again = declining(open_window)
    assert again.typed()["declined_reason"] == "Not this term."
    again.leave()
    assert declining(open_window).typed()["declined_reason"] == ""


def test_words_kept_by_the_way_go_with_a_dialog_that_is_left(open_window: Window):
    desk, shown = open_window.desk, declining(open_window)
    shown.show()
    reason_of(shown).setPlainText("Not this term.")
    desk.keep_all()  # as saving a copy elsewhere does
    shown.reject()
    assert declining(open_window).typed()["declined_reason"] == ""


def test_what_is_refused_again_and_again_takes_room_once_and_is_said_until_it_is_saved(open_window: Window):
    desk = open_window.desk
    shown = declining(open_window)
    shown.show()
    walk.settle()
    words = reason_of(shown)
    before, tall = shown.height(), set()
    refuse_writing(desk.store)
    for said in ("Not", "Not this", "Not this term."):
        words.setPlainText(said)
        shown._autosave.flush()
        walk.settle()
        assert any("nothing was saved" in each for each in said_in(shown))
        tall.add(shown.height())
        assert shown._told is not None
        shown._told.clear()
    assert len(tall) == 1, (before, tall)
    assert tall.pop() > before
    shown._autosave.touch()
    shown._autosave.flush()
    refuse_writing(desk.store, False)
    shown._autosave.touch()
    shown._autosave.flush()
    walk.settle()
    assert open_window.shell is not None
    for screen in (shown, open_window.shell):
        assert not any("nothing was saved" in each for each in said_in(screen))
    shown.leave()


def test_a_step_that_was_refused_is_still_told_after_something_else_is_saved(open_window: Window):
    page, desk = form_page(open_window), open_window.desk
    refuse_writing(desk.store)
    assert desk.run(school.save, SchoolInput(name="Fernhill Academy", trust="Trust")) is None
    refuse_writing(desk.store, False)
    types(page, "Playtimes.")
    page._autosave.flush()
    walk.settle()
    assert any("nothing was saved" in each for each in said_in(open_window))
