"""The slip beside each copy: when and why it was made, how the file stood, and a digest of its bytes.

It lies in the clear beside an encrypted copy, so it says nothing about a child: no name, no count of pupils.
The salt stands in it too, since a copy whose first bytes are damaged is otherwise lost with them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from senco_desk.places import read_json
from senco_desk.store.identity import Head

VERSION: Final = 1
Why = Literal["closing", "half an hour", "bringing in", "new version", "new passphrase", "asked"]
_AT_ONCE: Final = 1 << 20
_SALT: Final = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a slip says.

    Attributes:
        made_at: ISO, with the time zone.
        why: what the copy was made before or after.
        salt: the file's first 16 bytes, in hex.
        sha256: of the whole copy, in hex.
        size: bytes.
        generation, steps, chain: how the file stood (`identity.Head`).
        number: counts up with every copy in the folder, whatever the clock said; 0 on slips that do not
            say it yet.
    """

    made_at: str
    why: str
    salt: str
    sha256: str
    size: int
    generation: int
    steps: int
    chain: str
    number: int = 0
    version: int = VERSION

    @property
    def head(self) -> Head:
        """How the file stood."""
        return Head(self.generation, self.steps, self.chain)

    @property
    def order(self) -> int:
        """Which of two copies was made later, whatever the clock said: the one with more."""
        return self.number or self.generation


def path_of(copy: Path) -> Path:
    """Give where a copy's slip lies: "….senco.json" beside "….senco"."""
    return copy.with_name(f"{copy.name}.json")


def write(copy: Path, manifest: Manifest) -> None:
    """Write a copy's slip, whole or not at all.

    Raises:
        OSError: the disk refused.
    """
    final = path_of(copy)
    beside = final.with_name(f"{final.name}.unfinished")
    with os.fdopen(
        os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(final)


def read(copy: Path) -> Manifest | None:
    """Read a copy's slip; None when there is none, or none that can be understood."""
    try:
        manifest = Manifest(**read_json(path_of(copy)))
    except TypeError:
        return None
    return manifest if manifest.version == VERSION and _makes_sense(manifest) else None


def _makes_sense(manifest: Manifest) -> bool:
    """Whether each part is of its kind: whatever lies in the clear, anything may have written to."""
    numbers = (manifest.generation, manifest.steps, manifest.size, manifest.number)
    words = (manifest.made_at, manifest.why, manifest.sha256, manifest.chain, manifest.salt)
    return (
        all(type(number) is int and number >= 0 for number in numbers)
        and all(isinstance(said, str) for said in words)
        and _SALT.fullmatch(manifest.salt) is not None
    )


def digest(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, in hex.

    Raises:
        OSError: it cannot be read.
    """
    made = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            made.update(part)
    return made.hexdigest()
