"""Unlock: the file's name, its passphrase, and nothing about a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.rules.dates_in_words import long_day
from senco_desk.ui import ask, reading, theme
from senco_desk.ui.actions import with_keys
from senco_desk.ui.copy_age import copy_words, newest_copy
from senco_desk.ui.desk import Desk
from senco_desk.ui.jobs import Cancelled, Job
from senco_desk.ui.message_bar import MessageBar, announce
from senco_desk.ui.pages.front import Front
from senco_desk.ui.widgets import (
    BareButton,
    Elided,
    Field,
    Hairline,
    MainButton,
    Mark,
    Passphrase,
    Picture,
    Small,
    Title,
    Words,
)

if TYPE_CHECKING:
    from senco_desk.store import Store
    from senco_desk.ui.window import Window

_HELP = "Four or more words. You can paste it. Unlocking takes about a second."


class UnlockScreen(Front):
    """The passphrase, with the keyboard in it already."""

    help_id = "unlock"

    def __init__(self, desk: Desk, window: Window, vault: Path) -> None:
        super().__init__()
        self._desk, self._window, self._vault = desk, window, vault
        self._job: Job | None = None
        self.form.addWidget(Title(f"Unlock {vault.stem}", wrap=True))
        self.form.addSpacing(theme.XS)
        self.form.addWidget(_where(vault))
        self.form.addSpacing(36)
        self.passphrase = Passphrase(large=True)
        self.passphrase.textEdited.connect(self._typed)
        self.passphrase.returnPressed.connect(self.unlock)
        self.field = Field("Passphrase", self.passphrase, help_words=_HELP, key="passphrase")
        self.form.addWidget(self.field)
        self.form.addSpacing(theme.XL)
        self.button = MainButton("Unlock", high=44)
        self.button.clicked.connect(self.unlock)
        self.form.addWidget(self.button)
        self.form.addSpacing(theme.M)
        self.form.addLayout(self._roads())
        self.form.addSpacing(theme.L)
        self.messages = MessageBar()
        self.messages.left.connect(self.begin)
        self.form.addWidget(self.messages)
        self.copy = _Copy()
        self.form.addWidget(self.copy)
        desk.said.connect(self.messages.show_message)
        # In a thread, and after the screen is shown: the store is the slowest part to read.
        QTimer.singleShot(0, self, self._look_for_copy)

    def begin(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock(self) -> None:
        """Try the passphrase, off the window's thread: the key takes about a second to make."""
        typed = self.passphrase.text()
        if self._job is not None:
            return
        if not typed:
            self._refuse(Mistake("Passphrase is empty.", "Type or paste it.", field="passphrase"))
            return
        self.field.accept()
        self.messages.clear()
        self._busy(True)
        self._job = self._desk.start(
            opening(self._desk, self._vault, typed), done=self._opened, refuse=self._refuse
        )
        self._job.ended.connect(self._ended)

    def _roads(self) -> QHBoxLayout:
        another = BareButton("Open another file", icon="folder-open", flush=True)
        another.setToolTip(with_keys("Open another file", "Ctrl+O"))
        another.clicked.connect(self._open_another)
        keys = QShortcut(QKeySequence("Ctrl+O"), self)
        keys.activated.connect(self._open_another)
        fresh = BareButton("Make a new file", icon="plus", flush=True)
        fresh.clicked.connect(self._window.show_first_run)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(another)
        row.addStretch(1)
        row.addWidget(fresh)
        return row

    def _look_for_copy(self) -> None:
        vault = self._vault
        self._desk.start(lambda report: newest_copy(vault), done=self._show_copy)

    def _show_copy(self, copied: datetime | None) -> None:
        if self._window.front is self and copied is not None:
            self.copy.show_age(copied, datetime.now().astimezone())

    def _typed(self) -> None:
        self.field.accept()

    def _busy(self, busy: bool) -> None:
        self.button.setText("Unlocking…" if busy else "Unlock")
        self.passphrase.setReadOnly(busy)
        if busy:
            announce(self, "Unlocking")

    def _opened(self, store: Store) -> None:
        self.passphrase.clear()
        self._desk.take(store)

    def _refuse(self, mistake: Mistake) -> bool:
        self.field.refuse(str(mistake))
        announce(self.passphrase, str(mistake), urgent=True)
        self.passphrase.selectAll()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _ended(self) -> None:
        self._job = None
        self._busy(False)

    def _open_another(self) -> None:
        chosen = ask.open_file(self, "Open a SENCO Desk file", ask.VAULT)
        if chosen is not None:
            self._window.vault = chosen
            self._window.show_front()


class _Copy(QWidget):
    """How old the newest verified copy is; nothing while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._age = Words("", "strong", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.M, 0, 0)
        column.setSpacing(theme.L)
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Mark("done", size=18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.XS)
        words.addWidget(self._age)
        words.addWidget(Small("In the backups folder beside it, read back and found whole.", wrap=True))
        row.addLayout(words, 1)
        column.addLayout(row)
        room = self.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing moves under the person's hands when it comes
        self.setSizePolicy(room)
        self.hide()

    def show_age(self, copied: datetime, now: datetime) -> None:
        """Say how old it is."""
        self._age.setText(f"{copy_words(copied, now)}, {long_day(copied.date())}")
        self.show()


def opening(desk: Desk, vault: Path, passphrase: str) -> Callable[[Callable[..., None]], Store]:
    """Give the work that opens a file; a file opened after the person has gone is closed again."""

    def work(report: Callable[..., None]) -> Store:
        reading.read("senco_desk.store")
        from senco_desk.store import open_vault

        desk.wait_closed()
        store = open_vault(vault, passphrase)
        try:
            report()
        except Cancelled:
            store.close()
            raise
        return store

    return work


def _where(vault: Path) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.S)
    row.addWidget(Picture("file-text"))
    words = Elided(f"{vault.name} in {vault.parent.name or vault.parent}", "quiet")
    row.addWidget(words, 1)
    return line
