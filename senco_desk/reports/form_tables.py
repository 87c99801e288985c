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
from senco_desk.reports.fonts import markup
from senco_desk.reports.marks import Option, Options, WritingLines
from senco_desk.reports.story import Story
from senco_desk.reports.tables import Grid, Inset, Row, facts
from senco_desk.reports.tags import Element, cell
from senco_desk.reports.text import Block, Text
from senco_desk.reports.theme import MM, Theme

ROW: Final = 12 * MM
GRID_LABEL: Final = 46 * MM
ACROSS: Final = 2
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
    elif len(question.columns) > 2 and theme.look.large:
        _blank_blocks(story, asking, question, rows)
    elif len(question.columns) > 4:
        _person_grids(story, asking, question, rows, blank=True)
    else:
        story.add(_ruled_grid(story, asking, question, rows), before=1.5 * MM)


def _plain_grid(story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]) -> Grid:
    widths = _filled_widths(question.columns, story.theme.width)
    head = [markup(asking.words(column.label), bold=True) for column in question.columns]
    grid = Grid(story.theme, story.here.add("Table"), widths, head)
    for row in rows:
        grid.row([markup(cell_words(column, row.get(column.key))) for column in question.columns])
    return grid


def _ruled_grid(story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]) -> Grid:
    theme = story.theme
    widths = _widths(question.columns, theme.width)

    def head(above: Element) -> Row:
        heads: list[Flowable] = [
            Inset(
                Text(
                    markup(asking.words(column.label), bold=True),
                    theme.small_bold,
                    cell(above, head="Column"),
                ),
                2 * MM,
                _left(at),
            )
            for at, column in enumerate(question.columns)
        ]
        return RuledRow(theme, heads, widths, pad=1.2 * MM, rule="head", align="bottom")

    grid = Grid(theme, story.here.add("Table"), widths, head, whole=True)
    for row in [*rows, *[{}] * (max(question.rows, 1) - len(rows))]:
        tag = grid.tag()
        cells = [
            Inset(_blank_cell(theme, cell(tag).even_empty(), column, row.get(column.key)), 2 * MM, _left(at))
            for at, column in enumerate(question.columns)
        ]
        grid.rows.append(RuledRow(theme, cells, widths, pad=1.2 * MM, rule="line", least=ROW))
    return grid


def _person_grids(
    story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]], *, blank: bool
) -> None:
    """Add grids that run down the page, two persons (or things) side by side in each."""
    all_rows = [*rows, *[{}] * (question.rows - len(rows))] if blank else list(rows)
    if blank and len(all_rows) % ACROSS:
        all_rows.append({})
    for start in range(0, len(all_rows), ACROSS):
        some = all_rows[start : start + ACROSS]
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
    widths = [GRID_LABEL, *[(theme.width - GRID_LABEL) / ACROSS] * len(rows)]
    made = RuledRow if blank else Row

    def head(above: Element) -> Row:
        heads: list[Flowable] = [Text("", theme.label, cell(above).even_empty())]
        for at in range(start, start + len(rows)):
            named = Text(_person(question, at), theme.label, cell(above, head="Column"))
            heads.append(Inset(named, 2 * MM, 3 * MM))
        return made(theme, heads, widths, pad=1 * MM, rule="head", align="bottom")

    grid = Grid(theme, story.here.add("Table"), widths, head, whole=True)
    for column in question.columns:
        tag = grid.tag()
        cells: list[Flowable] = [
            Inset(Text(markup(asking.words(column.label)), theme.body, cell(tag, head="Row")), 2 * MM)
        ]
        for row in rows:
            place = cell(tag).even_empty()
            if blank:
                content = _blank_cell(theme, place, column, row.get(column.key))
            else:
                content = Text(markup(cell_words(column, row.get(column.key))), theme.body, place)
            cells.append(Inset(content, 2 * MM, 3 * MM))
        grid.rows.append(
            made(theme, cells, widths, pad=1.2 * MM, rule="line" if blank else "hair", least=10.5 * MM)
        )
    return grid


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


def _blank_blocks(
    story: Story, asking: Asking, question: Question, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Large print: each row of the table a block of labels with lines below them."""
    theme = story.theme
    for at in range(max(min(question.rows, 3), len(rows))):
        row = rows[at] if at < len(rows) else {}
        name = _ORDER[at] if at < len(_ORDER) else str(at + 1)
        story.hold(Text(name, theme.label, story.here.add("P")), before=6 * MM)
        for column in question.columns:
            story.hold(
                Text(markup(asking.words(column.label)), theme.body, story.here.add("P")), before=2 * MM
            )
            known = cell_words(column, row.get(column.key))
            place = story.here.add("Div")
            choices = _choices(column)
            if choices and not known:
                story.add(
                    Options(theme, place, [Option(words) for words in choices], rounded=True), before=1 * MM
                )
            elif known:
                story.add(Text(markup(known), theme.body, place.add("P")), before=1 * MM)
            else:
                story.add(WritingLines(theme, 2 if column.kind is ColumnKind.LONG else 1))


def _blank_cell(theme: Theme, element: Element, column: Column, known: Any) -> Flowable:
    words = cell_words(column, known)
    if words:
        return Text(markup(words), theme.body, element)
    choices = _choices(column)
    if choices:
        rounded = column.kind is not ColumnKind.TICK
        return Options(
            theme, element, [Option(each) for each in choices], rounded=rounded, small=True, gap=4 * MM
        )
    return Block([])


def _choices(column: Column) -> list[str]:
    if column.kind is ColumnKind.YES_NO:
        return list(YES_NO.values())
    if column.kind is ColumnKind.CHOICE:
        return [choice.label for choice in column.choices]
    return ["Yes"] if column.kind is ColumnKind.TICK else []


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


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    """Share the width of a blank table by the columns' shares; a column of ticks has room for its words."""
    least = [_least(column) for column in columns]
    shares = [column.width for column in columns]
    free = width - sum(least)
    return [small + free * share / sum(shares) for small, share in zip(least, shares, strict=True)]


def _least(column: Column) -> float:
    longest = max((len(words) for words in _choices(column)), default=0)
    return (16 + min(longest, 18) * 2.1) * MM if longest else 20 * MM
