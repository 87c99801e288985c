"""The sheet of shortcuts (Ctrl+/): a view of the actions that count now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.actions import Action, keys_in_words
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.widgets import Column, Head, MainButton, Words


class ShortcutSheet(Dialog):
    """Every key that does something now, under its heading."""

    def __init__(self, parent: QWidget, actions: Sequence[Action]) -> None:
        super().__init__(parent, "Keyboard shortcuts", wide=640)
        column = Column(spacing=theme.S)
        column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.setAccessibleName("Keyboard shortcuts")
        column.setProperty("ring", "inside")
        groups: dict[str, list[Action]] = {}
        for action in actions:
            if action.keys:
                groups.setdefault(action.group, []).append(action)
        for name, group in groups.items():
            column.column.addWidget(Head(name))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.XL)
            grid.setVerticalSpacing(theme.S)
            grid.setColumnStretch(0, 1)
            for row, action in enumerate(group):
                grid.addWidget(Words(action.words, wrap=True), row, 0)
                keys = Words(keys_in_words(action.keys), "quiet")
                grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
            column.column.addLayout(grid)
            column.column.addSpacing(theme.S)
        column.column.addStretch(1)
        self.add_body(column)
        done = MainButton("Close")
        done.clicked.connect(self.accept)
        self.add_button(done, main=True)
        self.fit_to(column)
