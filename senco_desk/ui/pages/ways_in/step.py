"""The screen that holds one way in, and what each of its steps is made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from senco_desk.errors import Mistake
from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.desk import Desk
from senco_desk.ui.jobs import Job
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.pages.front import Front
from senco_desk.ui.pages.ways_in.opening import close_again
from senco_desk.ui.widgets import BareButton, Button, Field, JobProgress, MainButton, Title, Words

if TYPE_CHECKING:
    from senco_desk.services.ways_in import Secret
    from senco_desk.store import Store
    from senco_desk.ui.window import Window


class WayIn(Front):
    """Holds one step at a time; Esc takes it back, and the first one to the unlock screen.

    A file that a step has opened is held here until it is shown, and closed when the screen goes.

    Attributes:
        vault: the file that it is about.
        secret: what was typed and opens it, or None.
    """

    help_id = "ways-in"

    def __init__(self, desk: Desk, frame: Window, vault: Path, secret: Secret | None = None) -> None:
        super().__init__()
        self.desk, self.frame, self.vault, self.secret = desk, frame, vault, secret
        self.steps: list[Step] = []
        self._job: Job | None = None
        self._held: Store | None = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.form.addLayout(self._place)
        self.progress = JobProgress()
        self.progress.cancel.hide()  # each of these is done in seconds, or not at all
        self.messages = MessageBar()
        self.messages.left.connect(self.begin)
        for part in (self.progress, self.messages):
            self.form.addSpacing(theme.M)
            self.form.addWidget(part)
        desk.said.connect(self.messages.show_message)
        desk.said.connect(self._message_came)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.activated.connect(self.back)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[-1]

    @property
    def held(self) -> Store:
        """The file that a step has opened.

        Raises:
            RuntimeError: there is none.
        """
        if self._held is None:
            raise RuntimeError("no file is held")
        return self._held

    def hold(self, store: Store) -> None:
        """Keep an open file until it is shown or let go. What locks an open file closes this one too."""
        self._held = store
        locking = self.frame.locking
        for locks in (locking.idle.idle, locking.idle.asked, locking.system.locked):
            locks.connect(self._lock)
        locking.idle.start()

    def hand_over(self) -> Store:
        """Give the file that is held to whoever shows it."""
        store, self._held = self.held, None
        return store

    def let_go(self) -> None:
        """Close the file that is held, if any."""
        if self._held is not None:
            self.frame.locking.idle.stop()
            self.desk.lock(unseen=self.hand_over())

    def leave(self) -> None:
        if self._job is not None:
            self._job.cancel()  # what it gives would be shown on a screen that has gone
        self.let_go()

    def show_step(self, step: Step, *, instead: bool = False) -> None:
        """Go on to a step; `instead` of the one shown, which Esc then does not lead back to."""
        if self.steps:
            self.step.hide()
        if instead:
            self._drop(self.steps.pop())
        self.steps.append(step)
        self._place.addWidget(step)
        self.messages.clear()
        step.show()
        self.begin()
        announce(step, step.title.text())

    def back(self) -> None:
        """Go a step back, or to the unlock screen; nothing while a job runs."""
        if self._job is not None:
            return
        if len(self.steps) < 2 or self.step.final:
            self.frame.show_front()
            return
        self._drop(self.steps.pop())
        self.messages.clear()
        self.step.show()
        self.begin()

    def begin(self) -> None:
        if self.steps and self.step.begins is not None:
            self.step.begins.setFocus(Qt.FocusReason.OtherFocusReason)

    def run(
        self, words: str, work: Callable[[Callable[..., None]], Any], done: Callable[[Any], object]
    ) -> Job | None:
        """Do long work for the step that is shown, one at a time. A mistake is said at its field."""
        if self._job is not None:
            return None
        step = self.step
        self.messages.clear()
        step.be_busy(True)
        shut = partial(close_again, self.desk)
        self._job = self.desk.start(work, done=done, refuse=step.refuse, owner=step, unwanted=shut)
        self.progress.follow(self._job, words)
        announce(self, words)
        self._job.ended.connect(lambda: self._ended(step))
        return self._job

    def _message_came(self) -> None:
        self.reveal(self.messages)

    def _lock(self) -> None:
        if self._held is not None:
            self.frame.show_front()

    def _ended(self, step: Step) -> None:
        self._job = None
        if not isValid(step):
            return  # the file was locked meanwhile, and the screen has gone
        step.be_busy(False)
        if self.steps and step is self.step and self.focusWidget() is None:
            self.begin()

    def _drop(self, step: Step) -> None:
        self._place.removeWidget(step)
        step.hide()
        step.deleteLater()


class Step(QWidget):
    """A title, words, what is typed or chosen, and buttons at the foot. Put things in `column`.

    Attributes:
        begins: what has the keyboard first.
        final: Esc leads to the unlock screen rather than a step back.
        fields: by the key of the mistakes they show.
    """

    final = False

    def __init__(self, screen: WayIn, title: str, *intro: str) -> None:
        super().__init__(screen)
        self.way, self.desk = screen, screen.desk
        self.fields: dict[str, Field] = {}
        self.begins: QWidget | None = None
        self.main: MainButton | None = None
        self._ways: list[QWidget] = []
        self._busy = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.M)
        self.title = Title(title, wrap=True)
        self.column.addWidget(self.title)
        for words in intro:
            self.say(words)
        self.hide()

    def say(self, words: str, kind: str = "quiet") -> Words:
        """Put words on the step."""
        said = Words(words, kind, wrap=True)
        self.column.addWidget(said)
        return said

    def add_field(self, field: Field) -> Field:
        """Put a field on the step."""
        self.fields[field.key] = field
        self.column.addWidget(field)
        return field

    def add_main(self, words: str, go: Callable[[], object]) -> MainButton:
        """Put in the button that goes on."""
        self.main = MainButton(words, high=44)
        self.main.clicked.connect(go)
        self.column.addSpacing(theme.S)
        self.column.addWidget(self.main)
        self.begins = self.begins or self.main
        return self.main

    def add_way(self, words: str, go: Callable[[], object], *, icon: str = "", bare: bool = False) -> Button:
        """Put in another way to go on."""
        way = BareButton(words, icon=icon, flush=True) if bare else Button(words, icon=icon, high=44)
        way.clicked.connect(lambda _on=False: go())
        self._ways.append(way)
        side = Qt.AlignmentFlag.AlignLeft if bare else Qt.AlignmentFlag(0)
        self.column.addWidget(way, 0, side)
        return way

    def add_back(self, words: str = "Back") -> Button:
        """Put in the button that does what Esc does."""
        back = self.add_way(words, self.way.back, icon="chevron-left", bare=True)
        back.setToolTip(f"{words} (Esc)")
        return back

    def be_busy(self, busy: bool) -> None:
        """Take everything out of use while a job runs, or put it back."""
        self._busy = busy
        for part in (self.main, *self._ways, *(field.widget for field in self.fields.values())):
            if part is not None:
                part.setEnabled(not busy)

    def refuse(self, mistake: Mistake) -> bool:
        """Say what is wrong at its field; False when it has none here."""
        field = self.fields.get(mistake.field)
        if field is None:
            return False
        self.be_busy(False)
        field.say_wrong(str(mistake))
        return True
