"""Power lost at any moment of saving: no state of the disk is damaged or lacks what was saved (figure R3)."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Final

from sqlmodel import col, func
from sqlmodel import select as choose

from senco_desk.errors import Told
from senco_desk.models.pupil import Contact
from senco_desk.store import Store, check, drafts, open_with_key, pages
from tests.proof import power, strace
from tests.proof.children import Children
from tests.proof.figures import Measured, count
from tests.proof.operations import ALL, SAVES, vault_in
from tests.vaults import reopen

STATES: Final = count(2_000, 10_000)
LOOKED_OVER: Final = 20
"""Every so many, a state is looked over from end to end; each has its pages and structure checked."""


class _Afterwards:
    """The states after a power loss, opened one by one.

    Args:
        folder: where they are laid down.
        raw_key: the vault's.
    """

    def __init__(self, folder: Path, raw_key: bytes) -> None:
        self._folder = folder
        self._key = raw_key
        self.found: Counter[str] = Counter()

    def open(self, state: dict[str, bytes], saved: int) -> None:
        """Lay a state down, open it as the program does, and count what became of it.

        Args:
            state: file name to bytes.
            saved: the number of the last save that was acknowledged.
        """
        for each in self._folder.iterdir():
            each.unlink()
        for name, body in state.items():
            if not name.endswith(".lock"):
                (self._folder / name).write_bytes(body)
        try:
            store = open_with_key(vault_in(self._folder), self._key)
        except Told:
            self.found["corrupt"] += 1
            return
        try:
            self.found[self._judged(store, saved)] += 1
        finally:
            store.before_close.clear()
            store.close()

    def _judged(self, store: Store, saved: int) -> str:
        try:
            if self.found.total() % LOOKED_OVER == 0:
                sound = check.findings(store) == []
            else:
                with store.outside_transaction() as bare:
                    sound = bare.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                sound = sound and pages.check_pages(store.path, self._key).whole
            there = _newest(store)
        except Told:
            return "corrupt"
        if not sound:
            return "corrupt"
        return "lost" if there < saved else "whole"


def _newest(store: Store) -> int:
    draft = drafts.read(store, "response/1")
    typed = int(draft.body.split()[0]) if draft and draft.body[:1].isdigit() else 0
    with store.read() as session:
        return max(typed, session.exec(choose(func.max(col(Contact.rank)))).one() or 0)


def _states(children: Children, folder: Path, operation: str, states: int) -> Counter[str]:
    """Record an operation, cut the power to it `states` times, and count what was found."""
    before = folder / operation
    before.mkdir()
    ALL[operation].build(before)
    store = reopen(vault_in(before))
    raw_key, _ = store.keys()
    store.close(copy=False)
    disk_before = {each.name: each.read_bytes() for each in before.iterdir()}
    record = folder / f"{operation} record"
    assert children.run(operation, before, strace.recording(record, data=True)).said[-1] == "ack"
    made = list(power.calls(record, before))
    assert sum(call.kind == "ack" for call in made) == SAVES + 1
    chance = random.Random(20261122)
    moments = sorted(chance.randrange(len(made)) for _ in range(states))
    afterwards = _Afterwards(folder / "afterwards", raw_key)
    (folder / "afterwards").mkdir(exist_ok=True)
    disk, saved, done = power.Disk(before, disk_before), 0, 0
    for moment in moments:
        for call in made[done:moment]:
            disk.take(call)
            saved = int(call.said.split()[1]) if call.said.startswith("saved ") else saved
        done = moment
        afterwards.open(disk.lose_power(chance), saved)
    return afterwards.found


def test_power_lost_at_any_moment_damages_nothing_and_loses_nothing_saved(
    children: Children, in_memory: Path
):
    measured = Measured("R3", "states of the disk after a power loss while saving")
    found = _states(children, in_memory, "saves", STATES)
    assert found == {"whole": STATES}
    measured.reached(STATES, "0 corrupt, 0 acknowledged saves lost")


def test_saving_without_waiting_for_the_disk_is_caught(children: Children, in_memory: Path):
    measured = Measured("R3", "control: the same with synchronous=OFF")
    states = STATES // 10
    found = _states(children, in_memory, "unsynced", states)
    failed = found["corrupt"] + found["lost"]
    assert failed >= 0.3 * states
    measured.reached(states, f"{failed / states:.0%} fail, as they must")
