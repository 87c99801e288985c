"""Somebody who has the key changes the file behind the program's back: it is found, and where (figure R8)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from senco_desk.errors import Told
from senco_desk.models.pupil import Contact, Pupil
from senco_desk.store import Store, check, open_with_key, pages, remembered, undo
from senco_desk.store.tables import watched_tables
from tests.proof.figures import Measured, count
from tests.proof.operations import ALL, vault_in
from tests.vaults import add_pupil, reopen

ROWS: Final = count(200, 1_000)
PAGES: Final = count(40, 100)
CUTS: Final = count(40, 100)
PAGE: Final = 4096
_JOURNAL: Final = ("journal_step", "journal_change", "journal_blob", "journal_head")
_AT_STEP: Final = re.compile(r"at step (\d+)")


@dataclass
class Victim:
    """A vault with some history, closed; each tampering starts from its bytes."""

    path: Path
    raw_key: bytes
    bodies: list[bytes]
    """Its bytes after each step, the newest last."""

    def findings(self, body: bytes | None = None) -> str:
        """Give what a check says of the file, or of other bytes in its place; refusal to open counts."""
        if body is not None:
            self.path.write_bytes(body)
        try:
            store = open_with_key(self.path, self.raw_key)
        except Told as told:
            return str(told)
        try:
            return " ".join(str(finding) for finding in check.findings(store))
        finally:
            store.close(copy=False)

    def contents(self, body: bytes) -> dict[str, list[str]]:
        """Give every row of every table of bytes put in the file's place."""
        self.path.write_bytes(body)
        store = open_with_key(self.path, self.raw_key)
        with store.outside_transaction() as bare:
            tables = bare.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            rows = {name: bare.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}
        store.close(copy=False)
        return {name: sorted(map(repr, some)) for name, some in rows.items()}


@pytest.fixture
def victim(in_memory: Path) -> Victim:
    """A school in which a good deal happened."""
    ALL["draft"].build(in_memory)
    path = vault_in(in_memory)
    bodies = [path.read_bytes()]
    for number in range(24):
        store = reopen(path)
        _something(store, number)
        raw_key, _ = store.keys()
        store.close(copy=False)
        bodies.append(path.read_bytes())
    return Victim(path, raw_key, bodies)


def _something(store: Store, number: int) -> None:
    if number % 6 == 5:
        undo.undo(store)
    elif number % 3:
        with store.work("add a contact") as work:
            work.add(Contact(pupil_id=1, name=f"Contact {number}", address="1 Made-up Street, " * 12))
    else:
        with store.work("change the note") as work:
            work.change(work.get(Pupil, 1 + number % 8), medical_note=f"Note {number}. " * 25)


def _tamper(bare: Any, chance: random.Random) -> tuple[str, int | None]:
    """Change one row; gives what was done, and the step that it belongs to if it is the journal's."""
    table = chance.choice([*_JOURNAL, *(table.name for table in watched_tables())])
    rows = bare.execute(f'SELECT rowid, * FROM "{table}"').fetchall()
    if not rows:
        return _tamper(bare, chance)
    names = [column[1] for column in bare.execute(f'PRAGMA table_info("{table}")').fetchall()]
    rowid, *values = chance.choice(rows)
    step = dict(zip(names, values, strict=True)).get("step_id", rowid if table == "journal_step" else None)
    if chance.random() < 0.3:
        bare.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
        return f"delete {table} {rowid}", step
    at = chance.choice([n for n, name in enumerate(names) if name != "id" or table not in _JOURNAL])
    if table == "journal_change" and names[at] == "step_id":
        at = names.index("row_key")
    other = _another(values[at], chance)
    bare.execute(f'UPDATE "{table}" SET "{names[at]}" = ? WHERE rowid = ?', (other, rowid))
    return f"{table} {rowid} {names[at]} {values[at]!r:.40} → {other!r:.40}", step


def _another(value: object, chance: random.Random) -> object:
    if isinstance(value, bytes):
        return value + b"\0"
    if isinstance(value, int):
        return value + chance.choice((1, 1_000_000))
    if value is None:
        return 1
    return f"{value}{chance.choice(' .0')}"


def _tampered(victim: Victim, chance: random.Random) -> tuple[str, int | None]:
    victim.path.write_bytes(victim.bodies[-1])
    store = open_with_key(victim.path, victim.raw_key)
    try:
        with store.outside_transaction() as bare:
            bare.execute("PRAGMA foreign_keys = OFF")
            bare.execute("PRAGMA ignore_check_constraints = ON")
            for (name,) in bare.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                bare.execute(f'DROP TRIGGER "{name}"')
            while True:
                try:
                    return _tamper(bare, chance)
                except bare.IntegrityError:  # a key that is taken: somebody who tampers tries another
                    continue
    finally:
        store.close(copy=False)


def test_every_row_tampered_with_is_found_and_its_step_named(victim: Victim):
    measured = Measured("R8", "rows changed or deleted with the key in hand")
    chance = random.Random(8)
    missed, misplaced, placed = [], [], 0
    for _ in range(ROWS):
        did, step = _tampered(victim, chance)
        said = victim.findings()
        if not said:
            missed.append(did)
        if step is not None and (named := _AT_STEP.search(said)):
            placed += 1
            # A step that was taken out is missed at the one after it.
            if int(named[1]) not in (step, step + 1):
                misplaced.append((did, said))
    assert (missed, misplaced) == ([], [])
    assert placed > ROWS / 10
    measured.reached(ROWS, f"all found; the first bad step named in each of {placed} of the journal's")


def _differing(victim: Victim) -> Iterator[bytes]:
    """The newest file with one page of an older one put back, rightly signed as it is."""
    new = victim.bodies[-1]
    for old in victim.bodies[:-1]:
        for at in range(0, min(len(old), len(new)), PAGE):
            page = old[at : at + PAGE]
            if page != new[at : at + PAGE]:
                yield new[:at] + page + new[at + PAGE :]


def test_a_page_put_back_from_an_older_file_is_found(victim: Victim):
    measured = Measured("R8", "pages put back from an older file, rightly signed")
    chance = random.Random(9)
    tried = chance.sample(list(_differing(victim)), PAGES)
    newest = victim.contents(victim.bodies[-1])
    found = alone = 0
    for body in tried:
        said = victim.findings(body)
        alone += not pages.check_pages(victim.path, victim.raw_key).whole
        if said:
            found += 1
        else:  # a page is written anew, under a new IV, also when nothing in it has changed
            assert victim.contents(body) == newest
    assert found > 0.9 * PAGES
    assert alone == 0  # SQLCipher by itself finds none of them: every page is rightly signed
    measured.reached(
        PAGES, f"{found} found, {PAGES - found} held the same as before; none found by SQLCipher alone"
    )


def test_a_file_cut_short_anywhere_is_found(victim: Victim):
    measured = Measured("R8", "files cut short")
    chance = random.Random(10)
    body = victim.bodies[-1]
    lengths = [chance.randrange(len(body)) for _ in range(CUTS // 2)]
    lengths += [PAGE * chance.randrange(len(body) // PAGE) for _ in range(CUTS // 2)]
    assert [length for length in lengths if not victim.findings(body[:length])] == []
    measured.reached(len(lengths), "all found")


def test_a_whole_older_file_put_in_the_place_of_a_newer_one_is_warned_of(
    victim: Victim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    measured = Measured("R8", "whole older files in the place of the newer one")
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path))
    store = reopen(victim.path)
    remembered.note(store)
    assert remembered.finding(store) is None
    store.close(copy=False)
    for older in victim.bodies[:-1]:
        victim.path.write_bytes(older)
        store = reopen(victim.path)
        found = remembered.finding(store)
        store.close(copy=False)
        assert found is not None
        assert "older than the one you last used" in found.said
    measured.reached(len(victim.bodies) - 1, "all warned of")


def test_a_file_that_nobody_touched_has_no_findings(victim: Victim):
    assert victim.findings(victim.bodies[-1]) == ""
    store = reopen(victim.path)
    add_pupil(store)
    store.close(copy=False)
    assert victim.findings() == ""
