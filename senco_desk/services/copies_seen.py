"""A file’s copies as a page shows them: each one, where else it lies, the room they take and may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from senco_desk.models.columns import now as this_moment
from senco_desk.services import safekeeping
from senco_desk.services.safekeeping import CopyLine
from senco_desk.store import Store, copies, remembered, second_place


@dataclass(frozen=True, slots=True)
class CopiesSeen:
    """All there is to know of a file's copies.

    Attributes:
        lines: those beside the file, the newest first.
        elsewhere: the names of those that lie in the second place.
        place: the second place; empty for none.
        reachable: whether it can be looked into now.
        leaves: whether what is put there outlives this laptop, as far as the system can tell.
        elsewhere_at: when a copy last left this laptop.
        practised_at: when going back was last practised.
        size: bytes that those beside the file take together.
        most_bytes: room for them.
    """

    lines: tuple[CopyLine, ...]
    elsewhere: frozenset[str]
    place: str
    reachable: bool
    leaves: bool
    elsewhere_at: datetime | None
    practised_at: datetime | None
    size: int
    most_bytes: int

    @property
    def older(self) -> int:
        """How many do not open with the present passphrase."""
        return sum(not line.opens_now for line in self.lines)


def look(store: Store) -> CopiesSeen:
    """Look at the copies beside the file and in the second place. The place may be slow: run it in a thread.

    Raises:
        Trouble: the copies beside the file cannot be read, or it is closed.
    """
    known = safekeeping.notes(store)
    lines = safekeeping.copy_lines(store)
    reachable = second_place.is_there(store.path, known)
    elsewhere = _in_second_place(store.path, known.second_place) if reachable else frozenset()
    return CopiesSeen(
        lines=lines,
        elsewhere=elsewhere,
        place=known.second_place,
        reachable=reachable,
        leaves=reachable and _leaves(store.path, Path(known.second_place)),
        elsewhere_at=known.elsewhere_at,
        practised_at=known.practised_at,
        size=sum(line.size for line in lines),
        most_bytes=known.most_bytes,
    )


def would_go(store: Store, most_bytes: int) -> int:
    """Say how many copies would go if all had to fit into this much room.

    Raises:
        Trouble: the copies cannot be read.
    """
    folder, stem = copies.folder_for(store.path), store.path.resolve().stem
    with safekeeping.reading_copies():
        return len(copies.to_let_go(folder, stem, store.keys()[1], this_moment(), most_bytes=most_bytes))


def give_room(store: Store, most_bytes: int) -> None:
    """Say how much room the copies may take, and let those go for which there is none any more.

    The newest three stay, whatever room they take.

    Raises:
        Trouble: the copies cannot be read; the next that is made keeps to the room.
    """
    remembered.write_down(store.keys()[1], most_bytes=most_bytes)
    folder, stem = copies.folder_for(store.path), store.path.resolve().stem
    with safekeeping.reading_copies():
        copies.thin(folder, stem, store.keys()[1], this_moment(), most_bytes=most_bytes)


def _in_second_place(vault: Path, place: str) -> frozenset[str]:
    try:
        there = copies.copies_in(Path(place) / copies.folder_for(vault).name, vault.resolve().stem)
    except copies.NotListed:
        return frozenset()
    return frozenset(copy.name for copy in there)


def _leaves(vault: Path, place: Path) -> bool:
    try:
        return second_place.leaves_the_laptop(vault, place)
    except OSError:
        return False
