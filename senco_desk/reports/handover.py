"""The handover report: what the next SENCO takes over, and what to do on the day and after. Initials only.

draw_report(Handover(...))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from senco_desk.reports.file_papers import FilePaper, grid
from senco_desk.reports.fonts import markup
from senco_desk.reports.pack_pieces import numbered
from senco_desk.reports.story import LEAD, Story
from senco_desk.reports.theme import MM
from senco_desk.rules.dates_in_words import full_date, unbroken

TITLE: Final = "Handover to the next SENCO"
_TOGETHER: Final = (
    "The file gets a passphrase that only the next SENCO knows. The one before then opens older copies only.",
    "The next SENCO’s name is put in: it stands on every letter.",
    "A new recovery kit is printed. The old one is shredded.",
)
_FIRST_WEEK: Final = (
    "Delete the copies and the PDFs listed here that are not needed.",
    "Choose a second place for copies. Practise going back.",
    "Plan the reviews that are late, and ask for the papers still to come.",
)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done about a pupil: initials and form, what, and the day if it has one."""

    who: str
    what: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class LetOut:
    """One paper that left the file: what and about whom (initials), how and when, and where it lies."""

    what: str
    when: str
    where: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What a file holds and what is open, on the day that it is handed over.

    Attributes:
        school_name, senco: whose file it is, and who hands it over; either may be empty.
        made_on: the day of the report.
        held: what is held, as label and number.
        reviews, papers, calls: what is due.
        still_there: saved papers that still lie where they were put.
        gone: other papers, newest first, as many as are worth listing.
        gone_more: how many more there are.
        copies_now: how many copies the present passphrase opens.
        copies_old: the names of those that only an older one opens.
    """

    school_name: str
    senco: str
    made_on: date
    held: tuple[tuple[str, str], ...]
    reviews: tuple[Due, ...]
    papers: tuple[Due, ...]
    calls: tuple[Due, ...]
    still_there: tuple[LetOut, ...]
    gone: tuple[LetOut, ...]
    gone_more: int
    copies_now: int
    copies_old: tuple[str, ...]


def draw_report(handover: Handover) -> bytes:
    """Draw the report as a finished PDF."""
    subject = "What the next SENCO takes over"
    paper = FilePaper(TITLE, subject, handover.school_name, handover.made_on)
    story = paper.begin()
    whose = f" from {handover.senco}" if handover.senco else ""
    day = unbroken(full_date(handover.made_on))
    story.text(
        markup(f"The SEN register{whose}, {day}.")
        + " <b>Confidential: give it by hand, and shred it when it is done with.</b>",
        before=LEAD,
    )
    story.heading("On the day, together", before=6 * MM)
    story.text("“Hand over to the next SENCO” in the program leads through it.", before=1.5 * MM)
    numbered(story, _TOGETHER)
    story.heading("The first week", before=6 * MM)
    numbered(story, _FIRST_WEEK)
    story.heading("What the file holds", before=7 * MM)
    grid(story, ("What", "How many"), (112, 50), handover.held)
    _what_is_due(story, handover)
    _let_out(story, handover)
    _copies(story, handover)
    return paper.finished(story)


def _what_is_due(story: Story, handover: Handover) -> None:
    story.heading("What is due", before=7 * MM)
    due = (
        ("Reviews late, or in the next two weeks", ("Pupil", "What", "When"), (36, 80, 46), handover.reviews),
        ("Stage 3 papers still to come", ("Pupil", "Missing"), (36, 126), handover.papers),
        ("Calls owed: they would rather talk", ("Pupil", "About"), (36, 126), handover.calls),
    )
    for title, head, shares, lines in due:
        story.label(title)
        if lines:
            rows = [(line.who, line.what, line.when)[: len(head)] for line in lines]
            grid(story, head, shares, rows)
        else:
            story.text("None.", before=1 * MM)


def _let_out(story: Story, handover: Handover) -> None:
    story.heading("What was let out of the file", before=7 * MM)
    head, shares = ("Paper", "When", "Where"), (58, 42, 62)
    story.label("Saved, and still there")
    if handover.still_there:
        grid(story, head, shares, [(line.what, line.when, line.where) for line in handover.still_there])
    else:
        story.text("None.", before=1 * MM)
    story.label("Printed, moved or deleted since")
    if handover.gone:
        grid(story, head, shares, [(line.what, line.when, line.where) for line in handover.gone])
    else:
        story.text("None.", before=1 * MM)
    if handover.gone_more:
        story.text(f"And {handover.gone_more} earlier, listed in the program.", before=2 * MM)


def _copies(story: Story, handover: Handover) -> None:
    story.heading("Copies of the file", before=7 * MM)
    if handover.copies_now:
        story.text(
            f"Beside the file, opening with the passphrase of today: {handover.copies_now}. They go on "
            "opening with it when the file has a new one.",
            before=1.5 * MM,
        )
    else:
        story.text("None beside the file opens with the passphrase of today.", before=1.5 * MM)
    if handover.copies_old:
        story.text("These open with an older passphrase, and whoever knows that can read them:")
        story.bullets([markup(name) for name in handover.copies_old])
    story.text("Copies on sticks and drives are not listed here: ask for them.")
