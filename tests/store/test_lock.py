"""One window to one file, by a lock that dies with its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from tests.vaults import make_store, reopen

_HOLDER = """
import sys
from pathlib import Path
from tests.vaults import reopen
store = reopen(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
store.close()
print("closed", flush=True)
"""


def _holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = make_store(tmp_path)
    store.close()
    return store.path


def test_a_second_window_in_the_same_program_is_refused(path):
    store = reopen(path)
    with pytest.raises(Trouble, match="already open in another window"):
        reopen(path)
    store.close()
    reopen(path).close()


def test_a_window_of_another_process_is_refused_until_the_first_closes(path):
    with _holder(path) as process:
        with pytest.raises(Trouble, match="already open in another window"):
            reopen(path)
        said, _ = process.communicate("")
        assert said == "closed\n"
    reopen(path).close()


def test_the_lock_dies_with_its_process(path):
    with _holder(path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert path.with_name("Riverside.senco.lock").exists()  # left behind, and locks nothing
    reopen(path).close()


def test_the_same_file_under_another_spelling_is_the_same_file(path, tmp_path):
    link = tmp_path / "elsewhere.senco"
    link.symlink_to(path)
    (tmp_path / "folder").mkdir()
    store = reopen(path)
    for spelling in (link, tmp_path / "folder" / ".." / path.name, Path(os.path.relpath(path))):
        with pytest.raises(Trouble, match="already open"):
            reopen(spelling)
    store.close()


def test_the_lock_says_nothing_and_goes_away(path):
    store = reopen(path)
    lock = path.with_name("Riverside.senco.lock")
    assert lock.read_bytes() == b""
    store.close()
    assert not lock.exists()
