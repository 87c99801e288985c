"""The process that reads hostile files: Python is read once, then each file has a child of its own.

`python -m tests.proof.importer` reads lines `HOW VAULT LIST`, forks, and says for each, in one line,
`PID STATUS MB SECONDS WORDS`: how the child ended, its most memory, its time on the processor, its words.
HOW is `preview`, or one of the wrong ways that a test must find.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from senco_desk.errors import Mistake
from senco_desk.services import imports
from senco_desk.store import Store
from tests.exchange import corpus
from tests.vaults import add_pupil, make_store, reopen

MOST_S: Final = 30
"""Of the processor: how busy the machine is otherwise says nothing about a file."""
LONGEST_S: Final = 600
"""By the clock, for one that waits for ever."""
TODAY: Final = date(2026, 11, 22)


def _preview(store: Store, path: Path) -> str:
    try:
        shown = imports.preview_file(store, path, today=TODAY)
    except Mistake as told:
        return "told" if told.said and told.advice else "told without advice"
    return f"rows {len(shown.rows)}"


def _peek(_store: Store, path: Path) -> str:
    Path("/etc/hostname").read_bytes()
    return f"rows {len(path.read_bytes())}"


def _call(_store: Store, _path: Path) -> str:
    socket.socket().close()
    return "rows 1"


def _hoard(_store: Store, _path: Path) -> str:
    held = bytearray(1100 * 1024 * 1024)
    held[::4096] = b"x" * len(held[::4096])
    return "rows 1"


def _change(store: Store, _path: Path) -> str:
    add_pupil(store, "Hostile", "Row")
    return "rows 1"


def _dawdle(_store: Store, _path: Path) -> str:
    signal.alarm(1)  # the same end, sooner
    signal.pause()
    return "rows 1"


def _toil(_store: Store, _path: Path) -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))  # the same end, sooner
    while True:
        pass


def _crash(_store: Store, path: Path) -> str:
    raise ValueError(path.name)


def _start(_store: Store, _path: Path) -> str:
    os.posix_spawn("/bin/true", ["true"], {})
    return "rows 1"


WAYS: Final[dict[str, Callable[[Store, Path], str]]] = {
    "preview": _preview,
    "peek": _peek,
    "call": _call,
    "hoard": _hoard,
    "change": _change,
    "dawdle": _dawdle,
    "toil": _toil,
    "crash": _crash,
    "start": _start,
}


def _child(how: str, vault: Path, listed: Path, said: int) -> None:
    signal.alarm(LONGEST_S)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_S, MOST_S))
    store = reopen(vault)
    try:
        os.write(said, WAYS[how](store, listed).encode())
    except Exception as wrong:  # noqa: BLE001 - whatever it is, the test is told
        os.write(said, f"wrong {type(wrong).__name__}".encode())
    store.before_close.clear()
    store.close()


def _warm_up() -> None:
    """Read a sound list of each kind, so that no child reads a module or a time zone for the first time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = make_store(folder)
        texts = {f"{number}.csv": content for number, (_, content, _) in enumerate(corpus.encodings())}
        for listed, content in {**texts, "list.xlsx": corpus.plain_workbook()}.items():
            (folder / listed).write_bytes(content)
            assert _preview(store, folder / listed).startswith("rows")
        store.before_close.clear()
        store.close()
        reopen(store.path).close()


def _say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def main() -> None:
    """Fork a child for each line, until there are no more."""
    _warm_up()
    _say("ready")
    for line in sys.stdin:
        how, vault, listed = line.split()
        heard, said = os.pipe()
        child = os.fork()
        if not child:
            try:
                _child(how, Path(vault), Path(listed), said)
            finally:
                os._exit(0)
        os.close(said)
        with os.fdopen(heard) as words:
            answer = words.read()
        _, status, used = os.wait4(child, 0)
        took = used.ru_utime + used.ru_stime
        _say(f"{child} {status} {used.ru_maxrss // 1024} {took:.1f} {answer}")


if __name__ == "__main__":
    main()
