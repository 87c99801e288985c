"""Filled copies: answers in line, no page begun with an empty line, nothing torn from its question."""

from __future__ import annotations

import pytest

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import Choice, Column, ColumnKind, Item, Kind, Question
from senco_desk.forms.reading import form
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.theme import Look
from tests.reports.samples import (
    FACTS,
    FAMILY,
    LARGE,
    SAID,
    STAFF,
    one_question,
    places_of,
    squeezed,
    text_of,
)

LARGE_STAFF = Look(size="large", copy="staff")


def test_short_answers_begin_in_one_place_whatever_their_labels() -> None:
    labels = ("Who?", "Who is answering these questions today?", "What language do you speak at home?")
    said = ("Leah Hartley, the grandmother", "Leah Hartley of Larkmoor Lane", "Leah speaks Welsh and English")
    questions = [Question(f"q{at}", label, Kind.SHORT_TEXT) for at, label in enumerate(labels)]
    answers = {f"q{at}": Answer(words) for at, words in enumerate(said)}
    pdf = draw_form(one_question(*questions), answers, FACTS, FAMILY)
    assert len({round(left) for _, left, _ in places_of(pdf, "Leah")}) == 1


@pytest.mark.parametrize("filler", range(16, 30))
def test_a_list_that_goes_on_begins_its_next_page_with_a_line_of_it(filler: int) -> None:
    ways = tuple(Choice(f"way_{at}", f"Way number {at}") for at in range(14))
    questions = (
        Question("before", "What went well?", Kind.LONG_TEXT),
        Question("best", "How do you learn best?", Kind.CHOOSE_ANY, choices=ways),
    )
    answers = {
        "before": Answer(" ".join([SAID] * filler)),
        "best": Answer({"choices": [way.key for way in ways], "other": ""}),
    }
    pdf = draw_form(one_question(*questions), answers, FACTS, FAMILY)
    for page, _, head in places_of(pdf, "How do you learn best? (continued)"):
        first = max(bottom for at, _, bottom in places_of(pdf, "Way number") if at == page)
        assert head - first < 36


@pytest.mark.parametrize("filler", range(10, 24, 2))
def test_a_table_of_items_says_again_what_was_asked_on_its_next_page(filler: int) -> None:
    things = tuple(Item(f"i{at}", f"Thing {at}") for at in range(6))
    questions = (
        Question("before", "What went well?", Kind.LONG_TEXT),
        Question("hopes", "What do you hope for?", Kind.LONG_TEXT, items=things),
    )
    answers = {
        "before": Answer(" ".join([SAID] * filler)),
        "hopes": Answer({thing.key: SAID for thing in things}),
    }
    pdf = draw_form(one_question(*questions), answers, FACTS, FAMILY)
    on = {page for page, _, _ in places_of(pdf, "Thing")}
    asked = {page for page, _, _ in places_of(pdf, "What do you hope for?")}
    assert on == asked


@pytest.mark.parametrize("rungs", range(3, 9))
def test_the_wish_to_talk_stands_on_the_page_of_the_last_answer(rungs: int) -> None:
    things = tuple(Item(f"i{at}", f"Thing {at}") for at in range(rungs))
    asked = Question("rate", "Where are you?", Kind.LADDER, items=things, low="Low", high="High", talk=True)
    answers = {"rate": Answer({thing.key: 4 for thing in things}, talk=True)}
    pdf = draw_form(one_question(asked), answers, FACTS, LARGE_STAFF)
    last = max(page for page, _, _ in places_of(pdf, "Thing"))
    assert [page for page, _, _ in places_of(pdf, "Would rather talk about this")] == [last]


@pytest.mark.parametrize("filler", range(4, 16, 2))
def test_a_record_in_large_print_is_never_read_without_its_name_and_question(filler: int) -> None:
    columns = (
        Column("what", "What", ColumnKind.LONG),
        Column("often", "How often"),
        Column("by", "By whom"),
        Column("how", "How it goes", ColumnKind.LONG),
    )
    rows = [
        {"what": f"Advice {n}", "often": "Daily", "by": f"Person {n}", "how": " ".join([SAID] * (n * 3))}
        for n in range(1, 7)
    ]
    questions = (
        Question("before", "What went well?", Kind.LONG_TEXT),
        Question("advice", "What do you recommend?", Kind.TABLE, columns=columns),
    )
    answers = {"before": Answer(" ".join([SAID] * filler)), "advice": Answer(rows)}
    pdf = draw_form(one_question(*questions), answers, FACTS, LARGE)
    asked = {page for page, _, _ in places_of(pdf, "What do you recommend?")}
    for n in range(1, 7):
        parts = {page for page, _, _ in places_of(pdf, f"Person {n}")}
        parts |= {page for page, _, _ in places_of(pdf, f"Advice {n}")}
        assert parts <= asked
        assert parts == {page for page, _, _ in places_of(pdf, f"Advice {n}")}


def test_each_scale_in_large_print_says_on_every_page_what_was_asked() -> None:
    things = tuple(Item(f"i{at}", f"Thing {at}") for at in range(14))
    asked = Question("rate", "Where are you?", Kind.LADDER, items=things, low="Low", high="High")
    answers = {"rate": Answer({thing.key: 4 for thing in things})}
    pdf = draw_form(one_question(asked), answers, FACTS, LARGE)
    pages = {page for page, _, _ in places_of(pdf, "Thing")}
    assert len(pages) > 1
    assert {page for page, _, _ in places_of(pdf, "Where are you?")} == pages


_TO_TALK = Question("home", "How is home?", Kind.LONG_TEXT, note="Anything else?", talk=True)
_EVENTS = Question(
    "events",
    "What has happened?",
    Kind.TABLE,
    columns=(
        Column("when", "About when"),
        Column("what", "What happened", ColumnKind.LONG),
        Column("talk", "Talk about this", ColumnKind.TICK),
    ),
)
_BETWEEN_US = Question("us", "Is there anything to keep between us?", Kind.LONG_TEXT, in_confidence=True)
_PRIVATELY_SAID = {
    "home": Answer("Mum cries at night.", "Since the spring.", talk=True),
    "events": Answer(
        [
            {"when": "Age 9", "what": "Grandad died.", "talk": True},
            {"when": "Age 10", "what": "We got a dog.", "talk": False},
        ]
    ),
    "us": Answer("I am scared of the bus."),
}


def test_what_somebody_would_rather_talk_about_is_on_no_copy_for_a_family() -> None:
    form = one_question(_TO_TALK, _EVENTS, _BETWEEN_US)
    family, staff = (text_of(draw_form(form, _PRIVATELY_SAID, FACTS, look)) for look in (FAMILY, STAFF))
    for said in ("Mum cries at night.", "Since the spring.", "Grandad died.", "I am scared of the bus."):
        assert squeezed(said) not in family
        assert squeezed(said) in staff
    for said in ("How is home?", "Would rather talk about this", "Age 9", "We got a dog."):
        assert squeezed(said) in family


def test_what_is_asked_in_confidence_stands_on_the_blank_that_a_family_fills_in() -> None:
    assert squeezed(_BETWEEN_US.label) in text_of(draw_form(one_question(_BETWEEN_US), None, None, FAMILY))
    filled = draw_form(one_question(_TO_TALK, _BETWEEN_US), _PRIVATELY_SAID, FACTS, FAMILY)
    assert squeezed(_BETWEEN_US.label) not in text_of(filled)


def test_how_a_paper_comes_back_stands_on_a_blank_and_not_on_a_filled_copy() -> None:
    paper, shown = form("family_views"), {"shown": "Joy Adeyemi, 01632 960147", "correction": ""}
    known = {"return_to": Answer(shown), "hopes": Answer(SAID)}
    blank = text_of(draw_form(paper, None, FACTS, FAMILY, printed=known))
    assert squeezed("Give it back to") in blank
    assert squeezed(paper.returning) in blank
    for look in (FAMILY, STAFF):
        filled = text_of(draw_form(paper, known, FACTS, look))
        assert squeezed("Give it back") not in filled
        assert squeezed(paper.returning) not in filled
