"""Small drawings that any paper may use.

PebbleBullet(theme, text)                        # a list item with its pebble
Figure(width, height, draw, element)             # draw(canvas) is one tagged picture
"""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import Flowable

from senco_desk.reports.tags import Element, Piece, TaggedCanvas
from senco_desk.reports.text import spaced
from senco_desk.reports.theme import MM, Theme


class Figure(Piece):
    """A drawing: a tagged picture when it has an element (with its `alt`), else decoration."""

    def __init__(
        self, width: float, height: float, draw: Callable[[TaggedCanvas], None], element: Element | None
    ) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._draw, self._element = draw, element

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Give its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, tagged."""
        canvas = self.canv
        with canvas.artifact() if self._element is None else canvas.marked(self._element):
            canvas.saveState()
            self._draw(canvas)
            canvas.restoreState()


class PebbleBullet(Piece):
    """Words with a teal pebble before their first line."""

    indent = 6.5 * MM

    def __init__(self, theme: Theme, text: Flowable, *, first: bool = True) -> None:
        super().__init__()
        self.theme, self.text, self.first = theme, text, first

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure the words beside the pebble."""
        self.height = self.text.wrap(min(aW, self.theme.measure) - self.indent, aH)[1]
        self.width = aW
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut the words; the pebble stays with the first part."""
        parts = self.text.split(min(aW, self.theme.measure) - self.indent, aH)
        cut: list[Flowable] = [
            PebbleBullet(self.theme, part, first=self.first and at == 0) for at, part in enumerate(parts)
        ]
        return spaced(self, cut)

    def draw(self) -> None:
        """Draw the pebble and the words."""
        canvas = self.canv
        if self.first:
            middle = self.height - self.theme.body.leading / 2
            with canvas.artifact():
                canvas.setFillColor(self.theme.colours.teal)
                canvas.ellipse(0.6 * MM, middle - 1.05 * MM, 3.4 * MM, middle + 1.05 * MM, stroke=0, fill=1)
        self.text.drawOn(canvas, self.indent, 0)
