"""A filled form to be read: each question with its answer on stone, short facts as a quiet table.

The family's words are printed as they were given. What was left blank is named in one small line at the end
of its part, so that nobody reads through empty boxes and nobody wonders whether a page is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus import Flowable

from senco_desk.forms.answers import Answer, is_blank
from senco_desk.forms.definition import Kind, Question
from senco_desk.forms.wording import consent_words, signature_words, words
from senco_desk.reports.answer import Grounded, answer
from senco_desk.reports.asking import Asking
from senco_desk.reports.fonts import REGULAR, markup, whole_days, width_of
from senco_desk.reports.form_fields import LABEL, Field, field_lines, paired
from senco_desk.reports.form_scales import YES_NO, choices_in_rows, faces, ladders
from senco_desk.reports.form_tables import table
from senco_desk.reports.marks import Option, Options
from senco_desk.reports.story import Story
from senco_desk.reports.tables import facts
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM, Theme

TALK = "Would rather talk about this"
LEFT_BLANK = "Left blank:"
_FACT_KINDS = frozenset(
    {
        Kind.SHORT_TEXT,
        Kind.DATE,
        Kind.NUMBER,
        Kind.PREFILLED,
        Kind.YES_NO,
        Kind.CHOOSE_ONE,
        Kind.CHOOSE_ANY,
    }
)
_FACT_LABEL = 66 * MM
_LOW = 60 * MM


def filled_questions(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add questions and their answers; those without an answer are named at the end."""
    short: list[Question] = []
    for question in questions:
        given = asking.answer(question)
        if given is None:
            continue
        if _is_fact(asking, question, given):
            short.append(question)
            continue
        _facts(story, asking, short)
        short = []
        _question(story, asking, question, given)
    _facts(story, asking, short)
    blank = [asking.label(question) for question in questions if asking.answer(question) is None]
    if blank:
        story.small(f"{LEFT_BLANK} {markup(' · '.join(blank))}", before=4 * MM)


def _is_fact(asking: Asking, question: Question, given: Answer) -> bool:
    if question.kind not in _FACT_KINDS or question.items or given.note or given.talk:
        return False
    said = " ".join(line.words for line in words(question, given))
    return len(said) <= 60 and len(asking.label(question)) <= 70 and "\n" not in said


def _facts(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add short answers as a quiet table; a few words by themselves are set like any other answer."""
    if len(questions) == 1 and questions[0].kind is Kind.SHORT_TEXT:
        question = questions[0]
        _question(story, asking, question, asking.answers[question.key])
        return
    if questions:
        fields = _in_line(story.theme, [_field(story, asking, question) for question in questions])
        grid = field_lines(story.theme, story.here.add("Table"), fields)
        grid.whole = None  # no line of it stands alone on a page
        story.add(grid, before=2 * MM)


def _in_line(theme: Theme, fields: Sequence[Field]) -> list[Field]:
    """Begin all answers in one place, unless two on a line settle it or a label is too long for that."""
    lines = paired(theme, fields)
    first = max((line[0].needs(theme) for line in lines if len(line) == 2), default=0)
    alone = [line[0].needs(theme) for line in lines if len(line) == 1]
    if theme.look.large or max(alone, default=0) <= first:
        return list(fields)
    at = max(LABEL, *(need for need in (*alone, 0) if need <= theme.width * 0.5))
    return [replace(field, shares=False, at=at) for field in fields]


def _field(story: Story, asking: Asking, question: Question) -> Field:
    """Make a short answer beside its label; two share a line where both fit."""
    theme = story.theme
    said = whole_days(_said(question, asking.answers[question.key]))
    wide = width_of(said, REGULAR, theme.body.fontSize) + 1 * MM
    return Field(
        asking.label(question),
        lambda place, _: Text(markup(said), theme.body, place),
        min(wide, theme.width * 0.5),
        bold=True,
        shares=wide <= theme.width * 0.5,
        ruled=True,
    )


def _question(story: Story, asking: Asking, question: Question, given: Answer) -> None:
    """Add one question and its answer; a long one repeats the question above its second part."""
    label = asking.label(question)
    needed = question.kind in (
        Kind.CONSENT,
        Kind.SIGNATURE,
    )  # what was agreed to; other help was for filling in
    story.label(markup(label, bold=True), help_words=markup(asking.words(question.help)) if needed else "")
    draw = _DRAWN.get(question.kind) if question.items else _DRAWN_ALONE.get(question.kind)
    with story.repeating(label):
        if draw is not None and not is_blank(given.value):
            draw(story, asking, question, given.value)
            more = _more(story, asking, question, given)
            if more:
                _keep_with_next(story)
                story.add(Grounded(story.theme, Block(more)), before=2 * MM)
        else:
            said = "\n".join(line.words for line in words(question, Answer(given.value)))
            more = _more(story, asking, question, given)
            story.add(answer(story.theme, story.here, said, more=more), before=1 * MM)
    story.settle()


def _keep_with_next(story: Story) -> None:
    """Hold the last of what stands, if it is low: the wish to talk begins no page."""
    last = story.flowables[-1]
    if last.wrap(story.theme.width, story.theme.height)[1] < _LOW:
        story.hold(story.flowables.pop(), before=last.getSpaceBefore())


def _more(story: Story, asking: Asking, question: Question, given: Answer) -> list[Flowable]:
    """Make what goes with an answer: the note with its label, and the wish to talk."""
    parts: list[Flowable] = []
    theme = story.theme
    if given.note.strip():
        note: list[Flowable] = []
        if question.note:
            note.append(
                Text(markup(asking.words(question.note), bold=True), theme.label, story.here.add("P"))
            )
        note.append(Text(markup(given.note.strip()), theme.body, story.here.add("P")))
        parts.append(Block(note, before=2 * MM, keep=len(note) - 1))
    if given.talk:
        talk = Options(theme, story.here, [Option(TALK, ticked=True)], rounded=False)
        talk.spaceBefore = 1 * MM
        parts.append(talk)
    return parts


def _said(question: Question, given: Answer) -> str:
    return ", ".join(str(line) for line in words(question, given))


def _items(story: Story, asking: Asking, question: Question, value: Any) -> None:
    """Add an answer for each item as label and words."""
    lines = words(question, Answer(value))
    by_item: dict[str, list[str]] = {}
    for line in lines:
        by_item.setdefault(line.label, []).append(line.words)
    if not by_item:
        return
    rows = [
        (markup(asking.words(label), bold=True), markup("\n".join(said))) for label, said in by_item.items()
    ]
    blank = [item.label for item in question.items if item.label not in by_item]
    longest = max(len(label) for label in by_item)
    _rows(story, asking, question, rows, label=(66 if longest > 16 else 40) * MM)
    if blank:
        story.small(
            f"{LEFT_BLANK} {markup(' · '.join(asking.words(label) for label in blank))}", before=2 * MM
        )


def _choices(story: Story, asking: Asking, question: Question, value: Any) -> None:
    """Add round ticks for each item, or the words of what was chosen."""
    plain = question.kind is Kind.YES_NO or not question.other
    if not plain:
        _items(story, asking, question, value)
        return
    choices = YES_NO if question.kind is Kind.YES_NO else [(c.key, c.label) for c in question.choices]
    chosen = {key: _key(part) for key, part in value.items()}
    choices_in_rows(story, asking, question, choices, chosen)


def _key(part: Any) -> str:
    return str(part.get("choice", "")) if isinstance(part, Mapping) else str(part)


def _table(story: Story, asking: Asking, question: Question, value: Any) -> None:
    table(story, asking, question, [row for row in value if not is_blank(row)])


def _signatures(story: Story, asking: Asking, question: Question, value: Any) -> None:
    """Add who signed, and who did not."""
    _of_each(story, asking, question, value, signature_words, "Not signed")


def _consents(story: Story, asking: Asking, question: Question, value: Any) -> None:
    """Add each purpose with what was said to it."""
    _of_each(story, asking, question, value, consent_words, "Not answered")


def _of_each(
    story: Story,
    asking: Asking,
    question: Question,
    value: Any,
    in_words: Callable[[Mapping[str, Any]], str],
    without: str,
) -> None:
    """Add every item with what was said of it, or that nothing was."""
    rows = []
    for item in question.items:
        part = value.get(item.key)
        said = in_words(part) if part and not is_blank(part) else without
        rows.append((markup(asking.words(item.label), bold=True), markup(whole_days(said))))
    _rows(story, asking, question, rows)


def _rows(
    story: Story,
    asking: Asking,
    question: Question,
    rows: Sequence[tuple[str, str]],
    *,
    label: float = _FACT_LABEL,
) -> None:
    """Add label and words for each item."""
    story.add(facts(story.theme, story.here.add("Table"), rows, label=label), before=1 * MM)


#: Kinds drawn in their own way, without items; any other is set as words on stone.
_DRAWN_ALONE = {Kind.FACES_3: faces, Kind.FACES_5: faces, Kind.LADDER: ladders, Kind.TABLE: _table}
#: With items, every kind has rows.
_DRAWN = {
    **dict.fromkeys(Kind, _items),
    Kind.FACES_3: faces,
    Kind.FACES_5: faces,
    Kind.LADDER: ladders,
    Kind.SIGNATURE: _signatures,
    Kind.CONSENT: _consents,
    Kind.YES_NO: _choices,
    Kind.CHOOSE_ONE: _choices,
}
