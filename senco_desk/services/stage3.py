"""The Stage 3 papers of a pupil: which are in, which are missing and why (pathway.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from senco_desk.forms import reading
from senco_desk.forms.definition import Form
from senco_desk.models.responses import ResponseState
from senco_desk.services import response_lists
from senco_desk.services.response_lists import ResponseLine
from senco_desk.store import Store

#: The five papers in the order of my-learning-pathway.md.
PAPERS = ("parent_information", "story_so_far", "family_views", "pupil_views", "outside_agency")
CONSENT = "consent"
TITLES = {
    "parent_information": "Parent Information Form",
    "story_so_far": "My Child’s Story So Far",
    "family_views": "What My Family Think",
    "pupil_views": "Pupil Views",
    "outside_agency": "Outside Agency Information Form",
    "consent": "Consent",
}


@dataclass(frozen=True, slots=True)
class PaperState:
    """Where one of the papers stands.

    `state` is "done", "begun", "declined" or "none"; `line` is the response that says so.
    """

    paper: str
    title: str
    state: str
    line: ResponseLine | None
    form_id: str
    """The form to start: the version that suits the pupil's year."""


def papers(store: Store, pupil_id: int, year_group: str) -> tuple[PaperState, ...]:
    """The five papers and the consent form of a pupil, in order."""
    lines = response_lists.of_pupil(store, pupil_id)
    return tuple(_state(paper, lines, year_group) for paper in (*PAPERS, CONSENT))


def _state(paper: str, lines: Sequence[ResponseLine], year_group: str) -> PaperState:
    form = reading.variant_for(paper, year_group)
    mine = [line for line in lines if line.paper == paper]
    for state, name in (
        (ResponseState.COMPLETED, "done"),
        (ResponseState.DRAFT, "begun"),
        (ResponseState.DECLINED, "declined"),
    ):
        found = next((line for line in mine if line.state is state), None)
        if found is not None:
            return PaperState(paper, TITLES[paper], name, found, _form_id(found, form))
    return PaperState(paper, TITLES[paper], "none", None, form.id)


def _form_id(line: ResponseLine, form: Form) -> str:
    return line.form_id if line.form_id in {known.id for known in reading.all_forms()} else form.id


def done_of(states: Sequence[PaperState]) -> tuple[int, int]:
    """How many of the five are settled (done or declined), of five."""
    five = [state for state in states if state.paper in PAPERS]
    return sum(state.state in ("done", "declined") for state in five), len(five)


def oldest_change(states: Sequence[PaperState]) -> date | None:
    """The day of the longest untouched draft among them, to be carried on with."""
    days = [state.line.changed_at.date() for state in states if state.line and state.state == "begun"]
    return min(days, default=None)
