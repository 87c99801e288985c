"""Keeping a window out of screen pictures, recordings and shared screens, where the system lets us."""

from __future__ import annotations

import sys
from typing import Final

# https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-setwindowdisplayaffinity
_SHOW: Final = 0x00
_BLACK: Final = 0x01
"""WDA_MONITOR: black in a picture; all that Windows before 10, version 2004, knows."""
_LEFT_OUT: Final = 0x11
"""WDA_EXCLUDEFROMCAPTURE."""


def can_refuse() -> bool:
    """Whether this system lets a window be kept out of screen pictures: Windows does, others do not."""
    return sys.platform == "win32"


def refuse(window: int, wanted: bool) -> bool:
    """Keep a window out of screen pictures, or let it be in them again.

    Args:
        window: its handle.
        wanted: whether it is kept out.

    Returns:
        Whether the system did it; elsewhere than on Windows nothing is done.
    """
    if sys.platform != "win32":
        return False
    import ctypes

    tried = (_LEFT_OUT, _BLACK) if wanted else (_SHOW,)
    return any(ctypes.windll.user32.SetWindowDisplayAffinity(window, how) for how in tried)
