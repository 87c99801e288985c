"""The pathway as stepping stones, from plain data. `window_stones` draws the same steps for the window.

    steps = (Step("concern", "Record of Concern", "done", "March 2026"), …,
             Step("my_plan_plus", "My Plan+", "now", "28 September 2026"),
             Step("ehcp", "EHCP", "ahead", note="Only if it is needed"))
    pathway(steps, "Rowan", sizes, measured)                # in the roles of the paper's palette

Behind us: a stone with a tick. Here: teal. Not yet: dashed. The words below say the same, so that grey loses
nothing.
No drawing library is known here: whoever draws brings the measure of a line of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from senco_desk.reports.picture import Picture, Shape, Words, box, closed, tick, wave
from senco_desk.rules.stone_shapes import quartered_stone

MM: Final = 72 / 25.4
Measure = Callable[[str, float, bool], float]
"""(words, size, bold) -> width, in the picture's unit."""
State = Literal["done", "now", "ahead"]
_STATE_WORDS: Final[dict[State, str]] = {"done": "Finished", "now": "Started", "ahead": "Not now"}
_AFTER_HYPHEN: Final = re.compile(r"(?<=-)(?=\w)")
_COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
#: Ripples on paper's band: x as a share of the width, y from the top of the band in millimetres.
_RIPPLES: Final = (
    (5 / 162, 5.5),
    (36 / 162, 27.5),
    (44 / 162, 4.0),
    (77 / 162, 28.5),
    (118 / 162, 29.0),
    (119 / 162, 3.5),
    (144 / 162, 28.5),
    (150 / 162, 5.0),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the pathway as this child has it."""

    key: str
    name: str
    """As the school says it: "My Plan+"."""
    state: State
    dates: str = ""
    """In words: "March 2026", "13 Jan to 10 Mar 2026"."""
    note: str = ""
    """A short line more: "Only if it is needed", "2 reviews"."""
    word: str = ""
    """In place of "Finished", "Started" or "Not now"."""

    @property
    def state_word(self) -> str:
        """The state in a word."""
        return self.word or _STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The type of a picture, and how wide it may be, in points."""

    width: float
    label: float
    label_leading: float
    small: float
    small_leading: float
    stacked: bool = False
    """Large print: one stone below the other, its words at the right."""


def alt_words(steps: Sequence[Step], child: str) -> str:
    """Say the whole picture: every stage, and where the child is."""
    count = _COUNTS[len(steps)] if len(steps) < len(_COUNTS) else str(len(steps))
    said = [f"The pathway as {count} stepping stone{'' if len(steps) == 1 else 's'}."]
    for step in steps:
        state = step.state_word[:1].lower() + step.state_word[1:]
        words = f"{step.name}, {state}{f' {step.dates}' if step.dates else ''}"
        if step.note:
            words += f", {step.note[:1].lower()}{step.note[1:]}"
        said.append(f"{words}: {child} is here." if step.state == "now" else f"{words}.")
    return " ".join(said)


def wrapped(text: str, size: float, bold: bool, room: float, measure: Measure) -> list[str]:
    """Break words into lines no wider than the room, at spaces and after hyphens; a longer word is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for at, part in enumerate(_AFTER_HYPHEN.split(word)):
            tried = f"{line} {part}" if line and at == 0 else line + part
            if measure(tried, size, bold) <= room:
                line = tried
                continue
            if line:
                lines.append(line)
            *whole, line = _cut(part, size, bold, room, measure)
            lines += whole
    return [*lines, line] if line else lines


def _cut(word: str, size: float, bold: bool, room: float, measure: Measure) -> list[str]:
    parts: list[str] = []
    while measure(word, size, bold) > room and len(word) > 1:
        end = len(word) - 1
        while end > 1 and measure(word[:end], size, bold) > room:
            end -= 1
        parts.append(word[:end])
        word = word[end:]
    return [*parts, word]


def pathway(steps: Sequence[Step], child: str, sizes: Sizes, measure: Measure) -> Picture:
    """Draw the pathway for paper, in the roles of the paper's palette.

    Side by side while they fit; in large print, and with five stones or more, one below the other.
    """
    if sizes.stacked or len(steps) > 4:
        return _stacked(steps, child, sizes, measure)
    return _side_by_side(steps, child, sizes, measure)


def _paper_stone(at: int, step: Step, x: float, y: float, width: float, height: float) -> list[Shape]:
    stone = quartered_stone(at, width, height).moved(x, y)
    under = closed(stone.moved(0, 1.9 * MM))
    if step.state == "done":
        return [
            Shape(under, "under", "edge", 0.32 * MM),
            Shape(closed(stone), "stone", "edge", 0.37 * MM),
        ]
    if step.state == "now":
        return [Shape(under, "deep", "deep", 0.32 * MM), Shape(closed(stone), "teal", "deep", 0.37 * MM)]
    return [Shape(closed(stone), "white", "edge", 0.37 * MM, (1.8 * MM, 1.3 * MM))]


def _name_on_stone(
    step: Step, middle: tuple[float, float], width: float, sizes: Sizes, measure: Measure
) -> list[Words]:
    lines = wrapped(step.name, sizes.label, True, width, measure)
    role = "white" if step.state == "now" else "ink"
    first = middle[1] - sizes.label_leading * (len(lines) - 1) / 2 + sizes.label * 0.34
    return [
        Words(line, middle[0], first + at * sizes.label_leading, sizes.label, role, bold=True)
        for at, line in enumerate(lines)
    ]


def _side_by_side(steps: Sequence[Step], child: str, sizes: Sizes, measure: Measure) -> Picture:
    count = max(1, len(steps))
    edge, gap, stone_height, band_height = 3.5 * MM, 5 * MM, 22 * MM, 32 * MM
    stone_width = min(46 * MM, (sizes.width - 2 * edge - (count - 1) * gap) / count)
    pitch = (sizes.width - 2 * edge + gap) / count
    middles = [edge + pitch * at + (pitch - gap) / 2 for at in range(count)]
    marker, band_top = _marker_above(steps, middles, child, sizes, measure)
    marks: list[Shape | Words] = [Shape(box(0, band_top, sizes.width, band_height, 5 * MM), "band")]
    for share, down in _RIPPLES:
        marks.append(
            Shape(wave(share * sizes.width, band_top + down * MM, 3.96 * MM), edge="water", thick=0.45 * MM)
        )
    stone_top = band_top + 4.5 * MM
    for at, step in enumerate(steps):
        marks += _paper_stone(at, step, middles[at] - stone_width / 2, stone_top, stone_width, stone_height)
    for at, step in enumerate(steps):
        middle = (middles[at], stone_top + stone_height / 2)
        marks += _name_on_stone(step, middle, stone_width - 5 * MM, sizes, measure)
    marks += marker
    bottom = band_top + band_height
    lowest = bottom
    for at, step in enumerate(steps):
        below, end = _words_below(step, middles[at], bottom, pitch - 1.5 * MM, sizes, measure)
        marks += below
        lowest = max(lowest, end)
    return Picture(sizes.width, lowest, tuple(marks), alt_words(steps, child))


def _marker_above(
    steps: Sequence[Step], middles: Sequence[float], child: str, sizes: Sizes, measure: Measure
) -> tuple[list[Shape | Words], float]:
    """Give the lozenge that says where the child is, and where the band begins below it."""
    at = next((place for place, step in enumerate(steps) if step.state == "now"), None)
    if at is None:
        return [], 0.5
    lines = wrapped(f"{child} is here", sizes.label, True, sizes.width - 12 * MM, measure)
    widest = max(measure(line, sizes.label, True) for line in lines)
    width = max(42 * MM, widest + 10 * MM)
    height = 9.5 * MM + (len(lines) - 1) * sizes.label_leading
    x = min(max(0, middles[at] - width / 2), sizes.width - width)
    top, point = 0.5, middles[at]
    marks: list[Shape | Words] = [
        Shape(box(x, top, width, height, 4.7 * MM), "teal"),
        Shape(
            (
                ("M", (point - 3 * MM, top + height - 0.3 * MM)),
                ("L", (point, top + height + 6.7 * MM)),
                ("L", (point + 3 * MM, top + height - 0.3 * MM)),
                ("Z", ()),
            ),
            "teal",
        ),
    ]
    marks += _lozenge_words(lines, x + width / 2, top, sizes)
    return marks, top + height + 6.5 * MM


def _lozenge_words(lines: Sequence[str], x: float, top: float, sizes: Sizes) -> list[Words]:
    first = top + 4.75 * MM + sizes.label * 0.34
    return [
        Words(line, x, first + at * sizes.label_leading, sizes.label, "white", bold=True)
        for at, line in enumerate(lines)
    ]


def _words_below(
    step: Step, middle: float, top: float, room: float, sizes: Sizes, measure: Measure
) -> tuple[list[Shape | Words], float]:
    y = top + 8.2 * MM
    marks: list[Shape | Words] = []
    word = step.state_word
    if step.state == "done":
        width = measure(word, sizes.label, True)
        left = middle - (width + 6 * MM) / 2
        marks.append(Shape(tick(left, y - 1.2 * MM, 3.99 * MM), edge="ink", thick=0.75 * MM))
        marks.append(Words(word, left + 6 * MM, y, sizes.label, bold=True, anchor="start"))
    else:
        marks.append(Words(word, middle, y, sizes.label, bold=True))
    y += 1 * MM
    for words in (step.dates, step.note):
        for line in wrapped(words, sizes.small, False, room, measure):
            y += sizes.small_leading
            marks.append(Words(line, middle, y, sizes.small, "soft"))
    return marks, y + 1.5 * MM


def _stacked(steps: Sequence[Step], child: str, sizes: Sizes, measure: Measure) -> Picture:
    large = sizes.stacked
    stone_width, stone_height = (54 * MM, 26 * MM) if large else (42 * MM, 20 * MM)
    edge, gap, sway = 4 * MM, 6 * MM, 8 * MM
    band_width = stone_width + 2 * edge + sway
    text_x = band_width + 8 * MM
    room = sizes.width - text_x
    marks: list[Shape | Words] = []
    y = edge + 0.5 * MM
    here = next((at for at, step in enumerate(steps) if step.state == "now"), 0)
    for at, step in enumerate(steps):
        beside, height = _words_beside(step, child, text_x, room, sizes, measure)
        row = max(stone_height + 1.9 * MM, height)
        x = edge + (0 if (at - here) % 2 else sway)
        top = y + (row - stone_height - 1.9 * MM) / 2
        marks += _paper_stone(at, step, x, top, stone_width, stone_height)
        middle = (x + stone_width / 2, top + stone_height / 2)
        marks += _name_on_stone(step, middle, stone_width - 7 * MM, sizes, measure)
        shift = y + (row - height) / 2
        marks += [mark.moved(0, shift) for mark in beside]
        if step.state == "now":
            marks.append(_pointer(text_x, x + stone_width, shift + 4.75 * MM))
        y += row + gap
    bottom = y - gap + edge
    band = Shape(box(0, 0, band_width, bottom, 5 * MM), "band")
    return Picture(sizes.width, bottom, (band, *marks), alt_words(steps, child))


def _pointer(text_x: float, stone_right: float, y: float) -> Shape:
    tip = stone_right + 0.8 * MM
    return Shape(
        (
            ("M", (text_x + 3 * MM, y - 3 * MM)),
            ("L", (tip, y)),
            ("L", (text_x + 3 * MM, y + 3 * MM)),
            ("Z", ()),
        ),
        "teal",
    )


def _words_beside(
    step: Step, child: str, x: float, room: float, sizes: Sizes, measure: Measure
) -> tuple[list[Shape | Words], float]:
    """Give a stone's words for its right side, from a top of 0, and their height."""
    marks: list[Shape | Words] = []
    y = 0.0
    if step.state == "now":
        lines = wrapped(f"{child} is here", sizes.label, True, room - 10 * MM, measure)
        widest = max(measure(line, sizes.label, True) for line in lines)
        height = 9.5 * MM + (len(lines) - 1) * sizes.label_leading
        marks.append(Shape(box(x, 0, widest + 10 * MM, height, 4.7 * MM), "teal"))
        marks += _lozenge_words(lines, x + widest / 2 + 5 * MM, 0, sizes)
        y = height + 1.5 * MM
    y += sizes.label_leading * 0.8
    word_x = x
    if step.state == "done":
        width = sizes.label * 0.81
        marks.append(Shape(tick(x, y - sizes.label * 0.25, width), edge="ink", thick=0.75 * MM))
        word_x += width + 2 * MM
    marks.append(Words(step.state_word, word_x, y, sizes.label, bold=True, anchor="start"))
    for words in (step.dates, step.note):
        for line in wrapped(words, sizes.small, False, room, measure):
            y += sizes.small_leading
            marks.append(Words(line, x, y, sizes.small, "soft", anchor="start"))
    return marks, y + sizes.label_leading * 0.2
