"""A lock in the middle of a change of passphrase: the unlock screen says which of the two counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from senco_desk.errors import Told

if TYPE_CHECKING:
    from senco_desk.ui.desk import Desk
    from senco_desk.ui.jobs import Job

CHANGED: Final = (
    "The file was locked just after its passphrase was changed. Unlock it with the new one, and print a new "
    "recovery kit."
)
NOT_CHANGED: Final = (
    "The file was locked before its passphrase was changed. The one it had opens it, and nothing is lost."
)


class CutOff:
    """Watches the job that writes a file under another passphrase.

    Args:
        desk: says it.
        changed, not_changed: what to say where a lock came after, or before, the new passphrase counted.
    """

    def __init__(self, desk: Desk, changed: str = CHANGED, not_changed: str = NOT_CHANGED) -> None:
        self._desk = desk
        self._changed, self._not_changed = changed, not_changed
        self._counts = False
        self._told: Told | None = None

    def new_counts(self) -> None:
        """Know that the new passphrase opens the file from now on; called by the work, in its thread."""
        self._counts = True

    def watch(self, job: Job) -> None:
        """Say how it stands when the job has ended, if a lock had stopped it.

        Where the file had to be closed in the middle, lock: there is nothing to go on with.
        """
        job.failed.connect(self._failed)
        job.ended.connect(lambda: self._say(job))

    def _failed(self, error: BaseException) -> None:
        self._told = error if isinstance(error, Told) else None
        if self._told is not None and self._desk.is_open and self._desk.store.closed:
            self._desk.lock()

    def _say(self, job: Job) -> None:
        if not job.cancelled:
            return
        if self._counts:
            self._desk.say(self._changed, "soon")
        elif self._told is not None:  # its words say which one opens the file
            self._desk.tell(self._told)
        else:
            self._desk.say(self._not_changed, "soon")
