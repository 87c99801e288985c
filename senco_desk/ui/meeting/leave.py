"""Leaving the meeting view: the passphrase once more, or quick unlock where that is on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senco_desk.errors import Mistake
from senco_desk.services import quick_unlock
from senco_desk.store import Store, recovery
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.jobs import Job
from senco_desk.ui.widgets import Button, Field, MainButton, Passphrase, Words

_HELP = "The same as for unlocking. You can paste it."


class LeaveMeeting(Dialog):
    """One field. Whoever does not know the passphrase stays with this pupil."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, "Leave the meeting view?", wide=480)
        self._desk = desk
        self._job: Job | None = None
        self.content.addWidget(Words("Other pupils can then be seen again.", wrap=True))
        self.passphrase = Passphrase(large=True)
        self.field = Field("Passphrase", self.passphrase, help_words=_HELP, key="passphrase")
        self.passphrase.textEdited.connect(lambda _text: self.field.accept())
        self.passphrase.returnPressed.connect(self.check)
        self.content.addWidget(self.field)
        self.quick = Button("Use quick unlock", icon="key-round")
        self.quick.clicked.connect(lambda _on=False: self._try(_by_keyring))
        self.quick.setVisible(bool(quick_unlock.offer(desk.store.path).place))
        stay = Button("Stay")
        stay.clicked.connect(self.reject)
        self.main = MainButton("Leave")
        self.main.clicked.connect(lambda _on=False: self.check())
        for button in (self.quick, stay, self.main):
            self.add_button(button)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Look whether it is the passphrase, off the window's thread: the key takes about a second."""
        typed = self.passphrase.text()
        if not typed:
            self._refuse(Mistake("Passphrase is empty.", "Type or paste it.", field="passphrase"))
        else:
            self._try(lambda store: _by_passphrase(store, typed))

    def _try(self, way: Callable[[Store], None]) -> None:
        if self._job is not None:
            return
        self.field.accept()
        self._busy(True)
        store = self._desk.store
        self._job = self._desk.start(
            lambda _report: way(store), done=self._fits, refuse=self._refuse, owner=self
        )
        self._job.ended.connect(self._ended)

    def _busy(self, busy: bool) -> None:
        self.main.setText("Looking…" if busy else "Leave")
        self.passphrase.setReadOnly(busy)

    def _fits(self, _nothing: None) -> None:
        self.passphrase.clear()
        self.accept()

    def _refuse(self, mistake: Mistake) -> bool:
        self.field.say_wrong(str(mistake))
        return True

    def _ended(self) -> None:
        self._job = None
        self._busy(False)


def _by_passphrase(store: Store, typed: str) -> None:
    if not recovery.is_passphrase(store, typed):
        raise Mistake(
            "That passphrase does not open this file.", "Look at capitals and spaces.", field="passphrase"
        )


def _by_keyring(store: Store) -> None:
    quick_unlock.must_fit(store)
