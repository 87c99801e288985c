"""Papers that a child or an agency fills in: whole sets, even rows of pictures, a page of one's own."""

from __future__ import annotations

from collections import Counter

import pytest

from senco_desk.forms.answers import Answer
from senco_desk.forms.reading import form
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.theme import Look
from tests.reports.samples import CREAM, FACTS, FAMILY, LARGE, LOOKS, STAFF, pages_of, places_of, squeezed

EARLY = "pupil_views_early_primary"
SETS = ("feel_school", "feel_learning", "feel_day")


def _pages(pdf: bytes) -> list[str]:
    return [squeezed(page) for page in pages_of(pdf)]


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
def test_a_set_of_faces_for_young_children_is_never_cut_by_a_page(look: Look, filled: bool) -> None:
    early = form(EARLY)
    given = {key: Answer({item.key: 2 for item in early.question(key).items}) for key in SETS}
    pages = _pages(draw_form(early, given if filled else None, FACTS, look))
    for key in SETS:
        labels = [early.question(key).label, *[item.label for item in early.question(key).items]]
        together = [page for page in pages if squeezed(labels[0]) in page]
        assert len(together) == 1
        assert [label for label in labels if squeezed(label) not in together[0]] == []


@pytest.mark.parametrize("look", [FAMILY, LARGE, CREAM], ids=str)
def test_a_set_of_faces_keeps_its_line_for_more_words(look: Look) -> None:
    pages = _pages(draw_form(form(EARLY), None, FACTS, look))
    for key in SETS:
        page = next(page for page in pages if squeezed(form(EARLY).question(key).label) in page)
        assert squeezed(form(EARLY).question(key).note) in page


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pictures_to_tick_stand_in_even_rows_on_one_page(look: Look) -> None:
    choices = [choice.label for choice in form(EARLY).question("when_upset").choices]
    pdf = draw_form(form(EARLY), None, FACTS, look)
    places = [places_of(pdf, words, whole_word=True)[-1] for words in [*choices, "Other:"]]
    rows = Counter((page, round(bottom / 4)) for page, _, bottom in places)
    assert len({page for page, _, _ in places}) == 1
    assert len(set(rows.values())) == 1, rows


@pytest.mark.parametrize("look", [FAMILY, LARGE, STAFF], ids=str)
def test_the_professionals_part_begins_on_a_page_of_its_own(look: Look) -> None:
    pages = _pages(draw_form(form("outside_agency"), None, FACTS, look))
    first = next(page for page in pages if squeezed("B. From the professional") in page)
    assert squeezed("Requested by") not in first


def test_a_set_of_faces_for_older_children_stands_whole_too() -> None:
    upper = form("pupil_views_upper_primary")
    pages = _pages(draw_form(upper, None, FACTS, FAMILY))
    for key in ("lessons", "feelings"):
        items = [squeezed(item.label) for item in upper.question(key).items]
        on = {number for number, page in enumerate(pages) if any(item in page for item in items)}
        assert len(on) == 1


@pytest.mark.parametrize("look", [FAMILY, LARGE], ids=str)
@pytest.mark.parametrize("form_id", ["pupil_views_upper_primary", "pupil_views_secondary", "consent"])
def test_the_wish_to_talk_begins_no_page_of_a_blank(form_id: str, look: Look) -> None:
    pages = _pages(draw_form(form(form_id), None, FACTS, look))
    head = squeezed(f"{form(form_id).title}{FACTS.school_name}")
    assert [page for page in pages if page.startswith(head + squeezed("I would rather talk"))] == []


@pytest.mark.parametrize("look", [FAMILY, LARGE], ids=str)
def test_a_request_ends_with_more_than_its_signature_on_the_last_page(look: Look) -> None:
    pages = _pages(draw_form(form("outside_agency"), None, FACTS, look))
    signed = next(page for page in pages if squeezed("Requested by") in page)
    assert squeezed("Reply by") in signed
