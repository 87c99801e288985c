"""A list of pupils as text in rows under headings, however the file wrote it; and how much of it we take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from senco_desk.errors import Mistake
from senco_desk.exchange.headings import recognised

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_CHARACTERS: Final = 10_000
"""In one cell."""
MOST_TEXT: Final = MOST_BYTES
"""Characters in all cells together: a workbook can name one long text in each of them."""
_HEADINGS_WITHIN: Final = 15
"""How many rows of title a report may have above its headings."""


@dataclass(frozen=True)
class Row:
    """One row of a list.

    `number` is the row as a spreadsheet counts it; `spare` holds what stood beyond the last heading.
    """

    number: int
    cells: tuple[str, ...]
    spare: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A list, read. Every cell is text, trimmed; a cell that held a date reads YYYY-MM-DD."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str
    """The file's own name, for the person; never kept."""
    encoding: str = "utf-8"
    """How the text was written; "xlsx" for a workbook."""
    delimiter: str = ""
    dates: frozenset[int] = frozenset()
    """Columns, counted from 0, whose cells held real dates."""
    tab: str = ""
    other_tabs: tuple[str, ...] = ()
    """The workbook's other sheets that can be seen and hold something."""
    notes: tuple[str, ...] = field(default=())
    """What the person should know before going on."""

    def column(self, number: int) -> list[str]:
        """The cells of a column, top to bottom."""
        return [row.cells[number] for row in self.rows]


def tidy_cell(text: str) -> str:
    """Trim a cell: composed letters, plain spaces, no marks that cannot be seen, new lines kept.

    A cell written as `="0123"`, a spreadsheet's way to keep a nought, is taken as the text in its quotes.
    """
    if text.isascii() and text.isprintable():
        plain = text.strip()
    else:
        composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
        kept = (" " if c.isspace() and c != "\n" else c for c in composed)
        plain = "".join(
            c for c in kept if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
        ).strip()
    if len(plain) > 3 and plain.startswith('="') and plain.endswith('"') and plain.count('"') == 2:
        return plain[2:-1].strip()
    return plain


def make_sheet(raw_rows: Iterable[tuple[int, Sequence[str]]], **about: object) -> Sheet:
    """Build a sheet from numbered rows of raw text: finds the headings, drops blank rows, checks the limits.

    Args:
        raw_rows: (row number as a spreadsheet counts, cells), in order.
        about: the other fields of `Sheet`.

    Raises:
        Mistake: nothing in it, no row under the headings, or more than we take.
    """
    rows: list[tuple[int, list[str]]] = []
    text = 0
    for number, raw in raw_rows:
        text += sum(map(len, raw))
        if text > MOST_TEXT:
            raise _too_much_text()
        cells = _checked(number, raw)
        if not cells:
            continue
        if len(rows) > MOST_ROWS + _HEADINGS_WITHIN:
            raise too_many_rows()
        rows.append((number, cells))
    if not rows:
        raise Mistake("There is nothing in this file.", "Choose the list that your school’s system exported.")
    top = _heading_row(rows)
    headings = rows[top][1]
    body = rows[top + 1 :]
    if not body:
        raise Mistake(
            "There are headings in this file, and no pupils under them.",
            "Export the list again with its pupils in it.",
        )
    if len(body) > MOST_ROWS:
        raise too_many_rows()
    wide = len(headings)
    made = tuple(
        Row(number, tuple(cells[:wide] + [""] * (wide - len(cells))), tuple(c for c in cells[wide:] if c))
        for number, cells in body
    )
    return Sheet(tuple(headings), made, **about)  # type: ignore[arg-type]  # the two readers name real fields


def too_many_rows() -> Mistake:
    """What is said of a file that goes on and on."""
    return Mistake(
        f"This file has more than {MOST_ROWS:,} rows, more than any school’s list.",
        "Export only the pupils you want to bring in.",
    )


def _too_much_text() -> Mistake:
    return Mistake(
        "The cells of this file hold far more text than any list of pupils.",
        "Export only the pupils and columns you want to bring in.",
    )


def _checked(number: int, raw: Sequence[str]) -> list[str]:
    """The row's cells, tidied, without the blank ones at its end."""
    filled = len(raw)
    while filled and not raw[filled - 1].strip():
        filled -= 1
    if filled > MOST_COLUMNS:
        raise Mistake(
            f"Row {number} has {filled:,} columns, more than any list of pupils.",
            "Export fewer columns, or check that this is the right file.",
        )
    cells = []
    for place, text in enumerate(raw[:filled]):
        if len(text) > MOST_CHARACTERS:
            raise Mistake(
                f"Column {place + 1} of row {number} holds {len(text):,} characters, too long for a list.",
                "Look at that row in the file. A quote mark that never closes can swallow the rows after it.",
            )
        cells.append(tidy_cell(text))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _heading_row(rows: Sequence[tuple[int, list[str]]]) -> int:
    """Find the headings: of the first rows the one with most headings we know, else the first row."""
    known = [sum(map(recognised, cells)) for _, cells in rows[:_HEADINGS_WITHIN]]
    best = max(known)
    return known.index(best) if best >= 2 else 0
