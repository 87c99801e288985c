"""Days that are due, against a calendar counted day by day from the papers' words (figure R24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from senco_desk.models.codes import Stage
from senco_desk.rules import reviews, stages, terms, year_groups
from tests.proof import calendar
from tests.proof.calendar import Plan
from tests.proof.figures import Measured, count


@dataclass(frozen=True)
class Spell:
    stage: Stage
    started_on: date
    ended_on: date | None = None


def _wrong(of: Plan) -> list[str]:
    """What the program says of a plan that the calendar does not."""
    said: list[tuple[str, object, object]] = []
    due = calendar.window(of)
    window = reviews.review_window(of.stage, of.started, terms=of.terms, date_of_birth=of.born)
    said.append(("window", window and (window.opens_on, window.closes_on), due))
    if window and due:
        left = (due[1] - of.today).days
        urgent = "overdue" if left < 0 else "soon" if left <= 14 else "later"
        said.append(("urgency", reviews.review_status(window.closes_on, today=of.today), urgent))
        outside = not due[0] <= of.today <= due[1]
        said.append(("outside", reviews.outside_window(window, of.today) is not None, outside))
    week = terms.week_of_term(of.today, of.terms)
    said.append(("week", week and week[1:], calendar.week_of_term(of.today, of.terms)))
    year = calendar.school_year(of.today)
    said.append(("school year", year_groups.academic_year(of.today), year))
    said.append(
        ("year group", year_groups.expected_year_group(of.born, year), calendar.year_group(of.born, year))
    )
    age = max((n for n in range(40) if calendar.birthday(of.born, n) <= of.today), default=None)
    if age is not None:
        said.append(("age", year_groups.age_on(of.born, of.today), age))
    said += _stones(of)
    return [f"{of}: {what}: {ours}, not {theirs}" for what, ours, theirs in said if ours != theirs]


def _stones(of: Plan) -> list[tuple[str, object, object]]:
    """Stand on each stone up to the plan's for 30 days, and see what the picture says."""
    if of.stage not in stages.PATHWAY or of.today < of.started:
        return []
    place = stages.PATHWAY.index(of.stage)
    spells: list[Spell] = [Spell(of.stage, of.started)]
    for stage in stages.PATHWAY[place - 1 :: -1] if place else ():
        begins = spells[0].started_on - timedelta(days=30)
        spells.insert(0, Spell(stage, begins, spells[0].started_on))
    states = [step.state.value for step in stages.steps(spells, today=of.today)]
    expected = ["done"] * place + ["now"] + ["ahead"] * (len(stages.PATHWAY) - place - 1)
    weeks = (of.today.toordinal() - of.started.toordinal()) // 7
    problems = stages.history_problems(spells, today=of.today)
    return [
        ("stones", states, expected),
        ("problems", problems, ()),
        ("weeks", reviews.weeks_at(of.started, of.today), weeks),
    ]


def _all_wrong(numbers: Sequence[int]) -> list[str]:
    return [said for number in numbers for said in _wrong(calendar.plan(number))]


def test_the_program_agrees_with_the_papers_on_every_day():
    many = count(500, 10_000)
    measured = Measured("R24", "a plan's days against a calendar of its own")
    assert _all_wrong(range(many)) == []
    measured.reached(many, "0 wrong days")


@pytest.mark.parametrize(
    ("where", "name", "wrong"),
    [
        (reviews, "_WEEKS", {Stage.MY_PLAN: (0, 7)}),
        (reviews, "last_school_day", lambda on, _terms: on),
        (reviews, "age_on", lambda born, on: on.year - born.year),
        (year_groups, "academic_year", lambda on: on.year if on.month >= 8 else on.year - 1),
        (terms, "_monday", lambda on: on - timedelta(days=(on.weekday() + 1) % 7)),
    ],
    ids=["a week too many", "holidays forgotten", "years alone", "from August", "weeks from Sunday"],
)
def test_a_rule_that_is_a_little_wrong_is_caught(where, name, wrong, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(where, name, wrong)
    assert _all_wrong(range(500)) != []


def test_no_day_of_thirty_years_is_left_out():
    first = date(2015, 1, 1)
    for day in (first + timedelta(days=n) for n in range(30 * 366)):
        of = Plan(Stage.EHCP, day, calendar.months_later(day, -60), (), day)
        assert _wrong(of) == []
