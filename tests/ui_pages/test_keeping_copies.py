"""Copies that come without being asked: each half hour, before a list, and in the second place on closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senco_desk.services import safekeeping
from senco_desk.store import Store, copies, manifest, remembered
from senco_desk.ui import theme
from senco_desk.ui.keeping import EVERY_S
from senco_desk.ui.shell.top_bar import TopBar
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.safe_steps import PATIENCE_MS, done, said
from tests.vaults import add_pupil


@pytest.fixture
def pass_time(open_window: Window, qtbot: QtBot) -> Callable[[float], None]:
    """Let time go by for the keeping of copies, and have it look."""
    keeping = open_window.desk.keeping
    gone = [keeping._last]
    keeping._clock = lambda: gone[0]

    def go_by(seconds: float) -> None:
        gone[0] += seconds
        keeping.look()
        done(qtbot, open_window)

    return go_by


def number(store: Store) -> int:
    return len(copies.copies_of(store.path))


def test_a_copy_is_kept_after_half_an_hour_only_if_something_was_changed(
    open_window: Window, store: Store, pass_time
):
    safekeeping.keep_copy(store)
    before = number(store)
    pass_time(EVERY_S)
    assert number(store) == before
    add_pupil(store)
    pass_time(EVERY_S - 1)
    assert number(store) == before
    pass_time(1)
    assert number(store) == before + 1
    slip = manifest.read(copies.copies_of(store.path)[0])
    assert slip is not None
    assert slip.why == "half an hour"


def test_a_stick_that_is_away_is_said_once_and_again_after_it_was_back(
    open_window: Window, store: Store, pass_time, tmp_path: Path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    safekeeping.choose_second_place(store, stick)
    stick.rename(tmp_path / "pulled out")
    told: list[str] = []
    open_window.desk.said.connect(lambda message: told.append(message.words))
    for pupil in range(3):
        add_pupil(store, f"Pupil {pupil}")
        pass_time(EVERY_S)
    assert len(told) == 1
    assert "cannot be reached" in told[0]
    (tmp_path / "pulled out").rename(stick)
    add_pupil(store, "Back")
    pass_time(EVERY_S)
    stick.rename(tmp_path / "pulled out")
    add_pupil(store, "Away")
    pass_time(EVERY_S)
    assert len(told) == 2


def test_closing_brings_the_newest_copy_to_the_second_place(
    open_window: Window, store: Store, tmp_path: Path, qtbot: QtBot
):
    stick = tmp_path / "stick"
    stick.mkdir()
    safekeeping.choose_second_place(store, stick)
    add_pupil(store)
    path = store.path
    open_window.close()
    newest = copies.copies_of(path)[0]
    assert (stick / newest.parent.name / newest.name).is_file()


def test_the_day_a_laptop_first_saw_the_file_is_known_from_then_on(open_window: Window, store: Store):
    assert remembered.notes(store.keys()[1]).first_seen is not None


def test_a_copy_is_kept_before_a_list_is_brought_in(
    open_window: Window, store: Store, tmp_path: Path, qtbot: QtBot
):
    safekeeping.keep_copy(store)
    add_pupil(store, "Zoe")
    listed = tmp_path / "pupils.csv"
    listed.write_text("Legal Forename,Legal Surname\nIdris,Halloran\n", encoding="utf-8")
    page: Any = open_window.go("bring_in")
    with answering(listed):
        page.choose()
    qtbot.waitUntil(lambda: page._job is None and page.main.isEnabled(), timeout=PATIENCE_MS)
    page.go_on()
    qtbot.waitUntil(lambda: page._job is None and "Bring in" in page.main.text(), timeout=PATIENCE_MS)
    page.go_on()
    qtbot.waitUntil(lambda: page._applied is not None, timeout=PATIENCE_MS)
    walk.settle()
    slip = manifest.read(copies.copies_of(store.path)[0])
    assert slip is not None
    assert slip.why == "bringing in"
    done(qtbot, open_window)


def test_the_age_at_the_top_follows_a_copy_that_comes_by_itself(open_window: Window, store: Store, pass_time):
    for old in copies.copies_of(store.path):
        old.unlink()
    add_pupil(store)
    pass_time(EVERY_S)
    assert open_window.shell is not None
    assert open_window.shell.bar.copy.accessibleName() == "Copy kept just now"
    assert said(open_window) == ""


# its age at the top


def _bar(window: Window) -> TopBar:
    assert window.shell is not None
    return window.shell.bar


def _age_shown(window: Window) -> str:
    """The age that stands in the bar, with nothing clipped, pushed out or laid over another."""
    bar = _bar(window)
    assert walk.clipped(bar) == []
    assert bar.minimumSizeHint().width() <= bar.width()
    assert bar.search.width() >= bar.search.minimumWidth()
    label = bar.copy.findChild(QLabel)
    assert label is not None
    assert label.isVisible()
    return label.text()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("ago", [timedelta(minutes=59), timedelta(hours=23), timedelta(days=365)])
def test_the_age_stands_at_the_top_at_every_size(
    open_window: Window, size: tuple[int, int], scale: float, ago: timedelta
):
    bar, now = _bar(open_window), datetime.now().astimezone()
    open_window.resize(*size)
    bar.say_saved(now)
    bar.say_copied(now - ago)
    theme.current().enlarge(scale)
    walk.settle()
    number = {59 * 60: "59 min", 23 * 3600: "23 h", 365 * 86_400: "365 days"}[int(ago.total_seconds())]
    words = _age_shown(open_window)
    assert words == bar.copy.accessibleName() or number in words
    assert bar.copy.accessibleName().startswith("Copy kept ")
    assert bar.copy.toolTip().startswith(bar.copy.accessibleName())


def test_with_room_again_the_age_is_said_in_whole_words(open_window: Window):
    bar = _bar(open_window)
    bar.say_saved(datetime.now().astimezone())
    bar.say_copied(datetime.now().astimezone() - timedelta(hours=2))
    open_window.resize(1024, 768)
    for scale, words in ((2.0, "2 h"), (1.0, "Copy kept 2 hours ago")):
        theme.current().enlarge(scale)
        walk.settle()
        assert _age_shown(open_window) == words


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_there_is_no_copy_stands_there_too(open_window: Window, scale: float):
    bar = _bar(open_window)
    bar.say_copied(None)
    theme.current().enlarge(scale)
    walk.settle()
    assert _age_shown(open_window) in ("No copy found", "No copy")
    assert bar.copy.accessibleName() == "No copy found"
