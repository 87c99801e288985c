"""Several packs as one job: saved, printed, stopped half-way, locked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import PupilInput
from senco_desk.services import letting_out, pupils, stages
from senco_desk.ui import theme
from senco_desk.ui.dialogs.packs import PacksDialog, open_packs
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.pupil_steps import CTRL, TODAY, ago, in_dialog, press

DOWN, SPACE, ENTER, ESC = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def three(open_window: Window) -> list[int]:
    """Three pupils on My Plan+, and one who is not."""
    store, made = open_window.desk.store, []
    for forename in ("Amina", "Bethan", "Callum"):
        pupil_id, _ = pupils.add(
            store, PupilInput(legal_forename=forename, legal_surname="Quill", year_group="5", form="5Q")
        )
        stages.place_on_stage(store, pupil_id, Stage.MY_PLAN_PLUS, ago(40), today=TODAY)
        made.append(pupil_id)
    pupils.add(store, PupilInput(legal_forename="Dylan", legal_surname="Quill"))
    return made


def _open(window: Window, then: Any) -> bool:
    return bool(in_dialog(lambda: open_packs(window.desk, window), then))


def test_the_ticked_pupils_get_a_file_each_that_names_none_of_them(
    open_window: Window, three: list[int], qtbot: QtBot, tmp_path: Path
):
    said: list[Any] = []
    open_window.desk.said.connect(said.append)

    def save(dialog: PacksDialog) -> None:
        assert dialog.pupils.count() == 3
        press(DOWN, SPACE)
        assert dialog.said.text() == "2 of 3 ticked"
        dialog.save.click()
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    with answering(tmp_path):
        assert _open(open_window, save)
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert names == [f"review-pack-{TODAY.isoformat()}-{number:02}.pdf" for number in (1, 2)]
    lines = letting_out.all_let_out(open_window.desk.store)
    assert {line.pupil_name for line in lines} == {"Amina Quill", "Callum Quill"}
    assert all(line.still_there for line in lines)
    assert said[-1].words.startswith("2 packs saved in")


def test_all_are_printed_as_one_run(open_window: Window, three: list[int], qtbot: QtBot, tmp_path: Path):
    out = tmp_path / "printed.pdf"

    def to_pdf(printer: QPrinter) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        printer.setResolution(72)

    def print_them(dialog: PacksDialog) -> None:
        press(ENTER)
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=60_000)

    with answering(to_pdf):
        assert _open(open_window, print_them)
    lines = letting_out.all_let_out(open_window.desk.store)
    assert {line.how for line in lines} == {"printed"}
    document = pypdfium2.PdfDocument(out)
    assert len(document) == sum(line.pages for line in lines)
    document.close()


def test_what_is_saved_when_it_is_stopped_stays_and_is_told(
    open_window: Window, three: list[int], qtbot: QtBot, tmp_path: Path
):
    said: list[Any] = []
    open_window.desk.said.connect(said.append)

    def stop(dialog: PacksDialog) -> None:
        dialog.save.click()
        job = dialog._job
        assert job is not None
        with qtbot.waitSignal(job.progressed, timeout=20_000):
            pass
        dialog.progress.cancel.click()
        qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
        assert dialog.isVisible()
        press(ESC)

    with answering(tmp_path):
        _open(open_window, stop)
    saved = len(list(tmp_path.glob("*.pdf")))
    assert 1 <= saved < 3
    assert len(letting_out.all_let_out(open_window.desk.store)) == saved
    assert said[-1].words.startswith(f"Stopped. {saved} pack")


def test_what_is_saved_when_the_dialog_is_left_half_way_is_told(
    open_window: Window, three: list[int], qtbot: QtBot, tmp_path: Path
):
    said: list[Any] = []
    open_window.desk.said.connect(said.append)

    def leave(dialog: PacksDialog) -> None:
        dialog.save.setFocus()
        press(SPACE)
        assert dialog.pupils.hasFocus(), "not the cross that would close the dialog"
        job = dialog._job
        assert job is not None
        with qtbot.waitSignal(job.progressed, timeout=20_000):
            pass
        press(ESC)

    with answering(tmp_path):
        _open(open_window, leave)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said[-1].words.startswith(f"Stopped. {len(list(tmp_path.glob('*.pdf')))} pack")


def test_with_nobody_ticked_nothing_is_made(open_window: Window, three: list[int]):
    def untick(dialog: PacksDialog) -> None:
        dialog._tick(False)
        assert dialog.main.toolTip() == "Tick at least one pupil"
        press(ESC)

    _open(open_window, untick)


def test_with_nobody_on_my_plan_plus_it_says_so(open_window: Window):
    said: list[Any] = []
    open_window.desk.said.connect(said.append)
    assert not open_packs(open_window.desk, open_window)
    assert "Nobody is on My Plan+" in said[-1].words


def test_locking_stops_the_job(open_window: Window, three: list[int], qtbot: QtBot, tmp_path: Path):
    desk = open_window.desk

    def lock(dialog: PacksDialog) -> None:
        dialog.save.click()
        press(Qt.Key.Key_L, how=CTRL)
        assert not dialog.isVisible()

    with answering(tmp_path):
        _open(open_window, lock)
    assert not desk.is_open
    desk.wait_closed()
    qtbot.waitUntil(lambda: not desk.jobs.busy(), timeout=5_000)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_is_named_and_unclipped(open_window: Window, three: list[int], scale: float):
    theme.current().enlarge(scale)

    def look(dialog: PacksDialog) -> None:
        assert walk.faults(dialog) == []
        press(ESC)

    _open(open_window, look)


def test_the_palette_offers_it(open_window: Window):
    words = [action.words for action in open_window.actions_now() if action.palette]
    assert "Print packs for several pupils" in words
    assert "Files I have let out" in words
