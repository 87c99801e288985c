"""The dialog that holds the steps of a handover, and the jobs they start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from senco_desk.errors import Told
from senco_desk.services import handing_over, safekeeping
from senco_desk.services.handing_over import Successor
from senco_desk.store.key import STRONG, Cost
from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.desk import Desk, Message
from senco_desk.ui.dialogs.base import MOST_HIGH, Dialog
from senco_desk.ui.dialogs.hand_over.after import KitStep, OlderStep
from senco_desk.ui.dialogs.hand_over.before import BeforeStep, HeldStep
from senco_desk.ui.dialogs.hand_over.step import Step
from senco_desk.ui.dialogs.hand_over.successor import ChangeStep, SuccessorStep
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.widgets import Button, JobProgress, MainButton, Small

if TYPE_CHECKING:
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window


def hand_over(desk: Desk, window: Window, *, cost: Cost = STRONG) -> None:
    """Hand the file over, or carry on with a handover that was cut off; `cost` is for tests."""
    HandOver(desk, window, cost=cost).exec()


class HandOver(Dialog):
    """Six steps; Next and Back, and Esc leaves as long as nothing was changed.

    Attributes:
        cost: of one guess at the passphrase.
        whose: the name of who takes over, once she has.
    """

    def __init__(self, desk: Desk, window: Window, *, cost: Cost = STRONG) -> None:
        super().__init__(window, "Hand over to the next SENCO", wide=720, high=MOST_HIGH)
        self.desk, self.frame, self.cost = desk, window, cost
        self.whose = ""
        self._job: Job | None = None
        self.where = Small("")
        self.who = SuccessorStep(self)
        self.steps: tuple[Step, ...] = (
            BeforeStep(self),
            HeldStep(self),
            self.who,
            ChangeStep(self, self.who),
            KitStep(self),
            OlderStep(self),
        )
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        self.progress = JobProgress()
        self.progress.cancel.hide()  # none of it can be stopped halfway
        self.messages = MessageBar()
        self.messages.left.connect(self._begin)
        desk.said.connect(self._show_message)
        self.content.setSpacing(theme.S)
        self.content.setContentsMargins(0, 0, 0, 0)  # a step keeps its own room clear for the ring
        self.where.setContentsMargins(theme.XS, 0, 0, 0)
        self.content.addWidget(self.where)
        self.content.addWidget(self.stack, 1)
        told = QVBoxLayout()
        told.setContentsMargins(theme.XS, 0, 0, 0)
        told.addWidget(self.progress)
        told.addWidget(self.messages)
        self.content.addLayout(told)
        self._add_buttons()
        self._show(self._first())

    def _add_buttons(self) -> None:
        self.leave = Button("Cancel")
        self.leave.clicked.connect(self.reject)
        self.back = Button("Back", icon="chevron-left")
        self.back.clicked.connect(self.go_back)
        self.main = MainButton("Next")
        self.main.clicked.connect(lambda _on=False: self.go_on())
        self.buttons.insertWidget(0, self.leave)
        self.add_button(self.back)
        self.add_button(self.main)
        self.main.setDefault(True)
        keys = QShortcut(QKeySequence("Alt+Left"), self)
        keys.activated.connect(self.go_back)

    # the steps

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.stack.currentIndex()]

    def go_on(self) -> None:
        """Do what the main button says."""
        if self._job is None and self.desk.is_open:
            self.messages.clear()
            self.step.go_on()

    def forward(self) -> None:
        """Show the next step."""
        self._show(self.stack.currentIndex() + 1)

    def go_back(self) -> None:
        """Show the step before, where there is a way back."""
        if self._job is None and self.step.back:
            self._show(self.stack.currentIndex() - 1)

    def handed_over(self, successor: Successor) -> None:
        """The file is hers now: nothing typed before is wanted any more."""
        self.who.forget()
        self.whose = successor.name
        self.desk.keeping.copied.emit()
        self._show(self._place(KitStep))

    def finish(self, words: str) -> bool:
        """Note that it is done, say so, and leave; False where the note was refused, and the step stays."""
        self._job = None
        if self.desk.run(handing_over.finish) is None:
            self._allow()
            return False
        self.accept()
        self.desk.keeping.copied.emit()
        self.desk.say(f"The file is handed over to {self.whose}. {words}".rstrip())
        return True

    def name_main(self) -> None:
        """Say on the main button what the step says."""
        self.main.setText(self.step.onward)

    def _first(self) -> int:
        """Begin at the beginning, or where a handover that was cut off goes on."""
        successor = self.desk.run(handing_over.begun)
        if successor is None:
            return 0
        self.whose = successor.name
        return self._place(OlderStep if self.desk.run(safekeeping.kit_confirmed) else KitStep)

    def _place(self, kind: type[Step]) -> int:
        return next(place for place, step in enumerate(self.steps) if isinstance(step, kind))

    def _show(self, place: int) -> None:
        self._job = None
        self.stack.setCurrentIndex(place)
        self.where.setText(f"Step {place + 1} of {len(self.steps)}")
        self.messages.clear()
        self.name_main()
        self._allow()
        self.step.verticalScrollBar().setValue(0)
        self.step.enter()
        announce(self, f"{self.where.text()}: {self.step.title}")
        # Once the step is on the screen: what is hidden takes no keyboard.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        (self.step.begins() or self.main).setFocus(Qt.FocusReason.OtherFocusReason)

    # work

    def run(
        self, words: str, work: Callable[[Callable[..., None]], Any], done: Callable[[Any], object]
    ) -> Job:
        """Do long work for the step that is shown; what it refuses is said at its field."""
        self._job = job = self.desk.start(work, done=done, refuse=self._refuse)
        job.failed.connect(self._failed)
        job.ended.connect(lambda: self._ended(job))
        self.progress.follow(job, words)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # what is taken out of use would hand it to the next
        self._allow()
        return job

    def _refuse(self, mistake: Any) -> bool:
        self._job = None
        self._allow()
        if self.step.refuse(mistake):
            return True
        self._begin()
        return False

    def _failed(self, error: BaseException) -> None:
        """Where the file is hers all the same, go on."""
        if not isinstance(error, Told) or not self.desk.is_open or self.desk.store.closed:
            return
        if not self.whose and (successor := self.desk.run(handing_over.begun)) is not None:
            self.handed_over(successor)

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
            self._allow()
            self._begin()

    def _allow(self) -> None:
        busy = "Wait until this is done" if self._job is not None else ""
        self.main.because(busy)
        self.back.because(busy)
        self.leave.because(busy)
        self.back.setVisible(self.step.back)
        self.leave.setVisible(not self.whose)
        self.step.setEnabled(not busy)

    # leaving

    def reject(self) -> None:
        """Leave, but not before the new kit is typed back, unless the file is locked."""
        if self.desk.is_locking or not self.desk.is_open:
            super().reject()
        elif self._job is not None:
            return
        elif self.step.stays:
            self._show_message(Message(self.step.stays, "soon"))
        elif not self.whose or not self.finish(""):
            super().reject()  # a note that was refused has it offered again

    def exec(self) -> int:
        try:
            return super().exec()
        finally:
            self.who.forget()
            self.desk.said.disconnect(self._show_message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self.step.verticalScrollBar()
            down = 1 if event.key() == Qt.Key.Key_PageDown else -1
            bar.setValue(bar.value() + down * bar.pageStep())
            return
        super().keyPressEvent(event)

    def show_message(self, message: Message) -> None:
        """Add nothing: the steps hear all that is said themselves, under dialogs of their own too."""

    def _show_message(self, message: Message) -> None:
        self.messages.show_message(replace(message, action="", run=None))
