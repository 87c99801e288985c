"""Pieces of a pack's pages: two columns, a page number to come, numbered steps, the school's mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from senco_desk.reports.drawn import Drawn, measured
from senco_desk.reports.fonts import BOLD, markup
from senco_desk.reports.page import draw_line
from senco_desk.reports.picture import Picture, Shape, closed
from senco_desk.reports.stones import wrapped
from senco_desk.reports.story import Story
from senco_desk.reports.tags import Element, Piece, TaggedCanvas
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM, Theme
from senco_desk.rules.stone_shapes import quartered_stone

MARK_HEIGHT = 7.5 * MM


@dataclass
class PagesFound:
    """Where things came to stand, known when the last page is done."""

    pages: int = 0
    of: dict[str, int] = field(default_factory=dict)
    """Bookmark key -> page number."""


class Remember(Piece):
    """Draws nothing; fills in a `PagesFound` at the end."""

    def __init__(self, found: PagesFound) -> None:
        super().__init__()
        self.found = found

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take no room."""
        self.width = self.height = 0
        return 0, 0

    def draw(self) -> None:
        """Wait for the end."""

        def fill_in(canvas: TaggedCanvas) -> None:
            self.found.pages = canvas.page_total
            self.found.of.update(canvas.pages_of)

        self.canv.later(fill_in)


class PageOf(Piece):
    """The number of the page on which a bookmark stands, right aligned, drawn once it is known."""

    def __init__(self, theme: Theme, element: Element, key: str) -> None:
        super().__init__()
        self.theme, self.element, self.key = theme, element, key

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take one line."""
        self.width, self.height = aW, self.theme.body.leading
        return self.width, self.height

    def draw(self) -> None:
        """Wait for the number."""
        style, width = self.theme.body, self.width
        base = style.leading - style.fontSize

        def number(canvas: TaggedCanvas) -> None:
            with canvas.marked(self.element):
                canvas.setFillColor(style.textColor)
                words = str(canvas.pages_of[self.key])
                draw_line(canvas, words, width, base, font=style.fontName, size=style.fontSize, right=True)

        self.canv.later(number)


class Columns(Piece):
    """Two blocks side by side, their tops level."""

    def __init__(self, left: Block, right: Block, widths: tuple[float, float], gap: float) -> None:
        super().__init__()
        self.left, self.right, self.widths, self.gap = left, right, widths, gap

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take the height of the taller."""
        self.width = aW
        self.height = max(
            self.left.wrap(self.widths[0], aH)[1],
            self.right.wrap(self.widths[1], aH)[1],
        )
        return self.width, self.height

    def draw(self) -> None:
        """Draw both."""
        self.left.drawOn(self.canv, 0, self.height - self.left.height)
        self.right.drawOn(self.canv, self.widths[0] + self.gap, self.height - self.right.height)


class Numbered(Piece):
    """A step of a list, with its number before it."""

    def __init__(self, theme: Theme, label: Text, words: Text, *, first: bool = True) -> None:
        super().__init__()
        self.theme, self.label, self.words, self.first = theme, label, words, first
        self.indent = 14 * MM if theme.look.large else 9 * MM

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure the words beside the number."""
        self.label.wrap(self.indent, aH)
        self.height = self.words.wrap(min(aW, self.theme.measure) - self.indent, aH)[1]
        self.width = aW
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut the words; the number stays with the first part."""
        parts = self.words.split(min(aW, self.theme.measure) - self.indent, aH)
        return [
            Numbered(self.theme, self.label, part, first=self.first and at == 0)
            for at, part in enumerate(parts)
            if isinstance(part, Text)
        ]

    def draw(self) -> None:
        """Draw the number and the words."""
        if self.first:
            self.label.drawOn(self.canv, 0, self.height - self.label.height)
        self.words.drawOn(self.canv, self.indent, 0)


def numbered(story: Story, items: Sequence[str], *, before: float = 2 * MM) -> None:
    """Add numbered steps; the words are plain."""
    listed = story.here.add("L", attributes="/O /List /ListNumbering /Decimal")
    for at, words in enumerate(items, start=1):
        item = listed.add("LI")
        label = Text(f"{at}.", story.theme.label, item.add("Lbl"))
        text = Text(markup(words), story.theme.body, item.add("LBody"))
        story.add(Numbered(story.theme, label, text), before=before if at == 1 else 2.2 * MM)


def three_stones(height: float) -> Picture:
    """Draw the mark of a school that has not brought its own: three stones, one on the other."""
    stones = ((0, 3.1, 0, 3.8, 2.3), (1, 1.6, 2.7, 6.6, 2.7), (0, 0, 5.8, 10, 3.2))
    shapes = tuple(
        Shape(closed(quartered_stone(variant, width, tall).moved(x, y)), "teal")
        for variant, x, y, width, tall in stones
    )
    return Picture(10, 9, shapes).scaled(height / 9)


def logo_image(logo: bytes | None) -> ImageReader | None:
    """Read the school's own mark; None when there is none, or it cannot be read as a picture."""
    if not logo:
        return None
    try:
        return ImageReader(BytesIO(logo))
    except OSError:
        return None


class SchoolHead(Piece):
    """The school's mark and name where a running head would stand, above the body; it takes no room in it.

    Args:
        theme: sizes and colours.
        name: the school's.
        logo: its own mark as PNG or JPEG; without one, three stones.
        element: what the name is in the reading order. The mark is decoration.
        room: how wide both may be; all of the text's width when None.
    """

    def __init__(
        self, theme: Theme, name: str, logo: bytes | None, element: Element, room: float | None = None
    ) -> None:
        super().__init__()
        self.theme, self.name, self.element = theme, name, element
        self.room = theme.width if room is None else room
        self.logo = logo_image(logo)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take no room."""
        self.width, self.height = aW, 0
        return aW, 0

    def draw(self) -> None:
        """Draw both, measured from the top of the sheet."""
        canvas = self.canv
        bottom = self.theme.title_top - 17 * MM - MARK_HEIGHT
        width = self._mark(canvas, 0, bottom)
        style = self.theme.label
        with canvas.marked(self.element):
            canvas.setFillColor(style.textColor)
            base = bottom + (MARK_HEIGHT - style.fontSize * 0.68) / 2
            x, size = width + 2.5 * MM, style.fontSize
            lines = wrapped(self.name, size, True, self.room - x, measured)
            base += (len(lines) - 1) * style.leading / 2
            for at, line in enumerate(lines):
                draw_line(canvas, line, x, base - at * style.leading, font=BOLD, size=size)

    def _mark(self, canvas: TaggedCanvas, left: float, bottom: float) -> float:
        if self.logo is None:
            mark = Drawn(three_stones(MARK_HEIGHT), self.theme)
            width, _ = mark.wrapOn(canvas, self.theme.width, MARK_HEIGHT)
            mark.drawOn(canvas, left, bottom)
            return float(width)
        across, down = self.logo.getSize()
        high = MARK_HEIGHT + 2.5 * MM  # a school's own mark has finer detail than three stones
        width = min(high * across / down, 50 * MM)
        high = width * down / across
        with canvas.artifact():
            canvas.drawImage(
                self.logo, left, bottom + (MARK_HEIGHT - high) / 2, width=width, height=high, mask="auto"
            )
        return float(width)
