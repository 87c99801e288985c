"""Form pages: what stands in a table's cells, what a part left blank says, and no page for a last line."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import Column, ColumnKind, Kind, Question, Section
from senco_desk.forms.reading import form
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.theme import Look
from tests.reports.samples import FACTS, FAMILY, LARGE, one_question, opened, squeezed, text_of
from tests.reports.test_form_pages import MOST_PAGES


def test_a_part_that_nobody_touched_names_what_was_left_blank() -> None:
    untouched = Section(
        "b", "Since last time", (Question("c", "What is new?", Kind.LONG_TEXT),), help="Later."
    )
    paper = one_question(Question("a", "What went well?", Kind.LONG_TEXT))
    paper = replace(paper, sections=(*paper.sections, untouched))
    text = text_of(draw_form(paper, {"a": Answer("Chess")}, FACTS, FAMILY))
    assert squeezed("Left blank: What is new?") in text


@pytest.mark.parametrize("look", [FAMILY, LARGE], ids=["standard", "large"])
def test_yes_no_and_not_sure_can_all_be_ticked_in_a_table_too(look: Look) -> None:
    columns = (Column("name", "Name"), Column("report", "Have a report?", ColumnKind.YES_NO))
    few = one_question(Question("t", "What?", Kind.TABLE, columns=columns, rows=2))
    many = (*columns, *[Column(f"c{at}", f"More {at}") for at in range(4)])
    for asked in (few, one_question(Question("t", "What?", Kind.TABLE, columns=many, rows=3))):
        text = text_of(draw_form(asked, None, FACTS, look))
        assert text.count(squeezed("Not sure")) == text.count("Yes") >= 2


def test_a_few_letters_are_not_cut_in_the_middle_of_a_word() -> None:
    columns = (
        Column("name", "Name", width=3),
        Column("age", "Age", width=1),
        Column("school", "School", width=3),
    )
    paper = one_question(Question("t", "Who?", Kind.TABLE, columns=columns, rows=3))
    row = {"name": "Themba Mbeki-Shaw", "age": "eighteen months", "school": "None yet"}
    document = pypdfium2.PdfDocument(draw_form(paper, {"t": Answer([row])}, FACTS, FAMILY))
    words = document[0].get_textpage().get_text_range().split()
    document.close()
    assert {"eighteen", "months"} <= set(words)


def test_the_word_under_a_chosen_face_is_not_cut_in_two() -> None:
    words = ("Never", "Not often", "Sometimes", "Mostly", "Always")
    paper = one_question(Question("f", "How often?", Kind.FACES_5, words=words))
    document = pypdfium2.PdfDocument(draw_form(paper, {"f": Answer(3)}, FACTS, LARGE))
    said = document[0].get_textpage().get_text_range().split()
    document.close()
    assert "Sometimes" in said


@pytest.mark.parametrize("look", [FAMILY, LARGE], ids=["standard", "large"])
def test_a_blank_with_what_school_knows_is_no_longer_than_the_others(look: Look) -> None:
    parent = {"name": "Leah Hartley", "relationship": "Grandmother", "email": "leah.hartley@example.org"}
    parent |= {"responsibility": "yes", "same_address": "no", "phone": "01632 960147"}
    return_to = {"shown": "Joy Adeyemi, 01632 960147, j.adeyemi@larkmoor.example.org", "correction": ""}
    for form_id, most in MOST_PAGES.items():
        asked = {question.key for question in form(form_id).questions()}
        known = {"parents": Answer([parent, parent]), "return_to": Answer(return_to)}
        printed = {key: answer for key, answer in known.items() if key in asked}
        with opened(draw_form(form(form_id), None, FACTS, look, printed=printed)) as document:
            assert len(document.pages) <= most[look is LARGE], form_id
