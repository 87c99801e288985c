"""Changing the passphrase: the present one once, the new one twice, then every page written anew."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from senco_desk.errors import Mistake, Trouble
from senco_desk.services import quick_unlock, safekeeping, school
from senco_desk.store import Store, recovery
from senco_desk.store.key import STRONG, Cost
from senco_desk.ui.announcing import announce
from senco_desk.ui.cut_off import CutOff
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.columned import ColumnDialog
from senco_desk.ui.dialogs.kit import AFTER_A_CHANGE, KitDialog
from senco_desk.ui.widgets import Button, Field, JobProgress, MainButton, Passphrase, Small, Words
from senco_desk.ui.widgets.twice import TwicePassphrase

if TYPE_CHECKING:
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window


def change_passphrase(desk: Desk, window: Window, *, cost: Cost = STRONG) -> None:
    """Change the passphrase, then ask for a new kit; `cost` is for tests."""
    dialog = NewPassphrase(desk, window, cost=cost)
    if dialog.exec() != QDialog.DialogCode.Accepted or not desk.is_open:
        return
    desk.say(changed_words(dialog.older))
    desk.keeping.copied.emit()
    if desk.run(safekeeping.kit_wanted):
        KitDialog(desk, window, AFTER_A_CHANGE).exec()


def changed_words(older: int) -> str:
    """Say that it is changed, and which copies the old one still opens."""
    if not older:
        return "The passphrase is changed."
    still = (
        "1 older copy beside the file opens" if older == 1 else f"{older} older copies beside the file open"
    )
    return f"The passphrase is changed. {still} with the old one only."


class NewPassphrase(ColumnDialog):
    """Three fields. `older` holds how many copies open with the old passphrase once it is accepted."""

    def __init__(self, desk: Desk, window: Window, *, cost: Cost = STRONG) -> None:
        super().__init__(window, "Change the passphrase", wide=600)
        self.desk = desk
        self.older = 0
        self._cost = cost
        self._job: Job | None = None
        found = desk.run(school.read)
        self._known = (found.name, found.trust, found.senco_name) if found else ()
        self._add_fields()
        self.progress = JobProgress()
        room = self.progress.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        self.progress.setSizePolicy(room)
        self.content.addWidget(self.progress)
        self.leave = Button("Cancel")
        self.leave.clicked.connect(self.reject)
        self.main = MainButton("Change the passphrase")
        self.main.clicked.connect(self.change)
        self.add_button(self.leave)
        self.add_button(self.main, main=True)
        self.present.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_to(self.body)

    def _add_fields(self) -> None:
        self.present = Passphrase()
        self.present_field = Field("Present passphrase", self.present, key="present")
        self.present.textEdited.connect(lambda _text: self.present_field.accept())
        self.present.returnPressed.connect(self.change)
        self.new = TwicePassphrase("New passphrase", "The new passphrase again", lambda: self._known)
        self.new.entered.connect(self.change)
        self.new.grown.connect(self.fit_soon)
        for part in (
            Words(
                "The whole file is written anew under the new passphrase. Copies made before today’s change "
                "still open with the old one, and so does the old recovery kit for them.",
                wrap=True,
            ),
            self.present_field,
            self.new,
            Small("You will print a new recovery kit next.", wrap=True),
        ):
            self.body.column.addWidget(part)
        self.body.column.addStretch(1)

    def change(self) -> None:
        """Look at what is typed, and change the passphrase in a thread."""
        if self._job is not None:
            return
        slip = self._slip()
        if slip is not None:
            self._refuse(slip)
            return
        store, present, new = self.desk.store, self.present.text(), self.new.typed()
        cut_off = CutOff(self.desk)
        self._job = self.desk.start(
            lambda report: _change(store, present, new, self._cost, report, cut_off),
            done=self._changed,
            refuse=self._refuse,
        )
        cut_off.watch(self._job)
        self._job.ended.connect(self._ended)
        self.progress.follow(self._job, "Looking at the present passphrase…")
        self.progress.cancel.because("It cannot be stopped halfway")
        self._allow()
        announce(self, "Changing the passphrase")

    def reject(self) -> None:
        """Leave, but not while the file is being written anew, unless it is locked."""
        if self._job is None or self.desk.is_locking or not self.desk.is_open:
            super().reject()

    def done(self, result: int) -> None:
        self.new.stop()
        super().done(result)

    def _slip(self) -> Mistake | None:
        if not self.present.text():
            return Mistake("The present passphrase is empty.", "Type it in.", field="present")
        return self.new.slip()

    def _changed(self, older: int) -> None:
        self.older = older
        self._job = None
        self.accept()

    def _refuse(self, mistake: Mistake) -> bool:
        self._job = None
        self._allow()
        field = self.present_field if mistake.field == "present" else self.new.field_of(mistake)
        self.say_wrong(field, str(mistake))
        self.new.advise()
        return True

    def _ended(self) -> None:
        self._job = None
        self._allow()

    def _allow(self) -> None:
        busy = "The file is being written anew" if self._job is not None else ""
        for part in (self.leave, self.main):
            part.because(busy)
        self.present_field.setEnabled(not busy)
        self.new.setEnabled(not busy)


def _change(
    store: Store, present: str, new: str, cost: Cost, report: Callable[..., None], cut_off: CutOff
) -> int:
    """Change it; gives how many copies open with the old one only.

    Raises:
        Mistake: the present passphrase is not the file's, or the new one is the same.
        Trouble: as `recovery.change_passphrase`.
    """
    if not recovery.is_passphrase(store, present, costs=(cost,)):
        raise Mistake("That is not the present passphrase.", "Look at capitals and spaces.", field="present")
    report(0, 0, "Writing the file anew…")  # the last moment at which a lock stops it
    recovery.change_passphrase(store, new, cost=cost)
    cut_off.new_counts()
    with contextlib.suppress(Trouble):  # it is changed all the same: quick unlock ends, the copy comes later
        quick_unlock.after_passphrase(store)
        safekeeping.keep_copy(store, "asked")
    with contextlib.suppress(Trouble):  # nor does a folder that cannot be read make it undone
        return sum(not line.opens_now for line in safekeeping.copy_lines(store))
    return 0
