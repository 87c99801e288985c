"""A second start for the same file: the first window comes to the front, and the second goes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk import app as program
from senco_desk.places import settings_folder
from senco_desk.ui import one_window, settings
from senco_desk.ui.one_window import OneWindow
from senco_desk.ui.pages.front import ClosingScreen
from senco_desk.ui.window import Window
from tests.ui.conftest import reopen

_HOLDER = """
import sys
from pathlib import Path
from senco_desk.ui.one_window import OneWindow
one = OneWindow()
print(one.hold(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def alone(qapp: QApplication) -> Iterator[OneWindow]:
    one = OneWindow(qapp)
    yield one
    one.let_go()
    one.deleteLater()


def _started(qtbot: QtBot, *arguments: str) -> int:
    """Start the program as its icon does, and give the number it ends with."""
    second = QProcess()
    second.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
    with qtbot.waitSignal(second.finished, timeout=20_000):
        second.start(sys.executable, ["-m", "senco_desk", *arguments])
    return second.exitCode()


def _notes() -> list[Path]:
    return list((settings_folder() / "windows").glob("*.call"))


@pytest.mark.parametrize("named", [True, False])
def test_a_second_start_brings_the_first_window_to_the_front_and_goes(
    named: bool, locked_window: Window, alone: OneWindow, strong_vault: Path, qtbot: QtBot
):
    settings.Settings(last_vault=str(strong_vault)).keep()
    assert alone.hold(strong_vault)
    program.answer_calls(locked_window, alone)
    locked_window.showMinimized()
    assert _started(qtbot, *([str(strong_vault)] if named else [])) == 0
    qtbot.waitUntil(lambda: not locked_window.isMinimized())
    assert locked_window.isVisible()
    assert not _notes()


def test_the_window_that_opens_another_file_is_the_window_of_that_file(
    open_window: Window, alone: OneWindow, vault: Path, tmp_path: Path, qtbot: QtBot
):
    other, second = vault.with_name("Other.senco"), OneWindow(alone)
    other.write_bytes(vault.read_bytes())
    assert alone.hold(vault)
    program.answer_calls(open_window, alone)
    assert not second.hold(vault)
    open_window.desk.lock()
    open_window.desk.wait_closed()
    open_window.desk.take(reopen(other))
    assert second.hold(vault)
    assert not second.hold(other)
    assert alone.hold(vault)  # a window that could not have the right to one file has none to the last
    second.let_go()


def test_a_window_that_was_killed_leaves_no_question(strong_vault: Path, alone: OneWindow):
    first = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(strong_vault)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert first.stdout is not None
    assert first.stdout.readline() == b"True\n"
    assert not alone.hold(strong_vault)
    first.kill()
    first.communicate()
    assert alone.hold(strong_vault)


def test_a_start_that_nobody_answers_opens_a_window_of_its_own(alone: OneWindow, strong_vault: Path):
    assert alone.hold(strong_vault)
    assert not one_window.call(strong_vault, patience_ms=50)
    assert not _notes()


def test_a_window_that_is_closing_does_not_answer(
    locked_window: Window, alone: OneWindow, strong_vault: Path, qtbot: QtBot
):
    assert alone.hold(strong_vault)
    program.answer_calls(locked_window, alone)
    locked_window.show_front(ClosingScreen())
    with qtbot.waitSignal(alone.called):
        _note_of(strong_vault).touch()
    assert _notes()
    assert alone.hold(strong_vault)


def _note_of(vault: Path) -> Path:
    return one_window._note(one_window._place(vault))


def test_where_the_settings_folder_cannot_be_made_every_start_has_a_window(
    alone: OneWindow, strong_vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "file"))
    assert alone.hold(strong_vault)
    assert not one_window.call(strong_vault, patience_ms=50)


def test_the_name_of_the_file_is_in_no_name_in_the_settings_folder(alone: OneWindow, tmp_path: Path):
    assert alone.hold(tmp_path / "Halloran.senco")
    names = "".join(path.name for path in settings_folder().rglob("*"))
    assert "alloran" not in names
