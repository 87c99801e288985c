"""The recovery code: typed back from paper, forgiving what looks alike, catching every slip at its group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.rules.recovery_code import (
    GROUP,
    LETTERS,
    WrongCode,
    groups_of,
    read,
    tidy,
    write,
    wrong_group,
)

KEYS = st.binary(min_size=32, max_size=32)
SALTS = st.binary(min_size=16, max_size=16)


@given(KEYS)
def test_a_code_reads_back_as_what_was_written(key: bytes):
    assert read(write(key), 32) == key


@given(SALTS)
def test_a_salt_reads_back_as_what_was_written(salt: bytes):
    assert read(write(salt), 16) == salt


def test_a_key_is_thirteen_groups_of_five():
    groups = write(bytes(range(32))).split("-")
    assert len(groups) == 13
    assert {len(group) for group in groups} == {GROUP}


@given(KEYS, st.randoms())
def test_look_alikes_small_letters_and_spaces_are_forgiven(key: bytes, dice):
    written = write(key)
    alike = {"0": "0Oo", "1": "1IiLl", "V": "VvUu"}
    typed = "".join(dice.choice(alike.get(c, c + c.lower())) for c in written)
    typed = typed.replace("-", dice.choice([" ", "", " - ", "\n", "–"]))
    assert read(typed, 32) == key


@given(KEYS, st.integers(0, 64), st.integers(1, 31))
def test_every_wrong_character_is_caught_at_its_group(key: bytes, at: int, by: int):
    plain = tidy(write(key))
    wrong = LETTERS[(LETTERS.index(plain[at]) + by) % len(LETTERS)]
    typed = plain[:at] + wrong + plain[at + 1 :]
    with pytest.raises(WrongCode) as caught:
        read(typed, 32)
    assert caught.value.group == at // GROUP + 1
    assert wrong_group(typed, 32) == at // GROUP + 1


@given(KEYS, st.integers(0, 12))
def test_a_group_left_out_is_caught(key: bytes, gone: int):
    groups = groups_of(write(key))
    with pytest.raises(WrongCode) as caught:
        read(" ".join(groups[:gone] + groups[gone + 1 :]), 32)
    assert caught.value.group >= gone + 1


@given(KEYS, st.integers(0, 11))
def test_two_groups_exchanged_are_caught(key: bytes, at: int):
    groups = groups_of(write(key))
    groups[at], groups[at + 1] = groups[at + 1], groups[at]
    with pytest.raises(WrongCode) as caught:
        read("".join(groups), 32)
    assert caught.value.group == at + 1


@given(KEYS)
def test_the_numbers_under_the_groups_may_be_copied_along(key: bytes):
    groups = write(key).split("-")
    line = 5
    across = "\n".join(
        " ".join(groups[at : at + line]) + "\n" + " ".join(str(n + 1) for n in range(at, min(at + line, 13)))
        for at in range(0, 13, line)
    )
    before = "\n".join(f"{number}\n{group}" for number, group in enumerate(groups, start=1))
    for pasted in (across, before):
        assert read(pasted, 32) == key
        assert wrong_group(pasted, 32) is None


@given(KEYS, SALTS)
def test_a_whole_kit_may_be_pasted(key: bytes, salt: bytes):
    code, file_code = write(key), write(salt)
    pasted = f"Kit of Oak Road 2\r\nKit 5611 aa8f\r\n\r\nRecovery code: {code}\r\nFile code: {file_code}\r\n"
    assert read(pasted, 32) == key
    assert wrong_group(pasted, 32) is None


def test_a_sign_that_no_code_has_is_named():
    with pytest.raises(WrongCode, match="Group 1 has “!” in it"):
        read("!" + write(bytes(32))[1:], 32)


def test_a_code_that_stops_early_says_how_much_is_there():
    with pytest.raises(WrongCode, match="13 groups; 2 are whole"):
        read(write(bytes(32))[:14], 32)


def test_a_group_too_many_is_refused():
    with pytest.raises(WrongCode, match="here are more"):
        read(write(bytes(32)) + "-00000", 32)


@given(KEYS, st.integers(0, 65))
def test_nothing_is_called_wrong_while_it_is_being_typed(key: bytes, so_far: int):
    assert wrong_group(tidy(write(key))[:so_far], 32) is None


@given(st.text(max_size=90))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str):
    try:
        key = read(typed, 32)
    except WrongCode as wrong:
        told = bool(wrong.said) and bool(wrong.advice) and wrong.group >= 1
    else:
        told = write(key).replace("-", "") == tidy(typed)
    assert told


def _told(typed: str) -> tuple[str, str, str | None, int]:
    with pytest.raises(WrongCode) as caught:
        read(typed, 32)
    wrong = caught.value
    return wrong.said, wrong.advice, wrong.field, wrong.group


def test_each_slip_is_told_in_words_that_say_where_to_look():
    written = write(bytes(32))
    assert _told("1" + written[1:]) == (
        "Group 1 is not as it stands on the paper.",
        "Look at that group again: a character may be wrong, or a group left out.",
        "code",
        1,
    )
    assert _told(written[:14]) == (
        "The code has 13 groups; 2 are whole here.",
        "Type the rest.",
        "code",
        3,
    )
    assert _told(f"{written}-00000") == (
        "The code has 13 groups, and here are more.",
        "Look for one typed twice.",
        "code",
        14,
    )
    assert _told("!" + written[1:]) == (
        "Group 1 has “!” in it, which no code has.",
        "Look at that group on the paper again.",
        "code",
        1,
    )
