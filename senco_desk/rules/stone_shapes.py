"""The outlines of stepping stones, as Bézier curves: one geometry for the window and for paper.

    outline = stone_outline("my_plan", 120, 60)        # the window's stone: nine points of a rounded oval
    outline = quartered_stone(0, 35, 22)               # paper's stone: four quarters
    path.moveTo(*outline.start)
    for curve in outline.curves:
        path.cubicTo(*curve)                           # Qt's and PDF's order: two handles, then the end

Every outline is closed, touches all four sides of its box (0, 0, width, height) and comes out the same each
time. Lengths are in whatever unit `width` and `height` are given in. No drawing library is known here.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

POINTS: Final = 9
"""Points of the window's stone."""
_MOVED: Final = 0.05
"""How far a point may be moved in or out, as a share of its distance from the middle."""
_SQUARENESS: Final = 2.5
"""The power of the oval: 2 is an ellipse, more is squarer."""
_HANDLE: Final = 0.66
"""How far along to the corner the handles of a quarter reach."""
#: Where a quartered stone's curves join: top and bottom as shares of the width, right and left of the height.
_JOINS: Final = (
    (0.47, 0.54, 0.55, 0.48),
    (0.55, 0.47, 0.46, 0.55),
    (0.44, 0.50, 0.52, 0.46),
    (0.53, 0.55, 0.45, 0.50),
)

Point = tuple[float, float]


class Curve(NamedTuple):
    """One cubic Bézier curve from where the last one ended."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed shape: where it starts, and the curves that lead round to there again."""

    start: Point
    curves: tuple[Curve, ...]

    def moved(self, dx: float, dy: float) -> Outline:
        """The same outline, elsewhere."""
        return Outline(
            (self.start[0] + dx, self.start[1] + dy),
            tuple(Curve(c.x1 + dx, c.y1 + dy, c.x2 + dx, c.y2 + dy, c.x + dx, c.y + dy) for c in self.curves),
        )


@lru_cache(maxsize=256)
def stone_outline(stage: str, width: float, height: float) -> Outline:
    """Give the window's stone for a stage: a smooth curve through nine points of a rounded oval.

    Args:
        stage: any name; it seeds the unevenness, so that a stage's stone always looks the same.
        width: of the box that the stone fills.
        height: of that box.
    """
    seed = hashlib.sha256(stage.encode()).digest()
    points: list[Point] = []
    for index in range(POINTS):
        angle = 2 * math.pi * index / POINTS + 0.12
        reach = 1 + _MOVED * (seed[index] / 127.5 - 1)
        points.append((reach * _rounded(math.cos(angle)), reach * _rounded(math.sin(angle))))
    return _filling(_smooth(points), width, height)


@lru_cache(maxsize=256)
def quartered_stone(variant: int, width: float, height: float) -> Outline:
    """Give paper's stone: four quarters whose joins lie a little off centre, different for each variant."""
    top, right, bottom, left = _JOINS[variant % len(_JOINS)]
    north, south = (width * top, 0.0), (width * bottom, height)
    east, west = (width, height * right), (0.0, height * left)
    corners = ((width, 0.0), (width, height), (0.0, height), (0.0, 0.0))
    joins = (north, east, south, west, north)
    curves = tuple(
        Curve(*_towards(begin, corner), *_towards(end, corner), *end)
        for begin, corner, end in zip(joins, corners, joins[1:], strict=False)
    )
    return Outline(north, curves)


def _towards(point: Point, corner: Point) -> Point:
    return (point[0] + (corner[0] - point[0]) * _HANDLE, point[1] + (corner[1] - point[1]) * _HANDLE)


def _rounded(part: float) -> float:
    return math.copysign(abs(part) ** (2 / _SQUARENESS), part)


def _smooth(points: list[Point]) -> Outline:
    """Lead a Catmull-Rom curve through the points, as Béziers."""
    count = len(points)
    curves = []
    for index, here in enumerate(points):
        before, after, beyond = points[index - 1], points[(index + 1) % count], points[(index + 2) % count]
        curves.append(
            Curve(
                here[0] + (after[0] - before[0]) / 6,
                here[1] + (after[1] - before[1]) / 6,
                after[0] - (beyond[0] - here[0]) / 6,
                after[1] - (beyond[1] - here[1]) / 6,
                *after,
            )
        )
    return Outline(points[0], tuple(curves))


def _filling(outline: Outline, width: float, height: float) -> Outline:
    """Stretch an outline so that its curve, not only its points, fills the box."""
    drawn = _sampled(outline)
    low_x, high_x = min(x for x, _ in drawn), max(x for x, _ in drawn)
    low_y, high_y = min(y for _, y in drawn), max(y for _, y in drawn)
    across, down = width / (high_x - low_x), height / (high_y - low_y)

    def placed(x: float, y: float) -> Point:
        return ((x - low_x) * across, (y - low_y) * down)

    curves = tuple(Curve(*placed(c.x1, c.y1), *placed(c.x2, c.y2), *placed(c.x, c.y)) for c in outline.curves)
    return Outline(placed(*outline.start), curves)


def _sampled(outline: Outline, steps: int = 24) -> list[Point]:
    drawn = []
    x, y = outline.start
    for c in outline.curves:
        for step in range(steps + 1):
            t = step / steps
            a, b, d, e = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
            drawn.append((a * x + b * c.x1 + d * c.x2 + e * c.x, a * y + b * c.y1 + d * c.y2 + e * c.y))
        x, y = c.x, c.y
    return drawn
