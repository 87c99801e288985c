"""`--self-test`, in a process of its own as the built program runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = "import sys; {before}from senco_desk.cli import main; sys.exit(main(sys.argv[1:]))"


def run(
    repository: Path, scratch: Path, *arguments: str, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the program with everything temporary in `scratch`."""
    return subprocess.run(
        [sys.executable, "-c", CODE.format(before=before), "--self-test", *arguments],
        cwd=repository,
        env=os.environ | {"TMPDIR": str(scratch), "TEMP": str(scratch), "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )


def test_the_program_does_the_whole_of_its_work_and_leaves_nothing_behind(repository: Path, tmp_path: Path):
    done = run(repository, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    assert said[-1] == "All is well."
    assert len(said) == 10
    assert not list(tmp_path.iterdir())


def test_a_step_that_fails_is_named_and_ends_it(repository: Path, tmp_path: Path):
    lost = (
        "import senco_desk.places as p; from pathlib import Path; p._program_folder = lambda: Path('gone'); "
    )
    done = run(repository, tmp_path, before=lost)
    assert done.returncode == 1
    last = done.stdout.splitlines()[-1]
    assert "FAILED" in last
    assert not list(tmp_path.iterdir())


def test_it_takes_nothing_after_it(repository: Path, tmp_path: Path):
    done = run(repository, tmp_path, "demo.senco")
    assert done.returncode == 2
    assert "takes nothing after it" in done.stdout
