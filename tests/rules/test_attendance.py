"""Attendance, from sessions."""

from hypothesis import given
from hypothesis import strategies as st

from senco_desk.rules.attendance import (
    Band,
    band,
    days_words,
    family_words,
    percent_present,
    percent_words,
    problem,
    staff_words,
)


def test_the_thresholds_of_a_typical_year_are_exact():
    assert band(380, 37) is Band.USUAL
    assert band(380, 38) is Band.PERSISTENT
    assert band(380, 189) is Band.PERSISTENT
    assert band(380, 190) is Band.SEVERE


def test_a_rounded_percentage_never_hides_persistent_absence():
    assert band(1000, 101) is Band.PERSISTENT
    assert percent_words(1000, 101) == "89%"


def test_what_is_not_known_is_not_guessed():
    for possible, missed in ((None, None), (0, 0), (None, 3), (100, None), (10, 20)):
        assert band(possible, missed) is Band.UNKNOWN
        assert percent_present(possible, missed) is None
        assert percent_words(possible, missed) == ""
        assert family_words("Idris", possible, missed) == ""
        assert staff_words(possible, missed) == "Attendance not known"


def test_a_family_reads_days():
    said = family_words("Rowan", 100, 6)
    assert said == "Rowan was in school for 47 of 50 school days so far this year."
    assert family_words("Rowan", 100, 5) == "Rowan was in school for 47½ of 50 school days so far this year."
    assert family_words("Rowan", 100, 0) == "Rowan was in school for all 50 school days so far this year."
    assert family_words("Rowan", 2, 0) == "Rowan was in school for the only school day so far this year."
    assert days_words(1) == "½"


def test_staff_read_half_days_and_the_band():
    assert staff_words(100, 9) == "Attendance 91%, 9 of 100 half days missed"
    assert staff_words(100, 39) == "Attendance 61%, 39 of 100 half days missed: persistent absence"


def test_counts_that_cannot_be_are_told():
    assert "both numbers" in str(problem(100, None))
    assert "More sessions" in str(problem(10, 11))
    assert "from 0 up" in str(problem(-1, 0))
    assert problem(None, None) is None


@given(st.integers(1, 1000), st.integers(0, 1000))
def test_band_and_percentage_agree(possible, missed):
    present = percent_present(possible, missed)
    if present is None:
        assert missed > possible
    else:
        assert 0 <= present <= 100
        assert (band(possible, missed) is Band.SEVERE) == (2 * missed >= possible)
        assert (band(possible, missed) is Band.USUAL) == (10 * missed < possible)
        assert int(percent_words(possible, missed)[:-1]) <= present


@given(st.integers(0, 2000))
def test_days_lose_no_half_day(sessions):
    words = days_words(sessions)
    whole = words.removesuffix("½")
    assert 2 * int(whole or 0) + words.endswith("½") == sessions
