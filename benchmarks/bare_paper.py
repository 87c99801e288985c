"""The reference for paper: the same words, tables and drawings set with ReportLab alone, without tags.

`bare(story, look)` takes a story of ours apart into what it shows (not timed) and gives a function that
sets it with ReportLab's own `Paragraph`, `Table` and `SimpleDocTemplate`, with running heads, a footer and
"page x of y". `untagged` sets our own flowables on our own pages, only without tags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from senco_desk.reports.answer import Grounded
from senco_desk.reports.fonts import BOLD, REGULAR
from senco_desk.reports.page import NewPage, RunningHead, _Paper
from senco_desk.reports.shapes import PebbleBullet
from senco_desk.reports.story import Measured
from senco_desk.reports.tables import Grid, Inset, Row
from senco_desk.reports.tags import Element, TaggedCanvas
from senco_desk.reports.text import Block, Gap, Text
from senco_desk.reports.theme import Look, PaperFacts, Theme, theme_of

Make = Callable[[], list[Flowable]]


class NumberedCanvas(Canvas):
    """ReportLab's usual way to "page x of y": keep each page's state and finish them all at the end."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._kept: list[dict[str, Any]] = []
        self._head: RunningHead | None = None

    def showPage(self) -> None:  # noqa: N802 - ReportLab's own name
        """Draw the running head and keep the page."""
        # ReportLab takes its document away again before the last page is shown.
        self._head = head = getattr(getattr(self, "_doctemplate", None), "running_head", self._head)
        if head is not None and head.instead is not None:
            head.instead(self)  # type: ignore[arg-type]  # it knows all that a head calls
        elif head is not None:
            self.setFont(REGULAR, 12)
            self.drawString(68, 785, head.left)
            self.drawRightString(527, 785, head.right)
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # not in the stubs

    def save(self) -> None:
        """Finish every page with its number."""
        for at, state in enumerate(self._kept, 1):
            self.__dict__.update(state)
            self.setFont(REGULAR, 12)
            self.drawString(68, 60, "R.H., born 2018 · Confidential")
            self.drawString(68, 44, "Version 3 · Printed 22 Nov 2026")
            self.drawRightString(527, 44, "Copy 1 of 1")
            self.setFont(BOLD, 12)
            self.drawRightString(527, 60, f"Page {at} of {len(self._kept)}")
            self.line(68, 76, 527, 76)
            Canvas.showPage(self)
        Canvas.save(self)


class Untagged(Flowable):
    """One of our drawings, drawn by itself."""

    def __init__(self, drawing: Flowable) -> None:
        super().__init__()
        self.drawing = drawing

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure it."""
        self.width, self.height = self.drawing.wrap(aW, aH)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it without marks."""
        self.drawing.drawOn(self.canv, 0, 0)


class UntaggedCanvas(NumberedCanvas):
    """Knows our drawings' calls and does nothing for them."""

    page_total = 1
    pages_of: Mapping[str, int] = defaultdict(lambda: 1)

    def later(self, draw: Callable[[Any], None]) -> None:
        """Draw at once: a second pass for the contents would only make the reference slower."""
        draw(self)

    def marked(self, element: object) -> Any:
        """Mark nothing."""
        return _NOTHING

    def artifact(self, kind: str = "") -> Any:
        """Mark nothing."""
        return _NOTHING


class _Nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


_NOTHING = _Nothing()


def bare(story: Sequence[Flowable], look: Look) -> Callable[[], bytes]:
    """Give a function that sets the same things with ReportLab alone."""
    theme = theme_of(look)
    makers = [_maker(flowable, theme) for flowable in story]

    def draw() -> bytes:
        out = BytesIO()
        paper = SimpleDocTemplate(
            out, pagesize=A4, leftMargin=theme.left, rightMargin=theme.left, topMargin=80, bottomMargin=90
        )
        paper.build([made for make in makers for made in make()], canvasmaker=UntaggedCanvas)
        return out.getvalue()

    return draw


class _Unmarked(TaggedCanvas):
    """Our own canvas without marked content, tags and words about the document."""

    def marked(self, element: Element) -> Any:
        """Mark nothing."""
        return _NOTHING

    def artifact(self, kind: str = "Layout") -> Any:
        """Mark nothing."""
        return _NOTHING

    def _write_tags(self) -> None: ...

    def _write_words_about(self) -> None: ...


def untagged(compose: Callable[[], list[Flowable]], look: Look, facts: PaperFacts) -> Callable[[], bytes]:
    """Give a function that sets our own flowables, page for page, without any tag."""

    def canvas(name: Any, **given: Any) -> TaggedCanvas:
        return _Unmarked(name, initialFontName=REGULAR, pagesize=given["pagesize"])

    def draw() -> bytes:
        out = BytesIO()
        _Paper(out, theme_of(look), facts, None).build(compose(), canvasmaker=canvas)
        return out.getvalue()

    return draw


def _maker(flowable: Flowable, theme: Theme) -> Make:
    """Find how ReportLab alone would set a flowable; anything it has no word for is one of our drawings."""
    for kind, take_apart in _WAYS.items():
        if isinstance(flowable, kind):
            return take_apart(flowable, theme)
    return lambda: [Untagged(flowable)]


def _words(text: Text, _theme: Theme) -> Make:
    words, style = escape(text.getPlainText(identify=False)), text.style
    return lambda: [Paragraph(words, style)]


def _block(block: Block, theme: Theme) -> Make:
    gaps = [part.getSpaceBefore() for part in block.parts]
    return _all([_maker(part, theme) for part in block.parts], gaps)


def _grounded(grounded: Grounded, theme: Theme) -> Make:
    inner = _maker(grounded.content, theme)
    ground: list[Any] = [("BACKGROUND", (0, 0), (-1, -1), theme.colours.stone)]
    return lambda: [Table([[made] for made in inner()], colWidths=[theme.width], style=ground)]


def _grid(grid: Grid, theme: Theme) -> Make:
    rows = [grid.head, *grid.rows] if grid.head is not None else grid.rows
    return _table(rows, grid.widths, theme, heads=int(grid.head is not None))


def _all(makers: Sequence[Make], gaps: Sequence[float]) -> Make:
    def make() -> list[Flowable]:
        made: list[Flowable] = []
        for gap, maker in zip(gaps, makers, strict=True):
            made += [Spacer(0, gap), *maker()] if gap else maker()
        return made

    return make


def _table(rows: Sequence[Row], widths: Sequence[float], theme: Theme, *, heads: int) -> Make:
    cells = [[_maker(content, theme) for content in row.cells] for row in rows]
    rule: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, theme.colours.hair),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]

    def make() -> list[Flowable]:
        data = [[content() for content in row] for row in cells]
        return [Table(data, colWidths=list(widths), style=rule, repeatRows=heads, splitInRow=1)]

    return make


_WAYS: dict[type[Flowable], Callable[[Any, Theme], Make]] = {
    Text: _words,
    Gap: lambda gap, _theme: list,
    RunningHead: lambda head, _theme: lambda: [head],
    Block: _block,
    Measured: lambda measured, theme: _maker(measured.content, theme),
    Inset: lambda inset, theme: _maker(inset.content, theme),
    PebbleBullet: lambda bullet, theme: _maker(bullet.text, theme),
    Grounded: _grounded,
    Grid: _grid,
    Row: lambda row, theme: _table([row], row.widths, theme, heads=0),
    NewPage: lambda page, _theme: lambda: [NewPage()],
}
