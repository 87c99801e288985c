"""Readers of bytes from outside, fuzzed by the branches they take: deep, where there is atheris (R7)."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.proof import fuzz_targets
from tests.proof.children import REPOSITORY
from tests.proof.figures import Measured

SECONDS: Final = 45
"""For each parser."""
FEWEST_RUNS: Final = 100
LONGEST_S: Final = 10
MOST_MB: Final = 1024
LONGEST_BYTES: Final = 20_000
_RUNS: Final = re.compile(r"number_of_executed_units: (\d+)")
HAS_QT: Final = importlib.util.find_spec("PySide6") is not None
"""The core is tested without it."""
WHICH: Final = [*fuzz_targets.PARSERS, *(fuzz_targets.WITH_QT if HAS_QT else ())]


def fuzzed(name: str, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Fuzz a reader in a process of its own."""
    limits = (f"-timeout={LONGEST_S}", f"-rss_limit_mb={MOST_MB}", f"-max_len={LONGEST_BYTES}")
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.proof.fuzzer",
            name,
            str(folder),
            *limits,
            "-print_final_stats=1",
            *args,
        ],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


@pytest.mark.parametrize("name", WHICH)
def test_a_parser_says_in_words_what_is_wrong_with_any_bytes(name: str, in_memory: Path):
    measured = Measured("R7", f"fuzzed by its branches: {name}")
    done = fuzzed(name, in_memory, "-seed=7", f"-max_total_time={SECONDS}")
    assert done.returncode == 0, done.stdout[-6000:]
    runs = _RUNS.search(done.stdout)
    assert runs is not None
    assert int(runs[1]) >= FEWEST_RUNS
    measured.reached(int(runs[1]), f"0 crashes, 0 waits over {LONGEST_S} s, under {MOST_MB} MB")


def test_a_fault_that_only_its_branches_lead_to_is_found(in_memory: Path):
    done = fuzzed("planted", in_memory, "-seed=7", "-runs=2000000")
    assert "the fault that was planted" in done.stdout
    assert done.returncode != 0


def test_a_reader_that_never_comes_back_is_found(in_memory: Path):
    done = fuzzed("endless", in_memory, "-seed=7", "-runs=10", "-timeout=1")
    assert "timeout" in done.stdout
    assert done.returncode != 0
