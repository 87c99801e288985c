"""The recovery kit: whether it was typed back, and its ways onto paper and to the trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from senco_desk.rules.dates_in_words import short_date
from senco_desk.services import safekeeping
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.kit import KitDialog, print_kit, save_kit
from senco_desk.ui.dialogs.seal_kit import seal_kit
from senco_desk.ui.pages.keeping_safe.section import Section, Standing
from senco_desk.ui.widgets import Button, Small

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class KitSection(Section):
    """One page of paper that opens the file when the passphrase is forgotten."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__("Recovery kit")
        self._desk, self._window = desk, window
        self.standing = Standing()
        self.add(
            Small(
                "One page with a code that opens the file when the passphrase is forgotten. Nothing else "
                "does. It belongs in the school safe.",
                wrap=True,
            ),
            self.standing,
        )
        self.print = Button("Print the kit", icon="printer")
        self.print.clicked.connect(lambda: print_kit(desk, self, window))
        self.save = Button("Save it as a PDF", icon="file-text")
        self.save.clicked.connect(lambda: save_kit(desk, self, window))
        self.type_back = Button("Type it back", icon="list-checks")
        self.type_back.clicked.connect(self.open)
        self.seal = Button("Seal it to the trust", icon="key-round")
        self.seal.clicked.connect(lambda: seal_kit(desk, window))
        self.add_buttons((self.print, self.save, self.type_back, self.seal))

    def open(self) -> None:
        """Type the code back."""
        dialog = KitDialog(self._desk, self._window, leave="Cancel")
        dialog.begin_typing()
        dialog.exec()

    def refresh(self) -> None:
        """Say whether the kit of the present passphrase was typed back."""
        wanted, on = self._desk.run(safekeeping.kit_wanted), self._desk.run(safekeeping.kit_typed_back)
        if on is not None:
            self.standing.say(
                "done", f"Typed back on {short_date(on)}, for the passphrase that the file has now."
            )
        elif wanted:
            self.standing.say(
                "soon", "Not typed back yet. Until it is, no pupil can be added and no list brought in."
            )
        else:
            self.standing.say("none", "The made-up school needs none. You can try it all the same.")
