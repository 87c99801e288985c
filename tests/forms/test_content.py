"""The forms that ship: nothing of forms.md left out, in its order, in words a family can use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from senco_desk.forms.bindings import BINDINGS
from senco_desk.forms.definition import Audience, Form, Kind, Question
from senco_desk.forms.reading import all_forms, form, variant_for
from senco_desk.reports.pictures import PICTURES

HEADER = [f"HDR{n}" for n in range(1, 13)]
SHARED = ("hdr", "filled_in")
"""The shared header's two sections: before a form's own, and after them."""

NUMBERS = {
    "parent_information": (
        "1.1 1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3 2.4 2.5 2.6 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4.1 4.2 4.3 4.4 "
        "5.1 5.2 5.3 5.4 5.5 6.1 6.2 7.1 7.2 7.3 7.4 8.1 8.2 8.3"
    ),
    # 19 (date, told by, written by) is the header's: see the test of it below.
    "story_so_far": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18",
    "family_views": (
        "A1 A2 A3 A4 A5 A6 A7 B1 B2 B3 B4 C1 C2 C3 C4 C5 C6 D1 D2 D3 D4 D5 D6 D7 E1 E2 E3 F1 F2"
    ),
    "pupil_views_early_primary": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19",
    "pupil_views_upper_primary": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24",
    "pupil_views_secondary": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21",
    "outside_agency": ("A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15 C"),
    "consent": "C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12",
}

#: One row of forms.md that asks for several answers: how many questions or items it must come to.
PARTS = {
    "parent_information": {
        "1.1": 2, "1.2": 2, "1.5": 3, "2.4": 2, "2.5": 3, "2.6": 2, "3.5": 4, "5.4": 2,
        "7.1": 2, "8.3": 2
    },
    "story_so_far": {"1": 3, "5": 2, "9": 2, "12": 2, "13": 2},
    "family_views": {"A2": 5, "A6": 2, "C3": 2, "D1": 2, "D4": 2, "D5": 2, "D6": 2},
    "pupil_views_early_primary": {"1–3": 3, "4–7": 4, "8–12": 5},
    "pupil_views_upper_primary": {"1": 3, "2–5": 6, "6–10": 5, "22": 2},
    "pupil_views_secondary": {
        "2": 3, "4": 7, "5": 2, "10": 2, "11": 2, "12": 3, "18": 4, "19": 4, "20": 2, "21": 2
    },
    "outside_agency": {
        "A1": 4, "A2": 5, "A4": 2, "A9": 2, "B1": 4, "B2": 4, "B3": 4, "B6": 4, "B7": 3, "B12": 2, "B13": 2,
        "B14": 2
    },
    "consent": {"C4": 6, "C5": 8, "C6": 8, "C11": 2},
}  # fmt: skip

#: Health, family, care, trauma, and wherever forms.md says "talk".
TALK = {
    "parent_information": (
        "court_order care care_contacts young_carer conditions medicines allergies aids hospital daily_help "
        "waiting birth lost_skills out_of_school family_support"
    ),
    "story_so_far": (
        "early_days early_worries first_years events hardest_time got_through bad_day sleep_and_screens "
        "family_history since_events"
    ),
    "family_views": "worries mornings changes",
    "pupil_views_early_primary": "hard_thing when_upset",
    "pupil_views_upper_primary": "feelings hardest_part one_higher",
    "pupil_views_secondary": (
        "ratings lowest_why overwhelmed_helps overwhelmed_worse friends_online sleep_mood keep_between_us"
    ),
    "consent": "not_shared",
}

BANNED = ("smart", "provision", "graduated", "please", "error", "invalid", "intervention", "baseline")
KNOWN_CAPITALS = {"SENCO", "SENDIASS", "CAMHS", "HCPC", "ADHD", "UPN", "BSL", "EHC", "GP", "SEN", "OK"}
FRESH_KINDS = (Kind.SIGNATURE, Kind.CONSENT)

FORMS = [pytest.param(a_form, id=a_form.id) for a_form in all_forms()]
PUPIL_FORMS = [a_form for a_form in all_forms() if a_form.audience is Audience.PUPIL]


def _own(a_form: Form) -> list[Question]:
    return [question for part in a_form.sections if part.key not in SHARED for question in part.questions]


def _bare(number: str) -> str:
    return re.sub(r"(?<=\d)[a-z]$", "", number)


def _numbers(questions: list[Question]) -> list[str]:
    """The forms.md numbers answered to, in order, once each: "1.1a" is 1.1, "4–7" is 4, 5, 6 and 7."""
    found: list[str] = []
    for question in questions:
        first, dash, last = question.number.partition("–")
        span = [str(n) for n in range(int(first), int(last) + 1)] if dash else [_bare(question.number)]
        found += [number for number in span if number and number not in found]
    return found


def _visible(a_form: Form) -> Iterator[tuple[str, str]]:
    """Every piece of words that somebody reads, and where it stands."""
    for text in (a_form.title, a_form.paper_title, a_form.intro, a_form.closing, a_form.returning):
        yield "form", text
    for part in a_form.sections:
        yield part.key, part.title
        yield part.key, part.help
        for question in part.questions:
            for text in _words_of(question):
                yield f"{part.key}.{question.key}", text


def _words_of(question: Question) -> Iterator[str]:
    yield from (question.label, question.help, question.note, question.low, question.high, *question.words)
    yield from (choice.label for choice in question.choices)
    for item in question.items:
        yield from (item.label, item.low, item.high)
    for column in question.columns:
        yield column.label
        yield from (choice.label for choice in column.choices)


def test_the_papers_of_stage_3_are_all_there():
    assert {a_form.id for a_form in all_forms()} >= {*NUMBERS, "pupil_views_supported"}
    assert {a_form.paper for a_form in all_forms()} == {
        "parent_information",
        "story_so_far",
        "family_views",
        "pupil_views",
        "outside_agency",
        "consent",
    }


@pytest.mark.parametrize("form_id", NUMBERS)
def test_every_number_of_the_design_is_asked_in_its_order(form_id):
    asked = [number for number in _numbers(_own(form(form_id))) if not number.startswith("HDR")]
    assert asked == NUMBERS[form_id].split()


@pytest.mark.parametrize("form_id", PARTS)
def test_a_row_that_asks_for_several_answers_has_room_for_each(form_id):
    room: dict[str, int] = {}
    for question in _own(form(form_id)):
        if question.kind is not Kind.NOTICE:
            number = _bare(question.number)
            room[number] = room.get(number, 0) + max(1, len(question.items))
    assert {number: room.get(number, 0) for number in PARTS[form_id]} == PARTS[form_id]


@pytest.mark.parametrize("form_id", ["parent_information", "story_so_far", "family_views"])
def test_a_table_for_a_family_has_four_rows_to_write_in(form_id):
    tables = [question for question in _own(form(form_id)) if question.kind is Kind.TABLE]
    by_person = {"parents": 2, "working_with": 3}  # each a column of its own, as wide as an address needs
    assert {q.key: q.rows for q in tables} == {q.key: by_person.get(q.key, 4) for q in tables}


@pytest.mark.parametrize("form_id", ["parent_information", "story_so_far", "family_views"])
def test_a_family_is_told_what_it_may_leave_out_and_what_comes_after(form_id):
    promised = {
        "parent_information": (
            "Leave out anything",
            "by phone",
            "once a year",
            "at any time if something changes",
        ),
        "story_so_far": ("you choose what goes in", "talk in private", "not change your words", "add to it"),
        "family_views": (
            "no right answers",
            "answer only some",
            "before the meeting",
            "write it down for you",
        ),
    }
    paper = form(form_id)
    said = f"{paper.intro} {paper.closing} {paper.returning}"
    assert [words for words in promised[form_id] if words not in said] == []


def test_the_supported_version_has_its_week_its_guess_and_its_check():
    asked = [question.key for question in _own(form("pupil_views_supported"))]
    wanted = ["observations", "would_tell_us", "how_sure", "observed_by", "checked_with_family"]
    assert [key for key in asked if key in wanted] == wanted


def test_the_whole_header_stands_around_a_form_that_leaves_nothing_out():
    story = form("story_so_far")
    header = [question for question in story.questions() if question not in _own(story)]
    assert _numbers(header) == HEADER
    assert [part.key for part in story.sections][:: len(story.sections) - 1] == list(SHARED)


def test_the_story_asks_its_date_teller_and_writer_in_the_header():
    keys = [question.key for question in form("story_so_far").questions()]
    assert {"completed_on", "filled_in_by", "helped_by"} <= set(keys)


def test_the_upn_never_stands_on_a_family_copy():
    for a_form in all_forms():
        for question in a_form.questions():
            assert question.private or question.binds != "pupil.upn", a_form.id


@pytest.mark.parametrize("a_form", FORMS)
def test_keys_are_unique_and_bindings_known(a_form):
    keys = [question.key for question in a_form.questions()]
    assert len(keys) == len(set(keys))
    assert {question.binds for question in a_form.questions() if question.binds} <= BINDINGS


@pytest.mark.parametrize("a_form", FORMS)
def test_a_choice_is_between_2_and_14_things(a_form):
    lists = [(question.key, question.choices) for question in a_form.questions() if question.choices]
    for question in a_form.questions():
        lists += [(f"{question.key}.{c.key}", c.choices) for c in question.columns if c.choices]
    assert [(key, len(choices)) for key, choices in lists if not 2 <= len(choices) <= 14] == []


@pytest.mark.parametrize("form_id", TALK)
def test_a_sensitive_question_offers_to_talk_instead(form_id):
    assert [key for key in TALK[form_id].split() if not form(form_id).question(key).talk] == []


@pytest.mark.parametrize("a_form", FORMS)
def test_a_signature_or_a_consent_is_never_carried_over(a_form):
    carried = [q.key for q in a_form.questions() if q.kind in FRESH_KINDS and q.carry]
    assert carried == []


@pytest.mark.parametrize("a_form", FORMS)
def test_families_and_pupils_read_no_jargon(a_form):
    if a_form.audience not in (Audience.FAMILY, Audience.PUPIL):
        return
    found = [
        (place, word)
        for place, text in _visible(a_form)
        for word in BANNED
        if re.search(rf"\b{word}", text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("a_form", FORMS)
def test_nothing_is_shouted(a_form):
    shouted = [
        (place, word)
        for place, text in _visible(a_form)
        for word in re.findall(r"\b[A-Z]{2,}\b", text)
        if word not in KNOWN_CAPITALS
    ]
    assert shouted == []


@pytest.mark.parametrize("a_form", FORMS)
def test_words_fit_any_child_and_any_name(a_form):
    # On a blank copy {name} becomes "your child": right within a sentence of a form for the family.
    texts = [(place, text) for place, text in _visible(a_form) if not place.endswith(".pronouns")]
    assert [t for t in texts if re.search(r"(^|[.!?] )\{name\}", t[1])] == []
    assert [t for t in texts if re.search(r"\b(he|she|him|his|her|hers)\b", t[1], re.IGNORECASE)] == []
    if a_form.audience is not Audience.FAMILY:
        assert [t for t in texts if "{name}" in t[1]] == []


@pytest.mark.parametrize("a_form", FORMS)
def test_every_brace_is_the_name(a_form):
    assert [t for t in _visible(a_form) if "{" in t[1].replace("{name}", "") or "'" in t[1]] == []


@pytest.mark.parametrize("a_form", PUPIL_FORMS, ids=lambda a_form: a_form.id)
def test_a_pupil_may_stop_and_knows_what_must_be_passed_on(a_form):
    assert "stop at any time" in a_form.intro
    assert "no wrong answers" in a_form.intro
    cover = next(question for question in _own(a_form) if question.kind is Kind.NOTICE)
    assert cover.number == "HDR11"
    assert "we must tell someone who can help" in cover.help


@pytest.mark.parametrize("a_form", PUPIL_FORMS, ids=lambda a_form: a_form.id)
def test_what_is_for_the_adult_is_kept_off_the_pupils_copy(a_form):
    assert a_form.question("observer_note").private
    assert a_form.question("for_the_adult").private
    assert "safeguarding system, not here" in a_form.question("for_the_adult").help


def test_every_year_group_has_one_version_of_pupil_views():
    years = ["N1", "N2", "R", *(str(n) for n in range(1, 15))]
    for year in years:
        assert [f.id for f in PUPIL_FORMS if year in f.year_groups] == [variant_for("pupil_views", year).id]


def test_early_readers_have_a_known_picture_for_everything_they_choose():
    early = form("pupil_views_early_primary")
    pictured = [item.picture for question in early.questions() for item in question.items]
    assert len(pictured) == 12
    assert set(pictured) <= set(PICTURES)
    assert all(choice.picture in PICTURES for choice in early.question("when_upset").choices)


def test_the_best_end_of_a_ladder_is_always_ten():
    stress = next(i for i in form("pupil_views_secondary").question("ratings").items if i.key == "stress")
    assert (stress.low, stress.high) == ("Very stressed", "Calm")
    for a_form in all_forms():
        for question in a_form.questions():
            if question.kind is Kind.LADDER:
                ends = [(item.low, item.high) for item in question.items] or [(question.low, question.high)]
                assert all(low and high for low, high in ends), question.key


def test_what_the_school_will_do_stays_in_school():
    action = next(part for part in form("outside_agency").sections if part.key == "action")
    assert action.private
    assert form("outside_agency").question("without_agreement").private
