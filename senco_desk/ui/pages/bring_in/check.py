"""Step 3: every line of the list, filtered by what happens to it, with one line's story at the side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.services.imports import Action, Choice, Preview, What
from senco_desk.ui import theme
from senco_desk.ui.pages.bring_in.side import LineSide
from senco_desk.ui.pages.bring_in.table import FILTERS, PreviewRows, PreviewTable
from senco_desk.ui.widgets import Column, Small, Tabs, Themed

_NARROW = 900
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own word for no limit, which PySide does not hand on."""


class CheckStep(Themed, QWidget):
    """The table and its side. What the person decides is kept in `choices`.

    Signals:
        chosen: the choices are others; the preview is to be made again.
        other_asked: key of a line that is another pupil of the file.
    """

    chosen = Signal()
    other_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self.choices: dict[int, Choice] = {}
        self.tabs = Tabs("What happens")
        self.tabs.chosen.connect(lambda _key: self._show())
        self.model = PreviewRows()
        self.table = PreviewTable(self.model)
        self.table.chosen.connect(self._moved)
        self.table.skip_asked.connect(self.turn_skip)
        self.side = LineSide()
        self.side.chosen.connect(self.decide)
        self.side.other_asked.connect(self.other_asked)
        self.notes = Small("", wrap=True)
        self._key = 0
        self._across = QHBoxLayout()
        self._across.setSpacing(theme.XL)
        self._across.addWidget(self.table, 1)
        self._across.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.M)
        whole.addWidget(self.tabs)
        # On a low window, or with large text, the table keeps a few rows and the rest scrolls.
        body = Column(spacing=theme.M)
        body.column.setContentsMargins(0, 0, 0, 0)
        body.column.addLayout(self._across, 1)
        body.column.addWidget(self.notes)
        whole.addWidget(body, 1)

    def show_preview(self, preview: Preview) -> None:
        """Show what bringing in would do; the line chosen stays chosen."""
        self.preview = preview
        self.notes.setText(" ".join(preview.notes))
        self.notes.setVisible(bool(preview.notes))
        counts = [(key, words, sum(map(fits, preview.rows))) for key, words, fits in FILTERS]
        self.tabs.show_tabs(counts)
        self._show()

    def begin(self) -> None:
        """Take the keyboard to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_again(self) -> None:
        """Forget what was decided of another list."""
        self.choices, self._key = {}, 0
        self.tabs.show_tabs([(key, words, 0) for key, words, _ in FILTERS], chosen="all")

    def count(self) -> int:
        """Give how many pupils would be brought in."""
        return self.preview.counts.add + self.preview.counts.change if self.preview else 0

    def decide(self, key: int, choice: Choice) -> None:
        """Take the person's word on a line."""
        if choice == Choice():
            self.choices.pop(key, None)
        else:
            self.choices[key] = choice
        self.chosen.emit()

    def turn_skip(self, key: int) -> None:
        """Leave a line out, or take back that it was left out."""
        row = self.table.current()
        if row is None or row.key != key:
            return
        if self.choices.get(key, Choice()).what is What.SKIP:
            self.decide(key, Choice())
        elif row.action is not Action.LEAVE:
            self.decide(key, Choice(What.SKIP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        narrow = self.width() < theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        self.table.setMinimumHeight(theme.px(32) + 5 * theme.px(40) if narrow else theme.px(120))
        self.side.setMinimumHeight(theme.px(280) if narrow else theme.px(120))
        self.side.setMinimumWidth(0 if narrow else min(theme.px(340), self.width() // 3))
        self.side.setMaximumWidth(QWIDGETSIZE_MAX if narrow else min(theme.px(340), self.width() // 3))

    def _show(self) -> None:
        if self.preview is None:
            return
        fits = {key: fit for key, _, fit in FILTERS}[self.tabs.key()]
        self.table.show_rows([row for row in self.preview.rows if fits(row)], self._key)

    def _moved(self, key: int) -> None:
        self._key = key or self._key
        self.side.show_row(self.table.current() if key else None, self.choices.get(key, Choice()))
