"""The file as pages: which are sound, told by a reader of SQLCipher's own description and by real files."""

from __future__ import annotations

import hashlib
import hmac
import random
from pathlib import Path

import pytest

from senco_desk.store import pages
from tests.vaults import add_pupil, make_store

KEY = bytes(range(32))
SALT = b"sixteen bytes...".ljust(16)
PAGE = 4096


def _page(number: int) -> bytes:
    """One page as https://www.zetetic.net/sqlcipher/design/ describes it, random where data would be."""
    dice = random.Random(number)
    begins = SALT if number == 1 else b""
    body = dice.randbytes(PAGE - 64 - len(begins))
    sign_with = hashlib.pbkdf2_hmac("sha512", KEY, bytes(byte ^ 0x3A for byte in SALT), 2, 32)
    signed = hmac.new(sign_with, body + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return begins + body + signed


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file of nine pages."""
    path = tmp_path / "Riverside.senco"
    path.write_bytes(b"".join(map(_page, range(1, 10))))
    return path


def _spoil(path: Path, *places: int) -> None:
    content = bytearray(path.read_bytes())
    for place in places:
        content[place] ^= 1
    path.write_bytes(content)


def test_all_pages_of_a_sound_file_are_sound(written: Path):
    found = pages.check_pages(written, KEY)
    assert found == pages.PageCheck(9, 9, ())
    assert found.whole
    assert pages.first_page_sound(written, KEY)


def test_all_pages_of_a_real_file_are_sound(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    raw_key, salt = store.keys()
    key = bytes(raw_key)
    store.before_close.clear()
    store.close()
    found = pages.check_pages(store.path, key)
    assert found.whole
    assert found.pages == store.path.stat().st_size // PAGE
    assert pages.salt_of(store.path) == salt


@pytest.mark.parametrize("at", [16, 17, 2000, PAGE - 65, PAGE - 64, PAGE - 1])
@pytest.mark.parametrize("number", [1, 2, 9])
def test_a_single_bit_is_found_at_its_page(written: Path, number: int, at: int):
    _spoil(written, (number - 1) * PAGE + at)
    found = pages.check_pages(written, KEY)
    assert found == pages.PageCheck(9, 8, (number,))
    assert not found.whole
    assert pages.first_page_sound(written, KEY) == (number != 1)


def test_a_bit_of_the_salt_makes_every_page_wrong(written: Path):
    _spoil(written, 3)
    assert pages.check_pages(written, KEY) == pages.PageCheck(9, 0, (1, 2, 3, 4, 5))


def test_the_first_five_damaged_pages_are_named(written: Path):
    _spoil(written, *(number * PAGE + 100 for number in range(2, 9)))
    assert pages.check_pages(written, KEY) == pages.PageCheck(9, 2, (3, 4, 5, 6, 7))


def test_two_pages_exchanged_are_both_damaged(written: Path):
    content = written.read_bytes()
    second, third = content[PAGE : 2 * PAGE], content[2 * PAGE : 3 * PAGE]
    written.write_bytes(content[:PAGE] + third + second + content[3 * PAGE :])
    assert pages.check_pages(written, KEY).damaged == (2, 3)


def test_a_page_cut_short_is_damaged(written: Path):
    written.write_bytes(written.read_bytes()[:-1])
    assert pages.check_pages(written, KEY) == pages.PageCheck(9, 8, (9,))


def test_another_key_finds_no_page_sound(written: Path):
    assert pages.check_pages(written, KEY[::-1]).sound == 0
    assert not pages.first_page_sound(written, KEY[::-1])


@pytest.mark.parametrize("length", [0, 1, 15])
def test_a_file_shorter_than_its_salt_has_no_pages(tmp_path: Path, length: int):
    path = tmp_path / "short.senco"
    path.write_bytes(SALT[:length])
    assert pages.check_pages(path, KEY) == pages.PageCheck(0, 0, ())
    assert not pages.check_pages(path, KEY).whole
    assert not pages.first_page_sound(path, KEY)
    assert pages.salt_of(path) == SALT[:length]


def test_a_file_of_its_salt_alone_is_one_damaged_page(tmp_path: Path):
    path = tmp_path / "short.senco"
    path.write_bytes(SALT)
    assert pages.check_pages(path, KEY) == pages.PageCheck(1, 0, (1,))


def _looks(path: Path, content: bytes) -> bool:
    path.write_bytes(content)
    return pages.looks_encrypted(path)


def test_what_could_be_a_vault_is_told_without_a_key(tmp_path: Path):
    path, sound = tmp_path / "some", _page(2)
    assert _looks(path, sound)
    assert _looks(path, sound + bytes(2 * PAGE))
    assert _looks(path, bytes(2 * PAGE) + sound)
    assert _looks(path, bytes(2 * PAGE) + sound + b"cut short")


def test_what_cannot_be_a_vault_is_told_without_a_key(tmp_path: Path):
    path, sound = tmp_path / "some", _page(2)
    assert not _looks(path, b"")
    assert not _looks(path, sound[:-1])
    assert not _looks(path, bytes(3 * PAGE))
    assert not _looks(path, bytes(PAGE) + sound + bytes(PAGE))
    assert not _looks(path, "Amina’s plan, in plain text. ".encode() * 999)


@pytest.mark.parametrize(("values", "looks"), [(250, True), (249, False)])
def test_a_page_that_lacks_many_values_is_no_encrypted_one(tmp_path: Path, values: int, looks: bool):
    content = bytes(byte % values for byte in range(PAGE))
    assert _looks(tmp_path / "some", content) == looks
