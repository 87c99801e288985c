"""If the laptop is lost: what to do first, and the sheet for the data protection officer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from senco_desk.services import lost_laptop
from senco_desk.services.letting_out import Paper
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.paper import show_paper
from senco_desk.ui.pages.keeping_safe.section import Section
from senco_desk.ui.widgets import Button, Small

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class LostLaptopSection(Section):
    """Words for the day it happens, and one button."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__("If the laptop is lost")
        self._desk, self._window = desk, window
        self.sheet = Button("The lost laptop sheet", icon="file-text")
        self.sheet.clicked.connect(self.open)
        self.add(
            Small(
                "Tell the head and the data protection officer the same day: the school has 72 hours. Then "
                "open your newest copy from the stick or the school drive on another computer, and come to "
                "this page. The sheet says what the file held and how it is locked. It names no child.",
                wrap=True,
            )
        )
        self.add_buttons((self.sheet,))

    def open(self) -> None:
        """Draw the sheet from the file that is open, and show it with its ways out."""
        store, now = self._desk.store, datetime.now().astimezone()
        self._desk.start(
            lambda report: lost_laptop.sheet_of_open(store, now=now), done=self._show, once=self.sheet
        )

    def _show(self, paper: Paper) -> None:
        show_paper(self._desk, self._window, paper)
