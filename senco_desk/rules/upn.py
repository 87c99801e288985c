"""Unique pupil numbers: the check letter, and what looks wrong, in plain words.

Source: DfE "Unique pupil numbers" guide 1.2; worked examples in tests/rules/test_upn.py. A number that looks
wrong is told, never refused, and no local authority number is ever called unknown: authorities come and go.
"""

from __future__ import annotations

from typing import Final

LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The alphabet without I, O and S; a letter's place is its value."""
LENGTH: Final = 13
_DIGITS: Final = "0123456789"


def tidy(upn: str) -> str:
    """Write a UPN as it is kept: capitals, no spaces."""
    return "".join(upn.split()).upper()


def check_letter(body: str) -> str:
    """Give the letter that belongs in front of characters 2 to 13 of a UPN.

    Raises:
        ValueError: `body` is not eleven digits and then a digit or a letter of `LETTERS`.
    """
    if len(body) != LENGTH - 1 or any(c not in _DIGITS for c in body[:-1]):
        raise ValueError("characters 2 to 12 of a UPN are digits")
    if body[-1] not in _DIGITS and body[-1] not in LETTERS:
        raise ValueError("character 13 of a UPN is a digit, or a letter other than I, O and S")
    values = (int(c) if c in _DIGITS else LETTERS.index(c) for c in body)
    return LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % len(LETTERS)]


def is_temporary(upn: str) -> bool:
    """Whether it is a temporary UPN: a letter in the last place, to be replaced by the permanent one."""
    kept = tidy(upn)
    return len(kept) == LENGTH and kept[-1] in LETTERS


def problem(upn: str) -> str | None:
    """Say what looks wrong with a UPN, or None. A blank one is not wrong: a new pupil may wait for it."""
    kept = tidy(upn)
    if not kept:
        return None
    if len(kept) != LENGTH:
        count = "1 character" if len(kept) == 1 else f"{len(kept)} characters"
        return f"A UPN has 13 characters; this one has {count}."
    if kept[0] not in LETTERS:
        return "A UPN starts with a letter, and never I, O or S."
    for place, character in enumerate(kept[1:-1], start=2):
        if character not in _DIGITS:
            return f"A UPN has letters only in its first and last places; place {place} here is {character}."
    if kept[-1] not in _DIGITS and kept[-1] not in LETTERS:
        return "The last place of a UPN is a number, or a letter other than I, O and S."
    expected = check_letter(kept[1:])
    if kept[0] != expected:
        return f"With these numbers a UPN starts with {expected}, not {kept[0]}. One of them may be mistyped."
    return None
