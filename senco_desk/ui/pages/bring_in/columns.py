"""Step 2: what was recognised in the file, what only the person knows, and what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.exchange import columns
from senco_desk.exchange.columns import LEAVE_OUT, Column, Mapping, Question
from senco_desk.exchange.headings import fields
from senco_desk.exchange.sheet import Sheet
from senco_desk.exchange.values import DateOrder
from senco_desk.rules.dates_in_words import count
from senco_desk.services.imports import Listed
from senco_desk.ui import theme
from senco_desk.ui.widgets import Column as ScrollingColumn
from senco_desk.ui.widgets import Elided, Field, Hairline, Notice, Pick, Small, Themed, Words

_EXAMPLES: Final = 3
_NARROW: Final = 700
"""Below this width, at 100 %, a column of the list takes two lines."""
_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_ORDERS: Final = {DateOrder.DAY_FIRST: "the day first", DateOrder.MONTH_FIRST: "the month first"}


class ColumnsStep(Themed, QWidget):
    """What is known of the file, questions, and one line a column.

    Signals:
        changed: the mapping is another.
        tab_chosen: another sheet of the workbook is wanted.
        entered: Enter was pressed: the person is done here.
    """

    changed = Signal()
    tab_chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.listed: Listed | None = None
        self.mapping = Mapping(())
        self._choices = _choices_model(self)
        self.picks: list[Pick] = []
        self._table = _ColumnTable()
        self._questions: dict[str, Pick] = {}
        self._body = ScrollingColumn(spacing=theme.L)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._body)
        self._inner: QWidget | None = None

    def show_list(self, listed: Listed) -> None:
        """Show a list that was opened."""
        self.listed, self.mapping = listed, listed.mapping
        self._build()

    def reason(self) -> str:
        """Say what must be settled before the lines can be looked through, or ""."""
        if self.mapping.lacking:
            return self.mapping.lacking
        return self.mapping.questions[0].said if self.mapping.questions else ""

    def first_open(self) -> QWidget | None:
        """Give where the keyboard belongs: the first question without an answer, else the first column."""
        for question in self.mapping.questions:
            if question.key in self._questions:
                return self._questions[question.key]
        return self.picks[0] if self.picks else None

    def dress(self) -> None:
        self._table.be(narrow=self.width() < theme.px(_NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    # building

    def _build(self) -> None:
        listed = self.listed
        if listed is None:
            return
        if self._inner is not None:
            self._body.column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.L)
        inner.addWidget(Words(about_words(listed, self.mapping), wrap=True))
        for note in listed.sheet.notes:
            inner.addWidget(Notice(note, icon="file-text"))
        if listed.sheet.other_tabs:
            inner.addWidget(_as_wide_as_words(self._tab_field(listed.sheet)))
        self._question_row = QVBoxLayout()
        self._question_row.setSpacing(theme.L)
        inner.addLayout(self._question_row)
        self._questions = {}
        self._ask()
        self._fill_table(listed.sheet)
        inner.addWidget(self._table)
        inner.addStretch(1)
        self._body.column.addWidget(self._inner)
        self._body.verticalScrollBar().setValue(0)
        self._inner.show()

    def _tab_field(self, sheet: Sheet) -> Field:
        pick = Pick()
        pick.addItems([sheet.tab, *sheet.other_tabs])
        pick.activated.connect(lambda place: self.tab_chosen.emit(pick.itemText(place)))
        return Field("Sheet of the workbook", pick)

    def _ask(self) -> None:
        """Ask what is not asked yet; a question that was answered stays, so that it can be answered anew."""
        for question in self.mapping.questions:
            if question.key in self._questions:
                continue
            pick = Pick()
            pick.setPlaceholderText("Choose")
            pick.addItems([words for _value, words in question.choices])
            pick.setCurrentIndex(-1)
            pick.activated.connect(partial(self._answer, question))
            self._questions[question.key] = pick
            self._question_row.addWidget(_as_wide_as_words(Field(question.said, pick, key=question.key)))

    def _answer(self, question: Question, place: int) -> None:
        if self.listed is None:
            return
        given: dict[str, Any] = {question.key: question.choices[place][0]}
        self.mapping = columns.answered(self.listed.sheet, self.mapping, **given)
        self._ask()
        self.changed.emit()

    def _fill_table(self, sheet: Sheet) -> None:
        self._table, self.picks = _ColumnTable(), []
        headings = [column.heading for column in self.mapping.columns]
        for column in self.mapping.columns:
            heading = column.heading or f"Column {column.number + 1}"
            pick = _FieldPick()
            pick.setModel(self._choices)
            twin = headings.count(column.heading) > 1 and column.heading
            spoken = f"{heading}, column {column.number + 1}" if twin else heading
            pick.setAccessibleName(f"{spoken}: what it is here")
            pick.activated.connect(lambda _place, number=column.number: self._choose(number))
            self.picks.append(pick)
            self._table.add(
                _elided(heading, "strong"), _elided(examples(sheet, column.number), "quiet"), pick
            )
        self.dress()
        self._show_mapping()

    def _choose(self, number: int) -> None:
        if self.listed is None:
            return
        chosen = {number: str(self.picks[number].currentData())}
        self.mapping = columns.chosen(self.listed.sheet, self.mapping, chosen)
        self._show_mapping()
        self._ask()
        self.changed.emit()

    def _show_mapping(self) -> None:
        for column in self.mapping.columns:
            pick = self.picks[column.number]
            pick.setCurrentIndex(pick.findData(column.field))
            self._table.whys[column.number].setText(_why_words(column))
            pick.setAccessibleDescription(_why_words(column))


class _ColumnTable(QWidget):
    """A line for each column of the list: heading, examples, what it is here, and why; two where narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.whys: list[Small] = []
        self._rows: list[tuple[QWidget, QWidget, Pick, Small]] = []
        self._narrow: bool | None = None
        self._heads = tuple(
            Small(words, self) for words in ("Column in the list", "What stands in it", "What it is here")
        )
        self._line = Hairline(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.L)

    def add(self, heading: QWidget, shown: QWidget, pick: Pick) -> None:
        """Add a column; `be` puts it in its place."""
        why = Small("", wrap=True)
        for part in (heading, shown, pick, why):
            part.setParent(self)
        self.whys.append(why)
        self._rows.append((heading, shown, pick, why))

    def be(self, *, narrow: bool) -> None:
        """Lay the columns out, each in two lines where it is narrow."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        grid = self._grid
        while grid.count():
            grid.takeAt(0)
        heads = (0, None, 1) if narrow else (0, 1, 2)
        for head, place in zip(self._heads, heads, strict=True):
            head.setVisible(place is not None)
            if place is not None:
                grid.addWidget(head, 0, place)
        grid.addWidget(self._line, 1, 0, 1, 2 if narrow else 4)
        for number, (heading, shown, pick, why) in enumerate(self._rows):
            at = 2 * number + 2 if narrow else number + 2
            below = at + 1 if narrow else at
            top = Qt.AlignmentFlag.AlignTop if narrow else Qt.AlignmentFlag(0)
            grid.addWidget(heading, at, 0)
            grid.addWidget(shown, below, 0 if narrow else 1, top)
            grid.addWidget(pick, at, 1 if narrow else 2)
            grid.addWidget(why, below, 1 if narrow else 3, top)
            for part in (heading, shown, pick, why):
                part.show()
        shares = (1, 1, 0, 0) if narrow else (3, 4, 0, 3)
        for place, share in enumerate(shares):
            grid.setColumnStretch(place, share)
        grid.setVerticalSpacing(theme.XS if narrow else 6)


class _FieldPick(Pick):
    """As wide as any field's words need, without measuring all of them for each of 200 columns."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(230), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(36))


def _as_wide_as_words(field: Field) -> QWidget:
    field.setMaximumWidth(theme.px(440))
    return field


def _elided(words: str, kind: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Elided(words, kind))
    holder.setMinimumWidth(theme.px(80))
    return holder


def _why_words(column: Column) -> str:
    if not column.why:
        return ""
    words = column.why[:1].upper() + column.why[1:]
    return words if column.sure else f"{words}. Look whether it is right."


def _choices_model(parent: QWidget) -> QStandardItemModel:
    """Give what a column can mean; one model for all the lists."""
    model = QStandardItemModel(parent)
    choices: Sequence[tuple[str, str]] = [
        (LEAVE_OUT, "Leave out"),
        *((field.key, field.words) for field in fields().values()),
    ]
    for key, words in choices:
        item = QStandardItem(words)
        item.setData(key, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model


def examples(sheet: Sheet, number: int) -> str:
    """Give the first few different things that stand in a column."""
    found: dict[str, None] = {}
    for row in sheet.rows:
        cell = " ".join(row.cells[number].split())
        if cell:
            found.setdefault(cell)
        if len(found) == _EXAMPLES:
            break
    return " · ".join(found) or "Nothing"


def about_words(listed: Listed, mapping: Mapping) -> str:
    """Say what was recognised: the file, how it is written, its order of dates, and whether it was met."""
    sheet = listed.sheet
    how = "an Excel workbook" if sheet.encoding == "xlsx" else _text_words(sheet)
    parts = [f"{sheet.name}: {count(len(sheet.rows), 'row')}, {how}."]
    if mapping.date_order is not None:
        parts.append(f"Its dates have {_ORDERS[mapping.date_order]}.")
    if listed.met_before:
        parts.append("Its headings were met before, and the columns are taken as last time.")
    return " ".join(parts)


def _text_words(sheet: Sheet) -> str:
    apart = _DELIMITERS.get(sheet.delimiter, "")
    text = f"text ({sheet.encoding.upper().replace('_', '-')})"
    return f"{text} with {apart} between the columns" if apart else text
