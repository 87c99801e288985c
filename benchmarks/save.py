"""One save: a pupil's details changed as a named step with its journal, against plain SQLite's own commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from benchmarks.ground import PASSPHRASE, Ground
from benchmarks.measure import Figure, at_percent, in_turn
from senco_desk.models.pupil import Pupil, PupilInput
from senco_desk.services import pupils
from senco_desk.store import Store, open_vault

TRIES = 100


def measure(ground: Ground) -> Iterator[Figure]:
    """Change one pupil to and fro, each time to the disk."""
    store = open_vault(ground.school, PASSPHRASE)
    plain = _plain(ground)
    try:
        mine, theirs = _change(store, plain)
    finally:
        plain.close()
        store.close(copy=False)
    for percent, called in ((50, "median"), (95, "95 %")):
        yield Figure(
            f"One save, {called}",
            at_percent(mine, percent),
            "ms",
            "plain SQLite, the same row and settings",
            at_percent(theirs, percent),
            TRIES,
        )


def _change(store: Store, plain: sqlite3.Connection) -> tuple[list[float], list[float]]:
    with store.read() as session:
        row = session.get_one(Pupil, 1)
        fields = PupilInput.model_validate(row.model_dump(include=set(PupilInput.model_fields)))
    names = list(fields.model_dump())
    plain.execute(f"CREATE TABLE pupil (id INTEGER PRIMARY KEY, {', '.join(names)})")
    plain.execute(
        f"INSERT INTO pupil VALUES (1, {', '.join('?' * len(names))})", list(fields.model_dump().values())
    )
    text = f"UPDATE pupil SET {', '.join(f'{name} = ?' for name in names)} WHERE id = 1"
    turn = {"ours": 0, "plain": 0}

    def changed(whose: str) -> PupilInput:
        turn[whose] += 1
        return fields.model_copy(update={"key_adult": f"Made-up adult {turn[whose]}"})

    def ours() -> None:
        pupils.change(store, 1, changed("ours"))

    def reference() -> None:
        values = list(changed("plain").model_dump(mode="json").values())
        plain.execute("BEGIN IMMEDIATE")
        plain.execute(text, values)
        plain.execute("COMMIT")

    return in_turn(ours, reference, TRIES)


def _plain(ground: Ground) -> sqlite3.Connection:
    plain = sqlite3.connect(ground.folder / "plain.sqlite", isolation_level=None)
    for pragma in ("journal_mode = TRUNCATE", "synchronous = FULL", "secure_delete = ON"):
        with closing(plain.execute(f"PRAGMA {pragma}")):
            pass
    return plain
