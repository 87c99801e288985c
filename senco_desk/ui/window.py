"""The one window: unlock or first run while locked, the shell and its pages while a file is open."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from senco_desk.ui import actions, ask, finding, pages, theme
from senco_desk.ui.actions import Action
from senco_desk.ui.copy_age import newest_copy
from senco_desk.ui.desk import Desk, Message
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.held_drafts import WAITING
from senco_desk.ui.locking import Locking
from senco_desk.ui.meeting import Meeting
from senco_desk.ui.pages.front import ClosingScreen, Front
from senco_desk.ui.pages.page import Page
from senco_desk.ui.pages.ways_in.missing import missing, was_there
from senco_desk.ui.save_elsewhere import save_elsewhere
from senco_desk.ui.settings import Settings
from senco_desk.ui.shell.frame import Shell, first_focus

if TYPE_CHECKING:
    from senco_desk.ui.meeting.frame import MeetingFrame

USUAL_SIZE = (1366, 768)
_SMALLEST_SIZE = (640, 480)


class Window(QWidget):
    """The window. Its title never holds a child's name.

    Args:
        desk: the bridge.
        settings: this person's choices, kept when the window closes.
        vault: the file to unlock; None shows the one opened last, or first run.
    """

    def __init__(self, desk: Desk, settings: Settings, vault: Path | None = None) -> None:
        super().__init__()
        self.desk, self.settings = desk, settings
        self.shell: Shell | None = None
        self.front: Front | None = None
        self.vault = vault or (Path(settings.last_vault) if settings.last_vault else None)
        self._leaving = False
        self._back_to: tuple[str, dict[str, Any]] = ("", {})
        self._shortcuts: list[QShortcut] = []
        self._wanted_scale = theme.current().scale
        self._scaling = QTimer(self)
        self._scaling.setSingleShot(True)
        self._scaling.timeout.connect(self._rescale)
        self.setWindowTitle("SENCO Desk")
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(*USUAL_SIZE)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        desk.unlocked.connect(self._unlocked)
        desk.locking.connect(self._drop)
        desk.locked.connect(self.show_front)
        desk.rescue = lambda: save_elsewhere(desk, self)
        desk.said.connect(_tell_in_dialog)
        desk.saved.connect(_look_again_in_dialogs)
        self.locking = Locking(desk, settings, self)
        self.meeting = Meeting(desk, self, put=self._put, leave=self._show_shell)
        self.show_front()

    # going about

    def go(self, key: str, **wanted: Any) -> Page | None:
        """Show a page: `window.go("pupil", pupil_id=7, tab="forms")`."""
        frame: Shell | MeetingFrame | None = self.shell or self.meeting.frame
        page = self.shell.show_page(key, wanted) if self.shell else self.meeting.go(key, wanted)
        if page is None or frame is None:
            return None
        self._bind()
        # The stack hands the keyboard to what last had it on this page, which may lie in a tab put away.
        now = self.focusWidget()
        if now is None or not page.isAncestorOf(now) or not now.isVisible():
            last = first_focus(self.shell.rail if self.shell else frame)
            target = page.begins_at() or first_focus(page) or last
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        return page

    def begin_at(self, key: str, **wanted: Any) -> None:
        """Say which page the next file opens at."""
        self._back_to = (key, wanted)

    def search(self, text: str = "") -> None:
        """Take the keyboard to the search field."""
        if self.shell is not None:
            field = self.shell.bar.search
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()
            if text:
                field.setText(text)
                self.shell.found.look(text)

    def next_part(self, by: int) -> None:
        """Take the keyboard to the next part of the window, or the one before."""
        frame = self.shell or self.meeting.frame
        if frame is None:
            return
        parts = [part for part in frame.parts() if first_focus(part) is not None]
        now = self.focusWidget()
        here = next((n for n, part in enumerate(parts) if now and part.isAncestorOf(now)), -1)
        target = first_focus(parts[(here + by) % len(parts)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_rail(self) -> None:
        """Make the rail narrow, or wide again."""
        if self.shell is not None:
            self.shell.turn_rail()

    def enlarge(self, by: float) -> None:
        """Make the text larger or smaller by this share; 0 is its usual size.

        Keys that come while a full page is being set again are taken together, as one step.
        """
        if not self._scaling.isActive():
            self._wanted_scale = theme.current().chosen_scale
        wanted = self._wanted_scale + by if by else 1.0
        self._wanted_scale = min(theme.LARGEST, max(theme.SMALLEST, wanted))
        self._scaling.start(0)

    def help(self, dialog: QWidget | None = None, help_id: str = "") -> None:
        """Show help for what is on the screen, or over a dialog its page; "" is that of the screen behind."""
        if self.shell is not None and dialog is None:
            if self.shell.key != "help":
                self.go("help", of=self._help_id())
            return
        from senco_desk.ui.dialogs.help import HelpDialog

        HelpDialog(dialog or self, help_id or self._help_id()).exec()

    def shortcuts(self) -> None:
        """Show the sheet of shortcuts."""
        from senco_desk.ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self, self.actions_now()).exec()

    def packs(self) -> None:
        """Make packs for several pupils at once."""
        from senco_desk.ui.dialogs.packs import open_packs

        open_packs(self.desk, self)

    def actions_now(self) -> list[Action]:
        """Give every action that counts now, the page's own first."""
        own = list(self.shell.current.own_actions()) if self.shell and self.shell.current else []
        if self.meeting.on:
            return self.meeting.actions([self._bound(action) for action in actions.everywhere()])
        wide = [action for action in actions.everywhere() if self.shell is not None or action.anywhere]
        return [*own, *self._rail_actions(), *(self._bound(action) for action in wide)]

    # locking

    def lock(self) -> None:
        """Keep drafts, take every child off the screen and close the file, whatever is open."""
        self.desk.lock()

    def show_front(self, front: Front | None = None) -> None:
        """Show a screen before a file is open: this one, or the one with which the file is unlocked.

        Where there is no file yet, that is first run.
        """
        if front is not None:
            self._set_front(front)
        elif self._leaving:
            self._set_front(ClosingScreen())
        elif self.vault is not None and self.vault.exists():
            from senco_desk.ui.pages.unlock import UnlockScreen

            self._set_front(UnlockScreen(self.desk, self, self.vault))
        elif self.vault is not None and was_there(self.desk, self.vault):
            self._set_front(missing(self.desk, self, self.vault))
        else:
            self.show_first_run()

    def show_first_run(self) -> None:
        """Show the three roads of a first run."""
        from senco_desk.ui.pages.first_run import FirstRun

        self._set_front(FirstRun(self.desk, self))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._scaling.isActive():
            self._rescale()
        if self.front is not None:
            self.front.leave()
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings.theme, self.settings.text_size = theme.current().choice, theme.current().chosen_scale
        self.settings.keep()
        event.setAccepted(self._close_file())
        self.desk.jobs.stop_all(after_ms=10_000)

    # inside

    def _rescale(self) -> None:
        self._scaling.stop()
        theme.current().enlarge(self._wanted_scale)
        self.settings.text_size = theme.current().chosen_scale

    def _unlocked(self) -> None:
        self.vault = self.desk.store.path
        self.settings.last_vault = str(self.vault)
        self.settings.keep()
        key, wanted = self._back_to
        self._back_to = ("", {})
        self._show_shell(key or next(page.key for page in pages.PAGES if page.rail), wanted)
        self._clear_left_overs()

    def _show_shell(self, key: str, wanted: dict[str, Any]) -> None:
        """Show the rail, the top bar and a page."""
        shell = Shell(self.desk, self, finding.finders(self))
        self._put(shell)
        self.shell = shell
        shell.bar.say_copied(newest_copy(self.desk.store.path))
        self.go(key, **wanted)

    def _put(self, whole: QWidget) -> None:
        """Show this in place of all that the window shows."""
        self._clear()
        self._column.addWidget(whole)
        whole.show()

    def _clear_left_overs(self) -> None:
        """Take away what a crash left half written; in a thread, for the folder may be far away."""
        from senco_desk.services import left_overs

        store = self.desk.store
        parts = self.desk.run(left_overs.waiting)
        if parts:
            self.desk.start(lambda _report: left_overs.clear(store, parts))

    def _help_id(self) -> str:
        """Give the help page of the screen that is shown."""
        shown = self.shell.current if self.shell is not None else self.front
        return self.meeting.help_id() or (shown.help_id if shown is not None else "") or "unlock"

    def _close_file(self) -> bool:
        """Close the file, with words on the screen while its copy is made; True when the window may go."""
        told: list[Message] = []
        self._leaving = True
        self.desk.said.connect(told.append)
        closed = QEventLoop()
        self.desk.closed.connect(closed.quit)
        if self.desk.is_open:
            self.desk.lock(copy=True)
            closed.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self.desk.wait_closed()
        self.desk.said.disconnect(told.append)
        self._leaving = False
        # What would be lost is said first, and what was refused more than once only once.
        held = [WAITING] if self.desk.drafts.any_waiting() else []
        words = "\n\n".join(dict.fromkeys([*held, *(message.words for message in told)]))
        if not words or ask.confirm(self, "Close all the same?", words, yes="Close", no="Stay"):
            return True
        self.show_front()
        return False

    def _drop(self) -> None:
        """Take down whatever shows a child, now."""
        with ExitStack() as down:  # all of it goes, whatever one part of it does
            down.callback(self._clear)
            for top in QApplication.topLevelWidgets():
                if top is not self and top.isVisible():
                    down.callback(_take_down, top)
            if self.shell is not None and self.shell.current is not None:
                self._back_to = (self.shell.key, self.shell.current.where())
            elif self.meeting.on:
                self._back_to = self.meeting.where()

    def _set_front(self, front: Front) -> None:
        self._put(front)
        self.front = front
        front.begin()
        if self.desk.drafts.any_waiting() and not self._leaving:
            front.warn(WAITING)
        self._bind()

    def _clear(self) -> None:
        self._unbind()
        if self.front is not None:
            self.front.leave()
        for old in (self.shell, self.front, self.meeting.frame):
            if old is not None:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.shell = self.front = self.meeting.frame = None

    def _bind(self) -> None:
        """Make the shortcuts of what can be done now."""
        self._unbind()
        for action in self.actions_now():
            if action.keys:
                shortcut = QShortcut(QKeySequence(action.keys), self)
                shortcut.activated.connect(lambda action=action: self._do(action))
                self._shortcuts.append(shortcut)

    def _unbind(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)  # until it is gone it would make its twin ambiguous
            shortcut.deleteLater()
        self._shortcuts = []

    def _do(self, action: Action) -> None:
        if action.when is None or action.when():
            action.run()

    def _bound(self, action: Action) -> Action:
        """Give an action of the whole program with the window put in."""
        run, when = action.run, action.when
        bound_when = None if when is None else (lambda: when(self))
        return Action(
            action.id, action.words, lambda: run(self), action.keys, action.icon, action.group,
            bound_when, action.anywhere, action.palette,
        )  # fmt: skip

    def _rail_actions(self) -> list[Action]:
        if self.shell is None:
            return []
        rail = [page for page in pages.PAGES if page.rail]
        return [
            Action(
                f"go-{page.key}",
                f"Go to {page.words}",
                lambda key=page.key: self.go(key),
                f"Ctrl+{number}" if number < 8 else "",
                page.icon,
                "The rail",
            )
            for number, page in enumerate(rail, start=1)
        ]


def _take_down(top: QWidget) -> None:
    """Close a dialog, menu or list; one that would rather stay is hidden."""
    if isValid(top):
        top.reject() if isinstance(top, QDialog) else top.close()
    if isValid(top):
        top.hide()


def _tell_in_dialog(message: Message) -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, Dialog):
        dialog.show_message(message)


def _look_again_in_dialogs() -> None:
    for top in QApplication.topLevelWidgets():
        if isinstance(top, Dialog):
            top.look_again()
