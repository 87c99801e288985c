"""A window on a real encrypted file, for every test of the screens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk import app as program
from senco_desk.models.school import SchoolInput
from senco_desk.places import settings_folder
from senco_desk.services import safekeeping, school
from senco_desk.store import Store, copies, create, open_vault, recovery
from senco_desk.store.key import STRONG, Cost
from senco_desk.ui import ask, settings, theme
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import Answers

__all__ = [
    "_a_fresh_look", "_made_vault", "_quick_vault", "locked_window", "make_window", "open_window",
    "strong_vault", "vault",
]  # fmt: skip
"""The fixtures, for other rooms with a window to take whole."""

PASSPHRASE = "heron lantern biscuit orchard"
QUICK = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(scope="session")
def _made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make(tmp_path_factory.mktemp("vault"), STRONG)


@pytest.fixture(scope="session")
def _quick_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make(tmp_path_factory.mktemp("quick"), QUICK)


def _make(folder: Path, cost: Cost) -> Path:
    path = folder / "Fernhill Academy.senco"
    store = create(path, PASSPHRASE, cost=cost)
    school.save(store, SchoolInput(name="Fernhill Academy", senco_name="Ruth Amadi"))
    safekeeping.confirm_kit(store, recovery.kit_of(store).code)  # or no pupil could be added
    store.close()
    return path


def bring(made: Path, folder: Path) -> Path:
    """Take a file and its copies to another folder."""
    shutil.copytree(copies.folder_for(made), folder / copies.folder_for(made).name)
    return Path(shutil.copy2(made, folder / made.name))


def reopen(path: Path) -> Store:
    """Open a quick file again."""
    return open_vault(path, PASSPHRASE, costs=(QUICK,))


@pytest.fixture
def strong_vault(_made_vault: Path, tmp_path: Path) -> Path:
    """A small real file as the program makes it; `PASSPHRASE` opens it in the unlock screen."""
    return bring(_made_vault, tmp_path)


@pytest.fixture
def vault(_quick_vault: Path, tmp_path: Path) -> Path:
    """The same with a key that is quick to make; `reopen` opens it."""
    return bring(_quick_vault, tmp_path)


@pytest.fixture(autouse=True)
def _a_fresh_look(qapp: QApplication) -> Iterator[None]:
    """Start each test with the usual look, no settings kept, and no question answered."""
    settings.Settings().keep()
    (settings_folder() / "files.json").unlink(missing_ok=True)  # every quick file has the same salt
    worn = theme.current()
    worn.choose("light")
    worn.enlarge(1.0)
    worn.wear()
    old = ask.use(Answers())
    yield
    ask.use(old)


@pytest.fixture
def make_window(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    """Make a window at 1366 × 768; it is closed after the test."""
    made: list[Window] = []

    def make(vault: Path | None = None) -> Window:
        window = program.make_window(qapp, vault)
        made.append(window)
        theme.current().choose("light")
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        walk.settle()
        return window

    yield make
    for window in made:
        window.close()
        window.desk.deleteLater()
        window.deleteLater()
    walk.settle()


@pytest.fixture
def locked_window(make_window: Callable[..., Window], strong_vault: Path) -> Window:
    """A window that asks for the passphrase."""
    return make_window(strong_vault)


@pytest.fixture
def open_window(make_window: Callable[..., Window], vault: Path) -> Window:
    """A window with the quick file open."""
    window = make_window(vault)
    window.desk.take(reopen(vault))
    walk.settle()
    return window
