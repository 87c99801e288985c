"""Opening a file in a thread, and the moment when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from senco_desk.errors import NotSaved
from senco_desk.ui import reading
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.ways_in.sync import tell_of_sync

if TYPE_CHECKING:
    from senco_desk.services.before_shown import Doubts
    from senco_desk.store import Store
    from senco_desk.store.connection import Damaged

T = TypeVar("T")
Work = Callable[[Callable[..., None]], T]


@dataclass(frozen=True)
class Opened:
    """A file that was opened, and what to say before it is shown."""

    store: Store
    doubts: Doubts


Given: TypeAlias = "Opened | Damaged | NotSaved"
"""What opening gives: the file, or a trouble from which there are ways on."""


def opening(desk: Desk, open_file: Callable[[], Store]) -> Work[Given]:
    """Give the work that opens a file and looks at how it stands.

    A file that is damaged or cannot be written to is given back as its trouble, for there are ways on.
    """

    def work(report: Callable[..., None]) -> Given:
        reading.read("senco_desk.services.ways_in", "senco_desk.services.before_shown")
        from senco_desk.services import before_shown
        from senco_desk.store.connection import Damaged

        desk.wait_closed()
        try:
            store = open_file()
        except (Damaged, NotSaved) as trouble:
            return trouble
        return keeping(store, report, lambda: Opened(store, before_shown.doubts(store)))

    return work


def keeping(store: Store, report: Callable[..., None], give: Callable[[], T]) -> T:
    """Give something about an open file; it is closed again when that fails, or the person has gone."""
    try:
        given = give()
        report()
    except BaseException:
        store.close()
        raise
    return given


def close_again(desk: Desk, given: object) -> None:
    """Close what a job had opened when the person had gone already."""
    from senco_desk.store import Store

    for part in given if isinstance(given, tuple) else (given,):
        store = part.store if isinstance(part, Opened) else part
        if isinstance(store, Store):
            desk.lock(unseen=store)


def enter(desk: Desk, store: Store, *, typed: bool = True) -> None:
    """Show an open file: remember how it stands, say once where it lies, and that the clock is wrong.

    Args:
        typed: whether the passphrase was typed, so that quick unlock counts its hours from now.
    """
    from senco_desk.services import before_shown, quick_unlock

    desk.take(store)
    desk.run(before_shown.accept)
    tell_of_sync(desk)
    tell_of_clock(desk, datetime.now().astimezone())
    if typed and desk.run(quick_unlock.chosen):
        desk.start(lambda report: quick_unlock.after_passphrase(store))


def tell_of_clock(desk: Desk, now: datetime) -> None:
    """Say that this computer's clock cannot be right, if it cannot."""
    from senco_desk.services import clock

    words = desk.run(clock.wrong_clock, now)
    if words:
        desk.say(words, "late")


def by_passphrase(path: Path, typed: str) -> Callable[[], Store]:
    """Give what opens a file by its passphrase."""

    def open_file() -> Any:
        from senco_desk.services import ways_in

        return ways_in.open_by_passphrase(path, typed)

    return open_file
