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


# on the person's own disk


FEW = "import senco_desk.self_test_here as here; here.KILLS = 3; "


def test_a_disk_is_tried_in_a_folder_of_its_own_and_nothing_is_left_on_it(repository: Path, tmp_path: Path):
    disk, scratch = tmp_path / "disk", tmp_path / "scratch"
    disk.mkdir()
    scratch.mkdir()
    done = run(repository, scratch, "--here", str(disk), before=FEW)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    assert len(said) == 7
    assert "3 times: " in said[2]
    assert "all of them are there" in said[2]
    assert said[-1].startswith("All is well: this disk keeps what was saved")
    assert not [*disk.iterdir(), *scratch.iterdir()]


def test_a_disk_that_loses_what_was_saved_is_named_as_such(repository: Path, tmp_path: Path):
    losing = f"{FEW}here._saves_in = lambda store: []; "
    done = run(repository, tmp_path, "--here", str(tmp_path), before=losing)
    assert done.returncode == 1
    *_, failed, advice = done.stdout.splitlines()
    assert "said to be done, and 0 are there" in failed
    assert advice.startswith("Do not trust this disk")
    assert not list(tmp_path.iterdir())


def test_a_disk_that_damages_a_file_is_named_as_such(repository: Path, tmp_path: Path):
    hurt = "import senco_desk.store.check as c; c.findings = lambda _: [c.Finding('A page is lost.')]; "
    done = run(repository, tmp_path, "--here", str(tmp_path), before=FEW + hurt)
    assert done.returncode == 1
    assert "FAILED. Failed: A page is lost." in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(repository: Path, tmp_path: Path):
    done = run(repository, tmp_path, "--here", str(tmp_path / "gone"))
    assert done.returncode == 2
    assert "There is no folder" in done.stdout
