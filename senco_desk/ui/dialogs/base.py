"""The dialog that every other is made from: title at the left, content, and a row of buttons at the foot."""

from __future__ import annotations

from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.desk import Message
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.widgets import Button, Column, IconButton, Title

MOST_WIDE, MOST_HIGH = 1190, 688


@runtime_checkable
class HasHelp(Protocol):
    """A window that shows help over one of its dialogs."""

    def help(self, dialog: QWidget | None = None, help_id: str = "") -> None:
        """Show a help page over a dialog; "" is that of the screen behind it."""


class Scrim(QWidget):
    """The shade over the window behind a dialog: ink at 42 %."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = theme.colour("ink" if theme.current().name in {"light", "cream"} else "paper")
        shade.setAlphaF(0.42 if theme.current().name in {"light", "cream"} else 0.66)
        QPainter(self).fillRect(self.rect(), shade)


class Dialog(QDialog):
    """A dialog in our dress. Esc leaves; Ctrl+L locks; F1 shows help.

    Put content in `self.content`, and buttons with `add_button`, the main one last.

    Args:
        title: shown at the head; the system's title bar says only "SENCO Desk".
        wide: how wide, before the text size is applied; never more than the window allows.
        high: how high; 0 lets the content say.

    Attributes:
        help_id: its help page; "" for that of the dialog or screen behind it.
    """

    help_id = ""

    def __init__(self, parent: QWidget | None, title: str, *, wide: int = 520, high: int = 0) -> None:
        super().__init__(parent.window() if parent else None)
        self.setWindowTitle("SENCO Desk")
        self.setAccessibleName(title)
        self.setModal(True)
        self._title = title
        self._scrim: Scrim | None = None
        self._told: MessageBar | None = None
        self._room_to_tell = 0
        heading = Title(title, wrap=True)
        close = IconButton("Close (Esc)", "x")
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(heading, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        # All but a column that scrolls stands as far in as that column's words do.
        head.setContentsMargins(theme.XS, 0, 0, 0)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(theme.XS, 0, 0, 0)
        self.content.setSpacing(theme.L)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(theme.XS, 0, 0, 0)
        self.buttons.setSpacing(theme.S)
        self.buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.XXL - theme.XS, 20, theme.XXL, 20)
        whole.setSpacing(theme.L)
        whole.addLayout(head)
        whole.addLayout(self.content, 1)
        whole.addLayout(self.buttons)
        self._size_to(wide, high)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.help)

    def help(self) -> None:
        """Show help for this dialog, or for what it stands over."""
        help_id, behind = self.help_id, self.parentWidget()
        while isinstance(behind, Dialog):
            help_id, behind = help_id or behind.help_id, behind.parentWidget()
        if isinstance(behind, HasHelp):
            behind.help(self, help_id)

    def show_message(self, message: Message) -> None:
        """Show a trouble, and what follows it: the message bar lies out of reach under this dialog."""
        whole = cast("QVBoxLayout", self.layout())
        if self._told is None:
            if message.tone != "late":
                return
            self._told = MessageBar()
            whole.insertWidget(whole.count() - 1, self._told)
        self._told.show_message(message)
        whole.activate()  # it knows now how wide it is
        more = self._told.heightForWidth(self._told.width()) - self._room_to_tell
        if more > 0:  # what is refused again and again takes the same room
            self._room_to_tell += more
            self.resize(self.width(), min(self.height() + more, self.maximumHeight()))

    def look_again(self) -> None:
        """Take a trouble away that is over."""
        if self._told is not None:
            self._told.look_again()

    def add_button(self, button: Button, *, main: bool = False) -> Button:
        """Put a button at the right of the foot; the main one answers Enter and has the focus."""
        self.buttons.addWidget(button)
        if main:
            button.setDefault(True)
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        return button

    def add_body(self, body: Column) -> None:
        """Put in a column that scrolls, its words in line with the title: its ring has room of its own."""
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(body, 1)

    def exec(self) -> int:
        """Show the dialog over a shaded window until it is left."""
        window = self.parentWidget()
        self._scrim = Scrim(window) if window is not None else None
        try:
            return int(super().exec())
        finally:
            if self._scrim is not None:
                self._scrim.hide()
                self._scrim.deleteLater()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # Enter held down in a field presses the main button once
        super().keyPressEvent(event)

    def fit_to(self, body: Column) -> None:
        """Be as high as all that stands in a scrolling column, as far as the window allows."""
        whole = cast("QVBoxLayout", self.layout())
        # A scroll area says nothing of the height its words need at a width, and a long title wraps.
        high = (
            whole.totalHeightForWidth(self.width()) if whole.hasHeightForWidth() else self.sizeHint().height()
        )
        content = body.column.totalHeightForWidth(self.width() - 2 * theme.XXL)
        self.resize(self.width(), min(high - body.sizeHint().height() + content, self.maximumHeight()))

    def _size_to(self, wide: int, high: int) -> None:
        room = self.parentWidget()
        while isinstance(room, QDialog) and room.parentWidget() is not None:
            room = room.parentWidget()  # a dialog over a small one may be larger than that
        # Larger text takes more of the window, never less.
        most_wide = max(MOST_WIDE, theme.px(MOST_WIDE))
        most_wide = min(most_wide, room.width() - 2 * theme.L) if room else most_wide
        most_high = max(MOST_HIGH, theme.px(MOST_HIGH))
        most_high = min(most_high, room.height() - 2 * theme.L) if room else most_high
        self.setMaximumHeight(max(most_high, 320))
        self.setFixedWidth(max(320, min(theme.px(wide), most_wide)))
        if high:
            self.resize(self.width(), min(theme.px(high), most_high))
