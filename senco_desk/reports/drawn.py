"""A `Picture` on paper: tagged as one Figure with its words, or as decoration."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

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
                canvas._code.append(f"{_code(frame, self.picture.height)} W n")
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

    def _shape(self, canvas: TaggedCanvas, shape: Shape) -> None:
        canvas.saveState()
        if shape.fill:
            canvas.setFillColor(self._colour(shape.fill))
        if shape.edge:
            canvas.setStrokeColor(self._colour(shape.edge))
            dash = f"[{' '.join(f'{part:.2f}' for part in shape.dash)}] 0 d" if shape.dash else ""
            canvas._code.append(f"{shape.thick:.3f} w {0 if shape.dash else 1} J 1 j {dash}")
        paint = _PAINT[bool(shape.fill), bool(shape.edge)]
        canvas._code.append(f"{_code(shape.path, self.picture.height)} {paint}")
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


_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@lru_cache(maxsize=512)
def _code(path: Path, high: float) -> str:
    """Write a path as the page's own code, turned the right way up; the same drawings come on every pack."""
    return " ".join(
        " ".join(
            [*(f"{high - at if place % 2 else at:.2f}" for place, at in enumerate(where)), _OPERATORS[move]]
        )
        for move, where in path
    )
