"""A computer's clock that cannot be right: what is due, and every day that is written down, hangs on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, select

from senco_desk.models.journal import JournalStep
from senco_desk.rules.dates_in_words import full_date
from senco_desk.store import Store

_SLACK: Final = timedelta(days=1)
"""Another time zone, or a clock a little slow, is no reason to speak (the design paper on safety, 13)."""


def wrong_clock(store: Store, now: datetime) -> str:
    """Say that the clock stands before the newest change in the file; "" where it may be right.

    Args:
        store: the open file.
        now: what the clock says, aware.

    Raises:
        Trouble: the file is closed.
    """
    with store.read() as session:
        newest = session.exec(select(JournalStep.at).order_by(col(JournalStep.id).desc()).limit(1)).first()
    if newest is None or now >= newest - _SLACK:
        return ""
    return (
        f"This computer’s clock says {full_date(now.astimezone().date())}, but the newest change in the file "
        f"is of {full_date(newest.astimezone().date())}. Put the clock right: what is due is counted from it."
    )
