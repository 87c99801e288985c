"""Several packs at once: for a whole morning of reviews, as one print run or one PDF each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from senco_desk.errors import Trouble
from senco_desk.models.codes import Stage
from senco_desk.rules.dates_in_words import count, short_date
from senco_desk.services import packs, register
from senco_desk.services.letting_out import Paper
from senco_desk.services.packs import PackWish
from senco_desk.services.register import RegisterFilter
from senco_desk.ui import ask, theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.desk import Desk, Message
from senco_desk.ui.dialogs import outlet
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.dialogs.look_options import LookOptions
from senco_desk.ui.dialogs.tick_list import Tick, TickList
from senco_desk.ui.widgets import BareButton, Button, JobProgress, MainButton, Segmented, Words

if TYPE_CHECKING:
    from senco_desk.store import Store
    from senco_desk.store.queries.register import RegisterRow
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window

T = TypeVar("T")
Report = Callable[..., None]


def open_packs(desk: Desk, window: Window) -> bool:
    """Choose pupils on My Plan+ and make their packs; says whether they were made."""
    wanted = RegisterFilter(list="all", stages=(Stage.MY_PLAN_PLUS.value,))
    rows = desk.run(register.rows, wanted, today=date.today())
    if rows is None:
        return False
    if not rows:
        desk.say("Nobody is on My Plan+ now, so there are no packs to make.")
        return False
    return bool(PacksDialog(desk, window, rows).exec())


class PacksDialog(Dialog):
    """Pupils to tick, how their packs are to be, and one job that makes them."""

    help_id = "pack"

    def __init__(self, desk: Desk, window: Window, rows: Sequence[RegisterRow]) -> None:
        super().__init__(window, "Packs for several pupils", wide=720, high=600)
        self.desk, self.frame = desk, window
        self.today = date.today()
        self._job: Job | None = None
        self._begun: Callable[[], object] = lambda: None
        self.copy_for = Segmented((("family", "For the family"), ("staff", "For the leader")), "Whose copy")
        self.pupils = TickList("Pupils on My Plan+")
        self.pupils.show_ticks([Tick(str(row.id), _name(row), _review(row)) for row in rows])
        self.pupils.ticked.connect(self._allow)
        self.options = LookOptions()
        self.said = Words("", "quiet")
        self.progress = JobProgress()
        self._lay_out()
        self._allow()
        self.pupils.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        for words, on in (("Tick all", True), ("Tick none", False)):
            button = BareButton(words)
            button.clicked.connect(partial(self._tick, on))
            line.addWidget(button)
        self.content.setSpacing(theme.M)
        self.content.addWidget(self.copy_for, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addLayout(line)
        self.content.addWidget(self.pupils, 1)
        self.content.addStretch(0)
        self.content.addWidget(self.options)
        self.content.addWidget(self.progress)
        self.leave = Button("Cancel")
        self.leave.clicked.connect(self.reject)
        self.save = Button("Save as PDFs", icon="file-text")
        self.save.clicked.connect(self.save_all)
        self.main = MainButton("Print the packs", icon="printer")
        self.main.clicked.connect(self.print_all)
        self.add_button(self.leave)
        self.add_button(self.save)
        self.add_button(self.main, main=True)

    def wish(self) -> PackWish:
        """Give what is asked for, the same for every pupil."""
        return PackWish(
            copy="family" if self.copy_for.key() == "family" else "staff",
            large=self.options.large(),
            cream=self.options.cream(),
            paint=self.options.paint(),
            copies=self.options.copies(),
        )

    def chosen(self) -> tuple[int, ...]:
        """Give the pupils ticked."""
        return tuple(int(key) for key in self.pupils.on())

    # ways out

    def save_all(self) -> None:
        """Ask for a folder and write one PDF for each pupil; their names are in no file name."""
        folder = ask.folder(self, "Choose a folder for the packs")
        if folder is None or not self.desk.is_open:
            return
        store, ids, wish = self.desk.store, self.chosen(), self.wish()
        written: list[int] = []

        def work(report: Report) -> int:
            def made(done: int, of: int) -> None:
                written.append(done)
                report(done, of, f"{done} of {of} packs are saved")

            _or_called_off(report, lambda: packs.make_many(
                store, ids, wish, folder, today=self.today, progress=made
            ))  # fmt: skip
            return len(written)

        self._begun = lambda: self._stopped(len(written), folder)
        self._follow(self.desk.start(work, done=partial(self._saved, folder)), "Drawing the packs…")

    def print_all(self) -> None:
        """Ask for a printer and print all the packs as one run, each on sheets of its own."""
        from senco_desk.ui.preview.printing import PrintRun, new_printer

        printer = new_printer(self.options.copies())
        if not ask.printer(self, "Print", printer) or not self.desk.is_open:
            return
        store, ids, wish, today = self.desk.store, self.chosen(), self.wish(), self.today

        def work(report: Report) -> int:
            papers = _or_called_off(report, lambda: _drawn(store, ids, wish, today, report))
            run = PrintRun(printer, [paper.pdf for paper in papers])
            run.go(report, lambda: outlet.note_printed(store, papers, run.copies))
            return len(papers)

        self._begun = lambda: self.desk.say("Stopped. What the printer has already may still come out.")
        self._follow(self.desk.start(work, done=self._printed), "Drawing the packs…")

    def _saved(self, folder: Path, number: int) -> None:
        self._job = None
        self._tell(
            f"{count(number, 'pack')} saved in {folder}. They lie outside your SENCO Desk file: "
            "delete them when they are not needed any more."
        )
        self.accept()

    def _printed(self, number: int) -> None:
        self._job = None
        self._tell(f"{count(number, 'pack')} sent to the printer.")
        self.accept()

    def _stopped(self, number: int, folder: Path) -> None:
        if number:
            self._tell(f"Stopped. {count(number, 'pack')} saved in {folder}; the rest were not made.")

    def _tell(self, words: str) -> None:
        self.desk.said.emit(Message(words, action="Files let out", run=lambda: self.frame.go("let_out")))

    # the job

    def _follow(self, job: Job, words: str) -> None:
        self._job = job
        if self.save.hasFocus() or self.main.hasFocus():
            self.pupils.setFocus(Qt.FocusReason.OtherFocusReason)  # they can be pressed no more
        job.ended.connect(self._ended)
        self.progress.follow(job, words)
        announce(self, words)
        self._allow()

    def _ended(self) -> None:
        job, self._job = self._job, None
        if job is not None and job.cancelled and self.desk.is_open:
            self._begun()
        self._allow()

    def _tick(self, on: bool, _pressed: bool = False) -> None:
        self.pupils.tick_all(on)

    def _allow(self) -> None:
        ticked = len(self.chosen())
        self.said.setText(f"{ticked} of {self.pupils.count()} ticked")
        why = "The packs are being made" if self._job else "" if ticked else "Tick at least one pupil"
        self.save.because(why)
        self.main.because(why)

    def done(self, result: int) -> None:
        job, self._job = self._job, None
        if job is not None:
            # It stops after this dialog has gone: what it left on the disk is told all the same.
            desk, begun = self.desk, self._begun
            job.ended.connect(lambda: begun() if desk.is_open else None)
            job.cancel()
        super().done(result)


def _drawn(store: Store, ids: Sequence[int], wish: PackWish, today: date, report: Report) -> list[Paper]:
    papers = []
    for place, pupil_id in enumerate(ids):
        report(place, len(ids), f"Drawing pack {place + 1} of {len(ids)}")
        papers.append(packs.make(store, pupil_id, wish, today=today))
    return papers


def _or_called_off(report: Report, make: Callable[[], T]) -> T:
    """Make something; a file closed under it because the job was called off is no trouble."""
    try:
        return make()
    except Trouble:
        report()
        raise


def _name(row: RegisterRow) -> str:
    return ", ".join(part for part in (f"{row.forename} {row.surname}", row.form) if part)


def _review(row: RegisterRow) -> str:
    return f"Review {short_date(row.review_on)}" if row.review_on else "No review planned"
