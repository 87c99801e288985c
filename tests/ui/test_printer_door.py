"""The real door to a printer: a computer with none is told so; no paper leaves it as an unlisted file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from senco_desk.ui.dialogs.question import Dialogs, Question


def test_a_computer_without_a_printer_says_what_to_do(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Question)
        seen.append(dialog.windowTitle() or dialog.accessibleName())
        dialog.reject()

    QTimer.singleShot(0, look)
    assert Dialogs().printer(None, "Print", QPrinter()) is False
    assert seen


def test_the_print_dialog_offers_no_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    offered: list[bool] = []

    def answer(dialog: QPrintDialog) -> int:
        offered.append(dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile))
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    assert Dialogs().printer(None, "Print", QPrinter()) is False
    assert offered == [False]
