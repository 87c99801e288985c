"""The pages of a pack other than its cover and the papers themselves.

Each part is composed alone: its running head, its title (whose bookmark is the part's key) and what follows.
The words are for a family first; the leader's copy adds to them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from reportlab.platypus import Flowable

from senco_desk.reports.answer import answer, callout
from senco_desk.reports.drawn import Drawn, measured
from senco_desk.reports.fonts import markup
from senco_desk.reports.marks import WritingLines
from senco_desk.reports.pack_content import ConsentLine, Pack, Part
from senco_desk.reports.pack_pieces import numbered
from senco_desk.reports.page import RunningHead
from senco_desk.reports.stones import Sizes, pathway
from senco_desk.reports.story import LEAD, Story
from senco_desk.reports.tables import Grid
from senco_desk.reports.theme import MM, Look, Theme
from senco_desk.rules.dates_in_words import full_date, short_date, unbroken
from senco_desk.rules.names import possessive

#: Minutes and item (packs-and-returns.md 5.1, the meeting of 35 minutes).
AGENDA: Final = (
    ("0 to 3", "Welcome, why we meet, whose meeting it is"),
    ("3 to 8", "What we like and admire; what is going well (the pupil first)"),
    ("8 to 15", "Progress against each outcome"),
    ("15 to 20", "What has changed; what helped; what did not"),
    ("20 to 27", "Hopes; “Where do I want to be?”; new targets"),
    ("27 to 32", "Decision on the stage; support; referrals and consent"),
    ("32 to 35", "Actions: who, what, when; next date; read back; sign"),
)
#: What the leader looks back at (packs-and-returns.md 5.1).
_BEFORE_IT_ENDS: Final = (
    "Every outcome has been talked about, the pupil’s own view first.",
    "The stage is decided, and the reason is written down.",
    "Each consent has been asked for by itself.",
    "Each action has a person and a day.",
    "The next date is agreed, and everyone knows who gets a copy.",
)
_CLOSE: Final = 5 * MM
"""Between the sections of a page that should stay one page."""


def part_story(part: Part, pack: Pack, look: Look) -> list[Flowable]:
    """Compose one part, by its key."""
    story = Story(look)
    facts = pack.facts
    left = (
        f"{possessive(facts.display_name)} Learning Pathway" if facts.display_name else "My Learning Pathway"
    )
    story.flowables.append(RunningHead(left, facts.school_name))
    story.title(markup(part.title, bold=True), bookmark=part.title, key=part.key)
    _PARTS[part.key](story, pack)
    story.settle()
    return story.flowables


def pathway_sizes(theme: Theme) -> Sizes:
    """Give the type of a pathway drawing on this paper."""
    label, small = theme.label, theme.small
    return Sizes(
        theme.width,
        label.fontSize,
        label.leading * 0.85,
        small.fontSize,
        small.leading,
        stacked=theme.look.large,
    )


def _where(story: Story, pack: Pack) -> None:
    theme, where, name = story.theme, pack.where, pack.facts.display_name
    if where.lead:
        story.text(markup(where.lead), before=LEAD)
    if where.steps:
        picture = pathway(where.steps, name, pathway_sizes(theme), measured)
        story.add(Drawn(picture, theme, story.here.add("Figure", alt=picture.alt)), before=5 * MM)
        words = "Most children never need every stone. A child can step back when things go well."
        if any(step.key == "ehcp" for step in where.steps):
            words += " An EHCP is a legal plan from the council."
        story.text(words, before=3 * MM)
    rows = [
        ("UPN", "" if theme.look.family else pack.facts.upn),
        ("Needs help with", where.needs),
        ("Meetings so far", where.meetings),
        ("Coming to school", where.attendance),
        ("Who helps", where.helpers),
    ]
    known = [(label, markup(value)) for label, value in rows if value]
    if known:
        story.heading("The facts so far")
        story.facts(known)
    words = (
        f"Has {name} reached the goals? {name} may need less help. Nearly there? The plan goes on. "
        "Is the help not working? We change it together. Nothing changes until we have talked with you."
    )
    story.add(callout(theme, "What can happen at the meeting", words, story.here), before=6.5 * MM)


def _agenda(story: Story, pack: Pack) -> None:
    meeting, theme = pack.meeting, story.theme
    led_by = f", led by {meeting.led_by}" if meeting is not None and meeting.led_by else ""
    story.text(markup(f"A suggested order for a meeting of 35 minutes{led_by}."), before=LEAD)
    minutes = 34 * MM if theme.look.large else 26 * MM
    grid = Grid(theme, story.here.add("Table"), [minutes, theme.width - minutes], ["Minutes", "Item"])
    for when, item in AGENDA:
        grid.row([when, item])
    story.add(grid, before=4 * MM)
    if pack.forms:
        story.heading("Papers in this pack", before=_CLOSE)
        story.facts([(markup(form.title), _filled_in(on)) for form, _, on in pack.forms], label=96 * MM)
    if pack.questions.strip():
        story.heading("What the family would like to ask", before=_CLOSE)
        story.add(answer(theme, story.here, pack.questions), before=1 * MM)
    with story.together(theme.height / 3):
        story.heading("Before the meeting ends", before=_CLOSE)
        story.bullets(_BEFORE_IT_ENDS)


def _filled_in(on: date | None) -> str:
    return f"Filled in on {unbroken(full_date(on))}" if on else "Filled in"


def _history(story: Story, pack: Pack) -> None:
    theme = story.theme
    if theme.look.large:
        spells = [(line, _span(line.started_on, line.ended_on)) for line in pack.where.history]
        story.facts(
            [
                (markup(line.stage, bold=True), markup(f"{when}. {line.reason}".strip()))
                for line, when in spells
            ],
            before=5 * MM,
        )
        return
    stage, day = 42 * MM, 32 * MM
    widths = [stage, day, day, theme.width - stage - 2 * day]
    grid = Grid(theme, story.here.add("Table"), widths, ["Stage", "From", "To", "Why"])
    for line in pack.where.history:
        ended = unbroken(short_date(line.ended_on)) if line.ended_on else "now"
        cells = [markup(line.stage), unbroken(short_date(line.started_on)), ended, markup(line.reason)]
        grid.row(cells, first_is_head=len(pack.where.history) > 1)
    story.add(grid, before=5 * MM)


def _span(start: date, end: date | None) -> str:
    begun = unbroken(full_date(start))
    return f"From {begun} to {unbroken(full_date(end))}" if end else f"Since {begun}"


def _missing(story: Story, pack: Pack) -> None:
    look = story.theme.look
    awaited = any(paper.state != "declined" for paper in pack.missing)
    words = "These papers are not in the pack yet. The meeting can go ahead without them."
    story.text(words if awaited else "The meeting can go ahead without these papers.", before=LEAD)
    rows = [(markup(paper.title), markup(paper.why(look))) for paper in pack.missing]
    story.facts(rows, label=64 * MM, before=5 * MM)
    if look.family and any(paper.state != "declined" for paper in pack.missing):
        story.text(
            "You do not have to fill in anything on your own. "
            "You can tell us instead, and we will write it down.",
            before=6 * MM,
        )


def _consents(story: Story, pack: Pack) -> None:
    theme = story.theme
    story.text(
        "Each one is asked by itself. You can say no, and you can change your mind at any time: just tell us."
        if theme.look.family
        else "Each purpose is asked by itself and can be withdrawn at any time.",
        before=LEAD,
    )
    if theme.look.large:
        rows = [(line, f": {line.who_and_when}" if line.who_and_when else "") for line in pack.consents]
        story.facts(
            [(markup(_purpose(pack, line), bold=True), markup(f"{line.answer}{who}.")) for line, who in rows],
            before=5 * MM,
        )
        return
    narrow, last = 31 * MM, 54 * MM
    widths = [theme.width - narrow - last, narrow, last]
    heads = ["School may…" if theme.look.family else "Purpose", "Answer", "Who and when"]
    grid = Grid(theme, story.here.add("Table"), widths, heads)
    for line in pack.consents:
        strong = markup(line.answer, bold=True)
        cells = [markup(_purpose(pack, line)), f"<b>{strong}</b>", markup(line.who_and_when)]
        grid.row(cells, first_is_head=len(pack.consents) > 2)  # in a small table more heads than cells
    story.add(grid, before=5 * MM)


def _purpose(pack: Pack, line: ConsentLine) -> str:
    purpose = line.purpose.replace("{name}", pack.facts.display_name or "your child")
    return purpose[:1].upper() + purpose[1:]


def _notes(story: Story, pack: Pack) -> None:
    theme = story.theme
    large = theme.look.large
    story.text("Bring this page with you. Write or draw whatever helps.", before=LEAD)
    story.heading("Questions I want to ask")
    if pack.questions.strip():
        story.small("From What My Family Think:", before=1 * MM)
        story.add(answer(theme, story.here, pack.questions), before=1.5 * MM)
    story.add(WritingLines(theme, 4), before=2 * MM)
    story.heading("What we talked about, and what I want to remember")
    story.add(WritingLines(theme, 10 if large else 14), before=2 * MM)


def _next(story: Story, pack: Pack) -> None:
    name, after = pack.facts.display_name, pack.after
    again = f" {after.next_meeting}" if after.next_meeting else ""
    numbered(
        story,
        [
            f"At the meeting we look at how {name} is getting on, and agree what to aim for next.",
            f"Together we check whether the pathway still fits {name}, or should change.",
            "We write down what was agreed, who does what and by when. You get a copy.",
            f"We meet again{again} to see how it is going."
            if again
            else "Before we go, we agree when to meet again.",
            f"{name} may need a Learning Pathway only for a short time. We talk with you before it stops.",
        ],
        before=4 * MM,
    )
    whole = story.theme.height
    with story.together(whole, most_empty=whole):  # a few lines of advice alone on a page would be lost
        story.heading("If you are unhappy with a decision")
        story.text("Tell us. You can start with any of these people.", before=1 * MM)
        numbered(story, _whom(pack), before=2.5 * MM)
        story.heading("Advice from outside school")
        story.text(markup(_advice(after.sendiass_name, after.sendiass_phone)), before=1 * MM)


def _whom(pack: Pack) -> list[str]:
    after, name = pack.after, pack.facts.display_name
    teacher = f"{possessive(name)} teacher" if name else "Your child’s teacher"
    senco = "The school SENCO (special educational needs co-ordinator)"
    phone = f": {unbroken(after.senco_phone)}" if after.senco_phone else ""
    complaints = "The school’s complaints procedure. It is on the school’s website"
    return [
        f"{teacher}, {after.teacher}" if after.teacher else teacher,
        (f"{senco}, {after.senco}" if after.senco else senco) + phone,
        f"The headteacher, {after.headteacher}" if after.headteacher else "The headteacher",
        f"{complaints}: {after.website}" if after.website else f"{complaints}.",
    ]


def _advice(name: str, phone: str) -> str:
    service = name or "SENDIASS"
    advice = (
        f"{service} gives families free advice about special educational needs. It is not part of the school."
    )
    if phone:
        return f"{advice} Call {unbroken(phone)}."
    return f"{advice} Ask us how to reach it, or look on the council’s website."


_PARTS: Final[dict[str, Callable[[Story, Pack], None]]] = {
    "agenda": _agenda,
    "where": _where,
    "history": _history,
    "missing": _missing,
    "consents": _consents,
    "notes": _notes,
    "next": _next,
}
