"""What this process asks of its system: no core dump, and nobody else reading its memory."""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Final

_PR_GET_DUMPABLE: Final = 3
_PR_SET_DUMPABLE: Final = 4
_NO_BOXES: Final = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: no crash goes to Windows Error Reporting's box."""


def keep_memory_private() -> bool:
    """Switch core dumps off and shut other programs of this user out of our memory, where the system can.

    Returns:
        Whether it did; False leaves all as it was.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_BOXES)
        return True
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform != "linux":
        return True
    return bool(_prctl(_PR_SET_DUMPABLE, 0) == 0)


def memory_is_private() -> bool:
    """Whether core dumps are off and, on Linux, this process cannot be looked into by others of this user."""
    if sys.platform == "win32":
        return True
    import resource

    core_off = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    return core_off and (sys.platform != "linux" or _prctl(_PR_GET_DUMPABLE) == 0)


def _prctl(option: int, value: int = 0) -> int:
    libc: Any = ctypes.CDLL(None)
    return int(libc.prctl(option, value, 0, 0, 0))
