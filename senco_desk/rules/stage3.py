"""What Stage 3 (My Plan+) asks for before its plan: five papers and consent (pathway.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from senco_desk.rules.dates_in_words import ago_words, short_date

PAPERS: Final = {
    "parent_information": "Parent Information",
    "story_so_far": "My Child’s Story So Far",
    "family_views": "What My Family Think",
    "pupil_views": "Pupil Views",
    "outside_agency": "Outside Agency Information",
}
"""The five papers by key, in the order of the pack."""
CONSENT: Final = "consent"
CONSENT_TITLE: Final = "Consent"


class PaperState(StrEnum):
    """How far a paper has come."""

    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    COMPLETED = "completed"
    DECLINED = "declined"


@dataclass(frozen=True)
class PaperFact:
    """What is known of one paper of one pupil.

    `sent_on` is the day it was asked for; `declined_by` and `declined_on` belong to a refusal, which
    settles the paper.
    """

    key: str
    state: PaperState
    answered: int = 0
    asked: int = 0
    sent_on: date | None = None
    completed_on: date | None = None
    declined_by: str = ""
    declined_on: date | None = None


@dataclass(frozen=True)
class PaperStanding:
    """One of the five papers, or consent, in words."""

    key: str
    title: str
    state: PaperState
    words: str
    """Such as "Completed 12 Nov 2026", "Begun, 21 of 32 answered", "Not begun"."""

    @property
    def settled(self) -> bool:
        """Completed or declined: nothing more is asked for."""
        return self.state in (PaperState.COMPLETED, PaperState.DECLINED)


def standing(facts: Iterable[PaperFact], *, today: date) -> tuple[PaperStanding, ...]:
    """Give the five papers and then consent, in order; one without a fact has not begun.

    Of several facts about one paper the furthest counts: completed, then declined, then draft.
    """
    best: dict[str, PaperFact] = {}
    for fact in facts:
        held = best.get(fact.key)
        if held is None or _WEIGHT[fact.state] > _WEIGHT[held.state]:
            best[fact.key] = fact
    return tuple(
        _standing(key, title, best.get(key, PaperFact(key, PaperState.NOT_BEGUN)), today)
        for key, title in (*PAPERS.items(), (CONSENT, CONSENT_TITLE))
    )


_WEIGHT = {
    PaperState.NOT_BEGUN: 0,
    PaperState.DRAFT: 1,
    PaperState.DECLINED: 2,
    PaperState.COMPLETED: 3,
}


def missing(facts: Iterable[PaperFact], *, today: date) -> tuple[PaperStanding, ...]:
    """Give what is still to come, each with why; a refusal is not missing."""
    return tuple(paper for paper in standing(facts, today=today) if not paper.settled)


def complete(facts: Iterable[PaperFact], *, today: date) -> bool:
    """Whether entry to Stage 3 is complete: five papers and consent, each completed or declined."""
    return not missing(facts, today=today)


def summary(facts: Iterable[PaperFact], *, today: date) -> str:
    """Give "3 of 5 papers completed", and ", 1 declined" after it where one is."""
    papers = [paper for paper in standing(facts, today=today) if paper.key in PAPERS]
    done = sum(paper.state is PaperState.COMPLETED for paper in papers)
    refused = sum(paper.state is PaperState.DECLINED for paper in papers)
    words = f"{done} of {len(papers)} papers completed"
    return f"{words}, {refused} declined" if refused else words


def still_to_come(facts: Iterable[PaperFact], *, today: date) -> str:
    """Give "Still to come: What My Family Think and Outside Agency Information", or "" when nothing is."""
    titles = [paper.title for paper in missing(facts, today=today)]
    if not titles:
        return ""
    *firsts, last = titles
    return f"Still to come: {', '.join(firsts)} and {last}" if firsts else f"Still to come: {last}"


def _standing(key: str, title: str, fact: PaperFact, today: date) -> PaperStanding:
    if fact.state is PaperState.COMPLETED:
        words = "Completed" + (f" {short_date(fact.completed_on)}" if fact.completed_on else "")
    elif fact.state is PaperState.DECLINED:
        words = "Declined" + (f" by {fact.declined_by}" if fact.declined_by else "")
        words += f", {short_date(fact.declined_on)}" if fact.declined_on else ""
    elif fact.state is PaperState.DRAFT:
        words = "Begun" + (f", {fact.answered} of {fact.asked} answered" if fact.asked else "")
    elif fact.sent_on is not None:
        words = f"Asked for {ago_words(fact.sent_on, today=today)}, not back yet"
    else:
        words = "Not begun"
    return PaperStanding(key, title, fact.state, words)
