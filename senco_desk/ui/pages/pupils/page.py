"""The Pupils page: filters, counts, the table and its preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from senco_desk.services import choices, register
from senco_desk.services.register import LISTS, RegisterFilter
from senco_desk.ui import ask, pages, theme
from senco_desk.ui.actions import Action
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.kit import kit_first
from senco_desk.ui.dialogs.leave import mark_as_left
from senco_desk.ui.dialogs.pupil_details import edit_pupil
from senco_desk.ui.dialogs.stage import place_on_stage
from senco_desk.ui.pages.page import Page
from senco_desk.ui.pages.pupils import columns
from senco_desk.ui.pages.pupils.choosing import ColumnsDialog, MoreFilters
from senco_desk.ui.pages.pupils.counts import Counts
from senco_desk.ui.pages.pupils.preview import Preview
from senco_desk.ui.pages.pupils.row_menu import show_menu
from senco_desk.ui.pages.pupils.table import Pupils, PupilTable
from senco_desk.ui.widgets import BareButton, Button, Column, EmptyPage, MainButton, Search, Small, Tabs

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_PREVIEW, _ROOM_FOR_PREVIEW = 244, 900
_HEAD, _ROW, _LEAST_ROWS, _TIGHT_ROWS = 32, 40, 5, 4
_TIGHT = 560
"""Below this height, at the usual text size, the counts go, and the page begins at the table."""
_COLUMNS = "pupils.columns"
_TABLES = {"pupil", "need", "stage_spell", "meeting", "response", "saved_filter", "savedfilter"}


class PupilsPage(Page):
    """The register and the concerns list as one table."""

    title = "Pupils"
    help_id = "pupils"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.today = date.today()
        self.filter = RegisterFilter()
        self._wanted_id = 0
        self._own: dict[str, Any] = {}
        self._nobody = True
        self.model = Pupils()
        self.table = PupilTable(self.model)
        self.preview = Preview()
        self.counts = Counts()
        self.tabs = Tabs("Filters")
        self.search = Search("Filter these pupils", key="Ctrl+F")
        self.more = Button("More filters", icon="filter")
        self.showing = Small("")
        self._empty: EmptyPage | None = None
        self._title_row()
        self._lay_out()
        self._connect()

    def _title_row(self) -> None:
        if pages.has("bring_in"):
            bring_in = Button("Bring in a list", icon="download")
            bring_in.clicked.connect(lambda: self.frame.go("bring_in"))
            self.add_button(bring_in)
        self.choose_columns = Button("Columns", icon="columns-3")
        self.choose_columns.clicked.connect(self._choose_columns)
        self.add_button(self.choose_columns)
        add = MainButton("Add a pupil", icon="plus")
        add.setToolTip("Ctrl+N")
        add.clicked.connect(self._add)
        self.add_button(add)

    def _lay_out(self) -> None:
        self.keep_filter = BareButton("Keep this filter", icon="plus", high=40)
        self.tabs.end_with(self.keep_filter)
        self.content.setSpacing(theme.M)
        # On a low window, or with large text, what stands above scrolls away and the table keeps a few rows.
        body = Column(spacing=theme.M)
        body.verticalScrollBar().rangeChanged.connect(self._begin_at_table)
        self._body = body
        body.column.addWidget(self.tabs)
        body.column.addWidget(self.counts)
        self.search.setMaximumWidth(theme.px(360))
        tools = QHBoxLayout()
        tools.setSpacing(theme.S)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.more)
        tools.addStretch(1)
        tools.addWidget(self.showing)
        left = QVBoxLayout()
        left.setSpacing(theme.M)
        left.addLayout(tools)
        left.addWidget(self.table, 1)
        self._left = left
        self._across = QHBoxLayout()
        self._across.setSpacing(theme.XL)
        self._across.addLayout(left, 1)
        self._across.addWidget(self.preview, 0)
        body.column.addLayout(self._across, 1)
        # What it holds stays in line with the page, so what stands at its edge has its focus ring within.
        body.column.setContentsMargins(0, 0, 0, 0)
        for at_the_edge in (self.search, self.keep_filter):
            at_the_edge.setProperty("ring", "inside")
        self.content.addWidget(body, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._take_filter)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._open_chosen)
        for key in ("Down", "Up"):
            leave = QShortcut(QKeySequence(key), self.search)
            leave.setContext(Qt.ShortcutContext.WidgetShortcut)
            leave.activated.connect(lambda by=1 if key == "Down" else -1: self._to_table(by))
        leave = QShortcut(QKeySequence("Esc"), self.search)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._leave_search)
        self.more.clicked.connect(self._more_filters)
        self.keep_filter.clicked.connect(self._keep_filter)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._open)
        self.table.sort_asked.connect(self._sort)
        self.table.menu_asked.connect(self._menu)
        self.preview.opened.connect(self._open)
        self.preview.pack_asked.connect(self._pack)

    def show_for(self, **wanted: Any) -> None:
        self.today = wanted.get("on") or date.today()
        if isinstance(wanted.get("filter"), RegisterFilter):
            self.filter = wanted["filter"]
            self.search.blockSignals(True)
            self.search.setText(self.filter.text)
            self.search.blockSignals(False)
        self._wanted_id = int(wanted.get("pupil_id") or self._wanted_id)
        self.refresh(frozenset())
        offer = self._empty.button if self._empty is not None else None
        first = self.table if self.table.isVisibleTo(self) else offer or self.search
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def where(self) -> dict[str, Any]:
        return {"filter": self.filter, "pupil_id": self.table.current_id()}

    def whose(self) -> int | None:
        """The pupil whose row is chosen."""
        return self.table.current_id() if self.table.isVisibleTo(self) and self.table.current_id() else None

    def refresh(self, tables: frozenset[str]) -> None:
        if tables and not tables & _TABLES:
            return
        self._show_tabs()
        self._show_counts()
        kept = self.desk.run(choices.read, _COLUMNS, columns.USUAL)
        self.table.show_columns(columns.chosen(kept or columns.USUAL))
        self._read()

    def own_actions(self) -> Sequence[Action]:
        step, keep, group = self.tabs.step, self.keep_filter, "Pupils"
        return (
            Action("add-pupil", "Add a pupil", self._add, "Ctrl+N", "user-plus", group),
            Action("filter", "Filter these pupils", self._to_search, "Ctrl+F", "search", group),
            Action("next-filter", "Next filter", lambda: step(1), "Ctrl+Tab", "filter", group),
            Action("filter-before", "Filter before", lambda: step(-1), "Ctrl+Shift+Tab", "filter", group),
            Action("more-filters", "More filters", self._more_filters, "", "filter", group),
            Action("keep-filter", keep.text(), self._keep_filter, "", "filter", group, keep.isEnabled),
            Action("columns", "Choose columns", self._choose_columns, "", "columns-3", group),
        )

    def fit(self) -> None:
        self.preview.setFixedWidth(theme.px(_PREVIEW))
        tight = self._tight()
        self.counts.setVisible(not tight)
        self.table.setMinimumHeight(theme.px(_HEAD + (_TIGHT_ROWS if tight else _LEAST_ROWS) * _ROW))
        self._say_showing()
        self._show_preview()

    def _tight(self) -> bool:
        return self.height() < theme.px(_TIGHT)

    def _begin_at_table(self) -> None:
        if self._tight():
            bar = self._body.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _say_showing(self) -> None:
        """Say how many rows there are, and of which list where its tab has scrolled away."""
        number = self.model.rowCount()
        own = self._own.get(self.tabs.key())
        words = (own.name if own else LISTS[self.filter.list]) if self._tight() else "Showing"
        self.showing.setText(f"{words} {number}" if number else "")

    # reading

    def _show_tabs(self) -> None:
        numbers = self.desk.run(register.counts, today=self.today) or {}
        self._nobody = not (numbers.get("all") or numbers.get("leavers"))
        own = self.desk.run(register.kept_filters) or ()
        self._own = {f"own:{kept.id}": kept for kept in own}
        tabs: list[tuple[str, str, int | None]] = [(key, LISTS[key], numbers.get(key)) for key in LISTS]
        tabs += [(key, kept.name, None) for key, kept in self._own.items()]
        held = next((key for key, kept in self._own.items() if kept.filter == self.filter), self.filter.list)
        self.tabs.show_tabs(tabs, chosen=held)
        self._say_keep()

    def _say_keep(self) -> None:
        kept = self._own.get(self.tabs.key())
        self.keep_filter.setText("Drop this filter" if kept else "Keep this filter")
        self.keep_filter.show_icon("x" if kept else "plus")
        plain = not kept and self.filter == RegisterFilter(list=self.filter.list)
        self.keep_filter.because("Narrow or sort the list first, then keep it by name." if plain else "")

    def _show_counts(self) -> None:
        by_stage = self.desk.run(register.counts_by_stage)
        by_need = self.desk.run(register.counts_by_need)
        if by_stage is not None and by_need is not None:
            self.counts.show_counts(by_stage, by_need)

    def _read(self) -> None:
        rows = self.desk.run(register.rows, self.filter, today=self.today)
        if rows is None:
            return
        held = self.table.current_id() or self._wanted_id
        self.model.show_rows(rows, self.today)
        self.table.show_sorted(self.filter.sort, self.filter.descending)
        self.table.take(held)
        narrowed = sum(
            bool(part)
            for part in (self.filter.stages, self.filter.needs, self.filter.year_groups, self.filter.flags)
        )
        self.more.setText(f"More filters ({narrowed})" if narrowed else "More filters")
        self.table.fit()
        self._say_showing()
        self._show_empty(not rows)

    def _show_empty(self, empty: bool) -> None:
        if self._empty is not None:
            self._left.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        self.table.setVisible(not empty)
        if not empty:
            return
        words = _EMPTY.get(self.filter.list, ("No pupil fits.", "Choose another filter."))
        action: str = ""
        run: Callable[[], object] | None = None
        if self.filter.text or self.filter != RegisterFilter(list=self.filter.list):
            words = ("No pupil fits.", "Type less of the name, or show everybody in this list again.")
            action, run = "Show everybody in this list", self._widen
        elif self._nobody:
            words, (action, run) = _EMPTY["all"], self._first_step()
        self._empty = EmptyPage("users", *words, action=action, run=run)
        self._left.addWidget(self._empty, 1)

    def _first_step(self) -> tuple[str, Callable[[], object]]:
        if pages.has("bring_in"):
            return "Bring in a list", lambda: self.frame.go("bring_in")
        return "Add a pupil", self._add

    def _widen(self) -> None:
        self.search.clear()
        self._apply(RegisterFilter(list=self.filter.list))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # what the person does

    def _apply(self, wanted: RegisterFilter) -> None:
        self.filter = wanted
        self._read()
        self._say_keep()

    def _typed(self, text: str) -> None:
        self._apply(replace(self.filter, text=text))

    def _take_filter(self, key: str) -> None:
        kept = self._own.get(key)
        wanted = kept.filter if kept else RegisterFilter(list=key)
        self.search.blockSignals(True)
        self.search.setText(wanted.text)
        self.search.blockSignals(False)
        self._apply(wanted)

    def _sort(self, key: str) -> None:
        again = self.filter.sort == key
        self._apply(replace(self.filter, sort=key, descending=again and not self.filter.descending))

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _more_filters(self) -> None:
        used = self.desk.run(register.forms_in_use) or ()
        years = list(dict.fromkeys(year for year, _form in used if year))
        dialog = MoreFilters(self, self.filter, years)
        if dialog.exec():
            self._apply(dialog.wanted())

    def _choose_columns(self) -> None:
        kept = self.desk.run(choices.read, _COLUMNS, columns.USUAL) or columns.USUAL
        dialog = ColumnsDialog(self, kept)
        if dialog.exec():
            self.desk.run(choices.keep, _COLUMNS, dialog.chosen())
            self.table.show_columns(columns.chosen(dialog.chosen()))
            self._read()

    def _keep_filter(self) -> None:
        kept = self._own.get(self.tabs.key())
        if kept is not None:
            self._take_filter(RegisterFilter().list)
            self.desk.run(register.drop_filter, kept.id)
            self._to_search()
            return
        name = ask.text(self, "Keep this filter", "What will you call it?", "Keep")
        if name is not None:
            self.desk.run(register.keep_filter, name, self.filter)

    def _add(self) -> None:
        if not kit_first(self.desk, self.frame):
            return
        made = edit_pupil(self.desk, self)
        if made is not None:
            self.frame.go("pupil", pupil_id=made)

    def _chosen(self, pupil_id: int) -> None:
        self._wanted_id = pupil_id or self._wanted_id
        self._show_preview()

    def _show_preview(self) -> None:
        wide = self.width() >= theme.px(_ROOM_FOR_PREVIEW)
        row = self.model.row(self.table.currentIndex().row())
        self.preview.show_row(row if wide else None, self.today)

    def _open_chosen(self) -> None:
        """Open the pupil whose row is chosen: Enter in the filter field."""
        pupil_id = self.table.current_id() if self.table.isVisibleTo(self) else 0
        if pupil_id:
            self._open(pupil_id)

    def _leave_search(self) -> None:
        """Show everybody again; Esc in an empty field goes on to the rows."""
        if self.search.text():
            self.search.clear()
        else:
            self._to_table(0)

    def _to_table(self, by: int) -> None:
        """Move on from the filter field into the rows below it."""
        if self.table.isVisibleTo(self):
            row = self.table.currentIndex().row() + by
            self.table.selectRow(min(max(row, 0), self.model.rowCount() - 1))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, pupil_id: int) -> None:
        self.frame.go("pupil", pupil_id=pupil_id)

    def _pack(self, pupil_id: int) -> None:
        from senco_desk.ui.dialogs.pack import open_pack

        open_pack(self.desk, self.frame, pupil_id)

    def _menu(self, at: QPoint) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            offers = [
                ("Open", lambda: self._open(row.id)),
                ("Change details", lambda: edit_pupil(self.desk, self, row.id)),
                ("Place on a stage", lambda: place_on_stage(self.desk, self, row.id)),
                ("Print pack", lambda: self._pack(row.id)),
            ]
            if row.left_on is None:
                offers.append(("Mark as left", lambda: mark_as_left(self.desk, self, row.id)))
            show_menu(self.table, at, offers)


_EMPTY = {
    "register": (
        "Nobody is on the register yet.",
        "Place a pupil on My Plan, My Plan+ or an EHCP to see them here.",
    ),
    "concerns": ("No concerns yet.", "Place a pupil on Concern to see them here."),
    "due": ("No review is due.", "Reviews of the next two weeks, and late ones, appear here."),
    "papers": ("All Stage 3 papers are in.", "Pupils on My Plan+ with a paper to come appear here."),
    "part_time": (
        "Everybody is in school full time.",
        "Tick “Not in full time” in a pupil’s details to see them here.",
    ),
    "all": ("No pupils yet.", "Bring in a list from your school’s system, or add them one by one."),
    "leavers": ("Nobody has left.", "Pupils who leave are kept here with all their papers."),
}
