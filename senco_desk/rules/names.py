"""Names: as people say them, as lists sort them, and as search compares them."""

from __future__ import annotations

import unicodedata
from typing import Final

_NO_MARKS: Final = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ĸ": "k", "ſ": "s",
    }
)  # fmt: skip
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼʻʹ`´′ʾʿ＇"))
_DASHES: Final = dict.fromkeys(map(ord, "-‐‑‒–—―−_/.,"), " ")


def fold(text: str) -> str:
    """Make a text comparable: small letters without accents, no apostrophes, dashes and stops as spaces.

    `fold("Łukasz O’Brien-Ørsted") == "lukasz obrien orsted"`. Folding twice changes nothing more.
    Search, sorting and matching of names all use this one.
    """
    folded = text
    while True:
        before = folded
        folded = _fold_once(folded)
        if folded == before:  # a letter such as "ŉ" comes apart into one that folds again
            return folded


def _fold_once(text: str) -> str:
    if text.isascii():
        plain = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold().translate(_NO_MARKS))
        plain = "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cf", "Cc", "Lm"))
    return " ".join(plain.translate(_APOSTROPHES).translate(_DASHES).split())


def display_name(forename: str, surname: str) -> str:
    """As people say it: "Idris Halloran"."""
    return f"{forename.strip()} {surname.strip()}".strip()


def sort_name(forename: str, surname: str) -> str:
    """As a list shows it: "Halloran, Idris"."""
    return ", ".join(part for part in (surname.strip(), forename.strip()) if part)


def sort_key(forename: str, surname: str) -> tuple[str, str]:
    """Sort by surname, then forename, accents aside."""
    return fold(surname), fold(forename)


def initials(forename: str, surname: str) -> str:
    """As the footer of a family paper has it: "I.H."; a double surname keeps one letter."""
    letters = (next((c for c in part if c.isalpha()), "") for part in (forename, surname))
    return "".join(f"{letter.upper()[:1]}." for letter in letters if letter)


def possessive(name: str) -> str:
    """Give "Idris’s", "Rowan’s"; "" stays ""."""
    return f"{name}’s" if name else ""


def split_name(name: str, *, surname_first: bool | None = None) -> tuple[str, str] | None:
    """Split one "Name" cell into (forename, surname); None when it cannot be told apart.

    With a comma it is "Surname, Forename". Without one, `surname_first` says which end the surname stands at;
    middle names stay with the forename, and a surname of several words wants the comma.
    """
    surname, comma, forename = (part.strip() for part in name.partition(","))
    if comma:
        return (forename, surname) if forename and surname else None
    words = name.split()
    if len(words) < 2 or surname_first is None:
        return None
    if surname_first:
        return " ".join(words[1:]), words[0]
    return " ".join(words[:-1]), words[-1]
