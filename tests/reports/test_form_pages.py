"""Form pages: every label and every answer is there, nothing private is, and nothing leaves the frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from senco_desk.forms.answers import Answer, Answers
from senco_desk.forms.definition import (
    Choice,
    Condition,
    Form,
    Item,
    Kind,
    Question,
)
from senco_desk.forms.reading import all_forms, form
from senco_desk.forms.wording import words
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.page import footer_words
from senco_desk.reports.theme import PAGE_HEIGHT, PAGE_WIDTH, Look, PaperFacts, theme_of
from tests.reports.samples import (
    CREAM,
    FACTS,
    FAMILY,
    LARGE,
    LOOKS,
    PRIVATE_SAID,
    SAID,
    STAFF,
    UPN,
    body_of,
    every_answer,
    every_kind,
    one_question,
    opened,
    squeezed,
    text_of,
)

LONG_WORD = "x" * 400


def visible(form: Form, look: Look) -> Iterator[Question]:
    """Give the questions that this copy may show."""
    for section in form.sections:
        if look.family and section.private:
            continue
        yield from (question for question in section.questions if not (look.family and question.private))


def labels(form: Form, look: Look) -> list[str]:
    """Give every label on the copy, with the child's name in place."""
    found = []
    for question in visible(form, look):
        found.append(question.label)
        found += [item.label for item in question.items]
        found += [column.label for column in question.columns]
    return [squeezed(label.replace("{name}", "Idris")) for label in found]


def characters(pdf: bytes) -> Iterator[tuple[int, float, tuple[float, float, float, float], str]]:
    """Give (page, font size, box from the page's lower left, letter) of each character."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number].get_textpage()
            for at in range(page.count_chars()):
                letter = chr(pdfium.FPDFText_GetUnicode(page, at))
                if not letter.isspace() and letter.isprintable():
                    yield number, pdfium.FPDFText_GetFontSize(page, at), page.get_charbox(at), letter
    finally:
        document.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("form", [*all_forms(), every_kind()], ids=lambda form: form.id)
def test_a_blank_form_has_every_label_of_its_copy(form: Form, look: Look) -> None:
    text = text_of(draw_form(form, None, FACTS, look))
    assert [label for label in labels(form, look) if label not in text] == []
    assert squeezed(form.paper_title) in text


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_filled_form_has_every_label_and_every_answer(look: Look) -> None:
    form, answers = every_kind(), every_answer()
    text = body_of(draw_form(form, answers, FACTS, look), look)
    for question in visible(form, look):
        assert squeezed(question.label.replace("{name}", "Idris")) in text
        answer = answers.get(question.key)
        if answer is None or (look.family and answer.talk):
            continue
        if question.kind is Kind.TABLE:  # a table has its cells side by side, not in one line
            assert all(squeezed(str(said)) in text for said in ("Łukasz Nguyễn", "2 Oct 2026", "Often", SAID))
            continue
        for line in words(question, answer):
            said = re.sub(r" \(0 .*\)$", "", line.words)  # the ladder's ends are drawn at its ends
            if question.kind is Kind.LADDER and not question.items:
                said = said.removesuffix(" out of 10")
            assert squeezed(said) in text, (question.key, said)


def test_what_was_left_blank_is_named_once_at_the_end_of_its_part() -> None:
    form = one_question(
        Question("a", "What went well?", Kind.LONG_TEXT),
        Question("b", "What is hard?", Kind.LONG_TEXT),
        Question("c", "What helps?", Kind.LONG_TEXT),
    )
    text = text_of(draw_form(form, {"c": Answer("Quiet")}, FACTS, FAMILY))
    assert squeezed("What helps? Quiet Left blank: What went well? · What is hard?") in text


def test_a_filled_form_leaves_out_what_did_not_apply() -> None:
    answers = {**every_answer(), "yes_no": Answer("no")}
    assert squeezed("What makes it good?") not in text_of(draw_form(every_kind(), answers, FACTS, FAMILY))


def test_a_blank_says_when_a_question_applies() -> None:
    assert squeezed("If yes: What makes it good?") in text_of(draw_form(every_kind(), None, FACTS, FAMILY))
    form = one_question(
        Question("where", "Where?", Kind.CHOOSE_ONE, choices=(Choice("home", "At home"),)),
        Question("who", "Who was there?", Kind.SHORT_TEXT, shown_when=Condition("where", ("home",))),
        Question("more", "Anything more?", Kind.SHORT_TEXT, shown_when=Condition("who", ("answered",))),
    )
    text = text_of(draw_form(form, None, None, FAMILY))
    assert squeezed("If “At home”: Who was there?") in text
    assert squeezed("If so: Anything more?") in text


@pytest.mark.parametrize("look", [look for look in LOOKS if look.family], ids=str)
@pytest.mark.parametrize("answers", [None, every_answer()], ids=["blank", "filled"])
def test_a_family_copy_has_no_upn_and_nothing_private_anywhere_in_the_file(
    look: Look, answers: Answers | None
) -> None:
    pdf = draw_form(every_kind(), answers, FACTS, look, printed=every_answer())
    text = text_of(pdf)
    for kept_back in (UPN, PRIVATE_SAID, "UPN", "What the helper saw", "Office use", "Office only"):
        assert squeezed(kept_back) not in text
    with opened(pdf) as document:
        strings = [
            part.decode("utf-16-be", "ignore") + part.decode("latin-1")
            for item in document.objects
            for part in _strings(item)
        ]
    assert not [found for found in strings if UPN in found or PRIVATE_SAID in found]


def _strings(item: Any) -> Iterator[bytes]:
    """Give every string and stream inside an object."""
    if isinstance(item, pikepdf.Stream):
        yield item.read_bytes()
    if isinstance(item, pikepdf.String):
        yield bytes(item)
    elif isinstance(item, pikepdf.Array):
        for part in item:
            if not (isinstance(part, pikepdf.Object) and part.is_indirect):
                yield from _strings(part)
    elif isinstance(item, pikepdf.Dictionary):
        for part in item.values():
            if not (isinstance(part, pikepdf.Object) and part.is_indirect):
                yield from _strings(part)


def test_a_staff_copy_has_the_upn_and_what_is_private() -> None:
    text = text_of(draw_form(every_kind(), every_answer(), FACTS, STAFF))
    for there in (UPN, PRIVATE_SAID, "Office use", "Office only", "1.1 What do you call Idris?"):
        assert squeezed(there) in text


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("answers", [None, every_answer()], ids=["blank", "filled"])
def test_fonts_are_embedded_and_type_is_never_too_small(look: Look, answers: Answers | None) -> None:
    pdf = draw_form(every_kind(), answers, replace(FACTS, draft=True), look)
    with opened(pdf) as document:
        fonts = {name: font for page in document.pages for name, font in page.Resources.Font.items()}
        assert fonts
        for font in fonts.values():
            assert "/FontFile2" in font.FontDescriptor
    least = {"standard": 12 if look.family else 10.5, "large": 18}[look.size]
    assert min(size for _, size, _, _ in characters(pdf)) >= least - 0.01


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("times", [3, 30])
def test_long_answers_stay_inside_the_frame(look: Look, times: int) -> None:
    answers = {
        **every_answer(times),
        "short": Answer(LONG_WORD),
        "one": Answer({"choice": "other", "other": LONG_WORD}),
    }
    pdf = draw_form(every_kind(), answers, FACTS, look)
    theme = theme_of(look)
    floor = PAGE_HEIGHT - theme.body_bottom
    footer = PAGE_HEIGHT - theme.footer_rule
    for page, _, (left, bottom, right, top), letter in characters(pdf):
        assert left >= theme.left - 1, (page, letter)
        assert right <= PAGE_WIDTH - theme.left + 1, (page, letter)
        assert bottom > floor - 1 or top < footer, (page, letter, bottom)
    assert squeezed(LONG_WORD) in text_of(pdf)


def test_a_long_answer_repeats_its_question_and_leaves_at_least_two_lines_on_each_page() -> None:
    form = one_question(Question("well", "What is going well at home?", Kind.LONG_TEXT))
    for sentences in range(20, 60):
        pdf = draw_form(form, {"well": Answer(" ".join([SAID] * sentences))}, FACTS, FAMILY)
        with opened(pdf) as document:
            pages = len(document.pages)
        repeats = text_of(pdf).count(squeezed("What is going well at home? (continued)"))
        assert repeats == pages - 1
        last = {round(box[1]) for page, size, box, _ in characters(pdf) if page == pages - 1 and size == 14}
        assert len(last) >= 3  # the question and two lines


@pytest.mark.parametrize("look", [FAMILY, LARGE], ids=["standard", "large"])
def test_every_page_says_which_it_is_of_how_many_and_whose(look: Look) -> None:
    pdf = draw_form(every_kind(), every_answer(), FACTS, look)
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = squeezed(document[number].get_textpage().get_text_range())
        assert f"Page{number + 1}of{len(document)}" in page
        assert "I.A.,born2017·Confidential" in page
        assert "Version3·Printed22Nov2026" in page
        assert "Copy1of2" in page
    document.close()


def test_a_footer_names_nobody_when_it_is_nobodys() -> None:
    assert footer_words(FAMILY, None) == ("Confidential when filled in", "", "")
    assert footer_words(STAFF, FACTS)[0] == "I.A., born 2017 · Staff only · Confidential"


def test_the_child_is_called_by_name_or_your_child() -> None:
    assert squeezed("What do you call Idris?") in text_of(draw_form(every_kind(), None, FACTS, FAMILY))
    assert squeezed("What do you call your child?") in text_of(draw_form(every_kind(), None, None, FAMILY))


def test_what_is_known_is_printed_to_be_checked_and_a_correction_shows() -> None:
    form = one_question(Question("name", "Full name", Kind.PREFILLED, binds="pupil.full_name"))
    blank = text_of(
        draw_form(form, None, FACTS, FAMILY, printed={"name": Answer({"shown": "Idris A", "correction": ""})})
    )
    assert squeezed("Full name Idris A If this is wrong, cross it out and write it correctly.") in blank
    filled = text_of(
        draw_form(form, {"name": Answer({"shown": "Idris A", "correction": "Idriss"})}, FACTS, FAMILY)
    )
    assert squeezed("Idriss (was: Idris A)") in filled


@pytest.mark.parametrize(
    "said", ["Łukasz", "Ŵyn ŷ", "Nguyễn Thị", "’ – “so” …", "Привіт", "Ελένη", "<b>not bold</b> & co"]
)
@pytest.mark.parametrize("kind", [Kind.SHORT_TEXT, Kind.LONG_TEXT])
def test_letters_of_many_languages_print_as_they_were_written(said: str, kind: Kind) -> None:
    form = one_question(Question("a", "What?", kind), Question("b", "And?", kind))
    text = text_of(draw_form(form, {"a": Answer(said), "b": Answer("Yes")}, FACTS, FAMILY))
    assert squeezed(said) in text


@pytest.mark.parametrize(
    "said", ["🙂 happy", "مرحبا بك", "שלום", "你好", "a\x00b\u200fc\ud83d", "tab\tand\r\nline"]
)
def test_letters_that_no_typeface_has_do_not_stop_the_paper(said: str) -> None:
    form = one_question(Question("a", "What is {name} like?", Kind.LONG_TEXT))
    assert squeezed("What is Idris like?") in text_of(draw_form(form, {"a": Answer(said)}, FACTS, FAMILY))


@settings(max_examples=25)
@given(
    said=st.text(
        st.characters(max_codepoint=0x17E, exclude_categories=["Cc", "Cf"]), min_size=1, max_size=400
    ),
    look=st.sampled_from(LOOKS),
)
def test_anything_typed_is_printed(said: str, look: Look) -> None:
    form = one_question(Question("a", "What?", Kind.LONG_TEXT))
    text = text_of(draw_form(form, {"a": Answer(said)}, FACTS, look))
    letters = re.sub(r"[^\w]", "", said)
    assert letters in re.sub(r"[^\w]", "", text)


def test_cream_paints_the_page_unless_the_paper_is_cream() -> None:
    def ground(look: Look) -> tuple[int, ...]:
        document = pypdfium2.PdfDocument(draw_form(every_kind(), None, FACTS, look))
        colour = document[0].render(scale=0.2).to_pil().convert("RGB").getpixel((2, 2))
        document.close()
        assert isinstance(colour, tuple)
        return colour

    assert ground(FAMILY) == (255, 255, 255)
    assert ground(CREAM) == (0xFB, 0xF4, 0xE4)
    assert ground(replace(CREAM, paint=False)) == (255, 255, 255)


def test_large_print_is_reflowed_and_takes_more_pages() -> None:
    with opened(draw_form(every_kind(), every_answer(), FACTS, FAMILY)) as standard:
        pages = len(standard.pages)
    with opened(draw_form(every_kind(), every_answer(), FACTS, LARGE)) as large:
        assert len(large.pages) > pages


def test_papers_drawn_at_the_same_time_do_not_mix() -> None:
    form = one_question(*[Question(f"q{at}", f"Question {at}?", Kind.LONG_TEXT) for at in range(20)])

    def draw(number: int) -> bytes:
        said = Answer(f"Number {number} & <i>only</i> this")
        return draw_form(form, {question.key: said for question in form.questions()}, FACTS, FAMILY)

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(draw, range(8)))
    assert [text_of(pdf) for pdf in together] == [text_of(draw(number)) for number in range(8)]


def test_items_without_an_answer_are_named_as_left_blank() -> None:
    things = (Item("a", "In class"), Item("b", "At play"))
    form = one_question(Question("x", "How is it?", Kind.LONG_TEXT, items=things))
    text = text_of(draw_form(form, {"x": Answer({"a": "Fine"})}, FACTS, FAMILY))
    assert squeezed("In class Fine Left blank: At play") in text


#: form -> the most pages of its blank, at 14 points and in large print: nobody fills in fourteen.
MOST_PAGES = {
    "parent_information": (8, 16),
    "family_views": (6, 12),
    "story_so_far": (5, 11),
    "pupil_views_early_primary": (5, 8),
    "pupil_views_upper_primary": (5, 8),
    "pupil_views_secondary": (7, 12),
    "pupil_views_supported": (3, 6),
    "outside_agency": (7, 12),
    "consent": (4, 8),
}


@pytest.mark.parametrize("whose", [None, FACTS], ids=["nobody's", "somebody's"])
@pytest.mark.parametrize("form_id", MOST_PAGES)
def test_a_blank_is_short_enough_to_be_filled_in(form_id: str, whose: PaperFacts | None) -> None:
    for look, most in zip((FAMILY, LARGE), MOST_PAGES[form_id], strict=True):
        with opened(draw_form(form(form_id), None, whose, look)) as document:
            assert len(document.pages) <= most, look


def test_every_form_that_ships_has_its_most_pages_settled() -> None:
    assert set(MOST_PAGES) == {shipped.id for shipped in all_forms()}
