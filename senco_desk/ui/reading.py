"""Reading the program's slow parts, one thread at a time.

SQLAlchemy's modules lead to one another in a circle. Two threads that read them at the same moment each find
the other's half-read, and Python lets one of them fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import RLock

_READER = RLock()


@contextmanager
def alone() -> Iterator[None]:
    """Let no other thread read parts of the program meanwhile."""
    with _READER:
        yield


def read(*modules: str) -> None:
    """Read these modules, after whoever is reading now; a later `import` of them finds them there."""
    with alone():
        for name in modules:
            import_module(name)
