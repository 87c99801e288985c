"""The way from any of these screens to another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from senco_desk.ui import ask

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


def open_another(frame: Window) -> None:
    """Ask for a file, and unlock that."""
    chosen = ask.open_file(frame, "Open a SENCO Desk file", ask.VAULT)
    if chosen is not None:
        frame.vault = chosen
        frame.show_front()
