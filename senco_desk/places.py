"""Where things lie: the program's own resources, and this person's settings and log.

Nothing about a child is ever kept in these folders: the encrypted file lies where the SENCO puts it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import platformdirs

APP_NAME: Final = "SENCO Desk"
HOME_VARIABLE: Final = "SENCO_DESK_HOME"
"""An environment variable naming one folder for settings and log, for a memory stick or a trial run."""


def resource(*parts: str) -> Path:
    """Give the path of a file that travels with the program, such as `resource("fonts", "OFL.txt")`.

    Works in the source tree and in the frozen program; whether the file is there is not checked.
    """
    return _program_folder().joinpath("resources", *parts)


def settings_folder() -> Path:
    """Give the folder for this person's settings, made if it is missing.

    Raises:
        OSError: the folder cannot be made.
    """
    chosen = _chosen_folder("settings")
    return _made(chosen or platformdirs.user_config_path(APP_NAME, appauthor=False))


def log_folder() -> Path:
    """Give the folder for the log, made if it is missing. The log holds nothing personal.

    Raises:
        OSError: the folder cannot be made.
    """
    chosen = _chosen_folder("log")
    return _made(chosen or platformdirs.user_log_path(APP_NAME, appauthor=False))


def drives() -> tuple[tuple[str, str], ...]:
    """Give where drives hang and their kinds, on Linux; nothing elsewhere, where systems say it by drive."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    parts = [line.split(" ") for line in lines]
    return tuple((part[1].replace("\\040", " "), part[2]) for part in parts if len(part) > 2)


def real(path: Path) -> Path:
    """Give what a name stands for where it is a link: SQLite keeps its journal beside the real file."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a ring, or a letter that no path can hold
        return path


def read_json(path: Path) -> Any:
    """Give what a small file of ours outside the vault holds; None when it is not there or spoiled."""
    try:
        return as_json(path.read_bytes())
    except OSError:
        return None


def as_json(body: bytes) -> Any:
    """Give what such a file's bytes say; None when they are spoiled."""
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _program_folder() -> Path:
    unpacked = getattr(sys, "_MEIPASS", None)  # set by PyInstaller in the frozen program only
    return Path(unpacked) if unpacked else Path(__file__).resolve().parent.parent


def _chosen_folder(name: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home).expanduser() / name if home else None


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
