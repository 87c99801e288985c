"""Looking over more than the file: each of its copies, and what this laptop remembers of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from senco_desk.errors import Trouble
from senco_desk.store import Store, copies, manifest, pages, recovery, remembered, restore


@dataclass(frozen=True, slots=True)
class CopyFound:
    """What one copy was found to be.

    Attributes:
        path: where it lies.
        opens: whether the passphrase that the file has now opens it; an older one may.
        wrong: what is wrong with it, in a sentence; empty when nothing is.
    """

    path: Path
    opens: bool
    wrong: str = ""


def copies_found(store: Store) -> tuple[CopyFound, ...]:
    """Read every copy whole, beside the file and in the second place if it can be reached, newest first."""
    return tuple(_found(store, copy) for copy in _all_copies(store))


def _all_copies(store: Store) -> Iterator[Path]:
    yield from copies.copies_of(store.path)
    _, salt = store.keys()
    if place := remembered.notes(salt).second_place:
        beside = copies.folder_for(store.path)
        yield from copies.copies_in(Path(place) / beside.name, store.path.resolve().stem)


def _found(store: Store, copy: Path) -> CopyFound:
    raw_key, _ = store.keys()
    opens = recovery.opens(copy, store)
    try:
        restore.must_be_sound(copy)
        # One without a slip is judged by its own pages, as far as the present key reads them.
        if opens and manifest.read(copy) is None and not pages.check_pages(copy, raw_key).whole:
            return CopyFound(copy, opens, "This copy is damaged.")
    except Trouble as trouble:
        return CopyFound(copy, opens, trouble.said)
    except OSError:
        return CopyFound(copy, opens, "This copy cannot be read.")
    return CopyFound(copy, opens)
