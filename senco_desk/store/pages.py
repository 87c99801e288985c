"""The file as pages, checked without opening it as a database.

SQLCipher says the same of a wrong passphrase and of a damaged file. Each of its pages ends in its own HMAC,
so the two can be told apart: a wrong key verifies no page, a right one nearly all of them. The layout is
SQLCipher 4's (https://www.zetetic.net/sqlcipher/design/): 4,096-byte pages, the last 80 bytes a 16-byte IV
and a 64-byte HMAC-SHA-512 over page, IV and little-endian page number; page 1 starts after the 16-byte
salt; the HMAC's key is PBKDF2-HMAC-SHA-512 of the raw key, 2 rounds, the salt with 0x3a added to each byte
by exclusive or.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from senco_desk.store.key import KEY_BYTES, SALT_BYTES

PAGE_BYTES: Final = 4096
_IV_BYTES: Final = 16
_HMAC_BYTES: Final = 64
_LOCK_BYTE_PAGE: Final = 0x4000_0000 // PAGE_BYTES + 1
"""The page that SQLite never writes, one gibibyte in."""
_FEWEST_VALUES_WHEN_ENCRYPTED: Final = 250
"""A page of random bytes hardly ever lacks even one of the 256 values; text and pictures lack many."""


@dataclass(frozen=True, slots=True)
class PageCheck:
    """How many pages a key verifies, and the first few numbers (from 1) of those it does not."""

    pages: int
    sound: int
    damaged: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether there is at least one page and all are sound."""
        return self.pages > 0 and self.sound == self.pages


def salt_of(path: Path) -> bytes:
    """Read the file's salt; shorter than 16 bytes when the file is.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def looks_encrypted(path: Path) -> bool:
    """Whether the first or the last whole page could be a vault's, judged without a key.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        first = file.read(PAGE_BYTES)
        last_at = (path.stat().st_size // PAGE_BYTES - 1) * PAGE_BYTES
        file.seek(max(last_at, 0))
        last = file.read(PAGE_BYTES)
    return any(
        len(page) == PAGE_BYTES and len(set(page)) >= _FEWEST_VALUES_WHEN_ENCRYPTED for page in (first, last)
    )


def first_page_sound(path: Path, raw_key: bytes) -> bool:
    """Whether the key verifies page 1: a quick answer to "is this the passphrase?".

    Raises:
        OSError: it cannot be read.
    """
    return next(_verdicts(path, raw_key), False)


def check_pages(path: Path, raw_key: bytes) -> PageCheck:
    """Verify every page. About 10 µs a page; the file is only read.

    Raises:
        OSError: it cannot be read.
    """
    pages = sound = 0
    damaged: list[int] = []
    for number, verdict in enumerate(_verdicts(path, raw_key), start=1):
        pages += 1
        sound += verdict
        if not verdict and len(damaged) < 5:
            damaged.append(number)
    return PageCheck(pages, sound, tuple(damaged))


def _verdicts(path: Path, raw_key: bytes) -> Iterator[bool]:
    with path.open("rb") as file:
        salt = file.read(SALT_BYTES)
        if len(salt) < SALT_BYTES:
            return
        hmac_salt = bytes(byte ^ 0x3A for byte in salt)
        hmac_key = hashlib.pbkdf2_hmac("sha512", raw_key, hmac_salt, 2, KEY_BYTES)
        file.seek(0)
        number = 1
        while page := file.read(PAGE_BYTES):
            if number != _LOCK_BYTE_PAGE:
                yield _sound(page, number, hmac_key)
            number += 1


def _sound(page: bytes, number: int, hmac_key: bytes) -> bool:
    if len(page) < PAGE_BYTES:
        return False
    start = SALT_BYTES if number == 1 else 0
    signed = memoryview(page)[start : PAGE_BYTES - _HMAC_BYTES]
    made = hmac.new(hmac_key, signed, hashlib.sha512)
    made.update(number.to_bytes(4, "little"))
    return hmac.compare_digest(made.digest(), page[-_HMAC_BYTES:])
