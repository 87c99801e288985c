"""A completed form's paper in the meeting view: the family's copy, to be read page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senco_desk.services import response_lists
from senco_desk.ui.actions import Action, with_keys
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.page import Page
from senco_desk.ui.preview.bar import PreviewBar
from senco_desk.ui.preview.pages import Pages
from senco_desk.ui.preview.view import PreviewView
from senco_desk.ui.widgets import Button

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class MeetingPaper(Page):
    """The pages of one paper: `go("paper", response_id=7, what="Pupil Views")`."""

    title = "Paper"
    help_id = "meeting"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.back = Button("Back to the papers", icon="chevron-left")
        self.back.setToolTip(with_keys("Back to the papers", "Alt+Left"))
        self.back.clicked.connect(lambda _on=False: self._to_papers())
        self.view = PreviewView()
        self.bar = PreviewBar(self.view)
        self.add_button(self.back)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.bar)
        self.content.addLayout(row)
        self.content.addWidget(self.view, 1)

    def show_for(self, **wanted: Any) -> None:
        """Show a completed form as the family's copy: the paper that is kept is the school's, and whole."""
        self.retitle(str(wanted["what"]))
        pdf = self.desk.run(response_lists.family_paper_of, int(wanted["response_id"]))
        self.view.show_pages(Pages(pdf) if pdf else None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the paper go when another page, or the unlock screen, takes its place."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.view.show_pages(None)

    def begins_at(self) -> QWidget | None:
        """The pages: Page Down reads on."""
        return self.view

    def own_actions(self) -> Sequence[Action]:
        """The way back."""
        return (
            Action("to-papers", "Back to the papers", self._to_papers, "Alt+Left", "chevron-left", "Meeting"),
        )

    def _to_papers(self) -> None:
        self.frame.go("pupil", tab="papers")
