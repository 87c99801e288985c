"""Names on the disk: a file that was given its name keeps it over a power cut."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Have the system write a folder's names to the disk; Windows sees to that itself."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some shared folders refuse; the files in it are written all the same
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
