"""When the file that was opened last is not where it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.ways_in.step import WayIn

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


def was_there(desk: Desk, vault: Path) -> bool:
    """Whether there are copies of a file that is gone, or one is being made as it closes."""
    return not desk.wait_closed(0) or vault.with_name(f"{vault.stem} backups").is_dir()


def missing(desk: Desk, frame: Window, vault: Path) -> WayIn:
    """Give the screen that says so, and offers its copies."""
    from senco_desk.ui.pages.ways_in.damaged import FileMissing

    screen = WayIn(desk, frame, vault)
    screen.show_step(FileMissing(screen))
    return screen
