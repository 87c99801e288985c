"""A clock for copies that says what a test wants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from senco_desk.store import copies


class _Clock(datetime):
    """A clock that says what it was last set to, and goes on a minute with every look."""

    says = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    @classmethod
    def now(cls, tz=None):
        cls.says += timedelta(minutes=1)
        return cls.fromtimestamp(cls.says.timestamp(), tz)


def give_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have copies go by a clock of ours; gives what sets it, to a moment in UTC."""

    def put(at: str) -> None:
        _Clock.says = datetime.fromisoformat(at).replace(tzinfo=UTC)

    monkeypatch.setattr(copies, "datetime", _Clock)
    return put
