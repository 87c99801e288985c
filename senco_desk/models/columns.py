"""Column types that every table shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, TypeDecorator

NEVER_REUSED = {"sqlite_autoincrement": True}
"""Table arguments: a key once given is not given again, so that no row inherits another's history."""

ONLY_ONE = "only_one"
"""Where a table keeps its `OnlyOne` in its `info`."""


@dataclass(frozen=True, slots=True)
class OnlyOne:
    """Of the rows that are as `where` says, only one may stand for the same values in the columns `by`.

    Services hold to it by asking first; undo, which puts rows back as they were, refuses by it. Values are as
    SQLite holds them: an enumeration by its name, False as 0.
    """

    by: tuple[str, ...]
    where: Mapping[str, str | int | None]


def kept_alone(*by: str, **where: str | int | None) -> dict[str, Any]:
    """Give the arguments of a table: keys are not given again, and its rows are held to an `OnlyOne`."""
    return {**NEVER_REUSED, "info": {ONLY_ONE: OnlyOne(by, where)}}


class Moment(TypeDecorator[datetime]):
    """An instant, kept as ISO text in UTC to the millisecond, so that it sorts and never drifts."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """Write an aware datetime; ValueError for a naive one, which is our own bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).isoformat(timespec="milliseconds")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """Read it back, aware, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)
