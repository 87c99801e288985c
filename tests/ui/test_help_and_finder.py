"""Help (F1), what Ctrl+K finds, and the size of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.models.pupil import PupilInput
from senco_desk.services import pupils
from senco_desk.ui import help_text, pages, theme
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.dialogs.help import HelpDialog
from senco_desk.ui.dialogs.kit import KitDialog
from senco_desk.ui.help_text import HelpText
from senco_desk.ui.pages.help import HelpPage
from senco_desk.ui.pages.pupils.choosing import ColumnsDialog
from senco_desk.ui.pages.settings import SettingsPage
from senco_desk.ui.shell.frame import Shell
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.pupil_steps import in_dialog, press

CTRL = Qt.KeyboardModifier.ControlModifier


def _shell(window: Window) -> Shell:
    assert window.shell is not None
    return window.shell


# help


def test_f1_opens_the_help_of_the_page_and_leads_back(open_window: Window):
    open_window.go("settings")
    press(Qt.Key.Key_F1)
    page = _shell(open_window).current
    assert isinstance(page, HelpPage)
    assert page.title == "Settings"
    assert page.text.hasFocus()
    press(Qt.Key.Key_Escape)
    assert isinstance(_shell(open_window).current, SettingsPage)


def test_f1_in_a_dialog_shows_its_help_or_that_of_the_page_behind_and_only_once(open_window: Window):
    open_window.go("pupils")
    seen: list[str] = []

    def look(helped: HelpDialog) -> None:
        press(Qt.Key.Key_F1)
        assert QApplication.activeModalWidget() is helped
        seen.append(helped.text.toPlainText())
        press(Qt.Key.Key_Escape)

    def over(dialog: Dialog) -> None:
        in_dialog(lambda: press(Qt.Key.Key_F1), look)
        dialog.reject()

    for dialog in (ColumnsDialog(open_window, ()), KitDialog(open_window.desk, open_window)):
        in_dialog(dialog.exec, over)
    whose = [HelpText("pupils").toPlainText(), HelpText("keeping-safe").toPlainText()]
    assert seen == whose


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_help_scrolls_at_the_edge_and_keeps_its_lines_short(open_window: Window, scale: float):
    open_window.go("help", of="pupils")
    theme.current().enlarge(scale)
    walk.settle()
    page = _shell(open_window).current
    assert isinstance(page, HelpPage)
    bar = page.text.verticalScrollBar()
    assert bar.isVisible()
    assert bar.mapTo(page, bar.rect().topRight()).x() > page.width() - 40
    assert page.text.viewport().width() <= theme.px(640)


def test_bold_words_of_a_help_page_are_set_in_a_weight_that_the_program_carries(open_window: Window):
    press(Qt.Key.Key_F1)
    page = _shell(open_window).current
    assert isinstance(page, HelpPage)
    for name in help_text.names():
        page.text.show_help(name)
        block = page.text.document().begin()
        used = set()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                used.add(parts.fragment().charFormat().fontWeight())
                parts += 1
            block = block.next()
        assert used <= {0, 400, 600}, name


def test_every_page_has_its_help_and_every_link_in_it_leads_somewhere(open_window: Window):
    import re

    wanted = {"unlock", "first-run"}
    for kind in pages.PAGES:
        wanted.add(kind.make(open_window.desk, open_window).help_id)
    assert wanted - set(help_text.names()) == set()
    for name in help_text.names():
        links = re.findall(r"\]\(([^)]+)\)", help_text.read(name))
        assert [link for link in links if link.removesuffix(".md") not in help_text.names()] == [], name


# finding, and the size of the text


def test_ctrl_k_finds_an_action_and_enter_does_it(open_window: Window):
    open_window.go("settings")
    press(Qt.Key.Key_K, how=CTRL)
    field = _shell(open_window).bar.search
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "help for")
    assert [found.words for found in _shell(open_window).found.found()] == ["Help for this page"]
    press(Qt.Key.Key_Return)
    assert _shell(open_window).key == "help"
    assert field.text() == ""


def test_an_action_called_by_its_words_comes_before_a_form_for_a_pupil_of_a_like_name(open_window: Window):
    pupils.add(open_window.desk.store, PupilInput(legal_forename="Leo", legal_surname="Bianchi", form="8R"))
    open_window.search("let out")
    assert _shell(open_window).found.found()[0].words == "Files I have let out"
    words = [found.words for found in _shell(open_window).found.found()]
    assert words.count("Files I have let out") == 1


def test_ctrl_k_finds_a_form_and_enter_saves_a_blank_copy(open_window: Window, tmp_path: Path, qtbot: QtBot):
    saved = tmp_path / "What My Family Think.pdf"
    open_window.search("what my family")
    found = _shell(open_window).found.found()
    assert [thing.words for thing in found[:2]] == ["What My Family Think"] * 2
    assert found[1].detail == "Save a blank copy"
    press(Qt.Key.Key_Down)
    with answering(saved):
        press(Qt.Key.Key_Return)
    bar = _shell(open_window).messages
    qtbot.waitUntil(lambda: bar.words.text() == "Saved as What My Family Think.pdf.", timeout=20_000)
    assert saved.read_bytes().startswith(b"%PDF-")


def test_the_list_says_that_nothing_was_found_and_enter_leaves_what_was_typed(open_window: Window):
    bar, found = _shell(open_window).bar, _shell(open_window).found
    press(Qt.Key.Key_K, how=CTRL)
    QTest.keyClicks(bar.search, "zzzz")
    walk.settle()
    assert found.isVisible()
    assert found.model().index(0, 0).data() == "Nothing found"
    assert not found.currentIndex().isValid()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        press(key)
    assert bar.search.text() == "zzzz"
    assert found.found() == ()
    press(Qt.Key.Key_Escape)
    assert not found.isVisible()


def test_escape_empties_the_search_field(open_window: Window):
    open_window.search("lock")
    assert _shell(open_window).found.found()
    press(Qt.Key.Key_Escape)
    assert _shell(open_window).found.found() == ()
    assert _shell(open_window).bar.search.text() == ""


def test_escape_in_the_search_field_gives_the_keyboard_back_to_where_it_was(open_window: Window):
    page = open_window.go("settings")
    assert page is not None
    press(Qt.Key.Key_Tab)
    before = QApplication.focusWidget()
    open_window.search()
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_keys_pressed_while_the_text_grows_are_one_step(open_window: Window, qtbot: QtBot):
    steps: list[float] = []
    theme.current().changed.connect(lambda: steps.append(theme.current().scale))
    for _ in range(4):
        open_window.enlarge(0.1)
    walk.settle()
    assert steps == [1.4]
    open_window.enlarge(0.1)
    open_window.enlarge(0)
    walk.settle()
    assert steps == [1.4, 1.0]


def test_the_list_of_what_was_found_follows_its_field(open_window: Window):
    open_window.search("help for")
    walk.settle()
    theme.current().enlarge(2.0)
    walk.settle()
    shell = _shell(open_window)
    field = shell.bar.search
    assert shell.found.y() >= field.mapTo(shell, field.rect().bottomLeft()).y()
    assert shell.found.height() >= theme.px(40)
