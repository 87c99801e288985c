"""The page on which a list of pupils is brought in. Until its last button nothing in the file changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.rules.dates_in_words import count
from senco_desk.services import find, imports, safekeeping
from senco_desk.services.imports import Choice, Listed, Preview, What
from senco_desk.services.safekeeping import Kept
from senco_desk.store import Done, Store, undo
from senco_desk.ui import ask, theme
from senco_desk.ui.actions import Action
from senco_desk.ui.announcing import announce
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.kit import kit_first
from senco_desk.ui.pages.bring_in.check import CheckStep
from senco_desk.ui.pages.bring_in.columns import ColumnsStep
from senco_desk.ui.pages.bring_in.done import DoneStep
from senco_desk.ui.pages.page import Page
from senco_desk.ui.widgets import Button, Column, EmptyPage, JobProgress, MainButton, Notice, Small

if TYPE_CHECKING:
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window

_FILE, _COLUMNS, _CHECK, _DONE = range(4)
_STEPS: Final = ("File", "Columns", "Check")


class BringInPage(Page):
    """File, columns, check: three steps on one page, and what was done at the end."""

    title = "Bring in a list"
    help_id = "bring-in"

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.today = date.today()
        self._path: Path | None = None
        self._job: Job | None = None
        self._stays = False
        self._applied: Done | None = None
        self.steps = Small("")
        self.back = Button("Back", icon="chevron-left")
        self.back.clicked.connect(self.go_back)
        self.main = MainButton("")
        self.main.clicked.connect(self.go_on)
        self.columns = ColumnsStep()
        self.columns.changed.connect(self._allow)
        self.columns.entered.connect(self._done_with_columns)
        self.columns.tab_chosen.connect(lambda tab: self._open(self._path, tab))
        self.check = CheckStep()
        self.check.chosen.connect(self._look)
        self.check.other_asked.connect(self._match_other)
        self.finished = DoneStep(self._take_back, lambda: window.go("pupils"), self.choose)
        self.first = EmptyPage(
            "download",
            "A list of your pupils starts here.",
            "A CSV file or an Excel workbook (.xlsx), as your school’s system exports it: choose it, or drop "
            "it here. "
            "Nothing changes until you have looked through every line.",
            action="Choose a list",
            run=self.choose,
        )
        self.setAcceptDrops(True)
        self._lay_out()
        self._show(_FILE)

    def _lay_out(self) -> None:
        self.add_button(self.back)
        self.add_button(self.main)
        self._slip_row = QVBoxLayout()
        self._slip: QWidget | None = None
        self.progress = JobProgress()
        self.stack = QStackedWidget()
        start = Column()  # with large text and a long refusal above, it scrolls
        start.column.addWidget(self.first)
        for step in (start, self.columns, self.check, self.finished):
            self.stack.addWidget(step)
        steps = QHBoxLayout()
        steps.addWidget(self.steps)
        self.content.setSpacing(theme.M)
        self.content.addLayout(steps)
        self.content.addLayout(self._slip_row)
        self.content.addWidget(self.progress)
        self.content.addWidget(self.stack, 1)

    # the page

    def show_for(self, **wanted: Any) -> None:
        """A list that is done with makes room for the next; one that is looked through stays."""
        if self.stack.currentIndex() == _DONE:
            self._refuse(None)
            self._show(_FILE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None and self._job is None:
            event.acceptProposedAction()
            # A dialog now would hold up the program that the file was dragged from.
            QTimer.singleShot(0, self, lambda: self._open_dropped(path))

    def own_actions(self) -> Sequence[Action]:
        return (
            Action("choose-list", "Choose a list to bring in", self.choose, "Ctrl+O", "folder-open",
                   "Bring in"),
            Action("bring-in-on", "Go on to the next step", self.go_on, "Ctrl+Return", group="Bring in",
                   when=self.main.isEnabled),
            Action("bring-in-back", "Go back a step", self.go_back, "Alt+Left", group="Bring in",
                   when=lambda: self.stack.currentIndex() in (_COLUMNS, _CHECK) and not self._bringing()),
        )  # fmt: skip

    def refresh(self, tables: frozenset[str]) -> None:
        """Look again at a file that changed under the preview; and see whether our step can be taken back."""
        if self.stack.currentIndex() == _CHECK and self._job is None:
            self._look()
        elif self.stack.currentIndex() == _DONE:
            self._allow_take_back()

    # steps

    def choose(self) -> None:
        """Ask for a list and open it."""
        if self._bringing() or not kit_first(self.desk, self.frame):
            return
        path = ask.open_file(self, "Choose a list of pupils", ask.LIST)
        if path is not None:
            self._open(path)

    def go_on(self) -> None:
        """Do what the main button says."""
        if self._job is not None or not self.main.isEnabled():
            return
        if self.stack.currentIndex() == _COLUMNS:
            self._look()
        elif self.stack.currentIndex() == _CHECK:
            self._bring_in()
        else:
            self.choose()

    def go_back(self) -> None:
        """Go a step back; what was decided stays."""
        if self._bringing():
            return
        self._stop()
        if self.stack.currentIndex() in (_COLUMNS, _CHECK):
            self._show(self.stack.currentIndex() - 1)
            self._begin()

    def _begin(self) -> None:
        """Take the keyboard to where the step begins."""
        first = self.columns.first_open() if self.stack.currentIndex() == _COLUMNS else self.first.button
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done_with_columns(self) -> None:
        """Go on, or say what is still to be settled and go there."""
        if self.main.isEnabled():
            self.go_on()
        elif self._job is None:
            self.desk.say(self.columns.reason(), "soon")
            self._begin()

    def _open(self, path: Path | None, tab: str = "") -> None:
        if path is None:
            return
        self._stop()
        self._refuse(None)
        store = self.desk.store
        self._follow(
            self.desk.start(
                lambda report: imports.open_list(store, path, tab),
                done=partial(self._opened, path),
                refuse=self._refuse,
            ),
            "Reading the list…",
        )

    def _open_dropped(self, path: Path) -> None:
        if kit_first(self.desk, self.frame):
            self._open(path)

    def _opened(self, path: Path, listed: Listed) -> None:
        self._path = path
        self.check.start_again()
        self.columns.show_list(listed)
        self._show(_COLUMNS)
        self._begin()

    def _look(self) -> None:
        listed = self.columns.listed
        if listed is None:
            return
        self._stop()
        self._refuse(None)
        store, mapping, choices = self.desk.store, self.columns.mapping, dict(self.check.choices)
        self._follow(
            self.desk.start(
                lambda report: imports.preview(
                    store, listed.sheet, mapping, today=self.today, choices=choices
                ),
                done=self._looked,
                refuse=self._refuse,
            ),
            "Looking through the list…",
        )

    def _looked(self, preview: Preview) -> None:
        self._job = None
        came = self.stack.currentIndex() != _CHECK
        self.check.show_preview(preview)
        self._show(_CHECK)
        if came:
            self.check.begin()
            announce(self.check, preview.counts.words)

    def _bring_in(self) -> None:
        preview = self.check.preview
        if preview is None or not kit_first(self.desk, self.frame):
            return
        self._refuse(None)
        store = self.desk.store
        self._follow(
            self.desk.start(
                lambda report: _copy_and_apply(store, preview),
                done=partial(self._brought, preview),
                refuse=self._refuse,
            ),
            f"Bringing in {count(self.check.count(), 'pupil')}…",
            stays=True,
        )

    def _brought(self, preview: Preview, brought: tuple[Kept, Done]) -> None:
        kept, done = brought
        self.desk.keeping.kept(kept)
        self._job, self._applied = None, done
        self.finished.show_done(preview.counts)
        self.columns.listed = self.check.preview = None  # nothing of the list is held any longer
        self._show(_DONE)
        self._allow_take_back()
        self.finished.begin()
        announce(self.finished, self.finished.said.text())

    def _take_back(self) -> None:
        if self._applied is not None:
            self.desk.undo(self._applied.step_id)
        self._allow_take_back()

    def _allow_take_back(self) -> None:
        """Ours can be taken back here only while nothing was done after it: Ctrl+Z goes back step by step."""
        if self._applied is None or self._applied.step_id is None:
            return
        stands = self.desk.run(undo.stands, self._applied.step_id)
        step = self.desk.run(undo.next_undo)
        ours = step is not None and step.id == self._applied.step_id
        self.finished.allow(
            taken_back=stands is False,
            reason="" if ours else "Something was changed since. Ctrl+Z goes back step by step.",
        )

    def _match_other(self, key: int) -> None:
        """Ask which pupil of the file a line is."""
        typed = ask.text(self, "Which pupil is it?", "Part of the name", "Find")
        found = self.desk.run(find.pupils, typed) if typed else None
        if not found:
            if typed:
                self.desk.say(f"Nobody here is found by “{typed}”.", "soon")
            return
        names = [f"{pupil.name}, {pupil.form}" if pupil.form else pupil.name for pupil in found]
        place = ask.pick(self, "Which pupil is it?", "Pupil", names)
        if place is not None:
            self.check.decide(key, Choice(What.MATCH, found[place].id))

    # what is shown

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.steps.setVisible(step != _DONE)
        at = min(step, len(_STEPS) - 1)
        self.steps.setText(f"Step {at + 1} of {len(_STEPS)}: {_STEPS[at]}")
        self.back.setVisible(step in (_COLUMNS, _CHECK))
        self.main.setVisible(step in (_COLUMNS, _CHECK))
        self._allow()

    def _allow(self) -> None:
        """Say on the main button what is next, and where it cannot be done yet, why."""
        why = "Wait until this is done" if self._job is not None else ""
        if self.stack.currentIndex() == _CHECK:
            self.main.setText(f"Bring in {count(self.check.count(), 'pupil')}")
            if not self.check.count():
                why = why or "There is nothing in this list to bring in"
        else:
            self.main.setText("Look through it")
            why = why or self.columns.reason()
        self.main.because(why)
        self.back.because("Wait until this is done" if self._bringing() else "")
        self.main.updateGeometry()

    def _refuse(self, mistake: Mistake | None) -> bool:
        """Say what is wrong at the step where it is; None takes the words away."""
        if self._slip is not None:
            self._slip_row.removeWidget(self._slip)
            self._slip.hide()
            self._slip.deleteLater()
            self._slip = None
        if mistake is not None:
            again = self.stack.currentIndex() == _FILE
            self._slip = Notice(
                str(mistake), tone="late", action="" if again else "Choose another list", run=self.choose
            )
            self._slip_row.addWidget(self._slip)
            announce(self._slip, str(mistake), urgent=True)
        return True

    # jobs

    def _follow(self, job: Job, words: str, *, stays: bool = False) -> None:
        self._job, self._stays = job, stays
        job.ended.connect(self._ended)  # a method of the page, so that it goes with the page
        self.progress.follow(job, words)
        if stays:
            self.progress.cancel.because("It is one step, done in a moment")
        self._allow()

    def _bringing(self) -> bool:
        """Whether a list comes in just now: that cannot be stopped, and its last step must be shown."""
        return self._job is not None and self._stays

    def _ended(self) -> None:
        if self._job is not None and not self._job.running:
            self._job = None
        self._allow()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def where(self) -> dict[str, Any]:
        return {}


def _copy_and_apply(store: Store, preview: Preview) -> tuple[Kept, Done]:
    """Keep a copy of the file as it is, then bring the list in."""
    kept = safekeeping.keep_copy(store, "bringing in", only_if_changed=True)
    return kept, imports.apply(store, preview)


def _dropped(event: QDropEvent) -> Path | None:
    """Give the one file that is dropped; None for anything else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
