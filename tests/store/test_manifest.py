"""The slip beside a copy: written whole or not at all, read back, and none where it makes no sense."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from senco_desk.store import manifest
from senco_desk.store.identity import Head

SLIP = manifest.Manifest(
    made_at="2026-11-22T09:30:00+00:00",
    why="closing",
    salt="00" * 16,
    sha256="ab" * 32,
    size=208_896,
    generation=7,
    steps=5,
    chain="cd" * 32,
    number=9,
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where a copy would lie."""
    return tmp_path / "Riverside 2026-11-22 09.30.00.senco"


def test_a_slip_reads_back_as_it_was_written(copy: Path):
    manifest.write(copy, SLIP)
    assert manifest.read(copy) == SLIP
    assert [each.name for each in copy.parent.iterdir()] == [f"{copy.name}.json"]
    assert stat.S_IMODE(manifest.path_of(copy).stat().st_mode) == 0o600


def test_a_slip_is_text_that_a_person_can_read(copy: Path):
    manifest.write(copy, SLIP)
    text = manifest.path_of(copy).read_text(encoding="utf-8")
    assert json.loads(text) == asdict(SLIP)
    assert '\n "why": "closing",\n' in text


def test_a_later_slip_takes_the_place_of_the_one_before(copy: Path):
    manifest.write(copy, replace(SLIP, sha256="0" * 900))
    left = manifest.path_of(copy).with_name(f"{copy.name}.json.unfinished")
    left.write_text("of a crash " * 99)
    manifest.write(copy, SLIP)
    assert manifest.read(copy) == SLIP
    assert not left.exists()


def test_a_slip_that_cannot_be_written_leaves_the_one_before(copy: Path):
    manifest.write(copy, SLIP)
    manifest.path_of(copy).with_name(f"{copy.name}.json.unfinished").mkdir()
    with pytest.raises(OSError, match="directory"):
        manifest.write(copy, replace(SLIP, steps=6))
    assert manifest.read(copy) == SLIP


def test_a_slip_says_how_the_file_stood():
    assert SLIP.head == Head(7, 5, "cd" * 32)


def test_which_copy_was_made_last_is_counted_and_on_older_slips_taken_from_the_changes():
    assert SLIP.order == 9
    assert replace(SLIP, number=0).order == 7


def test_a_slip_from_before_copies_were_counted_is_read(copy: Path):
    said = asdict(SLIP)
    del said["number"]
    manifest.path_of(copy).write_text(json.dumps(said))
    assert manifest.read(copy) == replace(SLIP, number=0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 2},
        {"generation": "7"},
        {"steps": 1.5},
        {"size": None},
        {"number": "9"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_slip_that_makes_no_sense_counts_as_none(copy: Path, wrong: dict[str, object]):
    manifest.path_of(copy).write_text(json.dumps(asdict(SLIP) | wrong))
    assert manifest.read(copy) is None


def test_no_slip_is_none(copy: Path):
    assert manifest.read(copy) is None


@pytest.mark.parametrize("length", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 21) + 5])
def test_a_digest_covers_every_byte(copy: Path, length: int):
    content = bytes(n % 251 for n in range(length))
    copy.write_bytes(content)
    assert manifest.digest(copy) == hashlib.sha256(content).hexdigest()
