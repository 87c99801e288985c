"""Chance that repeats itself: the same seed and the same name always give the same school."""

from __future__ import annotations

import random


def chance(seed: int, about: str) -> random.Random:
    """Dice of one seed about one thing, so that a pupil added or taken out moves nobody else's."""
    return random.Random(f"{seed}/{about}")  # noqa: S311 - it makes up names, and guards nothing
