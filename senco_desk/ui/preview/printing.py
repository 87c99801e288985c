"""A print run: pages drawn at the printer's own fineness and handed over one by one.

run = PrintRun(printer, [pdf, …])
desk.start(run.go)               # in a thread; cancelled between two pages, and noted before it ends
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QRect, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from senco_desk.errors import Trouble
from senco_desk.ui.preview.pages import Pages

Numbered = Callable[[int, int], bytes]
"""Draws copy n of m."""
FINEST_DPI: Final = 400
"""Finer than the eye can see in a letter; a page at a printer's 1200 would take 400 MB."""


def new_printer(copies: int, *, both_sides: bool = True) -> QPrinter:
    """Give a printer set as a paper of ours wants it: A4, whole page, both sides, so many copies.

    The paper's name in the printer's list says nothing about a child.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("SENCO Desk")
    printer.setCreator("SENCO Desk")
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    side = QPrinter.DuplexMode.DuplexLongSide if both_sides else QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(side)
    printer.setCollateCopies(True)
    printer.setCopyCount(copies)
    return printer


class PrintRun:
    """Several papers as one run; with both sides, each begins on a sheet of its own.

    Args:
        printer: as the person set it; its pages, copies, order and colours are kept to.
        papers: the PDFs.
        numbered: draws copy n of m, where a paper says which copy it is; the printer makes one of each.
    """

    def __init__(
        self, printer: QPrinter, papers: Sequence[bytes], *, numbered: Numbered | None = None
    ) -> None:
        self.printer = printer
        self._papers = papers
        self._numbered = numbered
        self.copies = max(1, printer.copyCount())
        """How many copies the person asked for."""
        if numbered is not None and self.copies > 1:
            printer.setCopyCount(1)

    def go(self, report: Callable[..., None], note: Callable[[], object] = lambda: None) -> int:
        """Print; gives the number of pages handed over. Runs in a job's thread.

        Args:
            report: as in `jobs.Job`.
            note: remembers that it is printed; called before the last page, which stays away when it fails.

        Raises:
            Trouble: the printer does not take the paper.
        """
        opened = [Pages(paper) for paper in self._each()]
        painter = QPainter()
        try:
            sheets = list(self._order(opened))
            if not sheets:
                raise Trouble("None of those pages is in this paper.", "Choose other pages in the dialog.")
            self.printer.setFullPage(True)  # a dialog, or another printer, may have taken it away
            if not painter.begin(self.printer):
                raise Trouble(
                    "The printer does not answer.", "Look whether it is switched on, or choose another."
                )
            return self._paint(painter, sheets, report, note)
        finally:
            if painter.isActive():
                painter.end()
            for pages in opened:
                pages.close()

    def _each(self) -> Sequence[bytes]:
        if self._numbered is None or self.copies == 1:
            return self._papers
        return [self._numbered(number, self.copies) for number in range(1, self.copies + 1)]

    def _paint(
        self,
        painter: QPainter,
        sheets: list[tuple[Pages, int] | None],
        report: Callable[..., None],
        note: Callable[[], object],
    ) -> int:
        painted = 0
        try:
            for done, sheet in enumerate(sheets):
                report(done, len(sheets), f"Printing page {done + 1} of {len(sheets)}")
                if done and not self.printer.newPage():
                    raise Trouble(
                        "The printer stopped taking pages.", "Look at the printer, then print again."
                    )
                if done + 1 == len(sheets):
                    note()  # most printers print all that was painted, whatever is called off after that
                if sheet is not None:
                    self._page(painter, *sheet)
                    painted += 1
        except BaseException:
            self.printer.abort()  # nothing half printed, as far as the printer can still hold it back
            raise
        return painted

    def _order(self, opened: list[Pages]) -> Iterator[tuple[Pages, int] | None]:
        """Give the pages in the order printed; None is the empty back of a sheet."""
        by_printer = self.printer.supportsMultipleCopies() or self._numbered is not None
        times = 1 if by_printer else self.copies
        if times > 1 and not self.printer.collateCopies() and len(opened) == 1:
            for pages, number in self._once(opened[0]):
                yield from [(pages, number)] * times
            return
        for time in range(times):
            for place, pages in enumerate(opened):
                numbers = list(self._once(pages))
                yield from numbers
                last = time == times - 1 and place == len(opened) - 1
                if len(numbers) % 2 and self._both_sides() and not last:
                    yield None

    def _once(self, pages: Pages) -> Iterator[tuple[Pages, int]]:
        first, last = 1, len(pages)
        if self.printer.printRange() == QPrinter.PrintRange.PageRange:
            first = max(first, self.printer.fromPage() or first)
            last = min(last, self.printer.toPage() or last)
        numbers = list(range(first, last + 1))
        if self.printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
            numbers.reverse()
        for number in numbers:
            yield pages, number

    def _both_sides(self) -> bool:
        return self.printer.duplex() != QPrinter.DuplexMode.DuplexNone

    def _page(self, painter: QPainter, pages: Pages, number: int) -> None:
        """Draw one page as large as the paper allows, in its middle; A4 on A4 fits to the edge."""
        size = pages.size(number)
        paper = self.printer.pageLayout().fullRectPixels(self.printer.resolution())
        share = min(paper.width() / size.width(), paper.height() / size.height())
        wanted = QSize(round(size.width() * share), round(size.height() * share))
        fine = min(1.0, FINEST_DPI / self.printer.resolution())
        grey = self.printer.colorMode() == QPrinter.ColorMode.GrayScale
        picture = pages.draw(number, wanted * fine, grey=grey)
        # With the whole page in use the painter's nought is the paper's corner.
        left, top = (paper.width() - wanted.width()) // 2, (paper.height() - wanted.height()) // 2
        painter.drawImage(QRect(left, top, wanted.width(), wanted.height()), picture)
