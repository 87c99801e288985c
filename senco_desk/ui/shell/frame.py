"""The shell of an open file: rail, top bar, message bar and pages. Made on unlock, dropped on lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from senco_desk.ui import pages, reading, theme
from senco_desk.ui.copy_age import newest_copy
from senco_desk.ui.desk import Desk
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.pages.page import Page
from senco_desk.ui.shell.palette import Finder, Palette
from senco_desk.ui.shell.rail import Rail
from senco_desk.ui.shell.top_bar import TopBar
from senco_desk.ui.widgets import Themed

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_WIDE_ENOUGH = 1000
"""Below this the rail turns narrow by itself; so it does above 160 % text."""
_LARGE_TEXT = 1.6


class Shell(Themed, QWidget):
    """Everything around and in the pages of an open file.

    `moved` is sent when another page is shown.
    """

    moved = Signal()

    def __init__(self, desk: Desk, window: Window, finders: Sequence[Finder]) -> None:
        super().__init__()
        self._desk, self._window = desk, window
        self._made: dict[str, Page] = {}
        self._stale: dict[str, frozenset[str]] = {}
        self.current: Page | None = None
        self.key = ""
        self.rail = Rail([page for page in pages.PAGES if page.rail])
        self.bar = TopBar()
        self.stack = QStackedWidget()
        self.messages = MessageBar()
        self._lay_out()
        self.found = Palette(self.bar.search, finders, self)
        self.found.left.connect(self._back_to_page)
        self.messages.left.connect(self._back_to_page)
        self.rail.chosen.connect(window.go)
        self.rail.turned.connect(window.turn_rail)
        self.bar.lock_asked.connect(window.lock)
        desk.changed.connect(self._changed)
        desk.saved.connect(self.bar.say_saved)
        desk.saved.connect(self.messages.look_again)
        desk.keeping.copied.connect(self._say_copied)
        desk.said.connect(self.messages.show_message)
        desk.add_keeper(self._keep_page)
        self.dress()

    def _lay_out(self) -> None:
        # Tab follows the order in which parts come in and goes round: top bar, page, message, and the rail
        # last, because F6 and Ctrl+1 to 7 reach it at once. Pages come late, so the round begins after them.
        for part in (self.messages, self.rail, self.bar, self.stack):
            part.setParent(self)
        under = QVBoxLayout()
        under.setContentsMargins(theme.XXL, 0, theme.XXL, theme.M)
        under.addWidget(self.messages)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        right.addLayout(under)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(right, 1)
        whole.insertWidget(0, self.rail)

    def dress(self) -> None:
        self._fit_rail()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def turn_rail(self) -> None:
        """Make the rail narrow or wide again, where there is room."""
        self._window.settings.rail_narrow = not self._window.settings.rail_narrow
        self._fit_rail()

    def show_page(self, key: str, wanted: dict[str, Any]) -> Page:
        """Show a page, making it the first time; the one before settles what was being typed."""
        kind = pages.kind(key)
        self.messages.clear()  # not what is said from here on: what was typed may be refused
        if self.current is not None:
            self._desk.keep_all()
        page = self._made.get(key)
        if page is None:
            with reading.alone():
                page = kind.make(self._desk, self._window)
            page.setAccessibleName(kind.words)
            self._made[key] = page
            self.stack.addWidget(page)
            self._stale[key] = frozenset()
        page.show_for(**wanted)
        if key in self._stale:
            page.refresh(self._stale.pop(key))
        self.current, self.key = page, key
        begins = page.begins_at() if page.focusWidget() is None else None
        self.stack.setCurrentWidget(page)
        if begins is not None:  # else the stack would give the keyboard to the first thing on the page
            begins.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rail.light(kind.under or key)
        self.moved.emit()
        return page

    def parts(self) -> list[QWidget]:
        """Give the parts of the window that F6 goes round, in the order seen."""
        shown = [self.bar, self.stack.currentWidget(), self.messages, self.rail]
        return [part for part in shown if part is not None and part.isVisible()]

    def _back_to_page(self) -> None:
        """Give the keyboard back to where it was in the page."""
        page = self.current
        if page is not None:
            target = page.focusWidget() or page.begins_at() or first_focus(page)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_page(self) -> None:
        if self.current is not None:
            self.current.keep()

    def _changed(self, tables: frozenset[str]) -> None:
        for key, page in self._made.items():
            if key == self.key:
                page.refresh(tables)
            else:
                self._stale[key] = self._stale.get(key, frozenset()) | tables
        self.messages.look_again()

    def _say_copied(self) -> None:
        self.bar.say_copied(newest_copy(self._desk.store.path))

    def _fit_rail(self) -> None:
        if not hasattr(self, "rail"):
            return
        tight = self.width() < _WIDE_ENOUGH or theme.current().scale > _LARGE_TEXT
        self.rail.narrow(tight or self._window.settings.rail_narrow, can_turn=not tight)


def first_focus(part: QWidget) -> QWidget | None:
    """Give the first thing in a part of the window that takes the keyboard with Tab."""
    if isinstance(part, Rail):
        return next((item for item in part.items.values() if item.lit), None) or next(
            iter(part.items.values()), part.turn_item
        )
    step = part.nextInFocusChain()
    while step is not None and step is not part:
        takes = bool(step.focusPolicy() & Qt.FocusPolicy.TabFocus) and step.isEnabled()
        if takes and part.isAncestorOf(step) and step.isVisible() and not isinstance(step, QScrollArea):
            return step
        step = step.nextInFocusChain()
    return None
