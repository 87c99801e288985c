"""Faces, ladders and choices in rows: the same on a blank form and a filled one, but for the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import Flowable

from senco_desk.forms.definition import Item, Kind, Question
from senco_desk.forms.wording import face_words
from senco_desk.reports.asking import Asking
from senco_desk.reports.faces import Face, Ladder, ladder_alt
from senco_desk.reports.fonts import BOLD, markup, width_of
from senco_desk.reports.marks import TICK_SIZE, Option, Options, TickBox, WritingCell
from senco_desk.reports.pictures import SIZE, ItemPicture
from senco_desk.reports.story import Story
from senco_desk.reports.tables import COLUMN_GAP, Grid, Inset, Row
from senco_desk.reports.tags import Element, cell
from senco_desk.reports.text import MOST_LEFT_EMPTY, Block, Gap, Text
from senco_desk.reports.theme import MM, Theme

FACE = 21.5 * MM
"""The side of one of three faces, to be chosen by a young child."""
FACE_READ = 14 * MM
"""The same where it is only read, or an adult ticks it."""
YES_NO = (("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure"))
AGREE = (("agreed", "Agree"), ("refused", "Do not agree"))


def faces(story: Story, asking: Asking, question: Question, value: Any) -> None:
    """Add a question's faces: one row, or a row for each item."""
    of = 3 if question.kind is Kind.FACES_3 else 5
    words = face_words(question)
    if not question.items:
        story.add(_face_row(story.theme, story.here, words, of, value), before=1 * MM)
    elif story.theme.look.large and of == 5:
        for item in question.items:
            _small_label(story, asking.words(item.label))
            story.add(_face_row(story.theme, story.here, words, of, _of(value, item)), before=1 * MM)
    else:
        grid = _face_table(story, asking, question, words, of, value)
        story.add(grid, before=2 * MM)


def ladders(story: Story, asking: Asking, question: Question, value: Any) -> None:
    """Add a question's ladder, or one for each item; a chosen step is said in words as well."""
    theme = story.theme
    if not question.items:
        story.add(_ladder(theme, story.here, question, None, value), before=2 * MM)
        return
    if theme.look.large:
        for item in question.items:
            chosen = _of(value, item)
            _small_label(story, _with_step(asking.words(item.label), chosen))
            story.add(_ladder(theme, story.here, question, item, chosen), before=1 * MM)
        return
    label = theme.width - 106 * MM
    grid = Grid(theme, story.here.add("Table"), [label, 106 * MM], pad=0.6 * MM, last_rule="")
    for item in question.items:
        row, chosen = grid.tag(), _of(value, item)
        head = cell(row, head="Row")
        parts: list[Flowable] = [Text(markup(asking.words(item.label), bold=True), theme.label, head)]
        if chosen is not None:
            parts.append(Text(f"{chosen} out of 10", theme.small, head))
        named = Inset(Block(parts), COLUMN_GAP, top=1.6 * MM)
        grid.add_row([named, _ladder(theme, cell(row), question, item, chosen)], rule="", least=19 * MM)
    story.add(grid, before=2 * MM)


def choices_in_rows(
    story: Story,
    asking: Asking,
    question: Question,
    choices: Sequence[tuple[str, str]],
    chosen: Mapping[str, str],
) -> None:
    """Add a row of round ticks for each item, under the words of the choices.

    Args:
        story: where it goes.
        asking: the form and the child's name.
        question: its items are the rows.
        choices: (key, words) for each column.
        chosen: item key -> the key of what was chosen.
    """
    theme = story.theme
    ticks = [_tick_width(theme, words) for _, words in choices]
    if len(choices) > (2 if theme.look.large else 5) or sum(ticks) > theme.width * 0.65:
        for item in question.items:
            _small_label(story, asking.words(item.label))
            options = [Option(words, ticked=chosen.get(item.key) == key) for key, words in choices]
            story.add(Options(theme, story.here, options, rounded=True), before=1 * MM)
        return
    grid = _tick_grid(story, [theme.width - sum(ticks), *ticks], ["", *[words for _, words in choices]])
    grid.whole = not theme.look.large
    for item in question.items:
        row = grid.tag()
        named = Text(markup(asking.words(item.label)), theme.body, cell(row, head="Row"))
        cells: list[Flowable] = [Inset(named, COLUMN_GAP)]
        for key, _ in choices:
            cells.append(_tick(theme, row, ticked=chosen.get(item.key) == key))
        grid.add_row(cells)
    story.add(grid, before=1 * MM)


def aged_choices(story: Story, asking: Asking, words: Question, choice: Question) -> None:
    """Add a blank table of things with a line for a few words and a round tick for each choice."""
    theme = story.theme
    ticks = [_tick_width(theme, each.label) for each in choice.choices]
    left = theme.width - sum(ticks)
    widths = [left * 0.6, left * 0.4, *ticks]
    grid = _tick_grid(story, widths, ["", "", *[each.label for each in choice.choices]])
    for item in words.items:
        row = grid.tag()
        named = Text(markup(asking.words(item.label)), theme.body, cell(row, head="Row"))
        line = Inset(WritingCell(theme, TICK_SIZE), COLUMN_GAP)
        cell(row).even_empty()
        boxes = [_tick(theme, row, ticked=False) for _ in choice.choices]
        grid.add_row([Inset(named, 2 * MM), line, *boxes])
    story.add(grid, before=1 * MM)


def _tick_grid(story: Story, widths: Sequence[float], heads: Sequence[str]) -> Grid:
    """Make a table whose columns are ticked, their heads centred."""
    theme = story.theme

    def head(above: Element) -> Row:
        centred = _centred_head(theme)
        cells = [
            Text(markup(words, bold=True), centred, cell(above, head="Column"))
            if words
            else Text("", theme.small_bold, cell(above).even_empty())
            for words in heads
        ]
        return Row(theme, cells, widths, pad=1.2 * MM, rule="head", align="bottom")

    return Grid(theme, story.here.add("Table"), widths, head, align="middle", pad=1.3 * MM)


def _tick(theme: Theme, row: Element, *, ticked: bool) -> TickBox:
    figure = cell(row).add("Figure", alt="chosen" if ticked else "not chosen")
    return TickBox(theme, figure, ticked=ticked, rounded=True)


def _centred_head(theme: Theme) -> Any:
    """Give the style of a table's head, centred over its column."""
    style = theme.small_bold.clone("small_bold_centred")
    style.alignment = theme.centred.alignment
    return style


def _face_row(theme: Theme, element: Element, words: Sequence[str], of: int, value: Any) -> Row:
    listed = element.add("L")
    cells: list[Flowable] = []
    size = (14 if of == 5 else 20) * MM * (1.25 if theme.look.large else 1)
    for place, word in enumerate(words, 1):
        item = listed.add("LI")
        chosen = value == place
        figure = item.add("Figure", alt=f"{word}, chosen" if chosen else word)
        cells.append(
            Block(
                [
                    Face(theme, figure, place, of, size=size, chosen=chosen),
                    Text(_face_word(word, chosen=chosen), theme.centred, item.add("LBody")),
                ]
            )
        )
    width = theme.width if of == 5 or theme.look.large else 110 * MM
    return Row(theme, cells, _face_columns(theme, words, width), pad=1 * MM, rule="")


def _face_columns(theme: Theme, words: Sequence[str], width: float) -> list[float]:
    """Share a row between its faces, so that no word under one is cut in two when it is chosen."""
    size, even = theme.centred.fontSize, width / len(words)
    least = [max(width_of(part, BOLD, size) for part in word.split()) + 6 for word in words]
    wide = sum(need for need in least if need > even)
    narrow = sum(need <= even for need in least)
    return [need if need > even else (width - wide) / narrow for need in least]


def _table_columns(theme: Theme, words: Sequence[str], of: int) -> list[float]:
    """Give each face of a table's row a column that holds its word on one line when it is chosen."""
    wide = [width_of(word, BOLD, theme.centred.fontSize) + 2 for word in words]
    return [max(30 * MM, *wide)] * of if of == 3 else [min(max(22 * MM, each), 28 * MM) for each in wide]


def _face_table(
    story: Story, asking: Asking, question: Question, words: Sequence[str], of: int, value: Any
) -> Grid:
    theme = story.theme
    columns, size = _table_columns(theme, words, of), FACE if of == 3 else 11 * MM
    chooses = of == 3 and value is None and theme.look.family
    if of == 3 and not chooses:
        size = FACE_READ
    pictured = any(item.picture for item in question.items)
    drawn = min(SIZE, size)
    picture = drawn + 4 * MM if pictured else 0
    widths = [theme.width - sum(columns) - picture, *columns]
    headed = of == 5 and value is None  # to be filled in: the words stand above their columns, on every page

    def head(above: Element) -> Row:
        first: Flowable = Text("", theme.small_bold, cell(above).even_empty())
        heads = [Text(markup(word), theme.centred, cell(above, head="Column")) for word in words]
        return Row(theme, [first, *heads], widths, pad=0.8 * MM, rule="hair", align="bottom")

    grid = Grid(
        theme,
        story.here.add("Table"),
        [picture, *widths] if pictured else widths,
        head if headed else (),
        pad=(1.4 if of == 3 else 0.8) * MM,
        align="middle",
        last_rule="hair",
        whole=True,
        most_empty=theme.height if of == 3 else MOST_LEFT_EMPTY,  # a child is asked one set at a time
    )
    large_words = chooses and not theme.look.large
    big = theme.heading.clone("item", textColor=theme.colours.ink) if large_words else theme.label
    for item in question.items:
        row = grid.tag()
        named = Text(markup(asking.words(item.label), bold=True), big, cell(row, head="Row"))
        cells: list[Flowable] = [Inset(named, 2 * MM)]
        if pictured:
            cells.insert(0, ItemPicture(theme, item.picture, drawn))
        chosen = _of(value, item)
        under = [Text(_face_word(w, chosen=chosen == at), theme.centred) for at, w in enumerate(words, 1)]
        lowest = max(text.wrap(width, 0)[1] for text, width in zip(under, columns, strict=True))
        for place, (word, text) in enumerate(zip(words, under, strict=True), 1):
            alt = f"{word}, chosen" if chosen == place else word
            figure = cell(row).add("Figure", alt=alt)
            face = Face(theme, figure, place, of, size=size, chosen=chosen == place)
            cells.append(face if headed else Block([face, text, Gap(lowest - text.height)]))
        grid.add_row(cells)
    return grid


def _face_word(word: str, *, chosen: bool) -> str:
    return f"<b>{markup(word, bold=True)}</b>" if chosen else markup(word)


def _ladder(theme: Theme, element: Element, question: Question, item: Item | None, value: Any) -> Ladder:
    low = (item.low if item else "") or question.low
    high = (item.high if item else "") or question.high
    chosen = None if value is None else int(value)
    return Ladder(theme, element.add("Figure", alt=ladder_alt(low, high, chosen)), low, high, chosen)


def _with_step(label: str, chosen: Any) -> str:
    if chosen is None:
        return label
    return f"{label}{'' if label.endswith('?') else ':'} {chosen} out of 10"


def _small_label(story: Story, words: str) -> None:
    text = Text(markup(words, bold=True), story.theme.label, story.here.add("P"))
    story.hold(text, before=4 * MM)


def _tick_width(theme: Theme, words: str) -> float:
    """Give a column of ticks the width of its head, or of the longest word of a head on two lines."""
    size = theme.small_bold.fontSize
    whole = width_of(words, BOLD, size) + 3 * MM
    longest = max(width_of(word, BOLD, size) for word in words.split()) + 3 * MM
    return max(20 * MM, whole if whole <= 30 * MM else max(longest, whole * 0.6))


def _of(value: Any, item: Item) -> Any:
    return value.get(item.key) if isinstance(value, Mapping) else None
