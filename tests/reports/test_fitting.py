"""Papers fitted to their pages: none ends on a page of a few lines, and free room becomes room to write."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw
import pytest

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import Form, Kind, Question
from senco_desk.forms.reading import all_forms, form
from senco_desk.reports.fitting import laid_out
from senco_desk.reports.form_paper import draw_form, form_story
from senco_desk.reports.theme import Look, theme_of
from tests.reports.samples import (
    FACTS,
    FAMILY,
    LARGE,
    LOOKS,
    SAID,
    every_answer,
    every_kind,
    one_question,
    pages_of,
)


def _questions(count: int, lines: int = 2) -> Form:
    asked = [
        Question(f"q{at}", f"What about number {at}?", Kind.LONG_TEXT, lines=lines) for at in range(count)
    ]
    return one_question(*asked)


def _rules(pdf: bytes) -> list[int]:
    """Count the lines to write on, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            boxes = [
                drawn.get_bounds() for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
            ]
            flat = {
                round(bottom) for left, bottom, right, top in boxes if right - left > 100 and top - bottom < 2
            }
            found.append(len(flat) - 1)  # one stands above the foot
        return found
    finally:
        document.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("shipped", [*all_forms(), every_kind()], ids=lambda shipped: shipped.id)
def test_a_paper_is_laid_out_beforehand_on_as_many_pages_as_it_has(shipped: Form, look: Look) -> None:
    expected = len(laid_out(form_story(shipped, None, FACTS, look), theme_of(look)))
    assert len(pages_of(draw_form(shipped, None, FACTS, look))) == expected


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_so_is_a_filled_one_with_long_answers(look: Look) -> None:
    for times in (1, 3, 9):
        story = form_story(every_kind(), every_answer(times), FACTS, look)
        expected = len(laid_out(story, theme_of(look)))
        assert len(pages_of(draw_form(every_kind(), every_answer(times), FACTS, look))) == expected


def test_free_room_on_a_page_becomes_lines_to_write_on() -> None:
    assert _rules(draw_form(_questions(3), None, None, FAMILY)) == [18]  # six for each, and no more
    assert _rules(draw_form(_questions(6), None, None, FAMILY))[0] in (20, 21)  # as many as there is room for


@pytest.mark.parametrize("count", range(4, 16))
def test_more_lines_never_cost_a_page(count: int) -> None:
    drawn = _rules(draw_form(_questions(count), None, None, FAMILY))
    assert sum(drawn) >= 2 * count
    assert len(drawn) <= -(-count // 7)  # seven questions with two lines each fill a page


def test_a_few_lines_do_not_get_a_page_of_their_own() -> None:
    """However many answers there are, the last page holds more than a question or two."""
    for count in range(2, 40):
        asked = _questions(count)
        story = form_story(asked, {one.key: Answer(SAID) for one in asked.questions()}, FACTS, FAMILY)
        pages = laid_out(story, theme_of(FAMILY))
        assert len(pages) == 1 or len(pages[-1].parts) > 1, count


def test_large_print_of_the_supported_views_ends_with_the_form_and_not_after_it() -> None:
    assert len(pages_of(draw_form(form("pupil_views_supported"), None, FACTS, LARGE))) == 4
