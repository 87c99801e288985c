"""A folder that a sync service or the network has a hand in: explained, and told once for each file."""

from __future__ import annotations

import ctypes
import shutil
import sys
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QStorageInfo, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.rules import folders
from senco_desk.rules.folders import is_on_network
from senco_desk.store import copies
from senco_desk.ui import ask, theme
from senco_desk.ui.pages import first_run
from senco_desk.ui.pages.first_run import FirstRun
from senco_desk.ui.pages.make_file import MakeFile
from senco_desk.ui.pages.ways_in import sync
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.losing import NEW, opened, said, unlock
from tests.vaults import make_keys_cheap

Key = Qt.Key


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents, which OneDrive keeps in step, and a home beside it."""
    folder = tmp_path / "OneDrive - Fernhill" / "Documents"
    folder.mkdir(parents=True)
    (tmp_path / "home").mkdir()
    monkeypatch.setattr(ask, "documents", lambda: folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(first_run, "offer_kit", lambda *_: None)  # it has tests of its own
    return folder


def _making(make_window: Callable[..., Window]) -> tuple[Window, MakeFile]:
    window = make_window(None)
    assert isinstance(window.front, FirstRun)
    window.front.make_mine()
    walk.settle()
    step = window.front.step
    assert isinstance(step, MakeFile)
    return window, step


def _fill(step: MakeFile) -> None:
    step.school.setFocus()
    keys = Keyboard().types("Fernhill Academy").tab_to("Your name").types("Ruth Amadi")
    keys.tab_to("Passphrase").types(NEW).tab_to("The same passphrase again").types(NEW)
    keys.press(Key.Key_Return)


def _made(window: Window, qtbot: QtBot) -> Path:
    return opened(window, qtbot).path


def test_a_synced_folder_is_explained_and_one_on_this_computer_is_the_main_choice(
    make_window: Callable[..., Window], cloud: Path, tmp_path: Path, qtbot: QtBot
):
    window, step = _making(make_window)
    assert step.warning.isVisible()
    assert "OneDrive copies this folder to the internet" in step.warning.accessibleName()
    _fill(step)
    assert "Choose below" in step.fields["path"].wrong()
    assert QApplication.focusWidget() is step.warning.use_local
    Keyboard().press(Key.Key_Return)
    assert not step.warning.isVisible()
    assert step.fields["path"].wrong() == ""
    Keyboard().tab_to("The same passphrase again").press(Key.Key_Return)
    assert _made(window, qtbot) == tmp_path / "home" / "SENCO Desk" / "Fernhill Academy.senco"


def test_the_synced_folder_can_be_kept_all_the_same(
    make_window: Callable[..., Window], cloud: Path, qtbot: QtBot
):
    window, step = _making(make_window)
    _fill(step)
    Keyboard().tab_to("Keep it here all the same").press(Key.Key_Return)
    assert not step.warning.isVisible()
    Keyboard().tab_to("The same passphrase again").press(Key.Key_Return)
    assert _made(window, qtbot) == cloud / "Fernhill Academy.senco"


def test_a_folder_on_this_computer_needs_no_words(
    make_window: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ask, "documents", lambda: tmp_path)
    _, step = _making(make_window)
    assert not step.warning.isVisible()


def test_a_network_drive_is_known_by_where_it_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sync, "drives", lambda: (("/", "ext4"), (str(tmp_path), "cifs")))
    assert sync.keeper_of(tmp_path / "Fernhill.senco") == "a network drive"
    assert "network drops out" in sync.warning("a network drive")


def test_a_link_to_a_network_drive_or_a_synced_folder_is_seen_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    for name in ("server", "OneDrive", "ring"):
        (tmp_path / name).mkdir()
    school, synced, ring = (tmp_path / name for name in ("School drive", "Documents", "Round"))
    school.symlink_to(tmp_path / "server")
    synced.symlink_to(tmp_path / "OneDrive")
    ring.symlink_to(ring)
    monkeypatch.setattr(sync, "drives", lambda: (("/", "ext4"), (str(tmp_path / "server"), "nfs4")))
    assert sync.keeper_of(school / "Fernhill.senco") == "a network drive"
    assert sync.keeper_of(synced / "Fernhill.senco") == "OneDrive"
    assert sync.keeper_of(ring / "Fernhill.senco") == ""


def test_on_windows_a_letter_for_a_folder_of_a_server_is_a_network_drive(monkeypatch: pytest.MonkeyPatch):
    kernel = SimpleNamespace(GetDriveTypeW=lambda root: 4 if root == "S:\\" else 3)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    for letter, remote in (("S", True), ("C", False)):
        path = PureWindowsPath(f"{letter}:\\Inclusion\\Fernhill.senco")
        assert is_on_network(path, sync.mounts_for(path)) is remote


def test_on_macos_the_kind_of_the_drive_is_asked_for_even_before_the_folder_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    kind = bytes(QStorageInfo(str(tmp_path)).fileSystemType().data()).decode()
    monkeypatch.setattr(sys, "platform", "darwin")
    path = tmp_path / "not yet" / "Fernhill.senco"
    assert sync.mounts_for(path) == (("/", kind),)
    assert sync.keeper_of(path) == ""
    monkeypatch.setattr(folders, "_NETWORK_KINDS", frozenset({kind}))
    assert sync.keeper_of(path) == "a network drive"


def test_a_file_in_a_synced_folder_is_told_once(
    make_window: Callable[..., Window], vault: Path, cloud: Path, qtbot: QtBot
):
    moved = Path(shutil.copy(vault, cloud / vault.name))
    shutil.copytree(copies.folder_for(vault), copies.folder_for(moved))
    window = make_window(moved)
    unlock(window, qtbot)
    opened(window, qtbot)
    assert said(window).startswith("This file lies in a folder of OneDrive.")
    window.lock()
    unlock(window, qtbot)
    opened(window, qtbot)
    assert said(window) == ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_words_on_the_folder_fit_and_are_reached_in_order(
    make_window: Callable[..., Window], cloud: Path, scale: float
):
    window, _ = _making(make_window)
    theme.current().enlarge(scale)
    walk.settle()
    assert window.front is not None
    assert walk.faults(window.front) == []
    assert walk.out_of_order(window.front) == []
