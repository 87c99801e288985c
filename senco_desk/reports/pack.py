"""The Stage 3 pack: cover, where we are, each paper, what is missing, consents, notes, what happens next.

    paper = draw_pack(pack, Look(copy="family"), progress=page_begun, cancelled=stop_was_pressed)
    paper.pdf, paper.pages, paper.first_pages["where"]
    gaps(pack)                                       # what to fill in before it is printed

The story is laid out once: page numbers in the contents are drawn when the last page is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable

from senco_desk.errors import Mistake
from senco_desk.reports.form_paper import form_story
from senco_desk.reports.pack_content import (
    PACK_PARTS,
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
from senco_desk.reports.pack_cover import cover
from senco_desk.reports.pack_pages import part_story
from senco_desk.reports.pack_pieces import PagesFound, Remember
from senco_desk.reports.page import NewPage, RunningHead, finish
from senco_desk.reports.stones import Step
from senco_desk.reports.theme import MM, Look
from senco_desk.rules.dates_in_words import count

__all__ = [
    "PACK_PARTS",
    "ConsentLine",
    "Gap",
    "MeetingFacts",
    "MissingPaper",
    "Pack",
    "PackPaper",
    "Part",
    "StageLine",
    "Step",
    "Stopped",
    "WhereWeAre",
    "WhoToAsk",
    "draw_pack",
    "gaps",
    "parts_of",
]


_FOLLOWS = {"consents": "missing", "history": "where"}
"""Short parts, and the part whose last page they may share."""


class Stopped(Exception):
    """The drawing was called off; nothing was made."""


@dataclass(frozen=True, slots=True)
class PackPaper:
    """A finished pack."""

    pdf: bytes
    pages: int
    first_pages: dict[str, int]
    """The key of each part that is in it -> the page on which it begins."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the pack would be better with."""

    said: str
    where: str
    """What to open to fill it in: "meeting", "meeting.place", "school.phone", "consents"…"""


def draw_pack(
    pack: Pack,
    look: Look,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PackPaper:
    """Draw the parts of a pack that are ticked, as one PDF.

    Args:
        pack: what goes in.
        look: size, colour, and whose copy: a family's has no UPN and no private answers.
        progress: called with each page's number as it is begun.
        cancelled: asked at each page; the drawing stops when it says so.

    Raises:
        Mistake: no part is ticked.
        Stopped: `cancelled` said so.
    """
    parts = [part for part in parts_of(pack, look) if pack.ticked(part.key)]
    if not parts:
        raise Mistake("Nothing is ticked.", "Tick at least one part of the pack.", field="parts")

    def page_begun(number: int) -> None:
        if cancelled is not None and cancelled():
            raise Stopped
        if progress is not None:
            progress(number)

    found = PagesFound()
    story = _story(pack, look, parts)
    story.insert(0, Remember(found))
    name = pack.facts.full_name or pack.facts.display_name
    pdf = finish(
        story,
        look,
        pack.facts,
        title=f"Review pack for {name}" if name else "Review pack",
        subject="Stage 3 review",
        progress=page_begun,
    )
    return PackPaper(pdf, found.pages, {part.key: found.of[part.key] for part in parts})


def _story(pack: Pack, look: Look, parts: list[Part]) -> list[Flowable]:
    papers = {f"paper:{form.id}": (form, answers) for form, answers, _ in pack.forms}
    story: list[Flowable] = []
    before = ""
    for part in parts:
        follows = bool(before) and _FOLLOWS.get(part.key) == before
        if story and not follows:
            story.append(NewPage())
        if part.key == "cover":
            story += cover(pack, look, [other for other in parts if other.key != "cover"])
        elif part.key in papers:
            form, answers = papers[part.key]
            story += form_story(form, answers, pack.facts, look, key=part.key)
        else:
            composed = part_story(part, pack, look)
            story += _on_the_same_page(composed) if follows else composed
        before = part.key
    return story


def _on_the_same_page(part: list[Flowable]) -> list[Flowable]:
    """Let a short part follow another where half a page is left; else it begins a new one."""
    title = next(flowable for flowable in part if not isinstance(flowable, RunningHead))
    title.spaceBefore = 14 * MM
    return [CondPageBreak(110 * MM), *part]


def gaps(pack: Pack) -> tuple[Gap, ...]:
    """Say what the ticked parts of a pack lack; papers still to come have their own page and are not gaps."""
    found = [Gap(said, "forms") for said in pack.cautions]
    meeting = pack.meeting
    if pack.ticked("cover"):
        if meeting is None:
            found.append(Gap("The cover has no day for the meeting.", "meeting"))
        else:
            if not meeting.at:
                found.append(Gap("The cover does not say at what time the meeting is.", "meeting.at"))
            if not meeting.place:
                found.append(Gap("The cover does not say where the meeting is.", "meeting.place"))
            if not meeting.invited:
                found.append(Gap("The cover does not say who is invited.", "meeting.invited"))
        if not pack.phone:
            found.append(Gap("The cover has no phone number for the school.", "school.phone"))
    if pack.ticked("consents"):
        waiting = sum(line.state == "not_asked" for line in pack.consents)
        if not pack.consents:
            found.append(Gap("No consent has been asked for yet.", "consents"))
        elif waiting:
            verb = "has" if waiting == 1 else "have"
            found.append(Gap(f"{count(waiting, 'consent')} {verb} not been asked for yet.", "consents"))
    if pack.ticked("next") and not pack.after.sendiass_phone:
        said = "The last page has no phone number for the parents’ advice service."
        found.append(Gap(said, "school.sendiass_phone"))
    return tuple(found)
