"""The figures at their full counts: tests/proof and tests/proof_ui, two at a time, in about an hour."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tools import covered, environment, mutated, system
from tools.checks import environment_of_tests
from tools.environment import ROOT
from tools.processes import finished
from tools.words import say

AT_ONCE: Final = 2
LONGEST_MIN: Final = 60
"""What all of it may take on two cores."""
APART: Final = (
    "test_fuzzed_by_branches.py",
    "test_fuzzed_parsers.py",
    "test_disk_faults.py",
    "test_crash_points.py",
    "test_locked_while_editing.py",
)
"""Files that take longest; their tests run apart, so that both cores stay busy to the end."""
LONG: Final = (
    "test_killed_while_typing.py",
    "test_spoiled_files.py",
    "test_undo.py",
    "test_tampering.py",
    "test_hostile_imports.py",
    "test_clocks.py",
    "test_copies.py",
    "test_kills.py",
    "test_power_loss.py",
)
"""Files that take minutes, the longest first; what is not named takes less."""


_NONE_CHOSEN: Final = 5
"""What pytest ends with when its arguments choose no test."""


@dataclass(frozen=True)
class Job:
    """One thing to be done on one core.

    Attributes:
        name: what it is called while it runs.
        do: does it; gives its rows of the table beside those that tests write, and what went wrong or "".
    """

    name: str
    do: Callable[[], tuple[list[dict[str, Any]], str]]


def run(args: list[str]) -> int:
    """Run them, print the table, and give the exit code.

    Args:
        args: `--json` for the table as JSON; anything else is pytest's, such as `-k restore`.
    """
    as_json = "--json" in args
    rest = [each for each in args if each != "--json"]
    python = environment.workshop()
    system.bring_qt_libraries(window=False)
    system.bring_secret_service()
    system.bring_proof_tools()
    if not as_json and finished([str(python), "-c", "import atheris"], ROOT, os.environ).returncode != 0:
        say("There is no atheris for this machine, so no parser is fuzzed by the branches it takes.")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="senco-desk-proof-") as folder:
        table = Path(folder) / "table"
        table.touch()
        jobs = [*_tests(python, rest, table), *([] if rest else _of_the_tests(python))]
        rows, failed = carry_out(jobs, began, loud=not as_json)
        rows += [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: (int(row["id"][1:]), row["what"]))
    if as_json:
        minutes = round((time.monotonic() - began) / 60, 1)
        say(json.dumps({"rows": rows, "failed": len(failed), "minutes": minutes}, indent=1))
        sys.stderr.write("\n".join(failed))
    else:
        _show(rows, time.monotonic() - began)
        for said in failed:
            say(f"\n{said}")
    return 1 if failed or not rows else 0


def carry_out(jobs: list[Job], began: float, *, loud: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """Do all jobs in their order, two at a time; gives the rows that they gave, and what went wrong."""

    def one(job: Job) -> tuple[list[dict[str, Any]], str]:
        started = time.monotonic()
        rows, wrong = job.do()
        if loud:
            now = time.monotonic()
            said = "FAILED" if wrong else "done"
            say(f"{in_minutes(now - began):>12}  {said:<6} {job.name} ({in_minutes(now - started)})")
        return rows, wrong

    with ThreadPoolExecutor(AT_ONCE) as lanes:
        outcomes = list(lanes.map(one, jobs))
    return [row for rows, _ in outcomes for row in rows], [wrong for _, wrong in outcomes if wrong]


def _of_the_tests(python: Path) -> list[Job]:
    """Give what is asked of the quick tests: which branches they run through, which changes they notice."""

    def job(name: str, measure: Callable[[], tuple[dict[str, Any] | None, str]]) -> Job:
        def do() -> tuple[list[dict[str, Any]], str]:
            row, wrong = measure()
            return ([row] if row else []), wrong

        return Job(name, do)

    changing = [
        job(f"changes to {module}", lambda module=module: mutated.measure(python, module))  # type: ignore[misc] # one for each
        for module in mutated.QUICK_TESTS
    ]
    return [job("branches", lambda: covered.measure(python)), *changing]


def _tests(python: Path, args: list[str], table: Path) -> list[Job]:
    collect = [str(python), "-m", "pytest", "-q", "--collect-only", "tests/proof", "tests/proof_ui", *args]
    collected = finished(collect, ROOT, _deep(table))
    if collected.returncode not in (
        0,
        _NONE_CHOSEN,
    ):  # a file that cannot be read would be left out, and pass
        return [Job("looking for the tests", lambda: ([], collected.stdout))]
    listed = collected.stdout.splitlines()
    pytest = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider"]

    def job(tests: list[str], name: str) -> Job:
        def do() -> tuple[list[dict[str, Any]], str]:
            done = finished([*pytest, *tests], ROOT, _deep(table))
            return [], "" if done.returncode == 0 else done.stdout

        return Job(name, do)

    return [job(tests, name) for name, tests in in_order([line for line in listed if "::" in line])]


def in_order(tests: list[str]) -> list[tuple[str, list[str]]]:
    """Give what runs together, under a name, the longest first."""

    def file_of(test: str) -> str:
        return test.split("::", maxsplit=1)[0]

    apart = [test for name in APART for test in tests if file_of(test).endswith(f"/{name}")]
    files = dict.fromkeys(file_of(test) for test in tests if test not in apart)
    together = [(file, [test for test in tests if file_of(test) == file]) for file in files]
    places = {name: place for place, name in enumerate(LONG)}
    together.sort(key=lambda each: places.get(each[0].rsplit("/")[-1], len(LONG)))
    return [*((test, [test]) for test in apart), *together]


def _deep(table: Path) -> dict[str, str]:
    return (
        dict(os.environ)
        | environment_of_tests()
        | {"SENCO_DESK_PROOF": "deep", "SENCO_DESK_PROOF_TABLE": str(table)}
    )


def in_minutes(seconds: float) -> str:
    """Say how long something took, as "3 min 07 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s"


def _show(rows: list[dict[str, Any]], seconds: float) -> None:
    width = max((len(row["what"]) for row in rows), default=4)
    say(f"{'id':<4} {'what':<{width}} {'tried':>7} {'s':>7}  result")
    for row in rows:
        tried, seconds_each = f"{row['count']:>7,}", f"{row['seconds']:>7.1f}"
        say(f"{row['id']:<4} {row['what']:<{width}} {tried} {seconds_each}  {row['result']}")
    say(f"{sum(row['count'] for row in rows):,} tries in {in_minutes(seconds)}.")
    if seconds > LONGEST_MIN * 60:
        say(f"That is more than the {LONGEST_MIN} minutes that it may take on two cores.")
