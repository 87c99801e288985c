"""What families, pupils and professionals said, from `resources/demo/voices/`: one file a pupil.

An answer is written as short as its kind allows: words for words, a number for a face or a ladder, the key of
a choice ("other: …" for one's own words), a list for choices, lists in column order for a table, "agreed" or
"refused" for a consent, a name for a signature. `{v = …, note = …, talk = true}` adds a note or a tick.
"@-30" is the school day 30 days ago, and `{born+4}` the year in which the child was four.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from senco_desk.forms.answers import Answer, Answers
from senco_desk.forms.definition import Column, ColumnKind, Form, Kind, Question
from senco_desk.places import resource
from senco_desk.rules.dates_in_words import short_date
from senco_desk.rules.year_groups import academic_year
from senco_desk.services.demo.cast import read
from senco_desk.services.demo.days import Days
from senco_desk.services.demo.pupils import Whole

_WRAPPED = {"v", "note", "talk"}
_HOW_CONSENT = {"by_phone": "spoken", "at_a_meeting": "meeting", "through_an_interpreter": "spoken"}


@dataclass(frozen=True, slots=True)
class Voice:
    """One filled form, as the data file has it."""

    form: str
    on: int
    """Days ago."""
    pupil: str = ""
    by: str = ""
    relationship: str = ""
    how: str = "on_paper"
    helped_by: str = ""
    outcome: str = "completed"
    """"completed", "draft" or "declined"."""
    amends: bool = False
    from_last: bool = False
    reason: str = ""
    """Why it was declined."""
    talked: int | None = None
    """Days since the SENCO talked with them about what they would rather not write."""
    answers: dict[str, Any] = field(default_factory=dict)


_VOICES = TypeAdapter(tuple[Voice, ...])


@cache
def voices() -> tuple[Voice, ...]:
    """Every filled form of the made-up school, oldest first."""
    found: list[Voice] = []
    for path in sorted(resource("demo", "voices").glob("*.toml")):
        raw = read(f"voices/{path.name}")
        found += _VOICES.validate_python([{"pupil": raw["pupil"]} | response for response in raw["response"]])
    return tuple(sorted(found, key=lambda voice: -voice.on))


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes a voice into a form's answers."""

    days: Days
    voice: Voice
    about: Whole

    @property
    def on(self) -> date:
        """The day it was filled in."""
        return self.days.back(self.voice.on)

    def answers(self, form: Form, known: Answers) -> dict[str, Answer]:
        """The whole answers: what the record knows, the header, and what was said."""
        said = {**self._header(form), **self.voice.answers}
        written = {key: self._answer(form.question(key), part, known.get(key)) for key, part in said.items()}
        return {**known, **written}

    def _header(self, form: Form) -> dict[str, Any]:
        voice = self.voice
        finished = voice.outcome == "completed"
        header: dict[str, Any] = {
            "filled_in_by": voice.by,
            "relationship": voice.relationship,
            "helped_by": voice.helped_by,
            "how_completed": voice.how if finished else "",
            "completed_on": f"@-{voice.on}" if finished else "",
            "status": "returned" if finished else "",
            **self._as_it_was(),
        }
        asked = {question.key for question in form.questions()}
        return {key: part for key, part in header.items() if part and key in asked}

    def _as_it_was(self) -> dict[str, Any]:
        """What the record said on that day, where it says something else now."""
        then: dict[str, Any] = {}
        meeting = next((meeting.on for meeting in self.about.meetings if meeting.on >= self.on), None)
        if meeting is not None:
            then["review_on"] = {"shown": short_date(meeting)}
            then |= dict.fromkeys(("review_date", "look_again_on"), meeting.isoformat())
        spells = [spell for spell in self.about.spells if spell.started_on <= self.on]
        if spells:
            then["stage"] = {"shown": spells[-1].stage.words}
        ago = self.days.year - academic_year(self.on)
        return then | (self._class_then(ago) if ago else {})

    def _class_then(self, years_ago: int) -> dict[str, Any]:
        pupil = self.about.pupil
        if not pupil.year_group.isdigit() or int(pupil.year_group) <= years_ago:
            return {}
        year = int(pupil.year_group) - years_ago
        # A form keeps its letter through the secondary years; a primary class changes its name.
        form = f", form {pupil.form.replace(pupil.year_group, str(year), 1)}" if year >= 7 else ""
        words = f"Year {year}"
        return {"year_and_form": {"shown": words + form}, "school_year": {"shown": words}}

    def _answer(self, question: Question, part: Any, known: Answer | None) -> Answer:
        note, talk = "", False
        if isinstance(part, Mapping) and part and set(part) <= _WRAPPED:
            note, talk = self._text(part.get("note", "")), bool(part.get("talk", False))
            part = part.get("v")
        if part is None:
            return Answer(known.value if known else None, note, talk)
        if question.items:
            value: Any = {key: self._value(question, piece, known) for key, piece in part.items()}
        else:
            value = self._value(question, part, known)
        return Answer(value, note, talk)

    def _value(self, question: Question, part: Any, known: Answer | None) -> Any:
        kind = question.kind
        if kind in (Kind.FACES_3, Kind.FACES_5, Kind.LADDER, Kind.NUMBER, Kind.YES_NO):
            return part
        if kind is Kind.DATE:
            return {"date": self._date(part.removeprefix("about ")), "about": part.startswith("about ")}
        if kind is Kind.CHOOSE_ONE:
            choice, _, other = part.partition(": ")
            return {"choice": choice, "other": other}
        if kind is Kind.CHOOSE_ANY:
            others = [piece.removeprefix("other: ") for piece in part if piece.startswith("other: ")]
            return {"choices": [piece.partition(": ")[0] for piece in part], "other": "".join(others)}
        if kind is Kind.TABLE:
            return [self._row(question, row) for row in part]
        if kind is Kind.PREFILLED:
            return part if isinstance(part, Mapping) else self._corrected(part, known)
        return self._signed_or_said(kind, part)

    def _signed_or_said(self, kind: Kind, part: str) -> Any:
        if kind is Kind.SIGNATURE:
            how = "typed" if self.voice.how == "at_a_meeting" else "paper"
            return {"how": how, "name": part, "date": self.on.isoformat()}
        if kind is Kind.CONSENT:
            state, _, who = part.partition(" ")
            how = _HOW_CONSENT.get(self.voice.how, "written")
            return {"state": state, "who": who or self.voice.by, "when": self.on.isoformat(), "how": how}
        if kind is Kind.DRAWING:
            return {"said": self._text(part.removeprefix("drawn: ")), "on_paper": part.startswith("drawn: ")}
        return self._text(part)

    def _corrected(self, correction: str, known: Answer | None) -> dict[str, str]:
        shown = known.value["shown"] if known else ""
        return {"shown": shown, "correction": self._text(correction)}

    def _row(self, question: Question, row: list[Any]) -> dict[str, Any]:
        if len(row) > len(question.columns):
            raise ValueError(f"{self.voice.pupil}, {question.key}: a row is longer than the table is wide")
        cells = zip(question.columns, row, strict=False)
        return {column.key: self._cell(column, cell) for column, cell in cells if cell != ""}

    def _cell(self, column: Column, cell: Any) -> Any:
        if column.kind is ColumnKind.DATE:
            return self._date(cell)
        return self._text(cell) if isinstance(cell, str) else cell

    def _date(self, text: str) -> str:
        if text.startswith("@"):
            return self.days.near(int(text[1:])).isoformat()
        return self._text(text)

    def _text(self, text: str) -> str:
        return self.days.written(text, self.about.pupil.date_of_birth or self.days.today)
