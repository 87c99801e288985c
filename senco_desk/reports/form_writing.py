"""Room to write and draw on a blank form, below a question or from its label on; the wish to talk instead."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from senco_desk.forms.definition import Kind, Question
from senco_desk.reports.asking import Asking
from senco_desk.reports.fonts import BOLD, REGULAR, markup, width_of
from senco_desk.reports.form_fields import Field, field_lines, label_width
from senco_desk.reports.marks import DrawingBox, Option, Options, WritingCell, WritingLines
from senco_desk.reports.story import Story
from senco_desk.reports.tables import COLUMN_GAP, Inset, Row
from senco_desk.reports.tags import Element
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM, Theme

TALK = "I would rather talk about this"
BEFORE = 4.6 * MM
_WHOLE = 42 * MM
ROOM = 55 * MM
"""The shortest line to write a few words on."""
START = 40 * MM
"""The shortest line that others follow."""
DAY = 44 * MM
"""The shortest line for a date."""


def whole(theme: Theme) -> float:
    """Give the height below which a question stays on one page."""
    return _WHOLE * (1.9 if theme.look.large else 1)


def talk_option(theme: Theme, element: Element, *, small: bool = False) -> Options:
    """Make the wish to talk instead, to be ticked."""
    return Options(theme, element, [Option(TALK)], rounded=False, small=small, tight=small)


def talk_width(theme: Theme) -> float:
    """Give the width of the wish to talk, small."""
    return talk_option(theme, Element("Div"), small=True).natural_width()


def with_talk(theme: Theme, words: Text, element: Element) -> Row:
    """Set the wish to talk at the right end of a line of words, on its baseline."""
    talk = talk_option(theme, element, small=True)
    beside = talk.natural_width() + 1
    level = Inset(talk, 0, top=max(0.0, words.style.fontSize - talk.baseline))
    return Row(theme, [words, level], [theme.width - beside, beside], pad=0, rule="")


def begins_beside(theme: Theme, asking: Asking, question: Question) -> bool:
    """Tell whether a few lines may begin beside their label."""
    if question.kind is not Kind.LONG_TEXT:
        return False
    if question.items or question.note or question.lines not in (1, 2, 3) or asking.printed(question):
        return False
    wide = width_of(asking.label(question), BOLD, theme.body.fontSize)
    small = width_of(asking.words(question.help), REGULAR, theme.small.fontSize)
    start = START * (1.6 if theme.look.large else 1)
    return wide + COLUMN_GAP + start <= theme.width and small <= wide


def from_label(story: Story, asking: Asking, question: Question) -> None:
    """Add lines from a label on; the wish to talk stands at the end of the last."""
    theme = story.theme
    first = Field(
        asking.label(question),
        lambda _, __: WritingCell(theme, 4 * MM),
        START,
        help=asking.words(question.help),
        bold=True,
    )
    grid = field_lines(theme, story.here.add("Table"), [first], label=first.needs(theme))
    more = question.lines - 1
    parts: list[Flowable] = [grid]
    if more or question.talk:
        parts += written_on(theme, story.here, more, talk=question.talk, besides=1)
    gap = (1 if story.waits else 2.6) * MM
    story.add(Block(parts, before=gap, keep=1, whole=whole(theme)), before=gap)


def written_on(theme: Theme, element: Element, count: int, *, talk: bool, besides: int = 0) -> list[Flowable]:
    """Make lines to write on; the wish to talk ends the last. `besides` more stand beside the label."""
    if not talk:
        return [WritingLines(theme, count, besides=besides)]
    if theme.look.large:  # its words would leave little of the line
        below = talk_option(theme, element)
        below.spaceBefore = 1 * MM
        return [WritingLines(theme, max(count, 1), besides=besides), below]
    wish = talk_option(theme, element, small=True)
    beside = wish.natural_width() + 1
    line = Inset(WritingCell(theme, 4 * MM), 5 * MM)
    above = WritingLines(theme, max(count - 1, 0), besides=besides + 1)
    widths = [theme.width - beside, beside]
    last = Row(theme, [line, wish], widths, pad=0, rule="", align="bottom", least=above.gap)
    return [above, last]


def note_line(story: Story, label: str) -> None:
    """Add a line for more words, beside its label."""
    theme = story.theme
    note = Field(label, lambda _, __: WritingCell(theme, 4 * MM), ROOM)
    if label_width(theme, note) is not None:
        story.add(field_lines(theme, story.here.add("Table"), [note], label=note.needs(theme)))
        return
    story.hold(Text(markup(label), theme.body, story.here.add("P")), before=2 * MM)
    story.add(WritingLines(theme, 1))


def writing_lines(story: Story, asking: Asking, question: Question) -> None:
    """Add writing lines, once or for each item; an item's first line is beside it."""
    theme = story.theme
    count = question.lines or (4 if question.kind is Kind.LONG_TEXT else 1)
    known, day = asking.printed(question), question.kind is Kind.DATE
    if known:
        story.add(Text(markup(known), theme.body, story.here.add("P")), before=1 * MM)
        return
    if not question.items:
        story.add(WritingLines(theme, count, besides=None if day else 0))
        return
    fields = [
        Field(
            asking.words(item.label),
            lambda _, __: WritingCell(theme, 4 * MM, day=day),
            DAY if day else ROOM,
            shares=day,
        )
        for item in question.items
    ]
    widest = max(field.needs(theme) for field in fields)
    if count == 1:
        story.add(field_lines(theme, story.here.add("Table"), fields, label=widest))
        return
    for field in fields:
        grid = field_lines(theme, story.here.add("Table"), [field], label=field.needs(theme))
        before = 0 if field is fields[0] else 1.5 * MM
        lines = WritingLines(theme, count - 1, besides=1)
        story.add(Block([grid, lines], whole=whole(theme)), before=before)


def drawing_boxes(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add boxes to draw in, two side by side: the words of both, both boxes, then what else can be ticked."""
    theme = story.theme
    for start in range(0, len(questions), 2):
        pair = questions[start : start + 2]
        gap = 4 * MM if len(pair) == 2 else 0
        widths = [(theme.width + gap) / len(pair)] * len(pair)
        high = 84 * MM if len(pair) == 2 else 50 * MM
        labels: list[Flowable] = []
        boxes: list[Flowable] = []
        talks: list[Flowable] = []
        for question in pair:
            part = story.here.add("Div")
            words = Text(markup(asking.label(question), bold=True), theme.label, part.add("H3"))
            labels.append(Inset(words, gap))
            box = DrawingBox(theme, part.add("Figure", alt="Box to draw in"), high)
            boxes.append(Inset(box, gap))
            talk = talk_option(theme, part) if question.talk else Block([])
            talks.append(Inset(talk, gap))
        rows = [
            Row(theme, labels, widths, pad=0.75 * MM, rule="", align="bottom"),
            Row(theme, boxes, widths, pad=0, rule=""),
        ]
        if any(question.talk for question in pair):
            rows.append(Row(theme, talks, widths, pad=0.75 * MM, rule=""))
        story.add(
            Block(rows, keep=len(rows) - 1, whole=theme.height), before=1.5 * MM if story.waits else BEFORE
        )
