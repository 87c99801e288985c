"""Spoiled files: each opens as it was or is refused in words, soon, and keeps every byte (figure R7)."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from tests.proof.children import REPOSITORY
from tests.proof.figures import Measured, count
from tests.proof.operations import ALL

MUTANTS: Final = count(1_000, 10_000)
LONGEST_S: Final = 10.0


def _watched(folder: Path, seed: int, mutants: int, *more: str) -> list[str]:
    """Open mutants in a process of their own; gives what it said of each, or how it ended."""
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.proof.mutants", str(folder), str(seed), str(mutants), *more],
            stdout=subprocess.PIPE,
            stderr=errors,
            env=os.environ | {"SENCO_DESK_HOME": str(folder / "home")},
            cwd=REPOSITORY,
            bufsize=0,
        )
    assert process.stdout is not None
    said, left = [], b""
    waited = 6 * LONGEST_S  # the first line comes when everything is read and made ready
    while select.select([process.stdout], [], [], waited)[0]:
        some = os.read(process.stdout.fileno(), 65_536)
        if not some:
            break
        *lines, left = (left + some).split(b"\n")
        said += [line.decode() for line in lines]
        waited = LONGEST_S
    else:
        process.kill()
        said.append(f"TOOK MORE THAN {LONGEST_S} s")
    process.stdout.close()
    if process.wait() != 0:
        said.append(f"ENDED BY {process.returncode}: {(folder / 'errors').read_text()[-1500:]}")
    return said


def test_a_spoiled_file_is_opened_as_it_was_or_refused_and_never_changed(in_memory: Path):
    measured = Measured("R7", "spoiled vaults, journals, slips and notes")
    ALL["restore"].build(in_memory)
    said = _watched(in_memory, 7, MUTANTS)
    assert [line for line in said if line != line.lower()] == []
    assert len(said) == MUTANTS
    came = Counter(line.split()[-1] for line in said)
    assert came["refused"] > MUTANTS / 3
    measured.reached(
        MUTANTS,
        f"{came['refused']} refused in words, {came['found']} opened with what is wrong said,"
        f" {came['opened']} opened as they were; 0 crashes, 0 hangs, 0 other contents, 0 changed",
    )


def test_other_contents_in_a_file_that_opens_would_be_noticed(in_memory: Path):
    ALL["restore"].build(in_memory)
    said = _watched(in_memory, 7, 100, "astray")
    assert any("OTHER CONTENTS" in line for line in said)
