"""The cover's scene: a river with four stepping stones to a far bank with a tree and a flag.

Flat shapes, always the same drawing, never a child's own facts: it is decoration. Its greens are its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from senco_desk.reports.picture import Picture, Shape, box, closed, oval, pen, wave
from senco_desk.rules.stone_shapes import quartered_stone

SCENE_COLOURS: Final = {
    "sky": "#EDF3F2",
    "sun": "#F4DFAE",
    "far_hill": "#D3E0DB",
    "near_hill": "#B9CFC6",
    "river": "#E1ECEC",
    "ripple": "#A9C4C5",
    "sand": "#E3D6BF",
    "edge": "#7A6C55",
    "bank": "#8FB0A3",
    "tree": "#4F7F75",
    "pole": "#0B3A3F",
    "flag": "#12545A",
    "stone": "#F3ECE1",
    "under": "#CDBFA8",
}
"""The scene's colours by role, as `picture.as_svg` and `drawn.Drawn` take them."""

WIDTH: Final = 162
_TREE_FOOT: Final = 41
_TREE: Final = 25
"""How far down the tree stands, and how high it is."""
HEIGHT: Final = 98

#: x, y, bump length, bumps
_RIPPLES: Final = (
    (12, 53, 3.52, 4),
    (46, 51, 3.08, 4),
    (138, 52, 3.52, 4),
    (20, 64, 4.4, 4),
    (52, 62, 3.96, 4),
    (122, 60, 4.84, 4),
    (140, 72, 5.28, 4),
    (104, 78, 5.28, 4),
    (114, 89, 5.72, 6),
    (16, 73, 4.4, 2),
)
#: variant, x, y, width, height, lip: the far stone first
_STONES: Final = (
    (2, 100, 46.3, 15, 4.6, 1.0),
    (1, 79, 52.3, 20, 6.4, 1.4),
    (3, 78, 62.5, 27, 9.0, 1.9),
    (0, 46, 74.0, 35, 12.5, 2.6),
)


@lru_cache(maxsize=8)
def cover_scene(width: float, height: float) -> Picture:
    """Draw the scene in a box of this size, in points.

    In a lower box the land lies flatter; sun, tree and flag keep their shape. Half as high still looks right.
    """
    by = width / WIDTH
    flat = min(1.0, height / by / HEIGHT)
    sky, river = _land()
    # What stands upright shrinks too, but less, and never through the top.
    less = min(0.6 + 0.4 * flat, (_TREE_FOOT * flat - 1.5) / _TREE)
    standing = [
        mark.moved(-x, -foot).scaled(less).moved(x, foot * flat)
        for x, foot, marks in _standing()
        for mark in marks
    ]
    marks = (
        *(mark.flattened(flat) for mark in sky),
        Shape(oval(92, 19 * flat, 9.5 * less, 9.5 * less), "sun"),
        *(mark.flattened(flat) for mark in river),
        *standing,
        *(mark.flattened(flat) for mark in _stones()),
    )
    return Picture(WIDTH, HEIGHT * flat, marks, corner=5).scaled(by)


def _land() -> tuple[list[Shape], list[Shape]]:
    """Give what lies behind the sun, and what lies before it."""
    shore = "M0 82 C18 77 34 84 48 92 C52 94 55 96 57 98"
    before = [
        Shape(pen("M0 38 C28 26 52 33 78 29 C104 25 130 30 162 20 L162 60 L0 60 Z"), "far_hill"),
        Shape(pen("M40 44 C76 40 96 33 118 33 C138 33 150 36 162 35 L162 60 L40 60 Z"), "near_hill"),
        Shape(pen("M0 45 C40 41 70 46 104 43 C130 41 146 44 162 42 L162 98 L0 98 Z"), "river"),
        *(Shape(wave(*ripple), edge="ripple", thick=0.5) for ripple in _RIPPLES),
        Shape(pen(f"{shore} L0 98 Z"), "sand"),
        Shape(pen(shore), edge="edge", thick=0.5),
        Shape(pen("M106 43.5 C118 38 138 38 162 41 L162 48 C146 45 124 46 106 43.5 Z"), "bank"),
    ]
    return [Shape(box(0, 0, WIDTH, HEIGHT), "sky")], before


def _standing() -> list[tuple[float, float, list[Shape]]]:
    """Give what stands upright on the bank, each with the place of its foot."""
    tree = [
        Shape(pen("M141 41 L141 29"), edge="edge", thick=1.3),
        Shape(closed(quartered_stone(0, 15, 16).moved(133.5, 16)), "tree"),
    ]
    flag = [
        Shape(pen("M122 41 L122 27.5"), edge="pole", thick=0.8),
        Shape(pen("M122 28 C125 26.3 127 29.3 131 27.7 L131 33.7 C127 35.3 125 32.3 122 34 Z"), "flag"),
    ]
    return [(141, 41, tree), (122, 41, flag)]


def _stones() -> list[Shape]:
    shapes = []
    for variant, x, y, width, height, lip in _STONES:
        stone = quartered_stone(variant, width, height).moved(x, y)
        shapes.append(Shape(closed(stone.moved(0, lip)), "under", "edge", 0.4))
        shapes.append(Shape(closed(stone), "stone", "edge", 0.45))
    return shapes
