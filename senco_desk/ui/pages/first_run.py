"""First run: make my file, try the made-up school, or open a file I have."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from senco_desk.ui import pages, theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.pages.front import Front
from senco_desk.ui.pages.make_file import MakeFile, MakeSchool
from senco_desk.ui.pages.ways_in.another import open_another
from senco_desk.ui.widgets import BareButton, Title, Words
from senco_desk.ui.widgets.road import Road

if TYPE_CHECKING:
    from senco_desk.store import Store
    from senco_desk.ui.window import Window


class FirstRun(Front):
    """Three roads; the first two lead to a short form."""

    help_id = "first-run"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__()
        self._desk, self._window = desk, window
        self.step: QWidget | None = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.form.addLayout(self._place)
        self.form.addSpacing(theme.L)
        self.messages = MessageBar()
        self.messages.left.connect(self.begin)
        self.form.addWidget(self.messages)
        desk.said.connect(self.messages.show_message)
        keys = QShortcut(QKeySequence("Ctrl+O"), self)
        keys.activated.connect(self.open_mine)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.activated.connect(self.back)
        self.show_roads()

    def show_roads(self) -> None:
        """Show the three roads."""
        self._show(_Roads(self))

    def back(self) -> None:
        """Go back to the roads, and from there to the file that is to be unlocked, if there is one."""
        if isinstance(self.step, MakeFile | MakeSchool):
            self.step.leave()
        elif self.has_file():
            self._window.show_front()

    def has_file(self) -> bool:
        """Whether there is a file to go back to."""
        return self._window.vault is not None and self._window.vault.exists()

    def make_mine(self) -> None:
        """Go the first road."""
        self._show(MakeFile(self._desk, self.show_roads, self._begin_with_pupils))

    def make_school(self) -> None:
        """Go the second road."""
        self._show(MakeSchool(self._desk, self.show_roads, self._desk.take))

    def open_mine(self) -> None:
        """Go the third road: choose a file, then unlock it."""
        open_another(self._window)

    def _begin_with_pupils(self, store: Store) -> None:
        """Open the new file where its pupils are brought in, with its recovery kit as the next step."""
        if pages.has("pupils"):
            self._window.begin_at("pupils")
        desk, window = self._desk, self._window
        desk.take(store)
        QTimer.singleShot(0, window, lambda: offer_kit(desk, window))  # once the page is on the screen

    def _show(self, step: QWidget) -> None:
        old = self.step
        self.messages.clear()
        self.step = step
        self._place.addWidget(step)
        step.show()
        if old is not None:
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.begin()

    def leave(self) -> None:
        if isinstance(self.step, MakeFile | MakeSchool):
            self.step.stop()

    def begin(self) -> None:
        first = self.step.property("begin") if self.step is not None else None
        if isinstance(first, QWidget):
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def offer_kit(desk: Desk, window: Window) -> None:
    """Offer to print the new file's recovery kit and to type it back; it can wait for the first pupil."""
    from senco_desk.ui.dialogs.kit import NEW_FILE, KitDialog

    if desk.is_open:
        KitDialog(desk, window, NEW_FILE).exec()


class _Roads(QWidget):
    """The three roads."""

    def __init__(self, first: FirstRun) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.M)
        column.addWidget(Title("Welcome to SENCO Desk", wrap=True))
        column.addWidget(
            Words(
                "Your pupils, plans and reviews live in one file that only you can open.", "quiet", wrap=True
            )
        )
        column.addSpacing(theme.M)
        roads = [
            ("Make my file", "Choose where it lies and a passphrase, then bring your pupils in.", "plus",
             first.make_mine),
        ]  # fmt: skip
        if importlib.util.find_spec("senco_desk.services.demo") is not None:
            roads.append(
                ("Try the made-up school", "Sixty pupils who do not exist, to look around with.", "school",
                 first.make_school)
            )  # fmt: skip
        roads.append(
            ("Open a file I have", "From this computer, a memory stick or a shared drive.", "folder-open",
             first.open_mine)
        )  # fmt: skip
        for number, (words, detail, icon, go) in enumerate(roads):
            road = Road(words, detail, icon)
            road.clicked.connect(go)
            column.addWidget(road)
            if number == 0:
                self.setProperty("begin", road)
        if first.has_file():
            back = BareButton("Back to my file", icon="chevron-left", flush=True)
            back.setToolTip("Back to my file (Esc)")
            back.clicked.connect(first.back)
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
