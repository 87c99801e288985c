"""Step 3's side: one line of the list, what it changes, what to look at, and the person's own word on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.exchange.gather import row_words
from senco_desk.services.import_changes import Change
from senco_desk.services.imports import Action, Choice, PreviewRow, What
from senco_desk.ui import theme
from senco_desk.ui.widgets import BareButton, Button, Card, Check, Column, Mark, Small, Words

_MOST_CHANGES = 40


class LineSide(Card):
    """What one line comes to. Each thing the person decides is sent as a `Choice`.

    Signals:
        chosen: key, the person's choice for that line.
        other_asked: the person says that it is another pupil of the file; key.
    """

    chosen = Signal(int, object)
    other_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(padding=theme.L)
        self.setAccessibleName("This line")
        self._row: PreviewRow | None = None
        self._choice = Choice()
        self._kept: dict[tuple[int, str], Change] = {}
        self._scroll = Column(spacing=theme.M)
        self._inner: QWidget | None = None
        self.column.addWidget(self._scroll, 1)

    def show_row(self, row: PreviewRow | None, choice: Choice) -> None:
        """Show a line and what was decided of it."""
        self._row, self._choice = row, choice
        held = self._held()
        if self._inner is not None:
            self._scroll.column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.M)
        if row is not None:
            self._fill(inner, row)
        inner.addStretch(1)
        self._scroll.column.addWidget(self._inner)
        self._inner.show()
        self._give_back(held)

    def _fill(self, inner: QVBoxLayout, row: PreviewRow) -> None:
        inner.addWidget(Words(row.name, "head", wrap=True))
        inner.addWidget(Words(f"{row_words(row.row_numbers).capitalize()}. {row.why}", "quiet", wrap=True))
        for warning in row.warnings:
            inner.addWidget(_marked(warning))
        for near in row.near:
            button = Button(f"It is {near.name}")
            button.setAccessibleDescription(near.why)
            button.clicked.connect(partial(self._match, near.pupil_id))
            inner.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            inner.addWidget(Small(near.why, wrap=True))
        self._changes(inner, row)
        for words, run in self._ways(row):
            way = BareButton(words, flush=True)
            way.clicked.connect(lambda _on=False, run=run: run())
            inner.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)

    def _changes(self, inner: QVBoxLayout, row: PreviewRow) -> None:
        """Show each change; of a pupil who is here already, each can be kept as it is."""
        if row.action is Action.ADD:
            for change in row.changes[:_MOST_CHANGES]:
                inner.addWidget(_pair(change.words, change.after))
            return
        known = {change.field: change for change in row.changes}
        kept = {
            field: self._kept[row.key, field] for field in self._choice.keep if (row.key, field) in self._kept
        }
        for field, change in (known | kept).items():
            self._kept[row.key, field] = change
            box = Check(change.words)
            box.setChecked(field not in self._choice.keep)
            box.setAccessibleName(f"{change.words}: {change.before or 'nothing'} becomes {change.after}")
            box.toggled.connect(partial(self._keep, field))
            inner.addWidget(_over(box, f"{change.before or 'Nothing yet'}  →  {change.after}"))

    def _ways(self, row: PreviewRow) -> list[tuple[str, Callable[[], object]]]:
        ways: list[tuple[str, Callable[[], object]]] = []
        what = self._choice.what
        if row.action is not Action.LEAVE and what is not What.SKIP:
            ways.append(("Leave this one out", partial(self._say, Choice(What.SKIP))))
        if row.pupil_id is None and what not in (What.ADD, What.SKIP) and row.action is Action.LEAVE:
            ways.append(("Add as a new pupil", partial(self._say, Choice(What.ADD))))
        if what is not What.SKIP:
            ways.append(("It is another pupil here…", partial(self.other_asked.emit, row.key)))
        if what is not None:
            ways.append(("As it was proposed", partial(self._say, Choice())))
        return ways

    def _say(self, choice: Choice) -> None:
        if self._row is not None:
            self.chosen.emit(self._row.key, choice)

    def _match(self, pupil_id: int, _on: bool = False) -> None:
        self._say(Choice(What.MATCH, pupil_id))

    def _keep(self, field: str, take: bool) -> None:
        keep = self._choice.keep - {field} if take else self._choice.keep | {field}
        self._say(replace(self._choice, keep=keep))

    # The side is made anew for each line, and the keyboard goes on where it was.

    def _held(self) -> str:
        now = self.window().focusWidget()
        inside = self._inner is not None and now is not None and self._inner.isAncestorOf(now)
        return now.accessibleName() or getattr(now, "text", str)() if inside and now is not None else ""

    def _give_back(self, held: str) -> None:
        if not held or self._inner is None:
            return
        stops = [w for w in self._inner.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        same = [w for w in stops if held in (w.accessibleName(), getattr(w, "text", str)())]
        for stop in (*same, *stops):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _marked(words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.S)
    row.addWidget(Mark("soon", size=14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(words, wrap=True), 1)
    return line


def _over(box: Check, words: str) -> QWidget:
    """A box to tick, and in small under its words what becomes of what."""
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(box)
    small = Small(words, wrap=True)
    small.setContentsMargins(theme.px(18) + 12, 0, 0, 0)
    column.addWidget(small)
    return pair


def _pair(label: str, value: str) -> QWidget:
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Small(label, wrap=True))
    column.addWidget(Words(value, wrap=True))
    return pair
