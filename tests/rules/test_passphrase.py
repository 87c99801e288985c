"""Advice on passphrases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from senco_desk.rules.passphrase import advice

KNOWN = ("Larkmoor School", "Tidewater Learning Trust", "Rosalind Achebe")


@pytest.mark.parametrize(
    "good", ["heron lantern gravel spoon", "ice owl jam gnu", "vK7#quay-Mist29", "ŁódźGrzyb-97-kalosz"]
)
def test_a_good_passphrase_is_accepted_without_advice(good):
    found = advice(good, KNOWN)
    assert found.accepted
    assert found.what_to_do == ""
    assert found.words in ("Strong", "Very strong")


@pytest.mark.parametrize(
    ("poor", "part"),
    [
        ("", "12 characters, or four words"),
        ("heron9!Q", "add 4 more characters"),
        ("heron9!Qwxt", "add 1 more character,"),
        ("passwordpassword", "easy to guess"),
        ("aaaaaaaaaaaaaaaaaaaa", "easy to guess"),
        ("123456789012", "easy to guess"),
        ("larkmoor school 2026", "a name that others know"),
        ("Larkmoor-School-99!", "a name that others know"),
        ("rosalindachebe1", "a name that others know"),
        ("Tidewater Learning Trust", "a name that others know"),
        ("   ", "too short"),
    ],
)
def test_a_poor_passphrase_says_what_to_do(poor, part):
    found = advice(poor, KNOWN)
    assert not found.accepted
    assert part in found.what_to_do


def test_a_known_name_inside_a_long_passphrase_is_allowed():
    assert advice("larkmoor heron lantern gravel spoon", KNOWN).accepted


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_one_clear_answer(text, known):
    found = advice(text, known)
    assert 0 <= found.strength <= 4
    assert found.accepted == (found.what_to_do == "")
