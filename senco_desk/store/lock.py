"""One window to one file: a lock that the operating system takes back when its process ends, however it ends.

The lock lies beside the vault, in an empty `NAME.senco.lock`: the same file reached by a link, another
spelling or from another computer over a shared folder meets the same lock, which one in a person's own
folder would not. A copy of it taken along on a memory stick locks nothing. It is taken away on closing.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from filelock import FileLock, Timeout

from senco_desk.errors import NotSaved, Trouble


class VaultLock:
    """The right to be the only one with this file open, until `release`."""

    def __init__(self, path: Path) -> None:
        """Take the lock of the vault at `path`.

        Raises:
            NotSaved: the folder does not let a lock be made.
            Trouble: another window has it.
        """
        beside = path.resolve()
        self._lock = FileLock(
            beside.with_name(f"{beside.name}.lock"),
            mode=0o600,
            thread_local=False,
            fallback_to_soft=False,  # a lock that only exists as a file would outlive its process
        )
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise Trouble(
                "This file is already open in another window.",
                "Go to that window, or close it there and try again.",
            ) from None
        except OSError as error:
            raise NotSaved(
                "This file's folder cannot be written to, so the file cannot be opened safely.",
                "Copy the file to a folder of your own, such as Documents, and open it there.",
            ) from error

    def release(self) -> None:
        """Give the file free for others; more than once does no harm."""
        if not self._lock.is_locked:
            return
        name = Path(self._lock.lock_file)
        if os.name == "nt":  # an open file cannot be removed there
            self._lock.release()
            with contextlib.suppress(OSError):
                name.unlink()
        else:  # filelock drops a lock whose file has gone, so a waiting window starts afresh
            with contextlib.suppress(OSError):
                name.unlink()
            self._lock.release()
