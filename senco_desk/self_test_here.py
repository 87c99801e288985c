"""`senco-desk --self-test --here DIR`: does this disk keep what the program says is saved?

With a made-up file in a folder of its own inside DIR: the program is stopped dead in the middle of saving,
again and again, and what it had acknowledged is looked for; a copy is made and gone back to; one is hurt on
purpose. The folder is removed at the end.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from senco_desk.store import Store

KILLS: Final = 20
CHILD: Final = "--save-until-killed"
"""What the program calls itself with, to be stopped."""
PATIENCE_S: Final = 60.0
"""How long the stopped program may take to begin."""
_PASSPHRASE = "copper lantern quiet meadow"  # noqa: S105 - it guards one made-up pupil, for a minute
_MOST_SAVES: Final = 25
"""The most saves that are waited for before the program is stopped."""
_ENOUGH_SAVES: Final = 5_000
_MOST_WAIT_MS: Final = 20
"""The longest wait after the last of them, so that it falls anywhere within a save."""
Step = tuple[str, Callable[[], str]]


class Failed(Exception):
    """Something is not as it should be; its words say what."""


class OnThisDisk:
    """The steps, each leaning on those before it. A step says what it found, or raises."""

    def __init__(self, folder: Path) -> None:
        self.vault = folder / "self-test.senco"
        self._acknowledged = folder / "acknowledged"
        self._code = ""

    def steps(self) -> tuple[Step, ...]:
        """Give the steps in their order."""
        return (
            ("Make a file", self.make_file),
            (f"Stop the program in the middle of saving, {KILLS} times", self.kill),
            ("Open it twice at once", self.open_twice),
            ("Make a verified copy and go back to it", self.go_back),
            ("Damage a copy and try to go back to that", self.damage),
        )

    def make_file(self) -> str:
        """Make the file, with one made-up pupil."""
        from senco_desk.models.pupil import PupilInput
        from senco_desk.services import pupils
        from senco_desk.store import create, recovery

        store = create(self.vault, _PASSPHRASE)
        try:
            self._code = recovery.kit_of(store).code
            pupils.add(store, PupilInput(legal_forename="Made-up", legal_surname="Pupil"))
        finally:
            store.before_close.clear()
            store.close()
        return f"{self.vault.stat().st_size // 1024} kB"

    def kill(self) -> str:
        """Stop the program dead while it saves, and look for every save that it had said was done."""
        saves = 0
        for _ in range(KILLS):
            self._save_and_kill()
            said = int(self._acknowledged.read_text(encoding="ascii").split()[-1])
            with self._opened() as store:
                found = _saves_in(store)
                _must_be_sound(store)
            if found != list(range(1, len(found) + 1)) or len(found) < said:
                raise Failed(f"{said} saves were said to be done, and {len(found)} are there")
            saves = said
        return f"{saves} saves were said to be done, and all of them are there"

    def open_twice(self) -> str:
        """Open the file while it is open."""
        from senco_desk.errors import Trouble

        with self._opened():
            try:
                with self._opened():
                    pass
            except Trouble:
                return "refused, as it should be"
        raise Failed("the folder lets two programs write to one file at once")

    def go_back(self) -> str:
        """Make a copy, save something more, and go back."""
        from senco_desk.store import copies

        with self._opened() as store:
            copy = copies.keep_copy(store)
            then = _saves_in(store)
            _save(store, len(then) + 1)
        self._restore(copy)
        with self._opened() as store:
            _must_be_sound(store)
            if _saves_in(store) != then:
                raise Failed("the copy did not come back as it was")
        return "it came back as it was, and the file before it was set aside"

    def damage(self) -> str:
        """Change one byte of the copy: it must be refused, and the file left alone."""
        from senco_desk.errors import Trouble
        from senco_desk.store import copies

        before, copy = self.vault.read_bytes(), copies.copies_of(self.vault)[0]
        with copy.open("r+b") as file:
            file.seek(copy.stat().st_size // 2)
            byte = file.read(1)[0]
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte ^ 1]))
        try:
            self._restore(copy)
        except Trouble:
            if self.vault.read_bytes() == before:
                return "noticed, and the file left as it was"
            raise Failed("the file was changed") from None
        raise Failed("a damaged copy was taken for a good one")

    @contextmanager
    def _opened(self) -> Iterator[Store]:
        from senco_desk.store import recovery

        store = recovery.open_with_code(self.vault, self._code)
        try:
            yield store
        finally:
            store.before_close.clear()
            store.close()

    def _restore(self, copy: Path) -> None:
        from senco_desk.store import recovery, restore

        now = datetime.now().astimezone()
        restore.restore(copy, self.vault, lambda file: recovery.open_with_code(file, self._code), now=now)

    def _save_and_kill(self) -> None:
        """Start the program saving, and stop it after some saves, somewhere within the next."""
        had = self._lines()
        wanted = had + 1 + secrets.randbelow(_MOST_SAVES)
        child = subprocess.Popen(
            [*_this_program(), CHILD, str(self.vault), self._code, str(self._acknowledged)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_with_this_program(),
        )
        try:
            end = time.monotonic() + PATIENCE_S
            while self._lines() < wanted:
                if child.poll() is not None or time.monotonic() > end:
                    raise Failed("the program could not be started a second time to save")
                time.sleep(0.002)
            time.sleep(secrets.randbelow(_MOST_WAIT_MS) / 1000)
        finally:
            child.kill()
            child.wait()

    def _lines(self) -> int:
        return self._acknowledged.read_bytes().count(b"\n") if self._acknowledged.exists() else 0


def save_until_killed(vault: Path, code: str, acknowledged: Path) -> int:
    """Save one thing after another and say so after each, until somebody stops the program."""
    from senco_desk.store import recovery

    store = recovery.open_with_code(vault, code)
    said = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    first = len(_saves_in(store)) + 1
    for number in range(first, first + _ENOUGH_SAVES):  # were the other gone, nobody would stop it
        _save(store, number)
        os.write(said, f"{number}\n".encode())
    return 0


def _save(store: Store, number: int) -> None:
    from senco_desk.models.pupil import Meeting

    with store.work("plan a made-up review") as work:
        work.add(Meeting(pupil_id=1, on=date(2026, 11, 22), place=f"Room {number}" * 10, held=True))


def _saves_in(store: Store) -> list[int]:
    """Give the numbers of what was saved, in order."""
    from sqlmodel import col, select

    from senco_desk.models.pupil import Meeting

    with store.read() as session:
        places = session.exec(select(Meeting.place).order_by(col(Meeting.id))).all()
    return [int(place.split()[-1]) for place in places]


def _must_be_sound(store: Store) -> None:
    from senco_desk.store import check

    if found := check.findings(store):
        raise Failed(found[0].said)


def _this_program() -> list[str]:
    """Give how this very program is started: as it was built, or from its source."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--self-test"]
    return [sys.executable, "-m", "senco_desk", "--self-test"]


def _with_this_program() -> dict[str, str]:
    source = str(Path(__file__).resolve().parent.parent)
    before = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([source, before] if before else [source])}
