"""Names on the disk: a file that was given its name keeps it over a power cut."""

from __future__ import annotations

import contextlib
import os
import shutil
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


def write_through(source: Path, target: Path) -> None:
    """Copy a file byte for byte to the disk itself, readable by its owner only.

    Raises:
        OSError: the disk refused; what was written of it is there.
    """
    target.unlink(missing_ok=True)
    with (
        source.open("rb") as read,
        os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as written,
    ):
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())
