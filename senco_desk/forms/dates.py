"""Dates as people type them, read day first: "14/3/2019", "march 2019", "2019", "in 6 weeks".

A date may be whole, a month or a year, and is kept as "2019-03-14", "2019-03" or "2019"
(`senco_desk.forms.answers`). What cannot be read for certain is not guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}

_ABOUT = re.compile(r"(?:about|around|roughly|approximately|approx\.?|circa|c\.)\s*(?=[\w])", re.IGNORECASE)
_WHOLE_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_FIGURES = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})")
_MONTH_FIGURES = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ \-/]?([a-z]+)[ \-/]?(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_MONTH_YEAR = re.compile(r"([a-z]+)[ \-/]?(\d{4})")
_RELATIVE = re.compile(r"(?:(in) )?(\d{1,3}|an?|[a-z]+) (day|week|month|year)s?(?:['’]?s? (time|ago))?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date that was read: `iso` whole or partial, and whether the words said "about"."""

    iso: str
    about: bool = False


def read_date(text: str, *, today: date) -> TypedDate | None:
    """Read a date as typed, day before month; None when it cannot be read for certain.

    A figure of two for the year is taken within the ten years ahead of `today` and the ninety behind.
    A weekday that does not fall on the date, a month without a year, or words ("at Easter") give None.
    """
    plain = re.sub(r"\s+", " ", text.replace(",", " ")).strip().lower()
    about = _ABOUT.match(plain)
    if about:
        plain = plain[about.end() :]
    weekday, plain = _without_weekday(plain)
    iso = _relative(plain, today) or _absolute(plain, today)
    if not iso or not _falls_on(iso, weekday):
        return None
    return TypedDate(iso, about=bool(about))


def _without_weekday(plain: str) -> tuple[int | None, str]:
    first, _, rest = plain.partition(" ")
    if rest and len(first) >= 3:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(first.rstrip(".")):
                return number, rest
    return None, plain


def _falls_on(iso: str, weekday: int | None) -> bool:
    return weekday is None or (len(iso) == 10 and date.fromisoformat(iso).weekday() == weekday)


def _relative(plain: str, today: date) -> str:
    if plain in _NEAR:
        return (today + timedelta(days=_NEAR[plain])).isoformat()
    found = _RELATIVE.fullmatch(plain)
    if not found:
        return ""
    ahead, behind = found[1] == "in" or found[4] == "time", found[4] == "ago"
    count = _count(found[2])
    if ahead == behind or not count:
        return ""
    step = relativedelta(**{_UNITS[found[3]]: count if ahead else -count})  # type: ignore[arg-type]
    return (today + step).isoformat()


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in ("a", "an"):
        return 1
    return _COUNTS.index(word) + 1 if word in _COUNTS else 0


def _absolute(plain: str, today: date) -> str:
    if found := _WHOLE_ISO.fullmatch(plain):
        return _iso(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _FIGURES.fullmatch(plain):
        return _iso(_year(found[3], today), int(found[2]), int(found[1]))
    if found := _MONTH_FIGURES.fullmatch(plain):
        return _iso(int(found[2]), int(found[1]), None)
    if found := _YEAR.fullmatch(plain):
        return plain if _FIRST_YEAR <= int(plain) <= _LAST_YEAR else ""
    if found := _DAY_MONTH.fullmatch(plain):
        return _iso(_year(found[3], today), _month(found[2]), int(found[1]))
    if found := _MONTH_DAY.fullmatch(plain):
        return _iso(int(found[3]), _month(found[1]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(plain):
        return _iso(int(found[2]), _month(found[1]), None)
    return ""


def _month(word: str) -> int:
    """The month a word stands for by three letters or more ("sept" too); 0 if none."""
    if len(word) < 3:
        return 0
    return next((number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word)), 0)


def _year(figures: str, today: date) -> int:
    if len(figures) == 4:
        return int(figures)
    century = today.year // 100 * 100
    year = century + int(figures)
    return year if year <= today.year + 10 else year - 100


def _iso(year: int, month: int, day: int | None) -> str:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        return ""
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
