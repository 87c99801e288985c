"""Papers that a family fills in: words on one line stand level, columns line up, nothing is cut in two."""

from __future__ import annotations

import re

import pytest

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import Column, ColumnKind, Item, Kind, Question
from senco_desk.forms.reading import form
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.theme import Look, PaperFacts
from tests.reports.samples import (
    CREAM,
    FACTS,
    FAMILY,
    LARGE,
    LOOKS,
    SAID,
    STAFF,
    one_question,
    pages_of,
    places_of,
    text_of,
)

FAMILY_FORMS = ("parent_information", "story_so_far", "family_views")
_PERSON = (
    Column("name", "Name"),
    Column("email", "Email"),
    *[Column(f"c{at}", f"More {at}") for at in range(4)],
)


def _known(form_id: str) -> dict[str, Answer]:
    known = {
        "pupil_name": "Idris Aboulela",
        "full_name": "Idris Aboulela",
        "date_of_birth": "9 March 2018",
        "born": "9 March 2018",
        "home_language": "Arabic",
        "languages_at_home": "English, Arabic",
    }
    asked = {question.key: question for question in form(form_id).questions()}
    return {
        key: Answer({"shown": said, "correction": ""} if asked[key].kind is Kind.PREFILLED else said)
        for key, said in known.items()
        if key in asked
    }


def test_the_ticks_of_a_row_stand_level_with_its_name() -> None:
    pdf = draw_form(form("parent_information"), None, None, FAMILY)
    ((page, _, name),) = places_of(pdf, "Lives with child?")
    level = [bottom for at, _, bottom in places_of(pdf, "Yes") if at == page and abs(bottom - name) < 9]
    assert len(level) == 2
    assert all(abs(bottom - name) < 1 for bottom in level)


def test_yes_no_and_not_sure_stand_on_one_line_of_a_row_for_each_parent() -> None:
    pdf = draw_form(form("parent_information"), None, None, FAMILY)
    ((page, _, name),) = places_of(pdf, "Lives with child?")
    for words in ("Yes", "No", "Not sure"):
        beside = [place for place in places_of(pdf, words) if place[0] == page and abs(place[2] - name) < 2]
        assert len(beside) >= 2, words


@pytest.mark.parametrize("look", [FAMILY, CREAM, STAFF], ids=str)
@pytest.mark.parametrize("form_id", ["parent_information", "story_so_far"])
def test_the_wish_to_talk_stands_level_with_the_question_it_is_beside(form_id: str, look: Look) -> None:
    label = {"parent_information": "Does Idris take any medicines?", "story_so_far": "What important things"}
    pdf = draw_form(form(form_id), None, FACTS, look)
    ((page, _, asked),) = places_of(pdf, label[form_id])
    beside = [bottom for at, _, bottom in places_of(pdf, "I would rather talk") if at == page]
    assert min(abs(bottom - asked) for bottom in beside) < 1


@pytest.mark.parametrize("whose", [None, FACTS], ids=["nobody's", "somebody's"])
def test_the_second_of_two_short_questions_begins_in_line_with_the_one_above(
    whose: PaperFacts | None,
) -> None:
    pdf = draw_form(form("family_views"), None, whose, FAMILY)
    ((_, born, _),) = places_of(pdf, "Date of birth")
    ((_, stage, _),) = places_of(pdf, "Stage now")
    assert abs(born - stage) < 1


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("whose", [None, FACTS], ids=["nobody's", "somebody's"])
@pytest.mark.parametrize("form_id", FAMILY_FORMS)
def test_no_word_of_a_tables_heads_is_cut_in_two(form_id: str, whose: PaperFacts | None, look: Look) -> None:
    printed = {
        word for page in pages_of(draw_form(form(form_id), None, whose, look)) for word in page.split()
    }
    heads = {word for q in form(form_id).questions() for column in q.columns for word in column.label.split()}
    assert heads - printed == set()


def test_how_to_correct_what_is_printed_is_said_once() -> None:
    for form_id in FAMILY_FORMS:
        text = text_of(draw_form(form(form_id), None, FACTS, FAMILY, printed=_known(form_id)))
        assert text.count("crossitoutandwriteitcorrectly") == 1, form_id


def test_a_long_address_of_e_mail_is_broken_at_its_signs_alone() -> None:
    paper = one_question(Question("t", "Who?", Kind.TABLE, columns=_PERSON, rows=2))
    row = {"name": "Leah", "email": "a.very.long.name@heronshire-health.example.org"}
    (page,) = pages_of(draw_form(paper, {"t": Answer([row, row])}, FACTS, FAMILY))
    pieces = [piece for piece in page.split() if re.search(r"name@|heron|example", piece)]
    assert set(pieces) == {"a.very.long.name@", "heronshire-health.", "example.org"}


@pytest.mark.parametrize("lines", range(20, 34))
def test_yes_stays_with_what_was_added_to_it(lines: int) -> None:
    paper = one_question(
        Question("before", "What is new?", Kind.LONG_TEXT),
        Question("x", "Was it hard?", Kind.YES_NO, note="Tell us more if you like"),
    )
    given = {
        "before": Answer("\n".join(["So it is."] * lines)),
        "x": Answer("yes", note=" ".join([SAID] * 6)),
    }
    pages = pages_of(draw_form(paper, given, FACTS, FAMILY))
    (page,) = [page for page in pages if re.search(r"\bYes\b", page)]
    assert "Tell us more if you like" in page
    assert SAID.split(". ")[0][:20] in page


@pytest.mark.parametrize("lines", range(18, 34))
def test_the_wish_to_talk_never_stands_alone_on_the_next_page(lines: int) -> None:
    paper = one_question(
        Question("before", "What is new?", Kind.LONG_TEXT),
        Question("x", "Was it hard?", Kind.YES_NO, note="Tell us more if you like", talk=True),
    )
    said = Answer("yes", note=SAID, talk=True)
    given = {"before": Answer("\n".join(["So it is."] * lines)), "x": said}
    pages = pages_of(draw_form(paper, given, FACTS, STAFF))
    (page,) = [page for page in pages if "Would rather talk about this" in page]
    assert "never did that before" in " ".join(page.split())


def test_a_step_of_a_ladder_is_said_after_the_question_in_one_breath() -> None:
    things = (Item("a", "How involved do you feel?", low="Not at all", high="Fully"), Item("b", "Friends"))
    paper = one_question(
        Question("x", "How are we doing?", Kind.LADDER, items=things, low="Low", high="High")
    )
    (page,) = pages_of(draw_form(paper, {"x": Answer({"a": 10, "b": 3})}, FACTS, LARGE))
    assert "How involved do you feel? 10 out of 10" in page
    assert "Friends: 3 out of 10" in page


@pytest.mark.parametrize("lines", range(0, 30, 3))
def test_a_part_of_a_person_on_the_next_page_says_whose_it_is(lines: int) -> None:
    paper = one_question(
        Question("before", "What is new?", Kind.LONG_TEXT),
        Question("t", "Who?", Kind.TABLE, columns=_PERSON, rows=2),
    )
    row = {column.key: f"Said of {column.label}" for column in _PERSON}
    given = {"before": Answer("\n".join(["So it is."] * max(lines, 1))), "t": Answer([row, row, row])}
    pages = pages_of(draw_form(paper, given, FACTS, FAMILY))
    last = pages[-1]
    assert "Said of More 3" in last
    assert "Third person" in last


def test_the_word_under_the_saddest_face_stays_on_one_line_when_it_is_chosen() -> None:
    things = (Item("a", "Learning"), Item("b", "Getting to school"))
    paper = one_question(Question("f", "And with each of these?", Kind.FACES_5, items=things))
    pdf = draw_form(paper, {"f": Answer({"a": 1, "b": 5})}, FACTS, FAMILY)
    baselines = {round(bottom) for _, _, bottom in places_of(pdf, "Very ")}
    assert len(places_of(pdf, "Very unhappy")) == 2
    assert len(baselines) == 2


def test_a_column_of_one_tick_has_its_head_on_two_lines_at_most() -> None:
    columns = (
        Column("when", "When"),
        Column("what", "What"),
        Column("talk", "Talk about this", ColumnKind.TICK),
    )
    paper = one_question(Question("t", "What?", Kind.TABLE, columns=columns, rows=4))
    pdf = draw_form(paper, None, None, FAMILY)
    ((_, _, first),) = places_of(pdf, "Talk")
    ((_, _, last),) = places_of(pdf, "this")
    assert first - last < 18


def test_the_advice_service_near_the_family_is_named_where_it_is_offered() -> None:
    near = {"sendiass": Answer({"shown": "Heronshire SENDIASS, 01632 960233", "correction": ""})}
    pages = pages_of(draw_form(form("family_views"), None, FACTS, FAMILY, printed=near))
    (page,) = [page for page in pages if "Heronshire SENDIASS, 01632 960233" in page]
    assert "Would you like someone with you at the meeting?" in page
