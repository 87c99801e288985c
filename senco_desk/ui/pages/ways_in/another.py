"""The way from any of these screens to another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from senco_desk.ui import ask

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


def open_another(frame: Window) -> None:
    """Ask for a file, and unlock that."""
    chosen = ask.open_file(frame, "Open a SENCO Desk file", ask.VAULT)
    # A file that was being made or opened may be open by now; it stays.
    if chosen is not None and not frame.desk.is_open:
        frame.vault = chosen
        frame.show_front()
