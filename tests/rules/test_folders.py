"""Sync folders are known by name, network drives by kind, second versions by what they are called."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from senco_desk.rules.folders import cloud_of, is_on_network, looks_like_conflict


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"C:\Users\rae\OneDrive\Documents\Riverside.senco"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\rae\OneDrive - Riverside Trust\SEN\Riverside.senco"), "OneDrive"),
        (PurePosixPath("/home/rae/Dropbox/Riverside.senco"), "Dropbox"),
        (PurePosixPath("/home/rae/Dropbox (School)/Riverside.senco"), "Dropbox"),
        (PurePosixPath("/Users/rae/Library/Mobile Documents/com~apple~CloudDocs/R.senco"), "iCloud Drive"),
        (PurePosixPath("/Users/rae/Google Drive/R.senco"), "Google Drive"),
        (PureWindowsPath(r"G:\My Drive\R.senco"), "Google Drive"),
        (PurePosixPath("/home/rae/Documents/Riverside.senco"), None),
        (PurePosixPath("/home/rae/Documents/OneDrive.senco"), None),
        (PurePosixPath("/home/rae/Boxes/Riverside.senco"), None),
    ],
)
def test_a_cloud_folder_is_known_by_its_name(path, name):
    assert cloud_of(path) == name


def test_onedrive_says_itself_where_it_lies():
    path = PureWindowsPath(r"D:\School files\Riverside.senco")
    assert cloud_of(path, {"OneDriveCommercial": r"D:\School files"}) == "OneDrive"
    assert cloud_of(path, {"OneDriveCommercial": ""}) is None


def test_a_drive_over_the_network_is_known_by_its_kind():
    drives = [("/", "ext4"), ("/mnt/school", "cifs"), ("/mnt/school/stick", "vfat")]
    assert is_on_network(PurePosixPath("/mnt/school/R.senco"), drives)
    assert not is_on_network(PurePosixPath("/mnt/school/stick/R.senco"), drives)
    assert not is_on_network(PurePosixPath("/home/rae/R.senco"), drives)
    assert is_on_network(PureWindowsPath(r"\\server\share\R.senco"), [])


@pytest.mark.parametrize(
    "other",
    [
        "Riverside-LAPTOP7.senco",
        "Riverside (Rae's conflicted copy 2026-11-22).senco",
        "Riverside (1).senco",
        "Riverside.sync-conflict-20261122-101500-ABCDEF.senco",
        "Riverside - Copy.senco",
    ],
)
def test_a_second_version_is_known_by_how_it_is_called(other: str):
    assert looks_like_conflict("Riverside.senco", other)


@pytest.mark.parametrize(
    "other",
    [
        "Riverside.senco",
        "Riverside set aside 2026-11-22 09.30.00.senco",
        "Riversidehouse.senco",
        "Riverside.senco.lock",
        "Other-LAPTOP.senco",
        "Riverside.restoring.senco",
    ],
)
def test_other_files_of_ours_are_not_taken_for_one(other: str):
    assert not looks_like_conflict("Riverside.senco", other)
