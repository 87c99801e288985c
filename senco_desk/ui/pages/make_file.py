"""Making a file: the school, where the file lies, and a passphrase with advice as it is typed."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.ui import ask, reading, theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.desk import Desk
from senco_desk.ui.jobs import Cancelled, Job
from senco_desk.ui.pages.place_warning import PlaceWarning
from senco_desk.ui.pages.ways_in import sync
from senco_desk.ui.widgets import Button, Field, Line, MainButton, Small, Title, Words
from senco_desk.ui.widgets.twice import TwicePassphrase

if TYPE_CHECKING:
    from senco_desk.store import Store

_NOT_IN_NAMES = re.compile(r"[^\w \-]+")


class _Making(QWidget):
    """What both forms share: a title, fields, where the file lies, a passphrase, Back and the main button."""

    title = ""
    intro = ""
    button_words = ""
    busy_words = ""

    def __init__(self, desk: Desk, back: Callable[[], object], made: Callable[[Store], object]) -> None:
        super().__init__()
        self._desk = desk
        self._done = made
        self._job: Job | None = None
        self._chosen: Path | None = None
        self._folder: Path | None = None
        # A folder that the person keeps though something else has a hand in it.
        self._kept: Path | None = None
        self.fields: dict[str, Field] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.M)
        self.column.addWidget(Title(self.title, wrap=True))
        self.column.addWidget(Words(self.intro, "quiet", wrap=True))
        self._add_fields()
        self._add_place()
        self._add_passphrases()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("How far it is")
        self._progress.hide()
        self.column.addWidget(self._progress)
        self._back = back
        self._add_buttons()
        self.setProperty("begin", next(field.widget for field in self.fields.values()))

    # what differs

    def _add_fields(self) -> None:
        """Put in the fields that come first."""

    def _suggested(self) -> str:
        """Give the file's name while none was chosen."""
        return "My school"

    def _known(self) -> tuple[str, ...]:
        """Give the words that others know, which a passphrase must not be made of."""
        return ()

    def _make(self, path: Path, passphrase: str, report: Callable[..., None]) -> Store:
        """Make the file; runs in a thread."""
        raise NotImplementedError

    # building

    def add_line(self, key: str, label: str, help_words: str = "", *, hint: str = "") -> Line:
        """Add a line to type into."""
        line = Line(hint=hint)
        line.textEdited.connect(lambda _text, key=key: self.fields[key].accept())
        line.textEdited.connect(self._show_place)
        line.returnPressed.connect(self.make)
        self.fields[key] = Field(label, line, help_words=help_words, key=key)
        self.column.addWidget(self.fields[key])
        return line

    def _add_place(self) -> None:
        self.place = Button("", icon="folder-open", high=36, left=True)
        self.place.clicked.connect(self._choose_place)
        self.fields["path"] = Field("Where the file lies", self.place, key="path")
        self.column.addWidget(self.fields["path"])
        self.warning = PlaceWarning()
        self.warning.local.connect(self._use_local)
        self.warning.kept.connect(self._keep_here)
        self.column.addWidget(self.warning)
        self._show_place()

    def _add_passphrases(self) -> None:
        self.new = TwicePassphrase("Passphrase", "The same passphrase again", self._known, gap=theme.M)
        self.new.entered.connect(self.make)
        self.passphrase, self.again = self.new.first_line, self.new.again_line
        self.fields |= {"passphrase": self.new.first, "again": self.new.again}
        self.column.addWidget(self.new)
        self.column.addWidget(
            Small(
                "Only your passphrase or its recovery kit opens the file. Write the passphrase down, and "
                "keep it where you keep keys.",
                wrap=True,
            )
        )

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        leave = Button("Back", icon="chevron-left", high=44)
        leave.clicked.connect(self.leave)
        self.button = MainButton(self.button_words, high=44)
        self.button.clicked.connect(self.make)
        row.addWidget(leave)
        row.addWidget(self.button, 1)
        self.column.addLayout(row)

    # doing

    def path(self) -> Path:
        """Give where the file will lie."""
        return self._chosen or (self._folder or ask.documents()) / f"{self._suggested()}.senco"

    def make(self) -> None:
        """Check what was typed and make the file in a thread."""
        if self._job is not None:
            return
        slip = self._slip()
        if slip is not None:
            self._refuse(slip)
            return
        path, typed = self.path(), self.passphrase.text()
        self._busy(True)
        self._job = self._desk.start(
            lambda report: self._made(path, typed, report),
            done=self._done,
            refuse=self._refuse,
            owner=self,
            unwanted=_take_back,
        )
        self._job.progressed.connect(self._show_progress)
        self._job.ended.connect(self._ended)

    def _made(self, path: Path, passphrase: str, report: Callable[..., None]) -> Store:
        self._desk.wait_closed()
        if path.parent == sync.here_instead(path).parent:
            with contextlib.suppress(OSError):  # making the file says what is wrong
                path.parent.mkdir(exist_ok=True)
        store = self._make(path, passphrase, report)
        try:
            report()
        except Cancelled:
            _take_back(store)
            raise
        return store

    def _slip(self) -> Mistake | None:
        for key, field in self.fields.items():
            if isinstance(field.widget, Line) and not field.widget.text().strip() and key != "again":
                return Mistake(f"{field.label.text()} is empty.", "Type it in.", field=key)
        if self.warning.isVisible():
            return Mistake("Something else has a hand in this folder.", "Choose below.", field="path")
        return self.new.slip()

    def _refuse(self, mistake: Mistake) -> bool:
        self._busy(False)  # the keyboard goes to a field only while it can be typed in
        field = self.fields.get(mistake.field) or self.fields["path"]
        field.refuse(str(mistake))
        if field is self.fields["passphrase"]:
            self.new.advise()
        (self.warning.use_local if self.warning.isVisible() else field.widget).setFocus()
        announce(field.widget, str(mistake), urgent=True)
        return True

    def _busy(self, busy: bool) -> None:
        self.button.setText(self.busy_words if busy else self.button_words)
        for field in self.fields.values():
            field.setEnabled(not busy)
        if busy:
            announce(self, self.busy_words)

    def _show_progress(self, done: int, of: int, _words: str) -> None:
        self._progress.setVisible(of > 0)
        self._progress.setRange(0, of)
        self._progress.setValue(done)

    def _ended(self) -> None:
        self._job = None
        self._progress.hide()
        self._busy(False)

    def stop(self) -> None:
        """Stop making the file; what there is of it is taken away again."""
        if self._job is not None:
            self._job.cancel()

    def leave(self) -> None:
        """Go back; a file that is being made is taken away again."""
        self.stop()
        self._back()

    def _show_place(self) -> None:
        if not hasattr(self, "place"):
            return
        path = self.path()
        self.place.setText(f"{path.name} in {path.parent.name or path.parent}")
        self.place.setAccessibleName(f"Where the file lies: {self.place.text()}")
        if path.parent == self._kept:
            self.warning.hide()
        else:
            self.warning.show_for(path)

    def _use_local(self) -> None:
        """Have the file on this computer, under the same name."""
        local = sync.here_instead(self.path())
        self._folder, self._chosen = local.parent, local if self._chosen else None
        self._settle_place()

    def _keep_here(self) -> None:
        self._kept = self.path().parent
        self._settle_place()

    def _settle_place(self) -> None:
        self.fields["path"].accept()
        self._show_place()
        self.place.setFocus()

    def _choose_place(self) -> None:
        chosen = ask.save_file(self, "Where the file lies", self.path(), ask.VAULT)
        if chosen is not None:
            self._chosen = chosen
            self.fields["path"].accept()
            self._show_place()


def _take_back(store: Store) -> None:
    """Take away a file that nobody waits for any more: it would stand in the way of another try."""
    from senco_desk.store import take_back

    take_back(store)


class MakeFile(_Making):
    """A school's own file."""

    title = "Make my file"
    intro = "One encrypted file holds everything. You can move or copy it like any other."
    button_words = "Make the file"
    busy_words = "Making the file…"

    def _add_fields(self) -> None:
        self.school = self.add_line("name", "School’s name")
        self.senco = self.add_line("senco_name", "Your name", "As it should stand on letters and papers.")

    def _suggested(self) -> str:
        name = _NOT_IN_NAMES.sub("", self.school.text()).strip()
        return name or "My school"

    def _known(self) -> tuple[str, ...]:
        return (self.school.text(), self.senco.text())

    def _make(self, path: Path, passphrase: str, report: Callable[..., None]) -> Store:
        reading.read("senco_desk.store", "senco_desk.services.school")
        from senco_desk.models.school import SchoolInput
        from senco_desk.services import school
        from senco_desk.store import create

        store = create(path, passphrase)
        school.save(store, SchoolInput(name=self._name, senco_name=self._senco_name))
        return store

    def make(self) -> None:
        """Note the names on the window's thread, then make the file."""
        self._name, self._senco_name = self.school.text().strip(), self.senco.text().strip()
        super().make()


class MakeSchool(_Making):
    """The made-up school, in a file of its own."""

    title = "Try the made-up school"
    intro = (
        "Sixty pupils who do not exist, in a file of their own. Delete the file when you have seen enough."
    )
    button_words = "Make the made-up school"
    busy_words = "Making the school…"

    def _suggested(self) -> str:
        return "Made-up school"

    def _make(self, path: Path, passphrase: str, report: Callable[..., None]) -> Store:
        reading.read("senco_desk.store", "senco_desk.services.demo")
        from senco_desk.services import demo

        return demo.make(
            path,
            passphrase,
            today=date.today(),
            progress=lambda share: report(round(share * 100), 100),
        )
