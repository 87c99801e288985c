"""Stage history and the stepping stones."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from senco_desk.models.codes import Stage
from senco_desk.rules import stages
from senco_desk.rules.stages import PATHWAY, StepState

TODAY = date(2026, 11, 17)


@dataclass(frozen=True)
class Spell:
    stage: Stage
    started_on: date
    ended_on: date | None = None


IDRIS = (
    Spell(Stage.CONCERN, date(2026, 1, 13), date(2026, 3, 10)),
    Spell(Stage.MY_PLAN, date(2026, 3, 10), date(2026, 7, 2)),
    Spell(Stage.MY_PLAN_PLUS, date(2026, 7, 2)),
)


def test_the_stones_of_the_picture():
    stones = stages.steps(IDRIS, today=TODAY)
    assert [stone.state for stone in stones] == [
        StepState.DONE, StepState.DONE, StepState.NOW, StepState.AHEAD, StepState.AHEAD,
    ]  # fmt: skip
    assert (stones[0].dates, stones[0].length) == ("13 Jan to 10 Mar 2026", "8 weeks")
    assert (stones[2].dates, stones[2].length) == ("since 2 July", "19 weeks")
    assert stones[0].family == ("Finished", "March 2026")
    assert stones[2].family == ("Started", "2 July 2026")
    assert stones[4].family == ("Not now", "Only if it is needed")


def test_the_picture_has_words_for_those_who_cannot_see_it():
    said = stages.picture_words("Idris", stages.steps(IDRIS, today=TODAY))
    assert said.startswith("Idris’s pathway as five stepping stones. Record of Concern, finished March 2026.")
    assert "My Plan+, started 2 July 2026: Idris is here." in said
    assert said.endswith("EHCP, not now, only if it is needed.")


def test_a_stage_that_was_never_needed_is_passed_by():
    stones = stages.steps((Spell(Stage.MY_PLAN_PLUS, date(2025, 7, 2)),), today=TODAY)
    assert [stone.state for stone in stones[:3]] == [StepState.PASSED_BY, StepState.PASSED_BY, StepState.NOW]
    assert stones[2].dates == "since 2 July 2025"


def test_no_history_is_all_ahead():
    assert {stone.state for stone in stages.steps((), today=TODAY)} == {StepState.AHEAD}


def test_a_step_back_leaves_the_further_stone_finished():
    history = (*IDRIS[:2], Spell(Stage.MY_PLAN_PLUS, date(2026, 7, 2), date(2026, 10, 1)))
    stones = stages.steps((*history, Spell(Stage.MY_PLAN, date(2026, 10, 1))), today=TODAY)
    assert stones[1].state is StepState.NOW
    assert stones[2].state is StepState.DONE


def test_a_sound_history_has_no_problems():
    assert stages.history_problems(IDRIS, today=TODAY) == ()
    assert stages.history_problems((), today=TODAY) == ()


def test_each_flaw_of_a_history_is_named():
    def said(*spells):
        return " ".join(stages.history_problems(spells, today=TODAY))

    assert "No stage is open" in said(IDRIS[0])
    assert "2 stages are open: Concern and My Plan" in said(
        Spell(Stage.CONCERN, date(2026, 1, 1)), Spell(Stage.MY_PLAN, date(2026, 2, 1))
    )
    assert "Concern ends before it starts" in said(Spell(Stage.CONCERN, date(2026, 2, 1), date(2026, 1, 1)))
    assert "still to come" in said(Spell(Stage.CONCERN, TODAY + timedelta(days=1)))
    assert "My Plan starts before Concern has ended" in said(
        Spell(Stage.CONCERN, date(2026, 1, 1), date(2026, 3, 1)), Spell(Stage.MY_PLAN, date(2026, 2, 1))
    )


def test_every_stage_leads_somewhere_and_never_to_itself():
    for stage in Stage:
        onward = stages.next_stages(stage)
        assert onward
        assert stage not in [to for to, _ in onward]
        assert all(why for _, why in onward)


def test_the_open_spell_is_where_the_pupil_stands():
    assert stages.current(IDRIS) is IDRIS[2]
    assert stages.current(()) is None


@st.composite
def histories(draw):
    day, spells = date(2024, 9, 2), []
    visited = draw(st.lists(st.sampled_from(list(Stage)), min_size=1, max_size=6))
    for at, stage in enumerate(visited):
        end = day + timedelta(days=draw(st.integers(0, 120)))
        spells.append(Spell(stage, day, None if at == len(visited) - 1 else end))
        day = end
    return draw(st.permutations(spells))


@given(histories())
def test_one_stone_at_most_is_now_and_it_is_the_open_one(history):
    stones = stages.steps(history, today=TODAY)
    here = [stone.stage for stone in stones if stone.state is StepState.NOW]
    now = stages.current(history)
    assert now is not None
    assert here == ([now.stage] if now.stage in PATHWAY else [])
    assert [stone.stage for stone in stones] == list(PATHWAY)
    assert stages.history_problems(history, today=TODAY) == ()
