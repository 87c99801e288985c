"""Stage history: what must hold of it, where a pupil can go next, and the stepping stones drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from senco_desk.models.codes import Stage
from senco_desk.rules.dates_in_words import (
    day_and_month,
    duration,
    full_date,
    month_and_year,
    short_date,
    span,
)
from senco_desk.rules.names import possessive

PATHWAY = (Stage.CONCERN, Stage.MY_PLAN, Stage.MY_PLAN_PLUS, Stage.EHC_ASSESSMENT, Stage.EHCP)
"""The stones, in order."""


class SpellDates(Protocol):
    """A row of stage history."""

    @property
    def stage(self) -> Stage:
        """Where the pupil stood."""

    @property
    def started_on(self) -> date:
        """The event date."""

    @property
    def ended_on(self) -> date | None:
        """The last day, or None while it is open."""


class StepState(StrEnum):
    """Where a stone stands for a pupil."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    PASSED_BY = "passed_by"
    """Before the present one, and never stood on."""


@dataclass(frozen=True)
class Step:
    """One stepping stone with its words."""

    stage: Stage
    state: StepState
    started_on: date | None
    ended_on: date | None
    dates: str
    """For the window: "13 Jan to 10 Mar 2026", "since 2 July", ""."""
    length: str
    """"8 weeks", or ""."""
    family: tuple[str, str]
    """For paper, two lines: ("Finished", "March 2026"), ("Started", "28 September 2026"), ("Not now", "")."""

    @property
    def words(self) -> str:
        """The stone's name."""
        return "Record of Concern" if self.stage is Stage.CONCERN else self.stage.words


def current(spells: Iterable[SpellDates]) -> SpellDates | None:
    """Give the open spell, or None for a pupil who was never on the pathway."""
    return next((spell for spell in spells if spell.ended_on is None), None)


def in_order(spells: Iterable[SpellDates]) -> list[SpellDates]:
    """Sort spells by start; on the same day the one that ended comes first."""
    return sorted(spells, key=lambda spell: (spell.started_on, spell.ended_on or date.max))


def history_problems(spells: Iterable[SpellDates], *, today: date) -> tuple[str, ...]:
    """Say what cannot be in a stage history; empty when it is sound.

    Exactly one row is open, none ends before it starts, none overlap (one may start on the day that another
    ends), and none starts in the future. Gaps are allowed: an old paper file often has them.
    """
    ordered = in_order(spells)
    found = []
    still_open = [spell for spell in ordered if spell.ended_on is None]
    if ordered and not still_open:
        found.append("No stage is open. Say where the pupil stands now.")
    if len(still_open) > 1:
        names = " and ".join(spell.stage.words for spell in still_open)
        found.append(f"{len(still_open)} stages are open: {names}. Say when all but the last of them ended.")
    for spell in ordered:
        if spell.ended_on is not None and spell.ended_on < spell.started_on:
            found.append(f"{spell.stage.words} ends before it starts. Check both days.")
        if spell.started_on > today:
            found.append(
                f"{spell.stage.words} starts on {short_date(spell.started_on)}, which is still to come."
            )
    for earlier, later in pairwise(ordered):
        if earlier.ended_on is not None and later.started_on < earlier.ended_on:
            found.append(
                f"{later.stage.words} starts before {earlier.stage.words} has ended. Check both days."
            )
    return tuple(found)


_NEXT: dict[Stage, tuple[tuple[Stage, str], ...]] = {
    Stage.NONE: (
        (Stage.CONCERN, "Begin a Record of Concern"),
        (Stage.MY_PLAN, "Place on My Plan"),
        (Stage.MY_PLAN_PLUS, "Place on My Plan+"),
        (Stage.EHC_ASSESSMENT, "An EHC assessment is under way"),
        (Stage.EHCP, "Has an EHCP already"),
    ),
    Stage.CONCERN: (
        (Stage.MY_PLAN, "No progress yet: move to My Plan"),
        (Stage.NONE, "Outcomes achieved: no concern now"),
    ),
    Stage.MY_PLAN: (
        (Stage.MY_PLAN_PLUS, "An outside agency is needed: move to My Plan+"),
        (Stage.CONCERN, "A plan no longer fits: back to monitoring"),
        (Stage.NONE, "Barriers overcome: off the register"),
    ),
    Stage.MY_PLAN_PLUS: (
        (Stage.EHC_ASSESSMENT, "Needs are long term and complex: begin an EHC needs assessment"),
        (Stage.MY_PLAN, "Doing well: step back to My Plan"),
        (Stage.NONE, "Barriers overcome: off the register"),
    ),
    Stage.EHC_ASSESSMENT: (
        (Stage.EHCP, "The plan is issued"),
        (Stage.MY_PLAN_PLUS, "No plan is issued: carry on with My Plan+"),
    ),
    Stage.EHCP: (
        (Stage.MY_PLAN_PLUS, "The EHCP has ceased: carry on with My Plan+"),
        (Stage.MY_PLAN, "The EHCP has ceased: carry on with My Plan"),
        (Stage.NONE, "The EHCP has ceased: off the register"),
    ),
}


def next_stages(stage: Stage) -> tuple[tuple[Stage, str], ...]:
    """Give the stages that a pupil can go to next, likeliest first, each with why one would (pathway.md)."""
    return _NEXT[stage]


def steps(spells: Iterable[SpellDates], *, today: date) -> tuple[Step, ...]:
    """Give the five stepping stones of a pupil. A stone stood on twice shows the last time."""
    ordered = in_order(spells)
    now = current(ordered)
    last = {spell.stage: spell for spell in ordered}
    if now is not None:
        last[now.stage] = now
    place = PATHWAY.index(now.stage) if now is not None and now.stage in PATHWAY else -1
    return tuple(_step(stage, at, place, last.get(stage), today) for at, stage in enumerate(PATHWAY))


def _step(stage: Stage, at: int, place: int, spell: SpellDates | None, today: date) -> Step:
    if spell is None:
        if at < place:
            return Step(stage, StepState.PASSED_BY, None, None, "", "", ("Not needed", ""))
        return Step(stage, StepState.AHEAD, None, None, "", "", ("Not now", _ahead_words(stage)))
    if spell.ended_on is None:
        since = day_and_month(spell.started_on)
        since += f" {spell.started_on.year}" if spell.started_on.year != today.year else ""
        length = duration(spell.started_on, max(today, spell.started_on))
        family = ("Started", full_date(spell.started_on))
        return Step(stage, StepState.NOW, spell.started_on, None, f"since {since}", length, family)
    ended = max(spell.ended_on, spell.started_on)
    family = ("Finished", month_and_year(ended))
    dates, length = span(spell.started_on, ended), duration(spell.started_on, ended)
    return Step(stage, StepState.DONE, spell.started_on, ended, dates, length, family)


def _ahead_words(stage: Stage) -> str:
    return "Only if it is needed" if stage in (Stage.EHC_ASSESSMENT, Stage.EHCP) else ""


def picture_words(forename: str, stones: Sequence[Step]) -> str:
    """Say the whole picture in words, for its alternative text: every stone and where the child is."""
    said = [
        f"{possessive(forename)} pathway as {_NUMBERS.get(len(stones), str(len(stones)))} stepping stones."
    ]
    for stone in stones:
        state, when = stone.family
        joined = f", {when.lower()}" if when.startswith("Only") else f" {when}".rstrip()
        words = f"{stone.words}, {state.lower()}{joined}"
        said.append(f"{words}: {forename} is here." if stone.state is StepState.NOW else f"{words}.")
    return " ".join(said)


_NUMBERS = {4: "four", 5: "five"}
