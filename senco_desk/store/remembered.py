"""What this laptop knows of each file, kept outside it: how it stood when last left, and where its copies go.

In the settings folder, by the file's salt: counts, a link of the journal's chain, a folder, two days. Nothing
about a child. An older file put in place shows by it.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from senco_desk.places import as_json, settings_folder
from senco_desk.store import identity
from senco_desk.store.check import Finding
from senco_desk.store.identity import Head
from senco_desk.store.opened import Store

USUAL_BYTES: Final = 4 * 1024**3
"""Room for all copies of a file together, where nobody chose another."""
_FILE: Final = "files.json"
_MOST: Final = 200
_in_turn: Final = threading.RLock()
"""One note after the other: closing a file and the unlock screen may both have something to note."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of one file.

    Attributes:
        head: how it stood when this laptop last left it.
        second_place: the folder where copies go too; empty for none.
        second_apart: whether that lay on another disk than the file when it was chosen.
        elsewhere_at: when a copy last left this laptop.
        practised_at: when a restore was last practised.
        first_seen: when this laptop first had it open.
        most_bytes: room for all copies beside it together, and for those in the second place.
        quick: whether unlocking through the system's keyring was chosen.
        quick_until: until when the keyring's key counts; None when it holds none.
        quick_start: the start of the computer that it counts for.
        sync_told: whether the person was told that the file lies in a synchronised folder or on a network.
        versions_seen: marks of second versions beside the file that the person has seen.
    """

    head: Head | None = None
    second_place: str = ""
    second_apart: bool = False
    elsewhere_at: datetime | None = None
    practised_at: datetime | None = None
    first_seen: datetime | None = None
    most_bytes: int = USUAL_BYTES
    quick: bool = False
    quick_until: datetime | None = None
    quick_start: str = ""
    sync_told: bool = False
    versions_seen: tuple[str, ...] = ()


def notes(salt: bytes) -> Notes:
    """Give what is known of the file with this salt."""
    try:
        found = _read().get(salt.hex())
    except OSError:
        return Notes()
    return _as_notes(found) if isinstance(found, dict) else Notes()


def write_down(salt: bytes, **changes: Any) -> None:
    """Change what is known of a file. A folder that cannot be written to costs the note, not the work."""
    with _in_turn, contextlib.suppress(OSError):
        known = _read()
        found = known.pop(salt.hex(), None)
        changed = asdict(replace(_as_notes(found) if isinstance(found, dict) else Notes(), **changes))
        known[salt.hex()] = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in changed.items()
        }
        _write(dict(list(known.items())[-_MOST:]))


def note(store: Store) -> None:
    """Write down how this file stands now.

    Raises:
        Trouble: the file is closed.
    """
    _, salt = store.keys()
    with store.read() as session:
        head = identity.head(session.connection())
    if head is not None:
        write_down(salt, head=head)


def forget(salt: bytes) -> None:
    """Forget how a file stood: the person has put an older one in its place on purpose."""
    write_down(salt, head=None)


def finding(store: Store) -> Finding | None:
    """Say whether this file is older than the one last used on this laptop, or another; None if neither.

    Raises:
        Trouble: the file is closed.
    """
    _, salt = store.keys()
    known = notes(salt).head
    if known is None:
        return None
    with store.read() as session:
        connection = session.connection()
        if identity.holds(connection, known):
            return None
        now = identity.head(connection)
    if now is not None and now.generation < known.generation:
        missing = max(0, known.steps - now.steps)
        steps = "1 saved step is" if missing == 1 else f"{missing} saved steps are"
        return Finding(
            f"This file is older than the one you last used on this laptop: {steps} missing from it."
            if missing
            else "This file is older than the one you last used on this laptop.",
            "If you did not put it there yourself, close it and look among its copies for a newer one.",
        )
    return Finding(
        "This file was changed somewhere else, from before you last used it on this laptop.",
        "Look in the folder of backups for the one you had. The two cannot be joined by the program.",
    )


def _path() -> Path:
    return settings_folder() / _FILE


def _as_notes(found: dict[str, Any]) -> Notes:
    head = found.get("head")
    try:
        return Notes(
            head=Head(int(head["generation"]), int(head["steps"]), str(head["chain"])) if head else None,
            second_place=str(found.get("second_place") or ""),
            second_apart=found.get("second_apart") is True,
            elsewhere_at=_moment(found.get("elsewhere_at")),
            practised_at=_moment(found.get("practised_at")),
            first_seen=_moment(found.get("first_seen")),
            most_bytes=int(found.get("most_bytes") or USUAL_BYTES),
            quick=found.get("quick") is True,
            quick_until=_moment(found.get("quick_until")),
            quick_start=str(found.get("quick_start") or ""),
            sync_told=found.get("sync_told") is True,
            versions_seen=tuple(str(mark) for mark in found.get("versions_seen") or ()),
        )
    except (TypeError, ValueError, KeyError, OverflowError):
        return Notes()


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _read() -> dict[str, Any]:
    """Give what is noted of all files; nothing where it is spoiled.

    Raises:
        OSError: it is there and cannot be read now; to write would forget the other files.
    """
    try:
        found = as_json(_path().read_bytes())
    except FileNotFoundError:
        return {}
    return found if isinstance(found, dict) else {}


def _write(noted: dict[str, Any]) -> None:
    beside = _path().with_name(f"{_FILE}.{os.getpid()}.new")  # two windows may be writing
    try:
        beside.write_text(json.dumps(noted, indent=1), encoding="utf-8")
        beside.replace(_path())
    finally:
        beside.unlink(missing_ok=True)
