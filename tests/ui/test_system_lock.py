"""The file locks when the system does: real signals on a real D-Bus session, and Windows' messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from senco_desk.ui.system_lock import message_locks
from tests.dbus import in_session

_LISTEN = """
import json, os, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]  # its own, for both
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication
from senco_desk.ui.system_lock import SystemLock

app = QApplication([])
bus = QDBusConnection.sessionBus()
if sys.argv[1] == "logind":
    assert bus.registerService("org.freedesktop.login1")
heard = []
lock = SystemLock(app)
lock.locked.connect(lambda: heard.append(True))

def send(interface, name, *arguments):
    message = QDBusMessage.createSignal("/org/freedesktop/any", interface, name)
    message.setArguments(list(arguments))
    assert bus.send(message)

send(*json.loads(sys.argv[2]))
# The last one comes back after the other, on the same road.
if sys.argv[1] == "logind":
    send("org.freedesktop.login1.Session", "Lock")
else:
    send("org.freedesktop.ScreenSaver", "ActiveChanged", True)
done = QTimer(app, interval=10)
done.timeout.connect(lambda: heard and app.quit())
done.start()
QTimer.singleShot(20_000, app.quit)
app.exec()
print(len(heard) - 1)
"""
_LOGIN = "org.freedesktop.login1"
_PROPERTIES = ("org.freedesktop.DBus.Properties", "PropertiesChanged")


@pytest.mark.parametrize(
    ("said", "locks"),
    [
        (("org.freedesktop.ScreenSaver", "ActiveChanged", True), 1),
        (("org.gnome.ScreenSaver", "ActiveChanged", True), 1),
        (("org.cinnamon.ScreenSaver", "ActiveChanged", True), 1),
        (("org.freedesktop.ScreenSaver", "ActiveChanged", False), 0),
        (("org.example.Kettle", "ActiveChanged", True), 0),
    ],
)
def test_a_screen_that_is_locked_locks_the_file(tmp_path: Path, said: tuple[object, ...], locks: int):
    assert int(in_session(tmp_path, _LISTEN, "saver", json.dumps(said))) == locks


@pytest.mark.parametrize(
    ("said", "locks"),
    [
        ((f"{_LOGIN}.Manager", "PrepareForSleep", True), 1),
        ((f"{_LOGIN}.Manager", "PrepareForSleep", False), 0),
        ((*_PROPERTIES, f"{_LOGIN}.Session", {"Active": False}, ["State"]), 1),
        ((*_PROPERTIES, f"{_LOGIN}.Session", {"Active": True}, ["State"]), 0),
        ((*_PROPERTIES, f"{_LOGIN}.Session", {"IdleHint": False}, ["State"]), 0),
        ((*_PROPERTIES, f"{_LOGIN}.Seat", {"Active": False}, ["State"]), 0),
    ],
)
def test_sleep_and_another_user_lock_the_file(tmp_path: Path, said: tuple[object, ...], locks: int):
    assert int(in_session(tmp_path, _LISTEN, "logind", json.dumps(said))) == locks


def test_nobody_but_the_login_service_is_believed(tmp_path: Path):
    said = json.dumps((f"{_LOGIN}.Manager", "PrepareForSleep", True))
    assert int(in_session(tmp_path, _LISTEN, "saver", said)) == 0


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
