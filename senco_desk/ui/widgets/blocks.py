"""Blocks of a page: notice, card, empty page, error summary, a column that scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.ui import icons, theme
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.buttons import BareButton, MainButton
from senco_desk.ui.widgets.marks import Mark, State
from senco_desk.ui.widgets.stones import stone
from senco_desk.ui.widgets.words import Words

_GROUNDS = {"calm": "teal-soft", "soon": "amber-soft", "late": "brick-soft"}


class Ground(Themed, QWidget):
    """A rounded ground of one role; in high contrast, where soft grounds are black, it gets an edge."""

    def __init__(
        self, role: str, parent: QWidget | None = None, *, radius: int = theme.RADIUS, edge: str = ""
    ) -> None:
        super().__init__(parent)
        self._role, self._radius, self._edge = role, radius, edge

    def become(self, role: str) -> None:
        """Take another ground."""
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._edge
        if theme.current().name == "contrast":
            edge = "edge"
        painter.setPen(QPen(theme.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._role))
        inset = 0.5 if edge else 0
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(rect, self._radius, self._radius)


class Card(Ground):
    """A raised card with 20 px inside: for something drawn, previewed or moved. Never a card in a card."""

    def __init__(self, parent: QWidget | None = None, *, padding: int = 20) -> None:
        super().__init__("raised", parent, radius=theme.CARD_RADIUS, edge="line")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(theme.S)


class Notice(Ground):
    """A line on a soft ground with one thing to do at its right. At most one on a page.

    Args:
        words: what there is to know.
        tone: calm, soon or late; the last two carry their mark as well.
        icon: an icon for a calm notice.
        action: the button's words, with `run` what it does.
    """

    def __init__(
        self,
        words: str,
        parent: QWidget | None = None,
        *,
        tone: str = "calm",
        icon: str = "",
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(_GROUNDS[tone], parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.L, theme.S, theme.S, theme.S)
        row.setSpacing(theme.M)
        if tone == "calm" and icon:
            row.addWidget(Picture(icon, role="teal-deep", size=20))
        elif tone != "calm":
            state: State = "late" if tone == "late" else "soon"
            row.addWidget(Mark(state))
        self.words = Words(words, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        if action and run is not None:
            button = BareButton(action)
            button.clicked.connect(lambda _on=False: run())
            row.addWidget(button)
        self.setAccessibleName(words)

    def say(self, words: str) -> None:
        """Say something else."""
        self.words.setText(words)
        self.setAccessibleName(words)


class Picture(Themed, QWidget):
    """An icon that stands by itself, for the eye only."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, role: str = "ink-2", size: int = 18
    ) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))

    def become(self, name: str, role: str = "") -> None:
        """Show another icon."""
        self._name, self._role = name, role or self._role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = icons.pixmap(self._name, self._role, self._size, ratio=self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)


class _StoneOutline(Themed, QWidget):
    """The dashed stone with an icon in it, on an empty page."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(96), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("edge"), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawPath(stone(QRectF(self.rect()).adjusted(3, 3, -3, -3), "empty"))
        size = theme.px(24)
        left, top = (self.width() - size) / 2, (self.height() - size) / 2
        icons.paint(painter, self._icon, "ink-2", QRectF(left, top, size, size))


class EmptyPage(QWidget):
    """What belongs here, how it gets here, and the one button that starts it; at a third of the height."""

    def __init__(
        self,
        icon: str,
        belongs: str,
        how: str,
        parent: QWidget | None = None,
        *,
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(theme.S)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(_StoneOutline(icon), 0, centre)
        column.addSpacing(theme.S)
        for words in (Words(belongs, "strong", wrap=True), Words(how, "quiet", wrap=True)):
            words.setAlignment(centre)
            column.addWidget(words)
        self.button: MainButton | None = None
        if action and run is not None:
            self.button = MainButton(action)
            self.button.clicked.connect(lambda _on=False: run())
            column.addSpacing(theme.S)
            column.addWidget(self.button, 0, centre)
        column.addStretch(2)


class Summary(Ground):
    """What is wrong on the page, gathered at its top; each line takes the person to its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("brick-soft", parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        self._column.setSpacing(theme.XS)
        self._head = Words("There is a problem", "strong")
        self._column.addWidget(self._head)
        self._lines: list[QWidget] = []
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Show these words, each with what takes the person there; nothing at all hides the summary."""
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = []
        for words, go in lines:
            button = BareButton(words)
            button.clicked.connect(lambda _on=False, go=go: go())
            self._lines.append(button)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(lines))
        self.setAccessibleName(
            " ".join(["There is a problem.", *(words for words, _ in lines)]) if lines else ""
        )


class Column(QScrollArea):
    """A column that scrolls when it must and never sideways. Put things in `column`.

    Four pixels are kept clear at each edge for the focus ring.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = theme.L) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.body.setProperty("page", True)
        self.setWidget(self.body)
        self.body.installEventFilter(self)
        self.viewport().setAutoFillBackground(False)
        self.body.setAutoFillBackground(False)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(theme.XS, theme.XS, theme.XS, theme.XS)
        self.column.setSpacing(spacing)

    def show_all_of(self, part: QWidget, margin: int = 50) -> None:
        """Scroll to a part that has just grown, or just come, once it has its height and place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, margin))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(80))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.body and event.type() == QEvent.Type.LayoutRequest:
            self._give_height()
        return bool(super().eventFilter(watched, event))

    def _give_height(self) -> None:
        """Ask for what wrapped words need at this width: a scroll area looks only at their narrowest size."""
        if self.column.hasHeightForWidth():
            self.body.setMinimumHeight(self.column.totalHeightForWidth(self.viewport().width()))
