"""Filled copies: answers in line, no page begun with an empty line, nothing torn from its question."""

from __future__ import annotations

import pytest

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import Choice, Item, Kind, Question
from senco_desk.reports.form_paper import draw_form
from tests.reports.samples import FACTS, FAMILY, LARGE, SAID, one_question, places_of


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
    pdf = draw_form(one_question(asked), answers, FACTS, LARGE)
    last = max(page for page, _, _ in places_of(pdf, "Thing"))
    assert [page for page, _, _ in places_of(pdf, "Would rather talk about this")] == [last]
