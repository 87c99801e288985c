"""What was copied from here: marked as secret for clipboard histories, gone after a minute and on lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

KEPT_FOR_MS: Final = 60_000
_MARK: Final = "application/x-senco-desk-copied"
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
MARKS: Final[dict[str, bytes]] = {
    # Klipper and others on Linux; https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\x00\x00\x00\x00",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\x00\x00\x00\x00",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\x00\x00\x00\x00",
    # macOS: http://nspasteboard.org
    "org.nspasteboard.ConcealedType": b"1",
}
"""Formats that tell a history or a cloud to leave it, and what stands in each."""


class ClipboardGuard(QObject):
    """Watches the clipboard.

    Args:
        clipboard: the system's.
        owns: says whether what it holds was put there by this program; not every system can say.
        parent: Qt's.
    """

    def __init__(
        self, clipboard: QClipboard, owns: Callable[[], bool] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._owns = owns or clipboard.ownsClipboard
        self._marking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_FOR_MS)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._mark)

    def clear(self) -> None:
        """Take what was copied from here out of the clipboard; what another program put there stays.

        On Linux the text that is selected here goes out of the middle mouse button too.
        """
        self._timer.stop()
        if self._is_ours():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _is_ours(self) -> bool:
        held = self._clipboard.mimeData()
        return self._owns() and held is not None and held.hasFormat(_MARK)

    def _mark(self) -> None:
        if self._marking or not self._owns():
            return
        held = self._clipboard.mimeData()
        if held is None or not held.formats():
            return
        marked = QMimeData()
        for format_name in held.formats():
            marked.setData(format_name, held.data(format_name))
        for format_name, value in MARKS.items():
            marked.setData(format_name, value)
        marked.setData(_MARK, b"1")
        self._marking = True
        try:
            self._clipboard.setMimeData(marked)
        finally:
            self._marking = False
        self._timer.start()
