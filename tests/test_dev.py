"""The set-up that dev.py does: once, by hash, and mended when it was cut short."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, system
from tools.words import Stopped

LOCK = """\
pyside6-essentials==6.11.3 \\
    --hash=sha256:aa
six==1.17.0 ; python_version > '3' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
typer==0.29.2 \\
    --hash=sha256:dd
"""


def test_a_part_is_left_out_with_its_hashes():
    left = environment.without(LOCK, frozenset({"pyside6-essentials", "six"}))
    assert left == "typer==0.29.2 \\\n    --hash=sha256:dd\n"


def test_the_core_is_given_everything_but_what_needs_qt():
    whole = environment.DEV_LOCK.read_text(encoding="utf-8")
    core = environment.without(whole, environment.NOT_IN_CORE)
    assert "pyside6" not in core
    assert "pytest-qt" not in core
    assert whole.count("==") - core.count("==") == len(environment.NOT_IN_CORE)


def test_an_environment_is_made_once_and_made_anew_when_it_was_cut_short(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    venv, lock = tmp_path / ".venv", tmp_path / "some.lock"
    lock.write_text("# no parts\n", encoding="utf-8")
    python = environment._prepare(venv, lock, frozenset())
    assert subprocess.run([python, "-c", "import pip"], check=False).returncode == 0
    capsys.readouterr()

    environment._prepare(venv, lock, frozenset())
    assert capsys.readouterr().out == ""

    (venv / environment.MARK).touch()
    (venv / "leavings").touch()
    environment._prepare(venv, lock, frozenset())
    assert "half made" in capsys.readouterr().out
    assert not (venv / "leavings").exists()
    assert not (venv / environment.MARK).exists()


def test_a_changed_lock_is_not_taken_for_the_one_installed(tmp_path: Path):
    venv = tmp_path / ".venv"
    environment.python_in(venv).parent.mkdir(parents=True)
    environment.python_in(venv).touch()
    (venv / environment.STAMP).write_text(environment._stamp(LOCK) + "\n", encoding="utf-8")
    assert environment._is_ready(venv, environment._stamp(LOCK))
    assert not environment._is_ready(venv, environment._stamp(LOCK + "\n"))


@pytest.mark.parametrize(
    ("pip_said", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "is not the one in the lock"),
        ("ERROR: No matching distribution found for six", "not to be had for Python"),
        ("NewConnectionError(...)", "Check the network"),
        ("something else", "could not be installed"),
    ],
)
def test_when_the_parts_cannot_be_installed_it_says_why(tmp_path: Path, pip_said: str, words: str):
    (tmp_path / environment.MARK).touch()
    assert words in environment._why_pip_stopped(tmp_path, pip_said)


def test_whoever_may_not_install_is_told_the_exact_command(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(system, "_is_root", lambda: False)
    monkeypatch.setattr(system, "_today_s_name", lambda package: package)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(Stopped) as stopped:
        system.bring_packages(["libgl1", "libegl1"])
    assert "sudo apt-get install --no-install-recommends libgl1 libegl1" in str(stopped.value)


def test_nothing_is_asked_of_the_system_when_nothing_is_missing():
    system.bring_packages([])


def test_a_command_it_does_not_know_shows_what_it_does(repository: Path):
    done = subprocess.run(
        [sys.executable, repository / "dev.py", "dance"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "python3 dev.py run" in done.stdout


def test_an_old_python_is_told_so(repository: Path):
    pretend = (
        "import sys; sys.version_info = (3, 9, 2); sys.argv = ['dev.py', 'run']; import runpy;"
        f"runpy.run_path({str(repository / 'dev.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "needs Python 3.11 or newer; this is 3.9" in done.stdout
