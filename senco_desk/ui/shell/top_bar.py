"""The top bar: search at the left; when it was saved, the age of the copy, and Lock at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.actions import with_keys
from senco_desk.ui.copy_age import copy_forms, when_words
from senco_desk.ui.widgets import Button, Picture, Search, Small, Themed

_EACH_MINUTE_MS = 60_000
_GAP = 20
_SEARCH_WISH, _SEARCH_LEAST = 240, 160
"""How wide the search is before words beside it are said at length, and before they are said at all."""
_NO_COPY = "see Keeping it safe"


class Status(QWidget):
    """An icon and a few small words, which can be said at length or shortly."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Small("")
        self._forms: tuple[str, ...] = ("",)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        row.addWidget(Picture(icon, size=16))
        row.addWidget(self._words)
        self.hide()

    @property
    def least(self) -> int:
        """How wide it is at its shortest, in pixels; 0 when it says nothing."""
        return self._wide(self._forms[-1]) if self._forms[0] else 0

    def say(self, *forms: str, more: str = "") -> None:
        """Have these words to say.

        Args:
            forms: the whole words, then the same ever shorter; "" says nothing.
            more: what the tool tip adds.
        """
        self._forms = forms
        for part in (self, self._words):  # whatever is shown, a screen reader says the whole
            part.setAccessibleName(forms[0])
        self.setToolTip(f"{forms[0]}, {more}" if more else forms[0])

    def fit(self, room: int, at_most: int) -> None:
        """Show the longest words that there is room for; where that is none, the shortest.

        Args:
            room: how many pixels the whole words may take.
            at_most: how many any shorter form may take.
        """
        whole, *shorter = self._forms
        fitting = [whole] if self._wide(whole) <= room else []
        fitting += [form for form in shorter if self._wide(form) <= at_most]
        self._words.setText((fitting or self._forms[-1:])[0])
        self.setVisible(bool(whole))

    def _wide(self, words: str) -> int:
        return theme.px(16) + theme.S + self._words.fontMetrics().horizontalAdvance(words) + 2


class TopBar(Themed, QWidget):
    """The bar above every page. In little room the age of the copy is said shortly, and never left out."""

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
        row.setSpacing(_GAP)
        row.addWidget(self.search, 100)  # as wide as it may be, before there is a gap
        row.addStretch(1)
        for part in (self.saved, self.copy, self.lock):
            row.addWidget(part)
        self._copied_at: datetime | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(_EACH_MINUTE_MS)
        self._minute.timeout.connect(self._say_age)
        self._minute.start()
        self.dress()
        self._say_age()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(56))
        self.search.setMaximumWidth(theme.px(432))
        self.search.setMinimumWidth(theme.px(96))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say_saved(self, when: datetime) -> None:
        """Say when something was last written to the file."""
        self.saved.say(f"Saved {when:%H:%M}")
        self._fit()

    def say_copied(self, when: datetime | None) -> None:
        """Say how old the newest verified copy is; None when there is none."""
        self._copied_at = when
        self._say_age()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Qt's: a part that takes another size, as with larger text, may leave more or less room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _say_age(self) -> None:
        now, copied = datetime.now().astimezone(), self._copied_at
        self.copy.say(*copy_forms(copied, now), more=when_words(copied, now) if copied else _NO_COPY)
        self._fit()

    def _fit(self) -> None:
        """Share out what the search and Lock leave; the last saving gives way before the age of the copy."""
        left = self.width() - 2 * theme.XXL - self.lock.sizeHint().width() - _GAP
        after_saved = left - self.saved.least - _GAP
        if after_saved - self.copy.least - _GAP >= theme.px(_SEARCH_LEAST):
            self.saved.fit(left, left)
            left = after_saved if self.saved.least else left
        else:
            self.saved.hide()
        left -= _GAP
        self.copy.fit(left - theme.px(_SEARCH_WISH), left - theme.px(_SEARCH_LEAST))
