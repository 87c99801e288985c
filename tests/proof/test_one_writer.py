"""Many starts at once: exactly one opens the file; one that was killed leaves no question (figure R16)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.proof.children import REPOSITORY
from tests.proof.figures import Measured, count
from tests.vaults import make_store, reopen

RACES: Final = count(30, 100)
STARTS: Final = 4
"""At the same moment, in each race."""

_RACE = """
import os, signal, sys
from pathlib import Path
from senco_desk.errors import Trouble
from senco_desk.store import lock
from tests.vaults import reopen
path, starts = Path(sys.argv[1]), int(sys.argv[2])
if sys.argv[3] == "no lock":
    lock.FileLock.acquire = lambda *_args, **_options: None
reopen(path).close()  # everything is read once, before the forks
print("ready", flush=True)
for _ in sys.stdin:
    gate, opened = os.pipe()
    children = []
    for _ in range(starts):
        child = os.fork()
        if not child:
            os.close(opened)
            os.read(gate, 1)  # returns for all at once, when the gate is closed
            try:
                store = reopen(path)
            except Trouble as told:
                os.write(1, b"told\\n" if "already open" in str(told) else b"question\\n")
            else:
                os.write(1, b"open %d\\n" % os.getpid())
            signal.pause()
        children.append(child)
    os.close(opened)
    os.close(gate)
    for child in children:
        os.write(1, b"pid %d\\n" % child)
    for child in children:
        os.waitpid(child, 0)
    os.write(1, b"over\\n")
"""


class _Races:
    def __init__(self, path: Path, how: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _RACE, str(path), str(STARTS), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
        )
        assert self._line() == "ready"

    def race(self) -> list[str]:
        """Start them, hear from each what it found, kill them all; gives what they found."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        pids: list[int] = []
        found: list[str] = []
        while len(pids) < STARTS or len(found) < STARTS:
            word, _, rest = self._line().partition(" ")
            if word == "pid":
                pids.append(int(rest))
            else:
                found.append(word)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        assert self._line() == "over"
        return sorted(found)

    def close(self) -> None:
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process of the races ended"
        return line.rstrip("\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = make_store(tmp_path)
    store.close()
    return store.path


def test_of_many_starts_at_once_one_opens_the_file_and_a_killed_one_leaves_no_question(path: Path):
    measured = Measured("R16", f"{STARTS} starts at once, then kill -9")
    races = _Races(path, "as it is")
    found = [races.race() for _ in range(RACES)]
    races.close()
    assert found == [["open", *["told"] * (STARTS - 1)]] * RACES
    reopen(path).close()
    measured.reached(RACES, "exactly one writer each time, 0 questions after a kill")


def test_without_the_lock_the_race_would_find_more_than_one_writer(path: Path):
    races = _Races(path, "no lock")
    found = races.race()
    races.close()
    assert found.count("open") > 1
