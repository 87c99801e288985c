"""Fit a paper to its pages before it is drawn: no last page for a few lines, and no room to write wasted.

    tighten(flowables, theme)         # closes the gaps a little where that saves a nearly empty last page
    lengthen(flowables, theme)        # gives what is left free on a page to the lines for long answers

Both lay the paper out as ReportLab will, without drawing it, and leave it as it was where they gain nothing.
Type never changes (paper README: nothing is shrunk to fit; gaps tighten before a few lines go over).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from reportlab.platypus import Flowable, PageBreak
from reportlab.platypus.doctemplate import ActionFlowable

from senco_desk.reports.marks import WritingLines
from senco_desk.reports.tables import Inset
from senco_desk.reports.text import NEARLY, Block
from senco_desk.reports.theme import MM, Theme

_THIN: Final = 0.4
"""A last page with less than this share of it used is worth saving."""
_TIGHTER: Final = ((0.85, 0), (0.7, 0), (0.55, 0), (0.7, 1), (0.55, 2))
"""What is tried: the share left of the gaps (5.2 mm become 2.9 at the least), and lines to do without."""
_LEAST_LINES: Final = 4
"""A long answer keeps as many lines (forms.md 4.0: 4 to 8)."""
_MOST_LINES: Final = 6
"""More in a row look like a page of a notebook."""
_SPARE: Final = 3 * MM
"""Left free below the last line that is added."""


@dataclass(slots=True)
class _Page:
    """What stands on one page, and the height that it leaves free."""

    free: float
    parts: list[Flowable] = field(default_factory=list)


def tighten(flowables: Sequence[Flowable], theme: Theme) -> None:
    """Close the gaps between the parts of a paper, if its nearly empty last page is saved by that.

    If that is not enough, answers with more than four lines to write on give up one or two of them.
    """
    pages = laid_out(flowables, theme)
    if len(pages) < 2 or pages[-1].free < theme.height * (1 - _THIN):
        return
    usual = [flowable.getSpaceBefore() for flowable in flowables]
    lines = [(one, one.count) for part in flowables for one in _writing_lines(part)]
    for share, fewer in (*_TIGHTER, (1.0, 0)):
        for flowable, before in zip(flowables, usual, strict=True):
            flowable.spaceBefore = before * share
        for one, count in lines:
            spare = count + (one.besides or 0) - _LEAST_LINES
            one.count = count - max(0, min(fewer, spare, count))
        if len(laid_out(flowables, theme)) < len(pages):
            return


def lengthen(flowables: Sequence[Flowable], theme: Theme) -> None:
    """Add lines to write on where a page has room for them, to the answers with the fewest first."""
    pages = laid_out(flowables, theme)
    added: list[WritingLines] = []
    for page in pages:
        lines = [found for part in page.parts for found in _writing_lines(part)]
        free = page.free - _SPARE
        while lines and free >= lines[0].gap:
            fewest = min(lines, key=_of_the_answer)
            if _of_the_answer(fewest) >= _MOST_LINES:
                break
            fewest.count += 1
            added.append(fewest)
            free -= fewest.gap
    if added and len(laid_out(flowables, theme)) > len(pages):
        for line in added:
            line.count -= 1


def _of_the_answer(lines: WritingLines) -> int:
    """Count the lines that an answer has in all."""
    return lines.count + (lines.besides or 0)


def laid_out(flowables: Sequence[Flowable], theme: Theme) -> list[_Page]:
    """Lay a paper out on pages as ReportLab's frame does."""
    waiting = deque(flowables)
    pages = [_Page(theme.height)]
    while waiting:
        flowable, page = waiting.popleft(), pages[-1]
        if isinstance(flowable, PageBreak):
            if page.parts:
                pages.append(_Page(theme.height))
            continue
        if isinstance(flowable, ActionFlowable):
            continue
        before = flowable.getSpaceBefore() if page.parts else 0
        room = page.free - before
        if room > 0 and flowable.wrap(theme.width, room)[1] <= room + NEARLY:
            page.parts.append(flowable)
            page.free = room - flowable.height
            continue
        pieces = flowable.split(theme.width, room) if room > 0 else []
        if not pieces and page.parts:
            pages.append(_Page(theme.height))
            waiting.appendleft(flowable)
            continue
        first, *rest = pieces or [flowable]
        page.parts.append(first)
        page.free = room - first.wrap(theme.width, room)[1]
        waiting.extendleft(reversed(rest))
    return pages


def _writing_lines(part: Flowable) -> Iterator[WritingLines]:
    """Find the lines for long answers in what stands on a page."""
    if isinstance(part, WritingLines) and part.besides is not None:
        yield part
    elif isinstance(part, Block):
        for inside in part.parts:
            yield from _writing_lines(inside)
    elif isinstance(part, Inset):
        yield from _writing_lines(part.content)
