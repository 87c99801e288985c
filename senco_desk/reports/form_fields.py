"""Short questions as lines of a form: the label at the left, its answer or room for it at the right.

    field_lines(theme, element, [Field(...), Field(...)])

Two fields share a line where both fit. Answers begin in the same place from line to line where labels allow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.platypus import Flowable

from senco_desk.reports.fonts import BOLD, REGULAR, markup, width_of
from senco_desk.reports.tables import COLUMN_GAP, Grid, Inset, Row
from senco_desk.reports.tags import Element, cell
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM, Theme

LABEL: Final = 66 * MM
"""Where answers usually begin."""
FURTHER: Final = 88 * MM
"""Where they begin beside a longer label."""
BETWEEN: Final = 6 * MM
"""Between two fields on one line."""
LINE: Final = 9.7 * MM
TICKS: Final = 9 * MM


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside it."""

    label: str
    """Plain words."""
    answer: Callable[[Element, float], Flowable]
    """Makes the answer, for its cell's element and its width."""
    least: float
    """The narrowest that the answer can be."""
    help: str = ""
    """Small words under the label."""
    bold: bool = False
    shares: bool = False
    """It may stand beside another on one line."""
    height: float = LINE
    at: float = 0
    """Where the answer begins, in points; 0 settles it. Its label then takes the lines that it needs."""
    ruled: bool = False
    """A hairline below: words to be read, not a line to write on."""

    def needs(self, theme: Theme) -> float:
        """Give the width of the label on one line, with the gap after it."""
        font = BOLD if self.bold else REGULAR
        return width_of(self.label, font, theme.body.fontSize) + COLUMN_GAP + 1


def label_width(theme: Theme, field: Field) -> float | None:
    """Settle how wide a field's label is on a line of its own; None when there is no room for both."""
    if field.at:
        return field.at
    needs, room = field.needs(theme), theme.width - field.least
    for usual in (LABEL, FURTHER):
        if needs <= usual <= room:
            return usual
    if needs <= room:
        return needs
    if room < 45 * MM or needs > 1.85 * room:
        return None
    return max(min(LABEL, room), min(room, needs * 0.6))


def field_lines(theme: Theme, element: Element, fields: Sequence[Field], *, label: float = 0) -> Grid:
    """Set fields as a table, a row of it for each label and answer, whether or not two share a line.

    Args:
        theme: sizes and colours.
        element: the table.
        fields: in their order.
        label: where answers begin, in points; 0 settles it for each line.
    """
    grid = Grid(theme, element, [theme.width], pad=0, last_rule="", whole=False)
    lines = paired(theme, fields)
    lefts = _shared_widths(theme, lines)
    label = label or common_width(theme, lines)
    pairs = [line for line in lines if len(line) == 2]
    common = _share(theme, pairs)
    for line in lines:
        cells: list[Flowable] = []
        widths: list[float] = []
        shares = [theme.width] if len(line) == 1 else common or _share(theme, [line])
        for at, (field, whole) in enumerate(zip(line, shares, strict=True)):
            if len(line) == 2:
                wide = lefts[at] if lefts[at] + field.least <= whole else field.needs(theme)
            else:
                fits = not field.at and field.needs(theme) <= label <= theme.width - field.least
                wide = label if fits else label_width(theme, field) or theme.width - field.least
                if field.ruled and field.shares and field.needs(theme) <= lefts[0]:
                    wide = lefts[0]  # in line with the first of the lines that two share
            if at:
                cells.append(Block([]))
                widths.append(BETWEEN)
            cells += _cells(theme, element.add("TR"), field, whole - wide)
            widths += [wide, whole - wide]
        grid.rows.append(_row(theme, line, cells, widths))
    return grid


def common_width(theme: Theme, lines: Sequence[tuple[Field, ...]]) -> float:
    """Find one of the usual widths for all the labels that have a line of their own, or 0."""
    alone = [line[0] for line in lines if len(line) == 1]
    usual = [width for field in alone if (width := label_width(theme, field)) in (LABEL, FURTHER)]
    return max((width for width in usual if width is not None), default=0)


def _row(theme: Theme, line: Sequence[Field], cells: list[Flowable], widths: list[float]) -> Row:
    if all(field.ruled for field in line):
        return Row(theme, cells, widths, pad=1.1 * MM, rule="hair")
    if any(field.at for field in line):
        return Row(theme, cells, widths, pad=0.9 * MM, rule="")
    least = max(field.height for field in line) * (1.15 if theme.look.large else 1)
    return Row(theme, cells, widths, pad=1 * MM, rule="", align="bottom", least=least)


def _cells(theme: Theme, row: Element, field: Field, room: float) -> list[Flowable]:
    head = cell(row, head="Row")
    style = theme.label if field.bold else theme.body
    words: Flowable = Text(markup(field.label, bold=field.bold), style, head)
    if field.help:
        words = Block([words, Text(markup(field.help), theme.small, head)])
    return [Inset(words, COLUMN_GAP), field.answer(cell(row).even_empty(), room)]


def paired(theme: Theme, fields: Sequence[Field]) -> list[tuple[Field, ...]]:
    """Put two fields on a line wherever both fit."""
    lines: list[tuple[Field, ...]] = []
    waiting: Field | None = None
    for field in fields:
        if waiting is not None and field.shares and _fit(theme, waiting, field):
            lines.append((waiting, field))
            waiting = None
            continue
        if waiting is not None:
            lines.append((waiting,))
        waiting = field if field.shares else None
        if waiting is None:
            lines.append((field,))
    return [*lines, (waiting,)] if waiting is not None else lines


def _fit(theme: Theme, one: Field, other: Field) -> bool:
    return sum(f.needs(theme) + f.least for f in (one, other)) + BETWEEN <= theme.width


def _share(theme: Theme, pairs: Sequence[tuple[Field, ...]]) -> list[float]:
    """Share lines between two fields: in halves, or to each what any needs; empty when that is too much."""
    half = (theme.width - BETWEEN) / 2
    needs = [[field.needs(theme) + field.least for field in line] for line in pairs]
    first, second = (max((line[at] for line in needs), default=0) for at in (0, 1))
    if max(first, second) <= half:
        return [half, half]
    spare = (theme.width - BETWEEN - first - second) / 2
    return [first + spare, second + spare] if spare >= 0 else []


def _shared_widths(theme: Theme, lines: Sequence[tuple[Field, ...]]) -> tuple[float, float]:
    """Give the label widths that the first, and the second, fields of shared lines have in common."""
    pairs = [line for line in lines if len(line) == 2]
    left, right = (max((line[at].needs(theme) for line in pairs), default=0.0) for at in (0, 1))
    return left, right
