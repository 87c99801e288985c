"""Names that stand nowhere else in the world, and how they would look wherever they leaked to."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

DRAFT: Final = "zqxdraftcanary wrote this"
_PREFIX: Final = "Zqx"
_PAPER: Final = b"%PDF"


def surname(n: int) -> str:
    """Give the surname of canary number `n`."""
    return f"{_PREFIX}{n:03d}canary"


def shapes() -> tuple[bytes, ...]:
    """Give what each canary has in it, whatever its number, in every dress that text wears on a disk."""
    dressed = ("canary", "CANARY", "Canary")  # long enough to stand in no random bytes by chance
    found = [word.encode(code) for word in dressed for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return (*found, *(_core("canary", shift) for shift in range(3)))


def _core(word: str, shift: int) -> bytes:
    """Give the part of a word's base64 that is the same whatever stands `shift` bytes before it."""
    whole = base64.b64encode(b"\0" * shift + word.encode())
    return whole[(shift * 8 + 5) // 6 : (shift + len(word)) * 8 // 6]


def leaks(folder: Path, but: frozenset[Path] = frozenset()) -> list[str]:
    """Give the files under a folder that hold a canary, have one in their name, or are a paper.

    A paper's words are packed, so that no canary would be found in it.
    """
    looked_for = shapes()
    found = []
    for path in sorted(folder.rglob("*")):
        if path in but or any(parent in but for parent in path.parents):
            continue
        said = str(path.relative_to(folder)).encode()
        body = path.read_bytes() if path.is_file() else b""
        if body.startswith(_PAPER) or any(shape in said or shape in body for shape in looked_for):
            found.append(str(path.relative_to(folder)))
    return found
