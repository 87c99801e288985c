"""The cover of a pack: whose it is, what it is for, what is in it and whose copy this is."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Spacer

from senco_desk.reports.drawn import Drawn, measured
from senco_desk.reports.fonts import markup
from senco_desk.reports.pack_content import MeetingFacts, Pack, Part
from senco_desk.reports.pack_pieces import Columns, PageOf, SchoolHead
from senco_desk.reports.page import DRAFT_WORDS, RunningHead
from senco_desk.reports.scene import HEIGHT as SCENE_HEIGHT
from senco_desk.reports.scene import SCENE_COLOURS, cover_scene
from senco_desk.reports.scene import WIDTH as SCENE_WIDTH
from senco_desk.reports.shapes import PebbleBullet
from senco_desk.reports.stones import wrapped
from senco_desk.reports.story import Story, Title
from senco_desk.reports.tables import Grid, Inset, Row
from senco_desk.reports.tags import Element, Piece, cell
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM, Look, Theme
from senco_desk.rules.dates_in_words import clock_words, full_date, unbroken

_LEFT_COLUMN = 73 * MM
_COLUMN_GAP = 9 * MM
_LARGE_SCENE = 0.46
"""In large print, the scene's height as a share of its width."""
_LOWEST_SCENE = 0.5
"""The flattest that the scene may be, as a share of its full height."""
_FLATTEST = 0.2
"""The same above nothing but whose copy it is, as a share of the width."""
_BELOW_SCENE = 6.5 * MM


def cover(pack: Pack, look: Look, contents: Sequence[Part]) -> list[Flowable]:
    """Compose the cover.

    Args:
        pack: what it stands before.
        look: size, colour and whose copy.
        contents: the parts that follow it; their keys are their bookmarks.
    """
    story = Story(look)
    theme, facts = story.theme, pack.facts
    if facts.school_name:
        taken = measured(DRAFT_WORDS, theme.small.fontSize, False) + 6 * MM if facts.draft else 0
        head = SchoolHead(theme, facts.school_name, facts.logo, story.here.add("P"), theme.width - taken)
        story.flowables.append(head)
    story.flowables.append(Spacer(1, 2 * MM))
    name = facts.full_name or facts.display_name
    lines = wrapped(name, theme.display.fontSize, True, theme.width, measured)
    title = Title(
        "<br/>".join(markup(line, bold=True) for line in lines), theme.display, story.here.add("H1")
    )
    title.bookmark_words, title.bookmark_key = "Cover", "cover"
    story.flowables.append(title)
    story.text("My Learning Pathway", before=1.5 * MM, style=theme.heading)
    for at, words in enumerate(_meeting(pack.meeting)):
        story.text(markup(words), before=2.5 * MM if at == 0 else 0.5 * MM)
    next_head = RunningHead("My Learning Pathway", facts.school_name)  # for a second page of the cover
    if look.large:
        copy = _your_copy(theme, story.here, pack, look)
        story.add(_SceneAndCopy(theme, copy, theme.width * _LARGE_SCENE), before=6 * MM)
        story.flowables += [PageBreak(), next_head]
        for parts in (_contents(theme, story.here, contents), _invited(theme, story.here, pack.meeting)):
            if parts:
                story.flowables.append(Block(parts, before=8 * MM, keep=1, whole=theme.height))
        return story.flowables
    left = _contents(theme, story.here, contents)
    invited = _invited(theme, story.here, pack.meeting)
    copy = _your_copy(theme, story.here, pack, look)
    story.add(_SceneAndColumns(theme, left, invited, copy, next_head), before=7 * MM)
    return story.flowables


def _meeting(meeting: MeetingFacts | None) -> list[str]:
    if meeting is None:
        return ["We will tell you the day of our meeting."]
    day = unbroken(full_date(meeting.on))
    at = f" at {unbroken(clock_words(meeting.at))}" if meeting.at else ""
    lines = [f"For our meeting on {meeting.on:%A} {day}{at}"]
    if meeting.place:
        lines.append(f"Where: {meeting.place}")
    return lines


def _contents(theme: Theme, element: Element, contents: Sequence[Part]) -> list[Flowable]:
    if not contents:
        return []
    heading = Text("In this pack", theme.heading, element.add("H2"))
    width = theme.width if theme.look.large else _LEFT_COLUMN
    number = (20 if theme.look.large else 13) * MM
    table = element.add("Table")
    right = ParagraphStyle("page_head", parent=theme.small_bold, alignment=TA_RIGHT)
    widths = [width - number, number]
    grid = Grid(theme, table, widths, pad=1.3 * MM, last_rule="")
    head = table.add("TR")
    names: list[Flowable] = [
        Text("What", theme.small_bold, cell(head, head="Column")),
        Text("Page", right, cell(head, head="Column")),
    ]
    grid.head = Row(theme, names, widths, pad=1.5 * MM, rule="head")
    for part in contents:
        tag = grid.tag()
        words = Text(markup(part.title), theme.body, cell(tag))
        grid.add_row([Inset(words, 2 * MM), PageOf(theme, cell(tag), part.key)])
    grid.spaceBefore = 1 * MM
    return [heading, grid]


def _invited(theme: Theme, element: Element, meeting: MeetingFacts | None) -> list[Flowable]:
    if meeting is None or not (meeting.invited or meeting.led_by):
        return []
    people = list(meeting.invited)
    if meeting.led_by:
        people.append((f"{meeting.led_by} (leads)", ""))
    parts: list[Flowable] = [Text("Who is invited", theme.heading, element.add("H2"))]
    listed = element.add("L")
    for at, (name, role) in enumerate(people):
        item = listed.add("LI")
        words = f"{name}, {role}" if role else name
        bullet = PebbleBullet(theme, Text(markup(words), theme.body, item.add("LBody")))
        bullet.spaceBefore = (2.0 if at == 0 else 0.8) * MM
        parts.append(bullet)
    return parts


def _your_copy(theme: Theme, element: Element, pack: Pack, look: Look) -> list[Flowable]:
    heading = Text("Your copy", theme.heading, element.add("H2"))
    heading.spaceBefore = 6 * MM
    parts: list[Flowable] = [heading]
    for at, words in enumerate(_copy_words(pack, look)):
        text = Text(markup(words), theme.body, element.add("P"))
        text.spaceBefore = (1.5 if at == 0 else 2) * MM
        parts.append(text)
    return parts


def _copy_words(pack: Pack, look: Look) -> list[str]:
    facts = pack.facts
    whose = pack.copy_for or (
        f"{facts.display_name}’s family" if look.family else "the leader of the meeting"
    )
    which = f"This is copy {facts.copy_number} of {facts.copies}, for {whose}."
    if not look.family:
        return [
            which,
            "It holds what the family’s copy leaves out.",
            "It stays with staff: lock it away, and shred it when it is done with.",
        ]
    wish = "cream paper" if look.large else "large print, cream paper"
    reach = f"call {unbroken(pack.phone)}" if pack.phone else "tell us"
    return [
        which,
        f"It has private facts about {facts.display_name}, so keep it somewhere safe.",
        f"For {wish} or another language, {reach}.",
    ]


class _SceneAndColumns(Piece):
    """The scene with two columns below it; the scene lies flatter to leave them room.

    When they are too long for that, only whose copy it is stays below it; the rest begins the next page.
    """

    def __init__(
        self,
        theme: Theme,
        left: list[Flowable],
        right: list[Flowable],
        copy: list[Flowable],
        next_head: RunningHead,
    ) -> None:
        super().__init__()
        self.theme, self.next_head = theme, next_head
        self.parts, self.copy = (left, right), copy
        self.columns = self._side_by_side([*right, *copy])
        self.full = theme.width * SCENE_HEIGHT / SCENE_WIDTH
        self._scene = 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Give the scene what the columns leave."""
        self.width = aW
        below = self.columns.wrap(aW, aH)[1] + _BELOW_SCENE
        self._scene = min(self.full, max(self.full * _LOWEST_SCENE, aH - below))
        self.height = self._scene + below
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Put the scene and whose copy it is on this page, and the other words after it."""
        scene = _SceneAndCopy(self.theme, self.copy, self.full)
        scene.spaceBefore = self.getSpaceBefore()
        columns = self._side_by_side(self.parts[1])
        if columns.wrap(aW, aH)[1] <= self.theme.height:
            return [scene, PageBreak(), self.next_head, columns]
        blocks = [Block(parts, before=8 * MM, keep=1) for parts in self.parts if parts]
        return [scene, PageBreak(), self.next_head, *blocks]

    def draw(self) -> None:
        """Draw the scene and the columns."""
        scene = Drawn(cover_scene(self.width, self._scene), self.theme, None, SCENE_COLOURS)
        scene.wrap(self.width, self._scene)
        scene.drawOn(self.canv, 0, self.height - self._scene)
        self.columns.drawOn(self.canv, 0, 0)

    def _side_by_side(self, right: list[Flowable]) -> Columns:
        wide = self.theme.width - _LEFT_COLUMN - _COLUMN_GAP
        return Columns(Block(self.parts[0]), Block(right), (_LEFT_COLUMN, wide), _COLUMN_GAP)


class _SceneAndCopy(Piece):
    """The scene with whose copy it is below it, all on one page; the scene lies flatter to leave room."""

    def __init__(self, theme: Theme, copy: list[Flowable], most: float) -> None:
        super().__init__()
        self.theme, self.copy, self.most = theme, Block(copy), most
        self._scene = most

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Give the scene what the words leave."""
        self.width = aW
        below = self.copy.wrap(aW, aH)[1] + _BELOW_SCENE
        self._scene = min(self.most, max(aW * _FLATTEST, aH - below))
        self.height = self._scene + below
        return aW, self.height

    def draw(self) -> None:
        """Draw the scene and the words."""
        scene = Drawn(cover_scene(self.width, self._scene), self.theme, None, SCENE_COLOURS)
        scene.wrap(self.width, self._scene)
        scene.drawOn(self.canv, 0, self.height - self._scene)
        self.copy.drawOn(self.canv, 0, 0)
