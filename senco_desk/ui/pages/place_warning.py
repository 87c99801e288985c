"""Where a file is made: a folder that a sync service or a network has a hand in, explained, with another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.pages.ways_in import sync
from senco_desk.ui.widgets import Button, Flow, Ground, MainButton, Mark, Words


class PlaceWarning(Ground):
    """What it means to keep a file there, a folder on this computer instead, and keeping it all the same.

    Signals:
        local: the folder on this computer is wanted.
        kept: the folder is to stay.
    """

    local = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amber-soft", parent)
        self._words = Words("", wrap=True)
        self.use_local = MainButton("Use a folder on this computer")
        self.use_local.clicked.connect(self.local)
        self.keep = Button("Keep it here all the same")
        self.keep.clicked.connect(self.kept)
        ways = Flow(gap=theme.S)
        ways.add(self.use_local)
        ways.add(self.keep)
        words = QHBoxLayout()
        words.setSpacing(theme.M)
        words.addWidget(Mark("soon"))
        words.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        column.setSpacing(theme.M)
        column.addLayout(words)
        column.addWidget(ways)
        self.hide()

    def show_for(self, path: Path) -> None:
        """Explain the folder of this file, or nothing where there is nothing to say."""
        keeper = sync.keeper_of(path)
        self.setVisible(bool(keeper))
        if keeper:
            self._words.setText(sync.warning(keeper))
            self.setAccessibleName(self._words.text())
            self.use_local.setToolTip(str(sync.here_instead(path).parent))
