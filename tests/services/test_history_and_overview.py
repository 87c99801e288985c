"""A pupil's history in words, read in pieces; and what the overview of a pupil says."""

from __future__ import annotations

from datetime import date

from senco_desk.forms import reading
from senco_desk.forms.answers import Answer
from senco_desk.models.codes import Area, NeedType, Stage
from senco_desk.models.pupil import ContactInput, MeetingInput, NeedInput, PupilInput
from senco_desk.rules.reviews import Due
from senco_desk.rules.stages import StepState
from senco_desk.services import history, overview, pupils, responses, stages
from senco_desk.store import Store, undo
from tests.vaults import add_pupil

TODAY = date(2026, 11, 17)


def _change(store: Store, pupil_id: int, **fields: object) -> None:
    known = pupils.view(store, pupil_id).pupil
    pupils.change(store, pupil_id, known.model_copy(update=fields))


# history


def test_each_field_stands_before_and_after_in_words(store: Store):
    pupil_id = add_pupil(store, form="8H")
    _change(store, pupil_id, form="8K", interpreter=True, date_of_birth=date(2014, 3, 14))
    step = history.of_pupil(store, pupil_id)[0]
    assert step.words == "Change Amina Yusuf's details"
    assert set(step.lines) == {
        "Form: 8H → 8K",
        "Interpreter: No → Yes",
        "Date of birth: 14 Mar 2014",
    }
    assert step.who == history.NOBODY


def test_a_field_made_blank_is_said_to_hold_nothing(store: Store):
    pupil_id = add_pupil(store, key_adult="Mr Owusu")
    _change(store, pupil_id, key_adult="")
    assert history.of_pupil(store, pupil_id)[0].lines == ("Key adult: Mr Owusu → nothing",)


def test_an_undo_is_a_step_of_its_own(store: Store):
    pupil_id = add_pupil(store, form="8H")
    _change(store, pupil_id, form="8K")
    undo.undo(store)
    steps = history.of_pupil(store, pupil_id)
    assert steps[0].words == "Undone: change Amina Yusuf's details"
    assert steps[0].lines == ("Form: 8K → 8H",)


def test_a_contact_taken_out_is_named(store: Store):
    pupil_id = add_pupil(store)
    pupils.set_contacts(store, pupil_id, [ContactInput(name="Leila Halloran", relationship="Mother")])
    pupils.set_contacts(store, pupil_id, [])
    assert history.of_pupil(store, pupil_id)[0].lines == ("Contact taken out: Leila Halloran",)


def test_a_form_s_answers_are_told_question_by_question(store: Store):
    pupil_id = add_pupil(store, year_group="8")
    form = reading.form("family_views")
    question = next(q for q in form.questions() if q.kind.value == "long_text")
    made = responses.start(store, pupil_id, form.id)
    responses.keep_draft(store, made, {question.key: Answer("Being listened to")})
    responses.settle(store, made)
    lines = history.of_pupil(store, pupil_id)[0].lines
    assert any(line.endswith(": Being listened to") for line in lines)
    assert not any("{" in line for line in lines)


def test_a_long_history_is_read_in_pieces_that_lose_nothing(store: Store):
    pupil_id = add_pupil(store)
    for number in range(30):
        _change(store, pupil_id, form=f"8{number}", key_adult=f"Mr {number}")
    pieces = [history.of_pupil(store, pupil_id, limit=7)]
    while pieces[-1]:
        pieces.append(history.of_pupil(store, pupil_id, limit=7, before_step=pieces[-1][-1].step_id))
    read = [step.step_id for piece in pieces for step in piece]
    assert read == [step.step_id for step in history.of_pupil(store, pupil_id)]
    assert len(read) == 31
    newest = read[0]
    assert [s.step_id for piece in history.older(store, pupil_id, newest) for s in piece] == read[1:]


def test_a_step_is_found_by_its_words_accents_aside(store: Store):
    pupil_id = add_pupil(store)
    _change(store, pupil_id, key_adult="Zoë Łukasz")
    step = history.of_pupil(store, pupil_id)[0]
    assert step.says("zoe details")
    assert not step.says("zoe review")


# overview


def _idris(store: Store) -> int:
    pupil_id, _ = pupils.add(
        store,
        PupilInput(
            legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H", young_carer=True,
            date_of_birth=date(2014, 3, 14), sessions_possible=100, sessions_missed=12, part_time=True,
        ),
        needs=[NeedInput(code=NeedType.SLCN, area=Area.COMMUNICATION)],
    )  # fmt: skip
    for stage, on in (
        (Stage.CONCERN, date(2026, 1, 13)), (Stage.MY_PLAN, date(2026, 3, 10)),
        (Stage.MY_PLAN_PLUS, date(2026, 7, 2)),
    ):  # fmt: skip
        stages.place_on_stage(store, pupil_id, stage, on, today=TODAY)
    return pupil_id


def test_the_facts_say_year_school_attendance_and_flags(store: Store):
    seen = overview.overview(store, _idris(store), today=TODAY)
    assert seen.facts == (
        "Year 8, form 8H, aged 12",
        "Not in school full time",
        "Attendance 88%, persistent absence",
        "Young carer",
    )


def test_a_leaver_is_said_to_have_left_first(store: Store):
    pupil_id = _idris(store)
    pupils.leave(store, pupil_id, date(2026, 11, 13), "Hillside")
    assert overview.overview(store, pupil_id, today=TODAY).facts[0] == "Left on 13 Nov 2026 for Hillside"


def test_each_stone_says_its_dates_and_the_present_one_its_cycle(store: Store):
    pupil_id = _idris(store)
    stages.plan_review(store, pupil_id, MeetingInput(on=date(2026, 9, 24)))
    stages.mark_held(store, pupil_id)
    said = [(stone.state, stone.dates, stone.note) for stone in overview.overview(
        store, pupil_id, today=TODAY).stones]  # fmt: skip
    assert said == [
        (StepState.DONE, "13 Jan to 10 Mar 2026", "8 weeks"),
        (StepState.DONE, "10 Mar to 2 Jul 2026", "16 weeks"),
        (StepState.NOW, "since 2 July, second cycle, week 8", ""),
        (StepState.AHEAD, "", "Only if needs become long term and complex"),
        (StepState.AHEAD, "", ""),
    ]


def test_the_review_says_its_day_how_far_off_it_is_and_when_its_window_closes(store: Store):
    pupil_id = _idris(store)
    stages.plan_review(store, pupil_id, MeetingInput(on=date(2026, 9, 24)))
    stages.mark_held(store, pupil_id)
    stages.plan_review(store, pupil_id, MeetingInput(on=date(2026, 11, 26), at="10:00"))
    assert overview.overview(store, pupil_id, today=TODAY).review == (
        "Thursday 26 November, 10:00", "In 9 days. The window closes on 17 December.", Due.SOON,
    )  # fmt: skip


def test_without_a_planned_review_a_closed_window_is_late(store: Store):
    day, under, due = overview.overview(store, _idris(store), today=TODAY).review
    assert (day, due) == ("No review is planned", Due.OVERDUE)
    assert under.startswith("The window closes on ")


def test_a_pupil_of_whom_only_the_name_is_known_has_an_overview(store: Store):
    seen = overview.overview(store, add_pupil(store), today=TODAY)
    assert seen.facts == ("In school full time",)
    assert seen.window is None
    assert all(stone.state is StepState.AHEAD for stone in seen.stones)


def test_lately_passes_over_forms_only_begun(store: Store):
    pupil_id = _idris(store)
    responses.start(store, pupil_id, "family_views")
    lately = overview.overview(store, pupil_id, today=TODAY).lately
    assert [step.words for step in lately] == [
        "Move to My Plan+", "Move to My Plan", "Move to Concern", "Add Idris Halloran",
    ]  # fmt: skip
