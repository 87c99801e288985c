"""kill -9 while a paper is being saved: nothing of it stays in the SENCO's folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.services import left_overs, letting_out
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store
from tests.vaults import add_pupil, opened, reopen

PAPER = Paper(b"%PDF-1.7 made up", "Stage 3 pack", 1, "family")

# Stands still where a power cut would hurt: all is written beside its place, and not yet moved there.
_SAVER = """
import os, signal, sys
from pathlib import Path
from senco_desk.services import letting_out
from tests.services.test_left_overs import PAPER
from tests.vaults import reopen

def stand_still(number):
    os.write(1, b"written\\n")
    signal.pause()

store = reopen(Path(sys.argv[1]))
folder = Path(sys.argv[2]).parent
real = os.fsync
os.fsync = lambda number: stand_still(number) if any(folder.iterdir()) else real(number)
letting_out.save(store, PAPER, Path(sys.argv[2]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the SENCO saves papers."""
    made = tmp_path / "papers"
    made.mkdir()
    return made


def killed_in_mid_save(vault: Path, out: Path) -> None:
    """Save a paper in another process, and kill it in the middle."""
    saver = subprocess.Popen(
        [sys.executable, "-c", _SAVER, str(vault), str(out)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    )
    assert saver.stdout is not None
    assert saver.stdout.readline() == "written\n"
    os.kill(saver.pid, signal.SIGKILL)
    saver.wait()
    saver.stdout.close()


def a_vault(folder: Path) -> Path:
    with opened(folder) as store:
        add_pupil(store)
        return store.path


def test_what_a_kill_left_half_written_is_noted_and_cleared(tmp_path: Path, folder: Path):
    vault = a_vault(tmp_path)
    killed_in_mid_save(vault, folder / "pack.pdf")
    (half,) = folder.iterdir()
    assert half.name.startswith(".senco-desk-")
    with closing(reopen(vault)) as store:
        parts = left_overs.waiting(store)
        assert parts == (half,)
        left_overs.clear(store, parts)
        assert list(folder.iterdir()) == []
        assert left_overs.waiting(store) == ()
        assert letting_out.all_let_out(store) == ()


def test_one_on_a_stick_that_is_away_waits_for_the_next_time(tmp_path: Path, folder: Path):
    vault = a_vault(tmp_path)
    killed_in_mid_save(vault, folder / "pack.pdf")
    away = Path(shutil.move(folder, tmp_path / "away"))
    with closing(reopen(vault)) as store:
        parts = left_overs.waiting(store)
        left_overs.clear(store, parts)
        assert left_overs.waiting(store) == parts
        shutil.move(away, folder)
        left_overs.clear(store, parts)
        assert list(folder.iterdir()) == []
        assert left_overs.waiting(store) == ()


def test_a_paper_saved_or_refused_leaves_no_note(tmp_path: Path, folder: Path):
    with opened(tmp_path) as store:
        letting_out.save(store, PAPER, folder / "pack.pdf")
        _refused(store, folder / "not there" / "pack.pdf")
        (folder / "taken").mkdir()
        _refused(store, folder / "taken")
        assert left_overs.waiting(store) == ()
    assert {path.name for path in folder.iterdir()} == {"pack.pdf", "taken"}


def _refused(store: Store, path: Path) -> None:
    with pytest.raises(Trouble, match="could not be saved"):
        letting_out.save(store, PAPER, path)
