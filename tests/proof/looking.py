"""How a folder looks to whoever opens what is in it; what was looked over once is known by its pages."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from senco_desk.errors import Mistake, Told
from senco_desk.store import Store, check, copies, open_with_key, pages, repair
from senco_desk.store.key import SALT_BYTES
from tests.proof.operations import Operation, dump, keys_for, vault_in
from tests.vaults import reopen

_OLD: Final = "old"
_NEW: Final = "new"
_RESERVED: Final = 80
"""What SQLCipher keeps at the end of a page for itself: the IV and the HMAC."""
_IV: Final = 16
_COUNTERS: Final = (slice(24, 28), slice(92, 96))
"""Where SQLite counts changes, for other programs that hold the file: under SQLCipher from any number on."""
_FIGURE: Final = re.compile(r"\d")


@dataclass(frozen=True)
class Contents:
    """What a file holds.

    Attributes:
        vault: its rows, times left out; None when it cannot be opened.
        opens_with: "old" or "new" passphrase; "" for neither.
        wrong: what no operation may leave behind, in words.
    """

    vault: object
    opens_with: str
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """How a folder looks.

    Attributes:
        vault: what the vault holds; None when there is none.
        opens_with: "old" or "new" passphrase.
        copies, aside: what its copies and what was set aside hold.
        wrong: as of all contents.
    """

    vault: object
    opens_with: str
    copies: list[object] = field(default_factory=list)
    aside: list[object] = field(default_factory=list)
    wrong: tuple[str, ...] = ()


class Onlooker:
    """Opens everything in a folder that calls itself a vault, looks each over, and says what is there.

    Most tries leave one of a few databases behind, each time encrypted anew. So each file has all its pages
    verified and decrypted; one whose pages say what those of a file before it said, among the same names, is
    the same database. It is not opened and looked over again, but what a journal has to put back always is.

    Args:
        operation: what was tried in the folder.
    """

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._known: dict[object, Contents] = {}
        self._bytes_met: dict[bytes, str] = {}

    def look(self, folder: Path) -> Seen:
        """Look a folder over. What was cut off in it goes on, as when a person opens it."""
        path = vault_in(folder)
        copied = [self._contents(copy) for copy in copies.copies_of(path)]
        aside = [self._contents(each) for each in sorted(folder.glob("* set aside *.senco"))]
        here = self._contents(path) if path.exists() else Contents(None, _OLD)
        wrong = tuple(said for each in (*copied, *aside, here) for said in each.wrong)
        return Seen(
            here.vault,
            here.opens_with,
            [each.vault for each in copied],
            [each.vault for each in aside],
            wrong,
        )

    def _contents(self, path: Path) -> Contents:
        if repair.interrupted(path):  # opening it puts back what was half written; then it is as any other
            try:
                _shut(_open(path)[0])
            except Told as told:
                return Contents(None, "", (f"{path.name}: {told}",))
        known_by = self._known_by(path)
        if known_by is None:
            return self._opened(path)
        if known_by not in self._known:
            self._known[known_by] = self._opened(path)
        return self._known[known_by]

    def _known_by(self, path: Path) -> object | None:
        """Give what tells its database and its surroundings from any other; None if it is not sound."""
        body = path.read_bytes()
        digest = hashlib.sha256(body).digest()
        if digest not in self._bytes_met:
            said = _what_pages_say(path, body)
            if said is None:
                return None
            self._bytes_met[digest] = said
        beside = sorted(_FIGURE.sub("#", each.name) for each in path.parent.iterdir())
        return self._bytes_met[digest], tuple(beside)

    def _opened(self, path: Path) -> Contents:
        try:
            store, opened_with = _open(path)
        except Told as told:
            return Contents(None, "", (f"{path.name}: {told}",))
        try:
            if self._operation.goes_on:
                self._operation.goes_on(store)
            found = tuple(f"{path.name}: {finding.said}" for finding in check.findings(store))
            return Contents(dump(store), opened_with, found)
        finally:
            _shut(store)


def _shut(store: Store) -> None:
    store.before_close.clear()
    store.close()


def _open(path: Path) -> tuple[Store, str]:
    salt = pages.salt_of(path)
    if len(salt) < SALT_BYTES:
        return reopen(path), ""  # which says what is wrong with it
    by_old, by_new = keys_for(salt)
    try:
        return open_with_key(path, by_old), _OLD
    except Mistake:
        return open_with_key(path, by_new), _NEW


def _what_pages_say(path: Path, body: bytes) -> str | None:
    """Give a digest of which passphrase opens a file and what is in its pages; None if any is not sound."""
    if len(body) < pages.PAGE_BYTES:
        return None
    for raw_key, opens_with in zip(keys_for(body[:SALT_BYTES]), (_OLD, _NEW), strict=True):
        if pages.check_pages(path, raw_key).whole:
            said = hashlib.sha256(opens_with.encode())
            for start in range(0, len(body), pages.PAGE_BYTES):
                said.update(_decrypted(body[start : start + pages.PAGE_BYTES], raw_key, first=start == 0))
            return said.hexdigest()
    return None


def _decrypted(page: bytes, raw_key: bytes, *, first: bool) -> bytes:
    start = SALT_BYTES if first else 0
    reserved = page[-_RESERVED:]
    cipher = Cipher(algorithms.AES(raw_key), modes.CBC(reserved[:_IV])).decryptor()
    said = bytearray(start) + cipher.update(page[start:-_RESERVED]) + cipher.finalize()
    for counter in _COUNTERS if first else ():
        said[counter] = bytes(4)
    return bytes(said)
