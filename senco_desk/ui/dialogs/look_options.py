"""How a paper is printed: size of text, paper, copies; and how many sheets that is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.rules.dates_in_words import count
from senco_desk.ui import theme
from senco_desk.ui.widgets import Flow, Pick, Words

_MOST_COPIES = 10
_TEXT = (("standard", "14 point"), ("large", "18 point"))
_PAPER = (("white", "White"), ("cream", "Cream"), ("cream-sheet", "On cream paper"))


class LookOptions(QWidget):
    """Picks in a row that goes on in the next line where there is no room.

    Signals:
        changed: the paper is to be drawn again.
        counted: only the number of copies is another.

    Args:
        redrawn: whether the text and the paper can be chosen; a kept paper stays as it is.
    """

    changed = Signal()
    counted = Signal()

    def __init__(self, parent: QWidget | None = None, *, redrawn: bool = True, large: bool = False) -> None:
        super().__init__(parent)
        self.text, self.ground, self.number = Pick(high=32), Pick(high=32), Pick(high=32)
        for pick, choices in ((self.text, _TEXT), (self.ground, _PAPER)):
            for key, words in choices:
                pick.addItem(words, key)
            pick.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.number.addItems([str(number) for number in range(1, _MOST_COPIES + 1)])
        self.number.currentIndexChanged.connect(lambda _place: self.counted.emit())
        self.sheets = Words("", "small")
        self._flow = Flow(gap=theme.L)
        pairs = [("Copies", self.number)]
        if redrawn:
            pairs = [("Text", self.text), ("Paper", self.ground), *pairs]
        for words, pick in pairs:
            self._flow.add(_pair(words, pick))
        self._flow.add(_centred(self.sheets))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)
        if large:
            self.text.setCurrentIndex(1)

    def large(self) -> bool:
        """Whether it is large print."""
        return self.text.currentData() == "large"

    def cream(self) -> bool:
        """Whether it is for cream, painted or bought."""
        return self.ground.currentData() != "white"

    def paint(self) -> bool:
        """Whether the ground is painted: not where the paper itself is cream."""
        return self.ground.currentData() == "cream"

    def copies(self) -> int:
        """How many copies."""
        return self.number.currentIndex() + 1

    def show_sheets(self, pages: int) -> None:
        """Say how many sheets of paper so many pages take, both sides printed."""
        sheets = (pages + 1) // 2 * self.copies()
        self.sheets.setText(f"{count(sheets, 'sheet')}, both sides" if pages else "")
        self._claim_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim_height()

    def _claim_height(self) -> None:
        """Ask for all the lines that the options take at this width: a full dialog would squeeze the last."""
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))


def _pair(words: str, pick: Pick) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.S)
    label = Words(words, "quiet")
    label.setBuddy(pick)
    pick.setAccessibleName(words)
    row.addWidget(label)
    row.addWidget(pick)
    pair.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return pair


def _centred(words: Words) -> QWidget:
    """As high as a pick, so that the words stand in line with those beside them."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
    holder.setMinimumHeight(theme.px(32))
    return holder
