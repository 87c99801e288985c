"""Keys: the same for ever, or no file would open; for each end another; none that leads back to the first."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

import pytest

from senco_desk.store import key
from tests.vaults import CHEAP

RAW = bytes(range(32))
SALT = bytes(range(16))
PHRASE = "violet tractor hums softly, café"


def _hkdf(info: bytes, length: int) -> bytes:
    """RFC 5869 with no salt, for one block at most."""
    spread = hmac.new(bytes(32), RAW, hashlib.sha256).digest()
    return hmac.new(spread, info + b"\x01", hashlib.sha256).digest()[:length]


def test_a_passphrase_and_a_salt_give_the_key_that_they_always_gave():
    known = {
        key.Cost(
            memory_kib=64, passes=1, lanes=1
        ): "245bf7ee711b7808e6d1ec79b67293c14bceb03ec70fee1ede81d347047a92ea",
        key.Cost(
            memory_kib=64, passes=2, lanes=1
        ): "c29894bcaa6288c401b6b466390e3f030ee0107e421f7c9c5514d1ef6838e8dc",
        key.Cost(
            memory_kib=128, passes=1, lanes=1
        ): "c10b10fbe910b5476673fd2711294e3cae425cdc7e66874faf00f2d7eb3d6096",
        key.Cost(
            memory_kib=64, passes=1, lanes=4
        ): "d24247efb1efa56f3f74a1f4e29a068a131347124c9439732bc4bfed5e326b65",
    }
    for cost, wanted in known.items():
        assert key.derive(PHRASE, SALT, cost).hex() == wanted


def test_an_accent_typed_as_a_sign_of_its_own_gives_the_same_key():
    apart = unicodedata.normalize("NFD", PHRASE)
    assert apart != PHRASE
    assert key.derive(apart, SALT, CHEAP) == key.derive(PHRASE, SALT, CHEAP)


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_salt_of_another_length_is_refused(length: int):
    with pytest.raises(ValueError, match=r"^a salt has 16 bytes$"):
        key.derive(PHRASE, bytes(length), CHEAP)


def test_files_are_made_at_the_strong_cost():
    assert key.KNOWN_COSTS[0] == key.STRONG
    assert (key.STRONG.memory_kib, key.STRONG.passes, key.STRONG.lanes) == (262_144, 3, 4)


def test_the_keys_for_other_ends_are_those_of_rfc_5869():
    assert key.first_journal_key(RAW) == _hkdf(b"senco-desk journal chain 1", 32)
    assert key.mark(RAW) == _hkdf(b"senco-desk recovery kit 1", 8).hex()
