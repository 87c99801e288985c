"""Composing a paper: the words and their place in the reading order, in one go.

    story = Story(look)                               # opens a Sect
    story.title("Where Rowan is now")                 # H1, with a bookmark
    story.text("Rowan is on My Plan+.", before=LEAD)
    story.heading("The facts so far")                 # H2; stays with what follows
    story.facts([("Needs help with", "Reading"), …])
    story.bullets(["Tell me one thing at a time.", …])
    with story.inside("BlockQuote"):
        story.text(markup(pupil_said))
    story.add(AnyFlowable(story.here.add("Figure", alt="…")))
    finish(story.flowables, …)                        # or add them to a pack's own list

Words given to a story are markup: pass a person's own words through `fonts.markup`.
Whatever is added after a title, heading or label stays on the page with its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from senco_desk.reports.fonts import markup
from senco_desk.reports.shapes import PebbleBullet
from senco_desk.reports.tables import facts
from senco_desk.reports.tags import Element, Piece
from senco_desk.reports.text import MOST_LEFT_EMPTY, Block, Gap, Text, spaced
from senco_desk.reports.theme import MM, Look, Theme, theme_of

LEAD: Final = 2.5 * MM
"""Above the line under a title that says what the page is for."""
_LINE: Final = 34
"""So many letters and "(continued)" stand on a line of large print."""
_KEYS = count(1)


class Title(Text):
    """A heading that is also a bookmark."""

    bookmark_words = ""
    bookmark_key = ""
    level = 0

    def draw(self) -> None:
        """Draw the words and set the bookmark."""
        if self.bookmark_key:
            canvas = self.canv
            canvas.bookmark(self.bookmark_words, self.bookmark_key, self.level)
        super().draw()


class Story:
    """What goes on a paper, in reading order."""

    def __init__(self, look: Look, *, role: str = "Sect") -> None:
        self.theme: Theme = theme_of(look)
        self.flowables: list[Flowable] = []
        self.here = Element(role)
        """The open element: what is added next belongs to it."""
        self._heads: list[Flowable] = []

    @contextmanager
    def inside(self, role: str) -> Iterator[Element]:
        """Open an element (Sect, BlockQuote, Aside) for what is added within."""
        outside = self.here
        self.here = outside.add(role)
        try:
            yield self.here
        finally:
            self.here = outside

    @contextmanager
    def together(self, lower_than: float, most_empty: float = MOST_LEFT_EMPTY) -> Iterator[None]:
        """Keep what is added within on one page, while it is lower than this; `most_empty` as for a Block."""
        start = len(self.flowables)
        yield
        self.settle()
        parts = self.flowables[start:]
        if len(parts) == 1 and isinstance(parts[0], Block):  # a label and its lines are one already
            parts[0].whole = max(parts[0].whole, lower_than)
            parts[0].most_empty = max(parts[0].most_empty, most_empty)
        if len(parts) > 1:
            gap = parts[0].getSpaceBefore()
            self.flowables[start:] = [Block(parts, before=gap, whole=lower_than, most_empty=most_empty)]

    @contextmanager
    def repeating(self, words: str) -> Iterator[None]:
        """Take what is added within as one thing, and say what it is at the top of each further page.

        Headings and labels that wait stay with its start; `words` are plain, and cut to a line.
        """
        heads, self._heads = self._heads, []
        start = len(self.flowables)
        yield
        self.settle()
        parts = self.flowables[start:]
        del self.flowables[start:]
        self._heads = heads
        if parts:
            whole = Block(parts, again=partial(again, self.theme, words), always=True)
            self.add(whole, before=parts[0].getSpaceBefore())

    def title(self, words: str, *, bookmark: str = "", key: str = "") -> str:
        """Add the title (H1) and its bookmark; `bookmark` is plain, else its own words. Gives the key."""
        title = Title(words, self.theme.title, self.here.add("H1"))
        title.bookmark_words = bookmark or title.getPlainText(identify=False)
        title.bookmark_key = key or f"part-{next(_KEYS)}"
        self._heads.append(title)
        return title.bookmark_key

    def heading(
        self, words: str, *, bookmark: str = "", help_words: str = "", before: float = 8 * MM
    ) -> None:
        """Add a heading (H2), in teal; `bookmark` puts it in the bookmarks below the title."""
        heading = Title(words, self.theme.heading, self.here.add("H2"))
        if bookmark:
            heading.bookmark_words, heading.bookmark_key, heading.level = bookmark, f"part-{next(_KEYS)}", 1
        self.hold(heading, before=before)
        self._help(help_words)

    def label(self, words: str, *, before: float = 5.2 * MM, help_words: str = "") -> None:
        """Add a label (H3), bold, and its help, for what comes next."""
        label = Text(words, self.theme.label, self.here.add("H3"))
        self.hold(label, before=1.5 * MM if self._heads else before)
        self._help(help_words)

    def hold(self, flowable: Flowable, *, before: float = 0) -> None:
        """Add something that never stands without the start of what comes next."""
        flowable.spaceBefore = before
        self._heads.append(flowable)

    def text(
        self, words: str, *, before: float = 3 * MM, style: ParagraphStyle | None = None, role: str = "P"
    ) -> None:
        """Add running text, no wider than 70 characters."""
        text = Text(words, style or self.theme.body, self.here.add(role))
        self.add(Measured(text, self.theme.measure), before=before)

    def small(self, words: str, *, before: float = 1 * MM) -> None:
        """Add help or a caption, small and soft."""
        self.text(words, before=before, style=self.theme.small)

    def bullets(self, items: Sequence[str], *, before: float = 1.6 * MM) -> None:
        """Add a list with pebbles."""
        listed = self.here.add("L")
        for at, words in enumerate(items):
            item = listed.add("LI")
            text = Text(words, self.theme.body, item.add("LBody"))
            self.add(PebbleBullet(self.theme, text), before=before if at == 0 else 1.6 * MM)

    def facts(
        self, rows: Sequence[tuple[str, str]], *, label: float = 52 * MM, before: float = 2 * MM
    ) -> None:
        """Add the quiet table of label and value."""
        self.add(facts(self.theme, self.here.add("Table"), rows, label=label), before=before)

    def add(self, flowable: Flowable, *, before: float = 0) -> None:
        """Add anything that can be drawn; headings that wait stay with its start."""
        flowable.spaceBefore = before
        if not self._heads:
            self.flowables.append(flowable)
            return
        heads, self._heads = self._heads, []
        gap = heads[0].getSpaceBefore()
        if isinstance(flowable, Block) and not flowable.again:
            first = flowable.parts[0] if flowable.parts else None
            if first is not None:
                first.spaceBefore = before
            whole = flowable.whole
            self.flowables.append(
                Block([*heads, *flowable.parts], before=gap, keep=len(heads) + flowable.keep, whole=whole)
            )
            return
        self.flowables.append(Block([*heads, flowable], before=gap, keep=len(heads)))

    def _help(self, words: str) -> None:
        if words:
            text = Text(words, self.theme.small, self.here.add("P"))
            self.hold(Measured(text, self.theme.measure), before=0.5 * MM)

    @property
    def waits(self) -> bool:
        """Whether a heading or label waits for what comes next."""
        return bool(self._heads)

    def settle(self) -> None:
        """Let headings that still wait stand where they are, with nothing after them."""
        if self._heads:
            heads, self._heads = self._heads, []
            self.flowables.append(Block(heads, before=heads[0].getSpaceBefore(), whole=self.theme.height))


def continued(label: str) -> str:
    """Word a question for the top of its next page, cut to a line."""
    first = label.split()
    short = label if len(first) <= 6 or len(label) <= _LINE else f"{' '.join(first[:6])}…"
    return f"{short} (continued)"


def again(theme: Theme, label: str) -> list[Flowable]:
    """Make what stands at the top of a further page: what goes on there. It is not read aloud."""
    return [Text(markup(continued(label), bold=True), theme.label), Gap(1 * MM)]


class Measured(Piece):
    """Something no wider than a measure, in a wider column."""

    def __init__(self, content: Flowable, measure: float) -> None:
        super().__init__()
        self.content, self.measure = content, measure

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Measure within the measure."""
        self.width, self.height = self.content.wrap(min(aW, self.measure), aH)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own names
        """Cut the content."""
        parts = self.content.split(min(aW, self.measure), aH)
        return spaced(self, [Measured(part, self.measure) for part in parts])

    def draw(self) -> None:
        """Draw the content."""
        self.content.drawOn(self.canv, 0, 0)
