"""Ways into a file when the usual one fails: a recovery code, a copy, what a damaged file still gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from senco_desk.errors import Mistake, Trouble
from senco_desk.places import real
from senco_desk.rules import recovery_code
from senco_desk.services import passphrase_before, safekeeping
from senco_desk.store import (
    Store,
    copies,
    manifest,
    open_vault,
    open_with_key,
    pages,
    recovery,
    remembered,
    repair,
    restore,
    salvage,
    vault,
)
from senco_desk.store.connection import Damaged
from senco_desk.store.key import KEY_BYTES, SALT_BYTES


@dataclass(frozen=True, slots=True)
class Secret:
    """What a person opens with: a passphrase, or the code on the recovery kit."""

    typed: str = field(repr=False)
    is_code: bool = False

    def key_for(self, file: Path) -> bytes:
        """Give the raw key for a file, damaged or not, if this opens it. A passphrase takes about a second.

        Raises:
            Mistake: it does not.
            Trouble: the file cannot be read.
        """
        if not self.is_code:
            return vault.find_key(file, self.typed)
        raw_key = recovery_code.read(self.typed, KEY_BYTES)
        try:
            if pages.check_pages(file, raw_key).sound:
                return raw_key
        except OSError as error:
            raise _unreadable() from error
        raise Mistake("That recovery code does not open this copy.", "Try an older one.", field="code")


@dataclass(frozen=True, slots=True)
class Choice:
    """A copy that can be gone back to.

    Attributes:
        path: where it lies.
        made_at: when it was made.
        why: what for, in words; empty when that is not known.
        size: bytes.
        elsewhere: whether it lies in the second place, or was chosen by hand.
    """

    path: Path
    made_at: datetime
    why: str
    size: int
    elsewhere: bool = False


class OlderKit(Mistake):
    """The code opens older copies of this file, and no longer the file itself.

    Attributes:
        choices: those copies, the newest first.
    """

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__(
            "This kit belongs to this file before its passphrase was changed.",
            "Look for the newest kit. This one still opens older copies.",
            field="code",
        )
        self.choices = choices


# opening


def open_by_passphrase(path: Path, passphrase: str) -> Store:
    """Open a file; one whose first bytes are gone, as after a wrong passphrase, is called damaged.

    Raises:
        Mistake: the passphrase does not open it.
        Damaged: it is damaged.
        Trouble: as `open_vault`.
    """
    try:
        return open_vault(path, passphrase)
    except Mistake as refused:
        if _opens_a_copy_only(path, Secret(passphrase)):
            raise Damaged(
                "The passphrase is right, but what lies here now is not the file that it opens.",
                "The file is damaged, or another was put in its place. It was left as it is.",
            ) from None
        raise passphrase_before.explained(path, passphrase, refused) from None


def _opens_a_copy_only(path: Path, secret: Secret) -> bool:
    try:
        newest = next(iter(copies.copies_of(path)), None)
        if newest is None or pages.salt_of(newest) == pages.salt_of(path):
            return False
        secret.key_for(newest)
    except (OSError, Mistake, Trouble):
        return False
    return True


def open_by_code(path: Path, typed: str) -> Store:
    """Open a file by the code on its recovery kit.

    Raises:
        OlderKit: the code opens older copies only.
        Mistake: the code is not whole, or is another file's.
        Trouble: as `open_vault`.
    """
    try:
        return recovery.open_with_code(path, typed)
    except recovery_code.WrongCode:
        raise
    except Mistake:
        raw_key = recovery_code.read(typed, KEY_BYTES)
        if opened := _copies_opened_by(raw_key, path):
            raise OlderKit(opened) from None
        raise


def _copies_opened_by(raw_key: bytes, path: Path) -> tuple[Choice, ...]:
    try:
        return tuple(choice for choice in choices(path) if _opens(choice.path, raw_key))
    except Trouble:  # what is wrong with the code is said, not what is wrong with another folder
        return ()


def _opens(file: Path, raw_key: bytes) -> bool:
    try:
        return pages.first_page_sound(file, raw_key)
    except OSError:
        return False


# going back


def choices(path: Path) -> tuple[Choice, ...]:
    """Give the copies of a file, which may be missing or damaged: beside it and in its second place.

    The newest stands first; one that lies in both places is given once, as the one beside the file.

    Raises:
        Trouble: the disk does not show those beside it, and none is in its second place.
    """
    beside, refused = _beside(path)
    there = _in_second_place(path, beside)
    if refused and not there:
        raise refused
    known = {copy.name for copy in beside}
    found = [choice_of(copy) for copy in beside]
    found += [choice_of(copy, elsewhere=True) for copy in there if copy.name not in known]
    # A clock that was wrong must not make an older one the newest: their slips count them. Without slips,
    # of two made in the same second the later has a number in its name.
    return tuple(sorted(found, key=_when_made, reverse=True))


def _beside(path: Path) -> tuple[tuple[Path, ...], Trouble | None]:
    try:
        return copies.copies_of(path), None
    except copies.NotListed as refused:
        return (), refused


def _when_made(choice: Choice) -> tuple[int, datetime, int]:
    return copies.order_of(choice.path), choice.made_at, len(choice.path.name)


def _in_second_place(path: Path, beside: tuple[Path, ...]) -> tuple[Path, ...]:
    for file in (path, *beside[:1]):
        try:
            place = remembered.notes(pages.salt_of(file)).second_place
            if place:
                return copies.copies_in(Path(place) / copies.folder_for(path).name, path.resolve().stem)
        except (OSError, copies.NotListed):
            continue
    return ()


def choice_of(copy: Path, *, elsewhere: bool = False) -> Choice:
    """Describe any file as a copy to go back to.

    Raises:
        Trouble: it cannot be read.
    """
    try:
        found = copy.stat()
    except OSError as error:
        raise _unreadable() from error
    try:
        made_at = copies.made_at(copy)
    except ValueError:  # named by hand
        made_at = datetime.fromtimestamp(found.st_mtime).astimezone()
    return Choice(copy, made_at, safekeeping.why_in_words(copy), found.st_size, elsewhere)


def newest_sound(path: Path) -> Choice | None:
    """Give the newest copy that is byte for byte as it was made; None when there is none.

    Raises:
        Trouble: as `choices`.
    """
    for choice in choices(path):
        try:
            restore.must_be_sound(choice.path)
        except Trouble:
            continue
        return choice
    return None


def key_for_copy(copy: Path, secret: Secret) -> bytes:
    """Look whether a copy is sound and opens, and give its key, so that nobody waits for that twice.

    Raises:
        Mistake: the passphrase or code does not open it.
        Trouble: it is not sound.
    """
    restore.must_be_sound(copy)
    return secret.key_for(copy)


def go_back(copy: Path, path: Path, raw_key: bytes, now: datetime) -> tuple[Store, Path | None]:
    """Put a copy in a file's place, and open it; gives also where the file lies that was set aside.

    Args:
        now: names the file that is set aside, as `restore.aside_name` does.

    Raises:
        Mistake, Trouble: as `restore.restore`; the file is as it was.
    """
    aside = restore.restore(copy, path, lambda file: open_with_key(file, raw_key), now=now)
    return open_with_key(path, raw_key), aside


def copy_to(path: Path, target: Path) -> Path:
    """Copy a closed file byte for byte to a place that can be written to; gives the place.

    Raises:
        Mistake: there is a file of that name.
        Trouble: the place did not take it, or does not give back the same.
    """
    path, left = real(path), repair.journal_of(target)
    if target.exists() or left.exists():
        raise Mistake("There is a file of that name already.", "Choose another name.", field="path")
    journal = repair.journal_of(path)
    if journal.exists():  # first: what a crash left half written is put back when the copy is opened
        restore.write_copy(journal, left)
    restore.write_copy(path, target)
    try:
        if manifest.digest(path) == manifest.digest(target):
            return target
    except OSError:
        pass
    raise Trouble("The copy did not read back as it was written.", "Choose another folder.")


def save_what_can_be_read(damaged: Path, target: Path, secret: Secret) -> tuple[Store, salvage.Saved]:
    """Bring what still reads of a damaged file over into a new one, and open that.

    Raises:
        Mistake: the name is taken, or the passphrase or code does not open the damaged file.
        Trouble: nothing can be read, or the disk refused.
    """
    salt = None
    try:
        raw_key = secret.key_for(damaged)
    except (Mistake, Damaged):
        # Its first bytes may be what is damaged: the slip beside a copy knows them.
        newest = next(iter(_beside(damaged)[0]), None)
        slip = manifest.read(newest) if newest else None
        if newest is None or slip is None or len(bytes.fromhex(slip.salt)) != SALT_BYTES:
            raise
        raw_key, salt = secret.key_for(newest), bytes.fromhex(slip.salt)
    saved = salvage.salvage(damaged, target, raw_key, salt)
    return open_with_key(target, raw_key), saved


def _unreadable() -> Trouble:
    return Trouble("This copy cannot be read.", "Connect its drive, or choose another copy.")
