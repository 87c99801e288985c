"""Stage histories that hang together, and the reviews that go with them."""

from __future__ import annotations

import random
from datetime import date, timedelta

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import ContactInput, MeetingInput, StageSpellInput
from senco_desk.rules.reviews import review_window
from senco_desk.services.demo.cast import Person, setting
from senco_desk.services.demo.days import Days

_DAYS_BETWEEN = {Stage.MY_PLAN: 42, Stage.MY_PLAN_PLUS: 70, Stage.EHCP: 364}
"""Days from one review to the next, about."""
_KEPT = 3
"""Reviews held that the file still knows of."""


def spells(person: Person, days: Days, dice: random.Random) -> list[StageSpellInput]:
    """A pupil's stage history: each begins on a school day, and the last is open."""
    made: list[StageSpellInput] = []
    for place, step in enumerate(part for part in person.path.split(", ") if part):
        word, weeks = step.split()
        stage = Stage(word)
        start = days.about(int(weeks) * 7 + dice.randint(-2, 2))
        if made:
            start = max(start, _school_day_after(made[-1].started_on, days))
            made[-1] = made[-1].model_copy(update={"ended_on": start})
        reason = person.reasons[place] if place < len(person.reasons) else _reason(stage, dice)
        made.append(StageSpellInput(stage=stage, started_on=start, reason=reason))
    return made


def _school_day_after(day: date, days: Days) -> date:
    following = day + timedelta(days=1)
    while following < days.today and not days.is_school_day(following):
        following += timedelta(days=1)
    return following


def _reason(stage: Stage, dice: random.Random) -> str:
    return dice.choice(setting().reasons[stage])


def meetings(
    person: Person,
    history: list[StageSpellInput],
    contacts: list[ContactInput],
    days: Days,
    dice: random.Random,
) -> list[MeetingInput]:
    """Reviews held and the next one planned, earliest first; none for a pupil who is not on the pathway."""
    if not history or history[-1].stage is Stage.NONE:
        return []
    now = history[-1]
    held = sorted(days.about(ago) for ago in person.held) or _held(person, now, days, dice)
    made = [_meeting(day, person, now.stage, contacts, dice, held=True) for day in held]
    if person.left is None:
        coming = _next(person, now, held, days, dice)
        made.append(_meeting(coming, person, now.stage, contacts, dice))
    return made


def _held(person: Person, now: StageSpellInput, days: Days, dice: random.Random) -> list[date]:
    """Count back from the next review, or from some weeks ago, to the start of the stage."""
    step = _DAYS_BETWEEN.get(now.stage)
    if step is None:
        return []
    ago = dice.randint(4, step * 4 // 7) if person.review is None else step - person.review
    found: set[date] = set()
    while len(found) < _KEPT and days.today - timedelta(days=ago) > now.started_on + timedelta(
        days=step // 2
    ):
        held = days.about(max(ago, 1))
        found |= {held} if held > now.started_on else set()
        ago += step - dice.randint(0, 7)
    return sorted(found)


def _next(person: Person, now: StageSpellInput, held: list[date], days: Days, dice: random.Random) -> date:
    if person.review is not None:
        return days.near(person.review)
    window = review_window(now.stage, held[-1] if held else now.started_on, terms=days.known_terms)
    if window is None or window.closes_on <= days.today:
        return days.ahead(dice.randint(15, 35))
    # Not all on the last day that they may be: nobody holds ten reviews on the day before Christmas.
    early = min((window.closes_on - days.today).days - 1, dice.randint(0, 13))
    planned = days.back((days.today - window.closes_on).days + early)
    return planned if planned > days.today else days.ahead(1)


def _meeting(
    day: date,
    person: Person,
    stage: Stage,
    contacts: list[ContactInput],
    dice: random.Random,
    *,
    held: bool = False,
) -> MeetingInput:
    scene = setting()
    invited = [f"{person.preferred or person.forename}"]
    invited += [f"{contact.name}, {contact.relationship.lower()}" for contact in contacts[:2]]
    if person.adult:
        invited.append(f"{person.adult}, key adult")
    if stage in (Stage.MY_PLAN_PLUS, Stage.EHC_ASSESSMENT, Stage.EHCP):
        invited.append(f"{scene.staff.psychologist}, educational psychologist")
    return MeetingInput(
        on=day,
        at=person.at or dice.choice(scene.places.times),
        place=person.place or dice.choice(scene.places.rooms),
        led_by=scene.school.senco_name,
        invited="\n".join(invited),
        held=held,
    )
