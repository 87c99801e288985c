"""Every question to the person goes through this one door, so that a test can answer it.

    path = ask.save_file(self, "Save the pack", "Review pack.pdf", ask.PDF)   # None when the person leaves
    if ask.confirm(self, "Drop this draft?", "What was typed goes.", yes="Drop it", no="Keep it"): ...

The real door is `ui/dialogs/question.py`: the system's own dialogs for files, ours for the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


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

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Ask for a folder to write into."""

    def printer(self, parent: QWidget | None, title: str, printer: QPrinter) -> bool:
        """Ask which printer, how many copies and which pages; `printer` is set to the answer."""

    def confirm(self, parent: QWidget | None, question: str, detail: str, yes: str, no: str) -> bool:
        """Ask a question that has two verbs for answers."""

    def text(self, parent: QWidget | None, question: str, label: str, yes: str) -> str | None:
        """Ask for a line of text; `yes` is the verb on the main button."""

    def pick(self, parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> int | None:
        """Ask for one of a few."""


_doors: list[Door] = []


def use(door: Door | None) -> Door | None:
    """Put another door in place; gives back the one that was there, or None."""
    old = _doors.pop() if _doors else None
    if door is not None:
        _doors.append(door)
    return old


def has_door() -> bool:
    """Say whether anybody can be asked."""
    return bool(_doors)


def open_file(parent: QWidget | None, title: str, kind: Kind) -> Path | None:
    """Ask for a file that is there; None when the person leaves it."""
    return _doors[0].open_file(parent, title, kind)


def save_file(parent: QWidget | None, title: str, suggested: Path | str, kind: Kind) -> Path | None:
    """Ask where to write a file; None when the person leaves it. A bare name is suggested in Documents."""
    place = Path(suggested)
    return _doors[0].save_file(parent, title, place if place.is_absolute() else documents() / place, kind)


def folder(parent: QWidget | None, title: str) -> Path | None:
    """Ask for a folder to write into; None when the person leaves it."""
    return _doors[0].folder(parent, title)


def printer(parent: QWidget | None, title: str, printer: QPrinter) -> bool:
    """Ask which printer, how many copies and which pages; False when the person leaves it.

    `printer` says what is proposed, and is set to the answer.
    """
    return _doors[0].printer(parent, title, printer)


def confirm(parent: QWidget | None, question: str, detail: str = "", *, yes: str, no: str) -> bool:
    """Ask a question that has two verbs for answers; leaving it is `no`. Only for what cannot be undone."""
    return _doors[0].confirm(parent, question, detail, yes, no)


def text(parent: QWidget | None, question: str, label: str, yes: str) -> str | None:
    """Ask for a line of text, with a verb on the main button; None when the person leaves it."""
    return _doors[0].text(parent, question, label, yes)


def pick(parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> int | None:
    """Ask for one of a few; gives its place, None when the person leaves it."""
    return _doors[0].pick(parent, question, label, choices)


def documents() -> Path:
    """Give the person's Documents folder, or their home where there is none."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()
