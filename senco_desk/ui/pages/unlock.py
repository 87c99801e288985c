"""Unlock: the file's name, its passphrase, and nothing about a child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.errors import Mistake, NotSaved
from senco_desk.rules.dates_in_words import long_day
from senco_desk.ui import reading, theme
from senco_desk.ui.actions import with_keys
from senco_desk.ui.announcing import announce
from senco_desk.ui.copy_age import copy_words, newest_copy
from senco_desk.ui.desk import Desk
from senco_desk.ui.jobs import Job
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.pages.front import Front
from senco_desk.ui.pages.ways_in.another import open_another
from senco_desk.ui.pages.ways_in.opening import (
    Given,
    Opened,
    by_passphrase,
    close_again,
    enter,
    opening,
)  # fmt: skip
from senco_desk.ui.pages.ways_in.step import WayIn
from senco_desk.ui.pages.ways_in.unwritable import tell_of_unwritable
from senco_desk.ui.widgets import (
    BareButton,
    Button,
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
    from senco_desk.services.quick_unlock import Offer
    from senco_desk.services.ways_in import Secret
    from senco_desk.store import Store
    from senco_desk.ui.window import Window

_EACH_MINUTE_MS = 60_000
_HELP = "Four or more words. You can paste it. Unlocking takes about a second."
_QUICK = "Quick unlock is on: Enter in the empty field opens the file."
_ENDED = "Quick unlock has ended. Type the passphrase, and it is there for eight hours again."


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
        self.quick = Button("", icon="key-round", high=44)
        self.quick.clicked.connect(self.unlock_quickly)
        self.quick.hide()
        self.form.addSpacing(theme.S)
        self.form.addWidget(self.quick)
        self.form.addSpacing(theme.XS)
        self.form.addWidget(self._roads())
        self.form.addSpacing(theme.L)
        self.messages = MessageBar()
        self.messages.left.connect(self.begin)
        self.form.addWidget(self.messages)
        self.copy = CopyAge()
        self.form.addWidget(self.copy)
        desk.said.connect(self.messages.show_message)
        desk.said.connect(self._message_came)
        # In a thread, and after the screen is shown: the store is the slowest part to read.
        QTimer.singleShot(0, self, self._look_for_copy)

    def begin(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        if self._job is not None:
            self._job.cancel()  # the file that it opens is closed again

    def unlock(self) -> None:
        """Try the passphrase, off the window's thread: the key takes about a second to make."""
        typed = self.passphrase.text()
        if self._job is not None:
            return
        if not typed and self.quick.isVisible():
            self.unlock_quickly()
            return
        if not typed:
            self._refuse(Mistake("Passphrase is empty.", "Type or paste it.", field="passphrase"))
            return
        self._open(by_passphrase(self._vault, typed), typed)

    def unlock_quickly(self) -> None:
        """Open the file with the key that the system keeps; the system may ask who it is."""
        if self._job is None:
            self._open(self._with_kept_key)

    def _with_kept_key(self) -> Store:
        from senco_desk.services import quick_unlock

        return quick_unlock.open_quickly(self._vault)

    def _open(self, open_file: Callable[[], Store], typed: str = "") -> None:
        self.field.accept()
        self.messages.clear()
        self._busy(True)
        self._job = self._desk.start(
            opening(self._desk, open_file),
            done=lambda given: self._opened(given, typed),
            refuse=self._refuse,
            owner=self,
            unwanted=partial(close_again, self._desk),
        )
        self._job.ended.connect(self._ended)

    def _roads(self) -> Roads:
        keys = QShortcut(QKeySequence("Ctrl+O"), self)
        keys.activated.connect(self._open_another)
        another = BareButton("Open another file", icon="folder-open", flush=True)
        another.setToolTip(with_keys("Open another file", "Ctrl+O"))
        forgotten = BareButton("I have forgotten the passphrase", icon="key-round", flush=True)
        fresh = BareButton("Make a new file", icon="plus", flush=True)
        copy = BareButton("Go back to a copy", icon="history", flush=True)
        for road, go in (
            (another, self._open_another),
            (forgotten, lambda: self._go(_forgotten)),
            (fresh, self._window.show_first_run),
            (copy, lambda: self._go(_go_back)),
        ):
            road.clicked.connect(go)
        return Roads([another, forgotten, fresh, copy])

    def _look_for_copy(self) -> None:
        if not self.isVisible():
            return  # the window was closed meanwhile, and a thread would outlive it
        vault = self._vault
        self._desk.start(lambda report: newest_copy(vault), done=self._show_copy, owner=self)
        self._desk.start(lambda report: _offer(vault), done=self._show_offer, owner=self)

    def _show_offer(self, offer: Offer) -> None:
        """Offer quick unlock where it is on, or say that its hours are over, and take its key out."""
        if not offer.place:
            vault = self._vault
            self._desk.start(lambda report: _clear(vault))
        if self._window.front is not self:
            return
        self.quick.setText(f"Unlock with {offer.place}")
        self.quick.setVisible(bool(offer.place))
        self.field.advise(_ENDED if offer.ended else _QUICK if offer.place else _HELP)

    def _show_copy(self, copied: datetime | None) -> None:
        if self._window.front is self and copied is not None:
            self.copy.show_age(copied)

    def _typed(self) -> None:
        self.field.accept()

    def _message_came(self) -> None:
        self.reveal(self.messages)

    def _busy(self, busy: bool) -> None:
        self.button.setText("Unlocking…" if busy else "Unlock")
        self.passphrase.setReadOnly(busy)
        if busy:
            announce(self, "Unlocking")

    def _opened(self, given: Given, typed: str) -> None:
        from senco_desk.services.ways_in import Secret
        from senco_desk.ui.pages.ways_in import doubtful

        if isinstance(given, NotSaved):
            tell_of_unwritable(self._desk, self._window, given)
            return
        self.passphrase.clear()
        if isinstance(given, Opened) and not doubtful.must_be_shown(given):
            enter(self._desk, given.store, typed=bool(typed))
            return
        secret = Secret(typed) if typed else None
        self._go(lambda screen: doubtful.show_opened(screen, given, typed=bool(typed)), secret)

    def _refuse(self, mistake: Mistake) -> bool:
        if self.quick.isVisible() and not self.passphrase.text():
            self.quick.hide()  # its hours have ended meanwhile
        self.field.say_wrong(str(mistake))
        return True

    def _ended(self) -> None:
        self._job = None
        self._busy(False)

    def _open_another(self) -> None:
        open_another(self._window)

    def _go(self, begin: Callable[[WayIn], object], secret: Secret | None = None) -> None:
        """Go another way in; `begin` shows its first step."""
        screen = WayIn(self._desk, self._window, self._vault, secret)
        begin(screen)
        self._window.show_front(screen)


def _forgotten(screen: WayIn) -> None:
    from senco_desk.ui.pages.ways_in.forgotten import TypeCode

    screen.show_step(TypeCode(screen))


def _go_back(screen: WayIn) -> None:
    from senco_desk.ui.pages.ways_in.go_back import ChooseCopy

    screen.show_step(ChooseCopy(screen))


class Roads(QWidget):
    """Ways on, in two columns where they fit, else one under the other."""

    def __init__(self, roads: Sequence[QWidget]) -> None:
        super().__init__()
        self._roads, self._columns = tuple(roads), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.L)
        self._grid.setVerticalSpacing(0)
        self._place(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a road has other words, or larger ones
            self._fit()
        return done

    def _fit(self) -> None:
        wide = [road.sizeHint().width() for road in self._roads]
        need = max(wide[0::2]) + theme.L + max(wide[1::2])
        self._place(2 if need <= self.width() else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, road in enumerate(self._roads):
            self._grid.addWidget(road, place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(0, 1)  # so the right column's icons stand under each other


class CopyAge(QWidget):
    """How old the newest verified copy is; nothing while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._age = Words("", "strong", wrap=True)
        self._copied: datetime | None = None
        self._minute = QTimer(self, interval=_EACH_MINUTE_MS)  # a locked window may stand there overnight
        self._minute.timeout.connect(self._say_age)
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

    def show_age(self, copied: datetime) -> None:
        """Say how old it is, and again each minute."""
        self._copied = copied
        self._say_age()
        self._minute.start()
        self.show()

    def _say_age(self) -> None:
        if self._copied is not None:
            now = datetime.now().astimezone()
            self._age.setText(f"{copy_words(self._copied, now)}, {long_day(self._copied.date())}")


def _offer(vault: Path) -> Offer:
    reading.read("senco_desk.services.quick_unlock")
    from senco_desk.services import quick_unlock

    return quick_unlock.offer(vault)


def _clear(vault: Path) -> None:
    from senco_desk.services import quick_unlock

    quick_unlock.clear(vault)


def _where(vault: Path) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.S)
    row.addWidget(Picture("file-text"))
    words = Elided(f"{vault.name} in {vault.parent.name or vault.parent}", "quiet")
    row.addWidget(words, 1)
    return line
