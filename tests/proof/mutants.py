"""Files spoiled at random, opened one by one in a process that can be watched from outside.

`python -m tests.proof.mutants FOLDER SEED COUNT` reads the vault that lies in FOLDER, makes and opens COUNT
mutants of it, of what lies beside it and of the notes. It says a line for each: what it was, and `opened`,
`found`, `refused`, or in capitals what may not be. With `astray` after it, it takes every file that opens for
one with other contents.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from senco_desk.errors import Told
from senco_desk.store import check, manifest, open_with_key, pages, remembered, restore
from tests.proof.memory import without_locked_memory
from tests.proof.operations import dump, vault_in
from tests.store.test_from_outside import crashed
from tests.vaults import reopen

PAGE: Final = 4096
KINDS: Final = ("bits", "zeros", "short", "pages", "header", "grown", "journal", "slip", "noted")


def _bits(body: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 50))):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)


def _zeros(body: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(body))
    length = min(chance.choice((1, 16, 512, PAGE, 9 * PAGE)), len(body) - start)
    body[start : start + length] = bytes(length)


def _short(body: bytearray, chance: random.Random) -> None:
    to = chance.randrange(len(body))
    del body[to - to % chance.choice((1, 512, PAGE)) :]


def _pages(body: bytearray, chance: random.Random) -> None:
    one, other = (PAGE * chance.randrange(len(body) // PAGE) for _ in range(2))
    body[one : one + PAGE], body[other : other + PAGE] = body[other : other + PAGE], body[one : one + PAGE]


def _header(body: bytearray, chance: random.Random) -> None:
    at = chance.randrange(100)
    body[at : at + 8] = chance.randbytes(8)


def _grown(body: bytearray, chance: random.Random) -> None:
    body += chance.choice((chance.randbytes(PAGE), bytes(PAGE), chance.randbytes(77), bytes(body[-PAGE:])))


_SPOILERS: Final[tuple[Callable[[bytearray, random.Random], None], ...]] = (
    _bits, _zeros, _short, _pages, _header, _grown,
)  # fmt: skip


_STRANGE: Final[tuple[Any, ...]] = (
    *(None, True, -1, 10**400, float("nan"), float("inf")),
    *("", "x" * 10_000, [], {}, [[]], {"generation": "many"}),
)


def spoiled_bytes(sound: bytes, chance: random.Random) -> bytes:
    """Give bytes with some of them changed, emptied or cut off."""
    body = bytearray(sound)
    if body:
        chance.choice((_bits, _zeros, _short))(body, chance)
    return bytes(body)


def spoiled_text(text: str, chance: random.Random) -> bytes:
    """Give JSON that was cut, garbled, or holds what nobody expects."""
    kind = chance.randrange(4)
    if kind == 0:
        return spoiled_bytes(text.encode(), chance)
    if kind == 1:
        return chance.choice((b"", b"[" * 100_000, b"\xff\xfe", b"NaN", b"1e999", b'{"a":' * 50_000, b"null"))
    strange: Any = chance.choice(_STRANGE)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = {}
    _put_somewhere(told, strange, chance)
    return json.dumps(told).encode()


def _put_somewhere(told: Any, strange: object, chance: random.Random) -> None:
    while isinstance(told, dict) and told:
        name = chance.choice(list(told))
        if not isinstance(told[name], dict) or chance.random() < 0.3:
            told[name] = strange
            return
        told = told[name]


@dataclass
class Bench:
    """What is spoiled: a closed vault, one that a crash left with its journal, and the texts beside them."""

    folder: Path
    raw_key: bytes
    vault: bytes
    half: tuple[bytes, bytes]
    held: tuple[object, object]
    """What the vault, and the one that the crash left, hold."""
    copy: Path

    @property
    def path(self) -> Path:
        """Where each mutant lies."""
        return self.folder / "mutant.senco"

    def _beside(self) -> Path:
        return self.path.with_name(f"{self.path.name}-journal")

    def spoil_file(self, number: int, chance: random.Random) -> str:
        """Open a mutant of the vault; say what came of it."""
        body = bytearray(self.vault)
        for _ in range(chance.choice((1, 1, 1, 3))):
            if len(body) > PAGE:
                _SPOILERS[number % len(_SPOILERS)](body, chance)
        return self._opened(bytes(body), None, self.held[0], original=self.vault)

    def spoil_journal(self, chance: random.Random) -> str:
        """Open a vault whose journal, left by a crash, was spoiled."""
        file, hot = self.half
        body = bytearray(hot)
        chance.choice(_SPOILERS)(body, chance)
        return self._opened(file, bytes(body), self.held[1], original=None)

    def _opened(self, body: bytes, hot: bytes | None, held: object, *, original: bytes | None) -> str:
        for left in self.folder.glob("mutant*"):
            left.unlink() if left.is_file() else shutil.rmtree(left)
        self.path.write_bytes(body)
        if hot is not None:
            self._beside().write_bytes(hot)
        try:
            store = open_with_key(self.path, self.raw_key)
        except Told:
            same = self.path.read_bytes() == body and (hot is None or self._beside().read_bytes() == hot)
            return "refused" if same else "REFUSED AND CHANGED"
        try:
            found = check.findings(store)
            if not found and dump(store) != held:
                return "OPENED WITH OTHER CONTENTS"
        except Told:
            found = [check.Finding("")]
        finally:
            store.close(copy=False)
        if hot is None and body != original and self.path.read_bytes() != body:
            return "OPENED AND CHANGED"
        return "found" if found else "opened"

    def spoil_slip(self, chance: random.Random) -> str:
        """Spoil a copy's slip and go back to that copy for practice."""
        slip = manifest.path_of(self.copy)
        text, bytes_before = slip.read_text(encoding="utf-8"), self.copy.read_bytes()
        slip.write_bytes(spoiled_text(text, chance))
        try:
            restore.practise(self.copy, lambda file: open_with_key(file, self.raw_key))
            said = "opened"
        except Told:
            said = "refused"
        finally:
            slip.write_text(text, encoding="utf-8")
        return said if self.copy.read_bytes() == bytes_before else "COPY CHANGED"

    def spoil_note(self, chance: random.Random) -> str:
        """Spoil what this laptop remembers of the file, and ask whether the file is older."""
        self.path.write_bytes(self.vault)
        store = open_with_key(self.path, self.raw_key)
        try:
            remembered.note(store)
            noted = remembered._path()
            noted.write_bytes(spoiled_text(noted.read_text(encoding="utf-8"), chance))
            remembered.finding(store)
            remembered.note(store)
            return "opened"
        finally:
            store.close(copy=False)


def made(folder: Path) -> Bench:
    """Make ready what is spoiled, from the vault in `folder`."""
    path = vault_in(folder)
    store = reopen(path)
    raw_key, _ = store.keys()
    held = dump(store)
    (copy,) = folder.glob("* backups/*.senco")
    half = crashed(store, folder / "crashed")
    store.close(copy=False)
    left = (half.read_bytes(), half.with_name(f"{half.name}-journal").read_bytes())
    assert pages.check_pages(path, raw_key).whole
    return Bench(folder, raw_key, path.read_bytes(), left, (held, held), copy)


def main(folder: Path, seed: int, count: int, *, astray: bool) -> None:
    """Make and open the mutants."""
    without_locked_memory()
    bench = made(folder)
    if astray:
        bench.held = ("other", "other")
    chance = random.Random(seed)
    others = {
        "journal": bench.spoil_journal,
        "slip": bench.spoil_slip,
        "noted": bench.spoil_note,
    }
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        spoil = others.get(kind)
        said = spoil(chance) if spoil else bench.spoil_file(KINDS.index(kind), chance)
        print(f"{number} {kind} {said}", flush=True)  # noqa: T201 - this is how it is watched


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), astray=sys.argv[4:] == ["astray"])
