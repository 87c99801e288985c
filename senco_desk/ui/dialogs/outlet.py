"""The two ways a paper leaves: saved where the person says, or printed; each is remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from senco_desk.reports.page import protect
from senco_desk.services import letting_out
from senco_desk.services.letting_out import Paper
from senco_desk.ui import ask
from senco_desk.ui.desk import Desk, Message
from senco_desk.ui.dialogs.lock_pdf import ask_password

if TYPE_CHECKING:
    from senco_desk.store import Done, Store
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window


def save(desk: Desk, parent: QWidget, window: Window, paper: Paper, suggested: str) -> bool:
    """Write a paper where the person says, with a password if one is wanted; says whether it was done."""
    password = ask_password(parent, paper.what)
    if password is None:
        return False
    path = ask.save_file(parent, "Save as PDF", suggested, ask.PDF)
    if path is None or not desk.is_open:
        return False
    leaving = replace(paper, pdf=protect(paper.pdf, password), protected=True) if password else paper
    if desk.run(letting_out.save, leaving, path) is None:
        return False
    told = "It lies outside your SENCO Desk file: delete it when it is not needed any more."
    say(desk, window, f"Saved as {path.name} in {path.parent}. {told}")
    return True


def print_out(
    desk: Desk,
    parent: QWidget,
    window: Window,
    papers: Sequence[Paper],
    copies: int,
    *,
    done: Callable[[], object],
    numbered: Callable[[int, int], bytes] | None = None,
) -> Job | None:
    """Ask for a printer and print papers as one run, in a thread; None when the person leaves it.

    `done` is called when the printer has them all and they are noted; `numbered` draws copy n of m of a
    single paper.
    """
    from senco_desk.ui.preview.printing import PrintRun, new_printer

    printer = new_printer(copies)
    if not ask.printer(parent, "Print", printer) or not desk.is_open:
        return None
    run = PrintRun(printer, [paper.pdf for paper in papers], numbered=numbered)
    store = desk.store
    noted: list[Done] = []

    def work(report: Callable[..., None]) -> None:
        run.go(report, lambda: noted.extend(note_printed(store, papers, run.copies)))

    def tell() -> None:
        # Also of a paper that was on its way already when the person left.
        if noted and desk.is_open and desk.store is store:
            what = papers[0].what if len(papers) == 1 else f"{len(papers)} papers"
            copied = "1 copy" if run.copies == 1 else f"{run.copies} copies"
            say(desk, window, f"Sent to the printer: {what}, {copied}.")

    job = desk.start(work, done=lambda _none: done())
    job.ended.connect(tell)
    return job


def note_printed(store: Store, papers: Sequence[Paper], copies: int) -> list[Done]:
    """Remember papers as printed; in the print run's own thread, for a lock ends what comes after it.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    return [letting_out.printed(store, paper, copies) for paper in papers]


def say(desk: Desk, window: Window, words: str) -> None:
    """Say that something left, with the way to the list of what has."""
    desk.said.emit(Message(words, action="Files let out", run=lambda: window.go("let_out")))
