"""kill -9 while saving, again and again: nothing acknowledged is lost, nothing is damaged (figure R1)."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import col, func
from sqlmodel import select as choose

from senco_desk.models.pupil import Contact
from senco_desk.store import Store, check
from senco_desk.store.check import Finding
from tests.proof.figures import Measured, count
from tests.vaults import add_pupil, make_store, reopen

KILLS = count(200, 1_000)

_WRITER = """
import os, sys
from pathlib import Path
from senco_desk.models.pupil import Contact
from tests.vaults import reopen
early = sys.argv[2] == "early"
path = Path(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    first = int(line)
    child = os.fork()
    if child:
        os.write(1, b"pid %d\\n" % child)
        os.waitpid(child, 0)
        os.write(1, b"dead\\n")
        continue
    store = reopen(path)
    for number in range(first, first + 10_000):
        with store.work("add a contact") as work:
            work.add(Contact(pupil_id=1, name="C" * 300, rank=number))
            if early:
                os.write(1, b"ack %d\\n" % number)
        if not early:
            os.write(1, b"ack %d\\n" % number)
"""


class Writers:
    """A process that starts writers one after another, so that Python is imported once."""

    def __init__(self, path: Path, when: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), when],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd=Path(__file__).parents[2],
        )
        self._left = b""
        assert self._line() == "ready"

    def save_until_killed(self, first: int, acks: int, wait_s: float) -> int:
        """Start a writer at number `first`, kill it `wait_s` after its `acks`-th acknowledged save.

        Returns:
            The highest number acknowledged, or `first - 1`.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(b"%d\n" % first)
        child = int(self._line().removeprefix("pid "))
        acknowledged = first - 1
        for _ in range(acks):
            acknowledged = int(self._line().removeprefix("ack "))
        select.select([], [], [], wait_s)  # to fall anywhere within a save, the kill waits for no event
        os.kill(child, signal.SIGKILL)
        while (line := self._line()) != "dead":
            acknowledged = int(line.removeprefix("ack "))
        return acknowledged

    def close(self) -> None:
        """End the process that starts them."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.wait()

    def _line(self) -> str:
        assert self._process.stdout is not None
        while b"\n" not in self._left:
            some = self._process.stdout.read(4096)
            assert some, "the writer ended by itself"
            self._left += some
        line, self._left = self._left.split(b"\n", 1)
        return line.decode()


def _highest(store: Store) -> int:
    with store.read() as session:
        return session.exec(choose(func.max(col(Contact.rank)))).one() or 0


def _kill_many(path: Path, when: str, kills: int, *, look_over_each: int) -> tuple[int, int, list[Finding]]:
    """Give acknowledged saves, kills after which one was missing, and all that checks found."""
    chance = random.Random(20261122)
    writers = Writers(path, when)
    saved = lost = 0
    found: list[Finding] = []
    highest = 0
    for number in range(kills):
        acknowledged = writers.save_until_killed(highest + 1, chance.randrange(4), chance.random() * 0.012)
        store = reopen(path)
        present = _highest(store)
        saved += max(acknowledged - highest, 0)
        lost += present < acknowledged
        if number % look_over_each == 0 or number == kills - 1:
            found += check.findings(store)
        highest = max(present, acknowledged)
        store.before_close.clear()
        store.close()
    writers.close()
    return saved, lost, found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = make_store(tmp_path)
    add_pupil(store)
    store.before_close.clear()
    store.close()
    return store.path


def test_kills_while_saving_lose_nothing_and_damage_nothing(path: Path):
    measured = Measured("R1", "kill -9 while saving")
    saved, lost, found = _kill_many(path, "after", KILLS, look_over_each=10)
    assert saved > KILLS / 2  # the kills fell among real saves
    assert (lost, found) == (0, [])
    measured.reached(KILLS, f"{saved} acknowledged saves, 0 lost, 0 files damaged")


def test_a_writer_that_acknowledges_too_early_is_caught(path: Path):
    _, lost, found = _kill_many(path, "early", 40, look_over_each=40)
    assert lost > 0
    assert found == []  # even so, no save is half there
