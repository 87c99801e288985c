"""The Stage 3 pack: gathered from the file, then drawn without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlmodel import col, select

from senco_desk.forms.answers import Answer, Answers, from_json
from senco_desk.forms.definition import Form, Kind, Question
from senco_desk.forms.wording import CONSENT_HOW
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import Meeting
from senco_desk.models.responses import Response, ResponseState
from senco_desk.models.school import SchoolInput
from senco_desk.reports.pack import Gap, PackPaper, draw_pack, gaps
from senco_desk.reports.pack_content import (
    ConsentLine,
    MeetingFacts,
    MissingPaper,
    Pack,
    Part,
    StageLine,
    WhereWeAre,
    WhoToAsk,
    parts_of,
)
from senco_desk.reports.page import protect
from senco_desk.reports.stones import Step
from senco_desk.reports.theme import Look
from senco_desk.rules import attendance, reviews
from senco_desk.rules import stages as stage_rules
from senco_desk.rules.dates_in_words import count, full_date
from senco_desk.services import letting_out, papers, stage3
from senco_desk.services import school as schools
from senco_desk.services.letting_out import Paper
from senco_desk.services.pupils import PupilView, view
from senco_desk.services.responses import form_of
from senco_desk.store import Store

QUESTIONS_FOR_THE_MEETING = "ask_at_meeting"
"""The question of What My Family Think whose answer goes on the notes page (forms.md 4.7, D7)."""

MAY_SEE, NOT_TO_SHARE = "family_may_see", "not_to_share"
"""What an outside agency says of its report (forms.md 4.9, B13)."""


@dataclass(frozen=True, slots=True)
class PackWish:
    """What was asked for in the pack dialog.

    `parts` holds the keys of the parts ticked, None for all of them.
    """

    copy: Literal["family", "staff"] = "family"
    large: bool = False
    cream: bool = False
    paint: bool = True
    """Paint the page cream; False when it is printed on cream paper."""
    parts: frozenset[str] | None = None
    copies: int = 1
    draft: bool = False

    @property
    def look(self) -> Look:
        """The same as paper knows it."""
        return Look(
            size="large" if self.large else "standard", cream=self.cream, copy=self.copy, paint=self.paint
        )


def gather(store: Store, pupil_id: int, wish: PackWish, *, today: date) -> Pack:
    """Read everything that a pupil's pack is drawn from.

    Raises:
        Mistake: the pupil is no longer in the file.
    """
    seen, school = view(store, pupil_id), schools.read(store)
    completed = _completed(store, pupil_id)
    states = stage3.papers(store, pupil_id, seen.pupil.year_group, today=today)
    review = seen.next_review
    terms = schools.terms(store)
    window = reviews.review_window(
        seen.stage, seen.stage_since or today, terms=terms, date_of_birth=seen.pupil.date_of_birth
    )
    cautions, kept_back = _cautions(completed) if wish.copy == "family" else ((), frozenset())
    return Pack(
        facts=papers.facts(seen, school, today=today, draft=wish.draft),
        where=_where(seen, today=today),
        meeting=_meeting(review) if review else None,
        forms=tuple(
            part for part in completed if part[0].paper in stage3.PAPERS and part[0].paper not in kept_back
        ),
        missing=_missing(states),
        consents=_consents(completed),
        questions=_questions(completed),
        after=_who_to_ask(seen, school, window, today),
        copy_for=seen.contacts[0].name if seen.contacts and wish.copy == "family" else "",
        phone=school.senco_phone or school.phone,
        parts=wish.parts,
        cautions=cautions,
    )


def make(store: Store, pupil_id: int, wish: PackWish, *, today: date, password: str = "") -> Paper:
    """Make a pupil's pack as a PDF in memory, ready to be saved or printed.

    Raises:
        Mistake: the pupil is no longer in the file.
    """
    return finished(gather(store, pupil_id, wish, today=today), wish, pupil_id, password=password)


def finished(pack: Pack, wish: PackWish, pupil_id: int, *, password: str = "") -> Paper:
    """Draw what was gathered; needs no file, so that a job can do it."""
    drawn = drawn_pack(pack, wish)
    return Paper(
        pdf=protect(drawn.pdf, password) if password else drawn.pdf,
        what="Stage 3 pack",
        pages=drawn.pages,
        copy_for=wish.copy,
        pupil_id=pupil_id,
        protected=bool(password),
    )


def drawn_pack(pack: Pack, wish: PackWish, cancelled: Callable[[], bool] | None = None) -> PackPaper:
    """Draw a pack and say on which page each part begins."""
    return draw_pack(pack, wish.look, cancelled=cancelled)


def numbered_copy(pack: Pack, wish: PackWish, number: int, copies: int) -> bytes:
    """Draw copy n of m of what was gathered, as its foot says."""
    facts = replace(pack.facts, copy_number=number, copies=copies)
    return draw_pack(replace(pack, facts=facts), wish.look).pdf


def parts(pack: Pack, wish: PackWish) -> tuple[Part, ...]:
    """The parts there are to tick, in the order printed."""
    return parts_of(pack, wish.look)


def gaps_in(pack: Pack) -> tuple[Gap, ...]:
    """What should be filled in before it is printed."""
    return gaps(pack)


def make_many(
    store: Store,
    pupil_ids: Sequence[int],
    wish: PackWish,
    folder: Path,
    *,
    today: date,
    progress: Callable[[int, int], object] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Path, ...]:
    """Make several packs, one PDF each, named without names; gives those written when done or cancelled.

    Raises:
        Trouble: the folder cannot be written to; the packs before it stand.
    """
    written = []
    for number, pupil_id in enumerate(pupil_ids, start=1):
        if cancelled():
            break
        paper = make(store, pupil_id, wish, today=today)
        path = _free(folder, f"review-pack-{today.isoformat()}-{number:02}")
        letting_out.save(store, paper, path)
        written.append(path)
        progress(number, len(pupil_ids))
    return tuple(written)


def _free(folder: Path, stem: str) -> Path:
    path, again = folder / f"{stem}.pdf", 2
    while path.exists():
        path, again = folder / f"{stem}-{again}.pdf", again + 1
    return path


def _completed(store: Store, pupil_id: int) -> tuple[tuple[Form, Answers, date | None], ...]:
    """The newest completed copy of each paper, in the order of the pathway."""
    newest: dict[str, tuple[Form, Answers, date | None]] = {}
    with store.read() as session:
        rows = session.exec(
            select(Response)
            .where(Response.pupil_id == pupil_id, Response.state == ResponseState.COMPLETED)
            .order_by(col(Response.completed_on), col(Response.id))
        ).all()
        for row in rows:
            newest[row.paper] = (form_of(session, row), from_json(row.answers), row.completed_on)
    return tuple(newest[paper] for paper in (*stage3.PAPERS, stage3.CONSENT) if paper in newest)


def _cautions(
    completed: Sequence[tuple[Form, Answers, date | None]],
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Say what an agency asked not to be shown, and which paper is kept out of a family's copy for it."""
    said: list[str] = []
    kept_back: set[str] = set()
    for form, answers, _ in completed:
        if answers.get(MAY_SEE, Answer()).value == "no":
            said.append(f"{form.title} is left out: who wrote it says that it is not for the family to see.")
            kept_back.add(form.paper)
        elif not answers.get(NOT_TO_SHARE, Answer()).empty:
            said.append(f"{form.title} names a part that should not be shared. Read it before it goes home.")
    return tuple(said), frozenset(kept_back)


def _meeting(review: Meeting) -> MeetingFacts:
    invited = []
    for line in review.invited.splitlines():
        name, _, role = line.partition(",")
        if name.strip():
            invited.append((name.strip(), role.strip()))
    return MeetingFacts(review.on, review.at, review.place, review.led_by, tuple(invited))


_STATES: Mapping[stage_rules.StepState, Literal["done", "now", "ahead"]] = {
    stage_rules.StepState.DONE: "done",
    stage_rules.StepState.NOW: "now",
    stage_rules.StepState.AHEAD: "ahead",
    stage_rules.StepState.PASSED_BY: "ahead",
}


def _where(seen: PupilView, *, today: date) -> WhereWeAre:
    pupil, name = seen.pupil, seen.forename
    stones = stage_rules.steps(seen.spells, today=today)
    on_paper = [
        stone
        for stone in stones
        # The assessment is a stone of its own only for a child who is or was on it (mocks/paper/02).
        if stone.stage is not Stage.EHC_ASSESSMENT or stone.started_on is not None
    ]
    held = sum(meeting.held for meeting in seen.meetings)
    last = max((meeting.on for meeting in seen.meetings if meeting.held), default=None)
    helpers = [part for part in (pupil.key_adult,) if part]
    return WhereWeAre(
        lead=_lead(seen),
        steps=tuple(
            Step(stone.stage.value, stone.words, _STATES[stone.state], stone.family[1], word=stone.family[0])
            for stone in on_paper
        ),
        needs=", ".join(need.code.words for need in seen.needs),
        meetings=f"{count(held, 'review')}, the last on {full_date(last)}" if last else "",
        attendance=attendance.family_words(name, pupil.sessions_possible, pupil.sessions_missed),
        helpers=", ".join(helpers),
        history=tuple(
            StageLine(spell.stage.words, spell.started_on, spell.ended_on, spell.reason)
            for spell in seen.spells
        ),
    )


_LEADS = {
    Stage.NONE: "{name} is not on the pathway now.",
    Stage.CONCERN: "We are keeping an eye on how {name} is getting on, and trying new things in class.",
    Stage.MY_PLAN: "{name} is on My Plan. School and home work together on it.",
    Stage.MY_PLAN_PLUS: "{name} is on My Plan+. School and people from outside school work together to help.",
    Stage.EHC_ASSESSMENT: "The council is looking at whether {name} needs an EHC plan.",
    Stage.EHCP: "{name} has an EHC plan, a legal plan from the council.",
}


def _lead(seen: PupilView) -> str:
    return _LEADS[seen.stage].format(name=seen.forename)


_MISSING: Mapping[str, Literal["none", "begun", "declined"]] = {
    "none": "none",
    "begun": "begun",
    "declined": "declined",
}


def _missing(states: Sequence[stage3.PaperState]) -> tuple[MissingPaper, ...]:
    return tuple(
        MissingPaper(
            title=state.title,
            state=_MISSING[state.state],
            said_by=state.line.declined_by if state.line else "",
            on=state.line.declined_on if state.line else None,
            reason=state.line.declined_reason if state.line else "",
        )
        for state in states
        if state.paper in stage3.PAPERS and state.state != "done"
    )


def _consents(completed: Sequence[tuple[Form, Answers, date | None]]) -> tuple[ConsentLine, ...]:
    """Every purpose of the newest consent form, with what was said to it."""
    for form, answers, _ in completed:
        if form.paper == stage3.CONSENT:
            return tuple(
                line
                for question in form.questions()
                if question.kind is Kind.CONSENT
                for line in _purposes(question, answers.get(question.key, Answer()))
            )
    return ()


def _purposes(question: Question, answer: Answer) -> list[ConsentLine]:
    value: Any = answer.value or {}
    if not question.items:
        return [_consent(question.label, value)]
    said = [item for item in question.items if item.key in value]
    if not said:
        return [_consent(question.label, {})]
    return [_consent(f"{question.label}: {item.label}", value[item.key]) for item in said]


def _consent(purpose: str, value: Mapping[str, str]) -> ConsentLine:
    state: Literal["agreed", "refused", "withdrawn", "not_asked"] = "not_asked"
    if value.get("withdrawn_on"):
        state = "withdrawn"
    elif value.get("state") == "agreed":
        state = "agreed"
    elif value.get("state") == "refused":
        state = "refused"
    when = value.get("withdrawn_on") or value.get("when", "")
    return ConsentLine(
        purpose=purpose,
        state=state,
        who=value.get("withdrawn_by") or value.get("who", ""),
        on=date.fromisoformat(when) if len(when) == len("2026-11-22") else None,
        how="" if state == "withdrawn" else CONSENT_HOW.get(value.get("how", ""), ""),
    )


def _questions(completed: Sequence[tuple[Form, Answers, date | None]]) -> str:
    for _, answers, _ in completed:
        if QUESTIONS_FOR_THE_MEETING in answers:
            return str(answers[QUESTIONS_FOR_THE_MEETING].value or "")
    return ""


def _who_to_ask(
    seen: PupilView, school: SchoolInput, window: reviews.ReviewWindow | None, today: date
) -> WhoToAsk:
    following = ""
    if seen.stage in (Stage.CONCERN, Stage.MY_PLAN_PLUS):
        following = "in 6 to 12 weeks"
    elif seen.stage is Stage.MY_PLAN:
        following = "within 6 weeks"
    elif window is not None and window.closes_on > today:
        following = f"by {full_date(window.closes_on)}"
    return WhoToAsk(
        teacher=seen.pupil.key_adult,
        senco=school.senco_name,
        senco_phone=school.senco_phone or school.phone,
        headteacher=school.headteacher,
        website=school.website,
        sendiass_name=school.sendiass_name,
        sendiass_phone=school.sendiass_phone,
        next_meeting=following,
    )
