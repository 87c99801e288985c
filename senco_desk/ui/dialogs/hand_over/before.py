"""The first two steps: what will happen, and what is handed over. They change nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QWidget

from senco_desk.reports.handover import Due, Handover
from senco_desk.services import handover
from senco_desk.ui.dialogs.hand_over.step import Figures, ShortList, Step, point
from senco_desk.ui.dialogs.paper import show_paper
from senco_desk.ui.widgets import Button, Flow, Words

if TYPE_CHECKING:
    from senco_desk.ui.dialogs.hand_over.wizard import HandOver

_REST = ", in the report"


class BeforeStep(Step):
    """What this does, and what to have at hand."""

    title = "What this does"
    back = False

    def __init__(self, wizard: HandOver) -> None:
        super().__init__(wizard)
        self.say(
            "The file passes to the next SENCO with everything in it, under a passphrase of their own. "
            "From then on yours does not open it, nor does your recovery kit. Nothing is changed before "
            "step 4, and until then you can leave with Esc."
        )
        self.say("Have at hand", "strong")
        for icon, words in (
            (
                "users",
                "The next SENCO, here at this laptop, with a passphrase in mind that nobody else knows.",
            ),
            ("key-round", "The present passphrase. You type it yourself, unseen."),
            ("printer", "A printer, for two papers: the handover report and the new recovery kit."),
            ("hard-drive", "The stick or drive with your other copies, connected now."),
            ("clock-3", "About ten minutes."),
        ):
            self.column.addWidget(point(icon, words))
        self.column.addStretch(1)


class HeldStep(Step):
    """What is held, what is due and what was let out: short lists, and the report with all of it."""

    title = "What you hand over"

    def __init__(self, wizard: HandOver) -> None:
        super().__init__(wizard)
        self.report = Button("Print or save the handover report", icon="printer")
        self.report.clicked.connect(self.draw)
        self.looked = False
        self._waiting = Words("Looking through the file…", "quiet")
        self.say(
            "The report has all of this and what to do in the first week, with pupils by their initials. Go "
            "through it together, and give it by hand."
        )
        ways = Flow()
        ways.add(self.report)
        for part in (ways, self._waiting):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def begins(self) -> QWidget | None:
        return self.report

    def enter(self) -> None:
        """Look through the file, until it was done once."""
        if self.looked:
            return
        self._waiting.show()
        store, today = self.desk.store, date.today()
        job = self.desk.start(
            lambda report: handover.gather(store, on=today), done=self._show, once=self, owner=self
        )
        job.failed.connect(self._waiting.hide)

    def draw(self) -> None:
        """Draw the report and show it, with its ways out."""
        store, today, desk, frame = self.desk.store, date.today(), self.desk, self.wizard.frame
        self.desk.start(
            lambda report: handover.paper(store, on=today),
            done=lambda paper: show_paper(desk, frame, paper),
            once=self.report,
            owner=self,
        )

    def _show(self, found: Handover) -> None:
        if not shiboken6.isValid(self):
            return  # it was left while the file was looked through
        self.looked = True
        self._waiting.hide()
        parts = (
            Words("Held", "strong"),
            Figures(found.held),
            ShortList("Reviews late or in the next two weeks", _due(found.reviews), _REST),
            ShortList("Stage 3 papers still to come", _due(found.papers), _REST),
            ShortList("Calls owed", _due(found.calls), _REST),
            ShortList(
                "Papers let out that still lie where they were saved",
                [(line.what, line.where.replace("\n", " ")) for line in found.still_there],
                _REST,
            ),
        )
        for part in parts:
            self.column.insertWidget(self.column.count() - 1, part)


def _due(lines: tuple[Due, ...]) -> list[tuple[str, ...]]:
    return [(line.who, ", ".join(part for part in (line.what, line.when) if part)) for line in lines]
