"""Cells as values: dates, years, flags, codes. What cannot be read is None, and told by the row."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from senco_desk.models.codes import YEAR_GROUPS, NeedType
from senco_desk.places import resource
from senco_desk.rules.dates_in_words import MONTHS
from senco_desk.rules.names import fold


class DateOrder(StrEnum):
    """Which comes first in a date written with numbers alone."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_NUMERIC: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS: Final = re.compile(
    r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/]([a-z]{3,9})\.?,?[ \-/](\d{4}|\d{2})", re.IGNORECASE
)
_MONTH_WORD_FIRST: Final = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_TIME: Final = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?( [ap]m)?$", re.IGNORECASE)
_MONTH_NUMBERS: Final = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}


def date_orders(cells: Iterable[str]) -> frozenset[DateOrder] | None:
    """Say which orders fit every date of a column; two mean it cannot be told, none a contradiction.

    Gives None when no date in it is written with numbers alone, so that the order does not matter.
    """
    fitting: set[DateOrder] | None = None
    for cell in cells:
        found = _NUMERIC.fullmatch(_TIME.sub("", cell))
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        fits = {DateOrder.DAY_FIRST} if second <= 12 else set()
        if first <= 12:
            fits.add(DateOrder.MONTH_FIRST)
        if fits and first != second:  # 04/04/2016 says nothing either way
            fitting = fits if fitting is None else fitting & fits
    return None if fitting is None else frozenset(fitting)


def read_date(cell: str, order: DateOrder | None, *, today: date) -> date | None:
    """Read "2016-03-04", "04/03/2016", "4.3.16", "16 Dec 2025", "Wednesday 4th March 2016", "Mar 4, 2016".

    Args:
        cell: the text; a time after the date is left out.
        order: for dates of numbers alone; None reads only those that are the same either way.
        today: a two-figure year is taken as the latest one that is not over a year ahead of it.
    """
    text = _TIME.sub("", cell.strip())
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3], today)
        if order is DateOrder.MONTH_FIRST:
            return _date(year, first, second)
        if order is DateOrder.DAY_FIRST or first == second:
            return _date(year, second, first)
        return None
    if found := _WORDS.fullmatch(text):
        return _date(_year(found[3], today), _month(found[2]), int(found[1]))
    if found := _MONTH_WORD_FIRST.fullmatch(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _year(written: str, today: date) -> int:
    if len(written) == 4:
        return int(written)
    year = 2000 + int(written)
    return year if year <= today.year + 1 else year - 100


def _month(word: str) -> int:
    number = _MONTH_NUMBERS.get(word[:3].casefold(), 0)
    return (
        number
        if number and MONTHS[number - 1].casefold().startswith(word.casefold().replace("sept", "sep"))
        else 0
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_year_group(cell: str) -> str | None:
    """Read "Year 4", "Y4", "4", "04", "Yr 4", "Reception", "R", "Nursery 2", "N2"."""
    text = fold(cell)
    short = re.sub(r"^(?:national curriculum |nc )?(?:years?|yr|y) ?(?:group)? ?", "", text)
    short = {
        "reception": "r",
        "rec": "r",
        "nursery": "n2",
        "nursery 1": "n1",
        "nursery 2": "n2",
        "0": "r",
    }.get(short, short)
    code = short.upper().lstrip("0") or ""
    return code if code in YEAR_GROUPS else None


def read_sex(cell: str) -> str | None:
    """Read "F", "Female", "girl", "M", "Male", "boy"; anything else is not read."""
    text = fold(cell)
    if text in ("f", "female", "girl"):
        return "F"
    return "M" if text in ("m", "male", "boy") else None


def read_flag(cell: str) -> bool | None:
    """Read a yes or no; other words are not read, because a reason ("Ever 6") is not an answer."""
    text = cell.strip().casefold()
    if text in _table()["flag"]["yes"]:
        return True
    return False if text in _table()["flag"]["no"] else None


def read_count(cell: str, most: int = 1000) -> int | None:
    """Read a whole number from 0 to `most`."""
    text = cell.strip().removesuffix(".0")
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) and int(text) <= most else None


def read_percent(cell: str) -> float | None:
    """Read "91.5%" or "91.5"."""
    text = cell.strip().removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", text):
        return None
    return float(text) if float(text) <= 100 else None


OLD_STATUSES: Final = {"A": "School Action", "P": "School Action Plus", "S": "Statement"}
"""Provision codes from before 2014, met in old exports: told, never taken as a stage."""


def read_status(cell: str) -> str | None:
    """Read a SEN status as N, K or E; an old code as itself (`OLD_STATUSES`); else None.

    "K", "SEN Support", "K - SEN support" and "SEN Support (K)" are one.
    """
    text = _plain(cell)
    known = _words("status")
    if text in known:
        return known[text]
    for word, rest in ((text[:1], text[2:]), (text[-1:], text[:-2])):
        if rest in known and known[rest] == word.upper():
            return word.upper()
    return None


def is_besd(cell: str) -> bool:
    """Whether a need is written as the type that SEMH replaced, which wants the person's word."""
    return _plain(cell) in _words("besd")


def read_need(cell: str) -> NeedType | None:
    """Read "SLCN", "Speech, Language and Communication Needs", "SLCN - Speech…"; others are None."""
    plain = _plain(cell)
    known = _needs_known()
    if plain in known:
        return known[plain]
    first = re.match(r"([A-Z]{2,4})\b", cell.strip())
    inside = re.search(r"\(([A-Za-z]{2,4})\)$", cell.strip())
    for found in (first, inside):
        if found and found[1].upper() in NeedType.__members__:
            return NeedType[found[1].upper()]
    return None


@cache
def _needs_known() -> dict[str, NeedType]:
    own = {_plain(words): need for need in NeedType for words in (need.words, need.value)}
    return own | {words: NeedType(code) for words, code in _words("need").items()}


def _plain(cell: str) -> str:
    """Letters only, folded, so that "Speech, language & communication" differs in no comma."""
    return " ".join(re.sub(r"[^a-z+ ]", " ", fold(cell.replace("&", " and "))).split())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("lists", "words.toml").read_text("utf-8"))


@cache
def _words(group: str) -> dict[str, str]:
    return {_plain(words): code for code, written in _table()[group].items() for words in (code, *written)}
