"""Find pupils as you type: in SQL, over ordered indexes of folded words.

Each word typed must fit one of the pupil's words: whole, as its beginning, as their initials, or one slip
away from a word or its beginning (see `folding`). Better fits come first, then the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from senco_desk.store.folding import parts, pieces_to_try
from senco_desk.store.opened import Store

_WHOLE, _BEGINNING, _SLIP = 0, 1, 4
_SLIP_BESIDE_FITS: Final = 4
"""From this many letters on, words one slip away come beside those that fit; below, only instead."""
_MOST_WORDS: Final = 6
_AFTER_ALL_LETTERS: Final = "\U0010ffff"


def find(store: Store, text: str, limit: int = 200) -> list[int]:
    """Give the ids of the pupils that fit, the best first; all pupils by name for an empty text.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    typed = parts(text)[:_MOST_WORDS]
    with store.read() as session:
        connection = session.connection()
        found = _fitting(connection, typed, limit)
        if not found and len(typed) > 1:
            # "mc donald" for McDonald
            found = _fitting(connection, ["".join(typed)], limit)
        return found


def _fitting(connection: Connection, typed: list[str], limit: int) -> list[int]:
    tables: list[str] = []
    values: list[object] = []
    for word in typed:
        query, bound = _fits(connection, word)
        tables.append(query)
        values.extend(bound)
    joins = "".join(f" JOIN ({query}) f{n} ON f{n}.pupil_id = p.pupil_id" for n, query in enumerate(tables))
    order = ["+".join(f"f{n}.score" for n in range(len(tables)))] if tables else []
    # Only our own fixed parts are put together; what was typed is bound.
    query = (
        f"SELECT p.pupil_id FROM search_pupil p{joins}"  # noqa: S608
        f" ORDER BY {', '.join([*order, 'p.sort_name', 'p.pupil_id'])} LIMIT ?"
    )
    return [row[0] for row in connection.exec_driver_sql(query, (*values, limit))]


def _fits(connection: Connection, word: str) -> tuple[str, list[object]]:
    """Give a query for pupil ids with a score, for one typed word, and its values."""
    inner = (
        f"SELECT pupil_id, CASE WHEN word = ? THEN {_WHOLE} ELSE {_BEGINNING} END AS score"  # noqa: S608
        " FROM search_word WHERE word >= ? AND word < ? AND (kind <> 'initials' OR word = ?)"
    )
    values: list[object] = [word, word, word + _AFTER_ALL_LETTERS, word]
    slips = _one_slip_away(connection, word)
    if slips:
        marks = ", ".join("?" * len(slips))
        inner += (
            f" UNION ALL SELECT pupil_id, {_SLIP} FROM search_word"  # noqa: S608
            f" WHERE word IN ({marks}) AND kind = 'name'"
        )
        values.extend(slips)
    return f"SELECT pupil_id, min(score) AS score FROM ({inner}) GROUP BY pupil_id", values  # noqa: S608


def _one_slip_away(connection: Connection, word: str) -> list[str]:
    pieces = sorted(pieces_to_try(word))
    if not pieces or (len(word) < _SLIP_BESIDE_FITS and _fits_plainly(connection, word)):
        return []
    marks = ", ".join("?" * len(pieces))
    query = f"SELECT DISTINCT word FROM search_near WHERE piece IN ({marks})"  # noqa: S608
    near: Iterable[str] = connection.exec_driver_sql(query, tuple(pieces)).scalars()
    return [name for name in near if not name.startswith(word) and is_one_slip(word, name)]


def _fits_plainly(connection: Connection, word: str) -> bool:
    query = "SELECT 1 FROM search_word WHERE word >= ? AND word < ? LIMIT 1"
    return connection.exec_driver_sql(query, (word, word + _AFTER_ALL_LETTERS)).first() is not None


def is_one_slip(typed: str, name: str) -> bool:
    """Whether what was typed is one slip from a name, or from its beginning once four letters are typed."""
    if OSA.distance(typed, name, score_cutoff=1) <= 1:
        return True
    if len(typed) < _SLIP_BESIDE_FITS:
        return False
    lengths = range(len(typed) - 1, len(typed) + 2)
    return any(OSA.distance(typed, name[:length], score_cutoff=1) <= 1 for length in lengths)
