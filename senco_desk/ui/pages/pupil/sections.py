"""What the pupil's page is laid out with: sections under a hairline, their rows, and columns that drop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets import BareButton, Hairline, Head, IconButton, Mark, Small, State, Themed, Words

MARKS: dict[str, State] = {"done": "done", "begun": "begun", "declined": "none", "none": "none"}
"""The mark of each state of a paper."""


class Section(QWidget):
    """A heading with one action at its right, and rows between hairlines; only the rows change."""

    def __init__(self, heading: str, *, action: str = "", run: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setAccessibleName(heading)
        self.heading = Head(heading, wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.heading, 1)
        row.addWidget(_Strut())
        self.action: BareButton | None = None
        if action and run is not None:
            self.action = BareButton(action, flush=True)
            self.action.setAccessibleName(f"{action}: {heading}")
            self.action.clicked.connect(lambda _on=False: run())
            row.addWidget(self.action)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.XS)
        whole.addLayout(row)
        whole.addLayout(self._rows)

    def fill(self, rows: Sequence[QWidget]) -> None:
        """Show these rows in place of the ones before."""
        empty(self._rows)
        for row in rows:
            self._rows.addWidget(Hairline())
            self._rows.addWidget(row)


class _Strut(Themed, QWidget):
    """Keeps a heading without an action as high as one that has it."""

    def __init__(self) -> None:
        super().__init__()
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(0, theme.px(32))


class Lines(QWidget):
    """A row of two lines: words, with a mark before or a word beside them if need be; small ones below."""

    def __init__(
        self,
        words: str,
        under: str = "",
        *,
        mark: State | None = None,
        beside: str = "",
        strong: bool = False,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(theme.S)
        if mark is not None:
            top.addWidget(Mark(mark), 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(Words(words, "strong" if strong else "", wrap=True), 1)
        if beside:
            top.addWidget(Small(beside), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(top)
        if under:
            column.addWidget(Small(under, wrap=True))


class Event(QWidget):
    """A row of the past: its day in small, then what happened."""

    def __init__(self, day: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(theme.S)
        when = Small(day)
        when.setFixedWidth(theme.px(56))
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(words, wrap=True), 1)


class DoingRow(QWidget):
    """A row with a mark, what it is, a line under it, one action at its right and perhaps a menu.

    It stays while what it says changes, so that the keyboard stays where it was.
    """

    def __init__(self, *, menu: Callable[[QWidget], object] | None = None) -> None:
        super().__init__()
        self._run: Callable[[], object] | None = None
        self.mark = Mark("none")
        self.words = Words("", "strong", wrap=True)
        self.under = Small("", wrap=True)
        self.action = BareButton("", flush=menu is None)
        self.action.clicked.connect(lambda _on=False: self._run() if self._run else None)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.words)
        said.addWidget(self.under)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(theme.M)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(said, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.more: IconButton | None = None
        if menu is not None:
            self.more = IconButton("More", "ellipsis")
            self.more.clicked.connect(lambda _on=False: menu(self.more))
            row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(
        self, state: State, words: str, under: str, action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """Say what the row is now."""
        self.mark.show_state(state)
        self.words.setText(words)
        self.under.setText(under)
        self.under.setVisible(bool(under))
        self._run = run
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.action.setAccessibleName(f"{action}: {words}")
        self.action.setAccessibleDescription(under)
        self.action.updateGeometry()
        if self.more is not None:
            self.more.call(f"More for {words}")


class Facts(Themed, QWidget):
    """Short facts in a line, a hairline between each; they go on in a new line where there is no room."""

    _GAP = 14

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, facts: Sequence[str]) -> None:
        """Show these facts."""
        self._facts = tuple(facts)
        self.setAccessibleName(". ".join(facts))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((round(rect.bottom()) for _, rect in self._placed(width)), default=0) + 1

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.heightForWidth(theme.px(900)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self._high())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("body"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        for words, rect in self._placed(self.width()):
            painter.setPen(theme.colour("ink-2"))
            painter.drawText(rect, flags, words)
            if rect.left() > 0:
                painter.fillRect(
                    QRectF(rect.left() - self._GAP, rect.top(), 1, rect.height()), theme.colour("line")
                )

    def _high(self) -> int:
        return max(theme.px(20), QFontMetrics(theme.font("body")).lineSpacing())

    def _placed(self, width: int) -> list[tuple[str, QRectF]]:
        metrics, high = QFontMetrics(theme.font("body")), self._high()
        placed: list[tuple[str, QRectF]] = []
        x = y = 0.0
        for words in self._facts:
            wide = metrics.horizontalAdvance(words) + 1
            if x and x + wide > width:
                x, y = 0.0, y + high
            flags = int(Qt.TextFlag.TextWordWrap)
            tall = metrics.boundingRect(0, 0, max(1, width), 10_000, flags, words).height()
            rows = max(1, round(tall / metrics.lineSpacing())) if wide > width else 1
            placed.append((words, QRectF(x, y, min(wide, width), high * rows)))
            x += wide + 2 * self._GAP + 1
            if rows > 1:
                x, y = 0.0, y + high * rows
        return placed


class Columns(Themed, QWidget):
    """Three columns; two where there is less room or larger type, the side column last; then one."""

    def __init__(self, main: QWidget, middle: QWidget, side: QWidget) -> None:
        super().__init__()
        self._parts = (main, middle, side)
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(40)
        self._grid.setVerticalSpacing(theme.XL)
        self._lay_out(3)

    def dress(self) -> None:
        self._count = 0  # as many columns of another size of text are of another width
        self._lay_out(self._wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._wanted())

    def _wanted(self) -> int:
        # The page is 240 narrower than the window: rail and margins.
        scale = theme.current().scale
        if scale > 1.6 or self.width() < 640:
            return 1
        return 2 if scale > 1.3 or self.width() < 960 else 3

    def _lay_out(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        grid, (main, middle, side) = self._grid, self._parts
        for part in self._parts:
            grid.removeWidget(part)
        top = Qt.AlignmentFlag.AlignTop
        if count == 3:
            spots = ((main, 0, 0, 1), (middle, 0, 1, 1), (side, 0, 2, 1))
        elif count == 2:
            spots = ((main, 0, 0, 2), (middle, 0, 1, 1), (side, 1, 1, 1))
        else:
            spots = ((main, 0, 0, 1), (middle, 1, 0, 1), (side, 2, 0, 1))
        for part, row, column, rows in spots:
            grid.addWidget(part, row, column, rows, 1, top)
        wide = theme.px(264)
        for column in range(3):
            grid.setColumnStretch(column, 1 if column == 0 else 0)
            grid.setColumnMinimumWidth(column, wide if 0 < column < count else 0)
            for part in (middle, side):
                part.setFixedWidth(wide) if count > 1 else free_width(part)


def free_width(widget: QWidget) -> None:
    """Let a widget be as wide as its place again."""
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(16_777_215)


def stacked(*parts: QWidget, gap: int = theme.XL) -> QWidget:
    """Put parts one under the other."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return whole


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout, for good."""
    while layout.count():
        item: Any = layout.takeAt(0)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
