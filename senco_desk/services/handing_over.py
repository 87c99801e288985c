"""Handing the file over: the next SENCO's passphrase and name, and the copies that only the last one's opens.

A note in the file says that a handover was begun, by the mark of the new key: it counts once that key is in
force, so after a crash or a lock the next SENCO carries on where it stopped.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from senco_desk.errors import Mistake, NotSaved, Trouble
from senco_desk.models.school import School, SchoolInput, Setting
from senco_desk.reports.handover import LetOut
from senco_desk.services import handover, quick_unlock, safekeeping, school
from senco_desk.services.safekeeping import Nudge
from senco_desk.services.words import checked
from senco_desk.store import Done, Store, Work, copies, older_copies, recovery, remembered, second_place
from senco_desk.store.connection import Damaged
from senco_desk.store.key import STRONG, Cost

_NOTE: Final = "handover"
Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Successor:
    """Who takes over, as it stands on letters and papers."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Older:
    """What an older passphrase still opens, and papers that lie outside the file.

    Attributes:
        beside, elsewhere: copies beside the file, and in the second place; the newest first.
        place: the second place; empty for none.
        reachable: whether it could be looked into.
        aside: files beside it that were set aside for a copy. They are never taken away by the program.
        let_out: saved papers that still lie where they were put, by initials, each with where.
        key_stays: whether this computer's keyring did not let go of a key that counts no more.
    """

    beside: tuple[Path, ...]
    elsewhere: tuple[Path, ...]
    place: str
    reachable: bool
    aside: tuple[Path, ...]
    let_out: tuple[LetOut, ...]
    key_stays: bool

    @property
    def copies(self) -> int:
        """How many copies there are to take away."""
        return len(self.beside) + len(self.elsewhere)


@dataclass(frozen=True, slots=True)
class TakenAway:
    """How many copies went, and which stay: they were worked in since, or another program holds them."""

    gone: int
    stay: tuple[Path, ...]


def must_do(store: Store, successor: Successor) -> SchoolInput:
    """Give the school's details with the next SENCO in them.

    Raises:
        Mistake: the name is empty, or something is too long.
    """
    if not successor.name.strip():
        raise Mistake(
            "The next SENCO’s name is empty.", "Type it as it should stand on letters.", field="senco"
        )
    changed = {
        "senco_name": successor.name.strip(),
        "senco_email": successor.email.strip(),
        "senco_phone": successor.phone.strip(),
    }
    return checked(SchoolInput, school.read(store).model_dump() | changed)


def must_know(store: Store, present: str, new: str, *, cost: Cost = STRONG) -> None:
    """Look whether whoever hands over knows the passphrase. Slow by intention: run it in a thread.

    Raises:
        Mistake: it is not the file's, or the new one is the same.
        Trouble: the file is closed.
    """
    if not recovery.is_passphrase(store, present, costs=(cost,)):
        raise Mistake("That is not the present passphrase.", "Look at capitals and spaces.", field="present")
    if new == present:
        raise Mistake(
            "This is the passphrase that the file has already.",
            "The next SENCO thinks of one that nobody else knows.",
            field="passphrase",
        )


def hand_over(
    store: Store,
    passphrase: str,
    successor: Successor,
    say: Say,
    *,
    counts: Callable[[], object] = lambda: None,
    cost: Cost = STRONG,
) -> None:
    """Give the file the next SENCO's passphrase, then put in her name, then keep a first copy.

    Whenever it is cut off, exactly one of the two passphrases opens the file; once it is the new one,
    `begun` gives what is still to be done. Slow by intention: run it in a thread.

    Args:
        store: the open file; it stays open, under the new passphrase.
        passphrase: hers, judged by the caller.
        successor: whose name the papers bear from now on.
        say: told each part in words; what it raises before the file is written anew stops it.
        counts: called when hers is the passphrase that opens the file.
        cost: of one guess; anything but the default is for tests.

    Raises:
        Mistake: the name will not do, or the passphrase is the one that the file has.
        Trouble: as `recovery.change_passphrase`; or, as the words then say, only the name could not be saved,
            which `carry_on` does again.
    """
    must_do(store, successor)

    def begins(mark: str) -> None:
        _note(store, mark, successor)
        if quick_unlock.chosen(store):
            quick_unlock.choose(store, False)
        say("Writing every page under the new passphrase, and reading it back…")

    say("Keeping a checked copy under the present passphrase…")
    recovery.change_passphrase(store, passphrase, begins, cost=cost)
    counts()
    try:
        carry_on(store)
    except Trouble as trouble:
        raise Trouble(
            "The file opens with the new passphrase now, and with no other. Only the next SENCO’s name could"
            " not be put in yet.",
            "It is put in when you go on with the handover. Look whether the disk is full.",
        ) from trouble
    say("Keeping the first copy under the new passphrase…")
    with contextlib.suppress(Trouble):  # it is handed over all the same, and closing makes a copy
        safekeeping.keep_copy(store)


def begun(store: Store) -> Successor | None:
    """Give who is taking over, if the file has her passphrase already and the handover is not finished."""
    with store.read() as session:
        kept = session.get(Setting, _NOTE)
        known = json.loads(kept.value) if kept is not None else {}
    if known.get("mark") != recovery.mark(store):
        return None
    return Successor(known["name"], known["email"], known["phone"])


def nudges(store: Store, now: datetime) -> tuple[Nudge, ...]:
    """Give what is due for the file; a handover that is not finished stands first, and leads to its kit."""
    due = safekeeping.nudges(store, now)
    successor = begun(store)
    if successor is None:
        return due
    first = Nudge(f"The handover to {successor.name} is not finished yet.", "handover")
    return (first, *(nudge for nudge in due if nudge.what != "kit"))


def carry_on(store: Store) -> None:
    """Put in the name of who is taking over, if it is not there yet: a step of its own.

    Raises:
        Trouble: it could not be saved.
    """
    successor = begun(store)
    if successor is None:
        return
    wanted = must_do(store, successor)
    if wanted == school.read(store):
        return
    with store.work("change the SENCO’s name") as work:
        present = work.session.get(School, 1)
        if present is None:
            work.add(School(id=1, **wanted.model_dump()))
        else:
            work.change(present, **wanted.model_dump())


def finish(store: Store) -> Done:
    """Note that the handover is done.

    Raises:
        Trouble: it could not be saved.
    """
    with store.work("finish the handover", undoable=False) as work:
        kept = work.session.get(Setting, _NOTE)
        if kept is not None:
            work.remove(kept)
        return work.done()


def older(store: Store) -> Older:
    """Look for what an older passphrase opens. The second place may be slow: run it in a thread.

    Raises:
        Trouble: the file is closed.
    """
    known = remembered.notes(store.keys()[1])
    place, reachable = known.second_place, second_place.is_there(store.path, known)
    return Older(
        beside=older_copies.older_in(copies.folder_for(store.path), store),
        elsewhere=older_copies.older_in(_folder_in(store, place), store) if reachable else (),
        place=place,
        reachable=reachable,
        aside=older_copies.set_aside(store),
        let_out=handover.still_there(store),
        key_stays=not quick_unlock.clear(store.path),
    )


def take_older_away(store: Store, say: Say) -> TakenAway:
    """Make new copies, then delete the older ones beside the file and in the second place.

    None goes until three checked copies under the present passphrase lie in the same folder.

    Raises:
        Trouble: a new copy could not be made or does not read back; the older ones of that folder stay.
    """
    known = remembered.notes(store.keys()[1])
    place, folders = known.second_place, [copies.folder_for(store.path)]
    if second_place.is_there(store.path, known) and older_copies.older_in(_folder_in(store, place), store):
        folders.append(_folder_in(store, place))
    gone, stay = 0, list[Path]()
    for folder in folders:
        say(f"Making new copies and checking them, in {folder}…")
        older_copies.fill(folder, store)
        say(f"Taking the old copies away, in {folder}…")
        went, left = older_copies.take_away(folder, store)
        gone += went
        stay += left
    return TakenAway(gone, tuple(stay))


def _note(store: Store, mark: str, successor: Successor) -> None:
    value = json.dumps(
        {"mark": mark, "name": successor.name, "email": successor.email, "phone": successor.phone}
    )
    try:
        with store.work("begin the handover", undoable=False) as work:
            _put(work, value)
    except (NotSaved, Damaged):
        raise
    except Trouble as trouble:  # whether the note is there or not, it counts for nothing yet
        raise Trouble(
            "The handover could not be begun, so the file has the passphrase that it had.",
            "Look whether the disk is full or its stick is loose, then try again.",
        ) from trouble


def _put(work: Work, value: str) -> None:
    kept = work.session.get(Setting, _NOTE)
    if kept is None:
        work.add(Setting(key=_NOTE, value=value))
    else:
        work.change(kept, value=value)


def _folder_in(store: Store, place: str) -> Path:
    return Path(place) / copies.folder_for(store.path).name
