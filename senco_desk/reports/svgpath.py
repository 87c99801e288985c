"""Drawing from SVG's path notation ("M2 20.5V10L12 4.5Z"), in a 24-unit box with y downwards."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from reportlab.pdfgen.pathobject import PDFPathObject

from senco_desk.reports.tags import TaggedCanvas

BOX: Final = 24.0
_PIECES: Final = re.compile(r"([MLHVCQZmlhvcqz])|(-?(?:\d+\.?\d*|\.\d+))")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}
Step = tuple[str, tuple[float, ...]]


@cache
def steps(path: str) -> tuple[Step, ...]:
    """Turn a path into absolute moves, lines and cubic curves, y upwards from the box's foot."""
    out: list[Step] = []
    x = y = start_x = start_y = 0.0
    for letter, numbers in _commands(path):
        kind, origin = letter.upper(), (x, y) if letter.islower() else (0.0, 0.0)
        if kind == "Z":
            out.append(("Z", ()))
            x, y = start_x, start_y
            continue
        if kind == "H":
            numbers, kind = (numbers[0] + origin[0], y), "L"
        elif kind == "V":
            numbers, kind = (x, numbers[0] + origin[1]), "L"
        else:
            numbers = tuple(number + origin[at % 2] for at, number in enumerate(numbers))
        if kind == "Q":
            numbers, kind = _cubic((x, y), numbers), "C"
        x, y = numbers[-2:]
        if kind == "M":
            start_x, start_y = x, y
        out.append((kind, tuple(BOX - n if at % 2 else n for at, n in enumerate(numbers))))
    return tuple(out)


def path_on(canvas: TaggedCanvas, path: str) -> PDFPathObject:
    """Make the path on a canvas, ready to be drawn."""
    made = canvas.beginPath()
    for kind, numbers in steps(path):
        if kind == "M":
            made.moveTo(*numbers)
        elif kind == "L":
            made.lineTo(*numbers)
        elif kind == "C":
            made.curveTo(*numbers)
        else:
            made.close()
    return made


def _commands(path: str) -> list[tuple[str, tuple[float, ...]]]:
    """Cut the path into commands; numbers that go on repeat the command (a move goes on as lines)."""
    found: list[tuple[str, tuple[float, ...]]] = []
    letter = ""
    numbers: list[float] = []
    for command, number in _PIECES.findall(path):
        if command:
            letter, numbers = command, []
            if letter.upper() == "Z":
                found.append((letter, ()))
            continue
        numbers.append(float(number))
        if len(numbers) == _TAKES[letter.upper()]:
            found.append((letter, tuple(numbers)))
            numbers = []
            letter = {"M": "L", "m": "l"}.get(letter, letter)
    return found


def _cubic(start: tuple[float, float], numbers: tuple[float, ...]) -> tuple[float, ...]:
    (x0, y0), (cx, cy, x, y) = start, numbers
    return (
        x0 + (cx - x0) * 2 / 3,
        y0 + (cy - y0) * 2 / 3,
        x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3,
        x,
        y,
    )
