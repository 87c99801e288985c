"""The overview: understand this child in two minutes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from senco_desk.models.codes import Stage
from senco_desk.rules.dates_in_words import MONTHS
from senco_desk.rules.reviews import Due
from senco_desk.services.overview import Overview, contact_words, need_words
from senco_desk.services.stage3 import PaperState, done_of
from senco_desk.ui import theme
from senco_desk.ui.pages.pupil.doing import Changing, Papers
from senco_desk.ui.pages.pupil.pathway import Pathway
from senco_desk.ui.pages.pupil.sections import MARKS, Columns, DoingRow, Event, Lines, Section, stacked
from senco_desk.ui.widgets import Column, State

_DUE: dict[Due | None, State | None] = {Due.OVERDUE: "late", Due.SOON: "soon", Due.LATER: None, None: None}


class OverviewTab(Column):
    """The pathway, and under it papers, what helps, the next review, needs, people and what came lately."""

    def __init__(self, changing: Changing, papers: Papers) -> None:
        super().__init__(spacing=20)
        self._papers = papers
        self.pathway = Pathway(changing.stage)
        self.papers = Section("Stage 3 papers")
        self.paper_rows: list[DoingRow] = []
        self.helps = Section("What helps", action="Change", run=changing.details)
        self.review = Section("Next review", action="Change", run=changing.review)
        self.needs = Section("Needs", action="Change", run=changing.needs)
        self.people = Section("People", action="Change", run=changing.family)
        self.lately = Section("Lately")
        self._main = stacked(self.papers, self.helps)
        self._middle = stacked(self.review, self.needs)
        self._columns = Columns(self._main, self._middle, stacked(self.people, self.lately))
        self.column.setContentsMargins(0, theme.XS, theme.XS, theme.XS)
        self.column.addWidget(self.pathway)
        self.column.addWidget(self._columns)
        self.column.addStretch(1)

    def show_overview(self, seen: Overview) -> None:
        """Show a pupil."""
        view = seen.seen
        self.pathway.show_stones(seen.stones, view.forename, on_pathway=view.stage is not Stage.NONE)
        self.papers.setVisible(seen.stage3)
        self._place_needs(self._middle if seen.stage3 else self._main)
        if seen.stage3:
            self._show_papers(seen.papers)
        self._show_helps(seen)
        self._show_review(seen)
        self.needs.fill(
            [Lines(*need_words(need)) for need in view.needs] or [Lines("No needs recorded yet.")]
        )
        self._show_people(seen)
        self.lately.fill(
            [Event(_day(step.on), step.words) for step in seen.lately] or [Lines("Nothing has happened yet.")]
        )

        self._chain()

    def _place_needs(self, home: QWidget) -> None:
        """Show the needs under what helps while there are no papers to show, else beside them."""
        column = home.layout()
        if column is not None and self.needs.parentWidget() is not home:
            column.addWidget(self.needs)

    def _chain(self) -> None:
        """Have Tab follow the order seen."""
        rows = [row.action for row in self.paper_rows] if not self.papers.isHidden() else []
        with_helps = self.needs.parentWidget() is self._main
        middle = (self.needs, self.review) if with_helps else (self.review, self.needs)
        sections = (self.helps, *middle, self.people)
        actions = [section.action for section in sections if section.action is not None]
        order = [*self.pathway.stones.spots, self.pathway.place, *rows, *actions]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _show_papers(self, states: tuple[PaperState, ...]) -> None:
        done, of = done_of(states)
        self.papers.heading.setText(f"Stage 3 papers, {done} of {of} settled")
        if len(self.paper_rows) != len(states):
            self.paper_rows = [DoingRow() for _ in states]
            self.papers.fill(self.paper_rows)
        for row, state in zip(self.paper_rows, states, strict=True):
            words, run = self._papers.main_action(state)
            row.say(MARKS[state.state], state.title, state.words, words, run)

    def _show_helps(self, seen: Overview) -> None:
        pupil = seen.seen.pupil
        text = pupil.what_helps.strip()
        rows: list[QWidget] = [Lines(line.strip()) for line in text.splitlines() if line.strip()]
        self.helps.fill(rows or [Lines("Nothing is written down yet.")])

    def _show_review(self, seen: Overview) -> None:
        day, under, due = seen.review
        planned = seen.seen.next_review
        rows: list[QWidget] = [Lines(day, under, mark=_DUE[due], strong=planned is not None)]
        if planned is not None:
            where = ", ".join(
                part for part in (planned.place, planned.led_by and f"led by {planned.led_by}") if part
            )
            invited = [line for line in planned.invited.splitlines() if line.strip()]
            count = f"{len(invited)} invited" if invited else ""
            if where or count:
                rows.append(Lines(where[:1].upper() + where[1:] if where else count, count if where else ""))
        self.review.fill(rows)
        if self.review.action is not None:
            words = "Change" if planned is not None else "Plan"
            self.review.action.setText(words)
            self.review.action.setAccessibleName(f"{words}: Next review")
            self.review.action.setToolTip(f"{words} the review (Ctrl+R)")

    def _show_people(self, seen: Overview) -> None:
        rows: list[QWidget] = []
        for contact in seen.seen.contacts:
            name, reach = contact_words(contact)
            rows.append(Lines(name, reach, beside=contact.relationship))
        if seen.seen.pupil.key_adult:
            rows.append(Lines(seen.seen.pupil.key_adult, beside="Key adult"))
        self.people.fill(rows or [Lines("Nobody is written down yet.")])


def _day(on: date) -> str:
    """Give "16 Nov", with the year in place of the day once it is long ago."""
    month = MONTHS[on.month - 1][:3]
    return f"{on.day} {month}" if abs((date.today() - on).days) < 300 else f"{month} {on.year}"
