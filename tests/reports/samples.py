"""Forms, answers and papers for the tests of paper: made up, of every kind."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import (
    Audience,
    Choice,
    Column,
    ColumnKind,
    Condition,
    Form,
    Item,
    Kind,
    Question,
    Section,
)
from senco_desk.reports.theme import PAGE_HEIGHT, Look, PaperFacts, theme_of

FAMILY = Look()
LARGE = Look(size="large")
CREAM = Look(cream=True)
STAFF = Look(copy="staff")
LOOKS = (FAMILY, LARGE, CREAM, STAFF, Look(size="large", cream=True, copy="staff"))
UPN = "T999000123456"

FACTS = PaperFacts(
    display_name="Idris",
    full_name="Idris Aboulela",
    initials="I.A.",
    birth_year=2017,
    upn=UPN,
    school_name="Larkmoor School",
    stage="My Plan+",
    version=3,
    printed_on=date(2026, 11, 22),
    copy_number=1,
    copies=2,
)

SAID = "He reads the football scores out loud at breakfast. He never did that before."
PRIVATE_SAID = "Seemed tired and looked at the door"


_WAYS = (Choice("often", "Often"), Choice("rarely", "Rarely"))
_THINGS = (Item("learning", "Learning"), Item("friends", "Friends", low="Very hard", high="Going well"))
_COLUMNS = (
    Column("name", "Name"),
    Column("when", "When", ColumnKind.DATE),
    Column("helped", "Did it help?", ColumnKind.CHOICE, _WAYS),
    Column("more", "Anything to add", ColumnKind.LONG, width=4),
)
_WIDE = (
    *_COLUMNS,
    Column("sure", "Are you sure?", ColumnKind.YES_NO),
    Column("seen", "Seen", ColumnKind.TICK),
)


def _words_and_choices() -> tuple[Question, ...]:
    return (
        Question("upn", "UPN", Kind.PREFILLED, binds="pupil.upn", private=True),
        Question(
            "notice", "What happens to this form", Kind.NOTICE, help="We keep it safe & share it with you."
        ),
        Question("short", "What do you call {name}?", Kind.SHORT_TEXT, number="1.1"),
        Question(
            "shorts",
            "Three words for {name}",
            Kind.SHORT_TEXT,
            items=(Item("one", "One"), Item("two", "Two")),
        ),
        Question(
            "long", "What is going well at home?", Kind.LONG_TEXT, help="Short notes are fine.", talk=True
        ),
        Question("longs", "What do you hope for?", Kind.LONG_TEXT, items=_THINGS, lines=2),
        Question("date", "Date of the meeting", Kind.DATE),
        Question("one", "How often is it hard?", Kind.CHOOSE_ONE, choices=_WAYS, other=True, note="Say more"),
        Question("ones", "How often, for each?", Kind.CHOOSE_ONE, choices=_WAYS, items=_THINGS),
        Question("any", "What helps?", Kind.CHOOSE_ANY, choices=_WAYS, other=True, talk=True),
    )


def _scales_tables_and_signing() -> tuple[Question, ...]:
    return (
        Question("yes_no", "Does {name} like school?", Kind.YES_NO),
        Question("because", "What makes it good?", Kind.SHORT_TEXT, shown_when=Condition("yes_no", ("yes",))),
        Question("yes_nos", "Does {name} wear any of these?", Kind.YES_NO, items=_THINGS),
        Question("three", "How does it feel?", Kind.FACES_3),
        Question(
            "threes",
            "How do these feel?",
            Kind.FACES_3,
            items=(Item("school", "Coming to school", "school"),),
        ),
        Question("five", "How are things at school?", Kind.FACES_5, note="Tell us more"),
        Question("fives", "And with each of these?", Kind.FACES_5, items=_THINGS),
        Question("ladder", "How happy are you?", Kind.LADDER, low="Not at all", high="Very"),
        Question("ladders", "Where are you with each?", Kind.LADDER, items=_THINGS, low="Low", high="High"),
        Question("number", "How many clubs?", Kind.NUMBER),
        Question("table", "Which help made a difference?", Kind.TABLE, columns=_COLUMNS, rows=3),
        Question("wide", "Who works with {name}?", Kind.TABLE, columns=_WIDE, rows=3),
        Question("known", "Full name", Kind.PREFILLED, binds="pupil.full_name"),
        Question("signed", "These are our views", Kind.SIGNATURE),
        Question(
            "signers", "We agree", Kind.SIGNATURE, items=(Item("parent", "Parent"), Item("pupil", "Pupil"))
        ),
        Question("agreed", "Share this with the next school", Kind.CONSENT, help="You can say no."),
        Question("agrees", "Share this with these people", Kind.CONSENT, items=_THINGS, note="Names"),
        Question("drawing", "Draw or say: my best thing", Kind.DRAWING),
        Question("drawing_2", "Draw or say: my hard thing", Kind.DRAWING, talk=True),
        Question("observed", "What the helper saw", Kind.LONG_TEXT, private=True),
    )


def every_kind() -> Form:
    """Give one form with every kind of question, with and without items."""
    questions = _words_and_choices() + _scales_tables_and_signing()
    return Form(
        id="every_kind",
        version=1,
        title="Every Kind",
        paper_title="Everything we ask",
        audience=Audience.FAMILY,
        source="the tests",
        sections=(
            Section("all", "All of it", questions, number="1", help="Leave out anything you like."),
            Section(
                "office", "Office use", (Question("checked", "Checked by", Kind.SHORT_TEXT),), private=True
            ),
        ),
        intro="There are no right answers.",
        closing="Thank you.",
    )


def one_question(*questions: Question) -> Form:
    """Give a form with nothing but these questions."""
    return Form(
        id="one",
        version=1,
        title="One",
        paper_title="One thing",
        audience=Audience.FAMILY,
        source="the tests",
        sections=(Section("one", "One", questions),),
    )


def every_answer(times: int = 1) -> dict[str, Answer]:
    """Answer everything; `times` repeats each piece of free text."""
    said = " ".join([SAID] * times)
    person = " ".join(["Łukasz Nguyễn"] * times)
    row = {
        "name": person,
        "when": "2026-10-02",
        "helped": "often",
        "more": said,
        "sure": "not_sure",
        "seen": True,
    }
    narrow = {key: row[key] for key in ("name", "when", "helped", "more")}
    consent: dict[str, Any] = {"state": "agreed", "who": person, "when": "2026-11-18", "how": "written"}
    signature = {"how": "paper", "name": person, "date": "2026-11-18"}
    return {
        "upn": Answer({"shown": UPN, "correction": ""}),
        "short": Answer(person),
        "shorts": Answer({"one": "Funny", "two": person}),
        "long": Answer(f"{said}\n\nAnd <b>then</b> & “so” – Ŵyn’s"),
        "longs": Answer({"learning": said, "friends": person}),
        "date": Answer({"date": "2026-03-14", "about": True}),
        "one": Answer({"choice": "other", "other": person}, note=said),
        "ones": Answer(
            {"learning": {"choice": "often", "other": ""}, "friends": {"choice": "rarely", "other": ""}}
        ),
        "any": Answer({"choices": ["often", "other"], "other": person}, talk=True),
        "yes_no": Answer("yes"),
        "because": Answer(person),
        "yes_nos": Answer({"learning": "yes", "friends": "not_sure"}),
        "three": Answer(3),
        "threes": Answer({"school": 1}),
        "five": Answer(4, note=said),
        "fives": Answer({"learning": 5, "friends": 2}),
        "ladder": Answer(7),
        "ladders": Answer({"learning": 0, "friends": 10}),
        "number": Answer(4),
        "table": Answer([narrow, narrow]),
        "wide": Answer([row, row, row]),
        "known": Answer({"shown": "Idris Aboulela", "correction": "Idriss Aboulela"}),
        "signed": Answer(signature),
        "signers": Answer({"parent": signature}),
        "agreed": Answer(consent),
        "agrees": Answer({"learning": consent, "friends": {**consent, "state": "refused"}}, note=person),
        "drawing": Answer({"said": said, "on_paper": True}),
        "drawing_2": Answer({"said": "", "on_paper": True}, talk=True),
        "observed": Answer(PRIVATE_SAID),
        "checked": Answer("Office only"),
    }


def text_of(pdf: bytes) -> str:
    """Give all words of a PDF, without any space between them."""
    return squeezed("".join(pages_of(pdf)))


def pages_of(pdf: bytes) -> list[str]:
    """Give the words of each page, as they stand."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def places_of(pdf: bytes, words: str, *, whole_word: bool = False) -> list[tuple[int, float, float]]:
    """Give (page, left, baseline) of each place where these words stand; pages from 0, lengths in points."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            search = text.search(words, match_case=True, match_whole_word=whole_word)
            while (at := search.get_next()) is not None:
                left, bottom, _, _ = text.get_charbox(at[0])
                found.append((number, left, bottom))
    finally:
        document.close()
    return found


def body_of(pdf: bytes, look: Look) -> str:
    """Give the words of the body alone, without spaces: no running head, no footer, no "(continued)"."""
    theme = theme_of(look)
    floor = PAGE_HEIGHT - theme.body_bottom - 1
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [
            document[number].get_textpage().get_text_bounded(bottom=floor, top=PAGE_HEIGHT - theme.title_top)
            for number in range(len(document))
        ]
    finally:
        document.close()
    return squeezed("".join(re.sub(r"\A[^\n]*\(continued\)", "", page.lstrip()) for page in pages))


def squeezed(words: str) -> str:
    """Take every space out of some words, and the marks that PDFium puts at a line's end."""
    return "".join(words.replace("\ufffe", "").replace("\x02", "").split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF to look inside."""
    return pikepdf.open(BytesIO(pdf))
