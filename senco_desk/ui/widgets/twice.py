"""A new passphrase typed twice, with how strong it is and what would make it stronger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.rules.passphrase import advice
from senco_desk.ui import theme
from senco_desk.ui.widgets.fields import Field, Passphrase
from senco_desk.ui.widgets.strength import Strength

_ADVISE_AFTER_MS: Final = 150
"""After the last key: judging a passphrase takes some milliseconds, typing comes first."""


class TwicePassphrase(QWidget):
    """Two fields. `typed` gives the passphrase, `slip` what is wrong with it.

    Signals:
        entered: Enter was pressed in one of them.
        grown: the words under a field are others.

    Args:
        label, again: what the two fields are called.
        known: gives what others know, of which a passphrase must not be made.
    """

    entered = Signal()
    grown = Signal()

    def __init__(
        self, label: str, again: str, known: Callable[[], tuple[str, ...]] = tuple, *, gap: int = theme.L
    ) -> None:
        super().__init__()
        self._known = known
        self.first_line, self.again_line = Passphrase(), Passphrase()
        self.first = Field(label, self.first_line, help_words=advice("").what_to_do, key="passphrase")
        self.strength = Strength()
        self.first.column.insertWidget(2, self.strength)
        self.again = Field(again, self.again_line, key="again")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.first)
        column.addWidget(self.again)
        self._later = QTimer(self, singleShot=True, interval=_ADVISE_AFTER_MS)
        self._later.timeout.connect(self.advise)
        self.first_line.textChanged.connect(self._typed)
        self.again_line.textEdited.connect(self.again.accept)
        for line in (self.first_line, self.again_line):
            line.returnPressed.connect(self.entered)

    def typed(self) -> str:
        """Give the passphrase."""
        return self.first_line.text()

    def slip(self) -> Mistake | None:
        """Give what is wrong with what is typed; its field is "passphrase" or "again"."""
        judged = advice(self.typed(), self._known())
        if not judged.accepted:
            return Mistake(judged.what_to_do, field="passphrase")
        if not self.again_line.text():
            return Mistake("Type the same passphrase here once more.", field="again")
        if self.again_line.text() != self.typed():
            return Mistake("The two passphrases differ.", "Type the second one again.", field="again")
        return None

    def field_of(self, slip: Mistake) -> Field:
        """Give the field that a slip belongs to."""
        return self.again if slip.field == "again" else self.first

    def stop(self) -> None:
        """Judge no more: what holds the fields goes."""
        self._later.stop()

    def advise(self) -> None:
        """Say how strong it is, and what to do about it unless a slip has said that already."""
        judged = advice(self.typed(), self._known())
        self.strength.show_strength(judged.strength if self.typed() else 0)
        what_to_do = "" if self.first.wrong() else judged.what_to_do
        words = " ".join(part for part in (f"{judged.words}." if judged.words else "", what_to_do) if part)
        self.first.advise(words)
        self.grown.emit()

    def _typed(self) -> None:
        self.first.accept()
        if self.again_line.text() == self.typed():  # whichever of the two the slip was in
            self.again.accept()
        self._later.start()
