"""How each file stood when this laptop last left it, kept outside the file: an older one put back shows.

In the settings folder, by the file's salt: counts and a link of the journal's chain. Nothing about a child.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from senco_desk.places import settings_folder
from senco_desk.store import identity
from senco_desk.store.check import Finding
from senco_desk.store.identity import Head
from senco_desk.store.opened import Store

_FILE: Final = "files.json"
_MOST: Final = 200


def note(store: Store) -> None:
    """Write down how this file stands now. A folder that cannot be written to costs the note, not the work.

    Raises:
        Trouble: the file is closed.
    """
    _, salt = store.keys()
    with store.read() as session:
        head = identity.head(session.connection())
    if head is not None:
        noted = _read()
        noted.pop(salt.hex(), None)
        noted[salt.hex()] = asdict(head)
        _write(dict(list(noted.items())[-_MOST:]))


def forget(salt: bytes) -> None:
    """Forget how a file stood: the person has put an older one in its place on purpose."""
    noted = _read()
    if noted.pop(salt.hex(), None) is not None:
        _write(noted)


def last_head(salt: bytes) -> Head | None:
    """Give how a file stood when this laptop last left it; None when it was never here."""
    found = _read().get(salt.hex())
    try:
        return Head(**found) if found else None
    except TypeError:
        return None


def finding(store: Store) -> Finding | None:
    """Say whether this file is older than the one last used on this laptop, or another; None if neither.

    Raises:
        Trouble: the file is closed.
    """
    _, salt = store.keys()
    known = last_head(salt)
    if known is None:
        return None
    with store.read() as session:
        connection = session.connection()
        if identity.holds(connection, known):
            return None
        now = identity.head(connection)
    if now is not None and now.generation < known.generation:
        missing = max(0, known.steps - now.steps)
        steps = "1 saved step" if missing == 1 else f"{missing} saved steps"
        return Finding(
            f"This file is older than the one you last used on this laptop: {steps} are missing from it."
            if missing
            else "This file is older than the one you last used on this laptop.",
            "If you did not put it there yourself, close it and look in the folder of backups for a newer one.",
        )
    return Finding(
        "This file was changed somewhere else, from before you last used it on this laptop.",
        "Look in the folder of backups for the one you had. The two cannot be joined by the program.",
    )


def _path() -> Path:
    return settings_folder() / _FILE


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(noted: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        beside = _path().with_suffix(".new")
        beside.write_text(json.dumps(noted, indent=1), encoding="utf-8")
        beside.replace(_path())
