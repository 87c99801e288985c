"""The dialogs of the Pupils page: which columns, which pupils, and a filter's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from senco_desk.models.codes import NeedType, Stage, year_words
from senco_desk.services.register import RegisterFilter
from senco_desk.ui import theme
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.pages.pupils.columns import COLUMNS
from senco_desk.ui.widgets import Button, Check, Column, Head, MainButton

FLAGS = (
    ("pupil_premium", "Pupil premium"),
    ("free_school_meals", "Free school meals"),
    ("looked_after", "Looked after"),
    ("previously_looked_after", "Previously looked after"),
    ("social_worker", "Social worker"),
    ("young_carer", "Young carer"),
    ("service_child", "Service child"),
    ("eal", "English as an additional language"),
    ("interpreter", "Interpreter needed"),
    ("large_print", "Large print"),
    ("part_time", "Not in full time"),
)


class ColumnsDialog(Dialog):
    """Tick the columns to show."""

    def __init__(self, parent: QWidget, chosen: Sequence[str]) -> None:
        super().__init__(parent, "Columns", wide=420)
        self._ticks = {column.key: Check(column.words) for column in COLUMNS if column.key != "name"}
        for key, tick in self._ticks.items():
            tick.setChecked(key in chosen)
            self.content.addWidget(tick)
        self.content.setSpacing(theme.S)
        cancel = self.add_button(Button("Cancel"))
        cancel.clicked.connect(self.reject)
        show = self.add_button(MainButton("Show these columns"), main=True)
        show.clicked.connect(self.accept)
        next(iter(self._ticks.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[str, ...]:
        """The keys ticked, the name's among them."""
        return ("name", *(key for key, tick in self._ticks.items() if tick.isChecked()))


class MoreFilters(Dialog):
    """Tick years, needs, stages and flags; what is ticked in one group widens, groups narrow each other."""

    def __init__(self, parent: QWidget, now: RegisterFilter, years: Sequence[str]) -> None:
        super().__init__(parent, "Show only", wide=1000)
        self._now = now
        body = Column(spacing=theme.L)
        self._groups: dict[str, dict[str, Check]] = {}
        stages = [(stage.value, stage.words) for stage in Stage]
        needs = [(need.value, need.short) for need in NeedType]
        for field, title, choices in (
            ("stages", "Stage", stages),
            ("year_groups", "Year group", [(year, year_words(year)) for year in years]),
            ("needs", "Main need", needs),
            ("flags", "Also", FLAGS),
        ):
            body.column.addLayout(self._group(field, title, choices))
        body.column.addStretch(1)
        self.add_body(body)
        nothing = self.add_button(Button("Untick all"))
        nothing.clicked.connect(self._untick)
        cancel = self.add_button(Button("Cancel"))
        cancel.clicked.connect(self.reject)
        show = self.add_button(MainButton("Show these pupils"), main=True)
        show.clicked.connect(self.accept)
        next(iter(self._groups["stages"].values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_to(body)

    def _group(self, field: str, title: str, choices: Sequence[tuple[str, str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.S)
        column.addWidget(Head(title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.XL)
        ticked = getattr(self._now, field)
        self._groups[field] = {}
        for key, words in choices:
            tick = Check(words)
            tick.setAccessibleName(f"{title}: {words}")
            tick.setChecked(key in ticked)
            self._groups[field][key] = tick
        across = self._across(self._groups[field].values())
        for number, tick in enumerate(self._groups[field].values()):
            grid.addWidget(tick, number // across, number % across)
        column.addLayout(grid)
        return column

    def _across(self, ticks: Iterable[Check]) -> int:
        """Give how many stand side by side in the dialog's width, three at most."""
        widest = max((tick.sizeHint().width() for tick in ticks), default=1)
        room = self.width() - 2 * theme.XXL - theme.XL  # the margins, and the scroll bar's
        return max(1, min(3, (room + theme.XL) // (widest + theme.XL)))

    def _untick(self) -> None:
        for group in self._groups.values():
            for tick in group.values():
                tick.setChecked(False)

    def wanted(self) -> RegisterFilter:
        """The filter as ticked; list, text and order stay as they were."""
        ticked = {
            field: tuple(key for key, tick in group.items() if tick.isChecked())
            for field, group in self._groups.items()
        }
        return replace(
            self._now,
            stages=ticked["stages"],
            year_groups=ticked["year_groups"],
            needs=ticked["needs"],
            flags=ticked["flags"],
        )
