"""Find pupils as you type: in SQL, over ordered indexes of folded words.

Each word typed must fit one of the pupil's words: whole, as its beginning, as their initials, or one slip
away from a word or its beginning (see `folding`). Better fits come first, then the alphabet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from senco_desk.store.folding import parts, pieces_to_try
from senco_desk.store.opened import Store
from senco_desk.store.search_index import INITIALS, NAME, UPN

_WHOLE, _BEGINNING, _SLIP = 0, 1, 4
_SLIP_WHILE_TYPING: Final = 4
"""From this many letters on, one slip is forgiven in the beginning of a name; in a whole name, from three."""
_MOST_WORDS: Final = 6
_MOST_INITIALS: Final = 6
_AFTER_ALL_LETTERS: Final = "\U0010ffff"
_FEW: Final = 256
"""Up to this many are looked up by id; more are met sooner by going through all names in order."""

Rows = Sequence[Any]
Scores = dict[int, int]
"""Pupil id to how well they fit; less is better."""

# With cipher_memory_security on, SQLite pays for each piece of memory it takes: grouping 700 rows took 26 ms,
# reading them off an index half of one. So SQL only reads indexes here, and ids are put together below.
# The texts never vary, so that SQLite compiles each once.
_STARTING: Final = "SELECT pupil_id, word FROM search_word WHERE kind = ? AND word >= ? AND word < ?"
_AT_ONCE: Final = 16
_MARKS: Final = ", ".join("?" * _AT_ONCE)
_AMONG: Final = f"SELECT pupil_id FROM search_word WHERE kind = ? AND word IN ({_MARKS})"  # noqa: S608 - fixed
_NEAR: Final = f"SELECT word FROM search_near WHERE piece IN ({_MARKS})"  # noqa: S608 - fixed
_NAMES_OF: Final = f"SELECT sort_name, pupil_id FROM search_pupil WHERE pupil_id IN ({_MARKS})"  # noqa: S608 - fixed
_BY_NAME: Final = "SELECT pupil_id FROM search_pupil ORDER BY sort_name, pupil_id"


def find(store: Store, text: str, limit: int = 200) -> list[int]:
    """Give the ids of the pupils that fit, the best first; all pupils by name for an empty text.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    typed = parts(text)[:_MOST_WORDS]
    with store.read() as session:
        connection = session.connection()
        if not typed:
            return list(connection.exec_driver_sql(_BY_NAME + " LIMIT ?", (limit,)).scalars())
        found = _fitting_all(connection, typed)
        if not found and len(typed) > 1:
            found = _fitting_all(connection, ["".join(typed)])  # "mc donald" for McDonald
        return _best(connection, found, limit)


def _fitting_all(connection: Connection, typed: list[str]) -> Scores:
    """Give the pupils that every word fits, with the sum of their scores."""
    found: Scores | None = None
    for word in sorted(set(typed), key=len, reverse=True):  # the longest fits the fewest
        fits = _fitting(connection, word)
        if found is None:
            found = fits
        else:
            found = {pupil: score + fits[pupil] for pupil, score in found.items() if pupil in fits}
        if not found:
            break
    return found or {}


def _fitting(connection: Connection, word: str) -> Scores:
    """Give the pupils that one typed word fits, each with its best score."""
    scores: Scores = {}
    # Worst first, so that a better fit of the same pupil has the last word.
    for (pupil,) in _among(connection, _AMONG, _one_slip_away(connection, word), NAME):
        scores[pupil] = _SLIP
    if any(letter.isdigit() for letter in word):
        scores |= dict.fromkeys((pupil for pupil, _ in _beginning(connection, UPN, word)), _BEGINNING)
    if 2 <= len(word) <= _MOST_INITIALS:
        scores |= dict.fromkeys(
            (pupil for (pupil,) in _among(connection, _AMONG, [word], INITIALS)), _BEGINNING
        )
    beginnings = _beginning(connection, NAME, word)
    scores.update((pupil, _BEGINNING) for pupil, _ in beginnings)
    scores.update((pupil, _WHOLE) for pupil, name in beginnings if name == word)
    return scores


def _beginning(connection: Connection, kind: str, word: str) -> Rows:
    return connection.exec_driver_sql(_STARTING, (kind, word, word + _AFTER_ALL_LETTERS)).all()


def _among(connection: Connection, query: str, values: Sequence[object], *before: object) -> Rows:
    """Run a query of `_AT_ONCE` marks for any number of values, the last set filled up with its last."""
    rows: list[Any] = []
    for start in range(0, len(values), _AT_ONCE):
        some = list(values[start : start + _AT_ONCE])
        some += some[-1:] * (_AT_ONCE - len(some))
        rows += connection.exec_driver_sql(query, (*before, *some))
    return rows


def _one_slip_away(connection: Connection, word: str) -> list[str]:
    pieces = sorted(pieces_to_try(word))
    if not pieces:
        return []
    near = {name for (name,) in _among(connection, _NEAR, pieces)}
    return [name for name in near if not name.startswith(word) and is_one_slip(word, name)]


def _best(connection: Connection, found: Scores, limit: int) -> list[int]:
    if len(found) <= _FEW:
        named = _among(connection, _NAMES_OF, list(found))
        return [pupil for _, _, pupil in sorted((found[pupil], name, pupil) for name, pupil in named)][:limit]
    in_order = [pupil for pupil in connection.exec_driver_sql(_BY_NAME).scalars() if pupil in found]
    return sorted(in_order, key=found.__getitem__)[:limit]  # sorting keeps the order of equals


def is_one_slip(typed: str, name: str) -> bool:
    """Whether what was typed is one slip from a name, or from its beginning once four letters are typed."""
    if OSA.distance(typed, name, score_cutoff=1) <= 1:
        return True
    if len(typed) < _SLIP_WHILE_TYPING:
        return False
    lengths = range(len(typed) - 1, len(typed) + 2)
    return any(OSA.distance(typed, name[:length], score_cutoff=1) <= 1 for length in lengths)
