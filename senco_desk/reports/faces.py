"""Three faces (a cloud, a pebble, a sun), five round faces, and the ladder from 0 to 10."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from reportlab.lib.colors import Color

from senco_desk.reports.fonts import BOLD, REGULAR
from senco_desk.reports.page import draw_line
from senco_desk.reports.svgpath import BOX, path_on
from senco_desk.reports.tags import Element, Piece, TaggedCanvas
from senco_desk.reports.theme import MM, Theme

_CLOUD: Final = (
    "M5.6 20.6C2.6 20.6 .7 18.3 .7 15.9C.7 13.4 2.5 11.5 4.9 11.3C5.1 7.2 8 4.4 11.7 4.4"
    "C15 4.4 17.5 6.4 18.3 9.4C21.2 9.6 23.3 12 23.3 15C23.3 18.2 21 20.6 18.1 20.6Z"
)
_PEBBLE: Final = (
    "M11.35 4C18.45 4 22.8 7.37 22.8 12.86C22.8 17.53 19.11 20.4 13.08 20.4"
    "C5.71 20.4 1.2 17.16 1.2 11.87C1.2 6.99 5.06 4 11.35 4Z"
)
#: height of the eyes and the mouth, for each of the three
_LOOKS: Final = (
    (11.6, "M9.2 16.1Q12 14.22 14.8 16.1"),
    (10.9, "M9.2 14.6L14.8 14.6"),
    (10.3, "M9.1 14Q12 16.38 14.9 14"),
)
_MOUTHS: Final = (
    "M8.44 14.91Q12 11.17 15.56 14.91",
    "M8.78 14.91Q12 12.75 15.22 14.91",
    "M8.78 13.99L15.22 13.99",
    "M8.67 13.99Q12 16.72 15.33 13.99",
    "M8.21 13.42Q12 19.51 15.79 13.42Z",
)


class Face(Piece):
    """One face in the middle of its column: a picture whose words are the word under it.

    Args:
        theme: sizes and colours.
        element: its Figure.
        place: 1 is the worst.
        of: 3 or 5 faces.
        size: the side of its box, in points.
        chosen: marked as the answer.
    """

    def __init__(
        self, theme: Theme, element: Element, place: int, of: int, *, size: float, chosen: bool = False
    ) -> None:
        super().__init__()
        self.theme, self.element, self.place, self.of = theme, element, place, of
        self.size, self.chosen = size, chosen

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take the width of the column."""
        self.width, self.height = aW, self.size
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        canvas = self.canv
        with canvas.marked(self.element):
            canvas.saveState()
            canvas.translate((self.width - self.size) / 2, 0)
            canvas.scale(self.size / BOX, self.size / BOX)
            canvas.setLineJoin(1)
            (self._draw_of_3 if self.of == 3 else self._draw_of_5)(canvas)
            canvas.restoreState()

    def _draw_of_3(self, canvas: TaggedCanvas) -> None:
        colours = self.theme.colours
        at = self.place - 1
        ground = colours.teal if self.chosen else (colours.cloud, colours.stone, colours.sun)[at]
        features = colours.white if self.chosen else colours.ink
        canvas.setStrokeColor(colours.ink)
        canvas.setFillColor(ground)
        canvas.setLineWidth(0.5)
        if self.chosen:
            self._ring(canvas)
            canvas.setStrokeColor(colours.teal)
            canvas.translate(2.4, 2.4)
            canvas.scale(0.8, 0.8)
        if at == 2:
            self._sun(canvas)
        else:
            canvas.drawPath(path_on(canvas, (_CLOUD, _PEBBLE)[at]), stroke=1, fill=1)
        eyes, mouth = _LOOKS[at]
        _features(canvas, features, (9.5, 14.5), eyes, 0.72, (mouth, 0.62))

    def _sun(self, canvas: TaggedCanvas) -> None:
        canvas.circle(12, 12, 7.8, stroke=1, fill=1)
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setLineWidth(0.62)
        for ray in range(12):
            turn = ray * pi / 6
            canvas.line(
                12 + 9.1 * cos(turn), 12 + 9.1 * sin(turn), 12 + 11.2 * cos(turn), 12 + 11.2 * sin(turn)
            )
        canvas.restoreState()

    def _ring(self, canvas: TaggedCanvas) -> None:
        canvas.saveState()
        canvas.setStrokeColor(self.theme.colours.teal)
        canvas.setLineWidth(0.9)
        canvas.circle(12, 12, 11.5, stroke=1, fill=0)
        canvas.restoreState()

    def _draw_of_5(self, canvas: TaggedCanvas) -> None:
        colours = self.theme.colours
        canvas.setFillColor(colours.teal if self.chosen else colours.white)
        canvas.setStrokeColor(colours.teal if self.chosen else colours.ink)
        if self.chosen:
            canvas.setLineWidth(0.9)
            canvas.circle(12, 12, 11.2, stroke=1, fill=0)
        canvas.setLineWidth(0.7)
        canvas.circle(12, 12, 9, stroke=1, fill=1)
        features = colours.white if self.chosen else colours.ink
        _features(canvas, features, (9.25, 14.75), 9.79, 0.79, (_MOUTHS[self.place - 1], 0.85))


def _features(
    canvas: TaggedCanvas,
    colour: Color,
    eyes: tuple[float, float],
    down: float,
    size: float,
    mouth: tuple[str, float],
) -> None:
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    for x in eyes:
        canvas.circle(x, BOX - down, size, stroke=0, fill=1)
    path, width = mouth
    canvas.setLineWidth(width)
    canvas.setLineCap(1)
    canvas.drawPath(path_on(canvas, path), stroke=1, fill=0)


class Ladder(Piece):
    """Eleven steps from 0 to 10 with words at the two ends; the chosen step is teal.

    `element` is its Figure; `ladder_alt` gives its words.
    """

    def __init__(
        self, theme: Theme, element: Element, low: str, high: str, chosen: int | None = None
    ) -> None:
        super().__init__()
        self.theme, self.element, self.low, self.high, self.chosen = theme, element, low, high, chosen

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """106 mm wide, or the whole width in large print."""
        large = self.theme.look.large
        self.width = aW if large else min(aW, 106 * MM)
        self._steps = (13 if large else 10.2) * MM
        words = self.theme.small.leading + 1 if self.low or self.high else 0
        self.height = self._steps + words + 1
        return self.width, self.height

    def draw(self) -> None:
        """Draw the steps, the figures and the words at the ends."""
        canvas = self.canv
        with canvas.marked(self.element):
            self._draw_steps(canvas)
            size = self.theme.small.fontSize
            canvas.setFillColor(self.theme.colours.soft)
            draw_line(canvas, self.low, 1, size * 0.35, font=REGULAR, size=size)
            draw_line(canvas, self.high, self.width - 1, size * 0.35, font=REGULAR, size=size, right=True)

    def _draw_steps(self, canvas: TaggedCanvas) -> None:
        colours, each = self.theme.colours, (self.width - 1) / 11
        foot = self.height - self._steps - 0.5
        canvas.setLineWidth(0.4 * MM)
        canvas.setFillColor(colours.white)
        canvas.setStrokeColor(colours.ink)
        canvas.roundRect(0.5, foot, self.width - 1, self._steps, 2 * MM, stroke=1, fill=1)
        if self.chosen is not None:
            canvas.setFillColor(colours.teal)
            canvas.roundRect(
                0.5 + self.chosen * each + 1.5,
                foot + 1.5,
                each - 3,
                self._steps - 3,
                1.4 * MM,
                stroke=0,
                fill=1,
            )
        canvas.setStrokeColor(colours.line)
        canvas.setLineWidth(0.3 * MM)
        size = self.theme.body.fontSize
        for step in range(11):
            x = 0.5 + step * each
            if step and self.chosen not in (step, step - 1):
                canvas.line(x, foot + 0.6, x, foot + self._steps - 0.6)
            here = step == self.chosen
            canvas.setFillColor(colours.white if here else colours.ink)
            canvas.setFont(BOLD if here or step % 5 == 0 else REGULAR, size)
            canvas.drawCentredString(x + each / 2, foot + self._steps / 2 - size * 0.33, str(step))


def ladder_alt(low: str, high: str, chosen: int | None = None) -> str:
    """Say a ladder in words."""
    ends = f"Ladder from 0, {low}, to 10, {high}" if low and high else "Ladder from 0 to 10"
    return ends if chosen is None else f"{ends}. Chosen: {chosen}"
