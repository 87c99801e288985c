"""Copies that the present passphrase does not open: which there are, and taking them away.

None goes before as many newer ones lie in the same folder as are never let go.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from senco_desk.errors import Trouble
from senco_desk.store import copies, manifest, pages, recovery, second_place
from senco_desk.store.opened import Store

ENOUGH: Final = 3
"""How many copies under the present passphrase must lie in a folder before an older one goes."""


def older_in(folder: Path, store: Store) -> tuple[Path, ...]:
    """Give the copies of the open file in a folder that its present key does not open, the newest first.

    One that cannot be read now, such as a cloud's while the laptop is offline, is among them; a damaged one
    under the present key is not.

    Raises:
        Trouble: the disk does not show them.
    """
    return tuple(copy for copy in _in(folder, store) if _is_under(copy, store) is not True)


def set_aside(store: Store) -> tuple[Path, ...]:
    """Give the files beside the vault that were set aside, and that its present key does not open."""
    path = store.path.resolve()
    found = path.parent.glob(f"{_plain(path.stem)} set aside *{path.suffix}")
    return tuple(file for file in sorted(found) if not recovery.opens(file, store))


def fill(folder: Path, store: Store) -> None:
    """Keep new copies beside the file until there are enough, and put the same into another folder.

    Args:
        folder: the copies' own folder, beside the file or in the second place.
        store: the open file.

    Raises:
        Trouble: a copy could not be made or does not read back.
    """
    beside = copies.folder_for(store.path)
    for _ in range(ENOUGH - len(_opened(beside, store))):
        copies.keep_copy(store)
    if folder == beside:
        return
    there = {copy.name for copy in _opened(folder, store)}
    for copy in reversed(_opened(beside, store)[:ENOUGH]):
        if copy.name not in there:
            now = datetime.now().astimezone()
            second_place.mirror(copy, folder.parent, stem=_stem(store), now=now)


def take_away(folder: Path, store: Store) -> tuple[int, tuple[Path, ...]]:
    """Delete the older copies in a folder; one that was worked in since, or cannot be read now, stays.

    Returns:
        How many went, and those that stay.

    Raises:
        Trouble: there are not enough newer ones there; nothing was deleted.
    """
    if len(_opened(folder, store)) < ENOUGH:
        raise Trouble(
            "There are not enough copies under the new passphrase yet, so the older ones stay.",
            "Look whether the disk is full, then try again.",
        )
    gone, stays = 0, []
    for copy in older_in(folder, store):
        try:
            if _is_under(copy, store) is None or not copies.untouched(copy):
                stays.append(copy)
                continue
            copy.unlink()
            manifest.path_of(copy).unlink(missing_ok=True)
            gone += 1
        except OSError:  # another program may be holding it
            stays.append(copy)
    return gone, tuple(stays)


def _opened(folder: Path, store: Store) -> tuple[Path, ...]:
    return tuple(copy for copy in _in(folder, store) if _is_whole(copy, store))


def _is_whole(copy: Path, store: Store) -> bool:
    try:
        return pages.check_pages(copy, store.keys()[0]).whole
    except OSError:
        return False


def _is_under(copy: Path, store: Store) -> bool | None:
    """Whether any page of a copy is under the present key; None when it cannot be read."""
    raw_key, _ = store.keys()
    try:
        return pages.first_page_sound(copy, raw_key) or pages.check_pages(copy, raw_key).sound > 0
    except OSError:
        return None


def _in(folder: Path, store: Store) -> tuple[Path, ...]:
    return copies.copies_of_file(folder, _stem(store), store.keys()[1])


def _stem(store: Store) -> str:
    return store.path.resolve().stem


def _plain(stem: str) -> str:
    """Write a name so that `glob` takes each of its letters as it is."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)
