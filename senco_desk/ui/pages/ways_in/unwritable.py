"""A file that cannot be written to where it lies: it is copied to a folder of one's own, and opened there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from senco_desk.errors import NotSaved
from senco_desk.ui import ask
from senco_desk.ui.desk import Desk, Message

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


def tell_of_unwritable(desk: Desk, frame: Window, trouble: NotSaved) -> None:
    """Say why it was not opened, and offer to copy it."""
    action = "Copy it to a folder of my own…"
    desk.said.emit(Message(str(trouble), "late", action, lambda: copy_it(desk, frame)))


def copy_it(desk: Desk, frame: Window) -> None:
    """Ask where, copy the file byte for byte in a thread, and unlock the copy."""
    vault = frame.vault
    if vault is None:
        return
    target = ask.save_file(
        frame, "Copy the file to a folder of my own", ask.documents() / vault.name, ask.VAULT
    )
    if target is None:
        return

    def done(copy: Path) -> None:
        frame.vault = copy
        frame.show_front()
        desk.say(f"Copied to {copy.parent.name or copy.parent}, and read back the same. Unlock it here.")

    def work(_report: object) -> Path:
        from senco_desk.services import ways_in

        return ways_in.copy_to(vault, target)

    desk.start(work, done=done)
