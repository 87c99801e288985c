"""How old the newest verified copy of the file is, in words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

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


def newest_copy(vault: Path) -> datetime | None:
    """Say when the newest verified copy was made, or None when there is none."""
    reading.read("senco_desk.store")
    from senco_desk.store import copies

    found = copies.copies_of(vault)
    try:
        return datetime.fromtimestamp(found[0].stat().st_mtime).astimezone() if found else None
    except OSError:  # taken away since it was listed
        return None
