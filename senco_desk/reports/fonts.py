"""The typefaces on paper: Atkinson Hyperlegible Next, and Noto Sans for letters that it has not got.

    register()                                 # once; `finish` does it
    Paragraph(markup(answer), theme.body)      # a family's own words, safe and complete

`markup` escapes what a paragraph would take for a tag, keeps line ends, and puts letters that the first face
lacks (Cyrillic, Greek, Vietnamese) in the second. A letter that neither has prints as the replacement sign.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from senco_desk.places import resource

REGULAR: Final = "AtkinsonHyperlegibleNext"
SEMIBOLD: Final = "AtkinsonHyperlegibleNext-SemiBold"
BOLD: Final = "AtkinsonHyperlegibleNext-Bold"
OTHER: Final = "NotoSans"
OTHER_BOLD: Final = "NotoSans-Bold"
MONO: Final = "AtkinsonHyperlegibleMono-SemiBold"
"""For codes: every letter as wide as the next, 0 crossed. It has the letters of English only."""

_FILES: Final = {
    REGULAR: "AtkinsonHyperlegibleNext_400Regular.ttf",
    SEMIBOLD: "AtkinsonHyperlegibleNext_600SemiBold.ttf",
    BOLD: "AtkinsonHyperlegibleNext_700Bold.ttf",
    OTHER: "NotoSans_400Regular.ttf",
    OTHER_BOLD: "NotoSans_700Bold.ttf",
    MONO: "AtkinsonHyperlegibleMono_600SemiBold.ttf",
}
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_DAY: Final = re.compile(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})\b")
_MISSING: Final = "\ufffd"
_MARKUP_MATTERS: Final = re.compile("[&<>\n\t]")


@cache
def register() -> None:
    """Make the text faces known to ReportLab, once for the program's life."""
    for name in (REGULAR, SEMIBOLD, BOLD):
        _add(name)
    for family, bold in ((REGULAR, BOLD), (SEMIBOLD, BOLD), (BOLD, BOLD)):
        for is_bold in (0, 1):
            for is_italic in (0, 1):  # there are no italics on our paper: they fall back to upright
                addMapping(family, is_bold, is_italic, bold if is_bold else family)


def plain(text: str) -> str:
    """Give the text as it can be printed: composed letters, no control signs, nothing that neither face has.

    An emoji or a Chinese word becomes replacement signs, so that a reader sees that something stood there.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    if not _lacking().search(text):
        return text
    _add_other()
    return _lacking_in_both().sub(_MISSING, text)


def markup(text: str, *, bold: bool = False) -> str:
    """Turn plain words into a paragraph's markup, keeping every letter and every line end."""
    text = plain(text)
    if text.isascii() and not _MARKUP_MATTERS.search(text):
        return text
    lacking = None if text.isascii() else _lacking()
    words = escape(text)
    if lacking is not None and lacking.search(words):
        _add_other()
        face = OTHER_BOLD if bold else OTHER
        words = lacking.sub(lambda found: f'<font name="{face}">{found.group()}</font>', words)
    return words.replace("\t", "    ").replace("\n", "<br/>")


def whole_days(text: str) -> str:
    """Keep each day, month and year on one line ("14 Nov 2026")."""
    return _DAY.sub("\\1\u00a0\\2\u00a0\\3", text)


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """Cut a line into (font, words) pairs, for text drawn straight on the canvas."""
    text = plain(text)
    if text.isascii() or not _lacking().search(text):
        return [(font, text)]
    _add_other()
    other = OTHER if font == REGULAR else OTHER_BOLD
    cut: list[tuple[str, str]] = []
    at = 0
    for found in _lacking().finditer(text):
        if found.start() > at:
            cut.append((font, text[at : found.start()]))
        cut.append((other, found.group()))
        at = found.end()
    return [*cut, (font, text[at:])] if at < len(text) else cut


def width_of(text: str, font: str, size: float) -> float:
    """Measure a line of words, in points."""
    return float(sum(pdfmetrics.stringWidth(words, face, size) for face, words in runs(text, font)))


@cache
def register_mono() -> None:
    """Make the face for codes known to ReportLab; only the paper that has codes needs it."""
    _add(MONO)


@cache
def _add_other() -> None:
    for name in (OTHER, OTHER_BOLD):
        _add(name)
    for is_bold in (0, 1):
        for is_italic in (0, 1):
            addMapping(OTHER, is_bold, is_italic, OTHER_BOLD if is_bold else OTHER)
            addMapping(OTHER_BOLD, is_bold, is_italic, OTHER_BOLD)


def _add(name: str) -> None:
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts", _FILES[name]))))


@cache
def _lacking() -> re.Pattern[str]:
    """Match each run of characters that the first face has no shape for."""
    register()
    return re.compile(_all_but(_drawn_by(REGULAR)) + "+")


@cache
def _lacking_in_both() -> re.Pattern[str]:
    """Match each character that neither face has a shape for."""
    drawn = _drawn_by(REGULAR) | _drawn_by(OTHER)
    return re.compile(_all_but({code for code in drawn if code < 0x10000}))


def _drawn_by(name: str) -> set[int]:
    font: Any = pdfmetrics.getFont(name)
    return set(font.face.charToGlyph)


def _all_but(drawn: set[int]) -> str:
    """Write the character class of everything else; spaces and line ends count as drawn."""
    ranges: list[tuple[int, int]] = []
    for code in sorted(drawn | {0x09, 0x0A, 0x20}):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    inside = "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges)
    return f"[^{inside}]"
