"""Answers that any form could hold, made up by Hypothesis: only such as can be completed."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from senco_desk.forms.answers import Answer, is_blank, tidy
from senco_desk.forms.checking import check
from senco_desk.forms.definition import Column, ColumnKind, Form, Kind, Question

_SPECIAL = "\u00a0\u2028\u2029\ufdd0\ufdd1\ufffc\ufffe\uffff\ufeff"
"""What a text field turns into something else."""
WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters=_SPECIAL), max_size=30
)
"""One line of words in any language."""
DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))
WRITTEN_DATES = st.one_of(
    DATES.map(lambda day: day.isoformat()),
    DATES.map(lambda day: day.isoformat()[:7]),
    DATES.map(lambda day: day.isoformat()[:4]),
)
YES_NO = st.sampled_from(["yes", "no", "not_sure"])


def answers_for(form: Form, words: st.SearchStrategy[str] = WORDS) -> st.SearchStrategy[dict[str, Answer]]:
    """Answers to some of a form's questions, every one of them fit to be completed."""
    asked = [question for question in form.questions() if question.takes_answer]
    some = st.fixed_dictionaries(
        {}, optional={question.key: answer_for(question, words) for question in asked}
    )
    return some.map(tidy).filter(lambda answers: not check(form, answers))


def answer_for(question: Question, words: st.SearchStrategy[str] = WORDS) -> st.SearchStrategy[Answer]:
    """An answer to one question, with a note and a wish to talk where these are offered."""
    if question.items:
        value: st.SearchStrategy[Any] = st.fixed_dictionaries(
            {}, optional={item.key: value_for(question, words) for item in question.items}
        ).map(lambda parts: {key: part for key, part in parts.items() if not is_blank(part)})
    else:
        value = value_for(question, words)
    return st.builds(
        Answer,
        value.map(lambda said: None if is_blank(said) else said),
        _lines(words) if question.note else st.just(""),
        st.booleans() if question.talk else st.just(False),
    )


def value_for(question: Question, words: st.SearchStrategy[str] = WORDS) -> st.SearchStrategy[Any]:
    """A value of a question's kind."""
    kind = question.kind
    made: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.SHORT_TEXT: words,
        Kind.LONG_TEXT: _lines(words),
        Kind.DATE: _date(about=question.about),
        Kind.YES_NO: YES_NO,
        Kind.FACES_3: st.integers(1, 3),
        Kind.FACES_5: st.integers(1, 5),
        Kind.LADDER: st.integers(0, 10),
        Kind.NUMBER: st.one_of(st.integers(-999, 9999), st.floats(-1e6, 1e6).map(lambda x: round(x, 2))),
        Kind.PREFILLED: st.fixed_dictionaries({"shown": words, "correction": words}),
        Kind.SIGNATURE: _signature(words),
        Kind.CONSENT: _consent(words),
        Kind.DRAWING: st.fixed_dictionaries({"said": _lines(words), "on_paper": st.booleans()}),
    }
    if kind is Kind.CHOOSE_ONE:
        return _choose_one(question, words)
    if kind is Kind.CHOOSE_ANY:
        return _choose_any(question, words)
    if kind is Kind.TABLE:
        return _rows(question.columns, words)
    return made[kind]


def _lines(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(words, max_size=4).map("\n".join)


def _date(*, about: bool) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"date": WRITTEN_DATES, "about": st.booleans() if about else st.just(False)})


def _choose_one(question: Question, words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    known = [choice.key for choice in question.choices]
    plain = st.fixed_dictionaries({"choice": st.sampled_from(known), "other": st.just("")})
    if not question.other:
        return plain
    return st.one_of(plain, st.fixed_dictionaries({"choice": st.just("other"), "other": words}))


def _choose_any(question: Question, words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    known = [choice.key for choice in question.choices]
    chosen = st.lists(st.sampled_from(known), unique=True).map(lambda keys: sorted(keys, key=known.index))
    plain = st.fixed_dictionaries({"choices": chosen, "other": st.just("")})
    if not question.other:
        return plain
    with_other = chosen.map(lambda keys: [*keys, "other"])
    return st.one_of(plain, st.fixed_dictionaries({"choices": with_other, "other": words}))


def _rows(columns: tuple[Column, ...], words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    row = st.fixed_dictionaries({}, optional={column.key: _cell(column, words) for column in columns}).map(
        lambda cells: {key: cell for key, cell in cells.items() if not is_blank(cell)}
    )
    return st.lists(row.filter(bool), max_size=4)


def _cell(column: Column, words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    made: dict[ColumnKind, st.SearchStrategy[Any]] = {
        ColumnKind.TEXT: words,
        ColumnKind.LONG: _lines(words),
        ColumnKind.DATE: WRITTEN_DATES,
        ColumnKind.NUMBER: st.integers(0, 999).map(str),
        ColumnKind.YES_NO: YES_NO,
        ColumnKind.TICK: st.just(True),
    }
    if column.kind is ColumnKind.CHOICE:
        return st.sampled_from([choice.key for choice in column.choices])
    return made[column.kind]


def _signature(words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    how = st.sampled_from(["paper", "typed", ""])
    return st.fixed_dictionaries({"how": how, "name": words, "date": st.one_of(WRITTEN_DATES, st.just(""))})


def _consent(words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    who = words.map(lambda name: name if name.strip() else "Leila Halloran")
    day = st.one_of(WRITTEN_DATES, st.just(""))
    return st.fixed_dictionaries(
        {
            "state": st.sampled_from(["agreed", "refused"]),
            "how": st.sampled_from(["written", "spoken", "meeting", ""]),
            "who": who,
            "when": day,
            "taken_by": words,
            "withdrawn_by": words,
            "withdrawn_on": day,
            "told": words,
        }
    )
