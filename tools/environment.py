"""The virtual environments: made once, filled from a lock by hash, mended when a set-up was cut short.

A stamp inside the environment says which lock it was filled from, so that a second run does nothing. A mark
laid before the work and lifted after it says that a set-up was cut short; such an environment is made anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.words import Stopped, say

ROOT = Path(__file__).resolve().parent.parent
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
VENV = ROOT / ".venv"
CORE_VENV = ROOT / ".venv-core"

STAMP = "senco-desk-stamp"
MARK = "senco-desk-unfinished"
SMALLEST_FREE_BYTES = 50_000_000

# Left out of the environment of the core: Qt, what needs Qt, and what is not run there.
NOT_IN_CORE = frozenset({"pyside6-essentials", "shiboken6", "pytest-qt", "pyinstaller", "ruff", "mypy", "uv"})


def program() -> Path:
    """Make `.venv` ready to run the program and give its Python.

    Raises:
        Stopped: it cannot be made.
    """
    return _prepare(VENV, RUNTIME_LOCK, frozenset())


def workshop() -> Path:
    """Make `.venv` ready to test and build the program, and give its Python.

    Raises:
        Stopped: it cannot be made.
    """
    return _prepare(VENV, DEV_LOCK, frozenset())


def core() -> Path:
    """Make `.venv-core`, which has no Qt, ready to test the core, and give its Python.

    Raises:
        Stopped: it cannot be made.
    """
    return _prepare(CORE_VENV, DEV_LOCK, NOT_IN_CORE)


def without(lock: str, names: frozenset[str]) -> str:
    """Give the text of a lock less the named parts, with their hashes."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return "".join(entry for entry in entries if entry.split("==")[0] not in names)


def python_in(venv: Path) -> Path:
    """Give the path of an environment's Python, there or not."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def _prepare(venv: Path, lock: Path, left_out: frozenset[str]) -> Path:
    wanted = without(lock.read_text(encoding="utf-8"), left_out)
    stamps = _stamps(lock, wanted)
    if not _is_ready(venv, stamps[0]):
        with _only_one(venv) as held:
            if not _is_ready(venv, stamps[0]):
                _fill(venv, wanted, stamps, held)
    return python_in(venv)


def _stamps(lock: Path, wanted: str) -> list[str]:
    """Give what the environment will be stamped with; the first is the one asked for."""
    stamps = [_stamp(wanted)]
    if lock == DEV_LOCK and "pyside6-essentials==" in wanted:
        # The dev lock holds all of the runtime lock, at the same versions.
        stamps.append(_stamp(RUNTIME_LOCK.read_text(encoding="utf-8")))
    return stamps


def _stamp(wanted: str) -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{version} {hashlib.sha256(wanted.encode()).hexdigest()}"


def _is_ready(venv: Path, stamp: str) -> bool:
    stamped = venv / STAMP
    if not (python_in(venv).exists() and stamped.is_file()) or (venv / MARK).exists():
        return False
    return stamp in stamped.read_text(encoding="utf-8").splitlines()


def _fill(venv: Path, wanted: str, stamps: list[str], held: int) -> None:
    if venv.exists() and ((venv / MARK).exists() or not _works(venv)):
        say(f"{venv.name} was left half made or made by another Python; making it anew.")
        _remove(venv)
    (venv / STAMP).unlink(missing_ok=True)
    if not venv.exists():
        _make(venv, held)
    (venv / MARK).touch()
    say(f"Bringing the parts into {venv.name}. This takes a minute or two, and only when they change.")
    lock = venv / "wanted.lock"
    lock.write_text(wanted, encoding="utf-8")
    install = [str(python_in(venv)), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    done = _carry_out([*install, *quiet, "-r", str(lock)], held)
    if done.returncode != 0:
        words = _why_pip_stopped(venv, done.stdout)
        raise Stopped(words)
    (venv / STAMP).write_text("\n".join(stamps) + "\n", encoding="utf-8")
    (venv / MARK).unlink()


def _works(venv: Path) -> bool:
    """Say whether the environment's Python starts, is the version that runs this, and has pip."""
    ask = "import pip, sys; print(sys.version_info[:2])"
    try:
        done = subprocess.run(
            [python_in(venv), "-c", ask], capture_output=True, text=True, timeout=60, check=False
        )
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == str(sys.version_info[:2])


def _make(venv: Path, held: int) -> None:
    venv.mkdir()
    (venv / MARK).touch()
    done = _carry_out([sys.executable, "-m", "venv", str(venv)], held)
    if done.returncode == 0:
        return
    _remove(venv)
    if _is_full(done.stdout):
        raise Stopped(_full_words())
    if "ensurepip" in done.stdout or "No module named venv" in done.stdout:
        version = ".".join(map(str, sys.version_info[:2]))
        raise Stopped(
            "This Python has no venv and pip. On Debian and Ubuntu they come with:\n"
            f"    sudo apt-get install python{version}-venv\n"
            "or, for the system's own Python, python3-venv. Then run this again."
        )
    raise Stopped(f"The environment {venv.name} could not be made. Python said:\n{_last_lines(done.stdout)}")


def _carry_out(command: list[str], held: int) -> subprocess.CompletedProcess[str]:
    """Run a step of the set-up. Where it can, it shares the lock, which so outlives a killed dev.py."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=() if os.name == "nt" else (held,),
        check=False,
    )


def _why_pip_stopped(venv: Path, output: str) -> str:
    """Say what went wrong, and lift the mark where pip is sure to have changed nothing."""
    if _is_full(output):
        return _full_words()
    untouched = True
    if "DO NOT MATCH THE HASHES" in output:
        words = (
            "A part that was fetched is not the one in the lock, so nothing was installed. Try again later."
        )
    elif "No matching distribution" in output:
        version = ".".join(map(str, sys.version_info[:2]))
        words = f"A part in the lock is not to be had for Python {version} on this kind of machine."
    elif "NewConnectionError" in output or "ConnectTimeout" in output or "Temporary failure" in output:
        words = "The package index cannot be reached. Check the network, then run this again."
    else:
        words = "The parts could not be installed. Run this again to start afresh."
        untouched = False
    if untouched:
        (venv / MARK).unlink()
    return f"{words} pip said:\n{_last_lines(output)}"


def _is_full(output: str) -> bool:
    full = "No space left on device" in output or "not enough space on the disk" in output
    return full or shutil.disk_usage(ROOT).free < SMALLEST_FREE_BYTES


def _full_words() -> str:
    return "The disk is full. The parts need about 1.2 GB; make room, then run this again."


def _last_lines(output: str, count: int = 12) -> str:
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-count:])


def _remove(venv: Path) -> None:
    try:
        shutil.rmtree(venv)
    except OSError as reason:
        raise Stopped(
            f"{venv.name} has to be made anew but cannot be removed ({reason.strerror}). "
            "Close what runs from it, remove the folder, then run this again."
        ) from reason


@contextmanager
def _only_one(venv: Path) -> Iterator[int]:
    """Let one set-up at a time work on an environment; the lock dies with those who hold it."""
    with venv.with_name(f"{venv.name}.lock").open("a+b") as held:
        if sys.platform == "win32":
            import msvcrt
            import time

            while True:
                try:
                    held.seek(0)
                    msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.5)
        else:
            import fcntl

            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(f"Waiting for another run that is setting up {venv.name}.")
                fcntl.flock(held, fcntl.LOCK_EX)
        yield held.fileno()
