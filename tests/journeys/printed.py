"""What a filled form must show on paper, in pieces that stand together there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from senco_desk.forms.answers import Answer, Answers, is_blank
from senco_desk.forms.checking import shown
from senco_desk.forms.definition import Form, Kind, Question
from senco_desk.forms.wording import cell_words, words
from senco_desk.reports.form_filled import TALK
from senco_desk.reports.theme import Look


def printed_of(form: Form, answers: Answers, look: Look, name: str) -> Iterator[str]:
    """Every label and every answer that a filled copy shows."""
    for section in form.sections:
        if look.family and section.private:
            continue
        for question in section.questions:
            if left_off(question, look) or not shown(question, answers):
                continue
            yield question.label.replace("{name}", name)
            if question.key in answers:
                yield from said_to(question, answers[question.key], look)


def left_off(question: Question, look: Look) -> bool:
    """Whether a filled copy has no place for a question."""
    of_school = question.private or question.in_confidence or question.binds == "pupil.upn"
    return question.blank_only or (look.family and of_school)


def said_to(question: Question, answer: Answer, look: Look) -> Iterator[str]:
    """An answer's words as they are printed, piece by piece, with the labels within the question.

    On a family's copy, what somebody would rather talk about is the wish alone.
    """
    if look.family and answer.talk and question.kind not in (Kind.CONSENT, Kind.SIGNATURE):
        yield TALK
        return
    if question.items and not is_blank(answer.value):
        yield from (item.label for item in question.items)
    if question.kind is Kind.TABLE:
        for row, column in itertools.product(answer.value or (), question.columns):
            to_talk = (
                look.family and row.get("talk") and column not in (question.columns[0], question.columns[-1])
            )
            if not is_blank(row.get(column.key)) and not to_talk:
                yield column.label
                yield cell_words(column, row[column.key])
        answer = Answer(None, answer.note, answer.talk)
    for line in words(question, answer):
        said = line.words.split(" (0 ")[0]  # the ladder's ends are drawn at its ends
        if question.kind is Kind.LADDER and not question.items:
            said = said.removesuffix(" out of 10")
        yield said
