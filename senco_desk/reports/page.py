"""Pages: the ground, the running head, the footer, and the finishing of a document.

    story = Story(look, "Where Rowan is now")        # see senco_desk.reports.story
    story.add(RunningHead("Rowan’s Learning Pathway", "Larkmoor School"))
    …
    pdf = finish(story.flowables, look, facts, title="Review pack for Rowan", subject="Stage 3 review")

`RunningHead` holds for the page on which it stands and those after it; put it first in each part, which
begins on a new page (`NewPage`). `protect` puts a password on what is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import ActionFlowable
from reportlab.platypus.flowables import PageBreak

from senco_desk.reports.fonts import BOLD, REGULAR, register, runs, width_of
from senco_desk.reports.tags import TaggedCanvas
from senco_desk.reports.theme import MM, PAGE_HEIGHT, PAGE_WIDTH, Look, PaperFacts, Theme, theme_of

DRAFT_WORDS = "Draft, not yet agreed"
Foot = tuple[str, str, str]
"""What stands at the left of the footer's two lines, and at the right of the second."""


class RunningHead(ActionFlowable):
    """Words at the top of this page and those after it: the paper's name, and whose it is."""

    def __init__(
        self, left: str = "", right: str = "", draw: Callable[[TaggedCanvas], None] | None = None
    ) -> None:
        super().__init__()
        self.left, self.right, self.instead = left, right, draw
        """`draw`, if given, draws the head in place of the words (a cover, a letter)."""

    def apply(self, doc: Any) -> None:
        """Hand the words to the document."""
        doc.running_head = self


class NewPage(PageBreak):
    """Begin a new page, unless nothing stands on this one."""


class EvenPage(ActionFlowable):
    """Begin a new page with an even number, so that two pages face each other."""

    def apply(self, doc: Any) -> None:
        """Break once, or twice."""
        if not doc.frame._atTop:
            doc.handle_pageBreak()
        if doc.page % 2:
            doc.handle_pageBreak()


class _Paper(BaseDocTemplate):
    """One document: A4, one frame a page."""

    def __init__(
        self, target: BytesIO, theme: Theme, facts: PaperFacts | None, foot: Foot | None, **about: Any
    ) -> None:
        super().__init__(target, pagesize=A4, initialFontName=REGULAR, allowSplitting=1, **about)
        self.theme = theme
        self.facts = facts
        self.foot = foot
        self.running_head = RunningHead()
        frame = Frame(
            theme.left,
            PAGE_HEIGHT - theme.body_bottom,
            theme.width,
            theme.height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(
            PageTemplate("page", [frame], onPage=self._ground, onPageEnd=self._head_and_foot)
        )

    def _ground(self, canvas: Any, _doc: BaseDocTemplate) -> None:
        colours = self.theme.colours
        if colours.page is not None:
            with canvas.artifact("Background"):
                canvas.setFillColor(colours.page)
                canvas.rect(0, 0, PAGE_WIDTH, PAGE_HEIGHT, stroke=0, fill=1)
        if self.facts is not None and self.facts.draft:
            _watermark(canvas, self.theme)

    def _head_and_foot(self, canvas: Any, _doc: BaseDocTemplate) -> None:
        head = self.running_head
        if head.instead is not None:
            head.instead(canvas)
        else:
            right = DRAFT_WORDS if self.facts is not None and self.facts.draft else head.right
            _running_head(canvas, self.theme, head.left, right)
        words = self.foot or footer_words(self.theme.look, self.facts)
        theme = self.theme
        canvas.later(lambda paper: _footer(paper, theme, words))


def footer_words(look: Look, facts: PaperFacts | None) -> Foot:
    """Say what stands at the left of the footer's two lines, and at the right of the second.

    A family copy has initials and the year of birth; no copy has the UPN here.
    """
    if facts is None:
        return ("Confidential when filled in", "", "")
    who = facts.initials
    if who and facts.birth_year:
        who = f"{who}, born {facts.birth_year}"
    confidential = "Confidential" if look.family else "Staff only · Confidential"
    first = " · ".join(part for part in (who, confidential) if part)
    printed = f" · Printed {day_words(facts.printed_on)}" if facts.printed_on else ""
    return (first, f"Version {facts.version}{printed}", f"Copy {facts.copy_number} of {facts.copies}")


def day_words(day: date) -> str:
    """Write a day as 14 Nov 2026, kept on one line."""
    return f"{day.day} {day:%b %Y}".replace(" ", "\u00a0")


def finish(
    story: Sequence[Flowable],
    look: Look,
    facts: PaperFacts | None,
    *,
    title: str,
    subject: str = "",
    school_name: str = "",
    foot: Foot | None = None,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """Set the story on pages and finish the file: tags, language, title, bookmarks, page x of y.

    Args:
        story: what stands on the pages, in reading order. It is used up.
        look: size, colour and whose copy.
        facts: whose paper it is; None for a blank one with nobody's name.
        title: the document's title; on a family copy without surname or UPN unless the school so sets.
        subject: what kind of paper it is.
        school_name: whose paper it is when it is about the file and not about a child.
        foot: what stands in the footer of such a paper.
        progress: called with each page's number as it is begun.
    """
    register()
    target = BytesIO()
    paper = _Paper(
        target,
        theme_of(look),
        facts,
        foot,
        title=title,
        subject=subject,
        author=facts.school_name if facts is not None else school_name,
        creator="SENCO Desk",
        producer="SENCO Desk",
    )

    def canvas(name: Any, **given: Any) -> TaggedCanvas:
        made = TaggedCanvas(name, initialFontName=REGULAR, pagesize=given["pagesize"])
        if progress is not None:
            made.setPageCallBack(progress)
        return made

    paper.build(list(story), canvasmaker=canvas)
    return target.getvalue()


def protect(pdf: bytes, password: str) -> bytes:
    """Lock a finished file with a password: AES-256 (revision 6), needed to open it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return out.getvalue()


def draw_line(
    canvas: TaggedCanvas, words: str, x: float, y: float, *, font: str, size: float, right: bool = False
) -> None:
    """Draw one line of words at its baseline, from x, or up to x when it is right aligned."""
    if right:
        x -= width_of(words, font, size)
    for face, part in runs(words, font):
        canvas.setFont(face, size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, face, size)


def _watermark(canvas: TaggedCanvas, theme: Theme) -> None:
    with canvas.artifact("Background"):
        canvas.saveState()
        canvas.setFillColor(theme.colours.draft)
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        canvas.rotate(52)
        canvas.setFont(BOLD, 187)
        canvas.drawCentredString(0, -187 * 0.334, "DRAFT")
        canvas.restoreState()


def _running_head(canvas: TaggedCanvas, theme: Theme, left: str, right: str) -> None:
    size, leading = theme.small.fontSize, theme.small.leading
    y = PAGE_HEIGHT - 17 * MM - (leading + size * 0.67) / 2
    with canvas.artifact("Pagination"):
        canvas.setFillColor(theme.colours.soft)
        room = PAGE_WIDTH - 2 * theme.left - width_of(right, REGULAR, size) - 6 * MM
        draw_line(canvas, _cut_to(left, room, size), theme.left, y, font=REGULAR, size=size)
        draw_line(canvas, right, PAGE_WIDTH - theme.left, y, font=REGULAR, size=size, right=True)


def _cut_to(words: str, room: float, size: float) -> str:
    """Leave out the last words of a line that has no room for them."""
    kept = words.split()
    while kept and width_of(words, REGULAR, size) > room:
        kept.pop()
        words = f"{' '.join(kept)}…" if kept else ""
    return words


def _footer(canvas: TaggedCanvas, theme: Theme, words: tuple[str, str, str]) -> None:
    size, leading = theme.small.fontSize, theme.small.leading
    last = PAGE_HEIGHT - 286 * MM + (leading - size * 0.67) / 2
    edge = PAGE_WIDTH - theme.left
    page = f"Page {canvas.getPageNumber()} of {canvas.page_total}"
    with canvas.artifact("Pagination"):
        canvas.setStrokeColor(theme.colours.line)
        canvas.setLineWidth(0.6)
        rule = PAGE_HEIGHT - theme.footer_rule
        canvas.line(theme.left, rule, edge, rule)
        canvas.setFillColor(theme.colours.soft)
        draw_line(canvas, words[0], theme.left, last + leading, font=REGULAR, size=size)
        draw_line(canvas, words[1], theme.left, last, font=REGULAR, size=size)
        draw_line(canvas, words[2], edge, last, font=REGULAR, size=size, right=True)
        canvas.setFillColor(theme.colours.ink)
        draw_line(canvas, page, edge, last + leading, font=BOLD, size=size, right=True)
