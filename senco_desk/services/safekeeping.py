"""Keeping the file safe: copies and their second place, practising a restore, the recovery kit, reminders."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from senco_desk.errors import Trouble
from senco_desk.models.columns import now as this_moment
from senco_desk.models.school import School, Setting
from senco_desk.store import Store, copies, manifest, recovery, remembered, restore, second_place
from senco_desk.store.manifest import Why

ELSEWHERE_EVERY: Final = timedelta(days=14)
PRACTISE_EVERY: Final = timedelta(days=90)
_AHEAD: Final = timedelta(days=1)
"""Of a clock that may be a little wrong, or in another time zone."""
_KIT: Final = "recovery_kit"


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a copy came to.

    Attributes:
        copy: the newest copy beside the vault; None when nothing had changed.
        elsewhere: where it lies in the second place; None when there is none, or it could not be reached.
        trouble: what was wrong with the second place, or None.
    """

    copy: Path | None
    elsewhere: Path | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One copy as a list shows it.

    Attributes:
        path: where it lies.
        made_at: when.
        why: what it was made for, in words; empty when it is not known.
        size: bytes.
        opens_now: whether the passphrase that the file has now opens it.
    """

    path: Path
    made_at: datetime
    why: str
    size: int
    opens_now: bool


@dataclass(frozen=True, slots=True)
class Nudge:
    """Something that is due for the file's safety."""

    said: str
    what: str
    """Which thing to do: "elsewhere", "practise", "kit" or "handover"."""


_WHY_IN_WORDS: Final[dict[str, str]] = {
    "closing": "when the file was closed",
    "half an hour": "while you worked",
    "bringing in": "before a list was brought in",
    "new version": "before a new version changed the file",
    "new passphrase": "before the passphrase was changed",
    "asked": "when you asked for it",
}


def keep_copy(store: Store, why: Why = "asked", *, only_if_changed: bool = False) -> Kept:
    """Keep a verified copy, and put it into the second place too if there is one.

    Raises:
        Trouble: the copy beside the file could not be made; a second place away is given back.
    """
    made = copies.keep_if_changed(store, why) if only_if_changed else copies.keep_copy(store, why)
    remembered.note(store)
    elsewhere, trouble = _mirror_newest(store)
    return Kept(made, elsewhere, trouble)


def keep_copy_in(store: Store, place: Path) -> Path:
    """Keep a verified copy, and put it into a folder that is named this once; gives where it lies there.

    Raises:
        Mistake: the folder will not do.
        Trouble: no copy could be made, or the folder did not give back what was written.
    """
    second_place.must_be_elsewhere(store.path, place)
    copy, at = copies.keep_copy(store, "asked"), this_moment()
    there = second_place.mirror(copy, place, stem=store.path.resolve().stem, now=at)
    with contextlib.suppress(OSError):  # the reminder may be wrong; the copy is there
        if second_place.leaves_the_laptop(store.path, place):
            remembered.write_down(store.keys()[1], elsewhere_at=at)
    return there


def settle(store: Store) -> None:
    """Before closing: put the newest copy into the second place if it can be reached, and note how it stands.

    A second place that is away is no reason to fail: the reminder says how long it has been.
    """
    remembered.note(store)
    _mirror_newest(store)


def _mirror_newest(store: Store) -> tuple[Path | None, Trouble | None]:
    _, salt = store.keys()
    known = remembered.notes(salt)
    place = Path(known.second_place)
    if not known.second_place:
        return None, None
    at = this_moment()
    try:
        found = copies.copies_of(store.path)
        if not found:
            return None, None
        if not second_place.is_there(store.path, known):
            return None, _away()
        there = place / found[0].parent.name / found[0].name
        if not there.is_file():
            there = second_place.mirror(found[0], place, stem=store.path.resolve().stem, now=at)
        if second_place.leaves_the_laptop(store.path, place):
            remembered.write_down(salt, elsewhere_at=at)
    except OSError:
        return None, _away()
    except Trouble as trouble:
        return None, trouble
    return there, None


def _away() -> Trouble:
    return Trouble("The second place for copies cannot be reached.", "Connect its drive or stick.")


def choose_second_place(store: Store, place: Path | None) -> Kept:
    """Choose where copies go too, and put the newest there at once; None for nowhere.

    Raises:
        Mistake: the folder will not do.
        Trouble: no copy could be made.
    """
    _, salt = store.keys()
    if place is None:
        remembered.write_down(salt, second_place="", second_apart=False)
        return Kept(None)
    second_place.must_be_elsewhere(store.path, place)
    apart = False
    with contextlib.suppress(OSError):  # putting a copy there says what is wrong
        apart = second_place.on_another_disk(store.path, place)
    remembered.write_down(salt, second_place=str(place.resolve()), second_apart=apart)
    return keep_copy(store, only_if_changed=bool(copies.copies_of(store.path)))


def notes(store: Store) -> remembered.Notes:
    """Give what this laptop knows of the file: its second place, and when things were last done."""
    return remembered.notes(store.keys()[1])


def copy_lines(store: Store) -> tuple[CopyLine, ...]:
    """Give the copies beside the file, newest first, and whether the present passphrase opens each.

    Raises:
        Trouble: their folder cannot be read, or the file is closed.
    """
    lines = []
    with reading_copies():
        for copy in copies.copies_of(store.path):
            with contextlib.suppress(FileNotFoundError):  # it went since it was listed
                lines.append(_line(store, copy))
    return tuple(lines)


@contextlib.contextmanager
def reading_copies() -> Iterator[None]:
    """Say in words that the disk does not show the copies.

    Raises:
        Trouble: an `OSError` came out of the block.
    """
    try:
        yield
    except OSError as error:
        raise copies.NotListed from error


def why_in_words(copy: Path) -> str:
    """Say what a copy was made for; nothing where its slip is missing."""
    slip = manifest.read(copy)
    return _WHY_IN_WORDS.get(slip.why, "") if slip else ""


def _line(store: Store, copy: Path) -> CopyLine:
    return CopyLine(
        copy,
        copies.made_at(copy),
        why_in_words(copy),
        copy.stat().st_size,
        recovery.opens(copy, store),
    )


def practise(store: Store, copy: Path) -> restore.Practice:
    """Practise going back to a copy that the present passphrase opens, and note the day.

    Raises:
        Mistake: the present passphrase does not open it.
        Trouble: it is not sound, or there is no room.
    """
    done = restore.practise(copy, recovery.opener(store))
    remembered.write_down(store.keys()[1], practised_at=this_moment())
    return done


def nudges(store: Store, now: datetime) -> tuple[Nudge, ...]:
    """Give what is due for the file: a copy off the laptop, a practised restore, the recovery kit."""
    if _made_up(store):
        return ()
    known = notes(store)
    since = _past(known.first_seen, now) or now
    left, practised = _past(known.elsewhere_at, now) or since, _past(known.practised_at, now) or since
    due = []
    if not kit_confirmed(store):
        due.append(Nudge("The recovery kit is not printed and typed back yet.", "kit"))
    if now - left >= ELSEWHERE_EVERY:
        days = (now - left).days
        due.append(Nudge(f"For {days} days no copy has left this laptop.", "elsewhere"))
    if now - practised >= PRACTISE_EVERY:
        days = (now - practised).days
        due.append(Nudge(f"For {days} days nobody has tried whether a copy opens.", "practise"))
    return tuple(due)


def _past(noted: datetime | None, now: datetime) -> datetime | None:
    """Give a moment that was noted, unless it was by a clock that was ahead: it would silence a reminder."""
    return noted if noted is None or noted <= now + _AHEAD else None


def seen(store: Store) -> None:
    """Note the first time that this laptop has the file open; later ones change nothing."""
    _, salt = store.keys()
    if _past(remembered.notes(salt).first_seen, this_moment()) is None:
        remembered.write_down(salt, first_seen=this_moment())


def kit_confirmed(store: Store) -> bool:
    """Whether the recovery kit of the present passphrase was typed back; the made-up school needs none."""
    return kit_typed_back(store) is not None


def kit_typed_back(store: Store) -> date | None:
    """Give the day on which the kit of the present passphrase was typed back; None when it was not."""
    with store.read() as session:
        kept = session.get(Setting, _KIT)
        known = json.loads(kept.value) if kept is not None else {}
    return date.fromisoformat(known["on"]) if known.get("mark") == recovery.mark(store) else None


def kit_wanted(store: Store) -> bool:
    """Whether a real pupil may not be added yet, since the kit was not typed back."""
    return not _made_up(store) and not kit_confirmed(store)


def confirm_kit(store: Store, typed: str) -> None:
    """Take the code typed back from the printed kit.

    Raises:
        Mistake: it is not this file's code; the group that is wrong is named.
    """
    recovery.must_be_its_code(store, typed)
    value = json.dumps({"mark": recovery.mark(store), "on": this_moment().astimezone().date().isoformat()})
    with store.work("note that the recovery kit is there", undoable=False) as work:
        kept = work.session.get(Setting, _KIT)
        if kept is None:
            work.add(Setting(key=_KIT, value=value))
        else:
            work.change(kept, value=value)


def _made_up(store: Store) -> bool:
    with store.read() as session:
        school = session.get(School, 1)
        return school is not None and school.made_up
