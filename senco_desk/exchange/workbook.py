"""Excel workbooks, values only: nothing in them is ever worked out, followed or unpacked without measure."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from senco_desk.errors import Mistake
from senco_desk.exchange.sheet import MOST_ROWS, Sheet, make_sheet, too_many_rows

MOST_PARTS: Final = 500
MOST_UNPACKED: Final = 64 * 1024 * 1024
MOST_MARKS: Final = 1_000_000
"""How many tags all parts may have: each costs far more time and memory than it takes room."""
MOST_MARKS_IN_A_ROW: Final = 100_000
"""A row is held whole while it is read; formatting alone gives one 16,384."""
MOST_NAMES: Final = 2_000
"""How many names of attributes a part may have: each new one costs a hundred times what a known one does."""
LAST_ROW: Final = 1_048_576
"""Of any sheet, by the format itself."""
MOST_RATIO: Final = 150
"""How many times larger a part may be unpacked; a sheet of repeated cells reaches about 40."""
_RATIO_COUNTS_FROM: Final = 1024 * 1024
_DOCTYPE: Final = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s>]")
_ATTRIBUTE: Final = re.compile(rb"\s([^\s=<>\"'/]+)=")
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{1,80}?encoding\s*=\s*["']([^"']*)""")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_TO_A_SHEET: Final = re.compile(rb"<[^>]*relationships/worksheet[\"'][^>]*>")
_TARGET: Final = re.compile(rb"""\sTarget\s*=\s*["']([^"']*)""")
_SHEET_ID: Final = re.compile(rb"""<(?:\w+:)?sheet\s[^>]*?\w+:id\s*=\s*["']([^"']*)""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_EXCEL_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)


def _broken() -> Mistake:
    return Mistake(
        "This workbook is damaged and cannot be read.",
        "Open it in a spreadsheet, save it under another name as an Excel workbook, and choose that one.",
    )


def _overgrown() -> Mistake:
    return Mistake(
        "This workbook unpacks to far more than a list of pupils holds, so it was left unopened.",
        "Export the list again with only the columns you need.",
    )


def check_unpacked_size(content: bytes) -> zipfile.ZipFile:
    """Look at a workbook's list of parts before unpacking any of them.

    Raises:
        Mistake: it would unpack to more than a list of pupils can hold, or it is damaged.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as wrong:
        raise _broken() from wrong
    parts = archive.infolist()
    too_many = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED
    if too_many or any(map(_stretched, parts)) or any(map(_outside, parts)):
        raise _overgrown()
    if any(part.flag_bits & 1 for part in parts):
        raise Mistake(
            "This workbook is locked with a password.",
            "Save a copy without the password, and choose that one.",
        )
    return archive


def _stretched(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(_RATIO_COUNTS_FROM, MOST_RATIO * part.compress_size)


def _outside(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename)


def read_workbook(content: bytes, name: str, tab: str = "") -> Sheet:
    """Read one sheet of a workbook.

    Args:
        content: the file's bytes, known to be a workbook.
        name: the file's own name.
        tab: which sheet; "" for the first that can be seen and holds something.

    Raises:
        Mistake: hidden sheets only, a formula never worked out, a damaged or overgrown workbook.
    """
    has_formulas = _check_parts(check_unpacked_size(content))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which values do not need
        try:
            return _read(content, name, tab, has_formulas)
        except Mistake:
            raise
        except (
            DefusedXmlException, InvalidFileException, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error,
            SyntaxError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, EOFError,
            OSError, NotImplementedError,
        ) as wrong:  # fmt: skip
            # A damaged workbook breaks openpyxl in all of these ways; an XML error is a SyntaxError.
            raise _broken() from wrong


def _check_parts(archive: zipfile.ZipFile) -> bool:
    """Refuse document types, other letters and endless marks; say whether there may be formulas."""
    formulas = False
    marks = 0
    for part in archive.infolist():
        try:
            body = archive.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as wrong:
            raise _broken() from wrong
        marks += body.count(b"<")
        if marks > MOST_MARKS or _has_endless_row(body) or _has_endless_names(body) or _reads_twice(body):
            raise _overgrown()
        if _DOCTYPE.search(body) or _in_other_letters(body):
            raise Mistake(
                "This workbook holds instructions that no list of pupils needs, so it was left unopened.",
                "Export the list again from your school’s system.",
            )
        formulas = formulas or bool(_FORMULA.search(body))
    return formulas


def _in_other_letters(body: bytes) -> bool:
    """Whether XML is written so that what we look for could not be seen; spreadsheets write UTF-8 only."""
    said = _ENCODING.match(body.removeprefix(b"\xef\xbb\xbf"))
    return body.startswith(_WIDE) or (said is not None and said[1].lower() not in (b"utf-8", b"us-ascii"))


def _reads_twice(body: bytes) -> bool:
    """Whether sheets share one part: it would be read for each of them."""
    tags = _TO_A_SHEET.findall(body)
    targets = [
        posixpath.normpath(b"/xl/" + found[1].removeprefix(b"/xl/"))
        for found in map(_TARGET.search, tags)
        if found
    ]
    ids = _SHEET_ID.findall(body)
    return len(set(targets)) < len(targets) or len(set(ids)) < len(ids)


def _has_endless_row(body: bytes) -> bool:
    rows = _ROW.split(body)
    return len(rows) > 1 and any(row.count(b"<") > MOST_MARKS_IN_A_ROW for row in rows)


def _has_endless_names(body: bytes) -> bool:
    names = set()
    for found in _ATTRIBUTE.finditer(body):
        names.add(found[1])
        if len(names) > MOST_NAMES:
            return True
    return False


def _read(content: bytes, name: str, tab: str, has_formulas: bool) -> Sheet:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not seen:
        raise Mistake(
            "Every sheet in this workbook is hidden.",
            "Show the sheet with the pupils, save, and choose it again.",
        )
    filled = [sheet.title for sheet in seen if _holds_something(sheet)]
    chosen = tab or (filled[0] if filled else seen[0].title)
    if chosen not in [sheet.title for sheet in seen]:
        raise Mistake(f"There is no sheet named “{chosen}” that can be seen.", "Choose another sheet.")
    formulas = _formula_cells(content, chosen) if has_formulas else frozenset()
    dates: set[int] = set()
    notes: list[str] = []
    rows = _rows(book[chosen], formulas, dates, notes)
    sheet = make_sheet(
        rows,
        name=name,
        encoding="xlsx",
        tab=chosen,
        other_tabs=tuple(title for title in filled if title != chosen),
    )
    left = len(notes) - 5
    told = notes[:5] + (
        [f"{left} more cells hold spreadsheet errors and were left blank."] if left > 0 else []
    )
    return Sheet(**(vars(sheet) | {"dates": frozenset(dates), "notes": tuple(told)}))


def _holds_something(sheet: Any) -> bool:
    for number, row in enumerate(_raw_rows(sheet)):
        if any(value not in (None, "") for value in row):
            return True
        if number > 200:
            return False
    return False


def _raw_rows(sheet: Any, *, values_only: bool = True) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # a workbook may claim a million rows and hold ten
    # openpyxl gives a blank row for each one left out, and a row may say that it is the thousand millionth.
    rows = sheet.iter_rows(values_only=values_only, max_row=LAST_ROW + 1)
    for number, row in enumerate(rows, start=1):
        if number > LAST_ROW:
            raise _broken()
        yield row


def _rows(
    sheet: Any, formulas: frozenset[tuple[int, int]], dates: set[int], notes: list[str]
) -> Iterator[tuple[int, list[str]]]:
    filled = 0
    with_formula = {at for at, _ in formulas}
    for number, row in enumerate(_raw_rows(sheet), start=1):
        if not any(value not in (None, "") for value in row) and number not in with_formula:
            continue
        filled += 1
        if filled > MOST_ROWS + 100:
            raise too_many_rows()
        cells = []
        for place, value in enumerate(row[: _last_filled(row)]):
            where = f"{get_column_letter(place + 1)}{number}"
            if value is None and (number, place) in formulas:
                raise Mistake(
                    f"Cell {where} is a formula without its answer, and formulas are never worked out here.",
                    "Open the workbook in a spreadsheet, save it there, and choose it again.",
                )
            if isinstance(value, str) and value in _EXCEL_ERRORS:
                notes.append(f"Cell {where} holds a spreadsheet error ({value}) and was left blank.")
                value = ""
            if isinstance(value, date):
                dates.add(place)
            cells.append(_text(value))
        yield number, cells


def _last_filled(row: tuple[Any, ...]) -> int:
    """How many cells to look at: formatting alone can make a row 16,384 wide."""
    return max(
        (place for place, value in enumerate(row, start=1) if value not in (None, "")), default=len(row)
    )


def _formula_cells(content: bytes, tab: str) -> frozenset[tuple[int, int]]:
    """Where formulas stand: (row number, column from 0)."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    found: set[tuple[int, int]] = set()
    rows_with = 0
    for number, row in enumerate(_raw_rows(book[tab], values_only=False), start=1):
        here = {(number, place) for place, cell in enumerate(row) if cell.data_type == "f"}
        found |= here
        rows_with += bool(here)
        if rows_with > MOST_ROWS + 100:
            raise too_many_rows()
    return frozenset(found)


def _text(value: Any) -> str:
    """A cell's value as the text that a CSV would have held."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", timespec="minutes")
        )
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
