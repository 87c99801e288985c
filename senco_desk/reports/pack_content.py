"""What goes into a Stage 3 pack: plain facts, and the parts that it is made of.

pack = Pack(facts, where, meeting=MeetingFacts(date(2026, 12, 10), "15:30", "The Willow Room"), …)
[part.title for part in parts_of(pack, look)]     # what the dialog ticks, in the order printed
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from senco_desk.forms.answers import Answers
from senco_desk.forms.definition import Form
from senco_desk.reports.asking import Asking
from senco_desk.reports.stones import Step
from senco_desk.reports.theme import Look, PaperFacts
from senco_desk.rules.dates_in_words import full_date, short_date, unbroken

PACK_PARTS: Final = (
    ("cover", "Cover"),
    ("agenda", "Agenda"),
    ("where", "Where we are now"),
    ("history", "Stages so far"),
    ("papers", "Papers filled in"),
    ("missing", "What is still to come"),
    ("consents", "What has been agreed"),
    ("notes", "Notes for the meeting"),
    ("next", "What happens next"),
)
"""(key, usual title) in the order printed. Each paper is a part by itself too: "paper:" and its form's id."""
STAFF_PARTS: Final = frozenset({"agenda", "history"})


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """The meeting that the pack is for."""

    on: date
    at: str = ""
    """ "15:30", or "" when it is not settled."""
    place: str = ""
    led_by: str = ""
    invited: tuple[tuple[str, str], ...] = ()
    """(name, role); the role may be ""."""


@dataclass(frozen=True, slots=True)
class StageLine:
    """A spell at one stage, for the leader's copy."""

    stage: str
    started_on: date
    ended_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WhereWeAre:
    """Where the child stands, in words that the family reads; lines left "" are not printed."""

    lead: str
    """One or two sentences: "Rowan is on My Plan+. School and people from outside …"."""
    steps: tuple[Step, ...]
    needs: str = ""
    meetings: str = ""
    attendance: str = ""
    helpers: str = ""
    history: tuple[StageLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """One of the five papers that is not in the pack, and why."""

    title: str
    state: Literal["none", "begun", "declined"] = "none"
    said_by: str = ""
    on: date | None = None
    reason: str = ""
    """What was said; on the leader's copy only."""

    def why(self, look: Look) -> str:
        """Say kindly where it has got to."""
        if self.state == "none":
            return "Not started yet. We can fill it in together, at the meeting or before it."
        if self.state == "begun":
            return "Begun, not finished yet. We can finish it together."
        day = f" on {unbroken(full_date(self.on))}" if self.on else ""
        who = self.said_by or "The family"
        said = f"{who} told us{day} that the family would rather not fill this in. That is fine."
        return f"{said} Reason: {self.reason}" if self.reason and not look.family else said


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What was answered to one purpose."""

    purpose: str
    """As the consent form says it: "ask the educational psychologist to be involved"."""
    state: Literal["agreed", "refused", "withdrawn", "not_asked"] = "not_asked"
    who: str = ""
    on: date | None = None
    how: str = ""
    """In words: "in writing", "at a meeting"."""

    @property
    def answer(self) -> str:
        """The answer in words."""
        return _CONSENT_WORDS[self.state]

    @property
    def who_and_when(self) -> str:
        """Who said so, when and how, as far as it is known."""
        parts = [self.who, unbroken(short_date(self.on)) if self.on else "", self.how]
        return ", ".join(part for part in parts if part)


_CONSENT_WORDS: Final = {
    "agreed": "Agreed",
    "refused": "Not agreed",
    "withdrawn": "Withdrawn",
    "not_asked": "Not asked yet",
}


@dataclass(frozen=True, slots=True)
class WhoToAsk:
    """Whom a family can turn to, and what comes after the meeting; "" where it is not known."""

    teacher: str = ""
    senco: str = ""
    senco_phone: str = ""
    headteacher: str = ""
    website: str = ""
    sendiass_name: str = ""
    sendiass_phone: str = ""
    next_meeting: str = ""
    """When the next review falls: "in 6 to 12 weeks", "by 4 March 2027"."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A Stage 3 pack for one child's review."""

    facts: PaperFacts
    where: WhereWeAre
    meeting: MeetingFacts | None = None
    forms: tuple[tuple[Form, Answers, date | None], ...] = ()
    """The completed papers: the form as it was filled under, its answers, and when it was filled in."""
    missing: tuple[MissingPaper, ...] = ()
    consents: tuple[ConsentLine, ...] = ()
    questions: str = ""
    """What the family would like to ask at the meeting, in their own words."""
    after: WhoToAsk = WhoToAsk()
    copy_for: str = ""
    """Whose copy it is: "Leah Hartley"."""
    phone: str = ""
    """The school's."""
    parts: frozenset[str] | None = None
    """The keys of the parts that are ticked; None for all."""
    cautions: tuple[str, ...] = ()
    """What to think of before it goes home: what was left out of it, or asked not to be shared."""

    def ticked(self, key: str) -> bool:
        """Whether a part goes in."""
        if self.parts is None or key in self.parts:
            return True
        return key.startswith("paper:") and "papers" in self.parts


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pack: what it is ticked by, and what its heading and the contents say."""

    key: str
    title: str


def parts_of(pack: Pack, look: Look) -> tuple[Part, ...]:
    """Give the parts that this pack has, ticked or not, in the order printed.

    A part with nothing in it (no paper missing, no consent asked for) is not there.
    """
    name = pack.facts.display_name
    every = {
        "cover": "Cover",
        "agenda": "Agenda for the meeting",
        "where": f"Where {name} is now",
        "history": "Stages so far" if pack.where.history else "",
        "missing": _missing_title(pack),
        "consents": ("What you have agreed to" if look.family else "Consents") if pack.consents else "",
        "notes": "Notes for the meeting",
        "next": "What happens next",
    }
    parts: list[Part] = []
    for key, _usual in PACK_PARTS:
        if key == "papers":
            parts += [Part(f"paper:{form.id}", paper_title(form, pack, look)) for form, _, _ in pack.forms]
        elif every[key] and not (look.family and key in STAFF_PARTS):
            parts.append(Part(key, every[key]))
    return tuple(parts)


def paper_title(form: Form, pack: Pack, look: Look) -> str:
    """Give the sentence at the top of a paper, with the child's name in it."""
    return Asking(form, {}, True, pack.facts, look).words(form.paper_title)


def _missing_title(pack: Pack) -> str:
    if not pack.missing:
        return ""
    declined = all(paper.state == "declined" for paper in pack.missing)
    return "What is not in this pack" if declined else "What is still to come"
