"""What stands around the pages of the meeting view: the child's name, "Saved", and the way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from senco_desk.services import overview
from senco_desk.ui import reading, theme
from senco_desk.ui.actions import with_keys
from senco_desk.ui.desk import Desk
from senco_desk.ui.meeting.form import MeetingForm
from senco_desk.ui.meeting.home import MeetingHome
from senco_desk.ui.meeting.paper import MeetingPaper
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.pages.page import Page
from senco_desk.ui.shell.frame import first_focus
from senco_desk.ui.shell.top_bar import Status
from senco_desk.ui.widgets import Button, Themed, Title, Words

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_SIDE = 40
_PAGES: dict[str, Callable[[Desk, Window], Page]] = {
    "pupil": MeetingHome,
    "form": MeetingForm,
    "paper": MeetingPaper,
}


class MeetingFrame(Themed, QWidget):
    """The whole window while one pupil is shown. There is no rail, no search and no list."""

    def __init__(self, desk: Desk, window: Window, pupil_id: int) -> None:
        super().__init__()
        self._desk, self._window = desk, window
        self.pupil_id = pupil_id
        self.current: Page | None = None
        self.key = ""
        self._made: dict[str, Page] = {}
        self.name = Title("", wrap=True)
        self.line = Words("", "quiet", wrap=True)
        self.saved = Status("check")
        self.leave = Button("Leave meeting view   F9", icon="lock")
        self.leave.setAccessibleName("Leave meeting view")
        self.leave.setToolTip(with_keys("Leave meeting view", "F9"))
        self.leave.clicked.connect(lambda _on=False: window.meeting.ask_to_leave())
        self.stack = QStackedWidget()
        self.messages = MessageBar()
        self.messages.left.connect(self._back_to_page)
        self._lay_out()
        desk.changed.connect(self._changed)
        desk.saved.connect(self._say_saved)
        desk.said.connect(self.messages.show_message)
        desk.saved.connect(self.messages.look_again)
        desk.add_keeper(self._keep_page)
        self._say()

    def show_page(self, key: str, wanted: dict[str, Any]) -> Page:
        """Show one of the pupil's pages; the one before settles what was being typed."""
        self.messages.clear()  # not what is said from here on: what was typed may be refused
        if self.current is not None:
            self._desk.keep_all()
        page = self._made.get(key)
        if page is None:
            with reading.alone():
                page = _PAGES[key](self._desk, self._window)
            self._made[key] = page
            self.stack.addWidget(page)
        page.show_for(**({"pupil_id": self.pupil_id} | wanted))
        page.refresh(frozenset())
        self.current, self.key = page, key
        self.stack.setCurrentWidget(page)
        return page

    def parts(self) -> list[QWidget]:
        """Give the parts that F6 goes round, in the order seen."""
        shown = [self.head, self.stack.currentWidget(), self.messages]
        return [part for part in shown if part is not None and part.isVisible()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def dress(self) -> None:
        self._place()

    def _lay_out(self) -> None:
        self.head = QWidget()
        self.head.setAccessibleName("Meeting view")
        self._who = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._who.setSpacing(20)
        self._who.addWidget(self.name)
        self._who.addWidget(self.line, 1)
        ways = QHBoxLayout()
        ways.setSpacing(20)
        ways.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        ways.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(_SIDE, theme.L, _SIDE, theme.L)
        row.addLayout(self._who, 1)
        row.addLayout(ways)
        under = QVBoxLayout()
        under.setContentsMargins(_SIDE, 0, _SIDE, theme.M)
        under.addWidget(self.messages)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.stack, 1)
        whole.addLayout(under)

    def _place(self) -> None:
        """Put the line beside the name, or under it where there is less room or larger text."""
        tight = self.width() < theme.px(900)
        way = QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight
        self._who.setDirection(way)
        self._who.setSpacing(theme.XS if tight else 20)

    def _say(self) -> None:
        """Say who it is, and which review this meeting may be."""
        seen = self._desk.run(overview.overview, self.pupil_id, today=date.today())
        if seen is None:
            return
        self.name.setText(seen.seen.forename)
        planned = seen.seen.next_review
        stage = seen.seen.stage.words
        self.line.setText(f"{stage} review, {seen.review[0]}" if planned is not None else stage)

    def _say_saved(self, at: datetime) -> None:
        self.saved.say(f"Saved {at:%H:%M}")

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & {"pupil", "meeting", "stage_spell"}:
            self._say()
        if self.current is not None:
            self.current.refresh(tables)
        self.messages.look_again()

    def _keep_page(self) -> None:
        if self.current is not None:
            self.current.keep()

    def _back_to_page(self) -> None:
        page = self.current
        target = page.focusWidget() or page.begins_at() or first_focus(page) if page is not None else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("paper"))
