"""The history of a pupil: every step, who and when, and what it changed, filtered by words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
)  # fmt: skip

from senco_desk.rules.dates_in_words import count, short_date
from senco_desk.rules.names import fold
from senco_desk.services import history
from senco_desk.services.history import HistoryStep
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.jobs import Job
from senco_desk.ui.widgets import Card, Column, Search, Small, Words
from senco_desk.ui.widgets.row_model import RowModel
from senco_desk.ui.widgets.rows import RowDelegate, RowTable

_HEADS = ("When", "What", "Who")
_AT_ONCE = 150
"""Changed rows that are read before the tab shows."""


class Steps(RowModel[HistoryStep]):
    """The steps that hold the words asked for, newest first."""

    def __init__(self) -> None:
        super().__init__(_HEADS, _cells, lambda step: step.step_id)
        self._all: tuple[HistoryStep, ...] = ()
        self._texts: list[str] = []
        self._asked: list[str] = []

    def show_steps(self, steps: Sequence[HistoryStep]) -> None:
        """Show these steps."""
        self._all = tuple(steps)
        self._texts = []
        self._choose()

    def ask_for(self, text: str) -> None:
        """Show only the steps that hold every word of the text."""
        self._asked = fold(text).split()
        self._choose()

    def count(self) -> tuple[int, int]:
        """Give how many are shown, of how many."""
        return self.rowCount(), len(self._all)

    def tip(self, line: HistoryStep, column: int) -> str:
        """The step and what it changed."""
        return "\n".join((line.words, *line.lines[:12]))

    def read_out(self, line: HistoryStep, column: int) -> str:
        """The whole line, whichever cell is read."""
        return ", ".join(_cells(line))

    def _choose(self) -> None:
        if self._asked and not self._texts:
            self._texts = [fold(" ".join((when(s), s.words, s.who, *s.lines))) for s in self._all]
        self.show_rows(
            [s for s, text in zip(self._all, self._texts, strict=True) if all(w in text for w in self._asked)]
            if self._asked
            else self._all
        )


def _cells(step: HistoryStep) -> tuple[str, str, str]:
    return when(step), line(step), step.who


def when(step: HistoryStep) -> str:
    """Say the local day and time: "14 Nov 2026, 10:32"."""
    return f"{short_date(step.on)}, {step.at.astimezone():%H:%M}"


def line(step: HistoryStep) -> str:
    """Say a step and, when it changed one thing only, what it was."""
    return f"{step.words}. {step.lines[0]}" if len(step.lines) == 1 else step.words


class _Table(RowTable):
    """The steps, one line each; Tab leaves, arrows move, letters are for the filter."""

    def __init__(self, model: Steps) -> None:
        super().__init__(model, "Steps of the history")
        self.setItemDelegate(RowDelegate(self, strong=1))
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.dress()

    def dress(self) -> None:
        super().dress()
        self.setMinimumHeight(theme.px(32 + 3 * 40) + 2)

    def widths(self, room: int) -> Sequence[int]:
        """What was done comes first: where there is little room, who did it stands in the detail only."""
        day = theme.px(168)
        who = theme.px(128) if room >= theme.px(640) else 0
        return day, max(theme.px(80), room - day - who), who


class HistoryTab(Column):
    """A filter, the steps, and what the chosen one changed.

    The newest steps show at once; the rest of a long history is read in a job and joins them.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=theme.M)
        self._desk = desk
        self._chosen = self._pupil_id = 0
        self._job: Job | None = None
        self.steps = Steps()
        self.filter = Search("Find in the history", key="Ctrl+F")
        self.filter.textChanged.connect(self._filtered)
        self.count = Small("")
        self.table = _Table(self.steps)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now.row()))
        self.detail = _Detail()
        head = QHBoxLayout()
        head.setSpacing(theme.L)
        head.addWidget(self.filter, 2)
        head.addWidget(self.count, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(theme.XL)
        self._box.addWidget(self.table, 1)
        self._box.addWidget(self.detail)
        self.column.setContentsMargins(0, theme.S, theme.XS, theme.XS)
        self.column.addLayout(head)
        self.column.addLayout(self._box, 1)

    def show_pupil(self, pupil_id: int) -> None:
        """Show a pupil's history; the step chosen stays chosen."""
        if pupil_id != self._pupil_id:
            self._chosen = 0
        self._pupil_id = pupil_id
        if self._job is not None:
            self._job.cancel()
            self._job = None
        newest = self._desk.run(history.of_pupil, pupil_id, limit=_AT_ONCE)
        if newest is None:
            return
        self.steps.show_steps(newest)
        last = newest[-1].step_id if newest else 0
        more = self._desk.run(history.of_pupil, pupil_id, limit=1, before_step=last)
        if more:
            self._read_older(pupil_id, newest)
        self._choose_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= theme.px(860)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if beside else down)
        self.detail.be(beside)

    def _read_older(self, pupil_id: int, newest: tuple[HistoryStep, ...]) -> None:
        store = self._desk.store

        def read(report: Callable[..., None]) -> tuple[HistoryStep, ...]:
            steps = list(newest)
            for piece in history.older(store, pupil_id, newest[-1].step_id):
                report()
                steps += piece
            return tuple(steps)

        def show(steps: tuple[HistoryStep, ...]) -> None:
            self._job = None
            if len(steps) > len(newest):
                self.steps.show_steps(steps)
            self._choose_again()

        self._job = self._desk.start(read, done=show)

    def _filtered(self, text: str) -> None:
        self.steps.ask_for(text)
        self._choose_again()

    def _choose_again(self) -> None:
        shown, of = self.steps.count()
        words = f"Showing {shown:,} of {of:,}" if shown != of else count(of, "step")
        self.count.setText(f"{words}, reading older ones" if self._job is not None else words)
        row = max(0, self.steps.place(self._chosen))
        chosen = self._chosen
        if shown:
            self.table.selectRow(row)
        self._show(row if shown else -1)
        # What the filter hides for a while is still what the person was looking at.
        self._chosen = chosen or self._chosen

    def _show(self, row: int) -> None:
        step = self.steps.row(row)
        if step is not None:
            self._chosen = step.step_id
        self.detail.show_step(step)


class _Detail(Card):
    """What one step changed, field by field."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words("", "strong", wrap=True)
        self.under = Small("", wrap=True)
        self.lines = Words("", wrap=True)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.lines.setAccessibleName("What was changed")
        room = Column(spacing=theme.S)
        for part in (self.words, self.under, self.lines):
            room.column.addWidget(part)
        room.column.addStretch(1)
        self.column.addWidget(room)

    def be(self, beside: bool) -> None:
        """Stand beside the table, or under it."""
        if beside:
            self.setFixedWidth(theme.px(320))
            self.setMinimumHeight(0)
            self.setMaximumHeight(16_777_215)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
            self.setFixedHeight(theme.px(150))

    def show_step(self, step: HistoryStep | None) -> None:
        """Show a step; None says that nothing is found."""
        self.words.setText(step.words if step else "Nothing is found.")
        self.under.setText(f"{when(step)}, {step.who}" if step else "Try fewer words.")
        self.lines.setText("\n\n".join(step.lines) if step else "")
        self.lines.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if step and step.lines else Qt.FocusPolicy.NoFocus
        )
