"""Recovery kits: each opens its file however it is typed; no slip gets as far as the file (figure R21)."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from stdnum.iso7064 import mod_37_36

from senco_desk.errors import Mistake, Told, Trouble
from senco_desk.rules import recovery_code
from senco_desk.rules.recovery_code import LETTERS, WrongCode
from senco_desk.store import recovery
from senco_desk.store.key import KEY_BYTES
from senco_desk.store.vault import create_with_key
from tests.proof.figures import Measured, count
from tests.vaults import CHEAP, make_store

KITS: Final = count(20, 100)
TYPOS: Final = 1_000
_LOOKS_LIKE: Final = {"0": "Oo", "1": "IiLl", "V": "Uu"}


def _as_typed(code: str, chance: random.Random) -> str:
    """Give a code as a person may type it: look-alikes, small letters, anything or nothing between groups."""
    typed = "".join(chance.choice(_LOOKS_LIKE.get(c, "") + c + c.lower()) for c in code if c != "-")
    between = chance.choice(("", " ", "-", " - ", "\n"))
    return between.join(typed[at : at + 5] for at in range(0, len(typed), 5))


def _with_a_slip(code: str, chance: random.Random) -> str:
    """Give a code with one slip of those that people make."""
    plain = code.replace("-", "")
    at = chance.randrange(len(plain))
    slip = chance.randrange(5)
    if slip == 0:  # a wrong character
        return plain[:at] + chance.choice([c for c in LETTERS if c != plain[at]]) + plain[at + 1 :]
    if slip == 1:  # one left out
        return plain[:at] + plain[at + 1 :]
    if slip == 2:  # one too many
        return plain[:at] + chance.choice(LETTERS) + plain[at:]
    groups = code.split("-")
    first, second = sorted(chance.sample(range(len(groups)), 2))
    if slip == 3 and groups[first] != groups[second]:  # two groups exchanged
        groups[first], groups[second] = groups[second], groups[first]
        return "-".join(groups)
    del groups[first]  # a group left out
    return "-".join(groups)


def _shut_out(folder: Path, kits: int) -> int:
    """Make kits, type each as a person may, and give how many do not open their file."""
    chance = random.Random(21)
    shut_out = 0
    for number in range(kits):
        path = folder / f"{number}.senco"
        store = create_with_key(path, chance.randbytes(32), chance.randbytes(16))
        kit = recovery.kit_of(store)
        store.close(copy=False)
        try:
            recovery.open_with_code(path, _as_typed(kit.code, chance)).close(copy=False)
        except Mistake:
            shut_out += 1
    return shut_out


def _missed(slips: int) -> int:
    """Make slips in codes, and give how many of them get as far as the file, of which there is none."""
    chance = random.Random(22)
    nowhere = Path("there is no such file.senco")
    missed = 0
    for _ in range(slips):
        code = recovery_code.write(chance.randbytes(KEY_BYTES))
        try:
            recovery.open_with_code(nowhere, _with_a_slip(code, chance))
        except WrongCode:
            continue
        except Trouble:  # that there is no such file
            missed += 1
    return missed


def test_every_kit_opens_its_file_however_its_code_is_typed(in_memory: Path):
    measured = Measured("R21", "recovery kits, typed with look-alikes, small letters and spaces")
    assert _shut_out(in_memory, KITS) == 0
    measured.reached(KITS, "all open")


def test_a_reader_that_takes_no_look_alikes_is_caught(in_memory: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recovery_code, "_LOOKS_LIKE", {})
    assert _shut_out(in_memory, 3) > 0


def test_every_slip_in_a_code_is_caught_before_the_file_is_looked_at():
    measured = Measured("R21", "slips in a recovery code")
    assert _missed(TYPOS) == 0
    measured.reached(TYPOS, "all caught before the file is looked at")


def _of_the_group_alone(body: str, _place: int) -> str:
    return str(mod_37_36.calc_check_digit(body, alphabet=LETTERS))


@pytest.mark.parametrize(
    "check",
    [lambda _body, _place: "0", _of_the_group_alone],
    ids=["that says nothing", "that does not know its place"],
)
def test_a_check_character_with_which_a_slip_is_taken_for_whole_is_caught(
    monkeypatch: pytest.MonkeyPatch, check: Callable[[str, int], str]
):
    monkeypatch.setattr(recovery_code, "_check", check)
    assert _missed(200) > 0


def test_a_code_without_a_slip_gets_as_far_as_the_file():
    with pytest.raises(Trouble, match="no such file"):
        recovery.open_with_code(Path("there is no such file.senco"), recovery_code.write(bytes(KEY_BYTES)))


def test_after_a_new_passphrase_the_old_one_and_its_code_open_nothing(in_memory: Path):
    store = make_store(in_memory)
    old = recovery.kit_of(store).code
    recovery.change_passphrase(store, "seven quiet otters juggling", cost=CHEAP)
    store.close(copy=False)
    with pytest.raises(Mistake) as told:
        recovery.open_with_code(store.path, old)
    assert isinstance(told.value, Told)
