"""Pupils, contacts, needs, stages and reviews, in a real vault."""

from datetime import date

import pytest

from senco_desk.errors import Mistake
from senco_desk.models.codes import Area, NeedType, Stage
from senco_desk.models.pupil import ContactInput, MeetingInput, NeedInput, PupilInput
from senco_desk.models.school import SchoolInput, TermInput
from senco_desk.services import listing, pupils, register, school, stages
from senco_desk.services.register import RegisterFilter
from senco_desk.store import Store, undo

TODAY = date(2026, 11, 22)
IDRIS = PupilInput(
    upn="V999990026001", legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H"
)


def need(code: NeedType, rank: int) -> NeedInput:
    return NeedInput(code=code, rank=rank, area=code.area)


def test_a_pupil_is_added_with_family_and_needs_in_one_step_that_undo_takes_back(store: Store) -> None:
    pupil_id, done = pupils.add(
        store,
        IDRIS,
        contacts=[ContactInput(name="Leila Halloran", relationship="Mother")],
        needs=[need(NeedType.SEMH, 2), need(NeedType.SLCN, 1)],
    )
    seen = pupils.view(store, pupil_id)
    assert seen.name == "Idris Halloran"
    assert [part.code for part in seen.needs] == [NeedType.SLCN, NeedType.SEMH]
    assert seen.contacts[0].name == "Leila Halloran"
    assert "add Idris Halloran" in done.name
    undo.undo(store)
    with pytest.raises(Mistake, match="no longer in this file"):
        pupils.view(store, pupil_id)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"legal_forename": ""}, "legal_forename", "Legal forename is empty"),
        ({"sessions_possible": 10, "sessions_missed": 11}, "sessions_missed", "more than sessions possible"),
        ({"form": "x" * 41}, "form", "longer than 40"),
        ({"left_on": date(2020, 1, 1), "joined_on": date(2021, 1, 1)}, "left_on", "before the joining"),
    ],
)
def test_a_field_that_does_not_fit_is_named_and_nothing_is_saved(
    store: Store, fields: dict[str, object], field: str, said: str
) -> None:
    with pytest.raises(Mistake) as told:
        pupils.add(store, PupilInput.model_construct(**(IDRIS.model_dump() | fields)))
    assert told.value.field == field
    assert said in told.value.said
    assert listing.listed(store) == []


def test_contacts_are_changed_in_place_so_that_history_says_what_changed(store: Store) -> None:
    pupil_id, _ = pupils.add(store, IDRIS, contacts=[ContactInput(name="A"), ContactInput(name="B")])
    first = pupils.view(store, pupil_id).contacts[0].id
    pupils.set_contacts(store, pupil_id, [ContactInput(name="A2", phone="07700 900123")])
    (left,) = pupils.view(store, pupil_id).contacts
    assert (left.id, left.name, left.rank) == (first, "A2", 1)


def test_one_need_cannot_stand_twice(store: Store) -> None:
    pupil_id, _ = pupils.add(store, IDRIS)
    with pytest.raises(Mistake, match="stands twice"):
        pupils.set_needs(store, pupil_id, [need(NeedType.ASD, 1), need(NeedType.ASD, 2)])


def test_a_stage_ends_the_one_before_and_one_row_stays_open(store: Store) -> None:
    pupil_id, _ = pupils.add(store, IDRIS)
    stages.place_on_stage(store, pupil_id, Stage.CONCERN, date(2026, 1, 13), today=TODAY)
    stages.place_on_stage(
        store, pupil_id, Stage.MY_PLAN, date(2026, 3, 10), today=TODAY, reason="No progress"
    )
    seen = pupils.view(store, pupil_id)
    assert seen.stage is Stage.MY_PLAN
    assert [(spell.stage, spell.ended_on) for spell in seen.spells] == [
        (Stage.CONCERN, date(2026, 3, 10)),
        (Stage.MY_PLAN, None),
    ]
    stages.place_on_stage(store, pupil_id, Stage.NONE, date(2026, 7, 1), today=TODAY)
    assert pupils.view(store, pupil_id).stage is Stage.NONE


@pytest.mark.parametrize(
    ("stage", "on", "said"),
    [
        (Stage.CONCERN, date(2026, 2, 1), "on Concern already"),
        (Stage.MY_PLAN, date(2025, 2, 1), "after that day"),
        (Stage.MY_PLAN, date(2027, 2, 1), "future"),
    ],
)
def test_a_stage_that_cannot_be_is_refused(store: Store, stage: Stage, on: date, said: str) -> None:
    pupil_id, _ = pupils.add(store, IDRIS)
    stages.place_on_stage(store, pupil_id, Stage.CONCERN, date(2026, 1, 13), today=TODAY)
    with pytest.raises(Mistake, match=said):
        stages.place_on_stage(store, pupil_id, stage, on, today=TODAY)


def test_the_next_review_moves_and_a_held_one_gives_way_to_a_new_one(store: Store) -> None:
    pupil_id, _ = pupils.add(store, IDRIS)
    stages.plan_review(store, pupil_id, MeetingInput(on=date(2026, 11, 26), at="10:00", place="Room 12"))
    stages.plan_review(store, pupil_id, MeetingInput(on=date(2026, 11, 27), at="10:00"))
    assert len(pupils.view(store, pupil_id).meetings) == 1
    with pytest.raises(Mistake, match="has not come yet"):
        stages.mark_held(store, pupil_id, today=TODAY)
    stages.mark_held(store, pupil_id, today=date(2026, 11, 27))
    stages.plan_review(store, pupil_id, MeetingInput(on=date(2027, 1, 14)))
    review = pupils.view(store, pupil_id).next_review
    assert review is not None
    assert review.on == date(2027, 1, 14)
    with pytest.raises(Mistake, match="time is not one"):
        stages.plan_review(store, pupil_id, MeetingInput(on=date(2027, 1, 14), at="25:00"))


def test_leavers_are_kept_and_can_come_back(store: Store) -> None:
    pupil_id, _ = pupils.add(store, IDRIS)
    pupils.leave(store, pupil_id, date(2026, 7, 20), "Larkmoor School")
    assert register.rows(store, RegisterFilter(list="all"), today=TODAY) == ()
    assert len(register.rows(store, RegisterFilter(list="leavers"), today=TODAY)) == 1
    pupils.come_back(store, pupil_id)
    assert len(register.rows(store, RegisterFilter(list="all"), today=TODAY)) == 1


def test_the_lists_hold_whom_they_say(store: Store) -> None:
    ids = {}
    for name, stage in [
        ("Ann", Stage.CONCERN),
        ("Bea", Stage.MY_PLAN),
        ("Cy", Stage.MY_PLAN_PLUS),
        ("Di", None),
    ]:
        ids[name], _ = pupils.add(
            store, PupilInput(legal_forename=name, legal_surname="Stone", part_time=name == "Di"), needs=[]
        )
        if stage:
            stages.place_on_stage(store, ids[name], stage, date(2026, 9, 7), today=TODAY)
    pupils.set_needs(store, ids["Bea"], [need(NeedType.HI, 1)])
    stages.plan_review(store, ids["Ann"], MeetingInput(on=date(2026, 11, 20)))
    stages.plan_review(store, ids["Bea"], MeetingInput(on=date(2027, 2, 1)))
    counts = register.counts(store, today=TODAY)
    assert counts == {
        "register": 2,
        "concerns": 1,
        "due": 1,
        "papers": 1,
        "part_time": 1,
        "all": 4,
        "leavers": 0,
    }
    assert register.counts_by_stage(store)[Stage.MY_PLAN_PLUS] == 1
    assert register.counts_by_need(store) == {NeedType.HI: 1}
    by_area = RegisterFilter(list="all", areas=(Area.SENSORY.value,))
    assert [row.forename for row in register.rows(store, by_area, today=TODAY)] == ["Bea"]
    newest = RegisterFilter(list="all", sort="stage", descending=True)
    assert register.rows(store, newest, today=TODAY)[0].forename == "Cy"
    found = register.rows(store, RegisterFilter(list="all", text="stoen"), today=TODAY)
    assert len(found) == 4


def test_a_filter_is_kept_by_name(store: Store) -> None:
    wanted = RegisterFilter(list="all", year_groups=("7", "8"), sort="attendance")
    register.keep_filter(store, "Lower school", wanted)
    (kept,) = register.kept_filters(store)
    assert (kept.name, kept.filter) == ("Lower school", wanted)
    with pytest.raises(Mistake, match="already"):
        register.keep_filter(store, "leavers", wanted)
    register.drop_filter(store, kept.id)
    assert register.kept_filters(store) == ()


def test_the_school_and_its_terms_are_kept_and_overlapping_terms_refused(store: Store) -> None:
    school.save(store, SchoolInput(name="Fernhill Academy", senco_name="Joy Adeyemi"))
    assert school.read(store).name == "Fernhill Academy"
    usual = school.usual_terms(2026)
    school.save_terms(store, usual)
    assert school.terms(store) == usual
    clash = TermInput(academic_year=2026, name="Extra", starts_on=date(2026, 12, 1), ends_on=date(2027, 1, 2))
    with pytest.raises(Mistake, match="before Autumn term has ended"):
        school.save_terms(store, [*usual, clash])
    assert school.terms(store) == usual
