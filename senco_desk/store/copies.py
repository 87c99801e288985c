"""Verified copies beside the vault: `NAME backups/`, each re-opened before it counts, thinned by age.

A copy is made with VACUUM INTO by SQLCipher itself, so it is encrypted with the same key and the same salt:
the same passphrase opens it, and nothing readable is ever written. Which stay, `rules.retention` says.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import threading
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from senco_desk.errors import Trouble
from senco_desk.rules import retention
from senco_desk.store import identity, manifest, pages, remembered
from senco_desk.store.connection import Damaged, connect
from senco_desk.store.folders import sync_folder
from senco_desk.store.manifest import Manifest, Why
from senco_desk.store.opened import Store

_UNFINISHED: Final = ".unfinished"
_TIME: Final = "%Y-%m-%d %H.%M.%S"
_NAMED: Final = re.compile(r".* (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?:-(\d+))?")
_naming = threading.Lock()
"""Two copies that are made at once get names one after the other."""
_NEARLY_S: Final = 3
"""A memory stick keeps times to two seconds."""


class NotListed(Trouble):
    """The folder with the copies is there, but the disk does not show what is in it."""

    def __init__(self) -> None:
        super().__init__(
            "The folder with the copies cannot be read.", "Look whether its disk or stick is loose."
        )


def folder_for(path: Path) -> Path:
    """Give the folder of a vault's copies: "Riverside backups" beside "Riverside.senco"."""
    real = path.resolve()
    return real.with_name(f"{real.stem} backups")


def copies_of(path: Path) -> tuple[Path, ...]:
    """Give a vault's copies beside it, the newest first, as `copies_in`.

    Raises:
        NotListed: the disk does not show them.
    """
    return copies_in(folder_for(path), path.resolve().stem)


def copies_in(folder: Path, stem: str) -> tuple[Path, ...]:
    """Give the copies of a vault of that name in any folder, the one made last first.

    Their slips count them, so that a clock that was wrong changes nothing; without slips their names tell.

    Raises:
        NotListed: the disk does not show them.
    """
    named = re.compile(re.escape(_plain(stem)) + _NAMED.pattern.removeprefix(".*") + r"\.senco")
    try:
        there = list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise NotListed from error
    found = [(named.fullmatch(_plain(each.name)), each) for each in there]
    made = [
        (order_of(each), match[1], int(match[2] or 1), each)
        for match, each in found
        if match and _moment(match[1]) is not None
    ]
    return tuple(each for *_, each in sorted(made, reverse=True))


def copies_of_file(folder: Path, stem: str, salt: bytes) -> tuple[Path, ...]:
    """Give those copies in a folder that are of this file, as `copies_in`; others may have its name.

    Two SENCOs at one school drive, or an old and a new laptop, name their files alike.

    Raises:
        NotListed: the disk does not show them.
    """
    return tuple(copy for copy in copies_in(folder, stem) if _is_of(copy, salt))


def _is_of(copy: Path, salt: bytes) -> bool:
    if slip := manifest.read(copy):
        return slip.salt == salt.hex()
    try:
        return pages.salt_of(copy) == salt
    except OSError:
        return False


def _plain(name: str) -> str:
    """Give a name as it is compared: some disks take small letters for capitals, and split accents off."""
    return unicodedata.normalize("NFC", name).casefold()


def _moment(named: str) -> datetime | None:
    """Read the day and time in a copy's name; None where there is no such day."""
    try:
        return datetime.strptime(named, _TIME).astimezone()
    except (ValueError, OverflowError):  # "2026-02-30", or the year 0001 west of Greenwich
        return None


def order_of(copy: Path) -> int:
    """Give what counts up with every copy in a folder, whatever the clock said; 0 without a slip."""
    slip = manifest.read(copy)
    return slip.order if slip else 0


def keep_if_changed(store: Store, why: Why = "closing") -> Path | None:
    """Keep a copy if something was saved since the last one, in this sitting or an earlier one.

    Raises:
        Trouble: as `keep_copy`.
    """
    return keep_copy(store, why) if store.changed or _behind(store) else None


def _behind(store: Store) -> bool:
    """Whether an earlier sitting ended without a copy (locked at once, or a crash)."""
    if store.moved:
        return True
    with store.read() as session:
        stands = identity.head(session.connection())
    try:
        newest = next(iter(copies_of(store.path)), None)
    except NotListed:
        return True  # making one will say what is wrong with the folder
    if newest is None:
        return stands is None or stands.steps > 0
    slip = manifest.read(newest)
    return slip is None or slip.head != stands


def keep_copy(store: Store, why: Why = "asked") -> Path:
    """Write a copy, open it again and check it whole; then, and only then, let those go whose time has come.

    Raises:
        Trouble: it could not be written, or what was written does not check. Older copies stay.
    """
    folder, stem = folder_for(store.path), store.path.resolve().stem
    unfinished = folder / f"{stem} {os.getpid()}-{secrets.token_hex(4)}{_UNFINISHED}"
    made: Path | None = None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _clear_away(folder, stem)
        with store.outside_transaction() as bare:
            at = datetime.now().astimezone()
            _write(bare, unfinished)
            counts = _row_counts(bare)
            stood = _head(bare)
            store.changed = False  # what is saved from here on is not in this copy
        _verify(store, unfinished, counts)
        os.utime(unfinished, (at.timestamp(), at.timestamp()))
        with _naming:
            free = _free_name(folder, stem, at)
            _write_slip(store, unfinished, free, at, why, stood)
            unfinished.replace(free)
        sync_folder(folder)
        made = free
    except (OSError, Trouble) as error:
        if isinstance(error, Damaged):
            raise
        raise _not_made() from error  # a full disk here says nothing against the file itself
    finally:
        if made is None:
            store.changed = True
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    salt = store.keys()[1]
    with contextlib.suppress(OSError, NotListed):  # the copy is made; the next one thins
        thin(folder, stem, salt, at, most_bytes=remembered.notes(salt).most_bytes)
    return made


def _clear_away(folder: Path, stem: str) -> None:
    """Take away what a crash left half made; what this process makes at the same time stays."""
    half = re.compile(re.escape(stem) + r"( (\d+)-[0-9a-f]{8})?" + re.escape(_UNFINISHED))
    for left in folder.iterdir():
        match = half.fullmatch(left.name)
        if match and match[2] != str(os.getpid()):
            with contextlib.suppress(OSError):
                left.unlink()


def thin(
    folder: Path, stem: str, salt: bytes, now: datetime, *, most_bytes: int = remembered.USUAL_BYTES
) -> None:
    """Let those copies of a file go whose time has come; the newest three never do, nor those of another.

    Args:
        folder: the copies'.
        stem: the vault's name without its ending.
        salt: the vault's.
        now: this moment, aware.
        most_bytes: room for all of them.

    Raises:
        OSError, NotListed: they cannot be looked at.
    """
    for copy in to_let_go(folder, stem, salt, now, most_bytes=most_bytes):
        with contextlib.suppress(OSError):  # another program may be holding it: the next copy tries again
            copy.unlink()
            manifest.path_of(copy).unlink(missing_ok=True)


def to_let_go(folder: Path, stem: str, salt: bytes, now: datetime, *, most_bytes: int) -> list[Path]:
    """Give the copies that `thin` would let go, the oldest first; one that was worked in since stays.

    Raises:
        OSError, NotListed: they cannot be looked at.
    """
    found = {copy.name: copy for copy in copies_of_file(folder, stem, salt)}
    kept = []
    for copy in found.values():
        with contextlib.suppress(FileNotFoundError):  # it went since it was listed
            kept.append(_as_kept(copy))
    going = retention.to_let_go(kept, now, most_bytes=most_bytes)
    return [found[old.name] for old in going if untouched(found[old.name])]


def made_at(copy: Path) -> datetime:
    """Give when a copy was made, by the day and time in its name.

    Raises:
        ValueError: it is not named as copies are.
    """
    match = _NAMED.fullmatch(copy.stem)
    made = _moment(match[1]) if match else None
    if made is None:
        raise ValueError("not the name of a copy")
    return made


def _as_kept(copy: Path) -> retention.Kept:
    slip = manifest.read(copy)
    size = copy.stat().st_size
    if slip is None:
        return retention.Kept(copy.name, made_at(copy), 0, size)
    return retention.Kept(copy.name, made_at(copy), slip.order, size, f"{slip.generation} {slip.chain}")


def _write_slip(
    store: Store, written: Path, named: Path, at: datetime, why: Why, stood: identity.Head
) -> None:
    _, salt = store.keys()
    there = copies_in(named.parent, store.path.resolve().stem)
    slip = Manifest(
        made_at=at.isoformat(timespec="seconds"),
        why=why,
        salt=salt.hex(),
        sha256=manifest.digest(written),
        size=written.stat().st_size,
        generation=stood.generation,
        steps=stood.steps,
        chain=stood.chain,
        number=1 + max([stood.generation, *map(order_of, there)]),
    )
    manifest.write(named, slip)


def _head(bare: Any) -> identity.Head:
    counted = "SELECT 1 FROM sqlite_schema WHERE name = 'file_identity'"  # not before version 0.2.0
    found = bare.execute(identity.HEAD_QUERY).fetchone() if bare.execute(counted).fetchone() else None
    return identity.Head(*found) if found else identity.Head(0, 0, "")


def untouched(copy: Path) -> bool:
    """Whether a copy is as it was made; one worked in since stays.

    The file's time says so at once. Where it does not (the hour that comes twice in October, another time
    zone, a stick that keeps local time), the bytes do.

    Raises:
        OSError: it cannot be looked at.
    """
    found = copy.stat()
    if abs(found.st_mtime - made_at(copy).timestamp()) <= _NEARLY_S:
        return True
    slip = manifest.read(copy)
    return slip is not None and found.st_size == slip.size and manifest.digest(copy) == slip.sha256


def write_whole(store: Store, target: Path) -> None:
    """Write all that is open to a new file under the same key, and check it whole.

    Raises:
        OSError: the place refused.
        Trouble: what is open cannot be read, or what was written does not check.
    """
    with store.outside_transaction() as bare:
        _write(bare, target)
        counts = _row_counts(bare)
    _verify(store, target, counts)


def _write(bare: Any, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    bare.execute("VACUUM INTO ?", (str(target),))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(store: Store, target: Path, counts: dict[str, int]) -> None:
    raw_key, salt = store.keys()
    sound = pages.salt_of(target) == salt and pages.check_pages(target, raw_key).whole
    if sound:
        copy = connect(target, raw_key, salt)
        try:
            sound = (
                copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and _row_counts(copy) == counts
            )
        finally:
            copy.close()
            target.with_name(f"{target.name}-journal").unlink(missing_ok=True)
    if not sound:
        raise _not_made()


def _row_counts(bare: Any) -> dict[str, int]:
    names = [
        row[0] for row in bare.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    # The names are the file's own tables.
    return {name: bare.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _free_name(folder: Path, stem: str, at: datetime) -> Path:
    named = f"{stem} {at:{_TIME}}"
    made = folder / f"{named}.senco"
    again = 2
    while made.exists():
        made = folder / f"{named}-{again}.senco"
        again += 1
    return made


def _not_made() -> Trouble:
    return Trouble(
        "The copy of your file could not be made.",
        "Your file itself is saved. Look whether the disk is full, then try again.",
    )
