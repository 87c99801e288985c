"""What every kind of form page needs to know: the form, whose it is, what shows, and its words.

`Asking` is made once for a paper; the pages for blank and filled forms both draw from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from senco_desk.forms.answers import Answer, Answers
from senco_desk.forms.checking import shown
from senco_desk.forms.definition import Audience, Condition, Form, Kind, Question, Section
from senco_desk.reports.theme import Look, PaperFacts

_HEADER = "HDR"
"""How the numbers of the shared header begin: no form's own, so no reader looks for them."""
_YES_NO = {"yes": "yes", "no": "no", "not_sure": "not sure"}
_NOBODY = {
    Audience.FAMILY: "your child",
    Audience.PUPIL: "me",
    Audience.SCHOOL: "the child",
    Audience.AGENCY: "the child",
}
#: What a bound question shows on a blank form from the paper's own facts.
_FROM_FACTS = {
    "pupil.full_name": "full_name",
    "pupil.known_as": "display_name",
    "pupil.upn": "upn",
    "stage": "stage",
    "school.name": "school_name",
}


_TALK: Final = "talk"
"""The column of a table that says of one row what `Answer.talk` says of a whole question."""
_OF_RECORD: Final = frozenset({Kind.CONSENT, Kind.SIGNATURE})
"""What was agreed to and signed stands on every copy."""


@dataclass(frozen=True)
class Asking:
    """One form as one paper."""

    form: Form
    answers: Answers
    filled: bool
    """False for a blank to be written on: `answers` then holds what is printed to be checked."""
    facts: PaperFacts | None
    look: Look

    @cached_property
    def name(self) -> str:
        """What stands for {name} in the questions."""
        given = self.facts.display_name if self.facts is not None else ""
        return given or _NOBODY[self.form.audience]

    def words(self, text: str) -> str:
        """Put the child's name into a sentence of the form."""
        if "{name}" not in text:
            return text
        named = text.replace("{name}", self.name)
        return named[:1].upper() + named[1:] if text.startswith("{name}") else named

    def sections(self) -> list[Section]:
        """Give the parts that go on this copy."""
        return [
            section
            for section in self.form.sections
            if not (section.private and self.look.family) and self.questions(section)
        ]

    def questions(self, section: Section) -> list[Question]:
        """Give the questions that go on this copy: not what is private or does not apply."""
        return [
            question
            for question in section.questions
            if not (self.look.family and not question.for_family)
            and not (self.filled and self._is_left_off(question))
        ]

    def _is_left_off(self, question: Question) -> bool:
        """Whether a filled copy has no place for it."""
        in_confidence = question.in_confidence and self.look.family
        return question.blank_only or in_confidence or not shown(question, self.answers)

    def label(self, question: Question) -> str:
        """Word a question: its number on a staff copy, its condition on a blank."""
        words = self.words(question.label)
        if not self.filled and question.shown_when is not None:
            when = self._when(question.shown_when)
            words = words if words.startswith("If ") else f"{when} {words}"
        if not self.look.family and question.number and not question.number.startswith(_HEADER):
            words = f"{question.number} {words}"
        return words

    def answer(self, question: Question) -> Answer | None:
        """Give what was answered, or None.

        What somebody would rather talk about is promised to be private, so a family copy, which others at a
        meeting may read, has the wish alone.
        """
        answer = self.answers.get(question.key)
        if answer is None or answer.empty:
            return None
        if not (self.filled and self.look.family) or question.kind in _OF_RECORD:
            return answer
        if answer.talk:
            return Answer(talk=True)
        if any(column.key == _TALK for column in question.columns):
            first = question.columns[0].key
            rows = [
                {first: row.get(first), _TALK: True} if row.get(_TALK) else row for row in answer.value or ()
            ]
            return replace(answer, value=rows)
        return answer

    def printed(self, question: Question) -> str:
        """Give what a blank form prints for the family to check, or ""."""
        answer = self.answers.get(question.key)
        if answer is not None and not answer.empty:
            value = answer.value
            if isinstance(value, Mapping):
                return str(value.get("shown", "") or "")
            return str(value) if isinstance(value, str) else ""
        name = _FROM_FACTS.get(question.binds, "") if question.kind is Kind.PREFILLED else ""
        return str(getattr(self.facts, name)) if name and self.facts is not None else ""

    def _when(self, condition: Condition) -> str:
        earlier = self.form.question(condition.question)
        if condition.is_ == ("answered",):
            return "If so:"
        if earlier.kind is Kind.YES_NO:
            names = [_YES_NO.get(key, key) for key in condition.is_]
        else:
            labels = {choice.key: choice.label for choice in earlier.choices} | {"other": "Other"}
            names = [f"“{labels.get(key, key)}”" for key in condition.is_]
        return f"If {' or '.join(names)}:"
