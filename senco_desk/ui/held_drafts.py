"""Drafts on their way into the file: what the disk refuses is held, also over a lock, until it takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from senco_desk.store import Store

WAITING: Final = (
    "What you typed last is not in your file yet: it could not be written. It is held only while SENCO Desk "
    "is open. Unlock the file, and it is tried again."
)


class HeldDrafts:
    """Writes drafts, and holds the newest text of each place that the disk has not taken yet.

    It is held in memory only, for the file it belongs to (a copy of that file counts as the same).
    """

    def __init__(self) -> None:
        self._held: dict[tuple[bytes, str], str] = {}

    def keep(self, store: Store, key: str, body: str) -> bool:
        """Write a draft, and whatever waited before it; True once all of it is in the file.

        Raises:
            Trouble: the disk refused, or the file is closed; the text is held.
        """
        self._held[_file(store), key] = body
        return self.write(store)

    def write(self, store: Store) -> bool:
        """Write what is held for this file.

        Raises:
            Trouble: the disk refused, or the file is closed; what is not written yet stays held.
        """
        from senco_desk.store import drafts

        for (file, key), body in tuple(self._held.items()):
            if file == _file(store):
                drafts.keep(store, key, body)
                del self._held[file, key]
        return True

    def drop(self, store: Store, key: str) -> None:
        """Take a draft away: it is settled, or not wanted.

        Raises:
            Trouble: the disk refused, or the file is closed.
        """
        from senco_desk.store import drafts

        self._held.pop((_file(store), key), None)
        drafts.drop(store, key)

    def read(self, store: Store, key: str) -> str | None:
        """Give what was typed last in a place: what is held, else its draft in the file.

        Raises:
            Trouble: the disk refused, or the file is closed.
        """
        from senco_desk.store import drafts

        held = self.waiting(store, key)
        if held is not None:
            return held
        draft = drafts.read(store, key)
        return None if draft is None else draft.body

    def any_waiting(self) -> bool:
        """Say whether text of any file is not in it yet: all that would go with the program."""
        return bool(self._held)

    def all_waiting(self, store: Store) -> dict[str, str]:
        """Give whatever is not in the file yet, by its place.

        Raises:
            Trouble: the file is closed.
        """
        return {key: body for (file, key), body in self._held.items() if file == _file(store)}

    def waiting(self, store: Store, key: str) -> str | None:
        """Give the text of a place that is not in the file yet.

        Raises:
            Trouble: the file is closed.
        """
        return self._held.get((_file(store), key))


def _file(store: Store) -> bytes:
    """Give what is the same in a file and its copies, and different in any other: the salt."""
    return store.keys()[1]
