"""Column types that every table shares."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, TypeDecorator

NEVER_REUSED = {"sqlite_autoincrement": True}
"""Table arguments: a key once given is not given again, so that no row inherits another's history."""


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
