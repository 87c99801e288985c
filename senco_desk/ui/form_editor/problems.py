"""The summary at the top of a form that cannot be completed yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.form_editor.inputs import column
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.blocks import Ground
from senco_desk.ui.widgets.words import Words

TITLE = "There is a problem"


class WordLink(Themed, QPushButton):
    """Teal words that go somewhere; they wrap."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAutoDefault(False)
        self.dress()

    def dress(self) -> None:
        self.setFont(theme.font("strong"))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 4, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(28))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        flags = int(Qt.TextFlag.TextWordWrap)
        tall = self.fontMetrics().boundingRect(0, 0, max(1, width), 10_000, flags, self.text()).height()
        return max(theme.px(28), tall + theme.S)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour("teal-deep" if self.underMouse() else "teal"))
        painter.drawText(
            self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.text()
        )


class ProblemSummary(Ground):
    """What stands in the way, a line for each that goes to its field. `chosen` sends the question's key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("raised", parent, edge="brick")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._layout = column(self, theme.XS)
        self._layout.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        self._layout.addWidget(Words(TITLE, "head", self, wrap=True))
        self._links: list[WordLink] = []
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show (question's key, words) lines; none hides the summary."""
        for link in self._links:
            self._layout.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        before: QWidget = self
        for key, said in lines:
            link = WordLink(said, self)
            link.setAccessibleName(said)
            link.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self._layout.addWidget(link)
            link.show()
            QWidget.setTabOrder(before, link)
            before = link
            self._links.append(link)
        self.setVisible(bool(lines))
        self.setAccessibleName(". ".join([TITLE, *(said for _, said in lines)]))

    @property
    def links(self) -> tuple[WordLink, ...]:
        """The lines, in order."""
        return tuple(self._links)
