"""The message bar: at most one message, read out by a screen reader when it comes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.desk import Message
from senco_desk.ui.widgets import BareButton, Ground, IconButton, Mark, Picture, State, Words

_GROUNDS = {"calm": "teal-soft", "soon": "amber-soft", "late": "brick-soft"}
_NARROW = 560
"""Below this width, at the usual text size, what can be done stands under the words."""
_MARKS: dict[str, State] = {"soon": "soon", "late": "late"}


class MessageBar(Ground):
    """One message under the page, until it is dismissed or the next one comes.

    `left` is sent when it goes while it has the keyboard, which should then go back to the page.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("teal-soft", parent)
        self._run: Callable[[], object] | None = None
        self._holds: Callable[[], bool] | None = None
        self._icon = Picture("check", role="teal-deep", size=18)
        self._mark = Mark("soon")
        self.words = Words("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = BareButton("")
        self.action.clicked.connect(self._do)
        self._close = IconButton("Dismiss this message", "x")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.L, theme.XS, theme.XS, theme.XS)
        row.setSpacing(theme.M)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._icon, 0, middle)
        row.addWidget(self._mark, 0, middle)
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.setSpacing(theme.XS)
        self._said.addWidget(self.words, 1)
        self._said.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(self._said, 1)
        row.addWidget(self._close, 0, middle)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a message in place of the last one, and announce it."""
        self.become(_GROUNDS[message.tone])
        state = _MARKS.get(message.tone)
        self._icon.setVisible(state is None)
        self._mark.setVisible(state is not None)
        if state is not None:
            self._mark.show_state(state)
        self.words.setText(message.words)
        self._run, self._holds = message.run, message.holds
        self.action.setText(message.action)
        self.action.setVisible(bool(message.action and message.run))
        self.setAccessibleName(message.words)
        self.show()
        announce(self, message.words, urgent=message.tone == "late")

    def look_again(self) -> None:
        """Take a message away that is no longer true."""
        if self._holds is not None and not self._holds():
            self.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._said.direction():
            self._said.setDirection(way)
            self._said.setContentsMargins(0, theme.S if narrow else 0, 0, 0)

    def clear(self) -> None:
        """Take the message away."""
        had = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._run = self._holds = None
        self.hide()
        if had:
            self.left.emit()

    def _do(self) -> None:
        run = self._run
        self.clear()
        if run is not None:
            run()
