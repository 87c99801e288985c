"""Advice on a passphrase: long enough, hard to guess, and not made of what anyone at school knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from senco_desk.rules.names import fold

LEAST_CHARACTERS: Final = 12
LEAST_WORDS: Final = 4
_LEAST_SCORE: Final = 3
"""zxcvbn's "safely unguessable": 10^8 guesses and more, each of them slow against our key derivation."""
_ASSESSED: Final = 72
"""zxcvbn reads no more than this; what comes after can only help."""
_STRENGTHS: Final = ("Very weak", "Weak", "Fair", "Strong", "Very strong")


@dataclass(frozen=True)
class Advice:
    """What is thought of a passphrase."""

    accepted: bool
    strength: int
    """0 to 4, for the drawing beside the field."""
    words: str
    """"Very weak" to "Very strong", or "" while nothing is typed."""
    what_to_do: str
    """One sentence, or "" when it is good as it is."""


def advice(passphrase: str, known: Iterable[str] = ()) -> Advice:
    """Judge a passphrase.

    Args:
        passphrase: as typed; spaces count.
        known: what others know: the school's, trust's and SENCO's names. A passphrase made of
            them is refused.
    """
    from zxcvbn import zxcvbn  # its word lists take 0.1 s to load: only where a passphrase is chosen

    if not passphrase:
        return Advice(
            False, 0, "", "Choose at least 12 characters, or four words that do not belong together."
        )
    known_words = _known_words(known)
    score = int(zxcvbn(passphrase[:_ASSESSED], user_inputs=known_words)["score"])
    trouble = _too_short(passphrase) or _made_of_known(passphrase, known_words)
    if trouble:
        return Advice(False, min(score, 1), _STRENGTHS[min(score, 1)], trouble)
    if score < _LEAST_SCORE:
        return Advice(
            False,
            score,
            _STRENGTHS[score],
            "It is easy to guess. Add a word or two that nobody would expect.",
        )
    return Advice(True, score, _STRENGTHS[score], "")


def _too_short(passphrase: str) -> str:
    words = {fold(word) for word in passphrase.replace("-", " ").split() if len(word) >= 3}
    if len(passphrase) >= LEAST_CHARACTERS or len(words) >= LEAST_WORDS:
        return ""
    lacking = LEAST_CHARACTERS - len(passphrase)
    more = "1 more character" if lacking == 1 else f"{lacking} more characters"
    return f"It is too short: add {more}, or use four words that do not belong together."


def _made_of_known(passphrase: str, known_words: list[str]) -> str:
    left = fold(passphrase)
    for word in sorted(known_words, key=len, reverse=True):
        left = left.replace(word, " ")
    found = left != fold(passphrase)
    rest = "".join(left.split())
    if found and len(rest) < LEAST_CHARACTERS:
        return "It is mostly a name that others know, such as the school’s. Use words apart from it."
    return ""


def _known_words(known: Iterable[str]) -> list[str]:
    words = {word for name in known for word in (fold(name), *fold(name).split())}
    return sorted(word for word in words if len(word) >= 4)
