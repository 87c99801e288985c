"""Folders that something else keeps in step: said where a file is made, and once where one is opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

from PySide6.QtCore import QStorageInfo

from senco_desk.places import drives, real
from senco_desk.rules.folders import cloud_of, is_on_network
from senco_desk.ui.desk import Desk

_NETWORK = "a network drive"
_DRIVE_REMOTE = 4
"""https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew"""


def keeper_of(path: Path) -> str:
    """Give what else has a hand in a file's folder: "OneDrive", "a network drive", or nothing."""
    named = path.absolute()
    ways = (named, real(named))
    clouds = [cloud for cloud in (cloud_of(way, os.environ) for way in ways) if cloud]
    if clouds:
        return clouds[0]
    return _NETWORK if any(is_on_network(way, mounts_for(way)) for way in ways) else ""


def mounts_for(path: PurePath) -> tuple[tuple[str, str], ...]:
    """Give the drive that a file lies on, with its kind; on Linux every drive.

    Windows calls a letter that stands for a folder of a server remote, whatever kind that reports.

    Args:
        path: the file, whole; it need not be there yet.
    """
    if sys.platform == "win32":
        import ctypes

        remote = bool(path.drive) and ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE
        return ((path.anchor, "smbfs"),) if remote else ()
    if sys.platform == "darwin":
        drives_above = (QStorageInfo(str(part)) for part in (path, *path.parents))
        there = next((drive for drive in drives_above if drive.isValid()), QStorageInfo.root())
        return ((path.anchor, bytes(there.fileSystemType().data()).decode()),)
    return drives()


def here_instead(path: Path) -> Path:
    """Give a place on this computer for a file of that name."""
    return Path.home() / "SENCO Desk" / path.name


def warning(keeper: str) -> str:
    """Say what it means to make a file there."""
    if keeper == _NETWORK:
        return (
            "This folder is on a network drive. When the network drops out, nothing can be saved until it is "
            "back."
        )
    return (
        f"{keeper} copies this folder to the internet. If two computers change the file before it has caught "
        "up, there are two versions, and nobody can join them."
    )


def tell_of_sync(desk: Desk) -> None:
    """Say where an open file lies, if that matters; once for each file."""
    from senco_desk.services import before_shown

    keeper = keeper_of(desk.store.path)
    if not keeper or not desk.run(before_shown.tell_of_sync_once):
        return
    if keeper == _NETWORK:
        desk.say("This file lies on a network drive. Open it on one computer at a time.")
    else:
        desk.say(
            f"This file lies in a folder of {keeper}. Open it on one computer at a time, and let {keeper} "
            "finish before you open it on another."
        )
