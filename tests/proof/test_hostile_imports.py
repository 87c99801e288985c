"""Hostile lists: told or read, in bounded room and time, and nothing else touched (figure R18)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import pytest

from senco_desk.store import migrate
from tests.exchange.hostile_books import BOOKS
from tests.exchange.hostile_text import TEXTS, Family
from tests.proof.figures import DEEP, Measured
from tests.proof.importer import MOST_S
from tests.vaults import add_pupil, make_store

REPOSITORY: Final = Path(__file__).parents[2]
MOST_MB: Final = 1024
_CHANCE: Final = Path("/dev/urandom")
_OPENED: Final = re.compile(r'^open(?:at2?)?\((?:[^",]+, )?"([^"]*)".*= \d+', re.MULTILINE)
_REACHED: Final = re.compile(r"^(socket|connect|sendto|execve|bind)\(", re.MULTILINE)
SAID: Final = (
    f"0 crashes, 0 sockets, 0 other files opened, under {MOST_MB} MB and {MOST_S} s of the processor each"
)
FILES: Final[list[tuple[Family, object]]] = [
    (family, strength)
    for family in (*TEXTS, *BOOKS)
    for strength in (family.strengths if DEEP else family.strengths[:1])
]


class Importer:
    """The process that reads them, under strace from its first breath.

    Args:
        folder: where the vault, the list in hand and strace's records lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._records = folder / "records"
        self._records.mkdir()
        store = make_store(folder)
        add_pupil(store, "Idris", "Halloran", form="8H")
        store.before_close.clear()
        store.close()
        self._vault = store.path
        watched = "--trace=?open,?openat,?openat2,?socket,?connect,?sendto,?bind,?execve"
        strace = ["strace", "-ff", "--seccomp-bpf", "-f", "-qq", watched, "-o", str(self._records / "of")]
        with (folder / "errors").open("wb") as errors:
            self._process = subprocess.Popen(
                [*strace, sys.executable, "-m", "tests.proof.importer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=REPOSITORY,
                env={"SENCO_DESK_HOME": str(folder / "home"), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
            )

        assert self._line() == "ready"
        self._own = set(self._records.iterdir())

    def faults(self, how: str, name: str, content: bytes) -> list[str]:
        """Have a file read in a child of its own, and give what may not be, in words."""
        listed = self._folder / "chosen" / name
        listed.parent.mkdir(exist_ok=True)
        listed.write_bytes(content)
        before = self._vault.read_bytes()
        self._pipe(self._process.stdin).write(f"{how} {self._vault} {listed}\n")
        self._pipe(self._process.stdin).flush()
        line = self._line()
        _, status, used, took, words = line.split(" ", 4)
        record = self._record()
        found = [f"reached out: {call}" for call in _REACHED.findall(record)]
        found += [f"opened {path}" for path in _OPENED.findall(record) if not self._may(Path(path), listed)]
        if not re.match(r"told$|rows \d", words):
            found.append(f"said “{words}”, status {status}")
        if int(used) >= MOST_MB:
            found.append(f"{used} MB")
        if float(took) >= MOST_S:
            found.append(f"{took} s")
        if self._vault.read_bytes() != before:
            found.append("the file changed")
        if str(listed) not in record and how == "preview":
            found.append("the record is not of this file")
        return found

    def _may(self, path: Path, listed: Path) -> bool:
        # The list; the person's file with its journal and lock; Python's own modules, such as an encoding.
        beside = path.parent == self._vault.parent and path.name.startswith((self._vault.name, ".Riverside"))
        pythons = any(path.is_relative_to(each) for each in {sys.prefix, sys.base_prefix})
        return beside or pythons or path in (listed, self._vault.parent, migrate.FOLDER / "versions", _CHANCE)

    def _record(self) -> str:
        """Give what the child, and whatever it started, asked of the system."""
        records = set(self._records.iterdir()) - self._own
        said = "".join(each.read_text(encoding="utf-8", errors="replace") for each in records)
        for each in records:
            each.unlink()
        return said

    def _line(self) -> str:
        line = self._pipe(self._process.stdout).readline()
        assert line, (self._folder / "errors").read_text()
        return line.rstrip("\n")

    def close(self) -> None:
        """End the process."""
        self._pipe(self._process.stdin).close()
        self._pipe(self._process.stdout).close()
        self._process.wait()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@pytest.fixture(scope="module")
def importer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Importer]:
    """The process that reads them."""
    made = Importer(tmp_path_factory.mktemp("hostile"))
    yield made
    made.close()


def test_a_hostile_list_is_told_or_read_and_touches_nothing_else(importer: Importer):
    assert len(FILES) >= (200 if DEEP else 50)
    measured = Measured("R18", "a hostile list is previewed")
    wrong = {}
    for family, strength in FILES:
        if found := importer.faults("preview", family.file, family.make(strength)):
            wrong[f"{family.what}: {strength!r:.60}"] = found
    assert wrong == {}
    measured.reached(len(FILES), SAID)


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ("peek", "opened /etc/hostname"),
        ("call", "reached out: socket"),
        ("hoard", "MB"),
        ("change", "the file changed"),
        ("dawdle", "status 14"),
        ("toil", "status 9"),
        ("crash", "wrong ValueError"),
        ("start", "reached out: execve"),
    ],
)
def test_a_reader_that_does_harm_is_caught(importer: Importer, how: str, found: str):
    assert found in " ".join(importer.faults(how, "list.csv", b"Forename,Surname\nIdris,Halloran\n"))
