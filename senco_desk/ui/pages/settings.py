"""Settings: how the program looks, when it locks, what is known of the school, and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.page import Page
from senco_desk.ui.pages.settings_locking import LockingSection
from senco_desk.ui.pages.settings_look import LookSection
from senco_desk.ui.pages.settings_meeting import MeetingSection
from senco_desk.ui.pages.settings_school import SchoolSection
from senco_desk.ui.pages.settings_terms import TermsSection
from senco_desk.ui.widgets import Column

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class SettingsPage(Page):
    """Sections, one under the other. What is typed is kept when the field is left."""

    title = "Settings"
    help_id = "settings"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.look = LookSection(window)
        self.locking = LockingSection(window)
        self.meeting = MeetingSection(window)
        self.school = SchoolSection(desk)
        self.terms = TermsSection(desk)
        self.column = column = Column(spacing=theme.XXL)
        for section in (self.look, self.locking, self.meeting, self.school, self.terms):
            column.column.addWidget(section, 0, Qt.AlignmentFlag.AlignTop)
        column.column.addStretch(1)
        self.fill(column)

    def show_for(self, **wanted: Any) -> None:
        """Give the keyboard to the school's field that is wanted, such as the one a pack lacks."""
        field = self.school.fields.get(str(wanted.get("field") or ""))
        if field is not None:
            field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.column.ensureWidgetVisible(field)

    def begins_at(self) -> QWidget | None:
        return self.look.chosen()

    def refresh(self, tables: frozenset[str]) -> None:
        if not tables or "school" in tables:
            self.school.refresh()
        if not tables or "term" in tables:
            self.terms.refresh()

    def keep(self) -> None:
        self.school.keep()
        self.terms.keep()

    def where(self) -> dict[str, Any]:
        return {}
