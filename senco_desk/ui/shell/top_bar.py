"""The top bar: search at the left; when it was saved, the age of the copy, and Lock at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.actions import with_keys
from senco_desk.ui.copy_age import copy_words
from senco_desk.ui.widgets import Button, Picture, Search, Small, Themed

_EACH_MINUTE_MS = 60_000


class Status(QWidget):
    """An icon and a few small words."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Small("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        row.addWidget(Picture(icon, size=16))
        row.addWidget(self._words)
        self.hide()

    def say(self, words: str) -> None:
        """Show these words; none hides it."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))


class TopBar(Themed, QWidget):
    """The bar above every page."""

    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = Search("Find a pupil, a form or an action", key="Ctrl+K")
        self.saved = Status("check")
        self.copy = Status("hard-drive")
        self.lock = Button("Lock", icon="lock")
        self.lock.setToolTip(with_keys("Lock", "Ctrl+L"))
        self.lock.clicked.connect(self.lock_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.XXL, 0, theme.XXL, 0)
        row.setSpacing(20)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        for part in (self.saved, self.copy, self.lock):
            row.addWidget(part)
        self._copied_at: datetime | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(_EACH_MINUTE_MS)
        self._minute.timeout.connect(self._say_age)
        self._minute.start()
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(56))
        self.search.setMaximumWidth(theme.px(432))
        self.search.setMinimumWidth(theme.px(160))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say_saved(self, when: datetime) -> None:
        """Say when something was last written to the file."""
        self.saved.say(f"Saved {when:%H:%M}")

    def say_copied(self, when: datetime | None) -> None:
        """Say how old the newest verified copy is; None when there is none yet."""
        self._copied_at = when
        self._say_age()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_age()

    def _say_age(self) -> None:
        roomy = self.width() > theme.px(800)
        self.copy.say(copy_words(self._copied_at, datetime.now().astimezone()) if roomy else "")
