"""A section of the page: its heading, how things stand in a mark and words, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.widgets import Button, Flow, Head, Mark, State, Themed, Words

_WIDE = 780
"""About 75 letters of body text: a longer line is hard to read."""


class Standing(QWidget):
    """How one thing stands: a mark and a sentence."""

    def __init__(self, state: State = "none", words: str = "") -> None:
        super().__init__()
        self._mark = Mark(state, size=16)
        self.words = Words(words, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def say(self, state: State, words: str, *, aloud: bool = False) -> None:
        """Show how it stands now; `aloud` for what the person waits for."""
        self._mark.show_state(state)
        self.words.setText(words)
        self.setAccessibleName(words)
        if aloud:
            announce(self, words)


class Section(Themed, QWidget):
    """A heading with things under it; words keep to a width that reads well."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.M)
        self.column.addWidget(Head(title))
        self.dress()

    def dress(self) -> None:
        self.setMaximumWidth(theme.px(_WIDE))

    def add(self, *parts: QWidget) -> None:
        """Put things under what is there."""
        for part in parts:
            self.column.addWidget(part)

    def add_buttons(self, buttons: Sequence[Button]) -> Flow:
        """Put buttons in a row that goes on in the next line where there is no room."""
        row = Flow(gap=theme.S)
        for button in buttons:
            row.add(button)
        self.column.addWidget(row)
        return row
