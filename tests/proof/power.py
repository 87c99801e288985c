"""A laptop that loses its power: every state that a record of calls says the disk may then be in.

What was written reaches the disk for certain only with the next sync of that file. Until then each of its
512-byte sectors is there or not, whatever the order; a file cut short may still be long; a name taken away
may still be there, and one that is new may not, until the folder is synced.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SECTOR: Final = 512
_CALL: Final = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_OF_FILE: Final = re.compile(r"\d+<([^>]*)>")
_STRING: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Wrote:
    """Bytes at a place, or a new length (`data` None)."""

    at: int
    data: bytes | None


@dataclass(frozen=True)
class Call:
    """One call: what it did to which file."""

    kind: str
    path: str = ""
    wrote: Wrote = Wrote(0, None)
    said: str = ""
    """What was acknowledged, for kind "ack"."""


def calls(record: Path, folder: Path) -> Iterator[Call]:
    """Read what concerns `folder` out of a record with data, and what was acknowledged.

    Raises:
        AssertionError: there is a call in it that this model does not know.
    """
    for line in record.read_text(encoding="ascii").splitlines():
        match = _CALL.match(line)
        if match is None or match[3].startswith("-"):
            continue
        name, given = match[1], match[2]
        if name == "writev":
            yield Call("ack", said=_bytes(given).decode().strip())
        elif (file := _file(name, given)) and _is_in(file, folder):
            yield _understood(name, given, file)


def _understood(name: str, given: str, file: str) -> Call:
    tail = given.rsplit(">", 1)[-1]
    if name == "pwrite64":
        return Call("write", file, Wrote(int(tail.rsplit(",", 1)[1]), _bytes(given)))
    if name == "ftruncate":
        return Call("write", file, Wrote(int(tail.rsplit(",", 1)[1]), None))
    if name in ("fsync", "fdatasync"):
        return Call("sync", file)
    if name in ("unlink", "unlinkat"):
        return Call("unlink", file)
    assert name in ("open", "openat"), f"a call that this model does not know: {name}"
    return Call("make" if "O_CREAT" in given else "open", file)


def _file(name: str, given: str) -> str:
    if name in ("open", "openat", "unlink", "unlinkat"):
        return _bytes(given).decode()
    match = _OF_FILE.match(given)
    return _path(match[1]) if match else ""


def _path(said: str) -> str:
    return bytes.fromhex(said.replace("\\x", "")).decode() if "\\x" in said else said


def _is_in(file: str, folder: Path) -> bool:
    return file == str(folder) or Path(file).parent == folder


def _bytes(given: str) -> bytes:
    match = _STRING.search(given)
    return bytes.fromhex(match[1].replace("\\x", "")) if match else b""


@dataclass
class _File:
    synced: bytearray
    waiting: list[Wrote] = field(default_factory=list)
    named: bool = True
    """Whether its name is on the disk for certain."""
    taken_away: bool = False


class Disk:
    """What is on the disk for certain, and what is on its way.

    Args:
        folder: the one that is watched.
        files: what was in it before the first call, name to bytes.
    """

    def __init__(self, folder: Path, files: dict[str, bytes]) -> None:
        self._folder = str(folder)
        self._files = {str(folder / name): _File(bytearray(body)) for name, body in files.items()}

    def take(self, call: Call) -> None:
        """Go on by one call."""
        if call.kind == "ack":
            return
        if call.path == self._folder:
            if call.kind == "sync":
                self._files = {name: file for name, file in self._files.items() if not file.taken_away}
                for file in self._files.values():
                    file.named = True
            return
        known = self._files.get(call.path)
        if known is None or (call.kind == "make" and known.taken_away):
            known = self._files[call.path] = _File(bytearray(), named=False)
        file = known
        if call.kind == "write":
            file.waiting.append(call.wrote)
        elif call.kind == "sync":
            for wrote in file.waiting:
                _apply(file.synced, wrote)
            file.waiting.clear()
        elif call.kind == "unlink":
            file.taken_away = True

    def lose_power(self, chance: random.Random) -> dict[str, bytes]:
        """Give one state that the disk may be found in: file name to bytes."""
        found = {}
        share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for name, file in self._files.items():
            if (file.taken_away or not file.named) and chance.random() < 0.5:
                continue
            body = bytearray(file.synced)
            for wrote in file.waiting:
                for part in _sectors(wrote):
                    if chance.random() < share:
                        _apply(body, part)
            found[Path(name).name] = bytes(body)
        return found


def _sectors(wrote: Wrote) -> Iterator[Wrote]:
    if wrote.data is None:
        yield wrote
        return
    start = 0
    while start < len(wrote.data):
        end = start + SECTOR - (wrote.at + start) % SECTOR
        yield Wrote(wrote.at + start, wrote.data[start:end])
        start = end


def _apply(body: bytearray, wrote: Wrote) -> None:
    if wrote.data is None:
        body[wrote.at :] = bytes(max(0, wrote.at - len(body)))
        return
    if len(body) < wrote.at:
        body.extend(bytes(wrote.at - len(body)))
    body[wrote.at : wrote.at + len(wrote.data)] = wrote.data
