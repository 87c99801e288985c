"""Opening, leaving and coming back: a bad passphrase, a second window, undo after a restart, a sudden end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from senco_desk.services import find, pupils, responses
from senco_desk.store import check
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.journeys.filling import in_editor
from tests.journeys.keyboard import Keyboard, focus, in_dialog, wake
from tests.ui import walk
from tests.ui.conftest import PASSPHRASE, reopen
from tests.vaults import add_pupil

_LOST_AT_MOST_S = 2.0
_KILLED_AFTER_LETTERS = 120


def said(window: Window) -> str:
    """What the message bar of an open file says."""
    assert window.shell is not None
    return window.shell.messages.words.text()


def unlock_screen(window: Window) -> UnlockScreen:
    """The screen that asks for the passphrase."""
    assert isinstance(window.front, UnlockScreen)
    return window.front


def test_a_bad_passphrase_is_said_and_the_right_one_typed_over_it_opens_the_file(
    locked_window: Window, qtbot: QtBot
):
    keys = Keyboard()
    screen = unlock_screen(locked_window)
    keys.types("heron lantern biscuit orchid").chord("Return")
    qtbot.waitUntil(lambda: screen.field.wrong() != "", timeout=30_000)
    assert "passphrase" in screen.field.wrong()
    assert not locked_window.desk.is_open
    with qtbot.waitSignal(locked_window.desk.unlocked, timeout=30_000):
        keys.types(PASSPHRASE).chord("Return")
    assert locked_window.shell is not None


def test_a_second_window_on_the_same_file_is_refused_and_the_first_goes_on(
    open_window: Window, make_window: Callable[..., Window], vault: Path, qtbot: QtBot
):
    second = make_window(vault)
    screen = unlock_screen(second)
    Keyboard().types(PASSPHRASE).chord("Return")
    qtbot.waitUntil(screen.messages.isVisible, timeout=30_000)
    assert screen.messages.words.text().startswith("This file is already open in another window.")
    assert not second.desk.is_open
    second.close()
    add_pupil(open_window.desk.store)
    assert [pupil.name for pupil in find.pupils(open_window.desk.store, "amina")] == ["Amina Yusuf"]


def test_undo_is_there_after_a_restart_and_names_what_it_takes_back(
    open_window: Window, make_window: Callable[..., Window], vault: Path
):
    keys = Keyboard()
    keys.chord("Ctrl+2")
    in_dialog(
        lambda: keys.chord("Ctrl+N"),
        lambda _dialog: (
            keys.tab_to("Legal forename").types("Idris"),
            keys.tab_to("Legal surname").types("Halloran").chord("Ctrl+Return"),
        ),
    )
    wake(open_window)
    assert open_window.shell is not None
    assert open_window.shell.key == "pupil"
    keys.chord("Ctrl+Q")
    assert not open_window.desk.is_open

    again = make_window(vault)
    again.desk.take(reopen(vault))
    walk.settle()
    assert find.pupils(again.desk.store, "halloran")
    keys.chord("Ctrl+Z")
    assert said(again) == "Undone: add Idris Halloran."
    assert not find.pupils(again.desk.store, "halloran")
    keys.chord("Ctrl+Shift+Z")
    assert said(again) == "Done again: add Idris Halloran."
    assert find.pupils(again.desk.store, "halloran")


_TYPIST = """
import os, sys, time
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from senco_desk import app as program
from tests.journeys.keyboard import Keyboard
from tests.ui.conftest import reopen

app = QApplication([])
window = program.make_window(app, Path(sys.argv[1]))
window.show()
window.activateWindow()
assert QTest.qWaitForWindowActive(window)
window.desk.take(reopen(Path(sys.argv[1])))
window.go("form", response_id=int(sys.argv[2]))
keys = Keyboard()
keys.chord("Ctrl+Down").tab_to("What worries you most just now?")
typed = 0

def one_more():
    global typed
    keys.types("abcdefghijklmnopqrstuvwxyz"[typed % 26])
    typed += 1
    os.write(1, b"%d %.6f\\n" % (typed, time.monotonic()))

clock = QTimer()
clock.timeout.connect(one_more)
clock.start(35)
app.exec()
"""


def test_a_form_survives_kill_9_but_for_the_last_two_seconds_of_typing(vault: Path):
    store = reopen(vault)
    response_id = responses.start(store, add_pupil(store), "family_views")
    store.close(copy=False)
    typist = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(vault), str(response_id)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    )
    assert typist.stdout is not None
    typed_at: list[float] = []
    for line in typist.stdout:
        typed_at.append(float(line.split()[1]))
        if len(typed_at) == _KILLED_AFTER_LETTERS:
            break
    os.kill(typist.pid, signal.SIGKILL)
    typist.wait()
    typist.stdout.close()

    store = reopen(vault)
    seen = responses.open_response(store, response_id)
    words = str(seen.answers["worries"].value)
    alphabet = "abcdefghijklmnopqrstuvwxyz" * 10
    found = check.findings(store)
    store.close(copy=False)
    assert alphabet.startswith(words)
    owed = sum(at <= typed_at[-1] - _LOST_AT_MOST_S for at in typed_at)
    assert owed > _KILLED_AFTER_LETTERS / 4
    assert len(words) >= owed
    assert found == []


def test_ctrl_l_in_the_middle_of_a_word_keeps_every_letter_and_comes_back_to_it(
    open_window: Window, vault: Path
):
    store = open_window.desk.store
    pupil_id = add_pupil(store, "Idris", "Halloran")
    response_id = responses.start(store, pupil_id, "family_views")
    open_window.go("form", response_id=response_id)
    keys = Keyboard()
    keys.chord("Ctrl+Down").tab_to("What worries you most just now?")
    keys.types("He stopped both").chord("Ctrl+L")
    assert open_window.desk.wait_closed()
    assert open_window.shell is None
    assert not any(page.isVisible() for page in open_window.findChildren(FormPage))
    open_window.desk.take(reopen(vault))
    walk.settle()
    keys.types("ering")
    page = open_window.shell.current if open_window.shell else None
    assert isinstance(page, FormPage)
    assert page.editor is not None
    assert in_editor(page.editor)
    assert focus().accessibleName() == "What worries you most just now?"
    assert page.editor.answers()["worries"].value == "He stopped bothering"
    assert pupils.view(open_window.desk.store, pupil_id).name == "Idris Halloran"
