"""How old a verified copy of the file is, and how large, in words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from senco_desk.rules.dates_in_words import short_day
from senco_desk.ui import reading

_SECONDS_IN = ((86_400, "day", "day"), (3_600, "hour", "h"), (60, "minute", "min"))
_TAKES_AN_S = frozenset({"day", "hour", "minute"})


def copy_words(copied: datetime | None, now: datetime) -> str:
    """Say how old a copy is: "Copy kept 2 hours ago"."""
    return copy_forms(copied, now)[0] if copied is not None else ""


def copy_forms(copied: datetime | None, now: datetime) -> tuple[str, ...]:
    """Say it at length and ever shorter: "Copy kept 2 hours ago", "Copy 2 h ago", "2 h".

    Args:
        copied: when the copy was made; None when none is there.
        now: the moment it is said.
    """
    if copied is None:
        return "No copy found", "No copy", "None"
    gone = max(0.0, (now - copied).total_seconds())
    for length, whole, brief in _SECONDS_IN:
        if gone >= length:
            count = int(gone // length)
            long, short = (_counted(count, unit) for unit in (whole, brief))
            return f"Copy kept {long} ago", f"Copy {short} ago", short
    return "Copy kept just now", "Copy just now", "now"


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}s" if count != 1 and unit in _TAKES_AN_S else f"{count} {unit}"


def when_words(at: datetime, now: datetime) -> str:
    """Say when a copy was made: "09:30 today", "16:02 yesterday", "16:02 on Sat 14 Nov"."""
    here, today = at.astimezone(), now.astimezone().date()
    days = (today - here.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"on {short_day(here.date(), today=today)}")
    return f"{here:%H:%M} {day}"


def size_words(size: int) -> str:
    """Say how large something is: "540 kB", "6.8 MB", "4 GB"."""
    for length, unit in ((1024**3, "GB"), (1024**2, "MB")):
        if size >= length:
            return f"{size / length:.1f}".removesuffix(".0") + f" {unit}"
    return f"{-(-size // 1024)} kB"


def newest_copy(vault: Path) -> datetime | None:
    """Say when the newest verified copy was made, or None when there is none."""
    reading.read("senco_desk.store")
    from senco_desk.store import copies

    try:
        found = copies.copies_of(vault)
        return datetime.fromtimestamp(found[0].stat().st_mtime).astimezone() if found else None
    except (OSError, copies.NotListed):  # its folder cannot be read, or it went since it was listed
        return None
