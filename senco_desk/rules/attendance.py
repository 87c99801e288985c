"""Attendance from sessions, never from rounded percentages (standards.md 2.7).

A session is half a school day.
"""

from __future__ import annotations

from enum import StrEnum


class Band(StrEnum):
    """How much school was missed."""

    UNKNOWN = "unknown"
    USUAL = "usual"
    PERSISTENT = "persistent"
    """10 % or more of the possible sessions missed."""
    SEVERE = "severe"
    """50 % or more."""

    @property
    def words(self) -> str:
        """What staff call it; "" where there is nothing to say."""
        return {
            Band.UNKNOWN: "Attendance not known",
            Band.USUAL: "",
            Band.PERSISTENT: "Persistent absence",
            Band.SEVERE: "Severe absence",
        }[self]


def problem(possible: int | None, missed: int | None) -> str | None:
    """Say what is wrong with a pair of session counts, or None."""
    if possible is None and missed is None:
        return None
    if possible is None or missed is None:
        return "Attendance needs both numbers: sessions possible and sessions missed."
    if possible < 0 or missed < 0:
        return "Sessions are counted from 0 up."
    if missed > possible:
        return "More sessions were missed than were possible. Check both numbers."
    return None


def percent_present(possible: int | None, missed: int | None) -> float | None:
    """Give the percentage of sessions attended, 0 to 100, or None when it cannot be known."""
    if not possible or missed is None or problem(possible, missed):
        return None
    return 100 * (possible - missed) / possible


def band(possible: int | None, missed: int | None) -> Band:
    """Place a pupil in a band, by whole numbers, so that the threshold itself is exact."""
    if not possible or missed is None or problem(possible, missed):
        return Band.UNKNOWN
    if missed * 2 >= possible:
        return Band.SEVERE
    return Band.PERSISTENT if missed * 10 >= possible else Band.USUAL


def percent_words(possible: int | None, missed: int | None) -> str:
    """Give "91%", or "" when not known. Rounded down, so that 89.9 % never reads as 90 %."""
    if not possible or missed is None or problem(possible, missed):
        return ""
    return f"{100 * (possible - missed) // possible}%"


def staff_words(possible: int | None, missed: int | None) -> str:
    """Give "Attendance 91%, 9 of 100 half days missed", with the band where there is one."""
    if not possible or missed is None or problem(possible, missed):
        return Band.UNKNOWN.words
    sentence = f"Attendance {percent_words(possible, missed)}, {missed} of {possible} half days missed"
    named = band(possible, missed).words
    return f"{sentence}: {named.lower()}" if named else sentence


def family_words(forename: str, possible: int | None, missed: int | None) -> str:
    """Say attendance to a family, in days.

    "Rowan was in school for 47 of 50 school days so far this year."
    "For", not "on": two missed afternoons make one day of time, though the child came on both days.
    Gives "" when it cannot be known.
    """
    if not possible or missed is None or problem(possible, missed):
        return ""
    came, could = days_words(possible - missed), days_words(possible)
    unit = "school day" if possible <= 2 else "school days"
    if missed == 0:
        every = "the only" if possible <= 2 else f"all {could}"
        return f"{forename} was in school for {every} {unit} so far this year."
    return f"{forename} was in school for {came} of {could} {unit} so far this year."


def days_words(sessions: int) -> str:
    """Say a number of half days in days: "47", "47½", "½"."""
    whole, half = divmod(sessions, 2)
    if not half:
        return str(whole)
    return f"{whole}½" if whole else "½"
