"""The Stage 3 pack: what stands on it, who may read it, and how it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfua import Severity, validate
from PIL import Image
from pypdf import PdfReader

from senco_desk.errors import Mistake
from senco_desk.forms.definition import Kind
from senco_desk.forms.reading import form
from senco_desk.reports.pack import (
    ConsentLine,
    MissingPaper,
    Pack,
    Stopped,
    WhoToAsk,
    draw_pack,
    gaps,
    parts_of,
)
from senco_desk.reports.theme import Look
from tests.reports.packs import (
    AFTER,
    CONSENTS,
    FACTS,
    LONG_NAME,
    MEETING,
    MISSING,
    QUESTIONS,
    UPN,
    WHERE,
    answered,
    only,
    pages_of,
    rowan,
    words_of,
)

NOT_CLAIMED = "DOC-012"
"""The rule that wants the file to claim PDF/UA; we make no such claim."""
FAMILY = Look()
STAFF = Look(copy="staff")
LARGE = Look(size="large")
LOOKS = [FAMILY, LARGE, Look(cream=True), STAFF]


def bookmarks(pdf: bytes) -> dict[str, int]:
    reader = PdfReader(BytesIO(pdf))
    found: dict[str, int] = {}
    for entry in reader.outline:
        if not isinstance(entry, list):
            number = reader.get_destination_page_number(entry)
            assert number is not None
            found[str(entry.title)] = number + 1
    return found


def streams(opened: pikepdf.Pdf) -> Iterator[bytes]:
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Stream):
            with suppress(pikepdf.PdfError):  # pictures that need their own reader
                yield thing.read_bytes()


def named(pack: Pack, name: str, first: str) -> Pack:
    return replace(pack, facts=replace(FACTS, full_name=name, display_name=first))


@pytest.mark.parametrize("look", LOOKS)
def test_the_cover_says_who_when_where_and_who_is_invited(look: Look) -> None:
    text = words_of(draw_pack(only("cover"), look).pdf)
    for said in (
        "Rowan Hartley",
        "Thursday 10 December 2026 at 3.30 pm",
        "The Willow Room",
        "Leah Hartley, mum",
        "Dr Osei, educational psychologist",
        "Joy Adeyemi, SENCO (leads)",
        "This is copy 1 of 2, for Leah Hartley.",
    ):
        assert said in text


def test_a_pack_without_a_meeting_day_says_that_it_will_come() -> None:
    text = words_of(draw_pack(replace(only("cover"), meeting=None, phone=""), FAMILY).pdf)
    assert "We will tell you the day of our meeting." in text
    assert "another language, tell us." in text


@pytest.mark.parametrize("look", LOOKS)
def test_the_contents_give_the_page_on_which_each_part_begins(look: Look) -> None:
    paper = draw_pack(rowan(), look)
    listed = bookmarks(paper.pdf)
    texts = pages_of(paper.pdf)
    contents = " ".join(texts[:3])
    for part in parts_of(rowan(), look):
        if part.key == "cover":
            continue
        assert paper.first_pages[part.key] == listed[part.title]
        assert f"{part.title} {listed[part.title]} " in f"{contents} "
        assert part.title in texts[listed[part.title] - 1]


def test_the_number_of_pages_is_the_one_printed_on_them() -> None:
    paper = draw_pack(rowan(), FAMILY)
    texts = pages_of(paper.pdf)
    assert paper.pages == len(texts)
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {paper.pages}" in text
        assert "Copy 1 of 2" in text
        assert "R.H., born 2018" in text


@pytest.mark.parametrize("look", [FAMILY, LARGE])
def test_every_answer_that_the_family_may_see_is_in_the_pack(look: Look) -> None:
    pack = rowan()
    text = words_of(draw_pack(pack, look).pdf)
    for one, answers, _on in pack.forms:
        for section in one.sections:
            for question in section.questions:
                hidden = question.private or section.private or question.binds == "pupil.upn"
                if question.key in answers and question.kind is Kind.LONG_TEXT and not question.items:
                    said = " ".join(str(answers[question.key].value).split())
                    assert (said in text) is (not hidden), (one.id, question.key)


def test_private_answers_are_only_on_the_leaders_copy() -> None:
    one = form("pupil_views_early_primary")
    private = [
        question
        for section in one.sections
        for question in section.questions
        if (question.private or section.private) and question.kind is Kind.LONG_TEXT
    ]
    assert private
    pack = rowan(forms=((one, answered(one), date(2026, 11, 14)),))
    family, staff = words_of(draw_pack(pack, FAMILY).pdf), words_of(draw_pack(pack, STAFF).pdf)
    for question in private:
        assert f"[{question.key}]" not in family
        assert f"[{question.key}]" in staff


@pytest.mark.parametrize("look", [FAMILY, LARGE, Look(cream=True)])
def test_no_family_copy_holds_the_upn_anywhere(look: Look) -> None:
    pdf = draw_pack(rowan(), look).pdf
    reader = PdfReader(BytesIO(pdf))
    assert UPN not in words_of(pdf)
    assert UPN not in str(reader.metadata)
    assert UPN.encode() not in pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert UPN not in str(opened.open_metadata())
        assert all(UPN.encode() not in stream for stream in streams(opened))
    assert UPN in words_of(draw_pack(rowan(), STAFF).pdf)


def test_the_file_says_its_title_and_language_and_has_bookmarks() -> None:
    with pikepdf.open(BytesIO(draw_pack(rowan(), FAMILY).pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == "Review pack for Rowan Hartley"
        assert str(opened.Root.Lang) == "en-GB"
        with opened.open_outline() as outline:
            assert len(outline.root) == len(parts_of(rowan(), FAMILY))


def test_a_missing_paper_is_named_with_its_reason_and_nobody_is_nagged() -> None:
    text = words_of(draw_pack(only("missing"), FAMILY).pdf)
    assert "My Child’s Story So Far" in text
    assert "Leah Hartley told us on 12 November 2026 that the family would rather not fill this in." in text
    assert "It was a hard time." not in text
    assert "Outside Agency Information Form" in text
    assert "Not started yet." in text
    staff = words_of(draw_pack(only("missing"), STAFF).pdf)
    assert "Reason: It was a hard time." in staff


def test_a_pack_with_all_its_papers_has_no_page_for_missing_ones() -> None:
    assert "missing" not in {part.key for part in parts_of(rowan(missing=()), FAMILY)}
    declined = rowan(missing=(MissingPaper("Pupil Views", "declined"),))
    assert "What is not in this pack" in {part.title for part in parts_of(declined, FAMILY)}


@pytest.mark.parametrize("look", LOOKS)
def test_each_consent_stands_with_its_answer_who_and_when(look: Look) -> None:
    text = words_of(draw_pack(only("consents"), look).pdf)
    for said in ("Agreed", "Not agreed", "Withdrawn", "Not asked yet", "28 Sep 2026", "Leah Hartley"):
        assert said in text
    assert "Ask the educational psychologist to be involved" in text


@pytest.mark.parametrize("look", [FAMILY, LARGE], ids=str)
def test_a_consent_that_names_the_child_has_the_name_in_its_place(look: Look) -> None:
    line = ConsentLine("Use a photo of {name} on the profile", "agreed", "Leah Hartley", date(2026, 9, 28))
    text = words_of(draw_pack(replace(only("consents"), consents=(line,)), look).pdf)
    assert "Use a photo of Rowan on the profile" in text
    assert "{name}" not in text


def test_the_leaders_agenda_is_one_page() -> None:
    assert pages_of(draw_pack(only("agenda"), STAFF).pdf)[0].count("everyone knows who gets a copy") == 1


def test_the_familys_own_questions_wait_on_the_page_for_notes() -> None:
    text = words_of(draw_pack(only("notes"), FAMILY).pdf)
    for line in QUESTIONS.split("\n\n"):
        assert line in text
    assert "From What My Family Think" not in words_of(
        draw_pack(replace(only("notes"), questions=""), FAMILY).pdf
    )


def test_the_last_page_says_whom_to_turn_to() -> None:
    text = words_of(draw_pack(only("next"), FAMILY).pdf)
    for said in (
        "Mr Pell",
        "Joy Adeyemi: 01632 960 147",
        "Sam Whitlock",
        "larkmoor.example",
        "01632 960 233",
    ):
        assert said in text


def test_what_is_not_known_leaves_no_hole_in_the_words() -> None:
    text = words_of(draw_pack(replace(only("next"), after=WhoToAsk()), FAMILY).pdf)
    assert "SENDIASS gives families free advice" in text
    for hole in (" .", ", .", ": .", ",,", " ,", "::"):
        assert hole not in text


def test_the_leaders_copy_adds_the_agenda_and_the_stages_so_far() -> None:
    text = words_of(draw_pack(rowan(), STAFF).pdf)
    for said in ("32 to 35", "Progress against each outcome", "Stages so far", "No progress after six weeks"):
        assert said in text
    family = words_of(draw_pack(rowan(), FAMILY).pdf)
    assert "Agenda" not in family
    assert "No progress after six weeks" not in family


def test_only_what_is_ticked_is_printed() -> None:
    paper = draw_pack(only("where", "paper:family_views"), FAMILY)
    assert list(paper.first_pages) == ["where", "paper:family_views"]
    assert paper.first_pages["where"] == 1
    assert "In this pack" not in words_of(paper.pdf)
    assert "paper:parent_information" in draw_pack(only("papers"), FAMILY).first_pages


def test_a_pack_with_nothing_ticked_says_what_to_do() -> None:
    with pytest.raises(Mistake) as told:
        draw_pack(only(), FAMILY)
    assert told.value.advice == "Tick at least one part of the pack."


def test_a_draft_says_so_in_words_as_well_as_across_the_page() -> None:
    pack = replace(rowan(), facts=replace(FACTS, draft=True))
    for text in pages_of(draw_pack(pack, FAMILY).pdf)[1:]:
        assert "Draft, not yet agreed" in text


def test_drawing_tells_how_far_it_is_and_can_be_called_off() -> None:
    begun: list[int] = []
    paper = draw_pack(rowan(), FAMILY, progress=begun.append)
    assert begun == list(range(1, paper.pages + 1))
    begun.clear()
    with pytest.raises(Stopped):
        draw_pack(rowan(), FAMILY, progress=begun.append, cancelled=lambda: len(begun) >= 3)
    assert begun == [1, 2, 3]


def test_what_is_missing_before_printing_is_told_with_where_to_fill_it_in() -> None:
    assert [gap.where for gap in gaps(rowan())] == ["consents"]
    bare = rowan(meeting=None, after=WhoToAsk(), phone="", consents=())
    assert [gap.where for gap in gaps(bare)] == [
        "meeting",
        "school.phone",
        "consents",
        "school.sendiass_phone",
    ]
    vague = replace(MEETING, at="", place="", invited=())
    assert [gap.where for gap in gaps(rowan(meeting=vague, parts=frozenset({"cover"})))] == [
        "meeting.at",
        "meeting.place",
        "meeting.invited",
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_a_long_name_is_whole_and_inside_the_page(look: Look) -> None:
    pack = named(only("cover", "where", "next"), LONG_NAME, "Bartholomew-Oluwaseun")
    text = words_of(draw_pack(pack, look).pdf)
    assert "Bartholomew-Oluwaseun is here" in text
    assert LONG_NAME.replace("-", "").replace(" ", "") in text.replace("-", "").replace(" ", "")
    assert inside(draw_pack(pack, look).pdf)


@pytest.mark.parametrize("look", LOOKS)
def test_many_guests_and_long_words_stay_inside_the_page(look: Look) -> None:
    crowd = replace(
        MEETING, invited=tuple((f"{LONG_NAME} {at}", "speech and language therapist") for at in range(14))
    )
    where = replace(WHERE, helpers="Donaudampfschifffahrtsgesellschaftskapitaen " * 12, lead="word " * 400)
    pack = rowan(meeting=crowd, where=where, parts=frozenset({"cover", "where", "missing", "consents"}))
    text = words_of(draw_pack(pack, look).pdf)
    for at in range(14):
        assert f"Papadopoulos {at}," in text
    assert inside(draw_pack(pack, look).pdf)


def inside(pdf: bytes) -> bool:
    """Whether all words lie within the sheet's margins."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_rects()):
                left, _bottom, right, _top = text.get_rect(at)
                if left < 50 or right > page.get_width() - 50:
                    return False
    return True


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(times=st.integers(1, 30), look=st.sampled_from(LOOKS), seed=st.text("aéж", min_size=1, max_size=9))
def test_answers_of_any_length_flow_and_lose_nothing(times: int, look: Look, seed: str) -> None:
    one = form("family_views")
    tokens = [f"{seed}{at:04};" for at in range(times * 8)]
    said = " ".join(tokens)
    answers = answered(one, (said,))
    pack = rowan(
        forms=((one, answers, None),),
        questions=said,
        parts=frozenset({"cover", "papers", "notes"}),
    )
    pdf = draw_pack(pack, look).pdf
    text = words_of(pdf).replace(" ", "")
    long = sum(answer.value is not None and said in str(answer.value) for answer in answers.values())
    for token in tokens:
        assert text.count(token) >= long
    assert inside(pdf)


def test_a_family_with_no_record_yet_still_gets_a_whole_pack() -> None:
    bare = Pack(
        facts=FACTS, where=replace(WHERE, lead="", steps=(), needs="", meetings="", attendance="", helpers="")
    )
    text = words_of(draw_pack(bare, FAMILY).pdf)
    assert "Where Rowan is now" in text
    assert "The facts so far" not in text
    assert AFTER.sendiass_name not in text
    assert ConsentLine("x").answer not in text


@pytest.mark.parametrize("few", [1, 2, 9])
@pytest.mark.parametrize("look", [*LOOKS, Look(size="large", copy="staff")])
def test_checkers_of_accessible_pdfs_find_nothing_in_the_packs_own_pages(
    look: Look, few: int, tmp_path: Path
) -> None:
    parts = frozenset({"cover", "agenda", "where", "history", "missing", "consents", "notes", "next"})
    where = replace(WHERE, history=WHERE.history[:few])
    pack = rowan(parts=parts, consents=CONSENTS[:few], missing=MISSING[:few], where=where)
    path = tmp_path / "pack.pdf"
    path.write_bytes(draw_pack(pack, look).pdf)
    heard = outloud.check(str(path))
    assert heard.error is None
    told = [finding for finding in heard.findings if finding.severity in {"error", "warning"}]
    assert [str(finding) for finding in told if finding.rule != NOT_CLAIMED] == []
    checked = validate(str(path))
    assert [str(finding) for finding in checked.findings if finding.severity is not Severity.WARNING] == []


def test_the_schools_own_mark_stands_on_the_cover_and_a_broken_one_does_no_harm() -> None:
    drawn = BytesIO()
    Image.new("RGB", (300, 120), "#225588").save(drawn, "PNG")
    own = replace(only("cover"), facts=replace(FACTS, logo=drawn.getvalue()))
    broken = replace(only("cover"), facts=replace(FACTS, logo=b"not a picture"))
    assert len(PdfReader(BytesIO(draw_pack(own, FAMILY).pdf)).pages[0].images) == 1
    paper = draw_pack(broken, FAMILY)
    assert not PdfReader(BytesIO(paper.pdf)).pages[0].images
    assert "Larkmoor School" in words_of(paper.pdf)
