"""Dates and times as people read them.

Month and day names are ours: the machine's language must not change a paper.
"""

from __future__ import annotations

from datetime import date, time
from typing import Final

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def unbroken(words: str) -> str:
    """Keep a date, time or number and its word on one line of paper: spaces become no-break spaces."""
    return words.replace(" ", NO_BREAK)


def short_date(on: date) -> str:
    """Give "14 Nov 2026", the program's own style."""
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def full_date(on: date) -> str:
    """Give "14 November 2026", for running text on paper."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def day_and_month(on: date) -> str:
    """Give "17 December", where the year is plain."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def month_and_year(on: date) -> str:
    """Give "March 2026"."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def long_day(on: date, *, year: bool = False) -> str:
    """Give "Thursday 26 November", with the year if asked."""
    return f"{WEEKDAYS[on.weekday()]} {full_date(on) if year else day_and_month(on)}"


def short_day(on: date, *, today: date | None = None) -> str:
    """Give "Thu 26 Nov"; with `today`, the year is added when the day is over six months off."""
    words = f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"
    far = today is not None and abs((on - today).days) > 183
    return f"{words} {on.year}" if far else words


def span(start: date, end: date) -> str:
    """Give "13 Jan to 10 Mar 2026": a year is said once when both share it."""
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1][:3]} to {short_date(end)}"
    return f"{short_date(start)} to {short_date(end)}"


def due_words(due: date, *, today: date) -> str:
    """Give "today", "tomorrow", "in 9 days", "1 day late", "5 days late"."""
    days = (due - today).days
    if days < 0:
        return f"{count(-days, 'day')} late"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def ago_words(on: date, *, today: date) -> str:
    """Give "today", "yesterday", "8 days ago"; a day to come reads as `due_words` says it."""
    days = (today - on).days
    if days < 0:
        return due_words(on, today=today)
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def duration(start: date, end: date) -> str:
    """Give the time between two days in the largest unit that stays honest: "5 days", "8 weeks", "2 years".

    Weeks up to a year, then years and months. Raises ValueError when the end is before the start.
    """
    days = (end - start).days
    if days < 0:
        raise ValueError("the end is before the start")
    if days < 14:
        return count(days, "day")
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months < 12:
        return count(days // 7, "week")
    years, rest = divmod(months, 12)
    return count(years, "year") + (f" {count(rest, 'month')}" if rest else "")


def count(number: int, thing: str) -> str:
    """Give "1 day", "5 days": for words whose plural takes an s."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def clock_words(at: str | time) -> str:
    """Give a time as a family reads it: "3.30 pm" for "15:30", "9 am", "12 noon"; "" stays "".

    Raises:
        ValueError: `at` is not a time such as "15:30".
    """
    if at == "":
        return ""
    when = time.fromisoformat(at) if isinstance(at, str) else at
    if when.minute == 0 and when.hour == 12:
        return "12 noon"
    hour = when.hour % 12 or 12
    minutes = f".{when.minute:02}" if when.minute else ""
    return f"{hour}{minutes} {'am' if when.hour < 12 else 'pm'}"


def when_and_where(on: date, at: str = "", place: str = "") -> str:
    """Give "Thursday 26 November 2026 at 10 am, Room 12", as far as it is known."""
    words = long_day(on, year=True)
    if at:
        words += f" at {clock_words(at)}"
    return f"{words}, {place}" if place else words
