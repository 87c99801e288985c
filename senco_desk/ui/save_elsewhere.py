"""Nothing can be saved where the file lies: what is open, and what is typed, goes into a copy elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from senco_desk.errors import NotSaved
from senco_desk.ui import ask
from senco_desk.ui.desk import Desk, Message
from senco_desk.ui.pages.ways_in.opening import Given, Opened, enter, opening
from senco_desk.ui.pages.ways_in.unwritable import tell_of_unwritable

if TYPE_CHECKING:
    from senco_desk.store import Store
    from senco_desk.ui.window import Window


def save_elsewhere(desk: Desk, window: Window) -> None:
    """Ask where, write and verify the copy in a thread, then offer to go on in it."""
    if not desk.is_open:
        return
    desk.keep_all()  # what the disk refuses of it is held, and goes into the copy
    store = desk.store
    suggested = ask.documents() / f"{store.path.stem} saved{store.path.suffix}"
    target = ask.save_file(window, "Save a copy elsewhere", suggested, ask.VAULT)
    if target is None or not desk.is_open:
        return
    typed = desk.drafts.all_waiting(store)

    def work(report: Callable[..., None]) -> None:
        from senco_desk.store import elsewhere

        elsewhere.save_elsewhere(store, target, typed)

    def done(_none: object) -> None:
        folder = target.parent.name or str(target.parent)
        desk.said.emit(
            Message(
                f"All of it, with what you typed, is in “{target.name}” in {folder}.",
                action="Go on in that copy",
                run=lambda: _go_on_in(desk, window, store, target),
            )
        )

    desk.start(work, done=done)


def _go_on_in(desk: Desk, window: Window, store: Store, copy: Path) -> None:
    """Close the file, and open its copy by the same key, at the same page."""
    if not desk.is_open or desk.store is not store:
        return
    raw_key, _ = store.keys()
    window.vault = copy
    window.lock()

    def open_file() -> Store:
        from senco_desk.store import open_with_key

        return open_with_key(copy, raw_key)

    def show(given: Given) -> None:
        if isinstance(given, Opened):
            enter(desk, given.store, typed=False)
        elif isinstance(given, NotSaved):
            tell_of_unwritable(desk, window, given)
        else:
            desk.tell(given)  # the unlock screen of the copy stands there, with its own ways on

    desk.start(opening(desk, open_file), done=show)
