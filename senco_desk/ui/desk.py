"""The bridge between windows and services: it holds the open file, runs services, says refusals in words.

made = desk.run(pupils.add, details, refuse=field_by_key)     # None when it was refused; the person was told
desk.start(lambda report: pack.draw(...), done=self._show)     # long work, in a thread
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from senco_desk.errors import Mistake, NotSaved, Told, Trouble
from senco_desk.ui.held_drafts import HeldDrafts
from senco_desk.ui.jobs import Job, Jobs
from senco_desk.ui.keeping import Keeping

if TYPE_CHECKING:
    from senco_desk.models.journal import JournalStep
    from senco_desk.store import Store

T = TypeVar("T")
Refuse = Callable[[Mistake], bool | None]
Keeper = Callable[[], object]


@dataclass(frozen=True)
class Message:
    """A line for the message bar, with at most one thing to do about it.

    Attributes:
        words: what there is to know.
        tone: calm, soon or late; the last two carry their mark as well.
        action: the words of what can be done about it, with `run` what that does.
        holds: whether it is still true, asked after each change of the file; one that is not goes.
    """

    words: str
    tone: Literal["calm", "soon", "late"] = "calm"
    action: str = ""
    run: Callable[[], object] | None = None
    holds: Callable[[], bool] | None = None


class Desk(QObject):
    """The one bridge of the program.

    Signals:
        changed: frozenset of table names, after each step; pages refresh from it.
        saved: the moment something was last written to the file.
        said: a `Message` for the message bar.
        unlocked: a file is open.
        locking: the file is about to close; whatever shows a child goes now. Sent after drafts are kept.
        locked: nothing of it is shown or held any more.
        closed: the file is closed for good, its copy kept.

    Attributes:
        is_locking: whether the file is about to close: what is rejected now only goes, and decides nothing.
        undo_after: steps up to this one are out of undo's reach: in the meeting view, all that came before.
    """

    changed = Signal(object)
    saved = Signal(object)
    said = Signal(object)
    unlocked = Signal()
    locking = Signal()
    locked = Signal()
    closed = Signal()
    _committed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.drafts = HeldDrafts()
        # What to offer when nothing can be saved where the file lies; the window says.
        self.rescue: Callable[[], object] | None = None
        self._store: Store | None = None
        self._keepers: list[Keeper] = []
        self.is_locking = False
        self.undo_after = 0
        # Set while no file is closing; waited for from other threads too.
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._committed.connect(self._tell)
        self.keeping = Keeping(self)

    # the file

    @property
    def store(self) -> Store:
        """The open file.

        Raises:
            Trouble: it is locked.
        """
        if self._store is None:
            raise Trouble("The file is locked.", "Unlock it to carry on.")
        return self._store

    @property
    def is_open(self) -> bool:
        """Whether a file is open."""
        return self._store is not None

    def take(self, store: Store) -> None:
        """Work with this open file from now on."""
        self._store = store
        # Commits may come from a job's thread; the signal brings them to this one.
        store.on_change(self._committed.emit)
        self.run(self.drafts.write)
        self.unlocked.emit()

    def lock(self, *, copy: bool = False, unseen: Store | None = None) -> None:
        """Keep what is being typed, drop all that shows it, and close the file: at once, whatever is open.

        Args:
            copy: make the verified copy first if something changed; it takes a moment, so the file closes in
                a thread, and `closed` says when. Without it the copy is made when the file is next closed.
            unseen: a file that was opened and never shown: close that.
        """
        if unseen is not None:
            self._let_go(unseen, copy=copy)
            return
        store = self._store
        if store is None:
            return
        with ExitStack() as ending:
            ending.callback(self._shut, store, copy)  # also when an editor meets a bug of ours
            ending.callback(self.run, self.drafts.write)  # of editors that have gone since
            self.keep_all()

    def _shut(self, store: Store, copy: bool) -> None:
        self.is_locking = True
        self.locking.emit()
        self.jobs.stop_all()
        self._store = None
        self.is_locking = False
        self._keepers.clear()
        self._let_go(store, copy=copy).ended.connect(self.closed)
        self.locked.emit()

    def _let_go(self, store: Store, *, copy: bool) -> Job:
        self._at_rest.clear()
        closing = self.jobs.start(lambda report: self._close(store, copy))
        closing.failed.connect(self._tell_closing)
        return closing

    def wait_closed(self, after_s: float = 60.0) -> bool:
        """Wait until the last file is closed for good; False when it is not by then. Any thread may wait."""
        return self._at_rest.wait(after_s)

    # doing things

    def run(
        self, action: Callable[..., T], *args: Any, refuse: Refuse | None = None, **named: Any
    ) -> T | None:
        """Run a service with the open file as its first argument.

        Args:
            action: a service function, `action(store, *args, **named)`.
            refuse: is given a `Mistake` to show beside its field; when it gives False back, or is missing,
                the message bar says it.

        Returns:
            What the service gave, or None when it was refused.
        """
        try:
            return action(self.store, *args, **named)
        except Told as told:
            self.tell(told, refuse)
            return None

    def start(
        self,
        work: Callable[[Callable[..., None]], T],
        *,
        done: Callable[[T], object] | None = None,
        refuse: Refuse | None = None,
        once: object = None,
        owner: QWidget | None = None,
        unwanted: Callable[[T], object] | None = None,
    ) -> Job:
        """Run long work in a thread.

        Args:
            work: is called with `report`, as in `jobs.Job`.
            done: gets what the work gave, on this thread.
            refuse: as in `run`.
            once: what it is for (a button, say): nothing is begun until `done` has returned for the same;
                a second press gives the job that is under way.
            owner: what the answer is for; once it has gone, or its window was left, nobody is told.
            unwanted: gets what the work gave where `done` does not, so that nothing stays open.
        """
        if once is not None and (under_way := self.jobs.under_way(once)) is not None:
            return under_way
        job = self.jobs.start(work, once=once)

        def answer(given: T) -> None:
            take = done if not (job.cancelled or _gone(owner)) else unwanted
            if take is not None:
                take(given)

        job.finished.connect(_OnThread(job, answer).call)
        job.unwanted.connect(_OnThread(job, answer).call)
        # What a job still had to say when it was stopped may name a child, and the file may be locked by now.
        job.failed.connect(
            _OnThread(job, lambda error: self._tell_failed(error, refuse, job.cancelled or _gone(owner))).call
        )
        return job

    def undo(self, step_id: int | None = None) -> None:
        """Take back the last step, or the one a message named, and say which it was.

        A named step is refused, in words, when newer work stands on it.
        """
        from senco_desk.store import undo

        self.keep_all()  # what is being typed is the newest work
        if step_id is None:
            step = next_undo(self)
            step_id = step.id if step is not None else None
        if not self._in_reach(step_id):
            self.say("There is nothing to undo.")
            return
        done = self.run(undo.undo, step_id)
        if done is not None:
            words = f"Undone: {done.name}."
            self.said.emit(Message(words, action="Do it again", run=self.redo, holds=self._can_redo))

    def redo(self) -> None:
        """Do again what was last undone, and say what it was."""
        from senco_desk.store import undo

        self.keep_all()
        step = self.run(undo.next_redo)
        if step is None or not self._in_reach(step.id):
            self.say("There is nothing to do again.")
        elif self.run(undo.redo) is not None:
            self.said.emit(undoable(self, f"Done again: {step.name}.", step.id))

    def _can_redo(self) -> bool:
        """Whether what was last undone can still be done again: newer work ends that."""
        from senco_desk.store import undo

        return self.is_open and self.run(undo.next_redo) is not None

    def _in_reach(self, step_id: int | None) -> bool:
        return step_id is not None and step_id > self.undo_after

    # drafts

    def add_keeper(self, keep_draft: Keeper) -> None:
        """Have an open editor's `keep_draft` called at once on lock, page change and close."""
        self._keepers.append(keep_draft)

    def remove_keeper(self, keep_draft: Keeper) -> None:
        """Forget an editor that has closed; one that is not known is no matter."""
        if keep_draft in self._keepers:
            self._keepers.remove(keep_draft)

    def keep_all(self, *, last: bool = False) -> None:
        """Have every open editor keep its draft now.

        Args:
            last: what shows them goes now, so that they are called no more.
        """
        keepers = tuple(self._keepers)
        if last:
            self._keepers.clear()
        with ExitStack() as each:  # one that fails must not cost the text of the others
            for keep_draft in reversed(keepers):
                each.callback(self._keep, keep_draft)

    def _keep(self, keep_draft: Keeper) -> None:
        try:
            keep_draft()
        except Told as told:
            self.tell(told, None)

    # words

    def say(self, words: str, tone: Literal["calm", "soon", "late"] = "calm") -> None:
        """Put words in the message bar."""
        self.said.emit(Message(words, tone))

    def tell(self, told: Told, refuse: Refuse | None = None) -> None:
        """Say what was refused: beside its field if that can be done, else in the message bar."""
        if isinstance(told, Mistake) and refuse is not None and refuse(told) is not False:
            return
        if isinstance(told, NotSaved) and self.is_open and self.rescue is not None:
            # Of what is typed: until a later try has saved it. What else was refused is not tried again.
            holds = self.drafts.any_waiting if self.drafts.any_waiting() else None
            self.said.emit(Message(str(told), "late", "Save a copy elsewhere…", self.rescue, holds))
            return
        self.said.emit(Message(str(told), "late" if isinstance(told, Trouble) else "soon"))

    def _close(self, store: Store, copy: bool) -> None:
        try:
            store.close(copy=copy)
        finally:
            self._at_rest.set()

    def _tell(self, tables: frozenset[str]) -> None:
        if self._store is not None:
            self.saved.emit(datetime.now().astimezone())
            self.changed.emit(tables)

    def _tell_failed(self, error: BaseException, refuse: Refuse | None, stopped: bool = False) -> None:
        if not isinstance(error, Told):
            raise error
        if not stopped:
            self.tell(error, refuse)

    def _tell_closing(self, error: BaseException) -> None:
        self._tell_failed(error, None)


def next_undo(desk: Desk) -> JournalStep | None:
    """Give the step that undo would take back now; None when there is none in its reach."""
    from senco_desk.store import undo

    step = desk.run(undo.next_undo)
    return step if step is not None and (step.id or 0) > desk.undo_after else None


def undoable(desk: Desk, words: str, step_id: int | None) -> Message:
    """Give a message whose Undo takes back the step that it tells of, whatever was done since."""
    return Message(words, action="Undo", run=lambda: desk.undo(step_id))


def _gone(owner: QWidget | None) -> bool:
    """Whether a widget is deleted, or its window was left and will be."""
    return owner is not None and not (isValid(owner) and owner.window().isVisible())


def keep_draft(desk: Desk, key: str, body: str) -> bool:
    """Write what is typed in a place, and say "Saved"; False when the disk refused it, which was told."""
    if not desk.run(desk.drafts.keep, key, body):
        return False
    desk.saved.emit(datetime.now().astimezone())
    return True


class _OnThread(QObject):
    """Brings a job's answer to a plain function on the window's thread; goes with the job."""

    def __init__(self, job: Job, call: Callable[[Any], object]) -> None:
        super().__init__(job)
        self._call = call

    def call(self, given: object) -> None:
        self._call(given)
