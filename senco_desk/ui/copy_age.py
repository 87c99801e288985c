"""How old a verified copy of the file is, and how large, in words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from senco_desk.rules.dates_in_words import short_day
from senco_desk.ui import reading

_SECONDS_IN = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def copy_words(copied: datetime | None, now: datetime) -> str:
    """Say how old a copy is: "Copy kept 2 hours ago"."""
    if copied is None:
        return ""
    gone = max(0.0, (now - copied).total_seconds())
    for length, unit in _SECONDS_IN:
        if gone >= length:
            count = int(gone // length)
            return f"Copy kept {count} {unit}{'' if count == 1 else 's'} ago"
    return "Copy kept just now"


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
