"""The page of one pupil: name and facts, one tab of four, and everything that can be done from here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from senco_desk.models.codes import Stage
from senco_desk.services import overview
from senco_desk.services.overview import Overview
from senco_desk.ui import theme
from senco_desk.ui.actions import Action, with_keys
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.page import Page
from senco_desk.ui.pages.pupil.documents import DocumentsTab
from senco_desk.ui.pages.pupil.doing import Changing, Papers
from senco_desk.ui.pages.pupil.forms import FormsTab, MenuLine, show_menu
from senco_desk.ui.pages.pupil.history import HistoryTab
from senco_desk.ui.pages.pupil.overview import OverviewTab
from senco_desk.ui.pages.pupil.sections import Facts
from senco_desk.ui.widgets import Button, IconButton, MainButton, Tabs

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_TABS = (("overview", "Overview"), ("forms", "Forms"), ("documents", "Documents"), ("history", "History"))
_SHOWN = frozenset(
    {"pupil", "contact", "need", "stage_spell", "meeting", "response", "let_out", "term", "draft", "school"}
)
"""The tables that something on the page is read from."""


class PupilPage(Page):
    """One pupil: `window.go("pupil", pupil_id=7, tab="forms")`."""

    title = "A pupil"
    help_id = "pupil"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.pupil_id = 0
        self.seen: Overview | None = None
        self.changing, self.papers = Changing(desk, window), Papers(desk, window)
        self.facts = Facts()
        self.tabs = Tabs("This pupil")
        self.tabs.show_tabs([(key, words, None) for key, words in _TABS])
        self.tabs.chosen.connect(self.show_tab)
        self.overview = OverviewTab(self.changing, self.papers)
        self.forms = FormsTab(desk, self.papers)
        self.documents = DocumentsTab(desk, self.papers)
        self.history = HistoryTab(desk)
        self.stack = QStackedWidget()
        self._tab_widgets: dict[str, QWidget] = {
            "overview": self.overview,
            "forms": self.forms,
            "documents": self.documents,
            "history": self.history,
        }
        for widget in self._tab_widgets.values():
            self.stack.addWidget(widget)
        self._add_buttons()
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(theme.XS)
        self.content.setSpacing(theme.S)
        self.content.addWidget(self.facts)
        self.content.addWidget(self.tabs)
        self.content.addWidget(self.stack, 1)

    # as a page

    def show_for(self, **wanted: Any) -> None:
        """Show a pupil; `tab` chooses the tab, else the overview."""
        pupil_id = int(wanted.get("pupil_id", self.pupil_id))
        tab = str(wanted.get("tab", "overview" if pupil_id != self.pupil_id else self.tabs.key()))
        held = self.focusWidget()
        if pupil_id != self.pupil_id:
            self.history.filter.clear()
            for part in (self.overview, self.forms, self.documents):
                part.verticalScrollBar().setValue(0)
        if held is not None and (pupil_id != self.pupil_id or self.tabs.isAncestorOf(held)):
            held.clearFocus()  # it begins at the chosen tab, not at the pupil or tab that was left
        self.pupil_id = self.changing.pupil_id = self.papers.pupil_id = pupil_id
        self.tabs.choose(tab)
        self._read()
        self.show_tab(tab)

    def begins_at(self) -> QWidget | None:
        """The chosen tab: Left and Right read on, and Tab leads into it."""
        return self.tabs.chosen_tab() if self.seen is not None else None

    def where(self) -> dict[str, Any]:
        """Which pupil and tab."""
        return {"pupil_id": self.pupil_id, "tab": self.tabs.key()}

    def about(self) -> tuple[int, str] | None:
        """The pupil shown; one who has left starts no form."""
        seen = self.seen.seen if self.seen is not None else None
        return (seen.id, seen.forename) if seen is not None and seen.pupil.left_on is None else None

    def whose(self) -> int | None:
        """The pupil shown, one who has left too."""
        return self.pupil_id if self.seen is not None else None

    def refresh(self, tables: frozenset[str]) -> None:
        """Show what has changed."""
        if self.pupil_id and (not tables or tables & _SHOWN):
            self._read()
            self._show_tab_again()

    def own_actions(self) -> Sequence[Action]:
        """What can be done with the pupil from the keyboard or the palette."""
        group, doing = "This pupil", self.changing
        found = [
            Action("next-tab", "Next tab", lambda: self.tabs.step(1), "Ctrl+Tab", group=group, palette=False),
            Action("tab-before", "Tab before", lambda: self.tabs.step(-1), "Ctrl+Shift+Tab", group=group,
                   palette=False),
            Action("pack", "Print pack", doing.pack, "Ctrl+P", "printer", group),
            Action("change-review", "Change the review", doing.review, "Ctrl+R", "calendar-clock", group),
            Action("change-details", "Change details", doing.details, "Ctrl+E", "pencil", group),
            Action("find-in-history", "Find in the history", self.find_in_history, "Ctrl+F", group=group),
        ]  # fmt: skip
        found += [
            Action(f"pupil-{at}", words, run, "", "pencil", group)
            for at, (words, run) in enumerate(self.more_actions())
            if words not in ("Print pack", "Change the review")
        ]
        return found

    # tabs

    def show_tab(self, tab: str) -> None:
        """Show one of the tabs."""
        self.stack.setCurrentWidget(self._tab_widgets[tab])
        self._show_tab_again()

    def find_in_history(self) -> None:
        """Go to the history and its filter."""
        self.tabs.choose("history")
        self.show_tab("history")
        self.history.filter.setFocus()

    def more_actions(self) -> list[MenuLine]:
        """Give what stands in the menu of the title row."""
        doing, seen = self.changing, self.seen
        if seen is None:
            return []
        acts: list[MenuLine] = [("Place on a stage", doing.stage), ("Change the review", doing.review)]
        if seen.seen.next_review is not None:
            acts.append(("Mark the review as held", doing.review_held))
        acts += [("Change needs", doing.needs), ("Change family and contacts", doing.family)]
        if seen.seen.stage is Stage.NONE:
            acts.append(("Print pack", doing.pack))
        left = seen.seen.pupil.left_on is not None
        acts.append(("Bring back from Leavers", doing.come_back) if left else ("Mark as left", doing.leave))
        return acts

    # inside

    def _add_buttons(self) -> None:
        self.more = IconButton("More for this pupil", "ellipsis", kind="raised")
        self.more.clicked.connect(lambda _on=False: show_menu(self.more, self.more_actions()))
        self.meeting = IconButton("Meeting view (F9)", "presentation", kind="raised")
        self.meeting.clicked.connect(lambda _on=False: self.frame.meeting.turn())
        self.details = Button("Change details", icon="pencil")
        self.details.setToolTip(with_keys("Change details", "Ctrl+E"))
        self.details.clicked.connect(lambda _on=False: self.changing.details())
        self.place = MainButton("Place on a stage")
        self.place.clicked.connect(lambda _on=False: self.changing.stage())
        self.pack = MainButton("Print pack", icon="printer")
        self.pack.setToolTip(with_keys("Print pack", "Ctrl+P"))
        self.pack.clicked.connect(lambda _on=False: self.changing.pack())
        for button in (self.more, self.meeting, self.details, self.place, self.pack):
            self.add_button(button)

    def _read(self) -> None:
        seen = self.desk.run(overview.overview, self.pupil_id, today=date.today())
        self.seen = seen
        if seen is None:
            self._gone()
            return
        self.retitle(seen.seen.name)
        self.facts.say(seen.facts)
        on_pathway = seen.seen.stage is not Stage.NONE
        self.pack.setVisible(on_pathway)
        self.place.setVisible(not on_pathway)

    def _gone(self) -> None:
        """The pupil is no longer in the file (adding them was undone): say so, with nothing of them left."""
        self.retitle("That pupil is no longer in this file")
        self.facts.say(())

    def _show_tab_again(self) -> None:
        seen = self.seen
        gone = seen is None
        for part in (self.stack, self.tabs, self.more, self.meeting, self.details):
            part.setHidden(gone)
        if seen is None:
            self.pack.hide()
            self.place.hide()
            return
        tab = self.tabs.key()
        if tab == "overview":
            self.overview.show_overview(seen)
        elif tab == "forms":
            self.forms.show_pupil(seen.seen)
        elif tab == "documents":
            self.documents.show_pupil(seen.seen)
        else:
            self.history.show_pupil(self.pupil_id)
