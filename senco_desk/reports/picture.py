"""A drawing as plain marks, drawn once: on paper by `senco_desk.reports.drawn`, in the window as SVG.

    picture = Picture(40, 20, (Shape(closed(outline), fill="stone", edge="edge", thick=1),), alt="A stone")
    as_svg(picture, {"stone": "#E7DFD0", "edge": "#857E6F"})

Lengths are points; x grows to the right and y downwards from the top left corner. Colours are names of
palette roles, so that paper, cream, dark and high contrast all draw the same marks. No drawing library here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from senco_desk.rules.stone_shapes import Outline

Step = tuple[str, tuple[float, ...]]
"""One move of the pen: ("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)) or ("Z", ())."""
Path = tuple[Step, ...]

_ROUND: Final = 0.5523
"""Handle of a quarter circle, as a share of its radius."""
_TOKEN: Final = re.compile(r"[MLCZ]|-?\d+(?:\.\d+)?")
_TAKES: Final = {"M": 2, "L": 2, "C": 6, "Z": 0}


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or outlined path. A role of "" leaves fill or edge out; ends and corners are round."""

    path: Path
    fill: str = ""
    edge: str = ""
    thick: float = 0
    dash: tuple[float, ...] = ()

    def scaled(self, by: float) -> Shape:
        """The same shape, larger or smaller."""
        path = tuple((move, tuple(at * by for at in where)) for move, where in self.path)
        return replace(self, path=path, thick=self.thick * by, dash=tuple(part * by for part in self.dash))

    def moved(self, dx: float, dy: float) -> Shape:
        """The same shape, elsewhere."""
        path = tuple(
            (move, tuple(at + (dy if place % 2 else dx) for place, at in enumerate(where)))
            for move, where in self.path
        )
        return replace(self, path=path)

    def flattened(self, by: float) -> Shape:
        """The same shape, less high."""
        path = tuple(
            (move, tuple(at * by if place % 2 else at for place, at in enumerate(where)))
            for move, where in self.path
        )
        return replace(self, path=path)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of real text; y is its base line."""

    text: str
    x: float
    y: float
    size: float
    role: str = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "middle"

    def scaled(self, by: float) -> Words:
        """The same words, larger or smaller."""
        return replace(self, x=self.x * by, y=self.y * by, size=self.size * by)

    def moved(self, dx: float, dy: float) -> Words:
        """The same words, elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks in the order drawn, and what they say in words."""

    width: float
    height: float
    marks: tuple[Shape | Words, ...]
    alt: str = ""
    """What the drawing tells; "" for decoration."""
    corner: float = 0
    """When more than 0, nothing is drawn outside a box with corners of this radius."""

    def scaled(self, by: float) -> Picture:
        """The same picture, larger or smaller."""
        marks = tuple(mark.scaled(by) for mark in self.marks)
        return replace(
            self, width=self.width * by, height=self.height * by, marks=marks, corner=self.corner * by
        )


def closed(outline: Outline) -> Path:
    """Give an outline as a path."""
    return (("M", outline.start), *(("C", tuple(curve)) for curve in outline.curves), ("Z", ()))


def pen(moves: str) -> Path:
    """Read absolute moves, such as "M0 38 C28 26 52 33 78 29 L0 60 Z"."""
    tokens = _TOKEN.findall(moves)
    path: list[Step] = []
    at = 0
    while at < len(tokens):
        takes = _TAKES[tokens[at]]
        path.append((tokens[at], tuple(float(token) for token in tokens[at + 1 : at + 1 + takes])))
        at += 1 + takes
    return tuple(path)


def box(x: float, y: float, width: float, height: float, corner: float = 0) -> Path:
    """Give a box with round corners."""
    right, bottom, h = x + width, y + height, corner * (1 - _ROUND)
    return (
        ("M", (x + corner, y)),
        ("L", (right - corner, y)),
        ("C", (right - h, y, right, y + h, right, y + corner)),
        ("L", (right, bottom - corner)),
        ("C", (right, bottom - h, right - h, bottom, right - corner, bottom)),
        ("L", (x + corner, bottom)),
        ("C", (x + h, bottom, x, bottom - h, x, bottom - corner)),
        ("L", (x, y + corner)),
        ("C", (x, y + h, x + h, y, x + corner, y)),
        ("Z", ()),
    )


def oval(x: float, y: float, across: float, down: float) -> Path:
    """Give an oval about a middle, by its two radii."""
    a, d = across * _ROUND, down * _ROUND
    return (
        ("M", (x + across, y)),
        ("C", (x + across, y + d, x + a, y + down, x, y + down)),
        ("C", (x - a, y + down, x - across, y + d, x - across, y)),
        ("C", (x - across, y - d, x - a, y - down, x, y - down)),
        ("C", (x + a, y - down, x + across, y - d, x + across, y)),
        ("Z", ()),
    )


def wave(x: float, y: float, length: float, bumps: int = 2) -> Path:
    """Give a ripple of water: bumps of this length, up and down in turn."""
    path: list[Step] = [("M", (x, y))]
    for bump in range(bumps):
        rise = length * 0.243 * (-1 if bump % 2 == 0 else 1)
        start = x + bump * length
        path.append(
            ("C", (start + length / 3, y + rise, start + length * 2 / 3, y + rise, start + length, y))
        )
    return tuple(path)


def tick(x: float, y: float, size: float) -> Path:
    """Give a tick whose left end is at (x, y); `size` is its width."""
    return (
        ("M", (x, y)),
        ("L", (x + size * 0.343, y + size * 0.396)),
        ("L", (x + size, y - size * 0.5)),
    )


def as_svg(picture: Picture, palette: Mapping[str, str], *, face: str = "Atkinson Hyperlegible Next") -> str:
    """Write the picture as SVG.

    Args:
        picture: what to draw.
        palette: colour by role, such as {"teal": "#0A5C58"}; every role that the picture uses.
        face: the family that its words are set in.

    Raises:
        KeyError: the palette lacks a role.
    """
    width, height = _number(picture.width), _number(picture.height)
    named = f'role="img" aria-label={quoteattr(picture.alt)}' if picture.alt else 'aria-hidden="true"'
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named}>']
    if picture.corner:
        frame = _moves(box(0, 0, picture.width, picture.height, picture.corner))
        parts.append(f'<clipPath id="frame"><path d="{frame}"/></clipPath><g clip-path="url(#frame)">')
    parts += [
        _shape(mark, palette) if isinstance(mark, Shape) else _words(mark, palette, face)
        for mark in picture.marks
    ]
    if picture.corner:
        parts.append("</g>")
    return "".join([*parts, "</svg>"])


def _shape(shape: Shape, palette: Mapping[str, str]) -> str:
    fill = palette[shape.fill] if shape.fill else "none"
    edge = ""
    if shape.edge:
        edge = (
            f' stroke="{palette[shape.edge]}" stroke-width="{_number(shape.thick)}"'
            ' stroke-linecap="round" stroke-linejoin="round"'
        )
    if shape.dash:
        edge += f' stroke-dasharray="{" ".join(_number(part) for part in shape.dash)}"'
    return f'<path d="{_moves(shape.path)}" fill="{fill}"{edge}/>'


def _words(words: Words, palette: Mapping[str, str], face: str) -> str:
    weight = "700" if words.bold else "400"
    return (
        f'<text x="{_number(words.x)}" y="{_number(words.y)}" font-family={quoteattr(face)} '
        f'font-size="{_number(words.size)}" font-weight="{weight}" fill="{palette[words.role]}" '
        f'text-anchor="{words.anchor}">{escape(words.text)}</text>'
    )


def _moves(path: Path) -> str:
    return "".join(move + " ".join(_number(at) for at in where) for move, where in path)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
