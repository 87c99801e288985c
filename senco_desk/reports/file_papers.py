"""What papers about the file itself share: their head, their foot, tables of facts, and moments in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Final

import pikepdf

from senco_desk.reports.fonts import markup
from senco_desk.reports.form_fields import Field, field_lines
from senco_desk.reports.marks import WritingCell
from senco_desk.reports.page import RunningHead, day_words, finish
from senco_desk.reports.story import Story
from senco_desk.reports.tables import Grid
from senco_desk.reports.theme import MM, Look
from senco_desk.rules.dates_in_words import clock_words, full_date, unbroken

LOOK: Final = Look()
"""As a family's paper: 14 points on white."""


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A paper about the file: what it is called, what it is for, whose it is, and its day.

    paper = FilePaper("If the laptop is lost", "What the officer has to know", "Larkmoor School", day)
    story = paper.begin()
    ...
    pdf = paper.finished(story)
    """

    title: str
    subject: str
    school_name: str
    """May be empty."""
    on: date

    def begin(self) -> Story:
        """Begin it: its name and the school's above every page, and its title."""
        story = Story(LOOK)
        story.add(RunningHead(self.title, self.school_name))
        story.title(self.title)
        return story

    def finished(self, story: Story) -> bytes:
        """Finish it as a PDF."""
        story.settle()
        foot = ("Confidential", f"Made {day_words(self.on)}", "")
        return finish(
            story.flowables,
            LOOK,
            None,
            title=self.title,
            subject=self.subject,
            school_name=self.school_name,
            foot=foot,
        )


def pages_in(pdf: bytes) -> int:
    """Count the pages of a finished paper."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def facts(story: Story, rows: Sequence[tuple[str, str]], *, label: float = 72 * MM) -> None:
    """Add a quiet table of label and value; both are plain words."""
    story.facts([(markup(name, bold=True), markup(value)) for name, value in rows], label=label)


def grid(story: Story, head: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    """Add a table of plain words; `shares` are its columns' shares of the width."""
    widths = [story.theme.width * share / sum(shares) for share in shares]
    made = Grid(story.theme, story.here.add("Table"), widths, head, pad=1.2 * MM)
    for row in rows:
        made.row([markup(words) for words in row])
    story.add(made, before=2 * MM)


def to_fill_in(story: Story, labels: Sequence[str], *, label: float) -> None:
    """Add lines to write on, each with its label; `label` is where the lines begin, in points."""
    theme = story.theme
    fields = [Field(words, lambda _, __: WritingCell(theme, 4 * MM), 50 * MM) for words in labels]
    story.add(field_lines(theme, story.here.add("Table"), fields, label=label), before=1 * MM)


def moment_words(at: datetime | None) -> str:
    """Write a moment as "22 November 2026 at 3.30 pm", by this computer's clock; "not known" for None."""
    if at is None:
        return "not known"
    local = at.astimezone()
    return unbroken(f"{full_date(local.date())} at {clock_words(f'{local:%H:%M}')}")
