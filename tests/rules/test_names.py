"""Names, as said, sorted and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.rules import names


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz", "lukasz"), ("Ørsted", "orsted"), ("Weiß", "weiss"), ("STRAẞE", "strasse"),
        ("Đorđe", "dorde"), ("Yıldız", "yildiz"),
        ("İpek", "ipek"), ("Æsa", "aesa"), ("Œuvre", "oeuvre"), ("Þór", "thor"),
        ("Guðrún", "gudrun"), ("Zoë", "zoe"), ("Siân", "sian"), ("O’Brien", "obrien"), ("O'Brien", "obrien"),
        ("Kowalczyk-Reed", "kowalczyk reed"), ("  Anne\u00a0 Marie ", "anne marie"), ("Nguyễn", "nguyen"),
        ("ﬁona", "fiona"), ("Ǽsa Ǿ", "aesa o"), ("ŉ", "n"), ("Mary St. John", "mary st john"),
    ],
)  # fmt: skip
def test_folding_leaves_plain_small_letters(written, folded):
    assert names.fold(written) == folded


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    once = names.fold(text)
    assert names.fold(once) == once


@given(st.text("abcdefghijklmnopqrstuvwxyz łøæßıéñöç-'’", max_size=30))
def test_capitals_do_not_matter(text):
    assert names.fold(text.upper()) == names.fold(text)


def test_initials_have_stops():
    assert names.initials("Idris", "Halloran") == "I.H."
    assert names.initials("idris", "’t Hooft") == "I.T."
    assert names.initials("Zofia", "Kowalczyk-Reed") == "Z.K."
    assert names.initials("", "Halloran") == "H."
    assert names.initials("ßa", "") == "S."
    assert names.initials("", "") == ""


def test_names_as_said_and_as_sorted():
    assert names.display_name("Idris", "Halloran") == "Idris Halloran"
    assert names.display_name("Idris", "") == "Idris"
    assert names.sort_name("Idris", "Halloran") == "Halloran, Idris"
    assert names.sort_name("Idris", "") == "Idris"
    people = [("Ewa", "Łoś"), ("Adam", "Zed"), ("Ewa", "Lane"), ("Ann", "Lane")]
    in_order = [("Ann", "Lane"), ("Ewa", "Lane"), ("Ewa", "Łoś"), ("Adam", "Zed")]
    assert sorted(people, key=lambda n: names.sort_key(*n)) == in_order


def test_a_possessive_takes_a_curly_apostrophe():
    assert names.possessive("Idris") == "Idris’s"
    assert names.possessive("") == ""


def test_one_cell_of_name_is_split():
    assert names.split_name("Halloran, Idris") == ("Idris", "Halloran")
    assert names.split_name("de la Cruz, Ana Maria") == ("Ana Maria", "de la Cruz")
    assert names.split_name("Idris Halloran") is None
    assert names.split_name("Idris Halloran", surname_first=False) == ("Idris", "Halloran")
    assert names.split_name("Halloran Idris James", surname_first=True) == ("Idris James", "Halloran")
    assert names.split_name("Halloran", surname_first=False) is None
    assert names.split_name("Halloran,") is None
