"""A child process under strace: what it asked of the disk, and the same again with one call failing or fatal.

strace takes hold of a child that is ready and waits, so that only the operation itself is watched. It counts
the calls of each kind apart; a `Point` therefore knows how many of every kind came before it.
"""

from __future__ import annotations

import re
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WRITING: Final = (
    "write",
    "pwrite64",
    "sendfile",
    "copy_file_range",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
)
"""What changes a disk. The child says what it acknowledges by `writev`, which is not among them."""
OPENING: Final = ("openat", "open")
_CALL_NAME: Final = re.compile(r"^(\w+)\(", re.MULTILINE)
_CALL: Final = re.compile(r"(\w+)\((.*)\)\s+= (.*)")


@dataclass(frozen=True)
class Point:
    """One call of an operation: its kind, which of that kind from 1, and how many of each came before."""

    call: str
    nth: int
    before: Mapping[str, int]
    said: str
    """As strace wrote it."""

    def fatal(self) -> list[str]:
        """Give strace's options that kill the child as it makes this call."""
        return [f"--inject={self.call}:signal=SIGKILL:when={self.nth}"]

    def failing(self, error: str, *, for_good: bool) -> list[str]:
        """Give strace's options that make this call fail, or it and every call after it that writes."""
        if not for_good:
            return [f"--inject={self.call}:error={error}:when={self.nth}"]
        after = {call: self.before.get(call, 0) + 1 for call in WRITING}
        # Not every later opening too: the system's own devices are opened by the same call.
        opened = self.failing(error, for_good=False) if self.call in OPENING else []
        return [*opened, *(f"--inject=?{call}:error={error}:when={nth}+" for call, nth in after.items())]


@contextmanager
def holding(pid: int, options: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Have strace hold a process; it lets go at the end, and the process goes on if it still can.

    Raises:
        AssertionError: strace could not take hold.
    """
    strace = subprocess.Popen(["strace", *options, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
    assert strace.stderr is not None
    try:
        said = strace.stderr.readline()
        assert "attached" in said, f"strace said: {said}"
        yield strace
    finally:
        if strace.poll() is None:
            strace.send_signal(signal.SIGINT)
        strace.stderr.read()
        strace.stderr.close()
        strace.wait()


def recording(to: Path, *, data: bool = False) -> list[str]:
    """Give strace's options that write every call that changes or opens a file, with its bytes if wanted."""
    calls = ",".join(f"?{call}" for call in (*WRITING, *OPENING, *(("writev",) if data else ())))
    shown = ["-xx", "-s", "10000000"] if data else ["-s", "0"]
    return ["-y", *shown, "-o", str(to), f"--trace={calls}"]


def points(recorded: Path, folder: Path, *, opening: bool = False) -> list[Point]:
    """Read the calls that concern `folder` out of a record, in order.

    Args:
        recorded: what strace wrote with the options of `recording`.
        folder: only calls that name something in it are points; all are counted.
        opening: those that open a file too.
    """
    counted: Counter[str] = Counter()
    found = []
    for line in recorded.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _CALL.match(line):
            call = match[1]
            if str(folder) in match[2] and (opening or call not in OPENING):
                found.append(Point(call, counted[call] + 1, dict(counted), line))
            counted[call] += 1
    return found


def beyond(recorded: Path, more: int) -> list[str]:
    """Give strace's options that kill a child at a call of any kind beyond those that there were."""
    counted = Counter(_CALL_NAME.findall(recorded.read_text(encoding="utf-8", errors="replace")))
    return [f"--inject=?{call}:signal=SIGKILL:when={counted[call] + more}" for call in WRITING]


def holding_options(options: list[str]) -> list[str]:
    """Give the options for an injection: nothing else is traced, so that the child runs nearly at speed."""
    calls = {option.split("=", 1)[1].split(":", 1)[0] for option in options}
    return ["-o", "/dev/null", f"--trace={','.join(sorted(calls))}", *options]
