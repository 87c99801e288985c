"""Text lists: CSV with commas, semicolons or tabs, in whatever encoding a school's system wrote."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from charset_normalizer import from_bytes

from senco_desk.errors import Mistake
from senco_desk.exchange.sheet import MOST_CHARACTERS, Sheet, make_sheet, too_many_rows

DELIMITERS: Final = (",", ";", "\t", "|")
_MOST_LINES: Final = 400_000
_WESTERN: Final = re.compile(
    "[\x80-\x9f¡-¦¨©ª«¬®¯±²³¶¸¹º»¼¾¿×÷ƒˆ˜†‡‰‹›™ÐÞ¥¤¢ÕÃðþãõ]|[a-zA-Z]£|£[a-zA-Z]|[a-z]‘"
)
"""Marks that no list of British names holds: the text was not written in Windows' Western European."""


def read_delimited(content: bytes, name: str) -> Sheet:
    """Read a CSV or other delimited text.

    Raises:
        Mistake: not text, a byte that cannot be read, quotes that never close, or more than we take.
    """
    text, encoding = decode(content)
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise Mistake(
            f"Line {row} of this file holds a character that no list has, so it is not plain text.",
            "Export the list again as CSV or as an Excel workbook.",
        )
    text = text.rstrip("\x1a")  # the end mark of very old programs
    if sum(map(text.count, ("\n", "\r"))) > _MOST_LINES:
        raise too_many_rows()
    delimiter, text = _delimiter(text)
    notes = () if encoding in ("utf-8", "utf-16") else (_encoding_note(encoding),)
    return make_sheet(
        _records(text, delimiter), name=name, encoding=encoding, delimiter=delimiter, notes=notes
    )


def decode(content: bytes) -> tuple[str, str]:
    """Turn bytes into text and say how they were written.

    Raises:
        Mistake: a byte that fits no encoding we know, with its line.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding), encoding[:6].rstrip("-")
    wide = _unmarked_utf16(content)
    if wide:
        return _strictly(content, wide), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        if _mostly_utf8(content):
            raise _bad_byte(content, wrong.start) from wrong
    return _older_encoding(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise _bad_byte(content, wrong.start) from wrong


def _bad_byte(content: bytes, at: int) -> Mistake:
    line = content.count(b"\n", 0, at) + 1
    return Mistake(
        f"Line {line} of this file holds a byte that cannot be read as text.",
        "Open the file in a spreadsheet, put that row right, and save it as an Excel workbook.",
    )


def _unmarked_utf16(content: bytes) -> str:
    start = content[:2000]
    if len(start) < 4 or len(content) % 2:
        return ""
    half = len(start) // 2
    if start[1::2].count(0) > half * 0.7 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.7 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _mostly_utf8(content: bytes) -> bool:
    """Whether it is UTF-8 with a damaged byte, not another encoding: whole sequences outnumber strays."""
    text = content.decode("utf-8", errors="replace")
    strays = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(not c.isascii() for c in text) - strays
    return whole > strays


def _older_encoding(content: bytes) -> tuple[str, str]:
    try:
        western = content.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and not _WESTERN.search(western):
        return western, "cp1252"
    guess = from_bytes(content, cp_isolation=["cp1250", "cp1252", "mac_roman", "cp850"]).best()
    if guess is not None and not re.search("[\x80-\x9f]", str(guess)):
        return str(guess), guess.encoding
    if western is not None:
        return western, "cp1252"
    at = next(place for place, byte in enumerate(content) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
    raise _bad_byte(content, at)


def _encoding_note(encoding: str) -> str:
    named = {"cp1252": "Western European", "cp1250": "Central European", "mac_roman": "older Mac"}
    return f"Read as {named.get(encoding, encoding)} text. Check that names with accents look right."


def _delimiter(text: str) -> tuple[str, str]:
    """Say what stands between the cells, and give the text without a spreadsheet's own "sep=;" line."""
    stated = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if stated and stated[1] in DELIMITERS:
        return stated[1], text[stated.end() :]
    start = text[:50_000]
    return max(DELIMITERS, key=lambda mark: _fits(start, mark)), text


def _fits(start: str, mark: str) -> tuple[int, int]:
    """How well a mark divides the first rows: rows of the commonest width, then that width."""
    widths: Counter[int] = Counter()
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(start, newline=""), delimiter=mark)):
            if any(cells):
                widths[len(cells)] += 1
            if row > 30:
                break
    except csv.Error:
        return 0, 0
    many = [(times, width) for width, times in widths.items() if width > 1]
    return max(many, default=(0, 0))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    before = csv.field_size_limit(
        MOST_CHARACTERS * 200
    )  # a cell longer than ours is told by its row, not by csv
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter, strict=_quotes_are_sound(text, delimiter)
        )
        yield from enumerate(reader, start=1)
    except csv.Error as wrong:
        if "field larger" in str(wrong):
            raise Mistake(
                "One cell of this file is far too long for a list.",
                "A quote mark that never closes can swallow the rows after it. Look for one in the file.",
            ) from wrong
        raise Mistake(
            "A quote mark in this file opens and never closes, so the rows after it cannot be told apart.",
            "Open the file in a spreadsheet, look for a stray quote mark, and save it as CSV again.",
        ) from wrong
    finally:
        csv.field_size_limit(before)


def _quotes_are_sound(text: str, delimiter: str) -> bool:
    """Whether strict reading goes wrong only by an unclosed quote; a stray quote inside a cell is let be."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            continue
    except csv.Error as wrong:
        return "unexpected end" in str(wrong)
    return True
