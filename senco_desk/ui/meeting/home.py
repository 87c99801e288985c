"""The pupil's own page in the meeting view: the pathway as stones in water, and one thing at a time below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.models.responses import ResponseState
from senco_desk.rules.dates_in_words import short_date
from senco_desk.rules.names import possessive
from senco_desk.services import overview, response_lists, stage3
from senco_desk.services.overview import Overview
from senco_desk.services.response_lists import ResponseLine
from senco_desk.ui import theme
from senco_desk.ui.actions import Action
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.page import Page
from senco_desk.ui.pages.pupil.doing import Papers
from senco_desk.ui.pages.pupil.forms import line_words
from senco_desk.ui.pages.pupil.pathway import Stones
from senco_desk.ui.pages.pupil.sections import MARKS, DoingRow, Lines, Section
from senco_desk.ui.shell.rail import RailItem
from senco_desk.ui.widgets import Button, Column, Hairline, MainButton, Pick, Themed

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_SIDE: Final = 40
_PARTS: Final = (
    ("helps", "What helps", "message-circle"),
    ("review", "The review", "calendar-days"),
    ("needs", "Needs", "life-buoy"),
    ("people", "People", "users"),
    ("forms", "Forms", "file-text"),
    ("papers", "Papers", "archive"),
)
_KEPT: Final = (ResponseState.COMPLETED, ResponseState.SUPERSEDED)
#: Where ripples begin, as shares of the water's width and height, and how long half of one is.
_RIPPLES: Final = (
    (0.035, 0.14, 18), (0.14, 0.2, 26), (0.335, 0.13, 26), (0.60, 0.12, 18), (0.68, 0.16, 34),
    (0.265, 0.93, 18), (0.46, 0.955, 26), (0.585, 0.925, 26), (0.82, 0.94, 34), (0.94, 0.93, 18),
)  # fmt: skip


class Water(Themed, QWidget):
    """The band across the window in which the stones stand."""

    def __init__(self) -> None:
        super().__init__()
        self.stones = Stones(on_water=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, theme.L, _SIDE, theme.XXL)
        column.addWidget(self.stones)

    def height_for(self, width: int) -> int:
        """Give how high it is at a width, in pixels."""
        return self.stones.heightForWidth(width - 2 * _SIDE) + theme.L + theme.XXL

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("teal-soft"))
        pen = QPen(theme.colour("ripple"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for across, down, half in _RIPPLES:
            x, y = across * self.width(), down * self.height()
            path = QPainterPath(QPointF(x, y))
            path.quadTo(x + half / 2, y - 5, x + half, y)
            path.quadTo(x + half * 1.5, y + 5, x + half * 2, y)
            painter.drawPath(path)


class PartList(QWidget):
    """What can be looked at, one under the other. Up and Down walk; Enter and Space choose."""

    def __init__(self, home: MeetingHome) -> None:
        super().__init__()
        self.setAccessibleName("What to look at")
        self.items: dict[str, RailItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        for key, words, icon in _PARTS:
            item = RailItem(key, words, icon, "")
            item.clicked.connect(lambda _on=False, key=key: home.choose(key))
            self.items[key] = item
            column.addWidget(item)
        column.addStretch(1)

    def light(self, key: str) -> None:
        """Show which is open."""
        for item in self.items.values():
            item.light(item.key == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        order = list(self.items.values())
        if by is None:
            super().keyPressEvent(event)
            return
        place = next((n for n, item in enumerate(order) if item.hasFocus()), 0)
        order[(place + by) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)


class MeetingHome(Page):
    """The pathway, six parts to look at, and Back and Next to walk through them."""

    help_id = "meeting"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.pupil_id = 0
        self.part = _PARTS[0][0]
        self._papers = Papers(desk, window)
        self.heading.hide()
        self.water = Water()
        self.list = PartList(self)
        self.pick = Pick(high=40)
        self.pick.setAccessibleName("What to look at")
        for key, words, _icon in _PARTS:
            self.pick.addItem(words, key)
        self.pick.activated.connect(lambda place: self.choose(self.pick.itemData(place)))
        self.section = Section("")
        self.body = Column(spacing=theme.L)
        self.body.column.addWidget(self.section)
        self.body.column.addStretch(1)
        self.before = Button("Back", high=40)
        self.before.clicked.connect(lambda _on=False: self.step(-1))
        self.next = MainButton("Next", icon="arrow-right", high=40)
        self.next.clicked.connect(lambda _on=False: self.step(1))
        self._lay_out()

    def show_for(self, **wanted: Any) -> None:
        """Show the pupil; `tab` chooses a part, under the names that the pupil's page uses too."""
        self.pupil_id = self._papers.pupil_id = int(wanted.get("pupil_id", self.pupil_id))
        asked = {"documents": "papers"}.get(str(wanted.get("tab")), str(wanted.get("tab")))
        if asked in {key for key, _words, _icon in _PARTS}:
            self.part = asked

    def refresh(self, tables: frozenset[str]) -> None:
        """Show what has changed."""
        seen = self.desk.run(overview.overview, self.pupil_id, today=date.today())
        if seen is None:
            return
        self.water.stones.show_stones(seen.stones, seen.seen.forename)
        self._show(seen)

    def begins_at(self) -> QWidget | None:
        """The list of parts, or the one line it becomes."""
        return self.pick if self.list.isHidden() else self.list.items[self.part]

    def own_actions(self) -> Sequence[Action]:
        """Walking through the parts."""
        group = "Meeting"
        return (
            Action("next-part-of-meeting", "Next", lambda: self.step(1), "Ctrl+Down", group=group),
            Action("part-before-of-meeting", "Back", lambda: self.step(-1), "Ctrl+Up", group=group),
        )

    def choose(self, key: str) -> None:
        """Show one of the parts."""
        self.part = key
        self.refresh(frozenset())
        self.body.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Show the next part, or the one before."""
        keys = [key for key, _words, _icon in _PARTS]
        place = keys.index(self.part) + by
        if 0 <= place < len(keys):
            self.choose(keys[place])

    def fit(self) -> None:
        """Turn the list into one line where there is less room or larger text."""
        if not hasattr(self, "next"):
            return
        # What is talked about comes first: in a low window the water gives way, then the list.
        room = self.height() - theme.XL - self.next.sizeHint().height() - 2 * theme.L - 1
        room -= self.list.sizeHint().height()
        self.water.setVisible(room >= self.water.height_for(self.width()))
        tight = self.width() < theme.px(760) or room < 0
        held = self.list.isAncestorOf(self.focusWidget()) if self.focusWidget() else self.pick.hasFocus()
        self.list.setHidden(tight)
        self.pick.setHidden(not tight)
        self._across.setDirection(
            QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight
        )
        self.list.setFixedWidth(theme.px(216))
        self.section.setMaximumWidth(theme.px(680))  # a line that is easily read, its word beside it
        if held:
            target = self.begins_at()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    def _lay_out(self) -> None:
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setContentsMargins(_SIDE - theme.M, theme.XL, _SIDE - theme.XS, 0)
        self._across.setSpacing(theme.XL)
        self._across.addWidget(self.list)
        self._across.addWidget(self.pick)
        self._across.addWidget(self.body, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, theme.L, _SIDE, theme.L)
        foot.setSpacing(theme.M)
        foot.addStretch(1)
        foot.addWidget(self.before)
        foot.addWidget(self.next)
        whole = self.layout()
        if whole is not None:
            whole.setContentsMargins(0, 0, 0, 0)
            whole.setSpacing(0)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self.content.addWidget(self.water)
        self.content.addLayout(self._across, 1)
        self.content.addWidget(Hairline())
        self.content.addLayout(foot)

    def _show(self, seen: Overview) -> None:
        name = seen.seen.forename
        headings = {
            "helps": f"What helps {name}",
            "review": f"{possessive(name)} next review",
            "needs": f"{possessive(name)} needs",
            "people": f"People around {name}",
            "forms": f"{possessive(name)} forms",
            "papers": f"{possessive(name)} papers",
        }
        rows = {
            "helps": _helps, "review": _review, "needs": _needs, "people": _people,
            "forms": self._forms, "papers": self._kept,
        }  # fmt: skip
        self.section.heading.setText(headings[self.part])
        self.section.setAccessibleName(headings[self.part])
        self.section.fill(rows[self.part](seen))
        self.list.light(self.part)
        keys = [key for key, _words, _icon in _PARTS]
        self.pick.setCurrentIndex(keys.index(self.part))
        self.before.setEnabled(self.part != keys[0])
        self.next.setEnabled(self.part != keys[-1])
        QWidget.setTabOrder(self.before, self.next)

    def _forms(self, seen: Overview) -> list[QWidget]:
        pupil = seen.seen
        lines = self.desk.run(response_lists.of_pupil, pupil.id) or ()
        states = self.desk.run(stage3.papers, pupil.id, pupil.pupil.year_group) or ()
        rows: list[QWidget] = []
        for state in states:
            row = DoingRow()
            words, run = self._papers.main_action(state)
            row.say(MARKS[state.state], state.title, state.words, words, run)
            rows.append(row)
        shown = {state.line.id for state in states if state.line is not None}
        return rows + [self._other(line) for line in lines if line.id not in shown]

    def _other(self, line: ResponseLine) -> DoingRow:
        row = DoingRow()
        draft = line.state is ResponseState.DRAFT
        action = "Carry on" if draft else "Read"
        row.say(
            "begun" if draft else "done", line.title, line_words(line), action,
            partial(self._papers.go, line.id),
        )  # fmt: skip
        row.action.setAccessibleName(f"{action}: {line.title}, {line_words(line)}")
        return row

    def _kept(self, seen: Overview) -> list[QWidget]:
        lines = self.desk.run(response_lists.of_pupil, seen.seen.id) or ()
        kept = [line for line in lines if line.state in _KEPT]
        return [self._paper(line) for line in kept] or [Lines("No form is completed yet.")]

    def _paper(self, line: ResponseLine) -> DoingRow:
        row = DoingRow()
        on = f"Completed {short_date(line.completed_on)}" if line.completed_on else "Completed"
        go = partial(self.frame.go, "paper", response_id=line.id, what=line.title)
        row.say("done", line.title, on, "Read", go)
        row.action.setAccessibleName(f"Read: {line.title}, {on}")
        return row


def _helps(seen: Overview) -> list[QWidget]:
    lines = [line.strip() for line in seen.seen.pupil.what_helps.splitlines() if line.strip()]
    return [Lines(line) for line in lines] or [Lines("Nothing is written down yet.")]


def _review(seen: Overview) -> list[QWidget]:
    day, under, _due = seen.review
    planned = seen.seen.next_review
    rows: list[QWidget] = [Lines(day, under if planned is not None else "", strong=True)]
    if planned is None:
        return rows
    if planned.place:
        rows.append(Lines(planned.place, beside="Where"))
    if planned.led_by:
        rows.append(Lines(planned.led_by, beside="Leads the meeting"))
    invited = [line.strip() for line in planned.invited.splitlines() if line.strip()]
    return rows + [Lines(name, beside="Invited") for name in invited]


def _needs(seen: Overview) -> list[QWidget]:
    rows: list[QWidget] = [Lines(*overview.need_words(need)) for need in seen.seen.needs]
    return rows or [Lines("No needs recorded yet.")]


def _people(seen: Overview) -> list[QWidget]:
    """Names and what they are to the child; a number or an address is not for everybody in the room."""
    rows: list[QWidget] = [Lines(contact.name, beside=contact.relationship) for contact in seen.seen.contacts]
    if seen.seen.pupil.key_adult:
        rows.append(Lines(seen.seen.pupil.key_adult, beside="Key adult"))
    return rows or [Lines("Nobody is written down yet.")]
