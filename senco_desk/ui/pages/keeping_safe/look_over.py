"""Checking the file: its pages and journal, what this laptop remembers of it, and each copy."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from senco_desk.services import looking_over
from senco_desk.services.looking_over import LookedOver
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.jobs import Job
from senco_desk.ui.pages.keeping_safe.section import Section, Standing
from senco_desk.ui.widgets import Button, JobProgress, Small


class LookOverSection(Section):
    """One button, and what it found in plain words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Check my file")
        self._desk = desk
        self._job: Job | None = None
        self.lines: list[Standing] = []
        self.check = Button("Check my file", icon="shield-check")
        self.check.clicked.connect(self.start)
        self.progress = JobProgress()
        self._found = QVBoxLayout()
        self._found.setSpacing(theme.S)
        self.add(
            Small(
                "Looks at every page of the file, at its history, at what you were typing, and at each copy. "
                "It changes nothing.",
                wrap=True,
            )
        )
        self.column.addLayout(self._found)
        self.add(self.progress)
        self.add_buttons((self.check,))

    def start(self) -> None:
        """Look everything over, in a thread."""
        if self._job is not None:
            return
        store = self._desk.store
        self._show([])
        self._job = self._desk.start(lambda report: looking_over.look_over(store), done=self._looked)
        self._job.ended.connect(self._ended)
        self.progress.follow(self._job, "Looking at every page and every copy…")
        self.check.because("It is looking already")

    def _looked(self, found: LookedOver) -> None:
        lines = [Standing("late", str(finding)) for finding in found.findings]
        lines += [
            Standing(
                "late", f"The copy {copy.path.name}: {copy.wrong} Your file itself is not touched by it."
            )
            for copy in found.wrong_copies
        ]
        self._show(lines or [Standing("done", _sound(len(found.copies)))])
        self.lines[0].say("late" if lines else "done", self.lines[0].words.text(), aloud=True)

    def _show(self, lines: list[Standing]) -> None:
        for old in self.lines:
            self._found.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = lines
        for line in lines:
            self._found.addWidget(line)
            line.show()

    def _ended(self) -> None:
        self._job = None
        self.check.because("")


def _sound(copies: int) -> str:
    with_copies = {0: "", 1: ", and so is its copy"}.get(copies, f", and so are its {copies} copies")
    return f"Nothing wrong was found. Your file is as it was saved{with_copies}."
