"""Term dates: a row for each term, typed as people type dates, kept together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.forms.dates import read_date
from senco_desk.models.school import TermInput
from senco_desk.rules.dates_in_words import short_date
from senco_desk.services import school
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk, keep_draft
from senco_desk.ui.form_editor.autosave import Autosave
from senco_desk.ui.widgets import (
    Button,
    Flow,
    Head,
    IconButton,
    Line,
    MainButton,
    Small,
    Summary,
    Themed,
    Words,
)

_SEPTEMBER = 9
_WHOLE = len("2026-09-02")
_DRAFT: Final = "terms"
_Typed = tuple[str, str, str]
"""A term's name, first day and last day, as they stand in its row."""


class _Row(NamedTuple):
    """The widgets of one term."""

    name: Line
    starts: Line
    ends: Line
    remove: IconButton


class TermsSection(Themed, QWidget):
    """The school's terms. What is typed is a draft until it is kept or put back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: list[_Row] = []
        self._at_first: list[_Typed] = []
        self._autosave = Autosave(self._keep_draft, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.M)
        column.addWidget(Head("Term dates"))
        column.addWidget(
            Small("The first and last day of school in each term, such as 2 Sep 2026. Due dates leave out "
                  "what lies between.", wrap=True)
        )  # fmt: skip
        self.summary = Summary()
        column.addWidget(self.summary)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.S)
        self._holder = holder = QWidget()
        holder.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for place, words in enumerate(("Term", "First day", "Last day")):
            self._grid.addWidget(Words(words, "small"), 0, place)
            self._grid.setColumnStretch(place, 3 if place == 0 else 2)
        column.addWidget(holder)
        column.addWidget(self._buttons())
        self.dress()

    def dress(self) -> None:
        self._holder.setMaximumWidth(theme.px(760))

    def refresh(self) -> None:
        """Show the terms that are kept, or what was typed since."""
        found = self._desk.run(school.terms)
        if found is None:
            return
        self._autosave.flush()
        self._at_first = _as_typed(found)
        body = self._desk.run(self._desk.drafts.read, _DRAFT)
        self._show(self._at_first if body is None else json.loads(body))
        self._autosave.forget()
        self.back.setVisible(body is not None)

    def keep(self) -> None:
        """Keep what is typed as a draft; called before the page is left and when the file is locked."""
        self._autosave.flush()

    def put_back(self) -> None:
        """Let what is typed go, and show the terms that are kept."""
        self._autosave.forget()
        self._desk.run(self._desk.drafts.drop, _DRAFT)
        self.refresh()

    def save(self) -> None:
        """Keep the terms as they are typed."""
        self.summary.show_lines([])
        for row in self.rows:
            for line in (row.name, row.starts, row.ends):
                _mark(line, False)
        wanted = self._typed()
        if wanted is not None and self._desk.run(school.save_terms, wanted, refuse=self._refuse) is not None:
            self.put_back()

    def _buttons(self) -> Flow:
        row = Flow(gap=theme.S)
        add = Button("Add a term", icon="plus")
        add.clicked.connect(self._add_empty)
        self.propose = Button("Put in likely dates", icon="calendar-days")
        self.propose.clicked.connect(self._propose)
        self.keep_button = MainButton("Keep these dates")
        self.keep_button.clicked.connect(self.save)
        self.back = Button("Put back what is kept")
        self.back.clicked.connect(self.put_back)
        for button in (add, self.propose, self.keep_button, self.back):
            row.add(button)
        self.back.hide()
        return row

    def _show(self, terms: Iterable[_Typed]) -> None:
        while self.rows:
            self._remove(self.rows[-1])
        for term in terms:
            self._add(*term)

    def _keep_draft(self) -> bool:
        typed = [(row.name.text(), row.starts.text(), row.ends.text()) for row in self.rows]
        if not self._desk.is_open:
            return True
        if typed == self._at_first:
            self.back.hide()
            self._desk.run(self._desk.drafts.drop, _DRAFT)
            return True
        return keep_draft(self._desk, _DRAFT, json.dumps(typed))

    def _touched(self) -> None:
        self.back.show()
        self._autosave.touch()

    def _tab_as_seen(self) -> None:
        """Have Tab go through the rows, made late, before the buttons below them."""
        stops = [widget for row in self.rows for widget in row]
        # Qt puts nothing after what does not take the keyboard, so their holder takes it for this moment.
        self._holder.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for before, after in pairwise((self._holder, *stops)):
            QWidget.setTabOrder(before, after)
        self._holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _add_empty(self) -> None:
        self._add("", "", "").name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, starts: str, ends: str) -> _Row:
        place = self._grid.rowCount()
        number = len(self.rows) + 1
        row = _Row(
            Line(name),
            Line(starts),
            Line(ends),
            IconButton(f"Take term {number} away", "x"),
        )
        for line, words in zip(row[:3], ("name", "first day", "last day"), strict=True):
            line.setAccessibleName(f"Term {number}, {words}")
            line.textChanged.connect(self._touched)
        row.remove.clicked.connect(lambda: self._remove(row))
        for column, widget in enumerate(row):
            self._grid.addWidget(widget, place, column)
            widget.show()  # now, not when the layout gets to it: it may be given the keyboard at once
        self.rows.append(row)
        self._tab_as_seen()
        self._touched()
        return row

    def _remove(self, row: _Row) -> None:
        self.rows.remove(row)
        self._touched()
        for widget in row:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _propose(self) -> None:
        today = date.today()
        year = today.year if today.month >= _SEPTEMBER else today.year - 1
        self._show(_as_typed(school.usual_terms(year)))

    def _typed(self) -> list[TermInput] | None:
        """Give the terms as typed, or None after saying which date is not one."""
        terms, slips = [], []
        for row in self.rows:
            days = [_day(line.text()) for line in (row.starts, row.ends)]
            slips += [line for line, day in zip((row.starts, row.ends), days, strict=True) if day is None]
            if not row.name.text().strip():
                slips.append(row.name)
            starts, ends = days
            if starts is not None and ends is not None and row.name.text().strip():
                year = starts.year if starts.month >= _SEPTEMBER else starts.year - 1
                terms.append(
                    TermInput(
                        academic_year=year, name=row.name.text().strip(), starts_on=starts, ends_on=ends
                    )
                )
        if not slips:
            return terms
        for line in slips:
            _mark(line, True)
        self.summary.show_lines([(_wanted(line), line.setFocus) for line in slips])
        slips[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return None

    def _refuse(self, mistake: Mistake) -> bool:
        place = mistake.field.removeprefix("term")
        ordered = sorted(self.rows, key=lambda row: _day(row.starts.text()) or date.min)
        if not place.isdigit() or int(place) >= len(ordered):
            return False
        line = ordered[int(place)].starts
        _mark(line, True)
        self.summary.show_lines([(str(mistake), line.setFocus)])
        return True


def _wanted(line: Line) -> str:
    words = line.accessibleName()
    return f"{words}: type a name." if words.endswith("name") else f"{words}: type a day, such as 2 Sep 2026."


def _mark(line: Line, wrong: bool) -> None:
    from senco_desk.ui import style

    line.setProperty("wrong", wrong)
    style.again(line)


def _as_typed(terms: Iterable[TermInput]) -> list[_Typed]:
    return [(term.name, short_date(term.starts_on), short_date(term.ends_on)) for term in terms]


def _day(text: str) -> date | None:
    """Read a whole day; a month or a year alone is none."""
    typed = read_date(text, today=date.today())
    return date.fromisoformat(typed.iso) if typed is not None and len(typed.iso) == _WHOLE else None
