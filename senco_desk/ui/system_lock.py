"""Hears when the system locks its screen, goes to sleep or changes its user, so that the file locks with it.

Linux: D-Bus signals of systemd-logind and of the screen savers. Windows: messages to the window. Where a
system says nothing, the idle time still locks.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
)
_LOGIN: Final = "org.freedesktop.login1"
# As text: PySide refuses the bytes that its own stubs ask for.
_YES: Final[Any] = SLOT("on_yes(QDBusMessage)")
_SENT: Final[Any] = SLOT("on_signal(QDBusMessage)")
_CHANGED: Final[Any] = SLOT("on_changed(QString,QVariantMap,QStringList)")

# https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change and …/power/wm-powerbroadcast
_WM_POWERBROADCAST: Final = 0x0218
_WM_WTSSESSION_CHANGE: Final = 0x02B1
_SUSPENDING: Final = frozenset({0x0004})
_SESSION_GONE: Final = frozenset({0x2, 0x4, 0x6, 0x7})
"""The console or remote session was disconnected, logged off or locked."""


def message_locks(message: int, what: int) -> bool:
    """Whether a message of Windows says that the screen is locked, the user changed, or sleep begins."""
    if message == _WM_WTSSESSION_CHANGE:
        return what in _SESSION_GONE
    return message == _WM_POWERBROADCAST and what in _SUSPENDING


class SystemLock(QObject):
    """Listens to the system.

    Signals:
        locked: the screen was locked, the user changed, or the laptop goes to sleep.
    """

    locked = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent or app)
        self._filter: _WindowsMessages | None = None
        if sys.platform == "win32":
            self._filter = _WindowsMessages(self)
            app.installNativeEventFilter(self._filter)
        elif sys.platform == "linux":
            self._listen()

    def watch_window(self, window: int) -> None:
        """Have Windows tell this window of locks and user changes; nothing to do elsewhere.

        Args:
            window: its handle.
        """
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, 0)

    def _listen(self) -> None:
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            for saver in _SAVERS:
                # Any path: they differ between makers.
                session.connect("", "", saver, "ActiveChanged", self, _YES)
        system = QDBusConnection.systemBus()
        if system.isConnected():
            system.connect(_LOGIN, "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _YES)
            system.connect(_LOGIN, "", f"{_LOGIN}.Session", "Lock", self, _SENT)
            system.connect(
                _LOGIN, "", "org.freedesktop.DBus.Properties", "PropertiesChanged", [f"{_LOGIN}.Session"],
                "sa{sv}as", self, _CHANGED,
            )  # fmt: skip

    @Slot(QDBusMessage)
    def on_yes(self, message: QDBusMessage) -> None:
        """A signal that says whether: the screen saver is on, or sleep is about to begin."""
        if message.arguments()[:1] == [True]:
            self.locked.emit()

    @Slot(QDBusMessage)
    def on_signal(self, _message: QDBusMessage) -> None:
        """A signal that says so by being sent."""
        self.locked.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def on_changed(self, _interface: str, changed: dict[str, Any], _unknown: list[str]) -> None:
        """A login session changed: one that is not active any more made room for another user.

        Whose it is is not asked. Another's ends as ours comes back, and by then the file is locked.
        """
        if changed.get("Active") is False:
            self.locked.emit()


class _WindowsMessages(QAbstractNativeEventFilter):
    """Reads the messages that Windows sends to any window of ours."""

    def __init__(self, listener: SystemLock) -> None:
        super().__init__()
        self._listener = listener

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        """Qt's: nothing is held back."""
        from ctypes import wintypes

        sent = wintypes.MSG.from_address(int(message))
        if message_locks(sent.message, sent.wParam):
            self._listener.locked.emit()
        return False, 0
