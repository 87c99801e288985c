"""A form in the meeting view: filled in as ever, with nothing that leads to a printer or a folder.

What is kept off a family's copy is put aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from senco_desk.ui.actions import Action
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.form_page import FormPage

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class MeetingForm(FormPage):
    """The page of one form, without its paper: a window for files would show other papers on the computer."""

    help_id = "meeting"
    with_family = True

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.print_button.hide()

    def own_actions(self) -> Sequence[Action]:
        """What can be done with the form, printing aside."""
        return [action for action in super().own_actions() if action.id != "print-form"]
