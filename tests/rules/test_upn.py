"""UPNs: the worked examples of standards.md 2.3, and what is said of the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.rules import upn

SOUND = (
    "B801200005001", "K820200001001", "L840432126042", "E306202219005", "Z123400119001",
    "P80122100100A", "R80122100101B", "G84043212602A",
    "V999990026001", "J999990026002", "Y999990026003", "Y999990125014", "F999990124037", "A999990123052",
    "U99999002601A", "W99999002602B", "D99999012503Z",
)  # fmt: skip


@pytest.mark.parametrize("number", SOUND)
def test_a_sound_number_has_no_problem(number):
    assert upn.problem(number) is None
    assert upn.check_letter(number[1:]) == number[0]


@pytest.mark.parametrize(
    ("number", "part"),
    [
        ("A801200005001", "starts with B, not A"),
        ("A123456789001", "One of them may be mistyped"),
        ("X80120000A001", "place 10 here is A"),
        ("B80120000500", "this one has 12 characters"),
        ("B", "this one has 1 character."),
        ("I801200005001", "never I, O or S"),
        ("8801200005001", "starts with a letter"),
        ("P80122100100S", "last place"),
        ("B80120000500١", "last place"),
    ],
)
def test_what_looks_wrong_is_said_in_plain_words(number, part):
    assert part in (upn.problem(number) or "")


def test_spaces_and_small_letters_are_no_problem():
    assert upn.problem(" b801 2000 05001 ") is None
    assert upn.tidy(" b801 2000 05001 ") == "B801200005001"


def test_a_blank_number_is_no_problem():
    assert upn.problem("") is None


def test_temporary_numbers_are_known():
    assert upn.is_temporary("U99999002601A")
    assert not upn.is_temporary("V999990026001")
    assert not upn.is_temporary("")


bodies = st.text("0123456789", min_size=12, max_size=12)


@given(bodies, st.integers(0, 11), st.integers(1, 9))
def test_every_wrong_digit_is_noticed(body, place, step):
    number = upn.check_letter(body) + body
    changed = str((int(body[place]) + step) % 10)
    assert upn.problem(number) is None
    assert upn.problem(number[: place + 1] + changed + number[place + 2 :])


@given(bodies, st.integers(0, 10))
def test_every_swap_of_neighbours_is_noticed(body, place):
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    if swapped != body:
        assert upn.problem(upn.check_letter(body) + swapped)


@given(st.integers(0, 999), bodies)
def test_no_authority_is_ever_called_unknown(authority, body):
    body = f"{authority:03}{body[3:]}"
    assert upn.problem(upn.check_letter(body) + body) is None


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text):
    said = upn.problem(text)
    assert said is None or said.endswith(".")
