"""How the tools speak: short lines on the terminal, and one way to stop with advice."""

from __future__ import annotations


class Stopped(Exception):
    """The work cannot go on; the words say why and what to do about it."""


def say(words: str) -> None:
    """Print a line at once, so that it stands before the output of what is started next."""
    print(words, flush=True)
