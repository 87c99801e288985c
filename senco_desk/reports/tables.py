"""Tables that are tagged, repeat their head, and never cut a row that fits on a page.

    grid = Grid(theme, section.add("Table"), widths=[...], head=["What", "Who"])
    grid.row([cell_text, cell_text])                 # words as markup, or flowables
    story.add(grid)

`facts` gives the quiet two-column table of label and value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from reportlab.platypus import Flowable

from senco_desk.reports.tags import Element, Piece, cell
from senco_desk.reports.text import MOST_LEFT_EMPTY, NEARLY, Block, Text, spaced
from senco_desk.reports.theme import MM, Theme

COLUMN_GAP: Final = 4 * MM
MOST_KEPT: Final = 10
"""The most rows of a table that stay on one page."""
Cell = str | Flowable
Align = Literal["top", "middle", "bottom"]
MakeHead = Callable[[Element], "Row"]


class Row(Piece):
    """One row: cells side by side, a rule below. Cut only when it is taller than a page's worth."""

    def __init__(
        self,
        theme: Theme,
        cells: Sequence[Flowable],
        widths: Sequence[float],
        *,
        pad: float,
        rule: str = "hair",
        align: Align = "top",
        least: float = 0,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.cells = list(cells)
        self.widths = list(widths)
        self.pad = pad
        self.rule = rule
        """"hair", "line", "head" (the teal rule) or "" for none."""
        self.align = align
        self.least = least
        self._heights: list[float] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure the cells; the tallest gives the height."""
        self._heights = [
            content.wrap(width, aH)[1] for content, width in zip(self.cells, self.widths, strict=True)
        ]
        self.width = sum(self.widths)
        self.height = max(self.least, max(self._heights, default=0) + 2 * self.pad)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut the cells, when the row is more than a page can hold."""
        self.wrap(aW, aH)
        if self.height <= self.theme.height * 0.75:
            return []
        room = aH - 2 * self.pad
        first: list[Flowable] = []
        rest: list[Flowable] = []
        for content, width, height in zip(self.cells, self.widths, self._heights, strict=True):
            if height <= room + NEARLY:
                first.append(content)
                rest.append(Block([]))
                continue
            parts = content.split(width, room)
            if len(parts) < 2:
                return []
            first.append(parts[0])
            rest.append(Block(parts[1:]))
        return spaced(self, [self._like(first, rule=""), self._like(rest, rule=self.rule)])

    def draw(self) -> None:
        """Draw the cells and the rule below."""
        canvas = self.canv
        x = 0.0
        for content, width, height in zip(self.cells, self.widths, self._heights, strict=True):
            down = {
                "top": self.pad,
                "middle": (self.height - height) / 2,
                "bottom": self.height - self.pad - height,
            }
            content.drawOn(canvas, x, self.height - down[self.align] - height)
            x += width
        if self.rule:
            thick, colour = _RULES[self.rule]
            with canvas.artifact():
                canvas.setStrokeColor(getattr(self.theme.colours, colour))
                canvas.setLineWidth(thick)
                canvas.line(0, 0, self.width, 0)

    def _like(self, cells: list[Flowable], *, rule: str) -> Row:
        return Row(self.theme, cells, self.widths, pad=self.pad, rule=rule)


_RULES: Final = {"hair": (0.6, "hair"), "line": (0.7, "line"), "head": (1.2, "teal")}


class Inset(Piece):
    """Something with room kept free at its right, as a table's cell has."""

    def __init__(self, content: Flowable, right: float, left: float = 0, top: float = 0) -> None:
        super().__init__()
        self.content, self.right, self.left, self.top = content, right, left, top

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure within what is left of the width."""
        self.width = aW
        self.height = self.content.wrap(aW - self.right - self.left, aH)[1] + self.top
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut the content."""
        parts = self.content.split(aW - self.right - self.left, aH - self.top)
        return [
            Inset(part, self.right, self.left, self.top if at == 0 else 0) for at, part in enumerate(parts)
        ]

    def draw(self) -> None:
        """Draw the content."""
        self.content.drawOn(self.canv, self.left, 0)


class Grid(Piece):
    """A table: a head that repeats and rows.

    A table of three rows or fewer stays on one page, and so does one that is `whole`, unless that leaves a
    page too empty. One that is not `whole` (False, not None) is cut wherever the page ends.
    """

    def __init__(  # noqa: PLR0913 - a table is told how it looks in one place
        self,
        theme: Theme,
        element: Element,
        widths: Sequence[float],
        head: Sequence[str] | MakeHead = (),
        *,
        pad: float | None = None,
        align: Align = "top",
        last_rule: str = "line",
        whole: bool | None = None,
        most_empty: float = MOST_LEFT_EMPTY,
        row_role: str = "TR",
    ) -> None:
        super().__init__()
        self.theme = theme
        self.element = element
        self.row_role = row_role
        """Another than TR where an empty grid to write in is no table to be read."""
        self.widths = list(widths)
        self.pad = theme.cell_pad if pad is None else pad
        self.align = align
        self.last_rule = last_rule
        self.whole = whole
        self.most_empty = most_empty
        """The most of a page, in points, that is left empty to keep it whole."""
        self.rows: list[Row] = []
        self._heights: list[float] = []
        make_head = head if callable(head) else self._head_of(head)
        self.head = make_head(element.add(row_role)) if make_head is not None else None
        if self.head is not None:
            _read_long_heads_again(self.head)

    def _head_of(self, head: Sequence[str]) -> MakeHead | None:
        """Make the usual head of small bold words over a teal rule."""

        def make(above: Element) -> Row:
            style = self.theme.small_bold
            cells = [Inset(Text(words, style, cell(above, head="Column")), COLUMN_GAP) for words in head]
            return Row(self.theme, cells, self.widths, pad=1.5 * MM, rule="head")

        return make if head else None

    def row(self, cells: Sequence[Cell], *, first_is_head: bool = True, least: float = 0) -> None:
        """Add a row. Words are markup; a flowable brings its own element (made with `self.tag`)."""
        tag = self.tag()
        made: list[Flowable] = []
        for at, content in enumerate(cells):
            if isinstance(content, Flowable):
                made.append(content)
                continue
            is_head = first_is_head and at == 0 and len(self.widths) > 2
            style = self.theme.body
            made.append(Inset(Text(content, style, cell(tag, head="Row" if is_head else "")), COLUMN_GAP))
        self.add_row(made, least=least)

    def tag(self) -> Element:
        """Make the element of the next row."""
        return self.element.add(self.row_role)

    def add_row(self, cells: Sequence[Flowable], *, least: float = 0, rule: str = "hair") -> None:
        """Add a row of flowables, each with its own cell's element."""
        self.rows.append(
            Row(self.theme, cells, self.widths, pad=self.pad, rule=rule, align=self.align, least=least)
        )

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure every row."""
        self.width = sum(self.widths)
        self._heights = [row.wrap(self.width, aH)[1] for row in self._all()]
        self.height = sum(self._heights)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut between rows, the head standing above both parts."""
        self.wrap(aW, aH)
        if (
            (len(self.rows) <= 3 if self.whole is None else self.whole and len(self.rows) <= MOST_KEPT)
            and self.height <= self.theme.height * (0.75 if self.most_empty <= MOST_LEFT_EMPTY else 0.9)
            and aH <= self.most_empty
        ):
            return []
        heads = 1 if self.head is not None else 0
        room, at = aH, 0
        while at < len(self._heights) and self._heights[at] <= room + NEARLY:
            room -= self._heights[at]
            at += 1
        if at == len(self._heights):
            return [self]
        fit = at - heads
        if fit < 0:
            return []
        pieces = self.rows[fit].split(self.width, room)
        if len(pieces) == 2:
            first, rest = pieces
            return self._cut([*self.rows[:fit], first], [rest, *self.rows[fit + 1 :]])
        alone = 2 if (self.head is not None or self.whole is not False) and len(self.rows) > 3 else 1
        fit = min(fit, len(self.rows) - alone)  # nor does the last row stand alone
        if fit < alone:
            return []
        return self._cut(self.rows[:fit], self.rows[fit:])

    def draw(self) -> None:
        """Draw the rows from the top down."""
        if self.rows and self.rows[-1].rule == "hair":
            self.rows[-1].rule = self.last_rule
        y = self.height
        for row, height in zip(self._all(), self._heights, strict=True):
            y -= height
            row.drawOn(self.canv, 0, y)

    def _all(self) -> list[Row]:
        return [self.head, *self.rows] if self.head is not None else self.rows

    def _cut(self, first: Sequence[Flowable], rest: Sequence[Flowable]) -> list[Flowable]:
        """Make two tables of one element; the head stands above both and is read once."""
        parts: list[Flowable] = []
        for rows in (first, rest):
            part = Grid(
                self.theme,
                self.element,
                self.widths,
                pad=self.pad,
                align=self.align,
                last_rule=self.last_rule,
            )
            part.head = self.head
            part.rows = list(rows)  # type: ignore[arg-type]  # pieces of rows are rows
            parts.append(part)
        return spaced(self, parts)


def _read_long_heads_again(head: Row) -> None:
    """Tag a repeated head that is a whole line of words; untagged, a checker takes it for lost text."""
    texts = [
        part
        for part in (inset.content if isinstance(inset, Inset) else inset for inset in head.cells)
        if isinstance(part, Text)
    ]
    if sum(len(text.getPlainText(identify=False).split()) for text in texts) >= 8:
        for text in texts:
            text.read_again = True


def facts(theme: Theme, element: Element, rows: Sequence[tuple[str, str]], *, label: float = 52 * MM) -> Grid:
    """Make the quiet table of bold label and value; both are markup. In large print the label is above."""
    if theme.look.large:
        grid = Grid(theme, element, [theme.width], pad=1.9 * MM)
        for name, value in rows:
            tag = grid.tag()
            parts: list[Flowable] = [
                Text(name, theme.label, cell(tag, head="Row")),
                Text(value, theme.body, cell(tag)),
            ]
            grid.add_row([Block(parts, keep=1)])
        return grid
    grid = Grid(theme, element, [label, theme.width - label], pad=1.9 * MM)
    for name, value in rows:
        tag = grid.tag()
        grid.add_row(
            [
                Inset(Text(name, theme.label, cell(tag, head="Row")), COLUMN_GAP),
                Inset(Text(value, theme.body, cell(tag)), COLUMN_GAP),
            ]
        )
    return grid
