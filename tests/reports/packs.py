"""A made-up child's pack, for the tests of packs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2

from senco_desk.forms.answers import Answer, Answers
from senco_desk.forms.definition import Form, Kind, Question
from senco_desk.forms.reading import form
from senco_desk.reports.pack import (
    ConsentLine,
    MeetingFacts,
    MissingPaper,
    Pack,
    StageLine,
    Step,
    WhereWeAre,
    WhoToAsk,
)
from tests.reports import samples

UPN = "T999200026004"
LONG_NAME = "Bartholomew-Oluwaseun Fitzgerald-Papadopoulos"

FACTS = replace(
    samples.FACTS,
    display_name="Rowan",
    full_name="Rowan Hartley",
    initials="R.H.",
    birth_year=2018,
    upn=UPN,
)
STEPS = (
    Step("concern", "Record of Concern", "done", "March 2026"),
    Step("my_plan", "My Plan", "done", "September 2026"),
    Step("my_plan_plus", "My Plan+", "now", "28 September 2026"),
    Step("ehcp", "EHCP", "ahead", note="Only if it is needed"),
)
WHERE = WhereWeAre(
    lead="Rowan is on My Plan+. School and people from outside school are working together to help him.",
    steps=STEPS,
    needs="Reading, and remembering what he has read",
    meetings="4 reviews, the last in September 2026",
    attendance="Rowan came on 47 of the last 50 school days",
    helpers="Mr Pell (teacher), Miss Nowak (support), Dr Osei (educational psychologist)",
    history=(
        StageLine("Record of Concern", date(2026, 1, 13), date(2026, 3, 10), "Reading behind his age"),
        StageLine("My Plan", date(2026, 3, 10), date(2026, 9, 28), "No progress after six weeks"),
        StageLine("My Plan+", date(2026, 9, 28), None, "Educational psychologist asked for"),
    ),
)
MEETING = MeetingFacts(
    on=date(2026, 12, 10),
    at="15:30",
    place="The Willow Room",
    led_by="Joy Adeyemi, SENCO",
    invited=(
        ("Leah Hartley", "mum"),
        ("Rowan", ""),
        ("Mr Pell", "class teacher"),
        ("Miss Nowak", "teaching assistant"),
        ("Dr Osei", "educational psychologist"),
    ),
)
CONSENTS = (
    ConsentLine(
        "ask the educational psychologist to be involved", "agreed", "Leah Hartley", date(2026, 9, 28)
    ),
    ConsentLine("ask the specialist teacher to be involved", "refused", "Leah Hartley", date(2026, 9, 28)),
    ConsentLine("use a photo on the profile", "withdrawn", "Leah Hartley", date(2026, 11, 2)),
    ConsentLine("share this plan with the next school or college"),
)
AFTER = WhoToAsk(
    teacher="Mr Pell",
    senco="Joy Adeyemi",
    senco_phone="01632 960 147",
    headteacher="Sam Whitlock",
    website="larkmoor.example",
    sendiass_name="Larkshire SENDIASS",
    sendiass_phone="01632 960 233",
    next_meeting="in 6 to 12 weeks",
)
MISSING = (
    MissingPaper(
        "My Child’s Story So Far", "declined", "Leah Hartley", date(2026, 11, 12), "It was a hard time."
    ),
    MissingPaper("Outside Agency Information Form"),
)
QUESTIONS = "Can he have more time in tests?\n\nWho tells the dinner staff?"
TEXTS = (
    "He reads the football scores out loud at breakfast. He is proud when his sister asks him for a story.",
    "He says he is the slowest in the class. On Sunday nights he gets a tummy ache.",
    "Less reading out loud in front of everyone.",
    "Reading practice with Miss Nowak. Word games on Mondays.",
)


def answered(form: Form, texts: tuple[str, ...] = TEXTS, times: int = 1) -> Answers:
    """Answer every question of a form; each text carries its question's key, so that it can be found."""
    return {
        question.key: answer
        for at, question in enumerate(form.questions())
        if (answer := _answer(question, " ".join([texts[at % len(texts)]] * times))) is not None
    }


def _answer(question: Question, words: str) -> Answer | None:
    value = _value(question, words)
    if value is None:
        return None
    if question.items and question.kind is not Kind.TABLE:
        return Answer({item.key: value for item in question.items})
    return Answer(value)


def _value(question: Question, words: str) -> object:
    kind = question.kind
    if kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT):
        return f"[{question.key}] {words if kind is Kind.LONG_TEXT else words[:40].strip()}"
    if kind is Kind.CHOOSE_ONE:
        return {"choice": question.choices[-1].key, "other": ""}
    if kind is Kind.CHOOSE_ANY:
        return {"choices": [choice.key for choice in question.choices[:2]], "other": ""}
    if kind is Kind.TABLE:
        return [
            {column.key: _cell(column.kind, column.choices, column.key) for column in question.columns}
        ] * 2
    simple: dict[Kind, object] = {
        Kind.DATE: {"date": "2026-11-14", "about": False},
        Kind.YES_NO: "yes",
        Kind.FACES_3: 3,
        Kind.FACES_5: 4,
        Kind.LADDER: 7,
        Kind.NUMBER: 3,
        Kind.PREFILLED: {"shown": f"[{question.key}] shown", "correction": ""},
        Kind.SIGNATURE: {"how": "typed", "name": "Leah Hartley", "date": "2026-11-14"},
        Kind.CONSENT: {"state": "agreed", "who": "Leah Hartley", "when": "2026-11-14", "how": "written"},
        Kind.DRAWING: {"said": "A green fort", "on_paper": False},
    }
    return simple.get(kind)


def _cell(kind: str, choices: tuple[object, ...], key: str) -> object:
    from senco_desk.forms.definition import Choice, ColumnKind

    if kind == ColumnKind.CHOICE and choices:
        first = choices[0]
        assert isinstance(first, Choice)
        return first.key
    return {
        ColumnKind.TICK: True,
        ColumnKind.YES_NO: "yes",
        ColumnKind.NUMBER: 4,
        ColumnKind.DATE: "2026-11-14",
    }.get(ColumnKind(kind), f"{key} words")


def rowan(**changed: object) -> Pack:
    """Rowan's pack, with three papers in it."""
    forms = tuple(form(name) for name in ("parent_information", "family_views", "pupil_views_upper_primary"))
    pack = Pack(
        facts=FACTS,
        where=WHERE,
        meeting=MEETING,
        forms=tuple((one, answered(one), date(2026, 11, 14)) for one in forms),
        missing=MISSING,
        consents=CONSENTS,
        questions=QUESTIONS,
        after=AFTER,
        copy_for="Leah Hartley",
        phone="01632 960 147",
    )
    return replace(pack, **changed)  # type: ignore[arg-type]  # fields of the pack


def only(*keys: str) -> Pack:
    """Rowan's pack with only these parts."""
    return rowan(parts=frozenset(keys))


def words_of(pdf: bytes) -> str:
    """All the words of a PDF, in one line, with plain spaces."""
    return " ".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, in one line, with plain spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.replace("\u00a0", " ").replace("\x02", "-").split()) for text in texts]
