"""The recovery kit on its ways out: as a page to print, sealed to the trust's own key, or as text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyrage

from senco_desk.errors import Mistake, Trouble
from senco_desk.reports.recovery_kit import KitFacts, draw_kit, in_fours
from senco_desk.rules import recovery_code
from senco_desk.rules.dates_in_words import full_date
from senco_desk.services import letting_out, school
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store, open_with_key, pages, recovery, salvage
from senco_desk.store.key import KEY_BYTES
from senco_desk.store.salvage import Saved

WHAT = "recovery kit"
_CODE, _FILE_CODE = recovery_code.NAME, "File code"
_HOW = "In SENCO Desk, press “I have forgotten the passphrase” and paste all of this, or type the code."


def kit_pdf(store: Store, *, today: date | None = None) -> Paper:
    """Draw the kit of the file's present passphrase: one page.

    Raises:
        Trouble: the file is closed.
    """
    kit = recovery.kit_of(store)
    facts = KitFacts(
        school_name=school.read(store).name,
        code=kit.code,
        file_code=kit.file_code,
        mark=recovery.mark(store),
        printed_on=today or date.today(),
    )
    return Paper(draw_kit(facts), WHAT, pages=1, copy_for="school")


def kit_path(vault: Path) -> Path:
    """Give where a kit is written when nobody named a place: "Riverside recovery kit.pdf" beside the file."""
    return vault.with_name(f"{vault.stem} recovery kit.pdf")


def save_beside(store: Store, *, today: date | None = None) -> Path:
    """Write the kit beside the file, over an older one, and list it among the papers let out.

    Raises:
        Trouble: it could not be written there.
    """
    path = kit_path(store.path)
    letting_out.save(store, kit_pdf(store, today=today), path)
    return path


def sealed_kit(store: Store, recipient: str, *, today: date | None = None) -> bytes:
    """Seal the kit so that only the holder of the trust's private key can read it (age, X25519).

    Args:
        store: the open file.
        recipient: the trust's public key as its IT people give it: "age1…".
        today: the day written on it.

    Raises:
        Mistake: that is no such key.
        Trouble: the file is closed.
    """
    try:
        key = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise Mistake(
            "That is not a public key of the kind “age1…”.",
            "Ask the trust’s IT people for it, and paste the whole line.",
            field="trust_key",
        ) from None
    whose = school.read(store).name or "this school"
    written = full_date(today or date.today())
    number = in_fours(recovery.mark(store))
    heading = f"Recovery kit of the SENCO Desk file of {whose}\nKit {number}, {written}\n{_HOW}\n\n"
    return bytes(pyrage.encrypt(f"{heading}{_text(store)}".encode(), [key]))


def write_text(store: Store, path: Path) -> None:
    """Write both codes as a text file, as the made-up school has it beside its passphrase.

    Raises:
        Trouble: it could not be written there, or the file is closed.
    """
    letting_out.write_whole(path, _text(store).encode())


def beside(vault: Path) -> Path:
    """Give what a file made of a damaged one is called: "Riverside recovered.senco", beside it."""
    return vault.with_name(f"{vault.stem} recovered{vault.suffix}")


def rescue(vault: Path, code: str, file_code: str, target: Path) -> tuple[Store, Saved]:
    """Read a file whose beginning is damaged by both codes of its kit, into a new file, and open that.

    Args:
        vault: the damaged file; it stays as it is.
        code: the recovery code.
        file_code: the other code on the same kit.
        target: the new file; its name must be free.

    Raises:
        Mistake: a code is not whole, the file's beginning is as the kit says, or the name is taken.
        Trouble: nothing can be read by these codes, or the disk refused.
    """
    raw_key, salt = recovery_code.read(code, KEY_BYTES), must_be_a_file_code(vault, file_code)
    saved = salvage.salvage(vault, target, raw_key, salt)
    return open_with_key(target, raw_key), saved


def must_be_a_file_code(vault: Path, typed: str) -> bytes:
    """Read a file code that may stand in for a file's damaged beginning; gives the salt.

    Raises:
        Mistake: it is not whole, or the file's beginning is as it says.
        Trouble: the file cannot be read.
    """
    salt = recovery.salt_from(typed)
    try:
        as_it_was = pages.salt_of(vault) == salt
    except OSError as error:
        raise Trouble("The file cannot be read.", "Connect its drive, and try again.") from error
    if as_it_was:
        raise Mistake(
            "This kit is of this file, from before its passphrase was changed.",
            "Look for the newest kit. An older copy from the folder of backups may open with this one.",
            field="code",
        )
    return salt


def code_in(text: str) -> str:
    """Find the recovery code in a kit's text, or in a file with the code alone; "" when it is empty."""
    return _named_in(text, _CODE) or next((line for line in _lines_of(text)), "")


def file_code_in(text: str) -> str:
    """Find the file code in a kit's text; "" when it has none."""
    return _named_in(text, _FILE_CODE)


def _named_in(text: str, name: str) -> str:
    found = (line for line in _lines_of(text) if line.startswith(f"{name}:"))
    return next(found, "").removeprefix(f"{name}:").strip()


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]


def _text(store: Store) -> str:
    kit = recovery.kit_of(store)
    return f"{_CODE}: {kit.code}\n{_FILE_CODE}: {kit.file_code}\n"
