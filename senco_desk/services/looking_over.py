"""Looking over more than the file: each of its copies, what this laptop remembers of it, and the drafts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from senco_desk.errors import Trouble
from senco_desk.store import Store, check, copies, drafts, manifest, pages, recovery, remembered, restore
from senco_desk.store.check import Finding


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


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What looking everything over came to.

    Attributes:
        findings: what is not as it should be, in the file and about it; none when it is sound.
        copies: each copy, the newest first.
    """

    findings: tuple[Finding, ...]
    copies: tuple[CopyFound, ...]

    @property
    def wrong_copies(self) -> tuple[CopyFound, ...]:
        """Those that are not as they were made."""
        return tuple(copy for copy in self.copies if copy.wrong)


def look_over(store: Store) -> LookedOver:
    """Look over the file, what this laptop remembers of it, its drafts and its copies. It takes seconds.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    found = check.findings(store)
    older = remembered.finding(store)
    return LookedOver((*found, *([older] if older else ()), *drafts_found(store)), copies_found(store))


def drafts_found(store: Store) -> tuple[Finding, ...]:
    """Look whether what was being typed can be read. A draft whose pupil is away may wait for an undo.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    unread = sum(not _readable(draft.body) for draft in drafts.all_drafts(store))
    if not unread:
        return ()
    said = "1 draft cannot be read." if unread == 1 else f"{unread} drafts cannot be read."
    return (Finding(said, "What was saved is not touched by it. Type again what you had not finished."),)


def _readable(body: str) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def copies_found(store: Store) -> tuple[CopyFound, ...]:
    """Read every copy whole, beside the file and in the second place if it can be reached, newest first."""
    return tuple(found for folder in _folders(store) for found in _found_in(store, folder))


def _folders(store: Store) -> Iterator[Path]:
    beside = copies.folder_for(store.path)
    yield beside
    _, salt = store.keys()
    if place := remembered.notes(salt).second_place:
        yield Path(place) / beside.name


def _found_in(store: Store, folder: Path) -> Iterator[CopyFound]:
    try:
        found = copies.copies_in(folder, store.path.resolve().stem)
    except copies.NotListed as trouble:
        yield CopyFound(folder, opens=False, wrong=trouble.said)
        return
    for copy in found:
        yield _found(store, copy)


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
