"""Grounds under words: the stone under an answer, the tint of a callout. Both flow over pages.

story.label("What is going well at home?")
story.add(answer(theme, story.here, words), before=1 * MM)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from reportlab.platypus import Flowable

from senco_desk.reports.fonts import markup
from senco_desk.reports.tags import Element, Piece, TaggedCanvas
from senco_desk.reports.text import Block, Text, spaced
from senco_desk.reports.theme import MM, Theme

RADIUS: Final = 2 * MM
SHORT: Final = 40 * MM
"""An answer lower than this stays on one page."""
SHORT_WITH_MORE: Final = 60 * MM
"""The same of one with a note or the wish to talk, which says little alone."""
FEW: Final = 3
"""So few lines stay with the first of what was added to them."""
Ground = Literal["answer", "callout"]

#: above, below, left, right
_PADS: Final[dict[str, tuple[float, float, float, float]]] = {
    "answer": (2.4 * MM, 2.6 * MM, 4 * MM, 4 * MM),
    "callout": (4 * MM, 4.5 * MM, 8 * MM, 4 * MM),
}


class Grounded(Piece):
    """Things on a coloured ground. Cut over two pages, its corners are square at the cut.

    Args:
        theme: sizes and colours.
        content: what stands on it.
        ground: "answer" (stone, round corners) or "callout" (tint, a teal bar at the left).
        cut: whether its top, and its bottom, are cut edges.
    """

    def __init__(
        self,
        theme: Theme,
        content: Block,
        ground: Ground = "answer",
        *,
        cut: tuple[bool, bool] = (False, False),
    ) -> None:
        super().__init__()
        self.theme, self.content, self.ground, self.cut = theme, content, ground, cut

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure what stands on it."""
        above, below, left, right = _PADS[self.ground]
        self.width = aW
        self.height = self.content.wrap(aW - left - right, aH)[1] + above + below
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut the content, at least two lines on each side."""
        above, below, left, right = _PADS[self.ground]
        parts = self.content.split(aW - left - right, aH - above - below)
        if len(parts) < 2:
            return []
        top, bottom = self.cut
        first, rest = parts
        pieces: list[Flowable] = [
            Grounded(self.theme, first, self.ground, cut=(top, True)),  # type: ignore[arg-type]  # a block's parts
            Grounded(self.theme, rest, self.ground, cut=(True, bottom)),  # type: ignore[arg-type]  # are blocks
        ]
        return spaced(self, pieces)

    def draw(self) -> None:
        """Draw the ground and what stands on it."""
        canvas = self.canv
        below, left = _PADS[self.ground][1:3]
        with canvas.artifact("Background"):
            if self.ground == "callout":
                canvas.setFillColor(self.theme.colours.tint)
                canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
                canvas.setFillColor(self.theme.colours.teal)
                canvas.rect(0, 0, 2 * MM, self.height, stroke=0, fill=1)
            else:
                self._stone(canvas)
        self.content.drawOn(canvas, left, below)

    def _stone(self, canvas: TaggedCanvas) -> None:
        canvas.setFillColor(self.theme.colours.stone)
        canvas.roundRect(0, 0, self.width, self.height, RADIUS, stroke=0, fill=1)
        top, bottom = self.cut
        if top:
            canvas.rect(0, self.height - RADIUS, self.width, RADIUS, stroke=0, fill=1)
        if bottom:
            canvas.rect(0, 0, self.width, RADIUS, stroke=0, fill=1)


def answer(
    theme: Theme, element: Element, words: str, *, more: Sequence[Flowable] = (), role: str = "P"
) -> Grounded:
    """Set a person's own words, unchanged, on stone; an empty line in them parts two paragraphs."""
    parts: list[Flowable] = []
    for paragraph in _paragraphs(words):
        for at, line in enumerate(
            paragraph.split("\n")
        ):  # one Text cut at a line's end begins with an empty one
            text = Text(markup(line), theme.body, element.add(role))
            text.spaceBefore = 0 if at else 3 * MM
            parts.append(text)
    keep = len(parts) if more and len(parts) <= FEW else 0  # "Yes" alone is no answer to "Tell us more"
    return Grounded(theme, Block([*parts, *more], keep=keep, whole=SHORT_WITH_MORE if more else SHORT))


def callout(theme: Theme, heading: str, words: str, element: Element, *, small: bool = False) -> Grounded:
    """Set a heading (H3) and plain words on the tint, in a section of its own; `small` at a form's end."""
    section = element.add("Sect")
    head = Text(markup(heading, bold=True), theme.label, section.add("H3"))
    parts: list[Flowable] = [head]
    for paragraph in _paragraphs(words):
        text = Text(markup(paragraph), theme.small if small else theme.body, section.add("P"))
        text.spaceBefore = 0.8 * MM if len(parts) == 1 else 3 * MM
        parts.append(text)
    return Grounded(theme, Block(parts, keep=1, whole=60 * MM), "callout")


def _paragraphs(words: str) -> list[str]:
    return [part.strip("\n") for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]
