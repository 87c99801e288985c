"""The forms of a pupil: the five papers and consent, and every other copy, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from senco_desk.forms import reading
from senco_desk.models.responses import ResponseState
from senco_desk.rules.dates_in_words import short_date
from senco_desk.services import response_lists, stage3
from senco_desk.services.pupils import PupilView
from senco_desk.services.response_lists import ResponseLine
from senco_desk.services.stage3 import PaperState
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.pupil.doing import Papers
from senco_desk.ui.pages.pupil.sections import MARKS, DoingRow, Section
from senco_desk.ui.widgets import Button, Column, State

_STATES: dict[ResponseState, State] = {
    ResponseState.DRAFT: "begun",
    ResponseState.COMPLETED: "done",
    ResponseState.SUPERSEDED: "none",
    ResponseState.DECLINED: "none",
}
MenuLine = tuple[str, Callable[[], object]]


class FormsTab(Column):
    """Papers first; below them every other copy. Each row has one action, and the rest in its menu."""

    def __init__(self, desk: Desk, doing: Papers) -> None:
        super().__init__(spacing=theme.XL)
        self._desk, self._doing = desk, doing
        self._lines: dict[int, ResponseLine] = {}
        self.papers = Section("The Stage 3 papers")
        self.rows: list[DoingRow] = []
        self.states: tuple[PaperState, ...] = ()
        self.others = Section("Other copies")
        self.other_rows: list[DoingRow] = []
        self.start = Button("Start a form", icon="plus", menu=True)
        self.start.clicked.connect(lambda _on=False: show_menu(self.start, self.startable()))
        self.column.setContentsMargins(0, theme.XS, theme.XS, theme.XS)
        for part in (self.papers, self.others):
            self.column.addWidget(part)
        inset = QHBoxLayout()
        inset.setContentsMargins(theme.XS, 0, 0, 0)
        inset.addWidget(self.start)
        inset.addStretch(1)
        self.column.addLayout(inset)
        self.column.addStretch(1)

    def show_pupil(self, seen: PupilView) -> None:
        """Show a pupil's forms."""
        lines = self._desk.run(response_lists.of_pupil, seen.id) or ()
        states = self._desk.run(stage3.papers, seen.id, seen.pupil.year_group)
        if states is None:
            return
        self._lines = {line.id: line for line in lines}
        self.states = states
        if len(self.rows) != len(states):
            self.rows = [DoingRow(menu=partial(self._paper_menu, at)) for at in range(len(states))]
            self.papers.fill(self.rows)
        for row, state in zip(self.rows, states, strict=True):
            words, run = self._doing.main_action(state)
            row.say(MARKS[state.state], state.title, state.words, words, run)
        shown = {state.line.id for state in states if state.line is not None}
        self._show_others([line for line in lines if line.id not in shown])
        self._chain()

    def _chain(self) -> None:
        """Have Tab follow the order seen: rows that came later stand before "Start a form"."""
        stops = [stop for row in (*self.rows, *self.other_rows) for stop in (row.action, row.more)]
        for before, after in pairwise([stop for stop in (*stops, self.start) if stop is not None]):
            QWidget.setTabOrder(before, after)

    def paper_actions(self, state: PaperState) -> list[MenuLine]:
        """Give what else can be done with a paper."""
        doing, line = self._doing, state.line
        acts: list[MenuLine] = []
        if state.state == "done" and line is not None:
            acts.append(("Start a new one from these answers",
                         lambda: doing.start(state.form_id, from_last=True)))  # fmt: skip
            acts.append(("Start a new one, blank", lambda: doing.start(state.form_id)))
            acts.append(("Amend this one", lambda: doing.amend(line.id)))
            acts.append(("Open its paper", lambda: doing.kept(line)))
        acts.append(("Print a blank copy to send home", lambda: doing.blank(state.form_id)))
        if state.state in ("none", "begun"):
            begun = line.id if line is not None else None
            acts.append(("They would rather not",
                         lambda: doing.rather_not(state.form_id, state.title, begun)))  # fmt: skip
        if state.state == "begun" and line is not None:
            acts.append(("Throw the draft away", lambda: doing.throw_away(line.id)))
        return acts

    def _paper_menu(self, at: int, button: QWidget) -> None:
        show_menu(button, self.paper_actions(self.states[at]))

    def _show_others(self, lines: Sequence[ResponseLine]) -> None:
        self.others.setVisible(bool(lines))
        self.other_rows = [DoingRow(menu=partial(self._other_menu, line)) for line in lines]
        for row, line in zip(self.other_rows, lines, strict=True):
            action = "Carry on" if line.state is ResponseState.DRAFT else "Read"
            row.say(
                _STATES[line.state], line.title, line_words(line), action, partial(self._doing.go, line.id)
            )
            name = f"{line.title}, {line_words(line)}"
            row.action.setAccessibleName(f"{action}: {name}")
            if row.more is not None:
                row.more.call(f"More for {name}")
        self.others.fill(self.other_rows)

    def _other_menu(self, line: ResponseLine, button: QWidget) -> None:
        acts: list[MenuLine] = [("Read", lambda: self._doing.go(line.id))]
        if line.state in (ResponseState.COMPLETED, ResponseState.SUPERSEDED):
            acts.append(("Open its paper", lambda: self._doing.kept(line)))
        elif line.state is ResponseState.DECLINED:
            acts.append(("Open again", lambda: self._doing.open_again(line.id)))
        else:
            acts.append(("Throw the draft away", lambda: self._doing.throw_away(line.id)))
        show_menu(button, acts)

    def startable(self) -> list[MenuLine]:
        """Give the forms that can be begun: all but those begun already."""
        begun = {line.form_id for line in self._lines.values() if line.state is ResponseState.DRAFT}
        return [
            (form.title + (f", {form.variant}" if form.variant else ""), partial(self._doing.start, form.id))
            for form in reading.all_forms()
            if form.id not in begun
        ]


def line_words(line: ResponseLine) -> str:
    """Say where a copy stands, when, and who said so."""
    if line.state is ResponseState.DRAFT:
        return f"Begun, {line.answered} of {line.asked} answered"
    if line.state is ResponseState.DECLINED:
        on = f", {short_date(line.declined_on)}" if line.declined_on else ""
        return f"Declined by {line.declined_by}{on}"
    on = f" {short_date(line.completed_on)}" if line.completed_on else ""
    return f"Completed{on}" + (", amended since" if line.state is ResponseState.SUPERSEDED else "")


def show_menu(button: QWidget, lines: Sequence[MenuLine]) -> None:
    """Open a menu under a button. It does nothing once the file has closed."""
    menu = QMenu(button)
    menu.setAccessibleName(button.accessibleName() or "More")
    runs = {menu.addAction(words): run for words, run in lines}
    first = menu.actions()[0] if menu.actions() else None
    if first is not None:
        menu.setActiveAction(first)
    chosen = menu.exec(button.mapToGlobal(QPoint(0, button.height() + theme.XS)))
    if chosen is not None:
        runs[chosen]()
