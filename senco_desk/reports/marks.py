"""What is written on and ticked: tick boxes, writing lines, boxes to draw in, places to sign.

Options(theme, element, [Option("Yes", ticked=None), Option("No", ticked=None)], round=True)
WritingLines(theme, 4)
Signing(theme, element, ["Signature", "Name", "Date"])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from reportlab.platypus import Flowable

from senco_desk.reports.fonts import REGULAR, plain, width_of
from senco_desk.reports.page import draw_line
from senco_desk.reports.tags import Element, Piece, TaggedCanvas
from senco_desk.reports.text import NEARLY, Text
from senco_desk.reports.theme import MM, Theme

TICK_SIZE: Final = 5 * MM
TICK_GAP: Final = 2.2 * MM
OPTION_GAP: Final = 6.5 * MM
LINE_GAP: Final = 9.5 * MM
CLEAR_TO_SIGN: Final = 13 * MM
DAY_LINE: Final = 62 * MM
UNDER_MIDDLE: Final = 0.33
"""How far words stand below the middle of their box, in their size."""
LEAST_TO_WRITE: Final = 26 * MM
"""The shortest line after "Other:"."""


def draw_tick_box(
    canvas: TaggedCanvas, theme: Theme, x: float, y: float, *, ticked: bool, rounded: bool
) -> None:
    """Draw a tick box with its lower left corner at (x, y); round means one only."""
    colours = theme.colours
    canvas.setStrokeColor(colours.ink)
    canvas.setFillColor(colours.white)
    canvas.setLineWidth(1)
    if rounded:
        canvas.circle(x + TICK_SIZE / 2, y + TICK_SIZE / 2, TICK_SIZE / 2, stroke=1, fill=1)
    else:
        canvas.roundRect(x, y, TICK_SIZE, TICK_SIZE, 0.6 * MM, stroke=1, fill=1)
    if ticked:
        tick = canvas.beginPath()
        tick.moveTo(x + 1.0 * MM, y + 2.45 * MM)
        tick.lineTo(x + 2.15 * MM, y + 1.2 * MM)
        tick.lineTo(x + 4.55 * MM, y + 4.7 * MM)
        canvas.setLineWidth(1.6)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.drawPath(tick)
        canvas.setLineCap(0)
        canvas.setLineJoin(0)


class TickBox(Piece):
    """One tick box in the middle of its column, a picture with words: "ticked" or "not ticked"."""

    def __init__(self, theme: Theme, element: Element, *, ticked: bool, rounded: bool) -> None:
        super().__init__()
        self.theme, self.element, self.ticked, self.rounded = theme, element, ticked, rounded

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take the whole width of the column."""
        self.width, self.height = aW, TICK_SIZE
        return self.width, self.height

    def draw(self) -> None:
        """Draw it in the middle."""
        canvas = self.canv
        with canvas.marked(self.element):
            x = (self.width - TICK_SIZE) / 2
            draw_tick_box(canvas, self.theme, x, 0, ticked=self.ticked, rounded=self.rounded)


@dataclass(frozen=True, slots=True)
class Option:
    """Words to tick. `line` leaves a line after them to write on; `square` is never round."""

    words: str
    ticked: bool = False
    line: bool = False
    square: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """One option in its row: which, from where to where, and its words line by line."""

    at: int
    x: float
    end: float
    lines: list[str]


class Options(Piece):
    """Tick boxes with their words, side by side and then on the next line.

    Args:
        theme: sizes and colours.
        element: what the list belongs to.
        options: what can be ticked.
        rounded: one only.
        small: words in the small size, for a table's cell.
        gap: space between two options.
        tight: no room above and below, in a line of a form.
    """

    def __init__(
        self,
        theme: Theme,
        element: Element,
        options: Sequence[Option],
        *,
        rounded: bool,
        small: bool = False,
        gap: float = OPTION_GAP,
        tight: bool = False,
    ) -> None:
        super().__init__()
        self.theme, self.rounded, self.gap = theme, rounded, gap
        self.small = small and not theme.look.large
        self._pad = 0.0 if tight else 0.6 * MM
        self.style = theme.centred if small else theme.body
        self.options = list(options)
        self.listed = element.add("L")
        self._items = []
        for option in self.options:
            item = self.listed.add("LI")
            box = item.add("Lbl").add("Figure", alt="ticked" if option.ticked else "not ticked")
            self._items.append((box, item.add("LBody")))
        self._rows: list[list[_Placed]] = []

    def natural_width(self) -> float:
        """Give the width that holds all of them on one line."""
        return sum(self._width(option) for option in self.options) + self.gap * (len(self.options) - 1)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Place the options in rows, from left to right; words too long for a row go on below."""
        self.width = aW
        if self.natural_width() <= aW + NEARLY:
            self._rows = [self._in_one_row(aW)]
        else:
            columns = [self._in_columns(aW, count) for count in (3, 4, 2, 1)]
            even = [rows for rows in columns if self._is_even(rows)]
            ways = [*even, self._in_flow(aW), *columns]
            self._rows = min(ways, key=lambda rows: sum(self._row_height(row) for row in rows))
        self.height = sum(self._row_height(row) for row in self._rows)
        return aW, self.height

    def _in_one_row(self, aW: float) -> list[_Placed]:  # noqa: N803 - ReportLab's own name
        row: list[_Placed] = []
        x = 0.0
        for at, option in enumerate(self.options):
            last = at == len(self.options) - 1
            end = aW if last else x + self._width(option)
            row.append(_Placed(at, x, end, [option.words]))
            x = end + self.gap
        return row

    def _is_even(self, rows: list[list[_Placed]]) -> bool:
        """Tell whether every option takes one column, but for a line to write on."""
        widths = [placed.end - placed.x for row in rows for placed in row if not self.options[placed.at].line]
        return max(widths, default=0) - min(widths, default=0) < 1

    def _in_flow(self, aW: float) -> list[list[_Placed]]:  # noqa: N803 - ReportLab's own name
        """Stand the options one after the other, each as wide as its words."""
        rows: list[list[_Placed]] = [[]]
        x = 0.0
        for at, option in enumerate(self.options):
            wide = min(self._width(option), aW)
            if rows[-1] and x + wide > aW + NEARLY:
                rows.append([])
                x = 0.0
            lines = self._lines(option.words, wide - TICK_SIZE - TICK_GAP + NEARLY)
            rows[-1].append(_Placed(at, x, aW if option.line else x + wide, lines))
            x = aW + self.gap if option.line else x + wide + self.gap
        return rows

    def _in_columns(self, aW: float, columns: int) -> list[list[_Placed]]:  # noqa: N803 - ReportLab's own name
        """Stand the options in even columns; a long one takes as many of them as it needs."""
        step = (aW + self.gap) / columns
        rows: list[list[_Placed]] = [[]]
        used = 0
        for at, option in enumerate(self.options):
            wants = min(columns, ceil((self._width(option) + self.gap - NEARLY) / step))
            if used + wants > columns:
                rows.append([])
                used = 0
            if option.line:  # its line goes on to the end of the row
                wants = columns - used
            x, end = used * step, (used + wants) * step - self.gap
            lines = self._lines(option.words, end - x - TICK_SIZE - TICK_GAP)
            rows[-1].append(_Placed(at, x, end, lines))
            used += wants
        return rows

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Never cut: there are never more than fit on a page."""
        return []

    def draw(self) -> None:
        """Draw the boxes and the words."""
        canvas = self.canv
        y = self.height
        for row in self._rows:
            y -= self._row_height(row)
            top = y + self._row_height(row) - self._pad
            for placed in row:
                self._draw_option(canvas, placed, top)

    @property
    def baseline(self) -> float:
        """How far the words of the first line stand below the top."""
        return self._pad + self._leading / 2 + self.style.fontSize * UNDER_MIDDLE

    @property
    def _leading(self) -> float:
        least = TICK_SIZE + (1.2 * MM if self.small else 1)
        return least if self.small else float(max(self.style.leading, least))

    def _row_height(self, row: list[_Placed]) -> float:
        return max(len(placed.lines) for placed in row) * self._leading + 2 * self._pad

    def _width(self, option: Option) -> float:
        width = TICK_SIZE + TICK_GAP + width_of(option.words, REGULAR, self.style.fontSize)
        return width + LEAST_TO_WRITE if option.line else width

    def _lines(self, words: str, room: float) -> list[str]:
        if width_of(words, REGULAR, self.style.fontSize) <= room:
            return [words]
        lines, line = [], ""
        for word in plain(words).split():
            longer = f"{line} {word}".strip()
            if line and width_of(longer, REGULAR, self.style.fontSize) > room:
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line]

    def _draw_option(self, canvas: TaggedCanvas, placed: _Placed, top: float) -> None:
        box, body = self._items[placed.at]
        option, size = self.options[placed.at], self.style.fontSize
        middle = top - self._leading / 2
        rounded = self.rounded and not option.square
        with canvas.marked(box):
            low = middle - TICK_SIZE / 2
            draw_tick_box(canvas, self.theme, placed.x, low, ticked=option.ticked, rounded=rounded)
        base = middle - size * UNDER_MIDDLE
        start = placed.x + TICK_SIZE + TICK_GAP
        with canvas.marked(body):
            canvas.setFillColor(self.theme.colours.ink)
            for number, line in enumerate(placed.lines):
                words = line if number == len(placed.lines) - 1 else f"{line} "
                draw_line(canvas, words, start, base - number * self._leading, font=REGULAR, size=size)
        if option.line:
            after = start + width_of(placed.lines[-1], REGULAR, size) + 2 * MM
            with canvas.artifact():
                _rule(canvas, self.theme, after, placed.end, base - 1.2 * MM)


class WritingLines(Piece):
    """Lines to write on by hand; they fill no new page by themselves.

    `besides` says how many more lines the same long answer has; None means it is no long answer.
    """

    def __init__(self, theme: Theme, count: int, *, besides: int | None = None) -> None:
        super().__init__()
        self.theme, self.count, self.besides = theme, count, besides

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take 9.5 mm a line, 12 in large print."""
        self.width, self.height = aW, self.count * self.gap
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Keep the lines that have room and let the rest go; with room for too few, move on."""
        room = int((aH + NEARLY) / self.gap)
        if room < min(2, self.count) or room < self.count / 2:
            return []
        return [WritingLines(self.theme, room), WritingLines(self.theme, 0)]

    def draw(self) -> None:
        """Draw the lines."""
        canvas = self.canv
        with canvas.artifact():
            for number in range(self.count):
                _rule(canvas, self.theme, 0, self.width, self.height - (number + 1) * self.gap)

    @property
    def gap(self) -> float:
        """How far the lines are apart."""
        return 12 * MM if self.theme.look.large else LINE_GAP


class WritingCell(Piece):
    """A line at the foot of a cell, to write on."""

    def __init__(self, theme: Theme, height: float, *, day: bool = False) -> None:
        super().__init__()
        self.theme, self.height, self.day = theme, height, day
        """`day` makes it a short line with room for day, month and year."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take the whole width."""
        self.width = aW
        return aW, self.height

    def draw(self) -> None:
        """Draw the line."""
        canvas = self.canv
        with canvas.artifact():
            wide = min(self.width, DAY_LINE) if self.day else self.width
            _rule(canvas, self.theme, 0, wide, 0)
            if self.day:
                canvas.setLineWidth(0.7)
                for share in (0.29, 0.61):
                    canvas.line(wide * share, 1.4 * MM, wide * share + 2.2 * MM, 6.4 * MM)


class DrawingBox(Piece):
    """A box to draw in."""

    def __init__(self, theme: Theme, element: Element, height: float = 84 * MM) -> None:
        super().__init__()
        self.theme, self.element, self.height = theme, element, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take the whole width."""
        self.width = aW
        return aW, self.height

    def draw(self) -> None:
        """Draw the box, white inside."""
        canvas = self.canv
        with canvas.marked(self.element):
            canvas.setStrokeColor(self.theme.colours.ink)
            canvas.setFillColor(self.theme.colours.white)
            canvas.setLineWidth(1)
            canvas.roundRect(0.5, 0.5, self.width - 1, self.height - 1, 4 * MM, stroke=1, fill=1)


class Signing(Piece):
    """Room to sign above a line, small words below it; side by side, or in large print below each other."""

    gap = 5 * MM

    def __init__(
        self, theme: Theme, element: Element, places: Sequence[str], *, clear: float = CLEAR_TO_SIGN
    ) -> None:
        super().__init__()
        self.theme, self.clear = theme, clear
        self.places = [Text(words, theme.small, element.add("P")) for words in places]
        self._heights: list[float] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Three columns, or one in large print."""
        self.width = aW
        self._column = aW if self.theme.look.large else (aW - 2 * self.gap) / 3
        self._heights = [place.wrap(self._column, aH)[1] for place in self.places]
        self.height = sum(self._row_height(row) for row in self._rows())
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Never cut: it stays with the sentence it signs."""
        return []

    def draw(self) -> None:
        """Draw the lines and the words."""
        canvas = self.canv
        y = self.height
        for row in self._rows():
            line = y - self.clear
            for column, at in enumerate(row):
                x = column * (self._column + self.gap)
                with canvas.artifact():
                    _rule(canvas, self.theme, x, x + self._column, line)
                self.places[at].drawOn(canvas, x, line - 0.8 * MM - self._heights[at])
            y -= self._row_height(row)

    def _rows(self) -> list[range]:
        each = 1 if self.theme.look.large else 3
        return [range(at, min(at + each, len(self.places))) for at in range(0, len(self.places), each)]

    def _row_height(self, row: range) -> float:
        return self.clear + 1.6 * MM + max(self._heights[at] for at in row)


def _rule(canvas: TaggedCanvas, theme: Theme, left: float, right: float, y: float) -> None:
    canvas.setStrokeColor(theme.colours.line)
    canvas.setLineWidth(0.7)
    canvas.line(left, y, right, y)
