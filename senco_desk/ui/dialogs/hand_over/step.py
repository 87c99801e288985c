"""One step of the handover: a column with a heading, and what its main button does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from senco_desk.errors import Mistake
from senco_desk.ui import theme
from senco_desk.ui.widgets import Column, Field, Head, Mark, Picture, Small, State, Words

if TYPE_CHECKING:
    from senco_desk.ui.dialogs.hand_over.wizard import HandOver

_MOST_LINES = 4
"""Of a list that is whole in the printed report."""


class Step(Column):
    """Put things in `column`.

    Attributes:
        title: its heading.
        onward: the words of the main button; `onward_icon` its icon.
        back: whether the step before can be gone back to.
        stays: why the dialog cannot be left here; "" where it can.
        fields: by the key of the mistakes they show.
    """

    title: ClassVar[str] = ""
    onward: str = "Next"
    back: ClassVar[bool] = True
    stays: ClassVar[str] = ""

    def __init__(self, wizard: HandOver) -> None:
        super().__init__(spacing=theme.M)
        self.wizard, self.desk = wizard, wizard.desk
        self.fields: dict[str, Field] = {}
        self.head = Head(self.title, wrap=True)
        self.column.addWidget(self.head)

    def enter(self) -> None:
        """Get ready: the step is shown now."""

    def begins(self) -> QWidget | None:
        """Give what has the keyboard first; None for the main button."""
        return None

    def go_on(self) -> None:
        """Do what the main button says."""
        self.wizard.forward()

    def say(self, words: str, kind: str = "") -> Words:
        """Put a paragraph on the step."""
        said = Words(words, kind, wrap=True)
        self.column.addWidget(said)
        return said

    def refuse(self, mistake: Mistake) -> bool:
        """Say what is wrong at its field; False when it has none here."""
        field = self.fields.get(mistake.field)
        if field is None:
            return False
        field.say_wrong(str(mistake))
        self.show_all_of(field)
        return True


def point(icon: str, words: str) -> QWidget:
    """Give an icon with words beside it."""
    return _beside(Picture(icon, role="teal-deep", size=18), words)


def standing(state: State, words: str) -> QWidget:
    """Give words with the mark of how things stand."""
    return _beside(Mark(state, size=16), words)


def _beside(picture: QWidget, words: str) -> QWidget:
    line = QWidget()
    said = Words(words, wrap=True)
    said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(said, 1)
    line.setAccessibleName(words)
    return line


class ShortList(QWidget):
    """A heading with how many there are, and the first of them; where the rest stands is said."""

    def __init__(self, title: str, lines: Sequence[tuple[str, ...]], rest: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.S, 0, 0)
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.XS)
        wide = max((len(line) for line in lines), default=1)
        grid.setColumnStretch(wide - 1, 1)
        heading = Words(f"{title}: {len(lines) or 'none'}", "strong", wrap=True)
        grid.addWidget(heading, 0, 0, 1, wide)
        for row, line in enumerate(lines[:_MOST_LINES], start=1):
            for column, words in enumerate(line):
                last = column == len(line) - 1
                said = Words(words, "" if column == 0 else "quiet", wrap=last)
                grid.addWidget(said, row, column, Qt.AlignmentFlag.AlignTop)
        if len(lines) > _MOST_LINES:
            more = Small(f"And {len(lines) - _MOST_LINES} more{rest}.", wrap=True)
            grid.addWidget(more, _MOST_LINES + 1, 0, 1, wide)


class Figures(QWidget):
    """Labels with numbers at their right, in two columns."""

    def __init__(self, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        half = -(-len(lines) // 2)
        for place, (label, number) in enumerate(lines):
            row, side = place % half, 3 * (place // half)
            figure = Words(number)
            figure.setFont(theme.figures("strong"))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Words(label, wrap=True), row, side)
            grid.addWidget(figure, row, side + 1)
        for side in (0, 3):
            grid.setColumnStretch(side, 3)
        grid.setColumnStretch(2, 1)
