"""The file locks when the system does: real signals on a real D-Bus session, and Windows' messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from senco_desk.ui.system_lock import message_locks
from tests.dbus import in_session

_LISTEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication
from senco_desk.ui.system_lock import SystemLock

app = QApplication([])
heard = []
lock = SystemLock(app)
lock.locked.connect(lambda: heard.append(True))

def send(interface, name, *arguments):
    message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", interface, name)
    message.setArguments(list(arguments))
    assert QDBusConnection.sessionBus().send(message)

for interface, name, value in (line.split() for line in sys.argv[1:]):
    send(interface, name, value == "True")
# The last one comes back after all the others.
done = QTimer(app, interval=10)
send("org.freedesktop.ScreenSaver", "ActiveChanged", True)
done.timeout.connect(lambda: heard and app.quit())
done.start()
QTimer.singleShot(20_000, app.quit)
app.exec()
print(len(heard) - 1)
"""


@pytest.mark.parametrize(
    ("said", "locks"),
    [
        ("org.freedesktop.ScreenSaver ActiveChanged True", 1),
        ("org.gnome.ScreenSaver ActiveChanged True", 1),
        ("org.cinnamon.ScreenSaver ActiveChanged True", 1),
        ("org.freedesktop.ScreenSaver ActiveChanged False", 0),
        ("org.example.Kettle ActiveChanged True", 0),
    ],
)
def test_a_screen_that_is_locked_locks_the_file(tmp_path: Path, said: str, locks: int):
    assert int(in_session(tmp_path, _LISTEN, said)) == locks


@pytest.mark.parametrize(
    ("message", "what", "locks"),
    [
        (0x02B1, 0x7, True),  # the session was locked
        (0x02B1, 0x2, True),  # another user at the console
        (0x02B1, 0x8, False),  # unlocked
        (0x0218, 0x4, True),  # about to sleep
        (0x0218, 0x12, False),  # awake again
        (0x0100, 0x7, False),  # a key
    ],
)
def test_messages_of_windows_are_understood(message: int, what: int, locks: bool):
    assert message_locks(message, what) is locks
