"""Where the program finds what travels with it, and where it keeps a person's settings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from senco_desk import places


@pytest.mark.parametrize(
    "parts",
    [
        ("fonts", "AtkinsonHyperlegibleNext_400Regular.ttf"),
        ("fonts", "AtkinsonHyperlegibleNext_600SemiBold.ttf"),
        ("fonts", "AtkinsonHyperlegibleNext_700Bold.ttf"),
        ("fonts", "OFL.txt"),
        ("icons", "lock.svg"),
        ("icons", "LICENCE.txt"),
    ],
)
def test_the_typeface_the_icons_and_their_licences_travel_with_the_program(parts: tuple[str, ...]):
    assert places.resource(*parts).stat().st_size > 100


def test_the_frozen_program_looks_where_it_was_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert places.resource("forms", "pif.toml") == tmp_path / "resources" / "forms" / "pif.toml"


def test_settings_and_log_follow_a_chosen_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path))
    assert places.settings_folder() == tmp_path / "settings"
    assert places.log_folder() == tmp_path / "log"
    assert places.log_folder().is_dir()


def test_without_a_chosen_folder_settings_go_where_the_system_keeps_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.delenv(places.HOME_VARIABLE)
    monkeypatch.setattr("platformdirs.user_config_path", lambda name, appauthor: tmp_path / name)
    assert places.settings_folder() == tmp_path / places.APP_NAME


def test_this_computer_says_where_its_drives_hang():
    assert all(place.startswith("/") for place, _ in places.drives())
