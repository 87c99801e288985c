"""Words on the page: tagged paragraphs, and blocks of things that belong together.

    Text("What is going well?", theme.label, section.add("H3"))
    Text(markup(answer), theme.body, section.add("P"))          # a person's own words
    Block([question, help_, answer], before=5.2 * MM, keep=2)   # flows on; its first two parts stay together

A paragraph that runs over a page stays one element in the reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from senco_desk.reports.tags import Element, Piece, TaggedCanvas

NEARLY: Final = 1e-6
MOST_LEFT_EMPTY: Final = 80 * 72 / 25.4
"""The most of a page, in points, that is left empty for the sake of keeping something whole."""


_PARSING: Final = Lock()
"""ReportLab has one parser of paragraphs for all threads; a preview and a pack may be drawn at once."""


class Text(Paragraph):
    """A tagged paragraph. Drawn a second time (a table's head on its next page) it is decoration."""

    canv: TaggedCanvas
    blPara: Any  # noqa: N815 - ReportLab's own: the lines as laid out
    read_again = False
    """Tag it the second time as well."""

    def __init__(
        self, words: str | None, style: ParagraphStyle, element: Element | None = None, **given: Any
    ) -> None:
        with _PARSING:
            super().__init__(words, style, **given)  # type: ignore[arg-type]  # None goes with frags
        self.element = element
        self._times_drawn = 0
        self._wrapped_at = -1.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Lay the words out, once for each width."""
        if aW != self._wrapped_at or not hasattr(self, "blPara"):
            super().wrap(aW, aH)
            self._wrapped_at = aW
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut between lines, at least two on each side."""
        self.wrap(aW, aH)
        room = int((aH + NEARLY) / self.style.leading)
        if room <= 1 < len(self.blPara.lines):
            return []  # ReportLab would throw the layout away
        parts = super().split(aW, aH)
        for part in parts:
            part.element = self.element  # type: ignore[attr-defined]  # they are of this class
        return parts

    def draw(self) -> None:
        """Draw the words, tagged."""
        canvas = self.canv
        self._times_drawn += 1
        if self._times_drawn == 1:
            self._part_lines()
        again = self._times_drawn > 1 and not self.read_again
        with canvas.artifact("Pagination") if self.element is None or again else canvas.marked(self.element):
            super().draw()

    def _part_lines(self) -> None:
        """End each line but the last with a space, or its last word is read aloud as one with the next."""
        laid = self.blPara
        for line in laid.lines[:-1]:
            words = line[1] if laid.kind == 0 else line.words
            if not words:
                continue
            if laid.kind == 0:
                words.append("")
            else:
                words[-1].text += " "


def spaced(whole: Flowable, parts: list[Flowable]) -> list[Flowable]:
    """Give the first of some cut parts the space that stood above the whole."""
    if parts and parts[0] is not whole:
        parts[0].spaceBefore = whole.getSpaceBefore()
    return parts


class Block(Piece):
    """Things one below the other that flow over pages together.

    Args:
        parts: what stands in it.
        before: space above it, not at the top of a page.
        keep: how many of the first parts never stand without the start of what follows them.
        whole: do not cut it while it is lower than this, in points, and the page is nearly full.
        again: makes what is repeated at the top of the second part ("… (continued)"), where a thing was cut.
        always: repeat it also where the cut falls between two things.
        most_empty: the most of a page, in points, that is left empty to keep it `whole`.
    """

    def __init__(
        self,
        parts: Sequence[Flowable],
        *,
        before: float = 0,
        keep: int = 0,
        whole: float = 0,
        again: Callable[[], list[Flowable]] | None = None,
        always: bool = False,
        most_empty: float = MOST_LEFT_EMPTY,
    ) -> None:
        super().__init__()
        self.most_empty = most_empty
        self.parts = list(parts)
        self.spaceBefore = before
        self.keep = keep
        self.whole = whole
        self.again = again
        self.always = always
        self._heights: list[float] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure every part at this width."""
        self.width = aW
        self._heights = [part.wrap(aW, aH)[1] for part in self.parts]
        gaps = sum(part.getSpaceBefore() for part in self.parts[1:])
        self.height = sum(self._heights) + gaps
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut between two parts or inside one, without stranding the first."""
        self.wrap(aW, aH)
        if self.height <= self.whole and aH <= self.most_empty:
            return []
        at, room = 0, aH
        while at < len(self.parts):
            needs = self._heights[at] + (self.parts[at].getSpaceBefore() if at else 0)
            if needs > room + NEARLY:
                break
            room -= needs
            at += 1
        if at == len(self.parts):
            return [self]
        room -= self.parts[at].getSpaceBefore() if at else 0
        pieces = self.parts[at].split(aW, room) if room > 0 else []
        if len(pieces) > 1:
            return self._cut([*self.parts[:at], pieces[0]], [*pieces[1:], *self.parts[at + 1 :]], inside=True)
        if at <= self.keep:
            return []
        return self._cut(self.parts[:at], self.parts[at:], inside=False)

    def draw(self) -> None:
        """Draw the parts from the top down."""
        y = self.height
        for at, (part, height) in enumerate(zip(self.parts, self._heights, strict=True)):
            y -= height + (part.getSpaceBefore() if at else 0)
            part.drawOn(self.canv, 0, y)

    def _cut(self, first: list[Flowable], rest: list[Flowable], *, inside: bool) -> list[Flowable]:
        repeated = self.again() if self.again is not None and (inside or self.always) else []
        return [
            Block(first, before=self.spaceBefore, keep=0),
            Block(
                [*repeated, *rest],
                before=0 if inside or repeated else rest[0].getSpaceBefore(),
                keep=len(repeated),
                again=self.again,
                always=self.always,
            ),
        ]


class Gap(Block):
    """A little room between two things."""

    def __init__(self, height: float) -> None:
        super().__init__([])
        self._gap = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Take the room."""
        self.width, self.height = aW, self._gap
        return aW, self._gap
