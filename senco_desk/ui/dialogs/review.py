"""The next review: when, where, who leads it and who is invited."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from senco_desk.errors import Mistake
from senco_desk.models.pupil import Meeting, MeetingInput
from senco_desk.models.school import TermInput
from senco_desk.rules import terms as term_rules
from senco_desk.rules.dates_in_words import WEEKDAYS, long_day
from senco_desk.rules.reviews import ReviewWindow
from senco_desk.services import overview, pupils, school, stages
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import Entry, FieldGrid, day, day_words, put_in, typed_in
from senco_desk.ui.dialogs.typed import TypedDialog
from senco_desk.ui.widgets import Area, Line, Words

_SATURDAY = 5
_KEEP = "You can keep this day: say why below."
_WHEN_HELP = "Such as 27 3 2026, or: in 3 weeks"


def change_review(desk: Desk, parent: QWidget | None, pupil_id: int) -> bool:
    """Plan the next review, or move it, in a dialog; says whether it was done."""
    seen = desk.run(pupils.view, pupil_id)
    if seen is None:
        return False
    terms = desk.run(school.terms) or ()
    dialog = Review(desk, parent, pupil_id, seen.next_review, overview.review_window(seen, terms), terms)
    return bool(dialog.ask())


class Review(TypedDialog):
    """The fields of a review; a day outside the stage's window is warned of and kept."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        pupil_id: int,
        planned: Meeting | None,
        window: ReviewWindow | None,
        terms: tuple[TermInput, ...] = (),
    ) -> None:
        title = "Change the review" if planned else "Plan the review"
        super().__init__(desk, parent, title, key=f"review/{pupil_id}", wide=700)
        self.pupil_id, self.window_, self.terms, self.today = pupil_id, window, terms, date.today()
        if window is not None:
            words = f"The window is open from {long_day(window.opens_on)} to {long_day(window.closes_on)}."
            self.body.column.addWidget(Words(words, "quiet", wrap=True))
        entries = [
            self.add(Entry("Date of the review", Line(), key="on", help_words=_WHEN_HELP)),
            self.add(Entry("Time", Line(), key="at", help_words="Such as 10:00")),
            self.add(Entry("Place", Line(), key="place")),
            self.add(Entry("Led by", Line(), key="led_by")),
            self.add(Entry("Invited", Area(lines=5), key="invited", whole_row=True,
                           help_words="One person a line: name, role")),
            self.add(Entry("Why outside the window", Line(), key="reason", whole_row=True,
                           help_words="Only when the day lies outside it. Kept with the review.")),
        ]  # fmt: skip
        self.body.column.addWidget(FieldGrid(entries))
        if planned is not None:
            known = {"on": day_words(planned.on), **{key: getattr(planned, key) for key in _TEXTS}}
            self.put_back(known)
        self.begin(self.entries["on"].widget)

    def typed(self) -> dict[str, Any]:
        """Give each field's text."""
        return {key: typed_in(entry.widget) for key, entry in self.entries.items()}

    def put_back(self, typed: dict[str, Any]) -> None:
        """Put the fields back."""
        for key, value in typed.items():
            put_in(self.entries[key].widget, value)

    def look(self) -> None:
        """Warn of a day outside the window, at a weekend, in a holiday or gone by."""
        try:
            on = self._day()
        except Mistake:
            on = None
        self.entries["on"].warn(self._odd(on) if on else "")

    def save(self) -> None:
        """Set the next review, as one step."""
        on = self._day()
        if on is None:
            raise Mistake("Date of the review is empty.", "Type the date of the review.", field="on")
        texts = {key: typed_in(self.entries[key].widget).strip() for key in _TEXTS}
        texts["at"] = _tidy_time(texts["at"])
        if self._outside(on) and not texts["reason"]:
            raise Mistake(
                "Why outside the window is empty.", "Say why this review is earlier or later.", field="reason"
            )
        self.show_problems([])
        wanted = MeetingInput.model_construct(on=on, **texts)
        if self.desk.run(stages.plan_review, self.pupil_id, wanted, refuse=self.refuse) is not None:
            self.finish(True)

    def _day(self) -> date | None:
        return day(typed_in(self.entries["on"].widget), "Date of the review", field="on", today=self.today)

    def _outside(self, on: date) -> bool:
        window = self.window_
        return window is not None and not window.opens_on <= on <= window.closes_on

    def _odd(self, on: date) -> str:
        said = []
        if on < self.today:
            said.append(f"{long_day(on, year=True)} has gone by.")
        if on.weekday() >= _SATURDAY:
            said.append(f"That is a {WEEKDAYS[on.weekday()]}.")
        elif term_rules.in_holiday(on, self.terms):
            said.append("That day lies in a school holiday.")
        if self.window_ is not None and on < self.window_.opens_on:
            said.append(f"The window opens on {long_day(self.window_.opens_on)}. {_KEEP}")
        if self.window_ is not None and on > self.window_.closes_on:
            said.append(f"The window closes on {long_day(self.window_.closes_on)}. {_KEEP}")
        return " ".join(said)


_TEXTS = ("at", "place", "led_by", "invited", "reason")


def _tidy_time(text: str) -> str:
    """Write a time as it is kept: "9.30" and "930" become "09:30"; what is not one stays as typed."""
    plain = text.replace(".", ":").replace(" ", "")
    if plain.isdecimal() and len(plain) in (3, 4):
        plain = f"{plain[:-2]}:{plain[-2:]}"
    elif plain.isdecimal() and plain:
        plain = f"{plain}:00"
    hours, colon, minutes = plain.partition(":")
    return f"{hours.zfill(2)}:{minutes}" if colon and hours.isdecimal() else plain[:5]
