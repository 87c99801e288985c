"""After a crash: SQLite puts back what was half written, on a file that can itself be put back.

The journal that a crash leaves says only by its name which file it belongs to. When somebody has put a copy
in the place of the crashed file, SQLite would write old pages into that copy and spoil it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from senco_desk.errors import Trouble
from senco_desk.store import pages
from senco_desk.store.connection import Damaged, connect, disk_in_words
from senco_desk.store.folders import sync_folder, write_through

_ASIDE: Final = ".aside"


def journal_of(path: Path) -> Path:
    """Give where SQLite keeps its rollback journal."""
    return path.with_name(f"{path.name}-journal")


def interrupted(path: Path) -> bool:
    """Whether SQLite has something to put back.

    Raises:
        OSError: it cannot be told.
    """
    hot = journal_of(path)
    return hot.exists() and hot.stat().st_size > 0


def put_back(path: Path, raw_key: bytes, salt: bytes) -> None:
    """Let SQLite finish what a crash interrupted; where that spoils the file, leave it as it was found.

    A file that is sound without the journal is then one that the journal does not belong to, and keeps its
    bytes; the journal goes. Anything else keeps file and journal, for whoever can mend it.

    Raises:
        Trouble: the disk refused.
    """
    aside = _set_aside(path)
    try:
        if _sound(path, raw_key, salt) or not aside:
            return
        file, hot = aside
        file.replace(path)
        journal_of(path).unlink(missing_ok=True)
        sync_folder(path.parent)
        _must_not_lack(hot, path, raw_key, salt)
    except OSError as error:
        raise Trouble(
            "The file cannot be repaired after it was not closed properly.",
            "Make some room on the disk, or copy the file to a folder of your own, then try again.",
        ) from error
    finally:
        for left in aside:
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def tidy(path: Path) -> None:
    """Take away what a crash in the middle of putting back left beside a file that is whole."""
    for left in _asides(path):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)


def _must_not_lack(hot: Path, path: Path, raw_key: bytes, salt: bytes) -> None:
    """Give the file its journal again, unless it is certain that it is sound without."""
    sound = False
    try:
        sound = _sound(path, raw_key, salt)
    finally:
        if not sound:
            hot.replace(journal_of(path))


def _asides(path: Path) -> tuple[Path, ...]:
    return tuple(each.with_name(f"{each.name}{_ASIDE}") for each in (path, journal_of(path)))


def _set_aside(path: Path) -> tuple[Path, ...]:
    """Copy the file and its journal; nothing where there is no room: SQLite needs none to put back."""
    made = _asides(path)
    try:
        for source, target in zip((path, journal_of(path)), made, strict=True):
            write_through(source, target)
    except OSError:
        for target in made:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
        return ()
    return made


def _sound(path: Path, raw_key: bytes, salt: bytes) -> bool:
    """Whether SQLite reads the file (which is when it puts back) and finds every page and link in order."""
    try:
        with disk_in_words(), contextlib.closing(connect(path, raw_key, salt)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchall()
    except Damaged:
        return False
    return said == [("ok",)] and pages.check_pages(path, raw_key).whole
