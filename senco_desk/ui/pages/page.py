"""What every page is: a title row, content, help, and what it does when it is shown, refreshed and left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.actions import Action
from senco_desk.ui.desk import Desk
from senco_desk.ui.widgets import Column, Title

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class Page(QWidget):
    """A page of the window: the title row at the top (buttons at its right end), the content under it.

    Put buttons in with `add_button`, content in `self.content`. The page margins are already there.

    Attributes:
        title: the page's title; `retitle` changes it. Never in the window's title bar.
        help_id: the name of its file in `resources/help`.
    """

    title = ""
    help_id = ""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__()
        # A page with nothing to press on it takes the keyboard itself; a ring round all of it says nothing.
        self.setProperty("ring", "none")
        self.desk = desk
        self.frame = window
        self.heading = Title(self.title, wrap=True)
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(theme.S)
        self.title_row.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        self.content = QVBoxLayout()
        self.content.setSpacing(theme.L)
        whole = QVBoxLayout(self)
        # The 4 px that a scrolling column keeps clear for the focus ring are taken from the page's margin.
        whole.setContentsMargins(theme.XXL - theme.XS, theme.M, theme.XXL - theme.XS, theme.M)
        self.title_row.setContentsMargins(theme.XS, 0, theme.XS, 0)
        self.content.setContentsMargins(theme.XS, 0, theme.XS, 0)
        whole.setSpacing(theme.L)
        whole.addLayout(self.title_row)
        whole.addLayout(self.content, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit the page to its size and to the size of the text; called when either has changed."""

    def retitle(self, title: str) -> None:
        """Show another title."""
        self.title = title
        self.heading.setText(title)

    def fill(self, column: Column) -> None:
        """Give the whole content to a scrolling column, in line with the title above it."""
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(column, 1)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right end of the title row; the main one comes last."""
        self.title_row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_for(self, **wanted: Any) -> None:
        """Be shown for this (a pupil, a tab); called on each `window.go`."""

    def begins_at(self) -> QWidget | None:
        """Give what takes the keyboard when the page is shown; None for the first thing on it."""
        return None

    def where(self) -> dict[str, Any]:
        """Give what `show_for` needs to come back to the very same place after locking."""
        return {}

    def about(self) -> tuple[int, str] | None:
        """Give the one pupil that the page is about, and the name to call them by; None for all others."""
        return None

    def whose(self) -> int | None:
        """Give the pupil that the meeting view begins with: the one who is shown or chosen, or None."""
        about = self.about()
        return about[0] if about is not None else None

    def refresh(self, tables: frozenset[str]) -> None:
        """Read again what shows these tables; an empty set means all of them."""

    def keep(self) -> None:
        """Settle what is being typed; called before the page is left."""

    def own_actions(self) -> Sequence[Action]:
        """Give the page's own actions; each `run` takes nothing."""
        return ()
