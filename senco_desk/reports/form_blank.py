"""A blank form to write on: a line, ticks or a grid for each question, with room for a hand and no more.

What is short stands beside its label, two on a line where both fit; the rest stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reportlab.platypus import Flowable

from senco_desk.forms.definition import Audience, Kind, Question
from senco_desk.reports.asking import Asking
from senco_desk.reports.fonts import BOLD, REGULAR, markup, width_of
from senco_desk.reports.form_fields import TICKS, Field, common_width, field_lines, label_width, paired
from senco_desk.reports.form_scales import AGREE, YES_NO, aged_choices, choices_in_rows, faces, ladders
from senco_desk.reports.form_tables import questions_of_each, table
from senco_desk.reports.form_writing import (
    BEFORE,
    DAY,
    ROOM,
    TALK,
    begins_beside,
    drawing_boxes,
    from_label,
    note_line,
    talk_option,
    talk_width,
    whole,
    with_talk,
    writing_lines,
    written_on,
)
from senco_desk.reports.marks import (
    LINE_GAP,
    DrawingBox,
    Option,
    Options,
    Signing,
    WritingCell,
)
from senco_desk.reports.picture_ticks import picture_ticks
from senco_desk.reports.story import Story
from senco_desk.reports.tables import COLUMN_GAP, Inset, Row
from senco_desk.reports.tags import Element
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM, Theme

IF_WRONG = "If this is wrong, cross it out and write it correctly."
BEFORE_TICKS = 3.5 * MM
_LINE_KINDS = frozenset({Kind.SHORT_TEXT, Kind.DATE, Kind.NUMBER})
_TICK_KINDS = frozenset({Kind.CHOOSE_ONE, Kind.CHOOSE_ANY, Kind.YES_NO})
_SHORT_FACT = 36 * MM
_NAMES = frozenset({"pupil.full_name", "school.senco_contact", "school.sendiass", "school.name", ""})


def blank_questions(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add questions to be answered by hand: short ones on lines, the others one by one."""
    for way, run in groupby(_ways(story.theme, asking, questions), lambda pair: pair[0]):
        some = [question for _, question in run]
        if way == "field":
            _fields(story, asking, some)
        elif way == "drawing":
            drawing_boxes(story, asking, some)
        elif way == "twin":
            _twins(story, asking, some)
        elif way == "each":
            questions_of_each(story, asking, some)
        else:
            for question in some:
                _question(story, asking, question)


def _ways(theme: Theme, asking: Asking, questions: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    """Say how each question is set."""
    for at, question in enumerate(questions):
        if _field(theme, asking, question) is not None:
            yield "field", question
        elif question.kind is Kind.DRAWING and not theme.look.large:
            yield "drawing", question
        elif _are_twins(theme, questions[at : at + 2]) or (
            at > 0 and _are_twins(theme, questions[at - 1 : at + 1])
        ):
            yield "twin", question
        elif _of_the_same(theme, question, [*questions[:at][-1:], *questions[at + 1 : at + 2]]):
            yield "each", question
        else:
            yield "whole", question


def _of_the_same(theme: Theme, question: Question, around: Sequence[Question]) -> bool:
    """Find a few words asked of the same two persons, one question after the other: they share a grid."""
    plain = [one for one in around if one.kind is Kind.SHORT_TEXT and not (one.talk or one.note)]
    return (
        question.kind is Kind.SHORT_TEXT
        and len(question.items) == 2
        and not (theme.look.large or question.talk or question.note)
        and any([item.key for item in one.items] == [item.key for item in question.items] for one in plain)
    )


def _are_twins(theme: Theme, pair: Sequence[Question]) -> bool:
    """Find a few words and then a choice asked of the same things: they share one table."""
    if len(pair) < 2 or theme.look.large:
        return False
    one, other = pair
    return (
        (one.kind, other.kind) == (Kind.SHORT_TEXT, Kind.CHOOSE_ONE)
        and bool(one.items)
        and [item.key for item in one.items] == [item.key for item in other.items]
        and not (one.lines > 1 or one.talk or one.note or other.other or other.talk or other.note)
        and len(other.choices) <= 4
    )


def _field(theme: Theme, asking: Asking, question: Question) -> Field | None:
    """Make a line of a short question, or None when it needs more than that."""
    if question.items or question.note or question.lines > 1:
        return None
    if question.kind is Kind.PREFILLED:
        return _fact(theme, asking, question)
    if question.kind in _LINE_KINDS:
        made = _line(theme, asking, question)
    elif question.kind in _TICK_KINDS or (
        question.kind is Kind.CONSENT and _signed_for_all(asking) and not question.talk
    ):
        if question.talk:
            return None
        made = _ticked(theme, asking.label(question), question, help_words=asking.words(question.help))
        if label_width(theme, made) is None:
            return _beside(theme, made, question)
    else:
        return None
    width = label_width(theme, made)
    if width is None or (asking.form.audience is Audience.PUPIL and made.needs(theme) > width + 0.1):
        return None  # a sentence that a child goes on with stands above its line
    if made.help and width_of(made.help, REGULAR, theme.small.fontSize) > 1.9 * width:
        return None
    return made


def _fact(theme: Theme, asking: Asking, question: Question) -> Field:
    """Make a line of what school knows already, to be checked, or a line to write it on."""
    known, label = asking.printed(question), asking.label(question)
    if known:
        wide = width_of(known, REGULAR, theme.body.fontSize) + 1 * MM
        if "\n" in known or wide > theme.width * 0.55:
            wide = theme.width * 0.55
        return Field(
            label,
            lambda place, _: Text(markup(known), theme.body, place),
            wide,
            bold=True,
            shares=True,
            ruled=True,
        )
    least = ROOM if question.binds in _NAMES else _SHORT_FACT
    return Field(label, lambda _, __: WritingCell(theme, 4 * MM), least, bold=True, shares=True)


def _line(theme: Theme, asking: Asking, question: Question) -> Field:
    known, day = asking.printed(question), question.kind is Kind.DATE
    least = DAY if day else ROOM

    def answer(place: Element, width: float) -> Flowable:
        line: Flowable = (
            Text(markup(known), theme.body, place) if known else WritingCell(theme, 4 * MM, day=day)
        )
        if not question.talk:
            return line
        talk = talk_option(theme, place, small=True)
        beside = talk.natural_width() + 1
        return Row(
            theme,
            [Inset(line, 5 * MM), talk],
            [width - beside, beside],
            pad=0,
            rule="",
            align="bottom",
        )

    if question.talk:
        least += talk_width(theme) + 5 * MM
    return Field(
        asking.label(question),
        answer,
        least,
        help=asking.words(question.help),
        shares=day and not question.talk,
    )


def _ticked(theme: Theme, label: str, question: Question, *, help_words: str = "") -> Field:
    def answer(place: Element, _: float) -> Options:
        rounded = question.kind is not Kind.CHOOSE_ANY
        return Options(theme, place, _option_words(question), rounded=rounded, tight=True)

    least = answer(Element("TD"), 0).natural_width() + (14 * MM if question.other else 1)
    room = theme.width - least
    in_column = question.kind is Kind.CONSENT and room >= 60 * MM  # one column of ticks down the page
    return Field(label, answer, least, help=help_words, height=TICKS, at=room if in_column else 0)


def _beside(theme: Theme, made: Field, question: Question) -> Field | None:
    """Set ticks of several lines beside their label, where that is lower than below it."""
    options = made.answer(Element("TD"), 0)
    best, lowest = None, options.wrap(theme.width, 0)[1] + theme.label.leading + 3 * MM
    for at in (made.needs(theme), theme.width * 0.28, theme.width * 0.4):
        if at > theme.width * 0.45:
            continue
        high = max(options.wrap(theme.width - at, 0)[1], _high(theme, made, at - COLUMN_GAP))
        if high < lowest:
            best, lowest = replace(made, at=at), high
    return best


def _high(theme: Theme, field: Field, width: float) -> float:
    """Measure a label and its help in a narrow column."""
    words = [Text(markup(field.label), theme.body), Text(markup(field.help), theme.small)]
    return sum(text.wrap(width, 0)[1] for text in (words if field.help else words[:1]))


def _fields(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add short questions on lines; what was known is to be checked."""
    fields = [field for question in questions if (field := _field(story.theme, asking, question)) is not None]
    lines = paired(story.theme, fields)
    begins = common_width(story.theme, lines)
    cut = len(fields) - (len(lines[-1]) if len(lines) > 3 else 0)  # what follows need not hold all of them
    for some in (fields[:cut], fields[cut:]):
        if some:
            before = (0.5 if story.waits else 2.2) * MM if some[0] is fields[0] else 0
            grid = field_lines(story.theme, story.here.add("Table"), some, label=begins)
            story.add(grid, before=before)
    if _first_known(asking) in questions:
        story.small(IF_WRONG, before=1 * MM)


def _first_known(asking: Asking) -> Question | None:
    """Find the first fact of the child that is printed to be checked: it is said there once how."""
    asked = (question for section in asking.sections() for question in asking.questions(section))
    return next((q for q in asked if q.binds.startswith("pupil.") and asking.printed(q)), None)


def _twins(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add two questions about the same things as one table."""
    for start in range(0, len(questions), 2):
        one, other = questions[start : start + 2]
        _ask(story, asking, one)
        story.hold(
            Text(markup(asking.label(other), bold=True), story.theme.label, story.here.add("H3")), before=0
        )
        aged_choices(story, asking, one, other)


def _question(story: Story, asking: Asking, question: Question) -> None:
    """Add one question with room for its answer, on one page while it is low."""
    theme = story.theme
    if begins_beside(theme, asking, question):
        from_label(story, asking, question)
        return
    with story.together(*((theme.height,) * 2 if question.kind is Kind.FACES_3 else (whole(theme),))):
        placed = _ask(story, asking, question)
        talk = question.talk and not placed
        if question.kind in _TICK_KINDS and not question.items:
            _ticks(story, question, talk=talk)
            talk = False
        elif talk and question.kind is Kind.LONG_TEXT and not question.items and not question.note:
            lines = written_on(theme, story.here, question.lines or 4, talk=True)
            story.add(Block(lines, keep=1))
            talk = False
        else:
            _BY_KIND[question.kind](story, asking, question)
        if question.note:
            note_line(story, asking.words(question.note))
        if talk:
            story.add(talk_option(theme, story.here), before=1.5 * MM)


def _ask(story: Story, asking: Asking, question: Question) -> bool:
    """Set a question's label and help; True if the wish to talk had room at their right end."""
    theme = story.theme
    label, help_words = asking.label(question), asking.words(question.help)
    before = BEFORE if question.kind is Kind.LONG_TEXT else BEFORE_TICKS
    before = 1.5 * MM if story.waits else before
    words = Text(markup(label, bold=True), theme.label, story.here.add("H3"))
    wanted = question.talk and not _fits_its_ticks(theme, question)
    room = theme.width - talk_width(theme) - 5 * MM
    placed = wanted and width_of(label, BOLD, theme.label.fontSize) <= room
    story.hold(with_talk(theme, words, story.here) if placed else words, before=before)
    if help_words:
        small = Text(markup(help_words), theme.small, story.here.add("P"))
        beside = wanted and not placed and width_of(help_words, REGULAR, theme.small.fontSize) <= room
        story.hold(with_talk(theme, small, story.here) if beside else small, before=0.5 * MM)
        placed = placed or beside
    return placed


def _fits_its_ticks(theme: Theme, question: Question) -> bool:
    """Tell whether the ticks and the wish to talk stand on one line."""
    if question.kind not in _TICK_KINDS or question.items:
        return False
    options = Options(theme, Element("Div"), [*_option_words(question), Option(TALK)], rounded=False)
    return options.natural_width() <= theme.width


def _ticks(story: Story, question: Question, *, talk: bool) -> None:
    """Add what can be ticked; the wish to talk may be the last of it."""
    if any(choice.picture for choice in question.choices):
        pictured = [(choice.label, choice.picture) for choice in question.choices]
        other = [("Other:", "")] if question.other else []
        story.add(picture_ticks(story.theme, story.here, [*pictured, *other]), before=1 * MM)
        if talk:
            story.add(talk_option(story.theme, story.here), before=2.5 * MM)
        return
    options = [*_option_words(question), *([Option(TALK, square=True)] if talk else [])]
    rounded = question.kind is not Kind.CHOOSE_ANY
    story.add(Options(story.theme, story.here, options, rounded=rounded), before=1 * MM)


def _ticks_of_items(story: Story, asking: Asking, question: Question) -> None:
    theme = story.theme
    fields = [_ticked(theme, asking.words(item.label), question) for item in question.items]
    if len(fields) <= 3 and all(label_width(theme, field) is not None for field in fields):
        widest = max(field.needs(theme) for field in fields)
        story.add(field_lines(theme, story.here.add("Table"), fields, label=widest), before=1 * MM)
        return
    choices = YES_NO if question.kind is Kind.YES_NO else [(c.key, c.label) for c in question.choices]
    choices_in_rows(story, asking, question, choices, {})


def _option_words(question: Question) -> list[Option]:
    if question.kind is Kind.CONSENT:
        return [Option("I agree"), Option("I do not agree")]
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


def _signed_for_all(asking: Asking) -> bool:
    """Tell whether a signature on the form gives who agreed and when, for every tick on it."""
    kinds = {question.kind for question in asking.form.questions()}
    return asking.form.audience is Audience.FAMILY and Kind.SIGNATURE in kinds


def _consent(story: Story, asking: Asking, question: Question) -> None:
    if question.items:
        choices_in_rows(story, asking, question, AGREE, {})
    else:
        story.add(Options(story.theme, story.here, _option_words(question), rounded=True), before=1 * MM)
    if not _signed_for_all(asking):
        story.add(Signing(story.theme, story.here, ["Name", "Date"], clear=LINE_GAP))


def _drawing(story: Story, asking: Asking, question: Question) -> None:
    box = DrawingBox(story.theme, story.here.add("Figure", alt="Box to draw in"), height=84 * MM)
    story.add(box, before=1.5 * MM)


_BY_KIND = {
    Kind.SHORT_TEXT: writing_lines,
    Kind.LONG_TEXT: writing_lines,
    Kind.DATE: writing_lines,
    Kind.NUMBER: writing_lines,
    Kind.PREFILLED: writing_lines,
    Kind.CHOOSE_ONE: _ticks_of_items,
    Kind.YES_NO: _ticks_of_items,
    Kind.FACES_3: _faces,
    Kind.FACES_5: _faces,
    Kind.LADDER: _ladders,
    Kind.TABLE: _table,
    Kind.SIGNATURE: _signature,
    Kind.CONSENT: _consent,
    Kind.DRAWING: _drawing,
}
