"""Every question to the person goes through this one door, so that a test can answer it.

    path = ask.save_file(self, "Save the pack", "Review pack.pdf", ask.PDF)   # None when the person leaves
    if ask.confirm(self, "Drop this draft?", "What was typed goes.", yes="Drop it", no="Keep it"): ...

Files are asked for with the system's own dialogs. `use(door)` puts another door in place, gives back the old.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True)
class Kind:
    """A kind of file, as a file dialog names it."""

    words: str
    endings: tuple[str, ...]

    def pattern(self) -> str:
        """Give the dialog's filter."""
        return f"{self.words} ({' '.join(f'*.{ending}' for ending in self.endings)})"


VAULT: Final = Kind("SENCO Desk file", ("senco",))
PDF: Final = Kind("PDF", ("pdf",))
LIST: Final = Kind("Spreadsheet or CSV", ("csv", "xlsx", "txt"))
PICTURE: Final = Kind("Picture", ("png", "jpg", "jpeg"))


class Door(Protocol):
    """What can be asked."""

    def open_file(self, parent: QWidget | None, title: str, kind: Kind) -> Path | None:
        """Ask for a file that is there."""

    def save_file(self, parent: QWidget | None, title: str, suggested: Path, kind: Kind) -> Path | None:
        """Ask where to write a file."""

    def confirm(self, parent: QWidget | None, question: str, detail: str, yes: str, no: str) -> bool:
        """Ask a question that has two verbs for answers."""

    def text(self, parent: QWidget | None, question: str, label: str, start: str) -> str | None:
        """Ask for a line of text."""

    def pick(self, parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> int | None:
        """Ask for one of a few."""


class Dialogs:
    """The real door: the system's file dialogs, and our own for the rest."""

    def open_file(self, parent: QWidget | None, title: str, kind: Kind) -> Path | None:
        """Ask for a file that is there."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(documents()), kind.pattern())
        return Path(chosen) if chosen else None

    def save_file(self, parent: QWidget | None, title: str, suggested: Path, kind: Kind) -> Path | None:
        """Ask where to write a file."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kind.pattern())
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(f".{kind.endings[0]}")

    def confirm(self, parent: QWidget | None, question: str, detail: str, yes: str, no: str) -> bool:
        """Ask a question that has two verbs for answers."""
        from senco_desk.ui.dialogs.question import Question

        return Question(parent, question, detail, yes=yes, no=no).ask()

    def text(self, parent: QWidget | None, question: str, label: str, start: str) -> str | None:
        """Ask for a line of text."""
        from senco_desk.ui.dialogs.question import LineQuestion

        return LineQuestion(parent, question, label, start).ask_line()

    def pick(self, parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> int | None:
        """Ask for one of a few."""
        from senco_desk.ui.dialogs.question import PickQuestion

        return PickQuestion(parent, question, label, choices).ask_pick()


_door: list[Door] = [Dialogs()]


def use(door: Door) -> Door:
    """Put another door in place; gives back the one that was there."""
    old = _door[0]
    _door[0] = door
    return old


def open_file(parent: QWidget | None, title: str, kind: Kind) -> Path | None:
    """Ask for a file that is there; None when the person leaves it."""
    return _door[0].open_file(parent, title, kind)


def save_file(parent: QWidget | None, title: str, suggested: Path | str, kind: Kind) -> Path | None:
    """Ask where to write a file; None when the person leaves it. A bare name is suggested in Documents."""
    place = Path(suggested)
    return _door[0].save_file(parent, title, place if place.is_absolute() else documents() / place, kind)


def confirm(parent: QWidget | None, question: str, detail: str = "", *, yes: str, no: str) -> bool:
    """Ask a question that has two verbs for answers; leaving it is `no`. Only for what cannot be undone."""
    return _door[0].confirm(parent, question, detail, yes, no)


def text(parent: QWidget | None, question: str, label: str, *, start: str = "") -> str | None:
    """Ask for a line of text; None when the person leaves it."""
    return _door[0].text(parent, question, label, start)


def pick(parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> int | None:
    """Ask for one of a few; gives its place, None when the person leaves it."""
    return _door[0].pick(parent, question, label, choices)


def documents() -> Path:
    """Give the person's Documents folder, or their home."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
