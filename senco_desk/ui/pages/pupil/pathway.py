"""The pathway card: the five stepping stones, painted, walked with Left and Right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)  # fmt: skip
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from senco_desk.models.codes import Stage
from senco_desk.reports.picture import Path, Picture, Shape
from senco_desk.reports.picture import Words as PictureWords
from senco_desk.reports.stones import State, Step
from senco_desk.reports.window_stones import window_pathway
from senco_desk.rules.stages import PATHWAY, StepState
from senco_desk.services.overview import Stone
from senco_desk.ui import theme
from senco_desk.ui.widgets import BareButton, Card, Themed, Words

_LABEL, _SMALL = 11 * 96 / 72, 9.5 * 96 / 72
"""Type sizes of the names and of the dates, in pixels at 100 %."""
_ON_WATER: dict[str, str] = {"teal-soft": "raised", "stone": "lip"}
_STATES: dict[StepState, State] = {
    StepState.DONE: "done",
    StepState.NOW: "now",
    StepState.AHEAD: "ahead",
    StepState.PASSED_BY: "ahead",
}


class Pathway(Card):
    """The card; `place` is run by its one button, which shows while the pupil is on no stage."""

    def __init__(self, place: Callable[[], object]) -> None:
        super().__init__(padding=0)
        self.column.setSpacing(0)
        self.stones = Stones()
        self.column.addWidget(self.stones)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(theme.XL, 0, theme.L, theme.M)
        self.words = Words("", wrap=True)
        row.addWidget(self.words, 1)
        self.place = BareButton("Place on a stage")
        self.place.clicked.connect(lambda _on=False: place())
        row.addWidget(self.place)
        self.column.addWidget(self.foot)
        self.foot.hide()

    def show_stones(self, stones: Sequence[Stone], child: str, *, on_pathway: bool) -> None:
        """Show a pupil's stones."""
        self.stones.show_stones(stones, child)
        self.words.setText(f"{child} is not on the pathway now.")
        self.place.setAccessibleName(f"Place on a stage: {child}")
        self.foot.setHidden(on_pathway)


class _Spot(QWidget):
    """The place of one stone: it takes the keyboard, and says the stone."""

    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def say(self, words: str) -> None:
        """Take the stone's words."""
        self.setAccessibleName(words)
        self.setToolTip(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -9, Qt.Key.Key_End: 9}
        if Qt.Key(event.key()) in by:
            self.moved.emit(by[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class Stones(Themed, QWidget):
    """The stones themselves. Tab reaches the one where the pupil is; Left, Right, Home and End walk on.

    Args:
        on_water: they stand on a teal ground, so that the pale ones are as bright as paper.
    """

    def __init__(self, *, on_water: bool = False) -> None:
        super().__init__()
        self._ground = _ON_WATER if on_water else {}
        self._steps: tuple[Step, ...] = ()
        self._child = ""
        self._drawn: dict[int, Picture] = {}
        self.spots = [_Spot(self) for _ in PATHWAY]
        for spot in self.spots:
            spot.moved.connect(self._walk)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_stones(self, stones: Sequence[Stone], child: str) -> None:
        """Show these stones, with a child's name under the one that counts."""
        self._steps = tuple(_step(stone) for stone in stones)
        self._child = child
        for spot, stone in zip(self.spots, stones, strict=True):
            spot.say(_words(stone, child))
        here = next((at for at, stone in enumerate(stones) if stone.state is StepState.NOW), 0)
        if not any(spot.hasFocus() for spot in self.spots):
            self._reach(here)
        self.dress()
        self.setAccessibleName(self._picture().alt)
        self.updateGeometry()
        self.update()

    def dress(self) -> None:
        self._drawn = {}
        if self._steps:
            self._place_spots()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._picture(width).height)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_spots()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._picture().marks:
            if isinstance(mark, Shape):
                _paint_shape(painter, self._on_ground(mark))
            else:
                _paint_words(painter, mark)

    def _on_ground(self, mark: Shape) -> Shape:
        fill = self._ground.get(mark.fill, mark.fill)
        edged = fill == "raised" and theme.current().name == "contrast"
        return replace(mark, fill=fill, edge="edge", thick=1.5) if edged else replace(mark, fill=fill)

    def _picture(self, width: int = 0) -> Picture:
        width = width or self.width()
        if width not in self._drawn:
            if len(self._drawn) > 8:
                self._drawn.clear()
            scale = theme.current().scale
            self._drawn[width] = window_pathway(
                self._steps, self._child, width, _measure, label=_LABEL * scale, small=_SMALL * scale
            )
        return self._drawn[width]

    def _place_spots(self) -> None:
        least = theme.px(60)
        boxes = [
            _path(mark.path).boundingRect().toAlignedRect()
            for mark in self._picture().marks
            if isinstance(mark, Shape) and (mark.edge or mark.fill in ("teal", "teal-soft"))
        ]
        stones = [box for box in boxes if box.width() >= least]
        for spot, box in zip(self.spots, stones, strict=False):
            around: QRect = box.adjusted(2, 2, -2, -2)
            spot.setGeometry(around)
            spot.setProperty("ring_radius", around.height() // 2)

    def _walk(self, by: int) -> None:
        now = next((at for at, spot in enumerate(self.spots) if spot.hasFocus()), 0)
        to = max(0, min(len(self.spots) - 1, now + by))
        self._reach(to)
        self.spots[to].setFocus(Qt.FocusReason.OtherFocusReason)

    def _reach(self, here: int) -> None:
        """Have Tab reach this stone, and only this one."""
        for at, spot in enumerate(self.spots):
            spot.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == here else Qt.FocusPolicy.ClickFocus)


def _step(stone: Stone) -> Step:
    word = "Not needed" if stone.state is StepState.PASSED_BY else ""
    note = stone.note.replace("week ", "week\N{NO-BREAK SPACE}")  # a figure never stands alone in a line
    return Step(stone.stage.value, stone.stage.words, _STATES[stone.state], stone.dates, note, word)


def _words(stone: Stone, child: str) -> str:
    said = {
        StepState.DONE: "done",
        StepState.NOW: f"{child} is here",
        StepState.AHEAD: "ahead",
        StepState.PASSED_BY: "",
    }[stone.state]
    name = stone.stage.words if stone.stage is not Stage.CONCERN else "Record of Concern"
    return ", ".join(part for part in (name, said, stone.dates, stone.note) if part)


def _font(size: float, bold: bool) -> QFont:
    font = theme.font("strong" if bold else "body")
    screen = QGuiApplication.primaryScreen()
    font.setPointSizeF(size * 72 / (screen.logicalDotsPerInchY() if screen else 96.0))
    return font


def _measure(words: str, size: float, bold: bool) -> float:
    return QFontMetricsF(_font(size, bold)).horizontalAdvance(words)


def _path(path: Path) -> QPainterPath:
    made = QPainterPath()
    for move, at in path:
        if move == "M":
            made.moveTo(*at)
        elif move == "L":
            made.lineTo(*at)
        elif move == "C":
            made.cubicTo(*at)
        else:
            made.closeSubpath()
    return made


def _paint_shape(painter: QPainter, shape: Shape) -> None:
    path = _path(shape.path)
    painter.setPen(Qt.PenStyle.NoPen)
    if shape.edge:
        pen = QPen(theme.colour(shape.edge), shape.thick)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if shape.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([part / shape.thick for part in shape.dash])
        painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape.fill:
        colour = theme.colour(shape.fill)
        if shape.fill == "teal" and path.boundingRect().height() < theme.px(8):
            colour.setAlphaF(0.45)  # the pebbles between stones gone by are pale
        painter.setBrush(colour)
    painter.drawPath(path)


def _paint_words(painter: QPainter, words: PictureWords) -> None:
    font = _font(words.size, words.bold)
    wide = QFontMetricsF(font).horizontalAdvance(words.text)
    left = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    painter.setFont(font)
    painter.setPen(theme.colour(words.role))
    painter.drawText(QPointF(left, words.y), words.text)
