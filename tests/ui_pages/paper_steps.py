"""Waiting for a paper's pages."""

from __future__ import annotations

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from senco_desk.ui.dialogs.preview import PreviewDialog
from tests.ui import walk

_PATIENCE_MS = 15_000


def drawn(dialog: PreviewDialog) -> None:
    """Wait until a dialog's pages are there and can leave."""
    end = QDeadlineTimer(_PATIENCE_MS)
    while dialog.view.pages is None or not dialog.main.isEnabled():
        assert not end.hasExpired(), "the pages were not drawn"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    walk.settle()
