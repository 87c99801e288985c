"""A blank form to write on: a row, lines, ticks or a grid for each question, with room for a hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from reportlab.platypus import Flowable

from senco_desk.forms.definition import Audience, Kind, Question
from senco_desk.reports.asking import Asking
from senco_desk.reports.fonts import REGULAR, markup, width_of
from senco_desk.reports.form_scales import AGREE, YES_NO, choices_in_rows, faces, ladders
from senco_desk.reports.form_tables import table
from senco_desk.reports.marks import LINE_GAP, DrawingBox, Option, Options, Signing, WritingCell, WritingLines
from senco_desk.reports.story import Story
from senco_desk.reports.tables import COLUMN_GAP, Grid, Inset, Row
from senco_desk.reports.tags import cell
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM

TALK = "I would rather talk about this"
IF_WRONG = "If this is wrong, cross it out and write it correctly."
_LINE_KINDS = frozenset({Kind.SHORT_TEXT, Kind.DATE, Kind.NUMBER})
_TICK_KINDS = frozenset({Kind.CHOOSE_ONE, Kind.CHOOSE_ANY, Kind.YES_NO})
_LABEL = 66 * MM
_ROW = 11.5 * MM


def blank_questions(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add questions to be answered by hand: what is known as facts, short ones as rows, others one by one."""
    for way, run in groupby(questions, lambda question: _way(story, asking, question)):
        some = list(run)
        if way == "known":
            _known(story, asking, some)
        elif way == "row":
            _rows(story, asking, some)
        elif way == "drawing":
            _drawings(story, asking, some)
        else:
            for question in some:
                _question(story, asking, question)


def _way(story: Story, asking: Asking, question: Question) -> str:
    if question.kind is Kind.PREFILLED:
        return "known"
    if question.kind is Kind.DRAWING and not story.theme.look.large:
        return "drawing"
    plain = not (question.items or question.note or question.talk or question.help or question.other)
    if story.theme.look.large or not plain or len(asking.label(question)) > 70 or question.lines > 1:
        return "whole"
    if asking.form.audience is Audience.PUPIL and _lines_of_label(story, asking.label(question)) > 1:
        return "whole"  # a sentence that a child goes on with stands above its line
    if question.kind in _LINE_KINDS:
        return "row"
    if (
        question.kind in _TICK_KINDS
        and _options(story, question).natural_width() <= story.theme.width - _LABEL
    ):
        return "row"
    return "whole"


def _lines_of_label(story: Story, label: str) -> int:
    return ceil(width_of(label, REGULAR, story.theme.body.fontSize) / (_LABEL - COLUMN_GAP))


def _known(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add what school knows already, to be checked; what it does not know has a line to write on."""
    theme = story.theme
    widths = [theme.width] if theme.look.large else [_LABEL, theme.width - _LABEL]
    grid = Grid(theme, story.here.add("Table"), widths, pad=1.9 * MM, last_rule="hair")
    for question in questions:
        tag = grid.tag()
        known = asking.printed(question)
        label = Text(markup(asking.label(question), bold=True), theme.label, cell(tag, head="Row"))
        place = cell(tag).even_empty()
        said = Text(markup(known), theme.body, place) if known else WritingCell(theme, theme.body.leading)
        cells: list[Flowable] = (
            [Block([label, said], keep=1)] if theme.look.large else [Inset(label, COLUMN_GAP), said]
        )
        grid.add_row(cells, rule="hair" if known else "")
    story.add(grid, before=2 * MM)
    if any(asking.printed(question) for question in questions):
        story.small(IF_WRONG, before=1.5 * MM)


def _rows(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add writing rows: the label at the left, a line or ticks at the right."""
    theme = story.theme
    widths = [_LABEL, theme.width - _LABEL]
    grid = Grid(theme, story.here.add("Table"), widths, pad=1 * MM, last_rule="")
    for question in questions:
        tag = grid.tag()
        label = Inset(Text(markup(asking.label(question)), theme.body, cell(tag, head="Row")), COLUMN_GAP)
        place = cell(tag).even_empty()
        known = asking.printed(question)
        answer: Flowable
        if known:
            answer = Text(markup(known), theme.body, place)
        elif question.kind in _TICK_KINDS:
            answer = Options(
                theme, place, _option_words(question), rounded=question.kind is not Kind.CHOOSE_ANY
            )
        else:
            answer = WritingCell(theme, 4 * MM, day=question.kind is Kind.DATE)
        grid.rows.append(Row(theme, [label, answer], widths, pad=1 * MM, rule="", align="bottom", least=_ROW))
    story.add(grid, before=(1.5 if story.waits else 4) * MM)


def _drawings(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add boxes to draw in, two side by side: the words of both, both boxes, then what else can be ticked."""
    theme = story.theme
    for start in range(0, len(questions), 2):
        pair = questions[start : start + 2]
        gap = 4 * MM if len(pair) == 2 else 0
        widths = [(theme.width + gap) / len(pair)] * len(pair)
        labels: list[Flowable] = []
        boxes: list[Flowable] = []
        talks: list[Flowable] = []
        for question in pair:
            part = story.here.add("Div")
            words = Text(markup(asking.label(question), bold=True), theme.label, part.add("H3"))
            labels.append(Inset(words, gap))
            boxes.append(Inset(DrawingBox(theme, part.add("Figure", alt="Box to draw in")), gap))
            talk = Options(theme, part, [Option(TALK)], rounded=False) if question.talk else Block([])
            talks.append(Inset(talk, gap))
        rows = [
            Row(theme, labels, widths, pad=0.75 * MM, rule="", align="bottom"),
            Row(theme, boxes, widths, pad=0, rule=""),
            Row(theme, talks, widths, pad=0.75 * MM, rule=""),
        ]
        story.add(Block(rows, keep=1, whole=theme.height), before=5 * MM)


def _question(story: Story, asking: Asking, question: Question) -> None:
    """Add one question with room for its answer, on one page while it takes no more than half of it."""
    theme = story.theme
    with story.together(theme.height / 2):
        label = markup(asking.label(question), bold=True)
        story.label(label, help_words=markup(asking.words(question.help)))
        _BY_KIND[question.kind](story, asking, question)
        if question.note:
            story.hold(
                Text(markup(asking.words(question.note)), theme.body, story.here.add("P")), before=2 * MM
            )
            story.add(WritingLines(theme, 1))
        if question.talk:
            story.add(Options(theme, story.here, [Option(TALK)], rounded=False), before=2 * MM)


def _lines(story: Story, asking: Asking, question: Question) -> None:
    """Add writing lines, once or for each item."""
    usual = 4 if question.kind is Kind.LONG_TEXT else 1
    count = question.lines or usual
    known = asking.printed(question)
    if known:
        story.add(Text(markup(known), story.theme.body, story.here.add("P")), before=1 * MM)
        return
    if not question.items:
        story.add(WritingLines(story.theme, count))
        return
    if count == 1 and not story.theme.look.large:
        _item_rows(story, asking, question)
        return
    for item in question.items:
        story.hold(
            Text(markup(asking.words(item.label)), story.theme.body, story.here.add("P")), before=2.5 * MM
        )
        story.add(WritingLines(story.theme, count))


def _item_rows(story: Story, asking: Asking, question: Question) -> None:
    theme = story.theme
    widest = max(width_of(asking.words(item.label), REGULAR, theme.body.fontSize) for item in question.items)
    label = min(_LABEL, widest + COLUMN_GAP + 1)
    widths = [label, theme.width - label]
    grid = Grid(theme, story.here.add("Table"), widths, pad=1 * MM, last_rule="")
    for item in question.items:
        tag = grid.tag()
        named = Inset(Text(markup(asking.words(item.label)), theme.body, cell(tag, head="Row")), COLUMN_GAP)
        cell(tag).even_empty()
        line = WritingCell(theme, 4 * MM, day=question.kind is Kind.DATE)
        grid.rows.append(Row(theme, [named, line], widths, pad=1 * MM, rule="", align="bottom", least=_ROW))
    story.add(grid)


def _ticks(story: Story, asking: Asking, question: Question) -> None:
    if question.items:
        choices = YES_NO if question.kind is Kind.YES_NO else [(c.key, c.label) for c in question.choices]
        choices_in_rows(story, asking, question, choices, {})
        return
    story.add(_options(story, question), before=1.5 * MM)


def _options(story: Story, question: Question) -> Options:
    rounded = question.kind is not Kind.CHOOSE_ANY
    return Options(story.theme, story.here, _option_words(question), rounded=rounded)


def _option_words(question: Question) -> list[Option]:
    if question.kind is Kind.YES_NO:
        return [Option(words) for _, words in YES_NO]
    options = [Option(choice.label) for choice in question.choices]
    return [*options, Option("Other:", line=True)] if question.other else options


def _faces(story: Story, asking: Asking, question: Question) -> None:
    faces(story, asking, question, None)


def _ladders(story: Story, asking: Asking, question: Question) -> None:
    ladders(story, asking, question, None)


def _table(story: Story, asking: Asking, question: Question) -> None:
    answer = asking.answers.get(question.key)
    rows = answer.value if answer is not None and isinstance(answer.value, list) else []
    table(story, asking, question, rows)


def _signature(story: Story, asking: Asking, question: Question) -> None:
    places = ["Signature", "Name", "Date"]
    if question.items:
        places = [f"{markup(asking.words(item.label))}, date" for item in question.items]
    story.add(Signing(story.theme, story.here, places))


def _consent(story: Story, asking: Asking, question: Question) -> None:
    if question.items:
        choices_in_rows(story, asking, question, AGREE, {})
    else:
        options = [Option("I agree"), Option("I do not agree")]
        story.add(Options(story.theme, story.here, options, rounded=True), before=1.5 * MM)
    story.add(Signing(story.theme, story.here, ["Name", "Date"], clear=LINE_GAP))


def _drawing(story: Story, asking: Asking, question: Question) -> None:
    box = DrawingBox(story.theme, story.here.add("Figure", alt="Box to draw in"), height=100 * MM)
    story.add(box, before=1.5 * MM)


_BY_KIND = {
    Kind.SHORT_TEXT: _lines,
    Kind.LONG_TEXT: _lines,
    Kind.DATE: _lines,
    Kind.NUMBER: _lines,
    Kind.PREFILLED: _lines,
    Kind.CHOOSE_ONE: _ticks,
    Kind.CHOOSE_ANY: _ticks,
    Kind.YES_NO: _ticks,
    Kind.FACES_3: _faces,
    Kind.FACES_5: _faces,
    Kind.LADDER: _ladders,
    Kind.TABLE: _table,
    Kind.SIGNATURE: _signature,
    Kind.CONSENT: _consent,
    Kind.DRAWING: _drawing,
}
