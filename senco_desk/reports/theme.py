"""How paper looks: sizes, colours, margins and text styles, by `Look`.

    theme = theme_of(Look(size="large", cream=True))
    theme.body.fontSize      # 18
    theme.width              # the text's width, in points
    theme.colours.stone      # a colour, already the cream one

All lengths are in points; `MM` turns millimetres into them. Nothing outside this file names a colour or a
size of type.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from senco_desk.reports.fonts import BOLD, REGULAR, register

MM: Final = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = A4


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader asked for: the size of type, the colour of the paper, and whose copy it is."""

    size: Literal["standard", "large"] = "standard"
    cream: bool = False
    copy: Literal["family", "staff"] = "family"
    paint: bool = True
    """Paint the page cream; False when it is printed on cream paper."""

    @property
    def large(self) -> bool:
        """Whether it is large print: 18 points, re-flowed."""
        return self.size == "large"

    @property
    def family(self) -> bool:
        """Whether the copy leaves the school: no UPN, nothing private."""
        return self.copy == "family"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Whose paper it is, and which printing of it."""

    display_name: str = ""
    """What the child is called: "Idris"."""
    full_name: str = ""
    initials: str = ""
    """As in the footer: "R.H."."""
    birth_year: int | None = None
    upn: str = ""
    """Only ever drawn on a staff copy."""
    school_name: str = ""
    logo: bytes | None = None
    """The school's mark as PNG or JPEG, or None."""
    stage: str = ""
    """Where the child is on the pathway, in words: "My Plan+"."""
    version: int = 1
    printed_on: date | None = None
    copy_number: int = 1
    copies: int = 1
    draft: bool = False
    """Not yet agreed: DRAFT across the page and in the running head."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The palette of the page; cream swaps the page, stone, tint, sun, cloud and draft."""

    page: Color | None
    """The ground to paint; None leaves the sheet as it is."""
    stone: Color
    tint: Color
    sun: Color
    cloud: Color
    ink: Color
    soft: Color
    teal: Color
    deep: Color
    under: Color
    edge: Color
    line: Color
    hair: Color
    water: Color
    band: Color
    brick: Color
    draft: Color
    white: Color


def _colours(**changed: Color | None) -> Colours:
    usual: dict[str, Color | None] = {
        "page": None,
        "stone": HexColor("#F3ECE1"),
        "tint": HexColor("#E6F0EF"),
        "sun": HexColor("#F4DFAE"),
        "cloud": HexColor("#D6E1E4"),
        "ink": HexColor("#1C2427"),
        "soft": HexColor("#465155"),
        "teal": HexColor("#12545A"),
        "deep": HexColor("#0B3A3F"),
        "under": HexColor("#CDBFA8"),
        "edge": HexColor("#7A6C55"),
        "line": HexColor("#76827F"),
        "hair": HexColor("#C8CECD"),
        "water": HexColor("#A9C4C5"),
        "band": HexColor("#EAF2F1"),
        "brick": HexColor("#8F3A26"),
        "draft": HexColor("#EDEFEE"),
        "white": HexColor("#FFFFFF"),
    }
    return Colours(**{**usual, **changed})  # type: ignore[arg-type]  # only the page may be None


_WHITE_PAPER = _colours()
_CREAM_SHEET = _colours(
    stone=HexColor("#F1E5CC"),
    tint=HexColor("#E4EBDF"),
    sun=HexColor("#F0D89C"),
    cloud=HexColor("#D3DDDC"),
    draft=HexColor("#F0E8D6"),
)
_CREAM_PAPER = replace(_CREAM_SHEET, page=HexColor("#FBF4E4"))

#: role -> (size, leading), as the paper README's table has them.
_Sizes = dict[str, tuple[float, float]]
_FAMILY: _Sizes = {
    "display": (40, 46),
    "title": (27, 32),
    "heading": (18, 24),
    "body": (14, 20),
    "small": (12, 16),
}
_STAFF: _Sizes = {
    "display": (32, 38),
    "title": (22, 27),
    "heading": (14, 19),
    "body": (12, 17),
    "small": (10.5, 14),
}
_LARGE: _Sizes = {
    "display": (44, 52),
    "title": (32, 39),
    "heading": (24, 31),
    "body": (18, 27),
    "small": (18, 25),
}


@dataclass(frozen=True)
class Theme:
    """Everything a page is drawn from. Lengths in points; y grows upwards, as in PDF."""

    look: Look
    colours: Colours
    left: float
    """Left and right margin."""
    title_top: float
    """From the top of the sheet to the body."""
    body_bottom: float
    """From the top of the sheet to the lowest place that the body may reach."""
    footer_rule: float
    """From the top of the sheet to the rule above the footer."""
    measure: float
    """The widest running text; tables and drawings take the full `width`."""
    minimum: float
    """The smallest type on this paper."""
    cell_pad: float
    """Space above and below the words in a table's row."""
    display: ParagraphStyle
    title: ParagraphStyle
    heading: ParagraphStyle
    label: ParagraphStyle
    body: ParagraphStyle
    soft: ParagraphStyle
    small: ParagraphStyle
    small_bold: ParagraphStyle
    centred: ParagraphStyle
    """Small, ink, centred: the word under a face."""
    right: ParagraphStyle
    """Body, right aligned: figures."""

    @property
    def width(self) -> float:
        """The full width of the text."""
        return PAGE_WIDTH - 2 * self.left

    @property
    def height(self) -> float:
        """The height of the body on one page."""
        return self.body_bottom - self.title_top


@lru_cache
def theme_of(look: Look) -> Theme:
    """Settle the sizes, colours and margins for a look; the typefaces are ready from then on."""
    register()
    sizes, measures = _FAMILY, (24.0, 30.0, 266.0, 273.0, 152.0, 12.0, 2.2)
    if look.large:
        sizes, measures = _LARGE, (22.0, 33.0, 258.0, 266.0, 166.0, 18.0, 2.4)
    elif not look.family:
        sizes, measures = _STAFF, (20.0, 29.0, 267.0, 274.0, 136.0, 10.5, 1.3)
    left, top, bottom, rule, measure, minimum, pad = measures
    colours = _WHITE_PAPER
    if look.cream:
        colours = _CREAM_PAPER if look.paint else _CREAM_SHEET
    return Theme(
        look=look,
        colours=colours,
        left=left * MM,
        title_top=top * MM,
        body_bottom=bottom * MM,
        footer_rule=rule * MM,
        measure=measure * MM,
        minimum=minimum,
        cell_pad=pad * MM,
        **_styles(sizes, colours),
    )


def _styles(sizes: _Sizes, colours: Colours) -> dict[str, ParagraphStyle]:
    def style(name: str, role: str, *, bold: bool = False, **more: Any) -> ParagraphStyle:
        size, leading = sizes[role]
        given: dict[str, Any] = {"textColor": colours.ink, "splitLongWords": 1, **more}
        font = BOLD if bold else REGULAR
        return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **given)

    return {
        "display": style("display", "display", bold=True),
        "title": style("title", "title", bold=True),
        "heading": style("heading", "heading", bold=True, textColor=colours.teal),
        "label": style("label", "body", bold=True),
        "body": style("body", "body"),
        "soft": style("soft", "body", textColor=colours.soft),
        "small": style("small", "small", textColor=colours.soft),
        "small_bold": style("small_bold", "small", bold=True, textColor=colours.soft),
        "centred": style("centred", "small", alignment=TA_CENTER),
        "right": style("right", "body", alignment=TA_RIGHT),
    }
