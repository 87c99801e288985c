"""The recovery code as it is typed off the paper: forgiving, and saying at once which group is not right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from senco_desk.rules.recovery_code import GROUP, groups_of, wrong_group
from senco_desk.ui.announcing import announce
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.fields import Area, Field

GROUPS: Final = 13
KEY_BYTES: Final = 32
HELP: Final = "Capitals, spaces and hyphens do not matter, and O counts as 0, I and L as 1."


class CodeField(Field):
    """A field for the code. Enter checks it; it can be pasted.

    Signals:
        entered: Enter was pressed in it.
        grown: the words under it are others.
    """

    entered = Signal()
    grown = Signal()

    def __init__(self, label: str = f"The code on the paper, {GROUPS} groups") -> None:
        self.area = _Code()
        super().__init__(label, self.area, help_words=HELP, key="code")
        self.area.entered.connect(self.entered)
        self.area.textChanged.connect(self._typed)

    def typed(self) -> str:
        """Give what was typed."""
        return self.area.toPlainText()

    def _typed(self) -> None:
        wrong = wrong_group(self.typed(), KEY_BYTES)
        if wrong is not None:
            self.advise(HELP)
            self._say_wrong(_wrong_words(wrong))
            return
        self.accept()
        whole = sum(len(group) == GROUP for group in groups_of(self.typed()))
        self.advise(f"{whole} of {GROUPS} groups are right so far." if whole else HELP)
        self.grown.emit()

    def _say_wrong(self, words: str) -> None:
        if self.wrong() != words:
            self.refuse(words)
            announce(self.area, words, urgent=True)
            self.grown.emit()


class _Code(Themed, Area):
    """Three lines; Enter leaves them, for the code has no lines of its own."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__(lines=3)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
            | Qt.InputMethodHint.ImhSensitiveData
        )

    def dress(self) -> None:
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


def _wrong_words(group: int) -> str:
    if group > GROUPS:
        return f"The code has {GROUPS} groups, and here are more."
    return f"Group {group} is not as on the paper."
