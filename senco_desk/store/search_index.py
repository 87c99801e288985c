"""The search's own tables, kept right in the transaction that changes a pupil, and so by undo too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from senco_desk.store.folding import folded, initials, name_words, parts, pieces_of
from senco_desk.store.journal import Change, Image

_NAME_FIELDS: Final = (
    "legal_forename", "legal_surname", "middle_names",
    "preferred_forename", "preferred_surname", "former_surname",
)  # fmt: skip
_FIELDS: Final = (*_NAME_FIELDS, "upn")

NAME: Final = "n"
INITIALS: Final = "i"
UPN: Final = "u"

Word = tuple[str, str, int]
"""Kind, word, pupil id: a row of `search_word`."""


def follow(connection: Connection, changes: Iterable[Change]) -> None:
    """Bring the index after a step's changes."""
    moved = [change for change in changes if change.table.name == "pupil" and _names_differ(change)]
    if moved:
        _forget(connection, [int(c.key) for c in moved if c.before is not None])
        _learn(connection, [c.after for c in moved if c.after is not None])


def rebuild(connection: Connection) -> None:
    """Make the whole index anew from the pupils."""
    for table in ("search_pupil", "search_word", "search_near"):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - three fixed names
    _learn(connection, _pupils(connection))


def is_right(connection: Connection) -> bool:
    """Whether the index says what the pupils' names say."""
    pupils = _pupils(connection)
    wanted = {word for pupil in pupils for word in words_of(pupil)}
    held = {tuple(row) for row in connection.exec_driver_sql("SELECT kind, word, pupil_id FROM search_word")}
    if wanted != held:
        return False
    sorts = {(pupil["id"], sort_name(pupil)) for pupil in pupils}
    if sorts != {
        tuple(r) for r in connection.exec_driver_sql("SELECT pupil_id, sort_name FROM search_pupil")
    }:
        return False
    near = {(piece, word) for kind, word, _ in wanted if kind == NAME for piece in pieces_of(word)}
    return near == {tuple(row) for row in connection.exec_driver_sql("SELECT piece, word FROM search_near")}


def words_of(pupil: Image) -> set[Word]:
    """Give the rows of `search_word` for a pupil's image."""
    pupil_id = pupil["id"]
    rows = {(NAME, word, pupil_id) for field in _NAME_FIELDS for word in name_words(pupil[field])}
    surnames = {pupil["legal_surname"], pupil["preferred_surname"], pupil["former_surname"]} - {""}
    for forename in {pupil["legal_forename"], pupil["preferred_forename"]} - {""}:
        for surname in surnames:
            for forenames in ((forename,), (forename, pupil["middle_names"])):
                rows |= {(INITIALS, short, pupil_id) for short in initials(forenames, (surname,))}
    if upn := "".join(parts(pupil["upn"])):
        rows.add((UPN, upn, pupil_id))
    return rows


def sort_name(pupil: Image) -> str:
    """Give the name as lists are ordered by: surname used, forename used, folded."""
    surname = pupil["preferred_surname"] or pupil["legal_surname"]
    forename = pupil["preferred_forename"] or pupil["legal_forename"]
    return f"{folded(surname)} {folded(forename)}"[:300]


def _names_differ(change: Change) -> bool:
    before, after = change.before, change.after
    return before is None or after is None or any(before[field] != after[field] for field in _FIELDS)


def _pupils(connection: Connection) -> list[Image]:
    columns = ("id", *_FIELDS)
    rows = connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM pupil")  # noqa: S608 - our own names
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _learn(connection: Connection, pupils: Sequence[Image]) -> None:
    if not pupils:
        return
    connection.exec_driver_sql(
        "INSERT INTO search_pupil (pupil_id, sort_name) VALUES (?, ?)",
        [(p["id"], sort_name(p)) for p in pupils],
    )
    # A name may be nothing but a dash, which no word can be made of.
    if words := sorted({word for pupil in pupils for word in words_of(pupil)}):
        connection.exec_driver_sql("INSERT INTO search_word (kind, word, pupil_id) VALUES (?, ?, ?)", words)
    names = {word for kind, word, _ in words if kind == NAME}
    if near := sorted((piece, name) for name in names for piece in pieces_of(name)):
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_near (piece, word) VALUES (?, ?)", near)


def _forget(connection: Connection, pupil_ids: Sequence[int]) -> None:
    names: set[str] = set()
    for pupil_id in pupil_ids:
        query = "SELECT word FROM search_word WHERE pupil_id = ? AND kind = ?"
        names |= set(connection.exec_driver_sql(query, (pupil_id, NAME)).scalars())
    if pupil_ids:
        each = [(pupil_id,) for pupil_id in pupil_ids]
        connection.exec_driver_sql("DELETE FROM search_word WHERE pupil_id = ?", each)
        connection.exec_driver_sql("DELETE FROM search_pupil WHERE pupil_id = ?", each)
    query = "SELECT 1 FROM search_word WHERE kind = ? AND word = ? LIMIT 1"
    gone = [name for name in names if connection.exec_driver_sql(query, (NAME, name)).first() is None]
    if near := sorted((piece, name) for name in gone for piece in pieces_of(name)):
        connection.exec_driver_sql("DELETE FROM search_near WHERE piece = ? AND word = ?", near)
