"""The figures at their full counts: tests/proof and tests/proof_ui, two at a time, and one table."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tools import environment, system
from tools.checks import environment_of_tests
from tools.environment import ROOT
from tools.words import say

AT_ONCE = 2
LONGEST_FIRST = ("test_disk_faults.py", "test_crash_points.py")
"""Their operations run apart, so that both cores stay busy to the end."""


def run(args: list[str]) -> int:
    """Run them, print the table, and give the exit code.

    Args:
        args: `--json` for the table as JSON; anything else is pytest's, such as `-k restore`.
    """
    as_json = "--json" in args
    python = environment.workshop()
    system.bring_qt_libraries(window=False)
    system.bring_proof_tools()
    if not as_json and not _has(python, "atheris"):
        say("There is no atheris for this machine, so no parser is fuzzed by the branches it takes.")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="senco-desk-proof-") as folder:
        table = Path(folder) / "table"
        table.touch()
        rest = [each for each in args if each != "--json"]
        jobs = _jobs(python, rest)
        with ThreadPoolExecutor(AT_ONCE) as lanes:
            failed = [said for said in lanes.map(lambda job: _carry_out(job, table), jobs) if said]
        rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: (int(row["id"][1:]), row["what"]))
    if as_json:
        say(json.dumps({"rows": rows, "failed": len(failed)}, indent=1))
    else:
        _show(rows, time.monotonic() - began)
        for said in failed:
            say(f"\n{said}")
    return 1 if failed or not rows else 0


def _has(python: Path, module: str) -> bool:
    return (
        subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0
    )


def _jobs(python: Path, args: list[str]) -> list[list[str]]:
    collect = [str(python), "-m", "pytest", "-q", "--collect-only", "tests/proof", "tests/proof_ui", *args]
    listed = subprocess.run(
        collect, cwd=ROOT, env=_deep(None), stdout=subprocess.PIPE, text=True, check=False
    ).stdout.splitlines()
    tests = [line for line in listed if "::" in line]
    apart = [test for name in LONGEST_FIRST for test in tests if f"/{name}::" in test]
    files = dict.fromkeys(test.split("::")[0] for test in tests if test not in apart)
    together = [[test for test in tests if test.startswith(f"{name}::")] for name in files]
    pytest = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    return [[*pytest, *some] for some in [*([test] for test in apart), *together]]


def _carry_out(job: list[str], table: Path) -> str:
    """Run one pytest; gives what it said if it failed."""
    done = subprocess.run(
        job,
        cwd=ROOT,
        env=_deep(table),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout


def _deep(table: Path | None) -> dict[str, str]:
    said = {"SENCO_DESK_PROOF": "deep"} | ({"SENCO_DESK_PROOF_TABLE": str(table)} if table else {})
    return dict(os.environ) | environment_of_tests() | said


def _show(rows: list[dict[str, Any]], seconds: float) -> None:
    width = max((len(row["what"]) for row in rows), default=4)
    say(f"{'id':<4} {'what':<{width}} {'tried':>7} {'s':>7}  result")
    for row in rows:
        tried, seconds_each = f"{row['count']:>7,}", f"{row['seconds']:>7.1f}"
        say(f"{row['id']:<4} {row['what']:<{width}} {tried} {seconds_each}  {row['result']}")
    minutes, rest = divmod(round(seconds), 60)
    say(f"{sum(row['count'] for row in rows):,} tries in {minutes} min {rest:02} s.")
