"""Handing over: the way to it, and whether one that was begun is still to be finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from senco_desk.services import handing_over
from senco_desk.store.key import STRONG, Cost
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.hand_over import hand_over
from senco_desk.ui.pages.keeping_safe.section import Section, Standing
from senco_desk.ui.widgets import Button, Small

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class HandOverSection(Section):
    """One button, and a word where a handover was cut off.

    Attributes:
        cost: of one guess at the passphrase; anything but the default is for tests.
    """

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__("Handing over")
        self._desk, self._window = desk, window
        self.cost: Cost = STRONG
        self.standing = Standing("soon")
        self.begin = Button("Hand over to the next SENCO", icon="users")
        self.begin.clicked.connect(self.open)
        self.add(
            Small(
                "When another SENCO takes over: a report of all there is, their own passphrase, a new kit, "
                "and what the old passphrase still opens. You do it together at this laptop, step by step.",
                wrap=True,
            ),
            self.standing,
        )
        self.add_buttons((self.begin,))

    def open(self) -> None:
        """Hand over, or carry on where it stopped."""
        hand_over(self._desk, self._window, cost=self.cost)

    def refresh(self) -> None:
        """Say whether a handover is still to be finished."""
        successor = self._desk.run(handing_over.begun)
        self.standing.setVisible(successor is not None)
        if successor is not None:
            self.standing.say("soon", f"The handover to {successor.name} is not finished yet.")
        self.begin.setText("Carry on with the handover" if successor else "Hand over to the next SENCO")
