"""A door that answers questions in a test: give the answers in the order they will be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from senco_desk.ui import ask
from senco_desk.ui.ask import Kind


class Answers:
    """Answers each question with the next answer, and remembers what was asked."""

    def __init__(self, *answers: Any) -> None:
        self._left = list(answers)
        self.asked: list[str] = []

    def open_file(self, parent: QWidget | None, title: str, kind: Kind) -> Path | None:
        return self._next(title)

    def save_file(self, parent: QWidget | None, title: str, suggested: Path, kind: Kind) -> Path | None:
        return self._next(title)

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self._next(title)

    def printer(self, parent: QWidget | None, title: str, printer: QPrinter) -> bool:
        """The answer is False to leave, or what sets the printer, such as to a PDF file."""
        answer = self._next(title)
        if callable(answer):
            answer(printer)
        return bool(answer)

    def confirm(self, parent: QWidget | None, question: str, detail: str, yes: str, no: str) -> bool:
        return bool(self._next(question))

    def text(self, parent: QWidget | None, question: str, label: str, yes: str) -> str | None:
        return self._next(question)

    def pick(self, parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> int | None:
        return self._next(question)

    def _next(self, question: str) -> Any:
        self.asked.append(question)
        assert self._left, f"asked, but nothing was to be asked: {question}"
        return self._left.pop(0)


@contextmanager
def answering(*answers: Any) -> Iterator[Answers]:
    """Answer the questions asked in the block; each answer must be used."""
    door = Answers(*answers)
    old = ask.use(door)
    try:
        yield door
        assert door._left == [], f"never asked for: {door._left}"
    finally:
        ask.use(old)
