"""The page on which a SENCO sees that the file cannot be lost, and does what is due for that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.keeping_safe.copies import CopiesSection
from senco_desk.ui.pages.keeping_safe.handing_over import HandOverSection
from senco_desk.ui.pages.keeping_safe.kit import KitSection
from senco_desk.ui.pages.keeping_safe.look_over import LookOverSection
from senco_desk.ui.pages.keeping_safe.lost_laptop import LostLaptopSection
from senco_desk.ui.pages.keeping_safe.passphrase import PassphraseSection
from senco_desk.ui.pages.page import Page
from senco_desk.ui.widgets import Column

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class KeepingSafePage(Page):
    """Six sections, one under the other."""

    title = "Keeping it safe"
    help_id = "keeping-safe"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.kit = KitSection(desk, window)
        self.copies = CopiesSection(desk, window)
        self.look_over = LookOverSection(desk)
        self.passphrase = PassphraseSection(desk, window)
        self.handing_over = HandOverSection(desk, window)
        self.lost_laptop = LostLaptopSection(desk, window)
        self.passphrase.left.connect(self._look_at_kit)
        self.column = column = Column(spacing=theme.XXL)
        for section in (
            self.kit, self.copies, self.look_over, self.passphrase, self.handing_over, self.lost_laptop,
        ):  # fmt: skip
            # Beside a stretch, so that its words are measured at the width they have.
            row = QHBoxLayout()
            row.addWidget(section, 1)
            row.addStretch(0)
            column.column.addLayout(row)
        column.column.addStretch(1)
        self.fill(column)

    def show_for(self, **wanted: Any) -> None:
        """Look again; `do` begins one thing, by its key below."""
        self.copies.look()
        self.passphrase.refresh()
        begin = {
            "kit": (self.kit.type_back, self.kit.open),
            "copy": (self.copies.keep, self.copies.keep_now),
            "place": (self.copies.choose, None),
            "practise": (self.copies.practise, self.copies.practise_soon),
            "check": (self.look_over.check, self.look_over.start),
            "passphrase": (self.passphrase.change, self.passphrase.open),
            "handover": (self.handing_over.begin, self.handing_over.open),
            "lost": (self.lost_laptop.sheet, self.lost_laptop.open),
        }.get(str(wanted.get("do") or ""))
        if begin is not None:
            button, run = begin
            # Once the page is on the screen: some of these open a dialog over it.
            QTimer.singleShot(0, button, lambda: self._begin(button, run))

    def begins_at(self) -> QWidget | None:
        return self.kit.print

    def refresh(self, tables: frozenset[str]) -> None:
        if not tables or tables & {"setting", "school"}:
            self.kit.refresh()
            self.handing_over.refresh()

    def _look_at_kit(self) -> None:
        if self.desk.is_open:
            self.kit.refresh()

    def _begin(self, button: QWidget, run: Any) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.ensureWidgetVisible(button)
        if run is not None:
            run()
