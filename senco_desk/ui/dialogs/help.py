"""Help while the file is locked, over the screen it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.help_text import HelpText, title_of
from senco_desk.ui.widgets import MainButton


class HelpDialog(Dialog):
    """One help page."""

    def __init__(self, parent: QWidget, help_id: str) -> None:
        super().__init__(parent, title_of(help_id), wide=680, high=600)
        self.text = HelpText(help_id, self)
        self.text.turned.connect(self.text.show_help)
        self.content.setContentsMargins(0, 0, 0, 0)  # the text has a margin of its own
        self.content.addWidget(self.text)
        done = MainButton("Close")
        done.clicked.connect(self.accept)
        self.add_button(done, main=True)

    def help(self) -> None:
        """Stay: this is the help."""
