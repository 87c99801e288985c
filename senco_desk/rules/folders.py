"""Folders that a cloud service or a network keeps in step, and the second files that such services leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

_CLOUDS: Final = (
    (re.compile(r"onedrive( - .*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox( \(.*\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive|my drive|drivefs", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"nextcloud|owncloud", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"box( sync)?", re.IGNORECASE), "Box"),
)
_CLOUD_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_KINDS: Final = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.davfs", "9p"}
)


def cloud_of(path: PurePath, environment: Mapping[str, str] | None = None) -> str | None:
    """Give the name of the cloud service that keeps this file in step, judged by its folders; None for none.

    Args:
        path: the file, whole.
        environment: variables of the system, in which OneDrive says where it lies.
    """
    for variable in _CLOUD_VARIABLES:
        place = (environment or {}).get(variable)
        if place and path.is_relative_to(place):
            return "OneDrive"
    for folder in path.parts[:-1]:
        for pattern, name in _CLOUDS:
            if pattern.fullmatch(folder):
                return name
    return None


def is_on_network(path: PurePath, mounts: Iterable[tuple[str, str]]) -> bool:
    """Whether a file lies on a drive that is reached over a network.

    Args:
        path: the file, whole.
        mounts: where each drive hangs and of what kind it is, as `/proc/mounts` has them.
    """
    if str(path).startswith("\\\\"):
        return True
    over = [(len(place), kind) for place, kind in mounts if path.is_relative_to(place)]
    return bool(over) and max(over)[1] in _NETWORK_KINDS


_CONFLICT: Final = re.compile(
    r"\s*(\((.*conflict.*|\d+)\)|-[\w-]+|\.sync-conflict-[\w-]+| - copy( \(\d+\))?| conflict .*)",
    re.IGNORECASE,
)
"""Dropbox "(Ann's conflicted copy 2026-11-22)", OneDrive "-LAPTOP7", Syncthing ".sync-conflict-…", "(1)"."""


def looks_like_conflict(name: str, other: str) -> bool:
    """Whether `other` is named as a sync service names a second version of the file called `name`.

    Args:
        name: the vault's file name, such as "Riverside.senco".
        other: another file name in the same folder.
    """
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    if other == name or not other.lower().endswith(suffix.lower()) or not other.startswith(stem):
        return False
    return _CONFLICT.fullmatch(other[len(stem) : -len(suffix)]) is not None
