"""The screens before a file is open: the four stones leading upward at the left, a form at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.widgets import Column, Notice, Small, Themed, Title, Words, paint_brand, stone

_ART_WIDE, _ART_HIGH = 592, 768
_FORM_WIDE = 416

#: Middle, size and words of each stone on a 592 × 768 ground, the furthest first: the child's four questions.
_STONES: Final = (
    (381, 229, 216, 66, ("Where do I", "want to be?")),
    (206, 344, 256, 82, ("I need to be", "able to…")),
    (370, 476, 306, 108, ("Something I will", "have achieved is…")),
    (225, 635, 350, 132, ("How will I", "get there?")),
)
#: Names of four broad, even stones.
_SHAPES: Final = ("water-38", "water-3", "water-25", "water-58")
#: Where the ripples start, and how long half of one is.
_RIPPLES: Final = (
    (153, 407, 26), (17, 475, 34), (203, 271, 26), (498, 615, 18), (266, 93, 34), (497, 109, 26),
    (291, 727, 34), (415, 386, 34), (38, 174, 26), (57, 224, 18), (195, 163, 34), (146, 111, 18),
    (502, 659, 18), (156, 211, 34), (452, 329, 34), (25, 536, 18), (415, 63, 26), (337, 150, 26),
    (420, 285, 34), (487, 731, 26), (293, 44, 26), (489, 563, 34), (513, 188, 26), (18, 89, 26),
    (103, 725, 26), (159, 454, 26),
)  # fmt: skip


class Art(Themed, QWidget):
    """Water and four stepping stones, for the eye only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("teal-soft"))
        across, down = self.width() / _ART_WIDE, self.height() / _ART_HIGH
        self._paint_ripples(painter, across, down)
        for number, (x, y, wide, high, words) in enumerate(_STONES):
            self._paint_stone(
                painter, QRectF(0, 0, wide * across, high * down), x * across, y * down, number, words
            )
        size = theme.px(28)
        paint_brand(painter, QRectF(40, 32, size, size))
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink"))
        room = QRectF(40 + size + 12, 32, self.width(), size)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, "SENCO Desk")

    def _paint_ripples(self, painter: QPainter, across: float, down: float) -> None:
        pen = QPen(theme.colour("ripple"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for x, y, half in _RIPPLES:
            path = QPainterPath()
            path.moveTo(x * across, y * down)
            path.quadTo(x * across + half / 2, y * down - 5, x * across + half, y * down)
            path.quadTo(x * across + half * 1.5, y * down + 5, x * across + half * 2, y * down)
            painter.drawPath(path)

    def _paint_stone(
        self, painter: QPainter, box: QRectF, x: float, y: float, number: int, words: tuple[str, str]
    ) -> None:
        box.moveCenter(QRectF(x, y, 0, 0).topLeft())
        shape = stone(box, _SHAPES[number])
        painter.fillPath(shape.translated(0, 7), theme.colour("lip"))
        painter.fillPath(shape, theme.colour("raised"))
        if theme.current().name == "contrast":
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.drawPath(shape)
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink"))
        line = theme.px(20)
        for place, text in enumerate(words):
            room = QRectF(box.left(), box.center().y() + (place - 1) * line, box.width(), line)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)


class Front(Themed, QWidget):
    """A screen before a file is open. Put the form in `self.form`, 416 wide; it scrolls when it must."""

    help_id = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._art = Art()
        self._column = Column(spacing=0)
        self._holder = QWidget()
        self.form = QVBoxLayout(self._holder)
        self.form.setContentsMargins(theme.S, theme.XL, theme.S, theme.XL)
        self.form.setSpacing(0)
        across = QHBoxLayout()
        across.addStretch(4)
        across.addWidget(self._holder)
        across.addStretch(6)
        self._column.column.addStretch(6)
        self._column.column.addLayout(across)
        self._column.column.addStretch(5)
        promise = Small("Works offline. This program never connects to the internet.", wrap=True)
        promise.setAlignment(Qt.AlignmentFlag.AlignRight)
        right = QVBoxLayout()
        right.setContentsMargins(theme.XL, 0, theme.XXL, theme.XL)
        right.setSpacing(theme.S)  # or words that scroll would run into those that stay
        right.addWidget(self._column, 1)
        right.addWidget(promise)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._art)
        whole.addLayout(right, 1)
        self.dress()

    def begin(self) -> None:
        """Take the keyboard to where one begins; called when the screen is shown."""

    def leave(self) -> None:
        """Let go of whatever is open behind it; called before another screen is shown."""

    def warn(self, words: str) -> None:
        """Say above all else what must be known before anything is done here; it stays."""
        self.form.insertWidget(0, Notice(words, self._holder, tone="late"))
        self.form.insertSpacing(1, theme.XL)
        announce(self, words, urgent=True)

    def reveal(self, part: QWidget) -> None:
        """Scroll to a part that has just come."""
        self._column.show_all_of(part)

    def dress(self) -> None:
        if hasattr(self, "_holder"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        form = theme.px(_FORM_WIDE) + 2 * theme.S
        art = round(self.width() * _ART_WIDE / 1366)
        room = self.width() - art - theme.XL - theme.XXL - 2 * theme.XS
        # Where the form would be squeezed the picture goes: it says nothing that is needed.
        show = room >= form
        self._art.setVisible(show)
        self._art.setFixedWidth(art)
        whole = room if show else self.width() - theme.XL - theme.XXL - 2 * theme.XS
        self._holder.setFixedWidth(max(240, min(form, whole - 14)))


class ClosingScreen(Front):
    """Shown for the moment that closing takes."""

    help_id = "unlock"

    def __init__(self) -> None:
        super().__init__()
        self.form.addWidget(Title("Closing"))
        self.form.addSpacing(theme.S)
        self.form.addWidget(Words("Keeping a copy of your file and reading it back.", "quiet", wrap=True))
