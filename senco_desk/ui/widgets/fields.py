"""A field: its label above, the thing typed into, help below, and what is wrong in words and a shape."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from senco_desk.ui import icons, style, theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.buttons import IconButton
from senco_desk.ui.widgets.marks import Mark
from senco_desk.ui.widgets.words import Small, Words


class Field(QWidget):
    """A labelled field around any widget that is typed into or chosen from.

    The label names the widget to a screen reader, the help describes it; `refuse` marks it wrong.

    Args:
        label: what is asked.
        widget: what answers it.
        help_words: a line under it, in small.
        optional: the label says "(optional)".
        key: the field's name in a `Mistake`.
    """

    def __init__(
        self,
        label: str,
        widget: QWidget,
        parent: QWidget | None = None,
        *,
        help_words: str = "",
        optional: bool = False,
        key: str = "",
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.widget = widget
        self._said = label
        self._help_words = help_words
        self.label = Words(f"{label} (optional)" if optional else label, "strong", wrap=True)
        self.label.setBuddy(widget)
        self.help = Small(help_words, wrap=True)
        if not help_words:
            self.help.hide()
        self._wrong = Words("", "wrong", wrap=True)
        self._mark = Mark("late", size=14)
        self._slip = QWidget()
        row = QHBoxLayout(self._slip)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._wrong, 1)
        self._slip.hide()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.label, widget, self._slip, self.help):
            column.addWidget(part)
        widget.setAccessibleName(label)
        widget.setAccessibleDescription(help_words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def refuse(self, words: str) -> None:
        """Mark the field wrong and say why."""
        self._wrong.setText(words)
        self._slip.setVisible(True)
        self._set_wrong(True)
        self.widget.setAccessibleDescription(f"{words} {self._help_words}".strip())

    def say_wrong(self, words: str) -> None:
        """Mark the field wrong, have a screen reader say why, and bring the keyboard back to it."""
        self.refuse(words)
        announce(self.widget, words, urgent=True)
        if isinstance(self.widget, Passphrase):
            self.widget.selectAll()  # the next try takes the place of the last
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Take the mark away again."""
        if self._slip.isHidden():
            return
        self._slip.hide()
        self._set_wrong(False)
        self.widget.setAccessibleDescription(self._help_words)

    def wrong(self) -> str:
        """Give what is said to be wrong, or ""."""
        return "" if self._slip.isHidden() else self._wrong.text()

    def advise(self, words: str) -> None:
        """Change the help under the field."""
        self._help_words = words
        self.help.setText(words)
        self.help.setVisible(bool(words))
        self.widget.setAccessibleDescription(f"{self.wrong()} {words}".strip())

    def _set_wrong(self, wrong: bool) -> None:
        self.widget.setProperty("wrong", wrong)
        style.again(self.widget)


class Line(QLineEdit):
    """One line of text, 36 high (44 when `large`)."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, hint: str = "", large: bool = False
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(hint)
        if large:
            self.setProperty("large", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class Search(Themed, Line):
    """A line with a magnifying glass at its left, and a key's name at its right if it has one."""

    def __init__(self, hint: str, parent: QWidget | None = None, *, key: str = "") -> None:
        super().__init__("", parent, hint=hint)
        self._key = key
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(False)
        self.dress()

    def dress(self) -> None:
        room = QLabel(self._key).fontMetrics().horizontalAdvance(self._key) + 8 if self._key else 0
        self.setTextMargins(theme.px(18) + 10, 0, room, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = theme.px(18)
        glass = icons.pixmap("search", "ink-2", 18, ratio=self.devicePixelRatioF())
        painter.drawPixmap(12, round((self.height() - size) / 2), glass)
        if self._key and not self.text():
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("ink-2"))
            room = QRectF(self.rect()).adjusted(0, 0, -11, 0)
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._key
            )


class Passphrase(Themed, Line):
    """A secret line with an eye that shows it. Pasting is allowed; Ctrl+H shows and hides."""

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__("", parent, large=large)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self._eye = IconButton("Show the passphrase", "eye", self)
        # Ctrl+H is its key. As a stop for Tab it would stand between two fields, and what is typed on it,
        # meant for the next field, would go into this one.
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._eye.clicked.connect(self.turn)
        keys = QShortcut(QKeySequence("Ctrl+H"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.turn)
        self.dress()

    def dress(self) -> None:
        if not hasattr(self, "_eye"):
            return
        shown = self.echoMode() == QLineEdit.EchoMode.Normal
        self._eye.show_icon("eye-off" if shown else "eye")
        self._eye.call("Hide the passphrase (Ctrl+H)" if shown else "Show the passphrase (Ctrl+H)")
        self.setTextMargins(0, 0, theme.px(32), 0)
        self._place_eye()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_eye()

    def turn(self) -> None:
        """Show what is typed, or hide it again."""
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.dress()

    def _place_eye(self) -> None:
        size = theme.px(32)
        self._eye.setGeometry(self.width() - size - 6, round((self.height() - size) / 2), size, size)


class Area(QPlainTextEdit):
    """Several lines of plain text. Tab moves on, as everywhere else."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, lines: int = 3, hint: str = ""
    ) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self._lines = lines
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 24)
