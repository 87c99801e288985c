"""The two kinds of trouble a person is told about; anything else is our own bug."""

from __future__ import annotations


class Told(Exception):
    """A sentence for the person at the keyboard, and what to do next."""

    def __init__(self, said: str, advice: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.said} {self.advice}".strip()


class Mistake(Told):
    """The person can fix it: shown beside the field it names, with nothing lost.

    Args:
        said: what is wrong, in the words of the field's label.
        advice: what to do about it.
        field: the key of the field it belongs to, or "" for the whole page.
    """

    def __init__(self, said: str, advice: str = "", *, field: str = "") -> None:
        super().__init__(said, advice)
        self.field = field


class Trouble(Told):
    """The world is at fault (a full disk, a damaged file): shown with the next step."""


class NotSaved(Trouble):
    """Nothing could be saved where the file lies, but what is open can be kept somewhere else."""
