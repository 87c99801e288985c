"""The test's side of the process that operations run in: one child at a time, held by strace or not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from tests.proof import strace
from tests.proof.looking import Onlooker, Seen
from tests.proof.operations import ALL

REPOSITORY: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Went:
    """How a child's operation went: what it said at each try, and whether it was killed."""

    said: tuple[str, ...]
    killed: bool

    @property
    def acknowledged(self) -> bool:
        """Whether the first try was."""
        return self.said[:1] == ("ack",)


class Children:
    """Starts the process once and runs children in it.

    Args:
        errors: where it writes tracebacks.
    """

    def __init__(self, errors: Path) -> None:
        self._errors = errors
        read, self._go = os.pipe()
        with errors.open("wb") as written:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.proof.child", str(read)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=written,
                text=True,
                cwd=REPOSITORY,
                pass_fds=(read,),
            )
        os.close(read)
        assert self._line() == "ready"

    def run(
        self,
        operation: str,
        folder: Path,
        options: list[str] | None = None,
        between: Callable[[], object] | None = None,
    ) -> Went:
        """Run an operation in a folder.

        Args:
            operation: its name.
            folder: where what it needs was built.
            options: strace's, or None to run it free.
            between: called when the first try was told of trouble, with strace gone; then there is a second.
        """
        self._tell(f"{operation} {folder}")
        first = self._line()
        assert first.startswith("pid "), first
        held = strace.holding(int(first[4:]), options) if options else nullcontext()
        said: list[str] = []
        with held:
            self._wave(b"2" if between else b"1")
            if not between:
                return self._until_end(said)
            said.append(self._line())
        if said[0].startswith("end "):
            return Went((), killed=said[0] == "end 9")
        if said[0] != "ack":
            between()
        # Whoever is told that it is not certain looks before doing it again, and finds it done.
        self._wave(b"e" if said[0] == "ack" or "not certain" in said[0] else b"a")
        return self._until_end(said)

    def _until_end(self, said: list[str]) -> Went:
        while not (line := self._line()).startswith("end "):
            said.append(line)
        return Went(tuple(said), killed=line == "end 9")

    def errors(self) -> str:
        """Give what the process wrote about what went wrong."""
        return self._errors.read_text(encoding="utf-8")

    def close(self) -> None:
        """End the process."""
        self._pipe(self._process.stdin).close()
        self._pipe(self._process.stdout).close()
        self._process.wait()
        os.close(self._go)

    def _wave(self, byte: bytes) -> None:
        os.write(self._go, byte)

    def _tell(self, line: str) -> None:
        pipe = self._pipe(self._process.stdin)
        pipe.write(f"{line}\n")
        pipe.flush()

    def _line(self) -> str:
        line = self._pipe(self._process.stdout).readline()
        assert line, f"the process of the operations ended: {self.errors()}"
        return line.rstrip("\n")

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@dataclass
class Bench:
    """One operation made ready to be tried over and over: what is there before, and how both ends look."""

    name: str
    folder: Path
    children: Children
    before: Seen = field(init=False)
    after: Seen = field(init=False)

    def __post_init__(self) -> None:
        self.operation = ALL[self.name]
        self.onlooker = Onlooker(self.operation)
        self.built = self.folder / "built"
        self.built.mkdir(parents=True)
        self.operation.build(self.built)
        self.scratch = self.folder / "scratch"
        self.record = self.folder / "record"
        self.before = self.onlooker.look(self.fresh())
        went = self.children.run(self.name, self.fresh(), strace.recording(self.record))
        assert went.acknowledged, (went, self.children.errors())
        self.after = self.onlooker.look(self.scratch)
        assert self.before.wrong == self.after.wrong == ()

    def points(self, *, opening: bool = False) -> list[strace.Point]:
        """Give every call of the operation that can be cut off or refused."""
        return strace.points(self.record, self.scratch, opening=opening)

    def cut_off(self, point: strace.Point) -> Went:
        """Run it with a kill at a point, in a folder built afresh."""
        return self.children.run(self.name, self.fresh(), strace.holding_options(point.fatal()))

    def cut_off_beyond(self, more: int) -> Went:
        """Run it with a kill `more` calls beyond those recorded, should it make more this time."""
        options = strace.holding_options(strace.beyond(self.record, more))
        return self.children.run(self.name, self.fresh(), options)

    def refused(self, point: strace.Point, error: str, *, for_good: bool) -> tuple[Went, str, str]:
        """Run it with a call failing, and if it was told of trouble a second time with the fault gone.

        Returns:
            How it went; the state between the tries, "" if there was only one; the state at the end.
        """
        states = [""]
        went = self.children.run(
            self.name,
            self.fresh(),
            strace.holding_options(point.failing(error, for_good=for_good)),
            lambda: states.append(self._state_now()),
        )
        return went, states[-1], self.judge(acknowledged=went.said[-1:] == ("ack",))

    def _state_now(self) -> str:
        """Judge a copy of the files as they lie, the operation's process still holding them."""
        aside = self.folder / "aside"
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(self.scratch, aside)
        return self._judged(self.onlooker.look(aside), acknowledged=False)

    def judge(self, *, acknowledged: bool) -> str:
        """Look at what is left: "before" or "after", or in words what may not be."""
        return self._judged(self.onlooker.look(self.scratch), acknowledged=acknowledged)

    def _judged(self, seen: Seen, *, acknowledged: bool) -> str:
        if seen.wrong:
            return f"wrong: {seen.wrong}"
        here = (seen.vault, seen.opens_with)
        then, now = (self.before.vault, self.before.opens_with), (self.after.vault, self.after.opens_with)
        if here not in (then, now):
            return "mixed: neither before nor after"
        if any(copy not in (then[0], now[0]) for copy in (*seen.copies, *seen.aside)):
            return "mixed: a copy is neither before nor after"
        surely = len(self.after.copies) - self.operation.unsure_copies
        if acknowledged and (here != now or len(seen.copies) < surely):
            return "lost: acknowledged and not there"
        if here == now and len(seen.aside) < len(self.after.aside):
            return "lost: what should have been set aside"
        return "after" if here == now else "before"

    def fresh(self) -> Path:
        """Build the scratch folder afresh and give it."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        shutil.copytree(self.built, self.scratch)
        return self.scratch
