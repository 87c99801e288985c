"""How many branches of the code that keeps the file safe the core's tests run through (figure R25)."""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from tools.checks import environment_of_tests
from tools.environment import ROOT
from tools.processes import finished

WATCHED: Final = (
    "senco_desk/store/*.py",
    "senco_desk/rules/recovery_code.py",
    "senco_desk/rules/retention.py",
    "senco_desk/services/before_shown.py",
    "senco_desk/services/copies_seen.py",
    "senco_desk/services/handing_over.py",
    "senco_desk/services/left_overs.py",
    "senco_desk/services/letting_out.py",
    "senco_desk/services/looking_over.py",
    "senco_desk/services/quick_unlock.py",
    "senco_desk/services/recovery_kit.py",
    "senco_desk/services/safekeeping.py",
    "senco_desk/services/ways_in.py",
)
"""What encrypts, stores, copies, restores and lets out."""
FLOOR: Final = 90
"""Percent of the branches."""

RUN: Final = (
    "tests/store",
    "tests/services/test_copies_seen.py",
    "tests/services/test_handing_over.py",
    "tests/services/test_history_and_overview.py",
    "tests/services/test_left_overs.py",
    "tests/services/test_letting_out.py",
    "tests/services/test_packs.py",
    "tests/services/test_quick_unlock.py",
    "tests/services/test_recovery_kit.py",
    "tests/services/test_safekeeping.py",
    "tests/services/test_ways_in.py",
    "tests/rules/test_recovery_code.py",
    "tests/rules/test_retention.py",
    "tests/test_cli_safety.py",
)
"""The quick tests of the same; the proofs, which go further, are not counted."""


def measure(python: Path) -> tuple[dict[str, Any] | None, str]:
    """Run the tests under coverage.

    Returns:
        The row of the table, or None when the tests failed; and what went wrong, "" if nothing did.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="senco-desk-covered-") as folder:
        told = Path(folder) / "told.json"
        settings = Path(folder) / "settings"
        # Some tests start a process of their own, and what that runs through counts.
        settings.write_text(
            "[run]\nbranch = true\nparallel = true\npatch = subprocess\n"
            f"data_file = {folder}/data\ninclude = {','.join(f'*/{name}' for name in WATCHED)}\n",
            encoding="utf-8",
        )
        environment = os.environ | environment_of_tests() | {"COVERAGE_RCFILE": str(settings)}
        coverage = [str(python), "-m", "coverage"]
        tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *RUN]
        for command in (["run", *tests], ["combine", "-q"], ["json", "-q", "-o", str(told)]):
            ran = finished([*coverage, *command], ROOT, environment)
            if ran.returncode != 0:
                return None, ran.stdout
        told_of = json.loads(told.read_text(encoding="utf-8"))
    return _judged(told_of, time.monotonic() - began)


def _judged(told: dict[str, Any], seconds: float) -> tuple[dict[str, Any], str]:
    totals = told["totals"]
    percent = 100 * totals["covered_branches"] / totals["num_branches"]
    row = {
        "id": "R25",
        "what": f"branches of the {len(told['files'])} files that keep it safe",
        "count": totals["num_branches"],
        "result": f"{totals['covered_branches']:,} run through, {percent:.1f}%",
        "seconds": round(seconds, 1),
    }
    missed = [f"{name}: {each['summary']['missing_branches']} missed" for name, each in told["files"].items()]
    return row, "" if percent >= FLOOR else "\n".join([f"{percent:.1f}% of the branches.", *missed])
