"""Names as the search compares them: without case, accents or punctuation, and the pieces that find a slip.

A letter typed wrong, left out, put in or swapped with its neighbour is one slip. Two words (or their
beginnings) that are one slip apart share at least one `piece` of the first four letters, so a slip is found
by looking pieces up in an ordered index instead of comparing with every name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_OTHER_LETTERS: Final = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe",
        "ŋ": "n", "ŧ": "t", "ĸ": "k", "ſ": "s", "ə": "e", "ƙ": "k", "ɓ": "b", "ɗ": "d",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart into a plain letter and a mark."""

_APART: Final = re.compile(r"[\W_]+")
_LONG_PIECE: Final = 4
_SHORT_PIECE: Final = 3


def folded(text: str) -> str:
    """Give the text in lower case without accents: "Łukasz Ó Súilleabháin" is "lukasz o suilleabhain"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_OTHER_LETTERS)


def parts(text: str) -> list[str]:
    """Give the folded words of a text, parted at spaces, hyphens, apostrophes and other marks."""
    return [part for part in _APART.split(folded(text)) if part]


def name_words(name: str) -> set[str]:
    """Give each word a name may be typed as: "Smith-Jones" is smith, jones and smithjones."""
    words = set(parts(name))
    for spaced in name.split():
        words.add("".join(parts(spaced)))
    words.add("".join(parts(name)))
    words.discard("")
    return words


def initials(forenames: Iterable[str], surnames: Iterable[str]) -> set[str]:
    """Give the ways to write a child's initials, forename first and surname first, short and in full."""
    first = [word[0] for name in forenames for word in parts(name)]
    last = [word[0] for name in surnames for word in parts(name)]
    if not first or not last:
        return set()
    full_first, full_last = "".join(first), "".join(last)
    return {
        first[0] + last[0], last[0] + first[0],
        full_first + last[0], full_first + full_last, first[0] + full_last, full_last + first[0],
    }  # fmt: skip


def one_left_out(text: str) -> set[str]:
    """Give the text with each of its letters left out in turn."""
    return {text[:place] + text[place + 1 :] for place in range(len(text))}


def pieces_of(word: str) -> set[str]:
    """Give the pieces under which a word is kept."""
    pieces = {word} if 2 <= len(word) <= _LONG_PIECE else set[str]()
    if len(word) > _LONG_PIECE:
        pieces |= one_left_out(word[: _LONG_PIECE + 1])
    if len(word) >= _SHORT_PIECE:
        pieces |= one_left_out(word[: _SHORT_PIECE + 1])
    return pieces


def pieces_to_try(typed: str) -> set[str]:
    """Give the pieces under which to look for words one slip from what was typed; none below 3 letters."""
    if len(typed) < _SHORT_PIECE:
        return set()
    if len(typed) > _LONG_PIECE:
        return one_left_out(typed[: _LONG_PIECE + 1])
    return {typed} | one_left_out(typed)
