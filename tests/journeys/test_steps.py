"""How many keys a task takes beside the words that are typed, and what a list with a mistake does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.models.pupil import MeetingInput
from senco_desk.services import find, letting_out, register, stages
from senco_desk.store import undo
from senco_desk.ui.pages.bring_in import BringInPage
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard, called, in_dialog, wake
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.pupil_steps import TODAY, make_idris

PRINT_STEPS, ADD_STEPS, BRING_IN_STEPS = 4, 8, 10
LIST = "Legal Forename,Legal Surname,DOB,Year Group\nIdris,Halloran,14/03/2019,2\nAmina,Yusuf,27/09/2018,3\n"


def shown(window: Window) -> Any:
    """The page that is shown."""
    assert window.shell is not None
    return window.shell.current


def test_tomorrows_review_pack_is_printed_in_four_keys(open_window: Window, qtbot: QtBot, tmp_path: Path):
    store = open_window.desk.store
    idris = make_idris(store, "family_views")
    tomorrow = MeetingInput(on=TODAY + timedelta(days=1), at="10:00", place="Room 12", reason="It suits all")
    stages.plan_review(store, idris, tomorrow)
    open_window.go("today")
    walk.settle()
    keys, paper = Keyboard(), tmp_path / "printed.pdf"

    def to_paper(printer: QPrinter) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        printer.setResolution(72)
        keys.pressed += 1  # Enter in the system's own dialog

    def print_it(dialog: Any) -> None:
        qtbot.waitUntil(dialog.main.isEnabled, timeout=30_000)
        keys.chord("Return")
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    with answering(to_paper):
        in_dialog(lambda: keys.chord("Return"), print_it)
    assert paper.read_bytes().startswith(b"%PDF")
    assert [line.how for line in letting_out.all_let_out(store)] == ["printed"]
    assert keys.pressed <= PRINT_STEPS


def test_a_pupil_is_added_in_eight_keys(open_window: Window):
    keys = Keyboard()
    keys.chord("Ctrl+2")
    in_dialog(
        lambda: keys.chord("Ctrl+N"),
        lambda _dialog: (
            keys.types("Idris").chord("Tab").types("Halloran").chord("Tab").types("Idi").chord("Ctrl+Return")
        ),
    )
    wake(open_window)
    assert shown(open_window).title == "Idi Halloran"
    assert keys.pressed <= ADD_STEPS


def test_a_list_is_brought_in_in_ten_keys(open_window: Window, qtbot: QtBot, tmp_path: Path):
    listed = tmp_path / "pupils.csv"
    listed.write_text(LIST, encoding="utf-8")
    keys = Keyboard()
    keys.chord("Ctrl+K").types("bring in a list").chord("Return")
    page = shown(open_window)
    assert isinstance(page, BringInPage)
    with answering(listed):
        keys.chord("Ctrl+O")
        keys.pressed += 1  # Enter in the system's own dialog
    for words in ("Look through it", "Bring in 2 pupils"):
        qtbot.waitUntil(lambda words=words: page.main.text() == words and page.main.isEnabled())  # type: ignore[misc]
        keys.chord("Ctrl+Return")
    qtbot.waitUntil(lambda: called(QApplication.focusWidget()) == "Go to Pupils")
    keys.chord("Return")
    assert [pupil.name for pupil in find.pupils(open_window.desk.store, "halloran")] == ["Idris Halloran"]
    assert keys.pressed <= BRING_IN_STEPS


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("pupils.xlsx", LIST.encode(), "is not really an Excel workbook"),
        ("pupils.csv", b"", "There is nothing in this file."),
        ("pupils.csv", b"\x00\x01\x02\xff" * 400, "it is not plain text"),
        ("pupils.csv", b"Lunch,Cost\nSoup,2\n", "No column is known to hold the pupils’ names"),
    ],
    ids=["not what it claims", "empty", "no text", "no names"],
)
def test_a_list_with_a_mistake_changes_nothing_and_says_why(
    open_window: Window, qtbot: QtBot, tmp_path: Path, name: str, body: bytes, said: str
):
    store = open_window.desk.store
    make_idris(store)
    before = (_register(store), undo.next_undo(store))
    listed = tmp_path / name
    listed.write_bytes(body)
    open_window.go("bring_in")
    page = shown(open_window)
    with answering(listed):
        Keyboard().chord("Ctrl+O")
    qtbot.waitUntil(lambda: bool(_why(page)), timeout=10_000)
    assert said in _why(page)
    Keyboard().chord("Ctrl+Return")
    walk.settle()
    assert (_register(store), undo.next_undo(store)) == before


def _register(store: Any) -> Any:
    return register.rows(store, register.RegisterFilter(list="all"), today=TODAY)


def _why(page: BringInPage) -> str:
    """What the page says stands in the way: above the step, or on its button."""
    told = page._slip.accessibleName() if page._slip else ""
    return told or (page.columns.reason() if page.columns.listed else "")
