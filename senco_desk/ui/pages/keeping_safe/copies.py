"""Copies: what there is, where else it lies, whether it opens, and how much room it may take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from senco_desk.rules.dates_in_words import count
from senco_desk.services import copies_seen, safekeeping
from senco_desk.services.copies_seen import CopiesSeen
from senco_desk.services.safekeeping import CopyLine, Kept
from senco_desk.store.restore import Practice
from senco_desk.ui import ask, theme
from senco_desk.ui.copy_age import size_words, when_words
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.keeping_safe.section import Section, Standing
from senco_desk.ui.widgets import Button, Field, JobProgress, Pick, Small, State
from senco_desk.ui.widgets.row_model import RowModel
from senco_desk.ui.widgets.rows import RowDelegate, RowTable

if TYPE_CHECKING:
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window

_GB: Final = 1024**3
_ROOMS: Final = (_GB // 4, _GB // 2, _GB, 2 * _GB, 4 * _GB, 8 * _GB, 16 * _GB)
_HEADS: Final = ("Made", "Why", "Size", "Opens with", "Second place")
_WIDE: Final = (148, 264, 80, 180, 108)
_LEAVE: Final = (2, 1)
"""Which columns go where there is no room; the tip of a row says what they say."""
_OPENS, _PLACE = 3, 4
_MOST_ROWS: Final = 8
_SAME_DISK: Final = (
    "That is on this laptop as well: if it is lost, so are they. A stick or a school drive would outlive it."
)
_HERE_ONLY: Final = (
    "The copies lie on this laptop only: if it is lost, so are they. Choose a stick or a school drive."
)


class CopiesSection(Section):
    """The copies beside the file, and the place for others."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__("Copies")
        self._desk, self._window = desk, window
        self._looking: Job | None = None
        self._job: Job | None = None
        self._began: QWidget | None = None
        self._landed: QWidget | None = None
        self._practise_next = False
        self.seen: CopiesSeen | None = None
        self.beside, self.elsewhere, self.practised = Standing(), Standing(), Standing()
        self.model = CopyRows(_HEADS, self._cells, lambda line: hash(line.path.name))
        self.table = CopyTable(self.model)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._allow())
        self.progress = JobProgress()
        self._make_buttons()
        self._lay_out()
        desk.keeping.copied.connect(self.look)

    def _make_buttons(self) -> None:
        self.keep = Button("Keep a copy now", icon="copy")
        self.keep.clicked.connect(self.keep_now)
        self.practise = Button("Practise going back", icon="history")
        self.practise.clicked.connect(self.practise_now)
        self.choose = Button("Choose a second place", icon="folder-open")
        self.choose.clicked.connect(self.choose_place)
        self.leave = Button("Use no second place", icon="x")
        self.leave.clicked.connect(self.leave_place)
        self.room = Pick()
        for size in _ROOMS:
            self.room.addItem(size_words(size), size)
        self.room.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.room.activated.connect(self._give_room)

    def _lay_out(self) -> None:
        self.add(
            Small(
                "A copy is kept every half hour while you change something, before a list is brought in, "
                "and when you close. Each is opened again and checked before it counts.",
                wrap=True,
            ),
            self.beside,
            self.table,
        )
        self.add_buttons((self.keep, self.practise))
        self.add(self.progress, self.practised, self.elsewhere)
        self.add_buttons((self.choose, self.leave))
        self.room_field = Field(
            "Room for the copies",
            self.room,
            help_words="When it is full the oldest go first. The newest three always stay.",
        )
        row = QHBoxLayout()
        row.addWidget(self.room_field)
        self.column.addLayout(row)

    # what is shown

    def look(self) -> None:
        """Look again, in a thread: a stick may be slow."""
        if not self._desk.is_open:
            return
        if self._looking is not None:
            self._looking.cancel()
        store = self._desk.store
        self._looking = self._desk.start(lambda report: copies_seen.look(store), done=self._looked)

    def _looked(self, seen: CopiesSeen) -> None:
        self._looking = None
        self.seen = seen
        now = datetime.now().astimezone()
        known = self.model.row(0)
        same = known is not None and bool(seen.lines) and known.path == seen.lines[0].path
        held = self.table.current() if same else None  # a copy that has just come is the one of interest
        self.table.with_place = bool(seen.place)
        self.model.show_rows(seen.lines)
        self.table.choose(held)
        self.beside.say("done" if seen.lines else "soon", _beside_words(seen))
        self.elsewhere.say(*_elsewhere_words(seen, now))
        if not self.practised.words.text():
            self.practised.say(*_practised_words(seen, now))
        self.choose.setText("Choose another second place" if seen.place else "Choose a second place")
        if not seen.place and self.leave.hasFocus():
            self._keyboard_to(self.choose)
        self.leave.setVisible(bool(seen.place))
        self.room.setCurrentIndex(min(range(len(_ROOMS)), key=lambda n: abs(_ROOMS[n] - seen.most_bytes)))
        self._allow()
        if self._practise_next:
            self._practise_next = False
            self._practise_newest(seen)

    def _cells(self, line: CopyLine) -> tuple[str, ...]:
        there = self.seen is not None and line.path.name in self.seen.elsewhere
        return (
            when_words(line.made_at, datetime.now().astimezone()),
            line.why[:1].upper() + line.why[1:],
            size_words(line.size),
            "Present passphrase" if line.opens_now else "Another one",
            "There too" if there else "Not there",
        )

    def _allow(self) -> None:
        line = self.table.current()
        busy = "Wait until this is done" if self._job is not None else ""
        why = "There is no copy yet" if line is None else ""
        if line is not None and not line.opens_now:
            why = "This copy opens with another passphrase"
        self.practise.because(busy or why)
        for button in (self.keep, self.choose, self.leave):
            button.because(busy)

    # what is done

    def keep_now(self) -> None:
        """Keep a copy, in the second place too."""
        if self._job is None:
            job = self._desk.keeping.keep("asked")
            job.finished.connect(self._kept)
            self._follow(job, "Keeping a copy and checking it…")

    def _kept(self, kept: Kept) -> None:
        if kept.trouble is None:
            there = " It lies in the second place too." if kept.elsewhere else ""
            self._desk.say(f"A copy is kept, opened again and checked.{there}")

    def practise_soon(self) -> None:
        """Practise with the newest copy that opens, once it is known which that is."""
        self._practise_next = True
        if self._looking is None:
            self.look()

    def _practise_newest(self, seen: CopiesSeen) -> None:
        newest = next((line for line in seen.lines if line.opens_now), None)
        if newest is None:
            self._desk.say("There is no copy yet that opens with the present passphrase.", "soon")
            return
        self.table.choose(newest)
        self.practise_now()

    def practise_now(self) -> None:
        """Go back to the chosen copy in a scratch file, look it over, and say what it holds."""
        line = self.table.current()
        if line is None or self._job is not None or not self.practise.isEnabled():
            return
        store = self._desk.store
        self._follow(
            self._desk.start(lambda report: safekeeping.practise(store, line.path), done=self._practised),
            "Opening the copy and checking all of it…",
        )

    def _practised(self, done: Practice) -> None:
        line = next((line for line in self.seen.lines if line.path == done.copy), None) if self.seen else None
        when = f" of {when_words(line.made_at, datetime.now().astimezone())}" if line else ""
        self.practised.say(
            "done",
            f"Opened the copy{when}: {count(done.pupils, 'pupil')}, {count(done.forms, 'form')}, everything "
            f"checks, {max(1, round(done.took_s))} s.",
            aloud=True,
        )

    def choose_place(self) -> None:
        """Ask for a folder on another disk, and put a copy there at once."""
        place = ask.folder(self, "Choose a folder on a stick or a school drive")
        if place is not None and self._desk.is_open:
            self._place(lambda store: safekeeping.choose_second_place(store, place))

    def leave_place(self) -> None:
        """Keep copies beside the file only; those in the second place stay where they are."""
        self._place(lambda store: safekeeping.choose_second_place(store, None))

    def _place(self, choose: Callable[[Any], Kept]) -> None:
        if self._job is not None:
            return
        store = self._desk.store
        self._follow(
            self._desk.start(lambda report: choose(store), done=self._placed),
            "Putting a copy there and reading it back…",
        )

    def _placed(self, kept: Kept) -> None:
        self._desk.keeping.kept(kept)
        self.look()

    def _give_room(self, place: int) -> None:
        wanted = int(self.room.itemData(place))
        going = self._desk.run(copies_seen.would_go, wanted)
        if going is None:
            return
        gone = "the oldest copy goes" if going == 1 else f"the {going} oldest copies go"
        question = f"With {size_words(wanted)} {gone} now. That cannot be undone."
        if going and not ask.confirm(
            self, "Let older copies go?", question, yes="Let them go", no="Keep them"
        ):
            self.look()
            return
        if self._desk.is_open:
            self._desk.run(copies_seen.give_room, wanted)
            self.look()

    def _follow(self, job: Job, words: str) -> None:
        self._job = job
        self._began = self.window().focusWidget()
        job.ended.connect(self._ended)
        self.progress.follow(job, words)
        self.progress.cancel.because("It is done in a moment")
        self._allow()
        self._landed = self.window().focusWidget()  # what is out of use passes the keyboard on

    def _ended(self) -> None:
        self._job = None
        self._allow()
        if self._began is not self._landed and self._landed is self.window().focusWidget():
            self._keyboard_to(self._began)

    def _keyboard_to(self, part: QWidget | None) -> None:
        if part in (self.keep, self.practise, self.choose, self.leave):
            part.setFocus(Qt.FocusReason.OtherFocusReason)


class CopyRows(RowModel[CopyLine]):
    """The copies of a file."""

    def tip(self, line: CopyLine, column: int) -> str:
        """The whole line: large text leaves out columns."""
        row = self.place(hash(line.path.name))
        return ", ".join(str(self.data(self.index(row, at))) for at in range(len(_HEADS)))


class CopyTable(RowTable):
    """The copies, the newest first; no higher than it must be."""

    def __init__(self, model: CopyRows) -> None:
        super().__init__(model, "Copies beside the file")
        self._model = model
        self.with_place = False
        self.setItemDelegate(_Delegate(self, model))
        model.modelReset.connect(self.dress)
        self.dress()

    def current(self) -> CopyLine | None:
        """Give the chosen copy."""
        return self._model.row(self.currentIndex().row())

    def choose(self, line: CopyLine | None) -> None:
        """Choose the same copy again, or the newest."""
        if self._model.rowCount():
            place = self._model.place(hash(line.path.name)) if line else 0
            self.selectRow(max(0, place))

    def widths(self, room: int) -> Sequence[int]:
        """Leave out what does not fit; why a copy was made takes what is over."""
        wide = [theme.px(least) for least in _WIDE]
        wide[_PLACE] *= self.with_place
        for place in _LEAVE:
            if sum(wide) > room:
                wide[place] = 0
        spare = max(0, room - sum(wide))
        if not spare:
            return [part * room // sum(wide) for part in wide] if sum(wide) > room else wide
        wide[1 if wide[1] else 0] += spare
        return wide

    def dress(self) -> None:
        super().dress()
        self._fit()

    def _fit(self) -> None:
        rows = self.model().rowCount()
        self.setVisible(rows > 0)
        high = (
            self.horizontalHeader().height()
            + min(rows, _MOST_ROWS) * self.verticalHeader().defaultSectionSize()
        )
        self.setFixedHeight(high + 2 * self.frameWidth() + 2)


class _Delegate(RowDelegate):
    """A row as every list's, with a mark before the passphrase that opens it."""

    def __init__(self, view: CopyTable, model: CopyRows) -> None:
        super().__init__(view)
        self._model = model

    def mark(self, index: QModelIndex | QPersistentModelIndex) -> State | None:
        """A tick for the present passphrase, an empty ring for an older one."""
        line = self._model.row(index.row())
        if line is None or index.column() != _OPENS:
            return None
        return "done" if line.opens_now else "none"


def _beside_words(seen: CopiesSeen) -> str:
    if not seen.lines:
        return "There is no copy yet. The first is kept when you close after a change."
    words = f"{len(seen.lines)} copies" if len(seen.lines) > 1 else "1 copy"
    takes = "takes" if len(seen.lines) == 1 else "take"
    return f"{words} beside the file {takes} {size_words(seen.size)} of {size_words(seen.most_bytes)}."


def _elsewhere_words(seen: CopiesSeen, now: datetime) -> tuple[State, str]:
    when = f"The newest reached it at {when_words(seen.elsewhere_at, now)}." if seen.elsewhere_at else ""
    if not seen.place:
        return "soon", _HERE_ONLY
    place = Path(seen.place)
    if not seen.reachable:
        return "soon", f"The second place, {place}, cannot be reached now: connect its drive. {when}".rstrip()
    if not seen.leaves:
        return "soon", f"Copies go to {place} too. {_SAME_DISK}"
    return "done", f"Copies go to {place} too. {when}".rstrip()


def _practised_words(seen: CopiesSeen, now: datetime) -> tuple[State, str]:
    if seen.practised_at is None:
        return (
            "none",
            "Going back to a copy was never tried on this laptop. It changes nothing, and takes seconds.",
        )
    return "done", f"Going back was last practised at {when_words(seen.practised_at, now)}."
