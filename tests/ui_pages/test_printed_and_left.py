"""A paper left, or locked, while it is printed: what comes out whole is on the list of what was let out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from senco_desk.services import letting_out
from senco_desk.ui.dialogs.pack import PackDialog, open_pack
from senco_desk.ui.preview.printing import PrintRun
from senco_desk.ui.window import Window
from tests.ui.answers import answering
from tests.ui.conftest import reopen
from tests.ui_pages.paper_steps import drawn
from tests.ui_pages.pupil_steps import in_dialog, make_idris


def page_count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


@pytest.mark.parametrize("leave", [lambda dialog: dialog.reject(), lambda dialog: dialog.frame.lock()])
@pytest.mark.parametrize("from_last", [0, 1])
def test_a_paper_left_while_it_is_printed_is_on_the_list_if_it_comes_out_whole(
    open_window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[PackDialog], object], from_last: int,
):  # fmt: skip
    desk, vault, out = open_window.desk, open_window.desk.store.path, tmp_path / "printed.pdf"
    idris = make_idris(desk.store, "parent_information")
    there, gone = threading.Event(), threading.Event()
    ended: list[bool] = []
    pages_of: list[int] = []
    paint = PrintRun._page

    def slowly(run: PrintRun, painter: Any, pages: Any, number: int) -> None:
        paint(run, painter, pages, number)
        if number == len(pages) - from_last:
            there.set()
            assert gone.wait(10)

    monkeypatch.setattr(PrintRun, "_page", slowly)

    def to_pdf(printer: QPrinter) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        printer.setResolution(72)

    def print_it(dialog: PackDialog) -> None:
        drawn(dialog)
        pages_of.append(len(dialog.view.pages or ()))
        dialog.print_paper()
        assert dialog._job is not None
        dialog._job.ended.connect(lambda: ended.append(True))
        qtbot.waitUntil(there.is_set, timeout=30_000)
        leave(dialog)
        gone.set()
        qtbot.waitUntil(lambda: bool(ended), timeout=10_000)

    with answering(to_pdf):
        in_dialog(lambda: open_pack(desk, open_window, idris), print_it)
    assert desk.wait_closed()
    if not desk.is_open:
        desk.take(reopen(vault))
    assert [line.pages for line in letting_out.all_let_out(desk.store)] == ([] if from_last else pages_of)
    assert page_count(out) == pages_of[0] - from_last
