"""Today: what is late, what is coming, which papers are missing, whom to talk to, what to carry on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.rules import terms
from senco_desk.rules.dates_in_words import ago_words, due_words, long_day, short_day
from senco_desk.services import handing_over, school
from senco_desk.services import today as work
from senco_desk.services.safekeeping import Nudge
from senco_desk.ui import pages, theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.page import Page
from senco_desk.ui.pages.reminders import Reminders
from senco_desk.ui.widgets import BareButton, Column, EmptyPage, Hairline, Head, Small, Words
from senco_desk.ui.widgets.lines import CarryLine, Due, DueLine

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_SIDE = 300
_MOST = 12
"""Lines shown of a group before "Show all"."""
_ONE_COLUMN = 900
_FITS = 32
"""Letters that fit between name and day: "My Plan+ review, Room 12 at 10:00"."""
_TABLES = {"pupil", "meeting", "stage_spell", "response", "term", "draft", "setting", "school"}


class TodayPage(Page):
    """The first page: every line opens the place where it is dealt with."""

    help_id = "today"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.day = date.today()
        self._all: set[str] = set()
        self.term = Words("", "quiet")
        self.title_row.addWidget(self.term, 0, Qt.AlignmentFlag.AlignVCenter)
        # The column keeps the 4 px for the focus ring itself: a ring outside its rows would be cut off.
        self.content.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._columns: QBoxLayout | None = None
        self._aside = QWidget(self)
        self._aside.hide()

    def show_for(self, **wanted: Any) -> None:
        self.day = wanted.get("on") or date.today()
        self.refresh(frozenset())

    def refresh(self, tables: frozenset[str]) -> None:
        if tables and not tables & _TABLES:
            return
        self.retitle(long_day(self.day))
        self.term.setText(_term_words(self.desk, self.day))
        seen = self.desk.run(work.today, on=self.day)
        if seen is not None:
            self._show(seen)

    def fit(self) -> None:
        if self._columns is not None:
            narrow = self.width() < theme.px(_ONE_COLUMN)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._columns.setDirection(way)
            self._aside.setMaximumWidth(16_777_215 if narrow else theme.px(_SIDE))
            self._aside.setMinimumWidth(0 if narrow else theme.px(_SIDE))

    def _show(self, seen: work.Today) -> None:
        held = self._held()
        if self._body is not None:
            self.content.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        due = self.desk.run(handing_over.nudges, now=datetime.now().astimezone()) or ()
        self._body = self._full(seen, due) if seen.pupils else self._empty(due)
        self.content.addWidget(self._body, 1)
        self._body.show()  # now, so that the keyboard can go to its first line
        self.fit()
        if held:
            self._take_up(held)

    def _held(self) -> str:
        focused = self.focusWidget()
        return focused.accessibleName() if isinstance(focused, DueLine) else ""

    def _take_up(self, name: str) -> None:
        lines = self._body.findChildren(DueLine) if self._body is not None else []
        same = next((line for line in lines if line.accessibleName() == name), lines[0] if lines else None)
        if same is not None:
            same.setFocus(Qt.FocusReason.OtherFocusReason)

    def _empty(self, due: Sequence[Nudge]) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        empty = EmptyPage(
            "users",
            "No pupils yet.",
            "Bring in a list from your school’s system, or add pupils one by one on the Pupils page.",
            action="Bring in a list" if pages.has("bring_in") else "Go to Pupils",
            run=lambda: self.frame.go("bring_in" if pages.has("bring_in") else "pupils"),
        )
        column.addWidget(empty, 1)
        if due:
            column.addWidget(Reminders(due, self.frame))
        return whole

    def _full(self, seen: work.Today, due: Sequence[Nudge]) -> QWidget:
        whole = Column(spacing=theme.XL)
        whole.column.setContentsMargins(theme.XS, 0, theme.S, 0)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(40)
        main, side = QVBoxLayout(), QVBoxLayout()
        main.setSpacing(theme.XL)
        # A handover that was cut off stands above all else: until it is done, no kit opens the file.
        first = [nudge for nudge in due if nudge.what == "handover"]
        last = [nudge for nudge in due if nudge.what != "handover"]
        if first:
            main.addWidget(Reminders(first, self.frame, "Handing over"))
        groups = self._groups(seen)
        for title, lines in groups:
            main.addLayout(self._group(title, lines))
        if not groups:
            main.addWidget(Words("Nothing is due, and no paper is missing.", "strong"))
            main.addWidget(Small("Reviews appear here two weeks before their day.", wrap=True))
        if last:
            main.addWidget(Reminders(last, self.frame))
        main.addStretch(1)
        self._carry_on(side, seen.carry_on)
        side.addStretch(1)
        aside = QWidget()
        side.setContentsMargins(0, 0, 0, 0)
        aside.setLayout(side)
        self._aside = aside
        self._columns.addLayout(main, 1)
        self._columns.addWidget(aside, 0)
        whole.column.addLayout(self._columns)
        whole.column.addStretch(1)
        return whole

    def _groups(self, seen: work.Today) -> list[tuple[str, list[Due]]]:
        groups = [
            ("Overdue", [self._review("late", "Overdue", review) for review in seen.overdue]),
            ("Due in 14 days", [self._review("soon", "Due in 14 days", review) for review in seen.soon]),
            ("They would rather talk", [self._call(call) for call in seen.calls]),
            ("Stage 3 papers to come", [self._papers(papers) for papers in seen.papers]),
        ]
        return [(title, lines) for title, lines in groups if lines]

    def _review(self, state: Any, group: str, review: work.ReviewDue) -> Due:
        stage_3 = review.what.startswith("My Plan+")
        at = f" at {review.at}" if review.at else ""
        if review.place and len(f"{review.what}, {review.place}{at}") <= _FITS:
            at = f", {review.place}{at}"
        return Due(
            state,
            group,
            review.name,
            review.form,
            f"{review.what}{at}",
            short_day(review.on, today=self.day),
            due_words(review.on, today=self.day),
            "Print pack" if stage_3 else "Open",
            self._pack(review.pupil_id) if stage_3 else self._open(review.pupil_id),
            self._open(review.pupil_id),
        )

    def _call(self, call: work.CallOwed) -> Due:
        about = "1 question" if len(call.questions) == 1 else f"{len(call.questions)} questions"
        return Due(
            "waiting",
            "They would rather talk",
            call.name,
            call.form,
            f"{call.title}: {about}",
            "",
            "",
            "See what about",
            lambda: self.frame.go("form", response_id=call.response_id, question=call.first),
            self._open(call.pupil_id),
            ("Talked about", lambda: self.desk.run(work.talked, call.response_id, self.day)),
        )

    def _papers(self, papers: work.PapersMissing) -> Due:
        return Due(
            "begun" if papers.done else "none",
            "Stage 3 papers to come",
            papers.name,
            papers.form,
            _listed(papers.missing),
            "",
            f"{papers.done} of 5 in",
            "See the papers",
            lambda: self.frame.go("pupil", pupil_id=papers.pupil_id, tab="forms"),
            self._open(papers.pupil_id),
        )

    def _open(self, pupil_id: int) -> Callable[[], object]:
        return lambda: self.frame.go("pupil", pupil_id=pupil_id)

    def _form(self, response_id: int) -> Callable[[], object]:
        return lambda: self.frame.go("form", response_id=response_id)

    def _pack(self, pupil_id: int) -> Callable[[], object]:
        def print_pack() -> None:
            from senco_desk.ui.dialogs.pack import open_pack

            open_pack(self.desk, self.frame, pupil_id)

        return print_pack

    def _group(self, title: str, lines: Sequence[Due]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Head(title))
        head.addWidget(Words(str(len(lines)), "quiet"), 1)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(Hairline())
        shown = lines if title in self._all else lines[:_MOST]
        for due in shown:
            column.addLayout(_line(due))
        if len(shown) < len(lines):
            more = BareButton(f"Show all {len(lines)}")
            more.setAccessibleName(f"Show all {len(lines)}: {title}")
            more.clicked.connect(lambda _on=False: self._show_all(title))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _show_all(self, title: str) -> None:
        self._all.add(title)
        self.refresh(frozenset())

    def _carry_on(self, side: QVBoxLayout, drafts: Sequence[work.CarryOn]) -> None:
        side.setSpacing(0)
        side.addWidget(Head("Carry on with"))
        side.addSpacing(6)
        side.addWidget(Hairline())
        if not drafts:
            side.addSpacing(theme.S)
            side.addWidget(Small("No form is half filled in.", wrap=True))
        for draft in drafts[:_MOST]:
            line = draft.line
            due = Due(
                "begun",
                "Carry on with",
                line.title,
                "",
                ", ".join(part for part in (draft.name, draft.form) if part),
                f"{line.answered} of {line.asked}",
                ago_words(line.changed_at.astimezone().date(), today=self.day),
                "Carry on",
                self._form(line.id),
                self._open(line.pupil_id),
            )
            side.addWidget(CarryLine(due))


def _line(due: Due) -> QHBoxLayout:
    """Set a line, and beside it the second thing that can be done."""
    row = QHBoxLayout()
    row.setSpacing(theme.S)
    row.addWidget(DueLine(due), 1)
    if due.second is not None:
        words, run = due.second
        button = BareButton(words)
        button.setAccessibleName(f"{words}: {due.name}, {due.what}")
        button.clicked.connect(lambda _on=False: run())
        row.addWidget(button)
    return row


def _listed(titles: Sequence[str]) -> str:
    *firsts, last = titles
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _term_words(desk: Desk, day: date) -> str:
    found = desk.run(school.terms)
    return terms.term_words(day, found) if found else ""
