"""Pictures to tick, for a child who does not read yet: in even rows, each over its own box and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from senco_desk.reports.fonts import REGULAR, width_of
from senco_desk.reports.marks import TICK_GAP, TICK_SIZE, draw_tick_box
from senco_desk.reports.page import draw_line
from senco_desk.reports.pictures import SIZE, ItemPicture
from senco_desk.reports.tables import Row
from senco_desk.reports.tags import Element, Piece
from senco_desk.reports.text import Block
from senco_desk.reports.theme import MM, Theme

_UNDER: Final = 1.6 * MM
"""Between a picture and its words."""


class PictureTick(Piece):
    """One picture over its box and words; without a picture, room to draw one and a line to write on.

    Args:
        theme: sizes and colours.
        item: its element in the list.
        words: what is ticked.
        picture: the drawing's name, or "".
    """

    def __init__(self, theme: Theme, item: Element, words: str, picture: str) -> None:
        super().__init__()
        self.theme, self.words, self.picture = theme, words, picture
        self.box = item.add("Lbl").add("Figure", alt="not ticked")
        self.body = item.add("LBody")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take the width of the column; one without a picture is as high as the others."""
        self.width = aW
        self.height = SIZE + _UNDER + max(TICK_SIZE, self.theme.body.leading)
        return self.width, self.height

    def natural_width(self) -> float:
        """Give the width of the box and the words."""
        return TICK_SIZE + TICK_GAP + width_of(self.words, REGULAR, self.theme.body.fontSize)

    def draw(self) -> None:
        """Draw the picture over the words, then the box and the words."""
        canvas, size = self.canv, self.theme.body.fontSize
        start = TICK_SIZE + TICK_GAP
        if self.picture:
            ItemPicture(self.theme, self.picture).drawOn(canvas, start, self.height - SIZE)
        with canvas.marked(self.box):
            draw_tick_box(canvas, self.theme, 0, 0.5, ticked=False, rounded=False)
        base = 0.5 + TICK_SIZE / 2 - size * 0.33
        with canvas.marked(self.body):
            canvas.setFillColor(self.theme.colours.ink)
            draw_line(canvas, self.words, start, base, font=REGULAR, size=size)
        if not self.picture:
            with canvas.artifact():
                canvas.setStrokeColor(self.theme.colours.line)
                canvas.setFillColor(self.theme.colours.white)
                canvas.setLineWidth(0.7)
                canvas.line(self.natural_width() + 2 * MM, base - 1.2 * MM, self.width, base - 1.2 * MM)
                room, foot = self.width - start, self.height - SIZE
                canvas.roundRect(start, foot, room, SIZE, 2 * MM, stroke=1, fill=1)


def picture_ticks(theme: Theme, element: Element, choices: Sequence[tuple[str, str]]) -> Block:
    """Set choices in even rows: four across where the words have room, else two.

    Args:
        theme: sizes and colours.
        element: what the list belongs to.
        choices: words and the name of the picture; "" leaves room to draw and write.
    """
    listed = element.add("L")
    cells = [PictureTick(theme, listed.add("LI"), words, picture) for words, picture in choices]
    widest = max(tick.natural_width() for tick in cells) + 3 * MM
    across = 4 if widest * 4 <= theme.width else 2
    widths = [theme.width / across] * across
    rows = []
    for start in range(0, len(cells), across):
        some = [*cells[start : start + across]]
        empty = [Block([]) for _ in range(across - len(some))]
        row = Row(theme, [*some, *empty], widths, pad=1 * MM, rule="")
        row.spaceBefore = 3 * MM
        rows.append(row)
    return Block(rows, whole=theme.height, most_empty=theme.height)
