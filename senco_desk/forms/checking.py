"""Checking answers against their form: what cannot be completed yet, and which questions show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from senco_desk.forms.answers import Answer, Answers, Value, is_blank
from senco_desk.forms.definition import Column, ColumnKind, Form, Kind, Question

LONGEST = 100_000
"""Characters in one piece of text; beyond it a person has pasted the wrong thing."""
MOST_ROWS = 200
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with one answer, in the words of its label, and what to do."""

    question: str
    said: str
    advice: str = ""


def shown(question: Question, answers: Answers) -> bool:
    """Whether a question shows, given the answers before it."""
    condition = question.shown_when
    if condition is None:
        return True
    answer = answers.get(condition.question)
    if answer is None or answer.empty:
        return False
    return bool(set(condition.is_) & ({"answered"} | _chosen(answer.value)))


def _chosen(value: Value) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, Mapping):
        return {str(value.get("choice", ""))} | {str(key) for key in value.get("choices", ())}
    return set()


def check(form: Form, answers: Answers) -> tuple[Slip, ...]:
    """What stands in the way of completing the form; empty when nothing does.

    Every question is optional (forms.md 4.0), so only an answer that was given can be wrong.
    Answers of questions that do not show are kept and not checked.
    """
    slips = []
    for question in form.questions():
        answer = answers.get(question.key)
        if answer is None or not shown(question, answers):
            continue
        wrong = _wrong(question, answer)
        if wrong:
            slips.append(Slip(question.key, *wrong))
    return tuple(slips)


def may_be_printed(form: Form, answers: Answers) -> bool:
    """Whether a filled copy may leave: nothing is asked for, or a question of `print_needs` says so.

    A consent says so when it was agreed to and not withdrawn; any other question when it is answered.
    """
    return not form.print_needs or any(_allows(answers.get(key)) for key in form.print_needs)


def _allows(answer: Answer | None) -> bool:
    if answer is None or is_blank(answer.value):
        return False
    if isinstance(answer.value, Mapping) and "state" in answer.value:
        return answer.value["state"] == "agreed" and not answer.value.get("withdrawn_on")
    return True


def _wrong(question: Question, answer: Answer) -> tuple[str, str] | None:
    if len(answer.note) > LONGEST:
        return _too_long(question.label)
    if is_blank(answer.value):
        return None
    if not question.items:
        return _wrong_value(question, answer.value, question.label)
    if not isinstance(answer.value, Mapping):
        return _misfit(question)
    labels = {item.key: item.label for item in question.items}
    for key, part in answer.value.items():
        if key not in labels:
            return _misfit(question)
        if not is_blank(part):
            wrong = _wrong_value(question, part, labels[key])
            if wrong:
                return wrong
    return None


def _misfit(question: Question) -> tuple[str, str]:
    return (f"The answer to “{question.label}” does not fit the question.", "Answer it again.")


def _too_long(label: str) -> tuple[str, str]:
    return (f"“{label}” is longer than {LONGEST:,} characters.", "Shorten it.")


def _wrong_value(question: Question, value: Value, label: str) -> tuple[str, str] | None:
    kind = question.kind
    if kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT):
        return _wrong_text(question, value, label)
    if kind is Kind.DATE:
        return wrong_date(value.get("date", "") if isinstance(value, Mapping) else "", label)
    if kind is Kind.YES_NO:
        return None if value in ("yes", "no", "not_sure") else _misfit(question)
    if kind in (Kind.CHOOSE_ONE, Kind.CHOOSE_ANY):
        return _wrong_choice(question, value)
    if kind in (Kind.FACES_3, Kind.FACES_5, Kind.LADDER):
        low, high = {Kind.FACES_3: (1, 3), Kind.FACES_5: (1, 5)}.get(kind, (0, 10))
        whole = isinstance(value, int) and not isinstance(value, bool)
        return None if whole and low <= value <= high else _misfit(question)
    if kind is Kind.NUMBER:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return None if fits else (f"“{label}” takes a number.", "Type it in figures, like 12 or 2.5.")
    if kind is Kind.TABLE:
        return _wrong_table(question, value)
    return _wrong_parts(question, value, label)


def _wrong_text(question: Question, value: Value, label: str) -> tuple[str, str] | None:
    if not isinstance(value, str):
        return _misfit(question)
    return _too_long(label) if len(value) > LONGEST else None


def wrong_date(text: str, label: str) -> tuple[str, str] | None:
    """What is wrong with a date written as "2019", "2019-03" or "2019-03-14"; None if it is one."""
    advice = "Type it as day, month and year, like 27 March 2019. A month and year, or a year, will do."
    found = _PARTIAL.fullmatch(text)
    if not found:
        return (f"“{label}” takes a date, and “{text[:40]}” is not one.", advice)
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return (f"“{label}” has a day that is not in the calendar.", advice)
    return None


def _wrong_choice(question: Question, value: Value) -> tuple[str, str] | None:
    if not isinstance(value, Mapping):
        return _misfit(question)
    known = {choice.key for choice in question.choices} | ({"other"} if question.other else set()) | {""}
    chosen = value.get("choices", ()) if question.kind is Kind.CHOOSE_ANY else (value.get("choice", ""),)
    if not isinstance(chosen, list | tuple) or any(key not in known for key in chosen):
        return _misfit(question)
    other = value.get("other", "")
    return None if isinstance(other, str) and len(other) <= LONGEST else _misfit(question)


def _wrong_table(question: Question, value: Value) -> tuple[str, str] | None:
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        return (f"“{question.label}” takes at most {MOST_ROWS} rows.", "Put the rest in another form.")
    columns = {column.key: column for column in question.columns}
    for number, row in enumerate(value, start=1):
        if not isinstance(row, Mapping) or any(key not in columns for key in row):
            return _misfit(question)
        for key, cell in row.items():
            wrong = None if is_blank(cell) else _wrong_cell(columns[key], cell)
            if wrong:
                return (f"Row {number} of “{question.label}”: {wrong[0]}", wrong[1])
    return None


def _wrong_cell(column: Column, cell: Any) -> tuple[str, str] | None:
    if column.kind is ColumnKind.TICK:
        return None if isinstance(cell, bool) else (f"“{column.label}” takes a tick.", "")
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return _too_long(column.label)
    if column.kind is ColumnKind.DATE:
        return wrong_date(cell, column.label)
    if column.kind is ColumnKind.CHOICE:
        known = {choice.key for choice in column.choices}
        return None if cell in known else (f"“{column.label}” has no such choice.", "Choose again.")
    if column.kind is ColumnKind.YES_NO:
        return None if cell in ("yes", "no", "not_sure") else (f"“{column.label}” takes yes or no.", "")
    if column.kind is ColumnKind.NUMBER and not re.fullmatch(r"-?\d+(\.\d+)?", cell.strip()):
        return (f"“{column.label}” takes a number.", "Type it in figures, like 12 or 2.5.")
    return None


_PARTS: Mapping[Kind, Mapping[str, tuple[str, ...] | None]] = {
    Kind.PREFILLED: {"shown": None, "correction": None},
    Kind.SIGNATURE: {"how": ("paper", "typed", ""), "name": None, "date": None},
    Kind.CONSENT: {
        "state": ("agreed", "refused", ""),
        "who": None,
        "when": None,
        "how": ("written", "spoken", "meeting", ""),
        "taken_by": None,
        "withdrawn_on": None,
        "withdrawn_by": None,
        "told": None,
    },
    Kind.DRAWING: {"said": None, "on_paper": None},
}


def _wrong_parts(question: Question, value: Value, label: str) -> tuple[str, str] | None:
    parts = _PARTS.get(question.kind, {})
    if not isinstance(value, Mapping) or any(key not in parts for key in value):
        return _misfit(question)
    for key, part in value.items():
        allowed = parts[key]
        if allowed is not None and part not in allowed:
            return _misfit(question)
        if isinstance(part, str) and len(part) > LONGEST:
            return _too_long(label)
        if key in ("date", "when", "withdrawn_on") and part:
            wrong = wrong_date(str(part), label)
            if wrong:
                return wrong
    if question.kind is Kind.CONSENT and value.get("state") and not str(value.get("who", "")).strip():
        return (f"“{label}” has an answer but not who gave it.", "Type who agreed or refused.")
    return None
