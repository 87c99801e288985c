"""How far a job is, with Stop: shown only when the work takes longer than a moment."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.ui import theme
from senco_desk.ui.jobs import Job
from senco_desk.ui.widgets.buttons import Button
from senco_desk.ui.widgets.words import Words

_SHOWN_AFTER_MS: Final = 300


class JobProgress(QWidget):
    """Words, a bar and Stop for one job at a time; hidden again when the job has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.words = Words("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.cancel = Button("Stop")
        self.cancel.clicked.connect(self._cancel)
        column = QVBoxLayout()
        column.setSpacing(theme.XS)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.L)
        row.addLayout(column, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SHOWN_AFTER_MS)
        self._later.timeout.connect(self.show)
        self.hide()

    def follow(self, job: Job, words: str) -> None:
        """Follow a job that has just begun; `words` stand until it says more itself."""
        self._job = job
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.cancel.because("")
        job.progressed.connect(self._moved)
        job.ended.connect(self._ended)
        self._later.start()

    def _moved(self, done: int, of: int, words: str) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        if words:
            self.words.setText(words)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.words.setText("Stopping…")
            self.cancel.because("It stops as soon as it can")

    def _ended(self) -> None:
        self._later.stop()
        self._job = None
        self.hide()
