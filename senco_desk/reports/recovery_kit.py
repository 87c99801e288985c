"""The recovery kit: one page with the code that opens the file when the passphrase is forgotten.

    draw_kit(KitFacts(school_name="Larkmoor School", code="7KQ2X-…", file_code="…", mark="…", …))

Each group of a code stands in a box of its own with its number below, so that "group 7 is wrong" can
be found. Nothing about a child stands on it, and no passphrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from senco_desk.reports.fonts import MONO, REGULAR, register_mono, width_of
from senco_desk.reports.form_fields import Field, field_lines
from senco_desk.reports.marks import WritingCell
from senco_desk.reports.pack_pieces import SchoolHead, numbered
from senco_desk.reports.page import draw_line, finish
from senco_desk.reports.story import LEAD, Story
from senco_desk.reports.tags import Element, Piece
from senco_desk.reports.theme import MM, Look, Theme
from senco_desk.rules.dates_in_words import full_date, unbroken

LOOK: Final = Look()
_GAP: Final = 3 * MM
_BETWEEN_ROWS: Final = 1.1 * MM
_CODE_COLUMNS: Final = 5
_CODE_SIZE: Final = 21.0
_FILE_CODE_SIZE: Final = 14.5
_KEEP: Final = (
    "In a sealed envelope in the school safe, never in the laptop bag.",
    "A second print with the head or the trust.",
    "This kit replaces older ones: shred them.",
)
_USE: Final = (
    "In SENCO Desk, press “I have forgotten the passphrase”.",
    "Type the 13 groups. If one is wrong, its number is named.",
    "Choose a new passphrase.",
    "Print the new kit, and shred this one.",
)
_BEFORE_HEADING: Final = 3.4 * MM


@dataclass(frozen=True, slots=True)
class KitFacts:
    """What stands on a recovery kit.

    Attributes:
        school_name: whose file it is; may be empty before the school is filled in.
        code: the recovery code, groups with hyphens between.
        file_code: the file's own code, written the same way.
        mark: the number of this kit; another passphrase gives another.
        printed_on: the day.
    """

    school_name: str
    code: str
    file_code: str
    mark: str
    printed_on: date


def draw_kit(facts: KitFacts) -> bytes:
    """Draw the kit as a finished PDF of one page."""
    register_mono()
    story = Story(LOOK)
    theme = story.theme
    if facts.school_name:
        head = SchoolHead(theme, facts.school_name, None, story.here.add("P"))
        story.flowables.append(head)
    story.title("Recovery kit")
    story.text(
        "If the passphrase is forgotten, this code opens your SENCO Desk file, and nothing else does. "
        "<b>Whoever holds this page can read the file.</b>",
        before=LEAD,
    )
    story.small(f"Kit {in_fours(facts.mark)}, printed on {unbroken(full_date(facts.printed_on))}")
    story.heading("The recovery code", before=_BEFORE_HEADING)
    story.add(Groups(theme, story.here.add("L"), facts.code, _CODE_COLUMNS, _CODE_SIZE), before=1.6 * MM)
    story.heading("The file code", before=_BEFORE_HEADING)
    story.text("Only wanted if the file is damaged. Alone it opens nothing.", before=0.3 * MM)
    columns = len(facts.file_code.split("-"))
    story.add(Groups(theme, story.here.add("L"), facts.file_code, columns, _FILE_CODE_SIZE), before=1.6 * MM)
    story.heading("Where to keep it", before=_BEFORE_HEADING)
    story.bullets(_KEEP, before=0.8 * MM)
    story.heading("How to use it", before=_BEFORE_HEADING)
    numbered(story, _USE, before=0.8 * MM)
    story.add(field_lines(theme, story.here.add("Table"), _held_by(theme)), before=2 * MM)
    return finish(
        story.flowables,
        LOOK,
        None,
        title="Recovery kit",
        subject="The code that opens a SENCO Desk file",
        school_name=facts.school_name,
        foot=("Secret", "", ""),
    )


def in_fours(mark: str) -> str:
    """Write the number of a kit as it is read aloud: "3fa2 90c1 …"."""
    return " ".join(mark[at : at + 4] for at in range(0, len(mark), 4))


def _held_by(theme: Theme) -> list[Field]:
    return [
        Field("Held by", lambda _, __: WritingCell(theme, 4 * MM), 60 * MM, shares=True),
        Field("Since", lambda _, __: WritingCell(theme, 4 * MM, day=True), 40 * MM, shares=True),
    ]


class Groups(Piece):
    """The groups of a code, each in its box with its number below; read aloud, the number comes first."""

    def __init__(self, theme: Theme, element: Element, code: str, columns: int, size: float) -> None:
        super().__init__()
        self.theme, self.columns, self.size = theme, columns, size
        self.groups: list[tuple[str, Element, Element]] = []
        for group in code.split("-"):
            item = element.add("LI")
            self.groups.append((group, item.add("Lbl"), item.add("LBody")))
        self._box = size * 1.5
        self._below = theme.small.leading + 0.6 * MM
        """From the foot of a box to the foot of its number."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take a line for each row of groups."""
        rows = -(-len(self.groups) // self.columns)
        self.width = aW
        self.height = rows * (self._box + self._below) + (rows - 1) * _BETWEEN_ROWS
        return self.width, self.height

    def draw(self) -> None:
        """Draw boxes, numbers and groups, row by row."""
        wide = (self.width - (self.columns - 1) * _GAP) / self.columns
        down = self._box + self._below + _BETWEEN_ROWS
        for at, (group, label, body) in enumerate(self.groups):
            row, column = divmod(at, self.columns)
            foot = self.height - row * down - self._box
            self._cell(column * (wide + _GAP), foot, wide, (at + 1, group, label, body))

    def _cell(self, x: float, foot: float, wide: float, what: tuple[int, str, Element, Element]) -> None:
        canvas, theme = self.canv, self.theme
        number, group, label, body = what
        with canvas.artifact():
            canvas.setStrokeColor(theme.colours.line)
            canvas.setLineWidth(0.8)
            canvas.roundRect(x, foot, wide, self._box, 1.5 * MM, stroke=1, fill=0)
        small = theme.small.fontSize
        with canvas.marked(label):
            canvas.setFillColor(theme.colours.soft)
            words = str(number)
            middle = x + (wide - width_of(words, REGULAR, small)) / 2
            draw_line(canvas, words, middle, foot - small - 0.4 * MM, font=REGULAR, size=small)
        with canvas.marked(body):
            canvas.setFillColor(theme.colours.ink)
            canvas.setFont(MONO, self.size)
            inside = canvas.stringWidth(group, MONO, self.size)
            canvas.drawString(x + (wide - inside) / 2, foot + (self._box - self.size * 0.67) / 2, group)
