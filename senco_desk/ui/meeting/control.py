"""Beginning and leaving the meeting view, and what can be reached in it: one pupil's pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from senco_desk.ui import capture, theme
from senco_desk.ui.actions import Action

if TYPE_CHECKING:
    from senco_desk.ui.desk import Desk
    from senco_desk.ui.meeting.frame import MeetingFrame
    from senco_desk.ui.pages.page import Page
    from senco_desk.ui.window import Window

ZOOM: Final = 1.2
"""Text is this much larger than the person's own choice: it is read from across a table."""
_HELP: Final = "meeting"
_KEPT: Final = frozenset(
    {
        *("undo", "redo", "lock", "next-part", "part-before", "larger", "smaller", "usual-size"),
        *("help", "shortcuts", "close", "meeting"),
    }
)
"""The actions of the whole program that say and reach nothing about others."""


class Meeting(QObject):
    """The meeting view of a window.

    Args:
        desk: the bridge.
        window: the one window.
        put: shows a widget in place of all that the window shows.
        leave: shows the shell again, at a page.
    """

    def __init__(
        self,
        desk: Desk,
        window: Window,
        *,
        put: Callable[[QWidget], object],
        leave: Callable[[str, dict[str, Any]], object],
    ) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._put, self._leave = put, leave
        self.frame: MeetingFrame | None = None
        self._begun = False
        self._pictures = capture.KeptOut(self)
        desk.locking.connect(self._over)

    @property
    def on(self) -> bool:
        """Whether only one pupil is shown."""
        return self.frame is not None

    def turn(self) -> None:
        """Begin with the pupil who is shown or chosen; in the meeting view, ask to leave it."""
        if self.frame is not None:
            self.ask_to_leave()
            return
        page = self._window.shell.current if self._window.shell is not None else None
        pupil_id = page.whose() if page is not None else None
        if pupil_id is None:
            self._desk.say("Choose a pupil first, in the list or on their page. Then press F9.", "soon")
        else:
            self.begin(pupil_id)

    def begin(self, pupil_id: int) -> None:
        """Show this pupil and nobody else."""
        from senco_desk.rules.names import initials
        from senco_desk.services import pupils
        from senco_desk.store import undo
        from senco_desk.ui.meeting.frame import MeetingFrame

        desk, window = self._desk, self._window
        desk.keep_all(last=True)
        desk.jobs.stop_all()  # what one still had to say may name another child
        seen = desk.run(pupils.view, pupil_id)
        newest = desk.run(undo.steps, 1)
        if seen is None or newest is None:
            return
        self._begun = True
        desk.undo_after = newest[0].id or 0 if newest else 0
        theme.current().lean_in(ZOOM)
        frame = MeetingFrame(desk, window, pupil_id)
        self._put(frame)
        self.frame = frame
        window.setWindowTitle(initials(seen.forename, seen.pupil.legal_surname))
        if window.settings.hide_from_pictures:
            self._pictures.begin()
        window.go("pupil")

    def go(self, key: str, wanted: dict[str, Any]) -> Page | None:
        """Show a page of this pupil; any other is refused in words."""
        if self.frame is None:
            return None
        if not self._is_theirs(key, wanted):
            self._desk.say("Only this pupil is shown now. Leave the meeting view first, with F9.", "soon")
            return None
        return self.frame.show_page(key, wanted)

    def actions(self, everywhere: Sequence[Action]) -> list[Action]:
        """Give what counts now: the page's own actions, and those of the program that reach nobody else."""
        page = self.frame.current if self.frame is not None else None
        own = list(page.own_actions()) if page is not None else []
        return [*own, *(action for action in everywhere if action.id in _KEPT)]

    def help_id(self) -> str:
        """Give the help of the meeting view; "" outside of it."""
        return _HELP if self.on else ""

    def where(self) -> tuple[str, dict[str, Any]]:
        """Give the page to come back to after locking: the meeting view is then left."""
        if self.frame is None or self.frame.current is None:
            return "", {}
        if self.frame.key == "form":
            return "form", self.frame.current.where()
        return "pupil", {"pupil_id": self.frame.pupil_id}

    def ask_to_leave(self) -> None:
        """Ask for the passphrase, and leave when it is right."""
        from senco_desk.ui.meeting.leave import LeaveMeeting

        if LeaveMeeting(self._desk, self._window).exec() and self.frame is not None:
            pupil_id = self.frame.pupil_id
            self._desk.keep_all(last=True)
            self._desk.jobs.stop_all()
            self._over()
            self._leave("pupil", {"pupil_id": pupil_id})

    def _is_theirs(self, key: str, wanted: dict[str, Any]) -> bool:
        from senco_desk.services import responses

        if self.frame is None:
            return False
        mine = self.frame.pupil_id
        if key == "pupil":
            return int(wanted.get("pupil_id", mine)) == mine
        if key != "form":
            return key == "paper"
        seen = self._desk.run(responses.open_response, int(wanted["response_id"]))
        return seen is not None and seen.pupil_id == mine

    def _over(self) -> None:
        """Take back what beginning did; the frame itself goes with what is shown next."""
        if not self._begun:
            return
        self._begun = False
        self._desk.undo_after = 0
        self._window.setWindowTitle("SENCO Desk")
        self._pictures.end()
        theme.current().lean_in(1.0)
