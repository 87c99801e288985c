"""Folders that something else keeps in step: said where a file is made, and once where one is opened."""

from __future__ import annotations

import os
from pathlib import Path

from senco_desk.places import drives
from senco_desk.rules.folders import cloud_of, is_on_network
from senco_desk.ui.desk import Desk

_NETWORK = "a network drive"


def keeper_of(path: Path) -> str:
    """Give what else has a hand in a file's folder: "OneDrive", "a network drive", or nothing."""
    whole = path.absolute()
    cloud = cloud_of(whole, os.environ)
    return cloud or (_NETWORK if is_on_network(whole, drives()) else "")


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
