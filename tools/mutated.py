"""How many small changes to the lines that must not be wrong the tests notice (figure R25).

mutmut changes one thing at a time (a comparison, a number, an argument, a text) in a copy of the tree, and
runs the tests that concern the function it changed. A change that no test notices stands for a test that is
missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from tools.checks import environment_of_tests
from tools.environment import ROOT
from tools.processes import finished

QUICK_TESTS: Final = {
    "senco_desk/rules/recovery_code.py": ("tests/rules/test_recovery_code.py",),
    "senco_desk/rules/retention.py": ("tests/rules/test_retention.py",),
    "senco_desk/store/journal.py": ("tests/store/test_journal.py", "tests/store/test_check.py"),
    "senco_desk/store/key.py": ("tests/store/test_key.py",),
    "senco_desk/store/manifest.py": ("tests/store/test_manifest.py",),
    "senco_desk/store/pages.py": ("tests/store/test_pages.py",),
}
"""Where a wrong line would be worst, and the tests that are quick enough to run for each change."""
GOAL: Final = 80
"""Percent of the changes."""
_SAMPLE: Final = "37"
"""Of the changes, which mutmut numbers, those that end in one of these: a fifth, the same each time."""
_ALL: Final = "0123456789"
_SMALL: Final = ("senco_desk/store/key.py", "senco_desk/store/manifest.py")
"""A fifth of their few changes would say little, so all are tried."""
_OF_SQL: Final = re.compile(r"\b(select|insert|update|delete|pragma|values|where)\b", re.IGNORECASE)
_COPIED: Final = ("pyproject.toml", "resources", "senco_desk", "tests")


def measure(python: Path, module: str, endings: str = "") -> tuple[dict[str, Any] | None, str]:
    """Change a module and run its tests.

    Args:
        python: of the environment with mutmut.
        module: one of `QUICK_TESTS`.
        endings: the last digits of the numbers of the changes to try; "" for the usual share.

    Returns:
        The row of the table, or None when it did not come to that; and what went wrong, "" if nothing did.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="senco-desk-mutated-") as name:
        folder = Path(name)
        _lay_out(folder, module)
        endings = endings or (_ALL if module in _SMALL else _SAMPLE)
        names = [f"{module.removesuffix('.py').replace('/', '.')}.*{digit}" for digit in endings]
        # CI has Hypothesis try the same each time.
        environment = os.environ | environment_of_tests() | {"CI": "true"}
        mutmut = [str(python), "-m", "mutmut"]
        ran = finished([*mutmut, "run", "--max-children", "1", *names], folder, environment)
        told = folder / "mutants" / "mutmut-cicd-stats.json"
        finished([*mutmut, "export-cicd-stats"], folder, environment)
        if ran.returncode != 0 or not told.exists():
            return None, f"{module}: {ran.stdout[-3000:]}"
        counts: dict[str, int] = json.loads(told.read_text(encoding="utf-8"))
        left = finished([*mutmut, "results"], folder, environment).stdout
        unseen = [line.strip() for line in left.splitlines() if "not checked" not in line]
        same = [line for line in unseen if line and _is_no_change(line, mutmut, folder, environment)]
    counts["survived"] -= len(same)
    return _judged(module, counts, [line for line in unseen if line not in same], time.monotonic() - began)


def _is_no_change(line: str, mutmut: list[str], folder: Path, environment: dict[str, str]) -> bool:
    """Whether a change was only to capital or small letters of a query: SQL takes both alike."""
    name = line.partition(":")[0]
    shown = finished([*mutmut, "show", name], folder, environment).stdout.splitlines()
    was, came = (
        [each[1:] for each in shown if each.startswith(sign) and not each.startswith(sign * 3)]
        for sign in "-+"
    )
    return (
        len(was) == 1
        and [each.casefold() for each in was] == [each.casefold() for each in came]
        and _OF_SQL.search(was[0]) is not None
    )


def _lay_out(folder: Path, module: str) -> None:
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    wanted = {
        "source_paths": ["senco_desk"],
        "only_mutate": [module],
        "pytest_add_cli_args_test_selection": list(QUICK_TESTS[module]),
        "also_copy": ["resources", "tests"],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in wanted.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        # A busy machine must not be taken for a test that never ends.
        settings.write("\n".join(["", "[tool.mutmut]", *lines, "timeout_constant = 60.0", ""]))


def _judged(
    module: str, counts: dict[str, int], unseen: list[str], seconds: float
) -> tuple[dict[str, Any] | None, str]:
    """Count as noticed what failed a test, never ended or crashed."""
    noticed = counts["killed"] + counts["timeout"] + counts["segfault"]
    tried = noticed + counts["survived"] + counts["no_tests"] + counts["suspicious"]
    if not tried:
        return None, f"{module}: nothing was changed"
    percent = 100 * noticed / tried
    row = {
        "id": "R25",
        "what": f"one thing changed in {module.removeprefix('senco_desk/')}",
        "count": tried,
        "result": f"{noticed} noticed, {percent:.0f}%",
        "seconds": round(seconds, 1),
    }
    return row, "" if percent >= GOAL else "\n".join([f"{module}: {percent:.0f}% noticed.", *unseen])
