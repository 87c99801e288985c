"""The columns of a form's tables: how wide each is, blank and filled, and what stands in a narrow one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from senco_desk.forms.definition import Column, ColumnKind
from senco_desk.forms.wording import YES_NO
from senco_desk.reports.fonts import BOLD, REGULAR, width_of
from senco_desk.reports.marks import Option, Options
from senco_desk.reports.tables import COLUMN_GAP
from senco_desk.reports.tags import Element
from senco_desk.reports.theme import MM, Theme

TICK_GAP: Final = 3 * MM


def filled_widths(columns: Sequence[Column], width: float) -> list[float]:
    """Give dates, figures and choices what they need, and share the rest by the columns' shares."""
    narrow = {ColumnKind.DATE, ColumnKind.NUMBER, ColumnKind.YES_NO, ColumnKind.TICK, ColumnKind.CHOICE}
    if all(column.kind in narrow for column in columns):
        return [width / len(columns)] * len(columns)
    fixed = [30 * MM if column.kind in narrow else 0 for column in columns]
    shares = [0 if small else column.width for small, column in zip(fixed, columns, strict=True)]
    free = width - sum(fixed)
    return [small + free * share / sum(shares) for small, share in zip(fixed, shares, strict=True)]


def with_whole_words(theme: Theme, said: Sequence[Sequence[str]], widths: Sequence[float]) -> list[float]:
    """Widen a column for its longest word, at the cost of those with room to spare."""
    size = theme.body.fontSize
    least = [
        max((width_of(word, REGULAR, size) for words in column for word in words.split()), default=0)
        + COLUMN_GAP
        + 1
        for column in zip(*said, strict=True)
    ]
    lacking = sum(max(0.0, need - width) for need, width in zip(least, widths, strict=True))
    spare = sum(max(0.0, width - need) for need, width in zip(least, widths, strict=True))
    if not lacking or lacking > spare:
        return list(widths)
    return [
        max(width, need) - max(0.0, width - need) * lacking / spare
        for need, width in zip(least, widths, strict=True)
    ]


def blank_widths(theme: Theme, columns: Sequence[Column]) -> list[float]:
    """Share the width of a blank table by the columns' shares; a column of ticks has room for its words."""
    least = [_least(theme, column, at) for at, column in enumerate(columns)]
    shares = [0 if choices_of(column) else column.width for column in columns]
    free = theme.width - sum(least)
    return [small + free * share / sum(shares) for small, share in zip(least, shares, strict=True)]


def _least(theme: Theme, column: Column, at: int) -> float:
    """Give a column of ticks one line for them, or two where that would be half the table."""
    choices = choices_of(column)
    if not choices:
        return 18 * MM
    sides = 2.5 * MM + left_of(at)
    alone = [ticks(theme, Element("Div"), [words], column).natural_width() for words in choices]
    in_line = sum(alone) + TICK_GAP * (len(alone) - 1)
    if in_line <= theme.width * 0.35:
        return max(in_line, _head_on_two_lines(theme, column)) + sides
    if column.kind is ColumnKind.YES_NO:
        return sum(alone[:2]) + TICK_GAP + sides  # the third choice stands below them
    return min(2 * max(alone) + TICK_GAP, theme.width * 0.4) + sides


def _head_on_two_lines(theme: Theme, column: Column) -> float:
    """Give the narrowest width that sets a column's name on two lines."""
    parts = column.label.split()
    size = theme.small_bold.fontSize
    return (
        min(
            max(width_of(" ".join(words), BOLD, size) for words in (parts[:at], parts[at:]))
            for at in range(1, len(parts) + 1)
        )
        + 1
    )


def choices_of(column: Column) -> list[str]:
    """Give the words that are ticked in a column's cells."""
    if column.kind is ColumnKind.YES_NO:
        return list(YES_NO.values())
    if column.kind is ColumnKind.CHOICE:
        return [choice.label for choice in column.choices]
    return ["Yes"] if column.kind is ColumnKind.TICK else []


def ticks(theme: Theme, element: Element, choices: Sequence[str], column: Column) -> Options:
    """Make the boxes to tick in a cell."""
    return Options(
        theme,
        element,
        [Option(each) for each in choices],
        rounded=column.kind is not ColumnKind.TICK,
        small=True,
        gap=TICK_GAP,
        tight=True,
    )


def left_of(at: int) -> float:
    """Give the room left of the words in a column of ruled rows."""
    return 0 if at == 0 else 2.5 * MM


def fitting(theme: Theme, words: str, room: float) -> str:
    """Break an address of e-mail that is wider than its cell at its signs, and not within a name."""
    return " ".join(_parted(theme, part, room) for part in words.split(" ")) if room else words


def _parted(theme: Theme, part: str, room: float) -> str:
    """Break after "@", then after the dots and dashes of whatever is still too wide."""
    lines: list[str] = []
    for piece in re.findall(r"[^@.-]+[@.-]*|[@.-]+", part):
        whole = (lines[-1] if lines else "") + piece
        if lines and not lines[-1].endswith("@") and width_of(whole, REGULAR, theme.body.fontSize) <= room:
            lines[-1] = whole
        else:
            lines.append(piece)
    fits = width_of(part, REGULAR, theme.body.fontSize) <= room
    return part if fits else "\n".join(lines)
