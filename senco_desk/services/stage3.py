"""The Stage 3 papers of a pupil: which are in, which are missing and why (pathway.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from senco_desk.forms import reading
from senco_desk.forms.definition import Form
from senco_desk.models.responses import ResponseState
from senco_desk.rules import stage3 as rules
from senco_desk.services import response_lists
from senco_desk.services.response_lists import ResponseLine
from senco_desk.store import Store

PAPERS = tuple(rules.PAPERS)
CONSENT = rules.CONSENT
TITLES = {**rules.PAPERS, rules.CONSENT: rules.CONSENT_TITLE}


@dataclass(frozen=True, slots=True)
class PaperState:
    """Where one of the papers stands.

    `state` is "done", "begun", "declined" or "none"; `line` is the response that says so.
    """

    paper: str
    title: str
    state: str
    words: str
    """Such as "Completed 12 Nov 2026", "Begun, 21 of 32 answered", "Not begun"."""
    line: ResponseLine | None
    form_id: str
    """The form to start: the version that suits the pupil's year."""


def papers(
    store: Store, pupil_id: int, year_group: str, *, today: date | None = None
) -> tuple[PaperState, ...]:
    """The five papers and the consent form of a pupil, in order."""
    return of_lines(response_lists.of_pupil(store, pupil_id), year_group, today=today or date.today())


def of_lines(lines: Sequence[ResponseLine], year_group: str, *, today: date) -> tuple[PaperState, ...]:
    """The same from lists read already."""
    chosen = {paper: _furthest(paper, lines) for paper in TITLES}
    facts = [_fact(paper, line) for paper, line in chosen.items() if line is not None]
    return tuple(
        PaperState(
            paper=standing.key,
            title=standing.title,
            state=_NAMES[standing.state],
            words=standing.words,
            line=chosen[standing.key],
            form_id=_form_id(chosen[standing.key], reading.variant_for(standing.key, year_group)),
        )
        for standing in rules.standing(facts, today=today)
    )


_NAMES = {
    rules.PaperState.COMPLETED: "done",
    rules.PaperState.DRAFT: "begun",
    rules.PaperState.DECLINED: "declined",
    rules.PaperState.NOT_BEGUN: "none",
}
_RULES = {
    ResponseState.COMPLETED: rules.PaperState.COMPLETED,
    ResponseState.DECLINED: rules.PaperState.DECLINED,
    ResponseState.DRAFT: rules.PaperState.DRAFT,
}


def _furthest(paper: str, lines: Sequence[ResponseLine]) -> ResponseLine | None:
    """The newest completed one, else the refusal, else the draft."""
    mine = [line for line in lines if line.paper == paper]
    return next((line for state in _RULES for line in mine if line.state is state), None)


def _fact(paper: str, line: ResponseLine) -> rules.PaperFact:
    return rules.PaperFact(
        key=paper,
        state=_RULES[line.state],
        answered=line.answered,
        asked=line.asked,
        completed_on=line.completed_on,
        declined_by=line.declined_by,
        declined_on=line.declined_on,
    )


def _form_id(line: ResponseLine | None, form: Form) -> str:
    known = {known.id for known in reading.all_forms()}
    return line.form_id if line is not None and line.form_id in known else form.id


def done_of(states: Sequence[PaperState]) -> tuple[int, int]:
    """How many of the five are settled (done or declined), of five."""
    five = [state for state in states if state.paper in PAPERS]
    return sum(state.state in ("done", "declined") for state in five), len(five)
