"""From a passphrase to the file's raw key, and from that to the keys for other ends.

The salt is the file's own first 16 bytes, which SQLCipher leaves readable, so the vault is one file and
holds no parameters that somebody could weaken: what a derivation costs belongs to the program, newest first
in `KNOWN_COSTS`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs (Argon2id, RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


STRONG: Final = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
"""About 0.4 s on a laptop; well above RFC 9106's second choice of 64 MiB."""

KNOWN_COSTS: Final = (STRONG,)
"""Every cost that a released version has made files with, newest first; opening tries each."""


def derive(passphrase: str, salt: bytes, cost: Cost = STRONG) -> bytes:
    """Give the raw 32-byte key. Slow by intention, so run it off the window's thread.

    The passphrase is brought to NFC first, so that é typed on another keyboard is the same é.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 16 bytes")
    text = unicodedata.normalize("NFC", passphrase).encode()
    stretch = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return stretch.derive(text)


def first_journal_key(raw_key: bytes) -> bytes:
    """Give the key that version 0.1.0 chained journals with (HKDF, RFC 5869); it is in the file since."""
    spread = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"senco-desk journal chain 1")
    return spread.derive(raw_key)


def mark(raw_key: bytes) -> str:
    """Give eight bytes that tell one key from another and lead back to neither (HKDF, RFC 5869), in hex."""
    spread = HKDF(algorithm=hashes.SHA256(), length=8, salt=None, info=b"senco-desk recovery kit 1")
    return spread.derive(raw_key).hex()
