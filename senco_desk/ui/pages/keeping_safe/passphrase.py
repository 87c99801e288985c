"""The passphrase: changing it, and unlocking without it for eight hours where that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from senco_desk.errors import Told
from senco_desk.services import quick_unlock
from senco_desk.store.key import STRONG, Cost
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.new_passphrase import change_passphrase
from senco_desk.ui.pages.keeping_safe.section import Section
from senco_desk.ui.widgets import Button, Check, Small

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_NO_KEYRING = (
    "This computer has no keyring that can be trusted with a key, so the passphrase is typed each time."
)

_STAYS = (
    "Quick unlock is off, but the keyring did not let the key go. The program asks it again each time that "
    "the unlock screen comes."
)


class PassphraseSection(Section):
    """Change it; and quick unlock, off unless it is chosen.

    Attributes:
        cost: of one guess at the passphrase; anything but the default is for tests.

    Signals:
        left: the dialog for another passphrase was left; the kit may be an old one now.
    """

    left = Signal()

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__("Passphrase")
        self._desk, self._window = desk, window
        self.cost: Cost = STRONG
        self.change = Button("Change the passphrase", icon="key-round")
        self.change.clicked.connect(self.open)
        self.add(
            Small(
                "Change it when somebody else may know it. "
                "Older copies, and the old kit, stay with the old one.",
                wrap=True,
            )
        )
        self.add_buttons((self.change,))
        self.quick = Check("Unlock without typing it, for eight hours")
        self.quick.clicked.connect(self._choose)
        self.quick_words = Small("", wrap=True)
        self.add(self.quick, self.quick_words)

    def open(self) -> None:
        """Change the passphrase."""
        change_passphrase(self._desk, self._window, cost=self.cost)
        if self._desk.is_open:  # locked in the middle, this page goes
            self.left.emit()

    def refresh(self) -> None:
        """Ask for this computer's keyring, in a thread: it may be slow to answer."""
        self.quick.setChecked(bool(self._desk.run(quick_unlock.chosen)))
        self._desk.start(lambda report: quick_unlock.place(), done=self._show_place)

    def _show_place(self, place: str | None) -> None:
        if place is None and not self.quick.isChecked():
            self.quick.setEnabled(False)
            self.quick_words.setText(_NO_KEYRING)
        else:
            self.quick.setEnabled(True)
            self.quick_words.setText(
                f"The file’s key then lies in {place or 'this computer’s keyring'}, which opens when you "
                "sign in to the computer. After eight hours or a restart the passphrase is asked for again. "
                "Leave it off where others use your account."
            )
        self.quick.setAccessibleDescription(self.quick_words.text())

    def _choose(self, wanted: bool) -> None:
        store = self._desk.store
        job = self._desk.start(
            lambda report: quick_unlock.choose(store, wanted), done=lambda held: self._chosen(wanted, held)
        )
        job.failed.connect(self._not_chosen)

    def _chosen(self, on: bool, held: bool) -> None:
        if on:
            self._desk.say("For eight hours the file unlocks without typing.")
        elif held:
            self._desk.say(_STAYS, "soon")
        else:
            self._desk.say("The key is out of the keyring again.")

    def _not_chosen(self, error: BaseException) -> None:
        if isinstance(error, Told):
            self.quick.setChecked(False)
