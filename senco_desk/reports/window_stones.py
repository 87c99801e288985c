"""The pathway as stepping stones in the window: uneven stones, the one that counts half as large again.

    picture = window_pathway(steps, "Idris", 1124, qt_measure)
    as_svg(picture, palette)                        # or painted, mark by mark

Roles are those of the window's palette: "teal", "teal-soft", "teal-deep", "on-teal", "stone", "edge", "ink"
and "ink-2".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from senco_desk.reports.picture import Picture, Shape, Words, closed, oval, tick
from senco_desk.reports.stones import Measure, Step, alt_words, wrapped
from senco_desk.rules.stone_shapes import stone_outline

_EDGE: Final = 0.02
_INSIDE: Final = 0.86
"""How much of a stone's width its name may take."""
_GAP: Final = 0.041
"""Between two stones, as a share of the width."""


def window_pathway(
    steps: Sequence[Step],
    child: str,
    width: float,
    measure: Measure,
    *,
    label: float = 14.67,
    small: float = 12.67,
) -> Picture:
    """Draw the pathway for the window, in pixels and in the roles of the window's palette.

    Args:
        steps: the stages in order.
        child: what the child is called.
        width: of the picture; its height follows from the type.
        measure: the width of a line of words, as the window sets it.
        label: size of the names, in pixels.
        small: size of the dates.
    """
    by = label / 14.67
    gap = min(46 * by, width * _GAP)
    shares = [1.5 if step.state == "now" else 1.0 for step in steps]
    one = (width * (1 - 2 * _EDGE) - gap * (len(steps) - 1)) / max(1.0, sum(shares))
    needed = max((_least_width(step, label, measure) for step in steps), default=0.0)
    if one < needed:
        marks, height = _one_below_the_other(steps, child, width, needed, (label, small), measure)
    else:
        across = min(160 * by, one)
        marks, height = _in_a_row(steps, child, width, (across, gap), (label, small), measure)
    return Picture(width, height, tuple(marks), alt_words(steps, child))


def _least_width(step: Step, size: float, measure: Measure) -> float:
    mark = size * 1.5 if step.state == "done" else 0.0
    words = max((measure(word, size, True) for word in step.name.split()), default=0.0)
    return (words + mark) / (_INSIDE * (1.5 if step.state == "now" else 1.0)) + 1


def _in_a_row(
    steps: Sequence[Step],
    child: str,
    width: float,
    room: tuple[float, float],
    sizes: tuple[float, float],
    measure: Measure,
) -> tuple[list[Shape | Words], float]:
    (one, gap), by = room, sizes[0] / 14.67
    shares = [1.5 if step.state == "now" else 1.0 for step in steps]
    x = max(0.0, (width - one * sum(shares) - gap * (len(steps) - 1)) / 2)
    marks: list[Shape | Words] = []
    lowest = 0.0
    for at, (step, share) in enumerate(zip(steps, shares, strict=True)):
        across = one * share
        middle = (x + across / 2, (65 + (0, 10, 0, 9, -4)[at % 5]) * by)
        marks += _window_stone(step, middle, across, by)
        marks += _window_name(step, middle, across, sizes[0], measure)
        below, end = _window_words(step, child, (middle[0], 132 * by), sizes, across + gap * 0.8, measure)
        marks += below
        lowest = max(lowest, end)
        x += across
        if at < len(steps) - 1:
            role = "teal" if step.state == "done" else "stone"
            for place, down in ((0.36, 0), (0.68, 9)):
                marks.append(Shape(oval(x + gap * place, (66 + down) * by, 4.5 * by, 3 * by), role))
            x += gap
    return marks, lowest + 12 * by


def _one_below_the_other(
    steps: Sequence[Step],
    child: str,
    width: float,
    one: float,
    sizes: tuple[float, float],
    measure: Measure,
) -> tuple[list[Shape | Words], float]:
    """Lay the stones out for a narrow window or very large type, their words at the right."""
    by = sizes[0] / 14.67
    one = min(one, width * 0.4)
    left = one * 0.75 + 8 * by
    text = left + one * 0.75 + 16 * by
    marks: list[Shape | Words] = []
    y = 8 * by
    for step in steps:
        down = (80 if step.state == "now" else 58) * by
        across = one * (1.5 if step.state == "now" else 1.0)
        words, end = _window_words(step, child, (text, 0), sizes, width - text - 8 * by, measure)
        row = max(down + 6 * by, end + 8 * by)
        middle = (left, y + row / 2)
        marks += _window_stone(step, middle, across, by)
        marks += _window_name(step, middle, across, sizes[0], measure)
        shift = y + row / 2 - end / 2 + sizes[1] * 0.36
        marks += [replace(word.moved(0, shift), anchor="start") for word in words]
        y += row + 10 * by
    return marks, y


def _window_stone(step: Step, middle: tuple[float, float], across: float, by: float) -> list[Shape]:
    down = (80 if step.state == "now" else 58) * by
    stone = stone_outline(step.key, across, down).moved(middle[0] - across / 2, middle[1] - down / 2)
    if step.state == "ahead":
        return [Shape(closed(stone), edge="edge", thick=1.4, dash=(5, 4))]
    fill = "teal" if step.state == "now" else "teal-soft"
    return [Shape(closed(stone.moved(0, 5 * by)), "stone"), Shape(closed(stone), fill)]


def _window_name(
    step: Step, middle: tuple[float, float], across: float, size: float, measure: Measure
) -> list[Shape | Words]:
    marks: list[Shape | Words] = []
    role = {"done": "teal-deep", "now": "on-teal", "ahead": "ink-2"}[step.state]
    mark = size * 1.5 if step.state == "done" else 0.0
    lines = wrapped(step.name, size, True, across * _INSIDE - mark, measure)
    first = middle[1] - size * 1.25 * (len(lines) - 1) / 2 + size * 0.36
    for at, line in enumerate(lines):
        marks.append(Words(line, middle[0] + mark / 2, first + at * size * 1.25, size, role, bold=True))
    if mark:
        widest = max((measure(line, size, True) for line in lines), default=0.0)
        x = middle[0] + mark / 2 - widest / 2 - size
        marks.append(Shape(oval(x, middle[1], size * 0.48, size * 0.48), "teal"))
        marks.append(
            Shape(
                tick(x - size * 0.21, middle[1] + size * 0.02, size * 0.43), edge="on-teal", thick=size * 0.1
            )
        )
    return marks


def _window_words(
    step: Step,
    child: str,
    spot: tuple[float, float],
    sizes: tuple[float, float],
    room: float,
    measure: Measure,
) -> tuple[list[Words], float]:
    """Give the lines under a stone from a first base line at the spot, and the last base line."""
    (middle, y), (label, small) = spot, sizes
    words: list[Words] = []
    if step.state == "now":
        for line in wrapped(f"{child} is here", label, True, room, measure):
            words.append(Words(line, middle, y, label, "ink", bold=True))
            y += small * 1.42
    for text in (step.dates, step.note):
        for line in wrapped(text, small, False, room, measure):
            words.append(Words(line, middle, y, small, "ink-2"))
            y += small * 1.42
    return words, y - small * 1.42 if words else y
