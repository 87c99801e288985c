"""Tables of a form: ruled rows to write in, the grid with a column for each person, and filled rows.

More than four columns never fit a page: on paper they run down it, one column a person. In large print a row
of more than two columns becomes a heading and a sentence for each column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reportlab.platypus import Flowable

from senco_desk.forms.definition import Column, ColumnKind, Question
from senco_desk.forms.wording import YES_NO, cell_words
from senco_desk.reports.asking import Asking
from senco_desk.reports.fonts import BOLD, REGULAR, markup, width_of
from senco_desk.reports.marks import Option, Options
from senco_desk.reports.story import Story
from senco_desk.reports.tables import COLUMN_GAP, Grid, Inset, Row, facts
from senco_desk.reports.tags import Element, cell
from senco_desk.reports.text import Block, Text
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
TICK_GAP: Final = 3 * MM
ACROSS: Final = 2
MOST_ACROSS: Final = 3
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
    widths = _with_whole_words(story.theme, said, _filled_widths(question.columns, story.theme.width))
    head = [markup(asking.words(column.label), bold=True) for column in question.columns]
    grid = Grid(story.theme, story.here.add("Table"), widths, head)
    columns = len(question.columns)
    named = columns + len(rows) <= len(rows) * (columns - 1)  # never more heads than cells under them
    for cells in said:
        grid.row([markup(words) for words in cells], first_is_head=named)
    return grid


def _with_whole_words(theme: Theme, said: Sequence[Sequence[str]], widths: Sequence[float]) -> list[float]:
    """Widen a column for its longest word, at the cost of those with room to spare."""
    size = theme.body.fontSize
    least = [
        max((width_of(word, REGULAR, size) for words in column for word in words.split()), default=0)
        + COLUMN_GAP
        + 1
        for column in zip(*said, strict=True)
    ]
    lacking = sum(max(0.0, need - width) for need, width in zip(least, widths, strict=True))
    spare = sum(max(0.0, width - need) for need, width in zip(least, widths, strict=True))
    if not lacking or lacking > spare:
        return list(widths)
    return [
        max(width, need) - max(0.0, width - need) * lacking / spare
        for need, width in zip(least, widths, strict=True)
    ]


def _ruled_grid(story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]) -> Grid:
    theme = story.theme
    widths = _widths(theme, question.columns)
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
                _left(at),
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
            Inset(_blank_cell(theme, places.cell(tag), column, row.get(column.key)), 2 * MM, _left(at))
            for at, column in enumerate(question.columns)
        ]
        grid.rows.append(RuledRow(theme, cells, widths, pad=TO_TICK, rule="line", least=_least_row(theme)))
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
            grid = _person_grid(story, asking, question, some, start, blank=blank)
            story.add(grid, before=before)
            continue
        named = Text(_person(question, start), story.theme.label, story.here.add("P"))
        story.hold(named, before=before)
        row = some[0]
        said = [
            (markup(asking.words(column.label), bold=True), markup(cell_words(column, row.get(column.key))))
            for column in question.columns
            if cell_words(column, row.get(column.key))
        ]
        story.facts(said, label=GRID_LABEL, before=1 * MM)


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
    made = RuledRow if blank else Row
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
        named = Text(markup(asking.words(column.label)), theme.body, places.head(tag, "Row"))
        cells: list[Flowable] = [Inset(named, 2 * MM)]
        for row in rows:
            place, room = places.cell(tag), widths[1] - 5 * MM
            if blank:
                content = _blank_cell(theme, place, column, row.get(column.key), room)
            else:
                said = _fitting(theme, cell_words(column, row.get(column.key)), room)
                content = Text(markup(said), theme.body, place)
            cells.append(Inset(content, 2 * MM, 3 * MM))
        rule = "line" if blank else "hair"
        pad = TO_TICK if blank and _choices(column) else 1.2 * MM
        grid.rows.append(made(theme, cells, widths, pad=pad, rule=rule, least=_least_row(theme)))
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
    first, *others = question.columns
    for row in rows:
        heading = cell_words(first, row.get(first.key)) or f"{asking.words(first.label)}: not answered"
        story.hold(Text(markup(heading, bold=True), story.theme.label, story.here.add("P")), before=4 * MM)
        said = [
            (markup(asking.words(column.label), bold=True), markup(cell_words(column, row.get(column.key))))
            for column in others
            if cell_words(column, row.get(column.key))
        ]
        if said:
            story.add(facts(story.theme, story.here.add("Table"), said), before=1 * MM)
    story.settle()


def _blank_cell(theme: Theme, element: Element, column: Column, known: Any, room: float = 0) -> Flowable:
    """Make a cell to write in, or to tick."""
    words = cell_words(column, known)
    if words:
        return Text(markup(_fitting(theme, words, room)), theme.body, element)
    choices = _choices(column)
    return _ticks(theme, element, choices, column) if choices else Block([])


def _ticks(theme: Theme, element: Element, choices: Sequence[str], column: Column) -> Options:
    return Options(
        theme,
        element,
        [Option(each) for each in choices],
        rounded=column.kind is not ColumnKind.TICK,
        small=True,
        gap=TICK_GAP,
        tight=True,
    )


def _choices(column: Column) -> list[str]:
    if column.kind is ColumnKind.YES_NO:
        return list(YES_NO.values())
    if column.kind is ColumnKind.CHOICE:
        return [choice.label for choice in column.choices]
    return ["Yes"] if column.kind is ColumnKind.TICK else []


def _fitting(theme: Theme, words: str, room: float) -> str:
    """Break an address of e-mail that is wider than its cell after the sign, and not within a name."""
    size = theme.body.fontSize
    parts = [
        part.replace("@", "@\n") if width_of(part, REGULAR, size) > room else part
        for part in words.split(" ")
    ]
    return " ".join(parts) if room else words


def _left(at: int) -> float:
    return 0 if at == 0 else 2.5 * MM


def _filled_widths(columns: Sequence[Column], width: float) -> list[float]:
    """Give dates, figures and choices what they need, and share the rest by the columns' shares."""
    narrow = {ColumnKind.DATE, ColumnKind.NUMBER, ColumnKind.YES_NO, ColumnKind.TICK, ColumnKind.CHOICE}
    if all(column.kind in narrow for column in columns):
        return [width / len(columns)] * len(columns)
    fixed = [30 * MM if column.kind in narrow else 0 for column in columns]
    shares = [0 if small else column.width for small, column in zip(fixed, columns, strict=True)]
    free = width - sum(fixed)
    return [small + free * share / sum(shares) for small, share in zip(fixed, shares, strict=True)]


def _widths(theme: Theme, columns: Sequence[Column]) -> list[float]:
    """Share the width of a blank table by the columns' shares; a column of ticks has room for its words."""
    least = [_least(theme, column, at) for at, column in enumerate(columns)]
    shares = [0 if _choices(column) else column.width for column in columns]
    free = theme.width - sum(least)
    return [small + free * share / sum(shares) for small, share in zip(least, shares, strict=True)]


def _least(theme: Theme, column: Column, at: int) -> float:
    """Give a column of ticks one line for them, or two where that would be half the table."""
    choices = _choices(column)
    if not choices:
        return 18 * MM
    sides = 2.5 * MM + _left(at)
    alone = [_ticks(theme, Element("Div"), [words], column).natural_width() for words in choices]
    in_line = sum(alone) + TICK_GAP * (len(alone) - 1)
    if in_line <= theme.width * 0.35:
        return max(in_line, _head_on_two_lines(theme, column)) + sides
    if column.kind is ColumnKind.YES_NO:
        return sum(alone[:2]) + TICK_GAP + sides  # the third choice stands below them
    return min(2 * max(alone) + TICK_GAP, theme.width * 0.4) + sides


def _head_on_two_lines(theme: Theme, column: Column) -> float:
    """Give the narrowest width that sets a column's name on two lines."""
    parts = column.label.split()
    size = theme.small_bold.fontSize
    return (
        min(
            max(width_of(" ".join(words), BOLD, size) for words in (parts[:at], parts[at:]))
            for at in range(1, len(parts) + 1)
        )
        + 1
    )
