"""The overview of a pupil: facts in words, stones, the next review and its window, what came lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import Contact, Need, PupilInput
from senco_desk.models.school import TermInput
from senco_desk.rules import attendance, reviews, stages
from senco_desk.rules.dates_in_words import count, day_and_month, due_words, long_day, short_date
from senco_desk.rules.reviews import Due, ReviewWindow
from senco_desk.rules.year_groups import age_on
from senco_desk.services import history, pupils, school, stage3
from senco_desk.services.history import HistoryStep
from senco_desk.services.pupils import PupilView
from senco_desk.services.record import year_and_form
from senco_desk.services.stage3 import PaperState
from senco_desk.store import Store

LATELY = 5
_SMALL_STEPS = ("Start ", "Fill in ", "Amend ")
_FLAGS = {
    "looked_after": "Looked after",
    "previously_looked_after": "Previously looked after",
    "social_worker": "Has a social worker",
    "young_carer": "Young carer",
    "service_child": "Service child",
    "pupil_premium": "Pupil premium",
    "free_school_meals": "Free school meals",
    "eal": "English as an additional language",
    "interpreter": "Interpreter needed",
    "large_print": "Large print",
}
_RANKS = {1: "Main need", 2: "Second need", 3: "Third need"}


@dataclass(frozen=True, slots=True)
class Stone:
    """One stepping stone, and what stands under it."""

    stage: Stage
    state: stages.StepState
    dates: str
    note: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the overview, read at one moment."""

    seen: PupilView
    facts: tuple[str, ...]
    stones: tuple[Stone, ...]
    window: ReviewWindow | None
    review: tuple[str, str, Due | None]
    """The day in words ("Thursday 26 November, 10:00"), a line under it, and how urgent it is."""
    papers: tuple[PaperState, ...]
    lately: tuple[HistoryStep, ...]

    @property
    def stage3(self) -> bool:
        """Whether the Stage 3 papers matter now."""
        return self.seen.stage is Stage.MY_PLAN_PLUS


def overview(store: Store, pupil_id: int, *, today: date) -> Overview:
    """Read the overview of a pupil.

    Raises:
        Mistake: the pupil is no longer in the file.
    """
    seen = pupils.view(store, pupil_id)
    window = review_window(seen, school.terms(store))
    return Overview(
        seen=seen,
        facts=facts(seen.pupil, today=today),
        stones=stones(seen, today=today),
        window=window,
        review=review_words(seen, window, today=today),
        papers=stage3.papers(store, pupil_id, seen.pupil.year_group),
        lately=lately(store, pupil_id),
    )


def lately(store: Store, pupil_id: int) -> tuple[HistoryStep, ...]:
    """The newest steps worth a line: a form begun or carried on with says less than one completed."""
    steps = history.of_pupil(store, pupil_id, limit=80)
    return tuple(step for step in steps if not step.words.startswith(_SMALL_STEPS))[:LATELY]


def facts(pupil: PupilInput, *, today: date) -> tuple[str, ...]:
    """The line under a pupil's name: year, form and age; in school full time; attendance; flags in words."""
    aged = f"aged {age_on(pupil.date_of_birth, today)}" if pupil.date_of_birth else ""
    who = ", ".join(part for part in (year_and_form(pupil), aged) if part)
    present = attendance.percent_words(pupil.sessions_possible, pupil.sessions_missed)
    band = attendance.band(pupil.sessions_possible, pupil.sessions_missed)
    missed = f", {band.words.lower()}" if present and band.words else ""
    left = f"Left on {short_date(pupil.left_on)}" if pupil.left_on else ""
    said = (
        f"{left} for {pupil.left_to}" if left and pupil.left_to else left,
        who,
        "Not in school full time" if pupil.part_time else "In school full time",
        f"Attendance {present}{missed}" if present else "",
        pupil.medical_note,
        *(words for flag, words in _FLAGS.items() if getattr(pupil, flag)),
    )
    return tuple(words for words in said if words)


def stones(seen: PupilView, *, today: date) -> tuple[Stone, ...]:
    """The five stones with the words under each, as the window shows them."""
    return tuple(_stone(step, seen, today) for step in stages.steps(seen.spells, today=today))


def _stone(step: stages.Step, seen: PupilView, today: date) -> Stone:
    dates, note = step.dates, step.length
    if step.state is stages.StepState.NOW and step.started_on is not None:
        cycle, since = _cycle(seen, step.started_on, today)
        in_cycle = step.stage in (Stage.CONCERN, Stage.MY_PLAN, Stage.MY_PLAN_PLUS)
        note = reviews.cycle_words(cycle, since, today) if in_cycle else step.length
        dates, note = (f"{dates}, {note}", "") if note else (dates, "")
    elif step.state is stages.StepState.DONE and step.started_on and step.ended_on:
        held = sum(m.held and step.started_on <= m.on <= step.ended_on for m in seen.meetings)
        note = count(held, "review") if held else step.length
    elif step.state is stages.StepState.PASSED_BY:
        note = "Not needed"
    elif step.stage is Stage.EHC_ASSESSMENT:
        note = "Only if needs become long term and complex"
    return Stone(step.stage, step.state, dates, note)


def _cycle(seen: PupilView, since: date, today: date) -> tuple[int, date]:
    """Which cycle of a stage it is, and when it began: each review held begins the next."""
    held = [meeting.on for meeting in seen.meetings if meeting.held and since <= meeting.on <= today]
    return len(held) + 1, max(held, default=since)


def review_window(seen: PupilView, terms: Sequence[TermInput] = ()) -> ReviewWindow | None:
    """The days between which the next review is to be held; None for a stage without a window."""
    since = seen.stage_since
    if since is None:
        return None
    held = [meeting.on for meeting in seen.meetings if meeting.held and meeting.on >= since]
    return reviews.review_window(
        seen.stage, max(held, default=since), terms=terms, date_of_birth=seen.pupil.date_of_birth
    )


def review_words(seen: PupilView, window: ReviewWindow | None, *, today: date) -> tuple[str, str, Due | None]:
    """The next review in words: the day, a line under it, and how urgent it is."""
    closes = f"The window closes on {day_and_month(window.closes_on)}." if window else ""
    meeting = seen.next_review
    if meeting is None:
        due = reviews.review_status(window.closes_on, today=today) if window else None
        return "No review is planned", closes, due
    day = long_day(meeting.on, year=abs((meeting.on - today).days) > 183)
    if meeting.at:
        day += f", {meeting.at}"
    when = due_words(meeting.on, today=today)
    under = f"{when[:1].upper()}{when[1:]}. {closes}".strip()
    return day, under, reviews.review_status(meeting.on, today=today)


def need_words(need: Need) -> tuple[str, str]:
    """A need in two lines: what it is, and its rank, how it was found and since when."""
    rank = _RANKS.get(need.rank, f"Need {need.rank}")
    found = need.identified_by.words.lower() if need.identified_by else ""
    found = f", found by {found}" if found else ""
    since = f", since {short_date(need.since)}" if need.since else ""
    return need.code.short, f"{rank}{found}{since}"


def contact_words(contact: Contact) -> tuple[str, str]:
    """A contact in two lines: name and relationship, and how to reach them."""
    reach = ", ".join(part for part in (contact.phone, contact.best_time) if part)
    return contact.name, reach or contact.email
