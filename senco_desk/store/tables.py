"""Every table of the file, and which of them the journal watches."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, MetaData, Table
from sqlmodel import SQLModel

from senco_desk.models import journal, pupil, responses, school, search

ROOMS: Final = (journal, pupil, responses, school, search)
"""Importing these is what fills the metadata."""

METADATA: Final[MetaData] = SQLModel.metadata

_OUTSIDE: Final = frozenset({"draft", "file_identity", "setting"})
"""What is typed, how the window looks, which file it is: in the file, but no part of anybody's record."""


def watched(table_name: str) -> bool:
    """Whether the journal keeps before and after images of this table's rows."""
    return table_name not in _OUTSIDE and not table_name.startswith(("journal_", "search_"))


def watched_tables() -> tuple[Table, ...]:
    """Give the tables under the journal, parents before children."""
    return tuple(table for table in METADATA.sorted_tables if watched(table.name))


def key_column(table: Table) -> Column[object]:
    """Give the one primary key column; every watched table has exactly one."""
    (column,) = table.primary_key.columns
    return column


def typed_key(table: Table, row_key: str) -> int | str:
    """Turn a journal's row key back into what the table holds."""
    return int(row_key) if key_column(table).type.python_type is int else row_key


_NOUNS: Final = {
    "contact": "contact",
    "draft": "draft",
    "file_identity": "file's count of changes",
    "form_definition": "form's wording",
    "importmapping": "way of reading a file",
    "let_out": "note of a paper that was printed or saved",
    "meeting": "review meeting",
    "need": "need",
    "pupil": "pupil",
    "response": "form",
    "response_paper": "finished paper",
    "savedfilter": "saved filter",
    "school": "school's details",
    "setting": "setting",
    "stage_spell": "stage",
    "term": "term",
}


def noun(table_name: str) -> str:
    """What a row of the table is called in a sentence."""
    return _NOUNS.get(table_name, table_name.replace("_", " "))
