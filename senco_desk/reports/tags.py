"""Tagged PDF: a tree of what each mark on the page is, written while ReportLab draws.

    section = Element("Sect")
    title = section.add("H1")
    with canvas.marked(title):                       # everything drawn here is the heading
        canvas.drawString(…)
    with canvas.artifact():                          # a rule, a ground: passed over when read aloud
        canvas.line(…)
    picture = section.add("Figure", alt="Happy, chosen")

The tree is made while the story is composed, so its order is the order of composing; only elements that were
drawn are written. An element whose topmost parent is new joins the document when it is first drawn. Of nested
marks the outermost counts: a drawing that shows words inside a Figure stays one Figure.

`canvas.later(draw)` draws something when the number of pages is known, in the same place, on the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFPage,
    PDFStream,
)
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

rl_config.useA85 = 0  # streams as bytes, not as text: smaller files, sooner written
LANGUAGE: Final = "en-GB"
BYTE_ORDER: Final = "\ufeff"


class Element:
    """One thing in the reading order: a section, a heading, a table's cell, a figure."""

    __slots__ = ("_drawn", "alt", "attributes", "kids", "number", "parent", "role")

    def __init__(
        self, role: str, *, alt: str = "", attributes: str = "", parent: Element | None = None
    ) -> None:
        self.role = role
        self.alt = alt
        self.attributes = attributes
        """The attribute dictionary as PDF, such as "/O /Table /Scope /Row"."""
        self.kids: list[Element | tuple[int, int]] = []
        """Elements inside, and marks as (page, marked content number), in reading order."""
        self.parent = parent
        self.number = 0
        self._drawn = False

    def add(self, role: str, *, alt: str = "", attributes: str = "") -> Element:
        """Make an element inside this one, after what is there already."""
        child = Element(role, alt=alt, attributes=attributes, parent=self)
        self.kids.append(child)
        return child

    def even_empty(self) -> Element:
        """Write this one even when nothing is drawn in it: a cell to be filled in by hand."""
        self._drawn = True
        return self

    def top(self) -> Element:
        """Find the topmost element that this one lies in."""
        at = self
        while at.parent is not None:
            at = at.parent
        return at

    def drew(self, page: int, mark: int) -> None:
        """Note that a mark on a page belongs here."""
        self.kids.append((page, mark))
        at: Element | None = self
        while at is not None and not at._drawn:
            at._drawn = True
            at = at.parent

    def shown(self) -> list[Element | tuple[int, int]]:
        """Give what is inside, without what was never drawn."""
        return [kid for kid in self.kids if isinstance(kid, tuple) or kid._drawn]


def _place(at: int) -> str:
    """Hold a line of a page's code for what is drawn later; to PDF it is a comment.

    A whole line: words that somebody typed never are, since their line ends are written otherwise.
    """
    return f"\n% later {at}\n"


def cell(row: Element, *, head: str = "", across: int = 1) -> Element:
    """Make a table's cell; `head` is "Row" or "Column" for a header cell, `across` the columns it spans."""
    attributes = ""
    if head or across > 1:
        scope = f" /Scope /{head}" if head else ""
        span = f" /ColSpan {across}" if across > 1 else ""
        attributes = f"/O /Table{scope}{span}"
    return row.add("TH" if head else "TD", attributes=attributes)


class Piece(Flowable):
    """A flowable of ours: the canvas that it is drawn on knows tags."""

    canv: TaggedCanvas


class _Written(PDFObject):
    """A PDF object whose words are ready."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.words = b""

    def format(self, document: object) -> bytes:
        return self.words


class TaggedCanvas(Canvas):
    """A canvas that knows what it is drawing."""

    # ReportLab's own, which its type stubs leave out
    _doc: Any
    _code: list[str]
    _currentMatrix: Any  # noqa: N815 - ReportLab's own name
    _filename: Any
    _pageNumber: int  # noqa: N815 - ReportLab's own name

    def __init__(self, filename: Any, **given: Any) -> None:
        given.update(lang=LANGUAGE, pdfVersion=(1, 7), pageCompression=1)
        super().__init__(filename, **given)
        self.root = Element("Document")
        self.page_total = 0
        self.pages_of: dict[str, int] = {}
        """Bookmark key -> page number, for a table of contents drawn `later`."""
        self._tops: set[int] = {id(self.root)}
        self._marks: list[list[Element]] = [[]]
        self._later: list[tuple[int, Any, Callable[[TaggedCanvas], None]]] = []
        self._inside = False

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """Tag what is drawn inside as this element; nothing more when something is being tagged already."""
        if self._inside:
            yield
            return
        top = element.top()
        if id(top) not in self._tops:
            self._tops.add(id(top))
            if top is not self.root:
                top.parent = self.root
                self.root.kids.append(top)
        marks = self._marks[-1] if not self.page_total else self._marks[self._pageNumber - 1]
        element.drew(self._pageNumber - 1, len(marks))
        marks.append(element)
        with self._between(f"/{element.role} <</MCID {len(marks) - 1}>> BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Mark what is drawn inside as decoration; `kind` is "Layout", "Pagination" or "Background"."""
        if self._inside:
            yield
            return
        with self._between(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    @contextmanager
    def _between(self, begun: str) -> Iterator[None]:
        self._code.append(begun)
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            self._code.append("EMC")

    def later(self, draw: Callable[[TaggedCanvas], None]) -> None:
        """Draw on this page, at this origin, once `page_total` and `pages_of` are known.

        It is written where it would have stood, so that the order of the page stays the order of the tags.
        """
        self._code.append(_place(len(self._later)))
        self._later.append((self._pageNumber, self._currentMatrix, draw))

    def bookmark(self, words: str, key: str, level: int = 0) -> None:
        """Put this page in the bookmarks, at the current place."""
        self.pages_of[key] = self._pageNumber
        y = self.absolutePosition(0, 0)[1]
        self.bookmarkPage(key, fit="XYZ", left=0, top=y + 30, zoom=0)
        self.addOutlineEntry(words, key, level)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's own name
        """Close the page and give it its number in the tag tree."""
        super().showPage()
        self._marks.append([])

    def save(self) -> None:
        """Draw what waited, write the tags and close the file."""
        if len(self._code):
            self.showPage()
        self._draw_what_waited()
        self._write_tags()
        self._write_words_about()
        self._doc.SaveToFile(self._filename, self)

    def _draw_what_waited(self) -> None:
        pages: list[Any] = self._doc.Pages.pages
        self.page_total = len(pages)
        for at, (number, matrix, draw) in enumerate(self._later):
            self._pageNumber = number
            self._code = []
            self.init_graphics_state()
            self._currentMatrix = matrix  # where the place lies; the page's own code leads there
            self.saveState()
            draw(self)
            self.restoreState()
            page = pages[number - 1]
            code = "\n".join(["", *self._code, ""])
            page.stream = page.stream.replace(_place(at), code, 1)
        self._code = []

    def _write_tags(self) -> None:
        document = self._doc
        pages: list[Any] = document.Pages.pages
        numbers = document.idToObjectNumberAndVersion
        page_numbers = [numbers[page.__InternalName__][0] for page in pages]
        written: list[tuple[Element, _Written]] = []

        def enter(element: Element) -> None:
            made = _Written()
            document.Reference(made)
            element.number = document.objectcounter
            written.append((element, made))
            for kid in element.shown():
                if isinstance(kid, Element):
                    enter(kid)

        tree, by_page = _Written(), _Written()
        document.Reference(tree)
        tree_number = document.objectcounter
        document.Reference(by_page)
        by_page_number = document.objectcounter
        enter(self.root)
        for element, made in written:
            above = element.parent.number if element.parent is not None else tree_number
            made.words = _element_words(element, above, page_numbers)
        nums = []
        for at, (page, marks) in enumerate(zip(pages, self._marks, strict=False)):
            refs = " ".join(f"{element.number} 0 R" for element in marks)
            nums.append(f"{at} [{refs}]")
            page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = at
            page.Tabs = PDFName("S")
        by_page.words = f"<</Nums [{' '.join(nums)}]>>".encode()
        tree.words = (
            f"<</Type /StructTreeRoot /K {self.root.number} 0 R "
            f"/ParentTree {by_page_number} 0 R /ParentTreeNextKey {len(pages)}>>"
        ).encode()
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _write_words_about(self) -> None:
        packet = PDFStream(
            dictionary=PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
            content=_xmp(self._doc.info.title),
        )
        self._doc.Catalog.Metadata = packet
        self.setViewerPreference("DisplayDocTitle", "true")


def _element_words(element: Element, above: int, page_numbers: list[int]) -> bytes:
    kids = element.shown()
    own_page = next((kid[0] for kid in kids if isinstance(kid, tuple)), None)
    parts = []
    for kid in kids:
        if isinstance(kid, Element):
            parts.append(f"{kid.number} 0 R")
        elif kid[0] == own_page:
            parts.append(str(kid[1]))
        else:
            parts.append(f"<</Type /MCR /Pg {page_numbers[kid[0]]} 0 R /MCID {kid[1]}>>")
    page = f" /Pg {page_numbers[own_page]} 0 R" if own_page is not None else ""
    attributes = f" /A <<{element.attributes}>>" if element.attributes else ""
    words = f"<</Type /StructElem /S /{element.role} /P {above} 0 R{page}{attributes} /K [{' '.join(parts)}]"
    alt = f" /Alt <{(BYTE_ORDER + element.alt).encode('utf-16-be').hex()}>" if element.alt else ""
    return f"{words}{alt}>>".encode("ascii")


def _xmp(title: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()
