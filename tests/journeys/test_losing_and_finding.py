"""A SENCO who loses the passphrase gets in by the kit, and goes back to yesterday, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senco_desk.services import find
from senco_desk.store import check, copies, manifest, open_vault, recovery
from senco_desk.ui.pages.ways_in.forgotten import Changed, GivePassphrase, TypeCode
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy, Confirm, OpenCopy
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui.conftest import PASSPHRASE, reopen
from tests.ui.losing import NEW, go, opened, said, step, unlock
from tests.vaults import add_pupil, make_keys_cheap

Key = Qt.Key
MOST_STEPS_BACK = 5


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


@pytest.fixture
def kit(vault: Path) -> str:
    """The code in the safe; the file holds Idris, and a copy of yesterday does too, but not Amina."""
    store = reopen(vault)
    add_pupil(store, "Idris", "Halloran")
    made = copies.keep_copy(store)
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    copy = made.with_name(f"{vault.stem} {yesterday:%Y-%m-%d %H.%M.%S}.senco")
    made.rename(copy)
    manifest.path_of(made).rename(manifest.path_of(copy))
    for other in copies.copies_of(vault):
        if other != copy:
            other.unlink()
    add_pupil(store, "Amina", "Yusuf")
    code = recovery.kit_of(store).code
    store.close(copy=False)
    return code


def names(window: Window, *wanted: str) -> list[str]:
    """Those of these pupils that the open file holds."""
    return [pupil.name for name in wanted for pupil in find.pupils(window.desk.store, name)]


def test_the_passphrase_is_lost_the_kit_opens_the_file_and_yesterday_is_still_there(
    make_window: Callable[..., Window], vault: Path, kit: str, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "I have forgotten the passphrase")
    step(window, qtbot, TypeCode)
    keys.types(kit.lower().replace("0", "o")).press(Key.Key_Return)
    step(window, qtbot, GivePassphrase)
    keys.types(NEW).tab_to("The new passphrase again").types(NEW).press(Key.Key_Return)
    step(window, qtbot, Changed)
    keys.tab_to("Open the file, the kit later").press(Key.Key_Return)
    store = opened(window, qtbot)
    assert names(window, "idris", "amina") == ["Idris Halloran", "Amina Yusuf"]
    assert check.findings(store) == []
    window.lock()
    unlock(window, qtbot, NEW)
    opened(window, qtbot)
    window.lock()

    back = go(window, qtbot, "Go back to a copy")
    listed = step(window, qtbot, ChooseCopy).list
    steps = Keyboard()
    today = datetime.now().astimezone().date()
    while listed.choices[listed.currentRow()].made_at.date() == today:
        back.press(Key.Key_Down)
    steps.press(Key.Key_Return)
    step(window, qtbot, OpenCopy)
    steps.types(PASSPHRASE).press(Key.Key_Return)  # the one that the file had yesterday
    step(window, qtbot, Confirm)
    steps.press(Key.Key_Return)
    opened(window, qtbot)
    assert 1 + steps.pressed <= MOST_STEPS_BACK
    assert names(window, "idris", "amina") == ["Idris Halloran"]
    (aside,) = vault.parent.glob("*set aside*.senco")
    assert aside.name in said(window)
    kept = open_vault(aside, NEW)
    assert [pupil.name for pupil in find.pupils(kept, "amina")] == ["Amina Yusuf"]
    kept.close(copy=False)
