"""What the search as you type looks in: derived from the pupils' names, and rebuilt at any time."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class SearchPupil(SQLModel, table=True):
    """One pupil's name folded, so that a list in its order is right for Ł, É and Ó too."""

    __tablename__ = "search_pupil"

    pupil_id: int = Field(primary_key=True)
    sort_name: str = Field(max_length=300, index=True)
    """Surname, then forename, as used, folded."""


class SearchWord(SQLModel, table=True):
    """A folded word of one pupil's names, or their initials."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_pupil_id", "pupil_id", "kind", "word"),
        {"sqlite_with_rowid": False},
    )

    kind: str = Field(primary_key=True, max_length=1)
    """"n" for a name, "i" for initials, "u" for a UPN."""
    word: str = Field(primary_key=True, max_length=150)
    pupil_id: int = Field(primary_key=True)


class SearchNear(SQLModel, table=True):
    """A word's beginning with one letter left out: two that are one slip apart share such a piece."""

    __tablename__ = "search_near"
    __table_args__ = {"sqlite_with_rowid": False}

    piece: str = Field(primary_key=True, max_length=4)
    word: str = Field(primary_key=True, max_length=150)
