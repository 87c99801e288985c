"""Start, unlock and memory, each in processes of their own, beside a bare PySide6 window and the bare key."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.ground import PUPILS, Ground
from benchmarks.measure import Figure, median

STARTS = 9
RUNS = 3
_ROOT = Path(__file__).resolve().parent.parent
Said = list[tuple[str, Any, float]]
"""What a child said, and how many milliseconds after it was started."""


def measure(ground: Ground) -> Iterator[Figure]:
    """Start, unlock, and look at the memory."""
    yield _start(ground)
    runs: list[Said] = []
    bare: list[Said] = []
    for _ in range(RUNS):
        runs.append(_child("register", ground.school))
        bare.append(_child("bare"))
    keys = _of(runs, "key")
    yield Figure(
        f"Unlock to the register of {PUPILS} pupils",
        median(_of(runs, "again")),
        "ms",
        "the key derivation alone",
        median(keys),
        len(keys),
    )
    yield Figure(
        "First unlock after the start, to Today",
        median(_of(runs, "first")),
        "ms",
        "the key derivation alone",
        median(keys),
        RUNS,
        note="the passphrase is there the moment the screen is, so what is read while a person types counts",
    )
    if _of(runs, "memory"):
        yield Figure(
            f"Memory with the register of {PUPILS} pupils open",
            median(_of(runs, "memory")),
            "MB",
            "a bare PySide6 window",
            median(_of(bare, "memory")),
            RUNS,
        )


def _start(ground: Ground) -> Figure:
    ours: list[float] = []
    bare: list[float] = []
    for number in range(STARTS + 1):
        taken = {"window": _painted("window", ground.school), "bare": _painted("bare")}
        if number:  # the first time, files are read from the disk
            ours.append(taken["window"])
            bare.append(taken["bare"])
    return Figure(
        "Start to the unlock screen painted",
        median(ours),
        "ms",
        "a bare PySide6 window",
        median(bare),
        STARTS,
    )


def _painted(what: str, *given: Path) -> float:
    return next(at for said, _, at in _child(what, *given) if said == "painted")


def _child(what: str, *given: Path) -> Said:
    command = [sys.executable, "-m", "benchmarks.child", what, *map(str, given)]
    said: Said = []
    begun = perf_counter()
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            at = (perf_counter() - begun) * 1000
            word, value = json.loads(line)
            said.append((word, value, at))
    if child.returncode != 0:
        raise RuntimeError(f"the process that measures {what} ended with {child.returncode}")
    return said


def _of(runs: list[Said], word: str) -> list[float]:
    return [value for said in runs for told, value, _ in said if told == word and value is not None]
