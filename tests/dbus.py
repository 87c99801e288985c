"""A D-Bus session of a test's own, with a real Secret Service in it when wanted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_KEYRING = "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "


def in_session(home: Path, script: str, *args: object, keyring: bool = False) -> str:
    """Run a Python script in a new D-Bus session, and give what it printed.

    Args:
        home: an empty folder for everything that the session writes.
        script: the script.
        args: its arguments.
        keyring: with gnome-keyring, unlocked.
    """
    run = home / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    program = home / "script.py"
    program.write_text(script, encoding="utf-8")
    command = f'{_KEYRING if keyring else ""}exec "$@"'
    environment = os.environ | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command, "sh", sys.executable, program, *map(str, args)],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
