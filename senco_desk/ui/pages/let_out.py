"""Files I have let out: everything that was saved or printed from the file, and what still lies about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTableView

from senco_desk.rules.dates_in_words import count, short_date
from senco_desk.services import letting_out
from senco_desk.services.letting_out import LetOutLine
from senco_desk.ui import ask, theme
from senco_desk.ui.actions import Action
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.page import Page
from senco_desk.ui.widgets import (
    Button,
    Elided,
    EmptyPage,
    JobProgress,
    State,
    Tabs,
    Words,
)
from senco_desk.ui.widgets.row_model import RowModel
from senco_desk.ui.widgets.rows import RowDelegate, RowTable

if TYPE_CHECKING:
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window

_Index = QModelIndex | QPersistentModelIndex
_FILTERS: Final[tuple[tuple[str, str, Callable[[LetOutLine], bool]], ...]] = (
    ("there", "Still there", lambda line: line.still_there),
    ("saved", "Saved", lambda line: line.how == "saved"),
    ("printed", "Printed", lambda line: line.how == "printed"),
    ("all", "All", lambda line: True),
)
_HEADS: Final = ("Day", "Paper", "About", "How it left", "Now")
_WIDE: Final = (112, 268, 168, 160, 196)
"""The least width of each column at the usual text size, in pixels."""
_SHARES: Final = (0, 3, 2, 4, 1)
"""How what is over is shared out."""
_LEAVE: Final = (3, 4)
"""Which columns go where there is no room; the foot of the page says what they say."""
_COPIES: Final = {"family": "family copy", "staff": "leader’s copy"}
_HOW: Final = 3
_NOW: Final = len(_HEADS) - 1


class LetOutPage(Page):
    """One table, with what still lies about shown first."""

    title = "Files I have let out"
    help_id = "let-out"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self._job: Job | None = None
        self._lines: tuple[LetOutLine, ...] = ()
        self.delete = Button("Delete the file", icon="trash-2")
        self.delete.clicked.connect(self.delete_chosen)
        self.add_button(self.delete)
        self.tabs = Tabs("Which files")
        self.tabs.chosen.connect(lambda _key: self._show())
        self.model = LetOutRows()
        self.table = LetOutTable(self.model)
        self.table.moved.connect(self._moved)
        self.table.delete_asked.connect(self.delete_chosen)
        self.where_it_lies = Elided("", "quiet")
        self.progress = JobProgress()
        self.empty = EmptyPage(
            "package-open",
            "Nothing has left your file.",
            "What is printed or saved as a PDF is listed here, with whether the file still lies there.",
        )
        self.empty.setProperty("ring", "none")  # nothing to press: a ring round all of it says nothing
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.content.setSpacing(theme.M)
        self.content.addWidget(
            Words(
                "A saved file lies outside your SENCO Desk file, where others may read it. "
                "Delete it when it is not needed any more.",
                "quiet",
                wrap=True,
            )
        )
        for part in (self.tabs, self.progress):
            self.content.addWidget(part)
        self.content.addWidget(self.stack, 1)
        self.content.addWidget(self.where_it_lies)

    def fit(self) -> None:
        self._moved()

    def show_for(self, **wanted: Any) -> None:
        self.refresh(frozenset())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, tables: frozenset[str]) -> None:
        """Look again, in a thread: each saved file is read to see whether it is still the same."""
        if tables and not tables & {"let_out", "pupil"}:
            return
        if self._job is not None:
            self._job.cancel()
        store = self.desk.store
        self._job = self.desk.start(lambda report: letting_out.all_let_out(store), done=self._looked)
        self._job.ended.connect(self._ended)
        self.progress.follow(self._job, "Looking whether the files are still there…")

    def own_actions(self) -> Sequence[Action]:
        return (
            Action("delete-let-out", "Delete the file", self.delete_chosen, "", "trash-2", "Files let out"),
            Action("let-out-filter", "Next filter", lambda: self.tabs.step(1), "Ctrl+Tab", "filter",
                   "Files let out"),
            Action("let-out-again", "Look again", lambda: self.refresh(frozenset()), "F5", "search",
                   "Files let out"),
        )  # fmt: skip

    def delete_chosen(self) -> None:
        """Delete the chosen file from where it was put, after asking: it cannot be undone."""
        line = self.table.current()
        if line is None or not line.still_there:
            return
        sure = ask.confirm(
            self,
            "Delete this file?",
            f"{line.path} is deleted from this computer. What it was made from stays in SENCO Desk.",
            yes="Delete the file",
            no="Keep the file",
        )
        if sure and self.desk.is_open and self.desk.run(letting_out.remove, line.id) is not None:
            self.desk.say("The file is deleted.")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    def _looked(self, lines: tuple[LetOutLine, ...]) -> None:
        self._lines = lines
        counts = [(key, words, sum(map(fits, lines))) for key, words, fits in _FILTERS]
        first = not self.tabs.key()
        self.tabs.show_tabs(counts, chosen="there" if first and counts[0][2] else "all" if first else "")
        self._show()

    def _ended(self) -> None:
        if self._job is not None and not self._job.running:
            self._job = None

    def _show(self) -> None:
        fits = {key: fit for key, _, fit in _FILTERS}[self.tabs.key()]
        held = self.table.current()
        self.stack.setCurrentWidget(self.table if self._lines else self.empty)
        self.tabs.setVisible(bool(self._lines))
        self.delete.setVisible(bool(self._lines))
        self.model.show_rows([line for line in self._lines if fits(line)])
        self.table.choose(held.id if held else 0)
        self._moved()

    def _moved(self) -> None:
        line = self.table.current()
        self.where_it_lies.setText(self._foot(line) if line else "")
        why = "No file is chosen" if line is None else "" if line.still_there else _now_words(line)
        self.delete.because(why)

    def _foot(self, line: LetOutLine) -> str:
        """Say where a chosen file lies, and before it what there was no column for."""
        unseen = [_cells(line)[place] for place in (_NOW, _HOW) if self.table.isColumnHidden(place)]
        if line.path:
            unseen = [words for words in unseen if words != _cells(line)[_HOW]]
        return ", ".join([*unseen, *filter(None, [line.path])])


class LetOutRows(RowModel[LetOutLine]):
    """The lines of one filter."""

    def __init__(self) -> None:
        super().__init__(_HEADS, _cells, lambda line: line.id)

    def tip(self, line: LetOutLine, column: int) -> str:
        """Where a saved file lies."""
        return line.path or super().tip(line, column)


class LetOutTable(RowTable):
    """The table. Up and Down move, Delete deletes the chosen file after asking.

    Signals:
        moved: another line is chosen.
        delete_asked: Delete was pressed.
    """

    moved = Signal()
    delete_asked = Signal()

    def __init__(self, model: LetOutRows) -> None:
        super().__init__(model, "Files let out")
        self._model = model
        self.setItemDelegate(_Delegate(self, model))
        self.selectionModel().currentRowChanged.connect(lambda _now, _old: self.moved.emit())
        self.dress()

    def current(self) -> LetOutLine | None:
        """Give the chosen line."""
        return self._model.row(self.currentIndex().row())

    def choose(self, line_id: int) -> None:
        """Choose a line, or the first."""
        if self._model.rowCount():
            self.selectRow(max(0, self._model.place(line_id)))

    def widths(self, room: int) -> Sequence[int]:
        """Leave out what does not fit, and share out what is over."""
        wide = [theme.px(least) for least in _WIDE]
        for place in _LEAVE:
            if sum(wide) > room:
                wide[place] = 0
        if sum(wide) > room:
            return [part * room // sum(wide) for part in wide]
        shares = [share if part else 0 for share, part in zip(_SHARES, wide, strict=True)]
        spare = room - sum(wide)
        return [part + spare * share // sum(shares) for part, share in zip(wide, shares, strict=True)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
            return
        super().keyPressEvent(event)


class _Delegate(RowDelegate):
    """A row as every list's, with a mark before how the file stands now."""

    def __init__(self, view: QTableView, model: LetOutRows) -> None:
        super().__init__(view, strong=1)
        self._model = model

    def mark(self, index: _Index) -> State | None:
        """Half a circle for what still lies about."""
        line = self._model.row(index.row())
        if line is None or index.column() != _NOW:
            return None
        return "soon" if line.still_there else "none"


def _cells(line: LetOutLine) -> tuple[str, ...]:
    copy_for = _COPIES.get(line.copy_for, line.copy_for)
    paper = ", ".join(part for part in (line.what, copy_for) if part)
    if line.how == "printed":
        how = f"Printed, {'1 copy' if line.copies == 1 else f'{line.copies} copies'}"
    else:
        how = f"{Path(line.path).name}{', with a password' if line.protected else ''}"
    day = short_date(line.at.astimezone().date())
    return day, f"{paper}, {count(line.pages, 'page')}", line.pupil_name or "Nobody", how, _now_words(line)


def _now_words(line: LetOutLine) -> str:
    if line.how == "printed":
        return "On paper"
    return "Still there" if line.still_there else "Gone, or changed since"
