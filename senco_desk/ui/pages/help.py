"""Help (F1): the page about what was on the screen, and the way to all the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from senco_desk.ui.actions import Action
from senco_desk.ui.desk import Desk
from senco_desk.ui.help_text import CONTENTS, HelpText, title_of
from senco_desk.ui.pages.page import Page
from senco_desk.ui.widgets import Button


class HelpPage(Page):
    """One help page at a time."""

    title = "Help"
    help_id = "help"

    def __init__(self, desk: Desk, window: Any) -> None:
        super().__init__(desk, window)
        self._name = CONTENTS
        self._back: tuple[str, dict[str, Any]] = ("", {})
        everything = Button("All help pages", icon="book-open")
        everything.clicked.connect(lambda: self._show(CONTENTS))
        self.add_button(everything)
        self.back = Button("Back to the page", icon="chevron-left")
        self.back.clicked.connect(self._go_back)
        self.add_button(self.back)
        self.text = HelpText(CONTENTS)
        self.text.turned.connect(self._show)
        self.content.addWidget(self.text, 1)

    def show_for(self, **wanted: Any) -> None:
        shell = self.frame.shell
        if shell is not None and shell.current is not None and shell.key != "help":
            self._back = (shell.key, shell.current.where())
        self._show(str(wanted.get("of") or CONTENTS))

    def where(self) -> dict[str, Any]:
        return {"of": self._name}

    def _show(self, name: str) -> None:
        self._name = name
        self.retitle(title_of(name))
        self.text.show_help(name)
        self.back.setVisible(bool(self._back[0]))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)  # so that Up, Down and Page Down read on

    def own_actions(self) -> Sequence[Action]:
        return (Action("leave-help", "Back to the page", self._go_back, "Esc", "chevron-left", "Help"),)

    def _go_back(self) -> None:
        key, wanted = self._back
        if key:
            self.frame.go(key, **wanted)
