"""The process that operations run in: Python and the program are read once, then each child is a fork.

`python -m tests.proof.child GO` reads lines `OPERATION FOLDER`, forks, and says on stdout, each in one line:
`pid N` when the operation is prepared and waits for a byte; `ack`, `told WORDS` or `wrong KIND` when it was
tried; `end STATUS` when the child ended. The bytes come by the descriptor GO: `1` to try; `2` to try and then
wait for another, which is `a` to try again, the fault being over, or `e` to end.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from senco_desk.errors import Told
from senco_desk.models import columns
from senco_desk.store import Store
from tests.proof.memory import without_locked_memory
from tests.proof.operations import ALL, NOW, OPERATIONS, Operation, old_key

_SET_PTRACER, _ANYBODY = 0x59616D61, -1
"""prctl's, from linux/prctl.h."""


def _say(words: str) -> None:
    os.writev(1, [f"{words}\n".encode()])


def _try(act: Callable[[Path, Any], object], folder: Path, prepared: object) -> None:
    try:
        act(folder, prepared)
    except Told as told:
        _say(f"told {told}")
    except BaseException as wrong:  # noqa: BLE001 - whatever it is, the test is told
        where = traceback.extract_tb(wrong.__traceback__)[-1]
        _say(f"wrong {type(wrong).__name__} at {Path(where.filename).name}:{where.lineno}")
    else:
        _say("ack")


def _run(operation: Operation, folder: Path, go: int) -> None:
    os.environ["SENCO_DESK_HOME"] = str(folder / "home")
    prepared = operation.prepare(folder)
    _say(f"pid {os.getpid()}")
    twice = os.read(go, 1) == b"2"
    _try(operation.act, folder, prepared)
    if twice and os.read(go, 1) == b"a":
        _try(operation.try_again, folder, prepared)


class _Stopped(datetime):
    """A clock that stands still: the same done again makes the same rows, which the onlooker knows again."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # a plain one will do
        return NOW.astimezone(tz)


def _warm_up() -> None:
    """Do everything once, so that no child meets a module, a form or a statement for the first time."""
    vars(columns)["datetime"] = _Stopped  # of what is written into rows; copies are named by the real clock
    old_key()
    for operation in OPERATIONS.values():
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            operation.build(folder)
            prepared = operation.prepare(folder)
            given = operation.act(folder, prepared)
            for each in (prepared, given, *(prepared if isinstance(prepared, tuple) else ())):
                if isinstance(each, Store):
                    each.before_close.clear()
                    each.close()
    gc.collect()
    gc.freeze()  # what is looked through for rubbish is copied into each child


def main(go: int) -> None:
    """Fork a child for each line, until there are no more."""
    without_locked_memory()
    _warm_up()
    _say("ready")
    for line in sys.stdin:
        name, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if not child:
            try:
                # Where only a parent may trace its children, let anybody.
                ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY, 0, 0, 0)
                _run(ALL[name], Path(folder), go)
            except BaseException:  # noqa: BLE001 - a fork never goes back to its parent's loop
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        _say(f"end {status}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
