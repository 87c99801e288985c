"""A `Picture` on paper: tagged as one Figure with its words, or as decoration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlab.lib.colors import Color, HexColor

from senco_desk.reports.fonts import BOLD, REGULAR, runs, width_of
from senco_desk.reports.picture import Path, Picture, Shape, Words, box
from senco_desk.reports.tags import Element, Piece, TaggedCanvas
from senco_desk.reports.theme import Theme


def measured(text: str, size: float, bold: bool) -> float:
    """Measure a line of words as paper sets it, in points; `stones` takes it as its `measure`."""
    return width_of(text, BOLD if bold else REGULAR, size)


class Drawn(Piece):
    """A picture in the flow of a page; it never splits.

    Args:
        picture: what to draw.
        theme: whose colours its roles name.
        element: the Figure it is, with the picture's alt; None for decoration.
        colours: further colours by role, before the theme's (the scene has its own).
    """

    def __init__(
        self,
        picture: Picture,
        theme: Theme,
        element: Element | None = None,
        colours: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.picture = picture
        self.theme = theme
        self.element = element
        self.colours = {role: HexColor(value) for role, value in (colours or {}).items()}

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Give the picture's own size."""
        self.width, self.height = self.picture.width, self.picture.height
        return self.width, self.height

    def draw(self) -> None:
        """Draw the marks, in order."""
        canvas = self.canv
        with canvas.marked(self.element) if self.element is not None else canvas.artifact():
            canvas.saveState()
            if self.picture.corner:
                frame = box(0, 0, self.picture.width, self.picture.height, self.picture.corner)
                canvas.clipPath(self._path(canvas, frame), stroke=0, fill=0)
            for mark in self.picture.marks:
                if isinstance(mark, Shape):
                    self._shape(canvas, mark)
                else:
                    self._words(canvas, mark)
            canvas.restoreState()

    def _colour(self, role: str) -> Color:
        own = self.colours.get(role)
        if own is not None:
            return own
        colour: Color = getattr(self.theme.colours, role)
        return colour

    def _path(self, canvas: TaggedCanvas, moves: Path) -> Any:
        path = canvas.beginPath()
        high = self.picture.height
        for move, at in moves:
            if move == "M":
                path.moveTo(at[0], high - at[1])
            elif move == "L":
                path.lineTo(at[0], high - at[1])
            elif move == "C":
                path.curveTo(at[0], high - at[1], at[2], high - at[3], at[4], high - at[5])
            else:
                path.close()
        return path

    def _shape(self, canvas: TaggedCanvas, shape: Shape) -> None:
        canvas.saveState()
        if shape.fill:
            canvas.setFillColor(self._colour(shape.fill))
        if shape.edge:
            canvas.setStrokeColor(self._colour(shape.edge))
            canvas.setLineWidth(shape.thick)
            canvas.setLineCap(0 if shape.dash else 1)
            canvas.setLineJoin(1)
            if shape.dash:
                canvas.setDash(list(shape.dash))
        canvas.drawPath(
            self._path(canvas, shape.path), stroke=int(bool(shape.edge)), fill=int(bool(shape.fill))
        )
        canvas.restoreState()

    def _words(self, canvas: TaggedCanvas, words: Words) -> None:
        face = BOLD if words.bold else REGULAR
        canvas.setFillColor(self._colour(words.role))
        x, y = words.x, self.picture.height - words.y
        if words.anchor != "start":
            width = width_of(words.text, face, words.size)
            x -= width / 2 if words.anchor == "middle" else width
        for font, part in runs(words.text, face):
            canvas.setFont(font, words.size)
            canvas.drawString(x, y, part)
            x += width_of(part, font, words.size)
