"""The small row over the pages: which they are, turning, and zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.preview.view import PreviewView
from senco_desk.ui.widgets import IconButton, Small


class PreviewBar(QWidget):
    """Which pages are shown, with buttons to turn and to zoom. The keys do the same."""

    def __init__(self, view: PreviewView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.before = IconButton("Pages before (Page Up)", "chevron-left")
        self.after = IconButton("Next pages (Page Down)", "chevron-right")
        self.smaller = IconButton("Smaller (minus)", "zoom-out")
        self.larger = IconButton("Larger (plus)", "zoom-in")
        self.said = Small("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.XS)
        row.addWidget(self.said, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(theme.XS)
        for button, run in (
            (self.before, lambda: view.turn(-1)),
            (self.after, lambda: view.turn(1)),
            (self.smaller, lambda: view.zoom(-1)),
            (self.larger, lambda: view.zoom(1)),
        ):
            button.clicked.connect(lambda _on=False, run=run: run())
            row.addWidget(button)
        view.turned.connect(self._show)
        self._show()

    def _show(self) -> None:
        shown = self._view.shown()
        pages = len(self._view.pages) if self._view.pages else 0
        self.said.setText(self._view.shown_words())
        self.before.setEnabled(bool(shown) and shown[0] > 1)
        self.after.setEnabled(bool(shown) and shown[-1] < pages)
        self.smaller.setEnabled(bool(shown) and self._view.can_zoom(-1))
        self.larger.setEnabled(bool(shown) and self._view.can_zoom(1))
