"""The copies to go back to: when each was made, what for and how large it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyleOptionViewItem

from senco_desk.rules.dates_in_words import long_day
from senco_desk.ui import theme
from senco_desk.ui.copy_age import size_words
from senco_desk.ui.widgets import Themed
from senco_desk.ui.widgets.rows import RowDelegate

if TYPE_CHECKING:
    from senco_desk.services.ways_in import Choice

_MOST_SHOWN = 5
_HIGH = 56


def when_made(choice: Choice) -> str:
    """Say when a copy was made: "Saturday 21 November, 16:20"."""
    return moment_words(choice.made_at)


def moment_words(at: datetime) -> str:
    """Give a day and a time: "Saturday 21 November, 16:20", with the year when it is another."""
    here = at.astimezone()
    this_year = here.year == datetime.now().astimezone().year
    return f"{long_day(here.date(), year=not this_year)}, {here:%H:%M}"


def what_made_for(choice: Choice) -> str:
    """Say what for, how large, and where if not beside the file."""
    where = f"in {choice.path.parent.parent.name or choice.path.parent}" if choice.elsewhere else ""
    why = choice.why[:1].upper() + choice.why[1:]
    return " · ".join(part for part in (why, size_words(choice.size), where) if part)


class CopyList(Themed, QListWidget):
    """Copies, the newest first and chosen. Enter takes the one that is chosen.

    Signals:
        entered: Enter was pressed, or one was double-clicked.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: tuple[Choice, ...] = ()
        self.setAccessibleName("Copies, the newest first")
        self.setItemDelegate(_CopyDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(lambda _line: self.entered.emit())

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these copies."""
        self.choices = tuple(choices)
        self.clear()
        for choice in self.choices:
            line = QListWidgetItem(when_made(choice), self)
            line.setData(Qt.ItemDataRole.UserRole, what_made_for(choice))
            spoken = f"{when_made(choice)}. {what_made_for(choice)}"
            line.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            line.setToolTip(str(choice.path))
        self.setCurrentRow(0)
        self.dress()

    def chosen(self) -> Choice | None:
        """Give the copy that is chosen."""
        row = self.currentRow()
        return self.choices[row] if 0 <= row < len(self.choices) else None

    def dress(self) -> None:
        rows = min(max(self.count(), 1), _MOST_SHOWN)
        self.setFixedHeight(rows * theme.px(_HIGH) + 2)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class _CopyDelegate(RowDelegate):
    """Two lines: when, and under it what for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(80), theme.px(_HIGH))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.paint_ground(painter, option, index)
        room = QRectF(option.rect).adjusted(theme.M, theme.px(8), -theme.M, -theme.px(8))
        half = room.height() / 2
        upper = QRectF(room.left(), room.top(), room.width(), half)
        for words, font, ink, where in (
            (index.data(), "body", "ink", upper),
            (index.data(Qt.ItemDataRole.UserRole), "small", "ink-2", upper.translated(0, half)),
        ):
            painter.setFont(theme.font(font))
            painter.setPen(theme.colour(ink))
            cut = painter.fontMetrics().elidedText(
                str(words), Qt.TextElideMode.ElideRight, int(where.width())
            )
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), cut)
        self.paint_focus(painter, option, index)
