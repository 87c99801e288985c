"""The card at the right of the table: the chosen pupil at a glance."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.models.codes import Stage, year_words
from senco_desk.rules import stages
from senco_desk.rules.dates_in_words import long_day
from senco_desk.rules.stage3 import PAPERS
from senco_desk.store.queries.register import RegisterRow
from senco_desk.ui import theme
from senco_desk.ui.pages.pupils.columns import review_state, review_word
from senco_desk.ui.widgets import Button, Card, Chip, Head, MainButton, Small, StageDots, State, Words


class Preview(Card):
    """A pupil at a glance, with Open and Print pack.

    Signals:
        opened, pack_asked: with the pupil's id.
    """

    opened = Signal(int)
    pack_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._row: RegisterRow | None = None
        self._column = self.column
        self._column.setSpacing(0)
        self._body: QWidget | None = None
        self.open = MainButton("Open")
        self.open.clicked.connect(lambda: self._row and self.opened.emit(self._row.id))
        self.pack = Button("Print pack", icon="printer")
        self.pack.clicked.connect(lambda: self._row and self.pack_asked.emit(self._row.id))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.S)
        buttons.addWidget(self.open, 1)
        buttons.addWidget(self.pack)
        self._column.addStretch(1)
        self._column.addLayout(buttons)
        self.hide()

    def show_row(self, row: RegisterRow | None, today: date) -> None:
        """Show this pupil; None hides the card."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name = f"{row.forename} {row.surname}".strip()
        self.setAccessibleName(f"Preview: {name}")
        self.open.setAccessibleName(f"Open {name}")
        self.pack.setAccessibleName(f"Print pack for {name}")
        column.addWidget(Head(name, wrap=True))
        line = ", ".join(p for p in (year_words(row.year_group), f"form {row.form}" if row.form else "") if p)
        if line:
            column.addWidget(Words(line, "quiet", wrap=True))
        column.addSpacing(14)
        column.addWidget(_stage(row))
        self._facts(column, row, today)
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._column.insertWidget(0, body)

    def _facts(self, column: QVBoxLayout, row: RegisterRow, today: date) -> None:
        if row.review_on is not None:
            at = f", {row.review_at}" if row.review_at else ""
            state: State = review_state(row, today) or "none"
            _fact(column, "Next review", f"{long_day(row.review_on)}{at}", state, review_word(row, today))
        if row.stage is Stage.MY_PLAN_PLUS:
            mark: State = "done" if row.papers_done >= len(PAPERS) else "begun" if row.papers_done else "none"
            _fact(column, "Stage 3 papers", f"{row.papers_done} of {len(PAPERS)} in", mark)
        if row.what_helps:
            _fact(column, f"What helps {row.forename}", row.what_helps)
        if row.key_adult:
            _fact(column, "Key adult", row.key_adult)
        if row.part_time:
            _fact(column, "In school", "Not full time")


def _stage(row: RegisterRow) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.M)
    on_it = row.stage is not Stage.NONE
    if on_it:
        across.addWidget(StageDots(stages.PATHWAY.index(row.stage) + 1, row.stage.words))
    code = {"K": " (K)", "E": " (E)"}.get(row.stage.provision_code, "")
    code = " (K+)" if row.stage is Stage.MY_PLAN_PLUS else "" if row.stage is Stage.EHC_ASSESSMENT else code
    across.addWidget(Words(f"{row.stage.words}{code}"))
    across.addStretch(1)
    return line


def _fact(
    column: QVBoxLayout, label: str, words: str, state: State | None = None, state_word: str = ""
) -> None:
    column.addSpacing(14)
    column.addWidget(Small(label))
    column.addSpacing(2)
    if state is None or state == "none":
        said = Words(words, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column.addWidget(said)
        return
    chip = Chip(state, words, soft=False)
    chip.setAccessibleName(f"{words}, {state_word}" if state_word else words)
    column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
