"""The counts above the table: how many stand at each stage, or have each main need."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.models.codes import NeedType, Stage
from senco_desk.ui import theme
from senco_desk.ui.widgets import Hairline, Segmented, Small, StageDots, Title
from senco_desk.ui.widgets.flow import Flow

STAGES = (
    (Stage.CONCERN, "Concerns list, Stage 1"),
    (Stage.MY_PLAN, "My Plan (K), Stage 2"),
    (Stage.MY_PLAN_PLUS, "My Plan+ (K+), Stage 3"),
    (Stage.EHC_ASSESSMENT, "EHC needs assessment"),
    (Stage.EHCP, "EHCP (E)"),
)
_MOST_NEEDS = 6


@dataclass(frozen=True)
class Count:
    """A number and what it counts; `place` is the stage's stone, 0 for none."""

    number: int
    words: str
    place: int = 0


class Counts(QWidget):
    """A strip of counts, by stage or by need."""

    def __init__(self) -> None:
        super().__init__()
        self.switch = Segmented((("stage", "By stage"), ("need", "By need")), "Counts")
        for part in self.switch.findChildren(QAbstractButton):
            part.setProperty("ring", "inside")
        self.switch.chosen.connect(lambda _key: self._show())
        self._by_stage: list[Count] = []
        self._by_need: list[Count] = []
        self._cells = Flow(gap=28)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, theme.XS, 0, 0)
        self._row.setSpacing(theme.L)
        self._row.addWidget(self._cells, 1)
        self._row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)

    def show_counts(self, stages: dict[Stage, int], needs: dict[NeedType, int]) -> None:
        """Show these numbers."""
        self._by_stage = [
            Count(stages.get(stage, 0), words, place) for place, (stage, words) in enumerate(STAGES, start=1)
        ]
        listed = [Count(number, need.short) for need, number in needs.items()]
        rest = sum(count.number for count in listed[_MOST_NEEDS:])
        self._by_need = listed[:_MOST_NEEDS] + ([Count(rest, "Other needs")] if rest else [])
        self._show()

    def _show(self) -> None:
        counts = self._by_stage if self.switch.key() == "stage" else self._by_need
        cells = Flow(gap=28)
        for number, count in enumerate(counts or [Count(0, "No needs recorded yet")]):
            cells.add(_cell(count, line=number < len(counts) - 1))
        self._row.replaceWidget(self._cells, cells)
        self._cells.hide()
        self._cells.deleteLater()
        self._cells = cells


def _cell(count: Count, *, line: bool) -> QWidget:
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(28)
    column = QVBoxLayout()
    column.setSpacing(0)
    top = QHBoxLayout()
    top.setSpacing(14)
    number = Title(str(count.number))
    number.setAccessibleName(f"{count.number} {count.words}")
    top.addWidget(number)
    if count.place:
        top.addWidget(StageDots(count.place, count.words))
    top.addStretch(1)
    column.addLayout(top)
    column.addWidget(Small(count.words))
    row.addLayout(column)
    if line:
        row.addWidget(Hairline(upright=True))
    return cell
