"""What to look at before a file is shown: whether it is older than it was, and second versions beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from senco_desk.errors import Mistake, Trouble
from senco_desk.rules.folders import looks_like_conflict
from senco_desk.store import Store, open_with_key, pages, remembered, restore
from senco_desk.store.check import Finding


@dataclass(frozen=True, slots=True)
class Version:
    """One of two versions of a file that lie beside each other.

    Attributes:
        path: where it lies.
        changed_at: when the file was last written; None when it cannot be read.
        size: bytes.
        pupils, forms: how many it holds; None when it could not be opened with the same passphrase.
        newest: when its newest step was.
        wrong: why it could not be opened, in a sentence; empty when it could.
    """

    path: Path
    changed_at: datetime | None
    size: int
    pupils: int | None = None
    forms: int | None = None
    newest: datetime | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What to say before a file is shown.

    Attributes:
        finding: it is older than the one used last on this laptop, or was changed elsewhere; else None.
        versions: this file and second versions of it, this one first; empty when there are none new.
    """

    finding: Finding | None = None
    versions: tuple[Version, ...] = ()


def doubts(store: Store) -> Doubts:
    """Look whether an open file is the one used last here, and whether second versions lie beside it.

    Raises:
        Trouble: the file cannot be read.
    """
    raw_key, salt = store.keys()
    seen = set(remembered.notes(salt).versions_seen)
    others = [other for other in second_versions(store.path) if _mark(other) not in seen]
    versions = tuple(_look_into(file, raw_key) for file in (store.path, *others)) if others else ()
    return Doubts(remembered.finding(store), versions)


def second_versions(path: Path) -> tuple[Path, ...]:
    """Give the files beside a vault that are of the same file, named by a sync service as second versions."""
    try:
        salt = pages.salt_of(path)
        named = [each for each in path.parent.iterdir() if looks_like_conflict(path.name, each.name)]
        return tuple(sorted(each for each in named if each.is_file() and pages.salt_of(each) == salt))
    except OSError:
        return ()


def accept(store: Store) -> None:
    """Remember that the person has seen how this file stands, and the versions beside it.

    Raises:
        Trouble: the file is closed.
    """
    remembered.note(store)
    _, salt = store.keys()
    seen = tuple(_mark(other) for other in second_versions(store.path))
    remembered.write_down(salt, versions_seen=seen)


def tell_of_sync_once(store: Store) -> bool:
    """Whether this is the first time that the person is told where this file lies; it is noted.

    Raises:
        Trouble: the file is closed.
    """
    _, salt = store.keys()
    if remembered.notes(salt).sync_told:
        return False
    remembered.write_down(salt, sync_told=True)
    return True


def _mark(file: Path) -> str:
    """Give a mark of a file as it is now; another once it is written to, and none once it has gone."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return hashlib.sha256(f"{file.name}\n{found.st_size}\n{found.st_mtime_ns}".encode()).hexdigest()[:16]


def _look_into(file: Path, raw_key: bytes) -> Version:
    try:
        found = file.stat()
    except OSError:  # a sync service has just taken it away
        return Version(file, None, 0, wrong="It cannot be read any more.")
    changed = datetime.fromtimestamp(found.st_mtime).astimezone()
    try:
        held = restore.practise(file, lambda second: open_with_key(second, raw_key))
    except Mistake:
        return Version(file, changed, found.st_size, wrong="Another passphrase opens it.")
    except Trouble as trouble:
        return Version(file, changed, found.st_size, wrong=trouble.said)
    return Version(file, changed, found.st_size, held.pupils, held.forms, held.newest)
