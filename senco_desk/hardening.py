"""What this process asks of its system: no core dump, nobody reading its memory, no print over a network."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any, Final

_PR_GET_DUMPABLE: Final = 3
_PR_SET_DUMPABLE: Final = 4
_PRINT_SERVICE: Final = "/run/cups/cups.sock"
_EACH_SIZE_BYTES: Final = 4_000_000
_EACH_C_SIZE: Final = 2_000
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


def print_on_this_computer() -> None:
    """Have CUPS asked by its socket file only: without one its library would ask over the network."""
    if sys.platform == "linux":
        os.environ["CUPS_SERVER"] = _PRINT_SERVICE


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


def overwrite_freed_memory() -> None:
    """Write zeros over memory that this process has let go and not used again, as far as that can be reached.

    Python and the C library keep what is freed for the next one who asks, with what stood in it: names, the
    passphrase, the key. So we ask for it, size by size, fill it, and give it back. Takes about 0.2 s.
    """
    _overwrite_python()
    if sys.platform == "linux":
        _overwrite_c()


def _overwrite_python() -> None:
    """Fill the free blocks of each of the sizes that Python keeps by itself (up to 512 bytes)."""
    overhead = sys.getsizeof(b"")
    sizes = range(48, 513, 16)
    held = [[bytes(size - overhead) for _ in range(_EACH_SIZE_BYTES // size)] for size in sizes]
    held.clear()


def _overwrite_c() -> None:
    """The same for the C library, then hand whole free pages back to the system."""
    libc: Any = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    held = []
    for size in range(24, 1033, 16):
        for _ in range(_EACH_C_SIZE):
            at = libc.malloc(size)
            if at:
                libc.memset(at, 0, size)
                held.append(at)
    for at in held:
        libc.free(at)
    if hasattr(libc, "malloc_trim"):
        libc.malloc_trim(0)
