"""A second place for copies: another folder, another disk, a stick. Written, read again, then counted."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from senco_desk.errors import Mistake, Trouble
from senco_desk.rules.folders import cloud_of
from senco_desk.store import copies, manifest, pages, remembered


def mirror(copy: Path, place: Path, *, stem: str, now: datetime) -> Path:
    """Put one verified copy into the second place and read it again; then thin the older ones there.

    Args:
        copy: a copy beside the vault, with its slip.
        place: the folder that was chosen; copies go into a folder of the same name as beside the vault.
        stem: the vault's name without its ending.
        now: this moment, aware.

    Returns:
        Where it lies.

    Raises:
        Trouble: the place is not there, is full, or did not give back what was written.
    """
    folder = place / copy.parent.name
    target = folder / copy.name
    unfinished = folder / f"{copy.name}.unfinished"
    try:
        if not place.is_dir():
            raise _away()
        slip = manifest.read(copy)
        wanted = slip.sha256 if slip else manifest.digest(copy)
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            _write(copy, unfinished)
            if manifest.digest(unfinished) != wanted:
                raise Trouble(
                    "The copy in the second place did not read back as it was written.",
                    "Try another stick or folder: this one may be failing.",
                )
            if slip:
                manifest.write(target, slip)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise _away() from error
    with contextlib.suppress(OSError, copies.NotListed):  # the copy is made; the next one thins
        salt = pages.salt_of(target)
        copies.thin(folder, stem, salt, now, most_bytes=remembered.notes(salt).most_bytes)
    return target


def must_be_elsewhere(vault: Path, place: Path) -> None:
    """Look whether a folder can be the second place.

    Raises:
        Mistake: it is not there, or is the vault's own folder or inside its backups.
    """
    here = vault.resolve().parent
    chosen = place.resolve()
    if not chosen.is_dir():
        raise Mistake("That folder is not there.", "Connect its drive, or choose another.", field="place")
    if chosen == here or chosen.is_relative_to(copies.folder_for(vault)):
        raise Mistake(
            "That is where the file itself lies.",
            "Choose another disk or a stick, so that losing the one leaves the other.",
            field="place",
        )


def on_another_disk(vault: Path, place: Path) -> bool:
    """Whether a folder lies on another disk than the vault, as far as the system can tell.

    Raises:
        OSError: one of the two cannot be reached.
    """
    return vault.resolve().parent.stat().st_dev != place.resolve().stat().st_dev


def is_there(vault: Path, known: remembered.Notes) -> bool:
    """Whether the second place of a file can be reached.

    A stick that was pulled out may leave its empty folder behind, on this laptop's own disk.
    """
    place = Path(known.second_place)
    try:
        there = bool(known.second_place) and place.is_dir()
        return there and (not known.second_apart or on_another_disk(vault, place))
    except OSError:
        return False


def leaves_the_laptop(vault: Path, place: Path) -> bool:
    """Whether what is put there outlives the laptop: another disk, or a folder that a cloud service keeps.

    Raises:
        OSError: one of the two cannot be reached.
    """
    return on_another_disk(vault, place) or cloud_of(place.resolve() / "copy", os.environ) is not None


def _write(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as written:
        written.write(source.read_bytes())
        written.flush()
        os.fsync(written.fileno())
        if hasattr(os, "posix_fadvise"):  # or reading again would only read this computer's memory
            with contextlib.suppress(OSError):
                os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    at = source.stat().st_mtime
    os.utime(target, (at, at))


def _away() -> Trouble:
    return Trouble(
        "The second place for copies cannot be reached or is full.",
        "Your file and its copies beside it are safe. Connect the drive or stick, or choose another place.",
    )
