"""Never shut out: the recovery code of a file, opening by it, and a new passphrase.

The code is the raw key itself, so it opens the file without the passphrase, and whoever holds it holds the
file. A new passphrase gives a new key, so a new code; the code on an older kit then opens older copies only.
"""

from __future__ import annotations

import contextlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from senco_desk.errors import Mistake, Trouble
from senco_desk.rules import recovery_code
from senco_desk.store import copies, key, pages
from senco_desk.store.key import KEY_BYTES, KNOWN_COSTS, SALT_BYTES, STRONG, Cost
from senco_desk.store.opened import Store
from senco_desk.store.vault import open_with_key


@dataclass(frozen=True, slots=True)
class Kit:
    """What stands on a recovery kit."""

    code: str
    """The raw key: 13 groups of 5."""
    file_code: str
    """The file's salt, should its first bytes be damaged: 7 groups, no secret."""


def kit_of(store: Store) -> Kit:
    """Give what the kit of this file says, now.

    Raises:
        Trouble: the file is closed.
    """
    raw_key, salt = store.keys()
    return Kit(recovery_code.write(raw_key), recovery_code.write(salt))


def must_be_its_code(store: Store, typed: str) -> None:
    """Look whether a code typed back from paper is this file's.

    Raises:
        Mistake: it is not, with the group that is wrong.
    """
    raw_key, _ = store.keys()
    if recovery_code.read(typed, KEY_BYTES) != raw_key:
        raise Mistake(
            "That code is sound, but it is not this file's.",
            "You may have an older kit in your hand: take the one printed last.",
            field="code",
        )


def open_with_code(path: Path, typed: str) -> Store:
    """Open a vault by the code on its recovery kit; a slip in it is caught before the file is looked at.

    Raises:
        Mistake: the code is not whole, or belongs to another file.
        Trouble: as `open_vault`.
    """
    return open_with_key(path, recovery_code.read(typed, KEY_BYTES))


def salt_from(file_code: str) -> bytes:
    """Read the file code of a kit.

    Raises:
        Mistake: it is not whole.
    """
    return recovery_code.read(file_code, SALT_BYTES)


def mark(store: Store) -> str:
    """Give a mark of the file's present key: it says which kit was typed back, and opens nothing.

    Raises:
        Trouble: the file is closed.
    """
    raw_key, _ = store.keys()
    return key.mark(raw_key)


def opens(copy: Path, store: Store) -> bool:
    """Whether the key that the open file has now opens a copy of it."""
    raw_key, _ = store.keys()
    try:
        return pages.first_page_sound(copy, raw_key)
    except OSError:
        return False


def opener(store: Store) -> Callable[[Path], Store]:
    """Give what opens copies with the key of the open file, without asking for the passphrase again."""
    return lambda copy: open_with_key(copy, store.keys()[0])


def is_passphrase(store: Store, typed: str, *, costs: Sequence[Cost] = KNOWN_COSTS) -> bool:
    """Whether this is the passphrase that the file has. Slow by intention: run it off the window's thread.

    Raises:
        Trouble: the file is closed.
    """
    raw_key, salt = store.keys()
    return any(hmac.compare_digest(key.derive(typed, salt, cost), raw_key) for cost in costs)


def change_passphrase(
    store: Store, passphrase: str, begins: Callable[[str], object] | None = None, *, cost: Cost = STRONG
) -> None:
    """Give the file another passphrase: a verified copy under the old one, every page written anew, a look.

    Slow by intention (the key): run it off the window's thread. The salt stays, so that after a crash in the
    middle the old passphrase opens the file. Copies made before open with the old passphrase only.

    Args:
        store: the open file; it stays open, under the new key.
        passphrase: as typed; how good it is, the caller has judged.
        begins: called with the mark of the new key when the copy is there and nothing is changed yet; what it
            raises leaves the file as it was.
        cost: of one guess; anything but the default is for tests.

    Raises:
        Mistake: there is no passphrase, or it is the one that the file has.
        Trouble: the copy or the change could not be made. If the change had begun, the file is closed, and
            the words say which passphrase opens it.
    """
    if not passphrase:
        raise Mistake(
            "The file needs a passphrase.", "Think of four words, and type them.", field="passphrase"
        )
    old_key, salt = store.keys()
    new_key = key.derive(passphrase, salt, cost)
    if new_key == old_key:
        raise Mistake(
            "This is the passphrase that the file has already.", "Think of another.", field="passphrase"
        )
    copies.keep_copy(store, "new passphrase")
    if begins is not None:
        begins(key.mark(new_key))
    try:
        store.change_key(new_key)
        if not pages.check_pages(store.path, new_key).whole:
            raise Trouble("What was written does not read back.")
    except (Trouble, OSError) as error:
        with contextlib.suppress(Trouble):
            store.close(copy=False)
        raise _not_changed(opens_with_new=_opens_with(store.path, new_key)) from error


def _opens_with(path: Path, raw_key: bytes) -> bool:
    """Whether the file is under this key: opening it keeps that, even with a journal of the change left."""
    with contextlib.suppress(OSError):
        return pages.check_pages(path, raw_key).whole
    return False


def _not_changed(*, opens_with_new: bool) -> Trouble:
    if opens_with_new:  # the last thing that SQLite asks of the disk comes when the change is in the file
        return Trouble(
            "The passphrase was changed, but the disk refused at the very end, so the file was locked.",
            "Unlock it with the new passphrase. Look whether the disk is full. Nothing in the file is lost.",
        )
    return Trouble(
        "The passphrase could not be changed, so the file was locked. Nothing in it is lost.",
        "Unlock it with the passphrase it had. Look whether the disk is full before you try again.",
    )
