"""Tables of a form: ruled rows to write in, the grid with a column for each person, and filled rows.

More than four columns never fit a page: on paper they run down it, one column a person. In large print a row
of more than two columns becomes a heading and a sentence for each column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from reportlab.platypus import Flowable

from senco_desk.forms.definition import Column, Question
from senco_desk.forms.wording import cell_words
from senco_desk.reports.asking import Asking
from senco_desk.reports.fonts import REGULAR, markup, width_of
from senco_desk.reports.form_columns import (
    blank_widths,
    choices_of,
    filled_widths,
    fitting,
    left_of,
    ticks,
    with_whole_words,
)
from senco_desk.reports.story import Story, again
from senco_desk.reports.tables import Align, Grid, Inset, Row, facts
from senco_desk.reports.tags import Element, cell
from senco_desk.reports.text import Block, Gap, Text
from senco_desk.reports.theme import MM, Theme

ROW: Final = 9.6 * MM
"""A little over the least that a hand needs."""
TO_TICK: Final = 0.7 * MM
"""Above and below ticks on two lines; what is written has the height of its row."""
GRID_LABEL: Final = 46 * MM
BLANK_LABEL: Final = 41 * MM
"""Beside two persons to write about: Yes, No and Not sure stand on one line in each column."""
LOW: Final = 5
"""A grid of so few rows stays on one page in large print too."""
ACROSS: Final = 2
MOST_ACROSS: Final = 3
_LOW_RECORD: Final = 110 * MM
"""In large print a record lower than this stays on one page, unless that leaves too much empty."""
_LEFT_EMPTY: Final = 45 * MM
_ORDER: Final = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


class RuledRow(Row):
    """A row to write in: rules between its columns."""

    def draw(self) -> None:
        """Draw the row, then the rules between the columns."""
        super().draw()
        canvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(self.theme.colours.line)
            canvas.setLineWidth(0.7)
            x = 0.0
            for width in self.widths[:-1]:
                x += width
                canvas.line(x, 0, x, self.height)


def table(story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add a table question: its rows as answered, or to write in, with what is known printed."""
    theme = story.theme
    if asking.filled:
        if len(question.columns) > 2 and theme.look.large:
            _rows_as_words(story, asking, question, rows)
        elif len(question.columns) > 4:
            _person_grids(story, asking, question, rows, blank=False)
        else:
            story.add(_plain_grid(story, asking, question, rows), before=1 * MM)
    elif len(question.columns) > (2 if theme.look.large else 4):
        _person_grids(story, asking, question, rows, blank=True)
    else:
        story.add(_ruled_grid(story, asking, question, rows), before=1.5 * MM)


def _plain_grid(story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]) -> Grid:
    said = [[cell_words(column, row.get(column.key)) for column in question.columns] for row in rows]
    widths = with_whole_words(story.theme, said, filled_widths(question.columns, story.theme.width))
    head = [markup(asking.words(column.label), bold=True) for column in question.columns]
    grid = Grid(story.theme, story.here.add("Table"), widths, head)
    columns = len(question.columns)
    named = columns + len(rows) <= len(rows) * (columns - 1)  # never more heads than cells under them
    for cells in said:
        grid.row([markup(words) for words in cells], first_is_head=named)
    return grid


def _ruled_grid(story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]) -> Grid:
    theme = story.theme
    widths = blank_widths(theme, question.columns)
    places = _Places(any(any(row.values()) for row in rows))

    def head(above: Element) -> Row:
        heads = [
            Inset(
                Text(
                    markup(asking.words(column.label), bold=True),
                    theme.small_bold,
                    places.head(above, "Column"),
                ),
                2 * MM,
                left_of(at),
            )
            for at, column in enumerate(question.columns)
        ]
        return RuledRow(theme, heads, widths, pad=1.2 * MM, rule="head", align="bottom")

    grid = Grid(
        theme, story.here.add(places.table), widths, head, row_role=places.row, whole=not theme.look.large
    )
    for row in [*rows, *[{}] * (max(question.rows, 1) - len(rows))]:
        tag = grid.tag()
        cells = [
            Inset(_blank_cell(theme, places.cell(tag), column, row.get(column.key)), 2 * MM, left_of(at))
            for at, column in enumerate(question.columns)
        ]
        grid.rows.append(
            RuledRow(theme, cells, widths, pad=TO_TICK, rule="line", align="middle", least=_least_row(theme))
        )
    return grid


class _Places:
    """Where a grid's words belong: in a table's cells, or one by one while there is nothing to read in it."""

    def __init__(self, written: bool) -> None:
        self.written = written
        self.table, self.row = ("Table", "TR") if written else ("Div", "Div")

    def head(self, row: Element, scope: str) -> Element:
        """Give the place of a column's or a row's name."""
        return cell(row, head=scope) if self.written else row.add("P")

    def cell(self, row: Element) -> Element:
        """Give the place of an answer."""
        return cell(row).even_empty() if self.written else row.add("Div")


def _least_row(theme: Theme) -> float:
    return ROW * (1.2 if theme.look.large else 1)


def _person_grids(
    story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]], *, blank: bool
) -> None:
    """Add grids that run down the page, two or three persons (or things) side by side in each."""
    all_rows = [*rows, *[{}] * (question.rows - len(rows))] if blank else list(rows)
    across = MOST_ACROSS if blank and len(all_rows) % 2 and not story.theme.look.large else ACROSS
    if blank and len(all_rows) % across:
        all_rows += [{}] * (across - len(all_rows) % across)
    for start in range(0, len(all_rows), across):
        some = all_rows[start : start + across]
        before = (1.5 if start == 0 else 6) * MM
        if len(some) > 1:
            story.add(_person_grid(story, asking, question, some, start, blank=blank), before=before)
        else:
            _person_alone(story, asking, question, some[0], start, before=before)


def _person_alone(
    story: Story, asking: Asking, question: Question, row: Mapping[str, Any], at: int, *, before: float
) -> None:
    """Add the last of an odd number of persons; a part of it on the next page says whose it is."""
    theme, name = story.theme, _person(question, at)

    story.hold(Text(markup(name, bold=True), theme.label, story.here.add("P")), before=before)
    said = [
        (markup(asking.words(column.label), bold=True), markup(cell_words(column, row.get(column.key))))
        for column in question.columns
        if cell_words(column, row.get(column.key))
    ]
    alone = facts(theme, story.here.add("Table"), said, label=GRID_LABEL)
    alone.whole = True
    story.add(Block([alone], again=partial(again, theme, name)), before=1 * MM)


def _person(question: Question, at: int) -> str:
    noun = " person" if question.columns[0].key == "name" else ""
    return f"{_ORDER[at]}{noun}" if at < len(_ORDER) else str(at + 1)


def _person_grid(
    story: Story,
    asking: Asking,
    question: Question,
    rows: Sequence[Mapping[str, Any]],
    start: int,
    *,
    blank: bool,
) -> Grid:
    theme = story.theme
    label = _label_width(theme, asking, question) if blank else GRID_LABEL
    widths = [label, *[(theme.width - label) / len(rows)] * len(rows)]
    made, rule = (RuledRow, "line") if blank else (Row, "hair")
    align: Align = "middle" if blank else "top"
    places = _Places(not blank or any(any(row.values()) for row in rows))

    def head(above: Element) -> Row:
        heads: list[Flowable] = [Text("", theme.label, cell(above).even_empty() if places.written else None)]
        for at in range(start, start + len(rows)):
            named = Text(_person(question, at), theme.label, places.head(above, "Column"))
            heads.append(Inset(named, 2 * MM, 3 * MM))
        return made(theme, heads, widths, pad=0.6 * MM, rule="head", align="bottom")

    whole = not theme.look.large or len(question.columns) <= LOW
    grid = Grid(theme, story.here.add(places.table), widths, head, row_role=places.row, whole=whole)
    for column in question.columns:
        tag = grid.tag()
        style = theme.body if blank else theme.label
        words = markup(asking.words(column.label), bold=not blank)
        cells: list[Flowable] = [Inset(Text(words, style, places.head(tag, "Row")), 2 * MM)]
        for row in rows:
            place, room = places.cell(tag), widths[1] - 5 * MM
            if blank:
                content = _blank_cell(theme, place, column, row.get(column.key), room)
            else:
                said = fitting(theme, cell_words(column, row.get(column.key)), room)
                content = Text(markup(said), theme.body, place)
            cells.append(Inset(content, 2 * MM, 3 * MM))
        pad = TO_TICK if blank and choices_of(column) else 1.2 * MM
        grid.rows.append(made(theme, cells, widths, pad=pad, rule=rule, align=align, least=_least_row(theme)))
    return grid


def _label_width(theme: Theme, asking: Asking, question: Question) -> float:
    """Give the names of a grid's rows room for their longest word."""
    words = [word for column in question.columns for word in asking.words(column.label).split()]
    longest = max(width_of(word, REGULAR, theme.body.fontSize) for word in words)
    return max(BLANK_LABEL, longest + 2 * MM + 1)


def questions_of_each(story: Story, asking: Asking, questions: Sequence[Question]) -> None:
    """Add questions that are asked of the same two as a grid to write in: a row for each question."""
    theme = story.theme
    items = questions[0].items
    label = GRID_LABEL
    widths = [label, *[(theme.width - label) / len(items)] * len(items)]

    def head(above: Element) -> Row:
        heads: list[Flowable] = [Text("", theme.label)]
        heads += [
            Inset(Text(markup(item.label), theme.label, above.add("P")), 2 * MM, 3 * MM) for item in items
        ]
        return RuledRow(theme, heads, widths, pad=1 * MM, rule="head", align="bottom")

    grid = Grid(theme, story.here.add("Div"), widths, head, row_role="Div", whole=not theme.look.large)
    for question in questions:
        named = Text(markup(asking.label(question)), theme.body, grid.tag().add("P"))
        cells: list[Flowable] = [Inset(named, 2 * MM), *[Block([]) for _ in items]]
        grid.rows.append(
            RuledRow(theme, cells, widths, pad=1.2 * MM, rule="line", least=_least_row(theme) * 1.6)
        )
    story.add(grid, before=1.5 * MM)


def _rows_as_words(
    story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Large print: each row a heading and a line for each further column."""
    theme, (first, *others) = story.theme, question.columns
    for row in rows:
        name = cell_words(first, row.get(first.key)) or f"{asking.words(first.label)}: not answered"
        parts: list[Flowable] = [Text(markup(name, bold=True), theme.label, story.here.add("P"))]
        said = [
            (markup(asking.words(column.label), bold=True), markup(cell_words(column, row.get(column.key))))
            for column in others
            if cell_words(column, row.get(column.key))
        ]
        if said:
            parts += [Gap(1 * MM), facts(theme, story.here.add("Table"), said)]
        record = Block(
            parts, keep=2, whole=_LOW_RECORD, most_empty=_LEFT_EMPTY, again=partial(again, theme, name)
        )
        story.add(record, before=4 * MM)


def _blank_cell(theme: Theme, element: Element, column: Column, known: Any, room: float = 0) -> Flowable:
    """Make a cell to write in, or to tick."""
    words = cell_words(column, known)
    if words:
        return Text(markup(fitting(theme, words, room)), theme.body, element)
    choices = choices_of(column)
    return ticks(theme, element, choices, column) if choices else Block([])
