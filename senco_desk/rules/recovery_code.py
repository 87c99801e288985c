"""Secret bytes as a code that is read off paper and typed: Crockford's alphabet, groups, a check in each.

Four characters of the body and one check character make a group. The check (ISO 7064, mod 33,32) covers the
group's place too, so a wrong character, a group left out and two groups exchanged are all found at the group
where they stand, before the code is tried on anything. The alphabet has no I, L, O or U, and reading takes
them for what they look like (https://www.crockford.com/base32.html).
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from stdnum.iso7064 import mod_37_36

from senco_desk.errors import Mistake

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP: Final = 5
"""Characters in a group, its check character included."""
_BODY: Final = GROUP - 1
_RFC4648: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LOOKS_LIKE: Final = str.maketrans("ILOU", "110V")
_BETWEEN: Final = " -–—\t\r\n.,"
NAME: Final = "Recovery code"
"""What stands before the code in a kit's text, with a colon."""


class WrongCode(Mistake):
    """A code that cannot be right as typed.

    Attributes:
        group: the number of the first group that is wrong, from 1.
    """

    def __init__(self, said: str, advice: str, *, group: int) -> None:
        super().__init__(said, advice, field="code")
        self.group = group


def write(body: bytes) -> str:
    """Write bytes as groups with hyphens between; 32 bytes give 13 groups of 5."""
    plain = base64.b32encode(body).decode().rstrip("=").translate(str.maketrans(_RFC4648, LETTERS))
    bodies = [plain[at : at + _BODY] for at in range(0, len(plain), _BODY)]
    return "-".join(group + _check(group, place) for place, group in enumerate(bodies))


def tidy(typed: str) -> str:
    """Give what was typed as the alphabet has it: capitals, look-alikes put right, nothing between."""
    return "".join(c for c in typed.upper() if c not in _BETWEEN).translate(_LOOKS_LIKE)


def read(typed: str, length: int) -> bytes:
    """Read a code of `length` bytes back.

    Raises:
        WrongCode: a character that no code has, a group that does not check, too few or too many groups.
    """
    groups = groups_of(typed)
    for place, group in enumerate(groups):
        if problem := _problem(group, place, length):
            raise problem
    wanted = _groups_in(length)
    if len(groups) != wanted:
        raise _too_short(len(groups), wanted)
    plain = "".join(group[:-1] for group in groups)
    padded = plain.translate(str.maketrans(LETTERS, _RFC4648)) + "=" * (-len(plain) % 8)
    try:
        body = base64.b32decode(padded)
    except binascii.Error:
        raise _wrong(wanted) from None
    if len(body) != length or write(body) != "-".join(groups):
        raise _wrong(wanted)
    return body


def alone(typed: str) -> str:
    """Give the code without what is pasted along with it: a kit's whole text, or its groups' numbers."""
    named = re.search(rf"{NAME}\s*:(.*)", typed, re.IGNORECASE)
    if named:
        return named[1].strip()
    words = typed.split()
    numbers = [word for word in words if len(word) < 3 and word.isdecimal()]
    groups = [word for word in words if len(word) == GROUP]
    counted = numbers == [str(place) for place in range(1, len(numbers) + 1)]
    return " ".join(groups) if counted and len(groups) + len(numbers) == len(words) else typed


def groups_of(typed: str) -> list[str]:
    """Give what was typed in groups of five, the last as long as it is so far; as `alone` reads it."""
    plain = tidy(alone(typed))
    return [plain[at : at + GROUP] for at in range(0, len(plain), GROUP)]


def wrong_group(typed: str, length: int) -> int | None:
    """Give the first group, from 1, that is wrong so far; one that is not finished yet is not wrong."""
    for place, group in enumerate(groups_of(typed)):
        whole = len(group) == _characters_in(place, length)
        strange = any(c not in LETTERS for c in group)
        if place >= _groups_in(length) or strange or (whole and not _checks(group, place)):
            return place + 1
    return None


def _problem(group: str, place: int, length: int) -> WrongCode | None:
    wanted = _groups_in(length)
    if place >= wanted:
        return WrongCode(
            f"The code has {wanted} groups, and here are more.",
            "Look for one typed twice.",
            group=place + 1,
        )
    strange = next((c for c in group if c not in LETTERS), None)
    if strange is not None:
        return WrongCode(
            f"Group {place + 1} has “{strange}” in it, which no code has.",
            "Look at that group on the paper again.",
            group=place + 1,
        )
    if len(group) < _characters_in(place, length):
        return _too_short(place, wanted)
    return None if _checks(group, place) else _wrong(place + 1)


def _wrong(group: int) -> WrongCode:
    return WrongCode(
        f"Group {group} is not as it stands on the paper.",
        "Look at that group again: a character may be wrong, or a group left out.",
        group=group,
    )


def _too_short(whole: int, wanted: int) -> WrongCode:
    return WrongCode(
        f"The code has {wanted} groups; {whole} are whole here.", "Type the rest.", group=whole + 1
    )


def _groups_in(length: int) -> int:
    return -(-_letters_in(length) // _BODY)


def _letters_in(length: int) -> int:
    return -(-length * 8 // 5)


def _characters_in(place: int, length: int) -> int:
    return min(_BODY, _letters_in(length) - place * _BODY) + 1


def _checks(group: str, place: int) -> bool:
    return _check(group[:-1], place) == group[-1]


def _check(body: str, place: int) -> str:
    said = LETTERS[place % len(LETTERS)] + body
    return str(mod_37_36.calc_check_digit(said, alphabet=LETTERS))
