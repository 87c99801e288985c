"""A dialog over a short list (contacts, needs): the list in its order, and the fields of the line chosen."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QListWidget, QWidget

from senco_desk.errors import Mistake
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import Entry, FieldGrid, put_in, typed_in
from senco_desk.ui.dialogs.typed import TypedDialog
from senco_desk.ui.widgets import Button, Themed, Words
from senco_desk.ui.widgets.rows import RowDelegate

Row = dict[str, Any]


class _List(Themed, QListWidget):
    """The lines, first one first; four of them are seen at once."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(4 * theme.px(40) + 2)
        self.scheduleDelayedItemsLayout()


class ListedDialog(TypedDialog):
    """Lines that can be added, taken out and moved, and the fields of the chosen one.

    A subclass gives `fields` and `blank`, says a row in `row_words`, then calls `show_rows`. Alt+Up and
    Alt+Down move a line, Ctrl+N adds one.
    """

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, *, key: str, what: str, empty: str
    ) -> None:
        super().__init__(desk, parent, title, key=key, wide=720)
        self._what = what
        self.rows: list[Row] = []
        self._showing = False
        self.list = _List()
        self.list.setAccessibleName(title)
        self.list.currentRowChanged.connect(self._show)
        self.empty = Words(empty, "quiet", wrap=True)
        self._lay_out_list()
        self.grid: FieldGrid | None = None

    # what a subclass says

    def fields(self) -> list[Entry]:
        """Make the fields of one line; their keys are the row's."""
        raise NotImplementedError

    def blank(self) -> Row:
        """Give a new line."""
        raise NotImplementedError

    def row_words(self, row: Row, place: int) -> str:
        """Say a line in the list; `place` counts from 1."""
        raise NotImplementedError

    # as a dialog that is typed into

    def show_rows(self, rows: list[Row]) -> None:
        """Fill the list, make the fields, and begin."""
        self.grid = FieldGrid([self.add(entry) for entry in self.fields()])
        self.body.column.addWidget(self.empty)
        self.body.column.addWidget(self.grid)
        self.put_back(rows)
        self.begin(self.list if rows else self._add)

    def typed(self) -> list[Row]:
        """Give the lines as they stand."""
        return [dict(row) for row in self.rows]

    def put_back(self, typed: list[Row]) -> None:
        """Put the lines back."""
        self.rows = [dict(row) for row in typed]
        self._list_again(0 if self.rows else -1)

    def look(self) -> None:
        """Take what is typed into the chosen line, and say the line anew."""
        place = self.list.currentRow()
        if self._showing or not 0 <= place < len(self.rows):
            return
        for key, entry in self.entries.items():
            self.rows[place][key] = typed_in(entry.widget)
        self.list.item(place).setText(self.row_words(self.rows[place], place + 1))

    def refuse_row(self, place: int, mistake: Mistake) -> None:
        """Go to a line, and say what is wrong with it there."""
        self.list.setCurrentRow(place)
        if not self.refuse(mistake):
            self.desk.tell(mistake)

    # the buttons

    def add_row(self) -> None:
        """Add a line at the end and go to its first field."""
        self.rows.append(self.blank())
        self._list_again(len(self.rows) - 1)
        self.touched()
        next(iter(self.entries.values())).widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_row(self) -> None:
        """Take the chosen line out."""
        place = self.list.currentRow()
        if place >= 0:
            del self.rows[place]
            self._list_again(min(place, len(self.rows) - 1))
            self.touched()
            (self.list if self.rows else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def move_row(self, by: int) -> None:
        """Move the chosen line up or down."""
        place, to = self.list.currentRow(), self.list.currentRow() + by
        if place >= 0 and 0 <= to < len(self.rows):
            self.rows[place], self.rows[to] = self.rows[to], self.rows[place]
            self._list_again(to)
            self.touched()

    # inside

    def _lay_out_list(self) -> None:
        self._add = Button(f"Add {self._what}", icon="plus")
        self._add.setToolTip(f"Add {self._what} (Ctrl+N)")
        self._add.clicked.connect(self.add_row)
        self._out = Button("Take out", icon="x")
        self._out.clicked.connect(self.remove_row)
        self._up, self._down = Button("Move up"), Button("Move down")
        self._up.setToolTip("Move up (Alt+Up)")
        self._down.setToolTip("Move down (Alt+Down)")
        self._up.clicked.connect(lambda: self.move_row(-1))
        self._down.clicked.connect(lambda: self.move_row(1))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(0, 1)
        buttons = (self._add, self._out, self._up, self._down)
        for place, button in enumerate(buttons):
            grid.addWidget(button, place, 1)
        grid.addWidget(self.list, 0, 0, len(buttons) + 1, 1)
        self.body.column.addLayout(grid)
        for before, after in pairwise((self.list, *buttons)):
            QWidget.setTabOrder(before, after)
        for keys, do in (
            ("Ctrl+N", self.add_row),
            ("Alt+Up", lambda: self.move_row(-1)),
            ("Alt+Down", lambda: self.move_row(1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _list_again(self, chosen: int) -> None:
        self._showing = True
        self.list.clear()
        for place, row in enumerate(self.rows, start=1):
            self.list.addItem(self.row_words(row, place))
        self._showing = False
        self.list.setCurrentRow(chosen)
        self._show(chosen)

    def _show(self, place: int) -> None:
        """Show the fields of a line."""
        if self._showing or self.grid is None:
            return
        there = 0 <= place < len(self.rows)
        self._showing = True
        if there:
            for key, entry in self.entries.items():
                put_in(entry.widget, self.rows[place][key])
                entry.accept()
        self._showing = False
        self.summary.show_lines([])
        self.grid.setVisible(there)
        self.empty.setVisible(not self.rows)
        self._out.because("" if there else "There is no line to take out.")
        self._up.because("" if there and place > 0 else "This line stands first.")
        self._down.because("" if there and place < len(self.rows) - 1 else "This line stands last.")
