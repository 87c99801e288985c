"""Everything that guards the project, in two lanes for two cores, with one summary at the end."""

from __future__ import annotations

import os
import subprocess
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import environment, system
from tools.environment import ROOT
from tools.processes import finished
from tools.words import say

CORE_TESTS = ("models", "rules", "forms", "store", "services", "reports", "exchange", "proof")
PAGES = ("ui_pages", "ui_forms")
NO_QT = (
    "import sys\n"
    "try:\n"
    "    import PySide6\n"
    "except ModuleNotFoundError:\n"
    "    print('PySide6 is absent, as it should be')\n"
    "else:\n"
    "    sys.exit('PySide6 can be imported, so this run would prove nothing')\n"
)


@dataclass(frozen=True)
class Outcome:
    """How one check went: its name, whether it passed, how long it took, what it printed."""

    name: str
    passed: bool
    seconds: float
    output: str


def run_some(args: list[str]) -> int:
    """Run only the tests that `args` (pytest's own) name, and give the exit code."""
    python = environment.workshop()
    _bring_what_tests_need()
    return subprocess.run(
        [python, "-m", "pytest", *args], cwd=ROOT, env=environment_of_tests(), check=False
    ).returncode


def run_all() -> int:
    """Run every check and every test, and give the exit code.

    Most tests of the window have one core and print as they go. The other checks share the second and print
    afterwards; the tests of the core are among them, run once and where there is no PySide6, and those of the
    window's pages, so that both lanes take about as long.
    """
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=1) as second:
        core: Future[Path] = second.submit(environment.core)
        python = environment.workshop()
        _bring_what_tests_need()
        others: Future[list[Outcome]] = second.submit(lambda: _other_checks(python, core.result()))
        rest = [f"--ignore=tests/{name}" for name in (*CORE_TESTS, *PAGES)]
        tests = _watched("tests with Qt", [str(python), "-m", "pytest", *rest])
        outcomes = [*others.result(), tests]
    for outcome in outcomes:
        _show(outcome)
    return _summary(outcomes, time.monotonic() - started)


def _bring_what_tests_need() -> None:
    system.bring_qt_libraries(window=False)
    system.bring_secret_service()
    system.bring_proof_tools()


def _other_checks(python: Path, core: Path) -> list[Outcome]:
    folders = [f"tests/{name}" for name in CORE_TESTS]
    pages = [f"tests/{name}" for name in PAGES]
    scripts = python.parent
    return [
        _checked("ruff check", [str(python), "-m", "ruff", "check", "."]),
        _checked("ruff format", [str(python), "-m", "ruff", "format", "--check", "."]),
        _checked("imports", [str(scripts / "lint-imports"), "--no-cache"]),
        _checked("types", [str(python), "-m", "mypy"]),
        _checked("no Qt in the core", [str(core), "-c", NO_QT]),
        _checked("tests without Qt", [str(core), "-m", "pytest", "-p", "no:cacheprovider", *folders]),
        _checked("tests of pages", [str(python), "-m", "pytest", "-p", "no:cacheprovider", *pages]),
    ]


def _checked(name: str, command: list[str]) -> Outcome:
    started = time.monotonic()
    done = finished(command, ROOT, environment_of_tests())
    return Outcome(name, done.returncode == 0, time.monotonic() - started, done.stdout)


def _watched(name: str, command: list[str]) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of_tests(), stdin=subprocess.DEVNULL, check=False
    )
    return Outcome(name, done.returncode == 0, time.monotonic() - started, "")


def environment_of_tests() -> dict[str, str]:
    """Give the environment that tests run in: no screen, UTF-8."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def _show(outcome: Outcome) -> None:
    lines = outcome.output.strip().splitlines()
    if not lines:
        return
    say(f"\n--- {outcome.name} ---")
    say("\n".join(lines if not outcome.passed else lines[-1:]))


def _summary(outcomes: list[Outcome], seconds: float) -> int:
    say("\n--- summary ---")
    for outcome in outcomes:
        say(f"{'passed' if outcome.passed else 'FAILED'}  {outcome.seconds:6.1f} s  {outcome.name}")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    minutes, rest = divmod(round(seconds), 60)
    took = f"{minutes} min {rest:02} s in all"
    say(f"Failed: {', '.join(failed)} ({took})." if failed else f"Everything passed ({took}).")
    return 1 if failed else 0
