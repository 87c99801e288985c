"""How it looks: the palette and the size of the text, tried at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets import Field, Flow, Head, Pick
from senco_desk.ui.widgets.choices import WholeButton

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_SIZES = (90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200)


class Swatch(WholeButton, QRadioButton):
    """One look, drawn in its own colours: a page, a rail, a line and a button."""

    def __init__(self, choice: theme.Choice, parent: QWidget | None = None) -> None:
        super().__init__(theme.CHOICE_WORDS[choice], parent)
        self.choice = choice
        self.setAccessibleName(self.text())
        self.setProperty("ring_radius", theme.CARD_RADIUS)

    def sizeHint(self) -> QSize:
        width = max(theme.px(120), self.fontMetrics().horizontalAdvance(self.text()) + 2 * theme.M + 8)
        return QSize(width, theme.px(104))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        wide = 2 if on else 1
        frame = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.setPen(QPen(theme.colour("teal" if on else "edge"), wide))
        painter.setBrush(theme.colour("teal-soft" if on else "raised"))
        painter.drawRoundedRect(frame, theme.CARD_RADIUS, theme.CARD_RADIUS)
        line = theme.px(20)
        room = QRectF(
            theme.M, theme.M, self.width() - 2 * theme.M, self.height() - line - 2 * theme.M - theme.S
        )
        names = theme.NAMES[:2] if self.choice == "system" else (self.choice,)
        share = room.width() / len(names)
        for number, name in enumerate(names):
            self._paint_look(
                painter, name, QRectF(room.left() + number * share, room.top(), share, room.height())
            )
        painter.setFont(theme.font("strong" if on else "body"))
        painter.setPen(theme.colour("teal-deep" if on else "ink"))
        words = QRectF(0, self.height() - line - theme.S, self.width(), line)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _paint_look(self, painter: QPainter, name: theme.Name, box: QRectF) -> None:
        from PySide6.QtGui import QColor

        def role(which: str) -> QColor:
            return QColor(theme.value(name, which))

        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(role("paper"))
        painter.drawRect(box)
        rail = QRectF(box.left() + 1, box.top() + 1, box.width() * 0.22, box.height() - 2)
        painter.fillRect(rail, role("rail"))
        left, unit = rail.right() + 6, box.height() / 8
        painter.fillRect(QRectF(left, box.top() + unit * 1.5, box.width() * 0.4, unit), role("ink"))
        painter.fillRect(QRectF(left, box.top() + unit * 3.5, box.width() * 0.6, unit * 0.7), role("ink-2"))
        painter.fillRect(QRectF(left, box.top() + unit * 5.4, box.width() * 0.3, unit * 1.4), role("teal"))


class LookSection(QWidget):
    """Five looks to choose from, and the size of the text."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.M)
        column.addWidget(Head("How it looks"))
        row = Flow(gap=theme.S)
        self._group = QButtonGroup(self)
        self.swatches: dict[str, Swatch] = {}
        for choice in theme.CHOICES:
            swatch = Swatch(choice)
            swatch.clicked.connect(lambda _on=False, choice=choice: self._choose(choice))
            self._group.addButton(swatch)
            swatch.setChecked(choice == theme.current().choice)
            self.swatches[choice] = swatch
            row.add(swatch)
        column.addWidget(row)
        column.addWidget(self._sizes())
        theme.current().changed.connect(self._show_size)

    def chosen(self) -> Swatch:
        """Give the look that is worn: arrows go on from there."""
        return self.swatches[theme.current().choice]

    def _sizes(self) -> Field:
        self.size_pick = Pick()
        for percent in _SIZES:
            self.size_pick.addItem(f"{percent} %", percent / 100)
        self.size_pick.activated.connect(self._enlarge)
        self._show_size()
        self.size_pick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return Field(
            "Size of the text", self.size_pick, help_words="Ctrl and + or − do the same on every page."
        )

    def _choose(self, choice: theme.Choice) -> None:
        theme.current().choose(choice)
        self._window.settings.theme = choice
        self._window.settings.keep()

    def _enlarge(self, place: int) -> None:
        theme.current().enlarge(self.size_pick.itemData(place))
        self._window.settings.text_size = theme.current().scale
        self._window.settings.keep()

    def _show_size(self) -> None:
        place = min(range(len(_SIZES)), key=lambda n: abs(_SIZES[n] / 100 - theme.current().scale))
        self.size_pick.setCurrentIndex(place)
