"""`python -m benchmarks [--json] [SUBJECT...]`: every figure beside its reference, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter

from benchmarks.ground import Ground
from benchmarks.measure import Figure

SUBJECTS = ("window", "search", "save", "security", "form", "pack")


def main(arguments: Sequence[str]) -> int:
    """Measure and print; gives 0, or 1 when a goal was missed."""
    asked = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    asked.add_argument("--json", action="store_true", help="print JSON")
    asked.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)}; else all")
    given = asked.parse_args(arguments)
    strange = sorted(set(given.subjects) - set(SUBJECTS))
    if strange:
        asked.error(f"there is no subject {', '.join(strange)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: list[Figure] = []
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="senco-desk-bench-") as folder:
        # Settings and log of the run never touch those of the person at this machine.
        os.environ["SENCO_DESK_HOME"] = str(Path(folder) / "home")
        ground = Ground(Path(folder))
        for subject in given.subjects or SUBJECTS:
            print(f"Measuring: {subject}…", file=sys.stderr, flush=True)
            figures += import_module(f"benchmarks.{subject}").measure(ground)
    took = perf_counter() - begun
    if given.json:
        print(json.dumps(_whole(figures, took), indent=1))
    else:
        _say(figures, took)
    return int(any(figure.met is False for figure in figures))


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _whole(figures: Sequence[Figure], took: float) -> dict[str, object]:
    return {
        "machine": _machine(),
        "seconds": round(took, 1),
        "figures": [figure.plain() for figure in figures],
    }


def _say(figures: Sequence[Figure], took: float) -> None:
    rows = [("", "ours", "reference", "ratio", "the reference is", "goal")]
    for figure in figures:
        verdict = "" if figure.met is None else (", met" if figure.met else ", MISSED")
        rows.append(
            (
                figure.what,
                _amount(figure.value, figure.unit),
                _amount(figure.reference, figure.unit),
                f"{figure.ratio:.2f}×",
                figure.reference_is,
                f"{figure.goal}{verdict}",
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if 1 <= at <= 3 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
    for figure in figures:
        if figure.note:
            print(f"\n{figure.what}: {figure.note}")
    print(f"\n{_machine()}; {took:.0f} s in all. Medians unless it says otherwise; by turns in one run.")


def _amount(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:,.1f} {unit}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
