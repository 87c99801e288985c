"""An answer in words: for paper, for "last time", and for what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from senco_desk.forms.answers import Answer, Value, is_blank
from senco_desk.forms.definition import Column, ColumnKind, Item, Kind, Question
from senco_desk.rules.dates_in_words import MONTHS

FACES_3 = ("Not good", "OK", "Good")
FACES_5 = ("Very unhappy", "Unhappy", "OK", "Happy", "Very happy")
YES_NO = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}
TALK = "Would rather talk about this"
SIGNED = {"paper": "signed on paper", "typed": "agreed at the meeting"}
AGREED = {"agreed": "Agreed", "refused": "Does not agree"}
CONSENT_HOW = {"written": "in writing", "spoken": "by word of mouth", "meeting": "at a meeting"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer: a label within the question (an item, a column) and its words."""

    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}: {self.words}" if self.label else self.words


def words(question: Question, answer: Answer) -> tuple[Line, ...]:
    """Everything that was answered, a line for each piece; empty when nothing was."""
    lines: list[Line] = []
    if not is_blank(answer.value):
        if question.items and isinstance(answer.value, Mapping):
            lines += _of_items(question, answer.value)
        else:
            lines += _of_value(question, answer.value, None)
    if answer.note.strip():
        lines.append(Line("", answer.note.strip()))
    if answer.talk:
        lines.append(Line("", TALK))
    return tuple(lines)


def _of_items(question: Question, value: Mapping[str, Any]) -> list[Line]:
    lines = []
    for item in question.items:
        part = value.get(item.key)
        if not is_blank(part):
            lines += [Line(item.label, line.words) for line in _of_value(question, part, item)]
    return lines


def _of_value(question: Question, value: Value, item: Item | None) -> list[Line]:
    kind = question.kind
    if kind is Kind.TABLE:
        return [Line("", row) for row in table_rows(question, value)]
    if kind is Kind.CHOOSE_ANY:
        return [Line("", label) for label in chosen_labels(question, value)]
    return [Line("", text) for text in [_text(question, value, item)] if text]


def _text(question: Question, value: Value, item: Item | None) -> str:
    kind = question.kind
    if kind is Kind.LADDER:
        return ladder_words(question, int(value), item)
    if kind in (Kind.FACES_3, Kind.FACES_5):
        return face_words(question)[int(value) - 1]
    if kind is Kind.CHOOSE_ONE:
        return choice_label(question, value)
    return _PLAIN[kind](value) if kind in _PLAIN else ""


def face_words(question: Question) -> tuple[str, ...]:
    """The words under a question's faces, worst first."""
    return question.words or (FACES_3 if question.kind is Kind.FACES_3 else FACES_5)


def ladder_words(question: Question, value: int, item: Item | None = None) -> str:
    """A place on the ladder: "7 out of 10", with what the ends mean."""
    low = (item.low if item else "") or question.low
    high = (item.high if item else "") or question.high
    ends = f" (0 {low}, 10 {high})" if low and high else ""
    return f"{value} out of 10{ends}"


def choice_label(question: Question, value: Value) -> str:
    """The label of what was chosen, with the words of "Other"."""
    key = value.get("choice", "") if isinstance(value, Mapping) else str(value)
    return _label(question, key, value.get("other", "") if isinstance(value, Mapping) else "")


def chosen_labels(question: Question, value: Value) -> list[str]:
    """The labels of all that was chosen, in the order of the form."""
    chosen = list(value.get("choices", ()))
    other = value.get("other", "")
    order = [choice.key for choice in question.choices if choice.key in chosen]
    if "other" in chosen or (other and question.other):
        order.append("other")
    return [_label(question, key, other) for key in order]


def _label(question: Question, key: str, other: str) -> str:
    if key == "other" or (not key and other):
        return f"Other: {other.strip()}" if other.strip() else "Other"
    return next((choice.label for choice in question.choices if choice.key == key), key)


def date_words(value: Value) -> str:
    """A whole or partial date in words: "14 Mar 2019", "Mar 2019", "about 2019"."""
    if isinstance(value, Mapping):
        text = iso_words(str(value.get("date", "")))
        return f"about {text}" if value.get("about") and text else text
    return iso_words(str(value))


def iso_words(text: str) -> str:
    """Write "2019-03-14" as "14 Mar 2019", "2019-03" as "Mar 2019"; anything else as it stands."""
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        return text
    if len(numbers) == 3 and 1 <= numbers[1] <= 12:
        return f"{numbers[2]} {MONTHS[numbers[1] - 1][:3]} {numbers[0]}"
    if len(numbers) == 2 and 1 <= numbers[1] <= 12:
        return f"{MONTHS[numbers[1] - 1][:3]} {numbers[0]}"
    return text


def cell_words(column: Column, cell: Value) -> str:
    """One cell of a table in words."""
    if is_blank(cell):
        return ""
    if column.kind is ColumnKind.TICK:
        return "Yes" if cell else ""
    if column.kind is ColumnKind.YES_NO:
        return YES_NO.get(str(cell), str(cell))
    if column.kind is ColumnKind.DATE:
        return iso_words(str(cell))
    if column.kind is ColumnKind.CHOICE:
        return next((choice.label for choice in column.choices if choice.key == cell), str(cell))
    return str(cell).strip()


def table_rows(question: Question, value: Value) -> list[str]:
    """Each row of a table in one line: "Help: talk group; Did it help? A lot"."""
    lines = []
    for row in value:
        parts = [(column.label, cell_words(column, row.get(column.key))) for column in question.columns]
        line = "; ".join(f"{_led_in(label)} {text}" for label, text in parts if text)
        if line:
            lines.append(line)
    return lines


def _led_in(label: str) -> str:
    """A column's label before its answer: a colon leads to it, unless a question mark does so already."""
    return label if label.endswith("?") else f"{label.rstrip('.…: ')}:"


def prefilled_words(value: Mapping[str, str]) -> str:
    """What stood there, and the correction if there is one."""
    shown, correction = value.get("shown", "").strip(), value.get("correction", "").strip()
    if not correction:
        return shown
    return f"{correction} (was: {shown})" if shown else correction


def signature_words(value: Mapping[str, str]) -> str:
    """Write a signature: "Leila Halloran, signed on paper, 14 Nov 2026"."""
    parts = [value.get("name", "").strip(), SIGNED.get(value.get("how", ""), "")]
    return ", ".join(part for part in [*parts, iso_words(value.get("date", ""))] if part)


def consent_words(value: Mapping[str, str]) -> str:
    """Write a consent: "Agreed: Leila Halloran, in writing, 14 Nov 2026", and a withdrawal after it."""
    parts = [value.get("who", "").strip(), CONSENT_HOW.get(value.get("how", ""), "")]
    parts += [iso_words(value.get("when", ""))]
    if value.get("taken_by", "").strip():
        parts.append(f"taken by {value['taken_by'].strip()}")
    state = AGREED.get(value.get("state", ""), "Not answered")
    text = ", ".join(part for part in parts if part)
    said = f"{state}: {text}" if text else state
    if not value.get("withdrawn_on"):
        return said
    gone = [iso_words(value["withdrawn_on"]), value.get("withdrawn_by", "").strip()]
    told = value.get("told", "").strip()
    withdrawn = ", ".join(part for part in [*gone, f"told: {told}" if told else ""] if part)
    return f"{said}. Withdrawn: {withdrawn}"


def drawing_words(value: Mapping[str, Any]) -> str:
    """What was drawn or said, and that the drawing is on the paper copy."""
    said = str(value.get("said", "")).strip()
    paper = "The drawing is on the paper copy." if value.get("on_paper") else ""
    return " ".join(part for part in (said, paper) if part)


def _number_words(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _plain_words(value: Value) -> str:
    return str(value).strip()


#: How each kind that needs nothing but its value is said.
_PLAIN: Mapping[Kind, Callable[[Any], str]] = {
    Kind.SHORT_TEXT: _plain_words,
    Kind.LONG_TEXT: _plain_words,
    Kind.DATE: date_words,
    Kind.YES_NO: lambda value: YES_NO.get(str(value), str(value)),
    Kind.NUMBER: _number_words,
    Kind.PREFILLED: prefilled_words,
    Kind.SIGNATURE: signature_words,
    Kind.CONSENT: consent_words,
    Kind.DRAWING: drawing_words,
}
