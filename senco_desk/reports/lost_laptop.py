"""The lost laptop sheet: what the data protection officer has to know, drawn from a copy. It names no child.

    draw_sheet(LostLaptop(...))

Law: UK GDPR, Articles 33 (telling the ICO within 72 hours) and 34 (telling people).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from senco_desk.reports.file_papers import FilePaper, facts, grid, moment_words, to_fill_in
from senco_desk.reports.pack_pieces import numbered
from senco_desk.reports.story import LEAD, Story
from senco_desk.reports.theme import MM
from senco_desk.rules.dates_in_words import count

TITLE: Final = "If the laptop is lost"
_NOW: Final = (
    "Tell the head and the data protection officer today.",
    "Report a theft to the police, and ask for the crime number.",
    "Have the laptop locked or wiped from afar.",
    "Answer the questions that decide the risk.",
    "Work on elsewhere: the newest copy opens there. Give it a new passphrase, and print a new kit.",
)
_TO_FILL_IN: Final = (
    "Lost, when and where",
    "The school has known since",
    "Crime number",
    "Data protection officer",
)
_ASK: Final = (
    "Was the file locked, or the laptop shut down? A file that was open is not protected.",
    "Was the passphrase or the recovery kit with it? Then it can be read.",
    "Was the laptop’s own disk encrypted (BitLocker, FileVault)?",
    "Which papers were saved outside of the file, or printed and with it? They can be read.",
)
_LAW: Final = """The school tells the Information Commissioner (ICO) within 72 hours of knowing of it, unless
a risk to people is unlikely (UK GDPR, Article 33). It speaks for that when the file was locked and its
passphrase not with it. The data protection officer decides, and writes the reasons down either way."""
_ARTICLE_33: Final = (
    "what happened, what kinds of facts, and about how many people",
    "who the data protection officer is, and how to reach them",
    "what is likely to follow, what has been done, and what will be",
)
_ARTICLE_34: Final = """Families are told too, without delay, when the risk to them is high; the law does not
ask it where nobody can read the facts (Article 34)."""


@dataclass(frozen=True, slots=True)
class LostLaptop:
    """What a copy of the file tells about what was lost.

    Attributes:
        school_name: whose file it is; may be empty.
        made_on: the day of the sheet.
        copy_made: when the copy was made; None when its name and slip do not say.
        newest: when the newest change in it was made.
        people: how many there are of each kind, as label and words.
        held: kinds of facts and how much of each.
        not_held: kinds that the file has none of.
        cipher: how the file is encrypted, as label and words.
        saved, saved_open: papers saved outside of the file, and how many of them without a password.
    """

    school_name: str
    made_on: date
    copy_made: datetime | None
    newest: datetime | None
    people: tuple[tuple[str, str], ...]
    held: tuple[tuple[str, str], ...]
    not_held: tuple[str, ...]
    cipher: tuple[tuple[str, str], ...]
    saved: int
    saved_open: int


def draw_sheet(lost: LostLaptop) -> bytes:
    """Draw the sheet as a finished PDF."""
    subject = "What the data protection officer has to know"
    paper = FilePaper(TITLE, subject, lost.school_name, lost.made_on)
    story = paper.begin()
    story.text("Drawn from a copy of the encrypted file. It names no child.", before=LEAD)
    story.heading("Do now", before=6 * MM)
    numbered(story, _NOW)
    story.heading("To fill in", before=6 * MM)
    to_fill_in(story, _TO_FILL_IN, label=66 * MM)
    _what_was_held(story, lost)
    story.heading("How the file is protected", before=7 * MM)
    facts(story, lost.cipher, label=46 * MM)
    story.heading("Questions that decide the risk", before=5 * MM)
    story.bullets(_ASK)
    story.heading("Within 72 hours", before=5 * MM)
    story.text(_LAW, before=1.5 * MM)
    story.label("The report says", before=4 * MM)
    story.bullets(_ARTICLE_33)
    story.text(_ARTICLE_34)
    return paper.finished(story)


def _what_was_held(story: Story, lost: LostLaptop) -> None:
    story.heading("What was on the laptop", before=7 * MM)
    rows = [
        ("This copy was made", moment_words(lost.copy_made)),
        ("Newest change in it", moment_words(lost.newest)),
        *lost.people,
        ("Saved outside of the file", _saved_words(lost)),
    ]
    facts(story, rows, label=66 * MM)
    story.small("What was typed after the copy was made is not counted here.", before=2 * MM)
    story.heading("Kinds of facts in the file", before=7 * MM)
    grid(story, ("Kind", "How much"), (112, 50), lost.held)
    if lost.not_held:
        story.text(f"None in the file: {', '.join(lost.not_held)}.")


def _saved_words(lost: LostLaptop) -> str:
    if not lost.saved:
        return "no PDF, as far as the file knows"
    return f"{count(lost.saved, 'PDF')}, {lost.saved_open or 'none'} without a password"
