"""A keystroke in the search: the rows of the register for what is typed so far, against plain SQLite LIKE."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks.ground import TODAY, Ground, names
from benchmarks.measure import Figure, at_percent, in_turn, median
from senco_desk.services import register
from senco_desk.services.register import RegisterFilter
from senco_desk.store import Store

GOAL_MS = 16.0
SIZES = (3_000, 30_000)
_PUPILS_TYPED = 40
_LETTERS = 9
_TRIES = {3_000: 3, 30_000: 1}
"""Of each keystroke; its median counts."""
_LIKE = (
    "(forename LIKE ? OR surname LIKE ? OR preferred_forename LIKE ? OR preferred_surname LIKE ?"
    " OR former_surname LIKE ?)"
)


def measure(ground: Ground) -> Iterator[Figure]:
    """Type names and slips of names, letter by letter."""
    for size in SIZES:
        store = ground.crowd(size)
        plain = _plain_copy(store)
        try:
            typed = list(keystrokes(names(store, _PUPILS_TYPED)))
            ours, like = _type(store, plain, typed, _TRIES[size])
        finally:
            plain.close()
            store.close(copy=False)
        for percent, called in ((50, "median"), (95, "95 %")):
            value = at_percent(ours, percent)
            held = size == SIZES[0]
            yield Figure(
                f"A keystroke in the search, {size:,} pupils, {called}",
                value,
                "ms",
                "plain SQLite LIKE over the same names",
                at_percent(like, percent),
                len(typed),
                goal=f"under {GOAL_MS:g} ms" if held else "",
                met=value < GOAL_MS if held else None,
            )


def keystrokes(typed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Give what stands in the field after each key: a surname, both names, or a surname with a slip."""
    for number, (forename, surname) in enumerate(typed):
        slip = surname[:2] + surname[3:2:-1] + surname[4:]  # its third and fourth letters change places
        words = (surname, f"{forename} {surname}", slip)[number % 3]
        for end in range(1, min(len(words), _LETTERS) + 1):
            yield words[:end]


def _type(
    store: Store, plain: sqlite3.Connection, texts: Sequence[str], tries: int
) -> tuple[list[float], list[float]]:
    wanted = [RegisterFilter(list="all", text=text) for text in texts]
    register.rows(store, wanted[0], today=TODAY)
    _like(plain, texts[0])
    ours: list[float] = []
    like: list[float] = []
    for text, filter_ in zip(texts, wanted, strict=True):
        answer = partial(register.rows, store, filter_, today=TODAY)
        mine, theirs = in_turn(answer, partial(_like, plain, text), tries, warm_up=False)
        ours.append(median(mine))
        like.append(median(theirs))
    return ours, like


def _like(plain: sqlite3.Connection, text: str) -> list[tuple[object, ...]]:
    words = text.split()
    where = " AND ".join([_LIKE] * len(words)) or "1"
    given = [f"%{word}%" for word in words for _ in range(5)]
    found: list[tuple[object, ...]] = plain.execute(
        f"SELECT * FROM pupil WHERE {where} ORDER BY surname, forename LIMIT 200", given
    ).fetchall()
    return found


def _plain_copy(store: Store) -> sqlite3.Connection:
    """Give the same names in plain SQLite, in memory."""
    plain = sqlite3.connect(":memory:")
    plain.execute(
        "CREATE TABLE pupil (id INTEGER PRIMARY KEY, forename, surname, preferred_forename,"
        " preferred_surname, former_surname, year_group, form)"
    )
    with store.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT id, legal_forename, legal_surname, preferred_forename, preferred_surname,"
            " former_surname, year_group, form FROM pupil"
        )
        plain.executemany("INSERT INTO pupil VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [tuple(row) for row in rows])
    plain.commit()
    return plain
