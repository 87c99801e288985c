"""Unlocking through the system's own keyring: off unless chosen, for eight hours, never over a restart.

The key goes where the SENCO was told it goes. A keyring that is lost, changed or locked costs nothing but
typing the passphrase.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from senco_desk.errors import Mistake, Trouble
from senco_desk.store import Store, open_with_key, pages, remembered

HOURS: Final = 8
_SERVICE: Final = "SENCO Desk"
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_NEARLY_S: Final = 120
_TRUSTED: Final = {
    "keyring.backends.SecretService": "the system's keyring (Secret Service)",
    "keyring.backends.Windows": "the Windows Credential Manager",
    "keyring.backends.macOS": "the macOS Keychain",
}
"""Keyrings that keep a secret encrypted, and how we call them; any other is not used."""
_in_turn: Final = threading.RLock()
"""A key that is taken out while a new one is put in would leave the note of it wrong."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, as far as expiry goes: the wall clock, and which start of the computer this is."""

    at: float
    boot: str


def this_moment() -> Moment:
    """Give the wall clock in seconds and a mark of this start of the computer."""
    try:
        boot = _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        boot = f"about {round((time.time() - time.monotonic()) / _NEARLY_S)}"
    return Moment(time.time(), boot)


def place() -> str | None:
    """Give what this system's keyring is called; None when it has none that can be trusted with a key."""
    import keyring

    return _TRUSTED.get(type(keyring.get_keyring()).__module__)


def keep(store: Store, moment: Callable[[], Moment] = this_moment) -> None:
    """Put the file's key into the keyring, for eight hours from now. May wait for the system's own question.

    Raises:
        Trouble: there is no keyring, or it refused.
    """
    if place() is None:
        raise Trouble("This computer has no keyring that can be trusted with a key.", "Use the passphrase.")
    raw_key, salt = store.keys()
    now = moment()
    until = now.at + HOURS * 3600
    body = {"key": raw_key.hex(), "until": until, "boot": now.boot}
    ends = datetime.fromtimestamp(until).astimezone()
    with _in_turn:
        _ask(lambda ring: ring.set_password(_SERVICE, salt.hex(), json.dumps(body)))
        remembered.write_down(salt, quick_until=ends, quick_start=now.boot)


def _ask(ask: Callable[[Any], Any]) -> Any:
    """Ask the system's keyring for something.

    Raises:
        Trouble: it is away, locked or refuses.
    """
    import keyring

    try:
        return ask(keyring)
    except Exception as error:  # it lets errors of the kinds of its own system through
        raise Trouble("The keyring did not take the key.", "Use the passphrase, as before.") from error


@dataclass(frozen=True, slots=True)
class Offer:
    """How quick unlock stands for a file, as far as can be told without asking the keyring.

    Attributes:
        place: what holds its key; empty when the passphrase has to be typed.
        ended: whether it was chosen, and its eight hours are over or the computer was restarted.
    """

    place: str = ""
    ended: bool = False


def offer(path: Path, moment: Callable[[], Moment] = this_moment) -> Offer:
    """Look whether a closed file can be unlocked quickly. Nothing is asked of the system's keyring."""
    try:
        known = remembered.notes(pages.salt_of(path))
    except OSError:
        return Offer()
    if not known.quick:
        return Offer()
    return Offer(place() or "") if _counts(known, moment()) else Offer(ended=True)


def chosen(store: Store) -> bool:
    """Whether quick unlock was chosen for this file on this laptop."""
    return remembered.notes(store.keys()[1]).quick


def choose(store: Store, wanted: bool) -> bool:
    """Switch quick unlock on or off for this file. May wait for the system's own question.

    Returns:
        Whether the keyring holds its key now: one that is away or refuses holds it when it is off, too.

    Raises:
        Trouble: it was to be switched on, and there is no keyring, or it refused; it stays off.
    """
    if wanted:
        keep(store)
    held = wanted or not forget(store.path)
    remembered.write_down(store.keys()[1], quick=wanted)
    return held


def after_passphrase(store: Store) -> None:
    """After the passphrase was typed: keep the key for another eight hours, if that was chosen.

    Raises:
        Trouble: the keyring is away, or refused.
    """
    if chosen(store):
        keep(store)


def forget(path: Path) -> bool:
    """Take a file's key out of the keyring; gives whether none is there now. It is not offered any more."""
    try:
        salt = pages.salt_of(path)
    except OSError:
        return False
    with _in_turn:
        remembered.write_down(salt, quick_start="")
        if not _taken_out(salt):
            return False
        remembered.write_down(salt, quick_until=None)
        return True


def clear(path: Path, moment: Callable[[], Moment] = this_moment) -> bool:
    """Take out a key that counts no more: its time is over, or quick unlock is off. Gives whether none stays.

    Asks the keyring only where the notes say that it holds one, and may then wait for the system's question.
    """
    try:
        salt = pages.salt_of(path)
    except OSError:
        return True
    with _in_turn:
        known = remembered.notes(salt)
        counts = known.quick and _counts(known, moment())
        return known.quick_until is None or counts or forget(path)


def _taken_out(salt: bytes) -> bool:
    if place() is None:
        return remembered.notes(salt).quick_until is None
    try:
        if _ask(lambda ring: ring.get_password(_SERVICE, salt.hex())) is not None:
            _ask(lambda ring: ring.delete_password(_SERVICE, salt.hex()))
    except Trouble:
        return False
    return True


def open_quickly(path: Path, moment: Callable[[], Moment] = this_moment) -> Store:
    """Open a file with the key in the keyring. May wait for the system's own question: run it in a thread.

    Raises:
        Mistake: there is no key for it, it has expired, the computer was restarted, or it fits no more.
        Trouble: as `store.open_vault`.
    """
    raw_key = _key_for(path, moment())
    if raw_key is None:
        raise _type_it()
    try:
        return open_with_key(path, raw_key)
    except Mistake:
        forget(path)
        raise _type_it() from None


def must_fit(store: Store, moment: Callable[[], Moment] = this_moment) -> None:
    """Look whether the keyring holds the key of the open file. May wait for the system's own question.

    Raises:
        Mistake: there is no key for it, it has expired, or it fits no more.
        Trouble: the file is closed.
    """
    if _key_for(store.path, moment()) != store.keys()[0]:
        raise _type_it()


def _type_it() -> Mistake:
    return Mistake("Quick unlock has ended.", "Type the passphrase.", field="passphrase")


def _key_for(path: Path, now: Moment) -> bytes | None:
    body = _body_for(path)
    if body is None:
        return None
    try:
        fresh = _is_fresh(float(body["until"]), now) and body["boot"] == now.boot
        raw_key = bytes.fromhex(body["key"])
    except (KeyError, TypeError, ValueError):
        fresh = False
    if not fresh:
        forget(path)
        return None
    return raw_key


def _counts(known: remembered.Notes, now: Moment) -> bool:
    until = known.quick_until
    return until is not None and known.quick_start == now.boot and _is_fresh(until.timestamp(), now)


def _is_fresh(until: float, now: Moment) -> bool:
    return now.at < until <= now.at + HOURS * 3600


def _body_for(path: Path) -> dict[str, Any] | None:
    if place() is None:
        return None
    try:
        salt = pages.salt_of(path)
        found = json.loads(_ask(lambda ring: ring.get_password(_SERVICE, salt.hex())) or "null")
    except (OSError, ValueError, Trouble):
        return None
    return found if isinstance(found, dict) else None
