"""What still reads of a damaged file comes over into a new one; the damaged file keeps its bytes."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.models.pupil import Contact, Pupil
from senco_desk.store import Store, check, drafts, pages, salvage, search
from tests.vaults import make_store, reopen


@pytest.fixture
def school(tmp_path: Path) -> tuple[Path, bytes, bytes]:
    """Two hundred pupils with a contact each, and a draft; the file, its key and its salt."""
    store = make_store(tmp_path)
    with store.work("bring in the pupils") as work:
        for n in range(200):
            pupil = work.add(
                Pupil(legal_forename=f"Forename{n}", legal_surname=f"Surname{n}", what_helps="x" * 200)
            )
            work.add(Contact(pupil_id=pupil.id or 0, name=f"Mx Surname{n}", address="1 Made-up Street"))
    drafts.keep(store, "response/1", '{"likes": "trains"}')
    key, salt = store.keys()
    store.before_close.clear()
    store.close()
    return store.path, key, salt


def _hurt(path: Path, pages_hurt: list[int]) -> str:
    body = bytearray(path.read_bytes())
    for page in pages_hurt:
        body[(page - 1) * pages.PAGE_BYTES + 100] ^= 0xFF
    path.write_bytes(body)
    return hashlib.sha256(body).hexdigest()


def _names(store: Store) -> set[str]:
    with store.read() as session:
        from sqlmodel import select

        return {pupil.legal_surname for pupil in session.exec(select(Pupil)).all()}


def test_a_sound_file_comes_over_whole(school: tuple[Path, bytes, bytes], tmp_path: Path):
    path, key, salt = school
    saved = salvage.salvage(path, tmp_path / "New.senco", key, salt)
    assert saved.whole
    assert saved.rows == {"pupil": 200, "contact": 200}
    store = reopen(tmp_path / "New.senco")
    assert len(_names(store)) == 200
    assert check.findings(store) == []
    assert search.find(store, "Surname7 Forename7")[:1]
    draft = drafts.read(store, "response/1")
    assert draft is not None
    assert "trains" in draft.body
    store.before_close.clear()
    store.close()


def test_what_lies_on_sound_pages_comes_over_and_the_rest_is_counted(
    school: tuple[Path, bytes, bytes], tmp_path: Path
):
    path, key, salt = school
    whole = path.read_bytes()
    number = len(whole) // pages.PAGE_BYTES
    nothing = 0
    for seed in range(8):
        path.write_bytes(whole)
        before = _hurt(path, random.Random(seed).sample(range(30, number + 1), 3))
        new = tmp_path / f"New {seed}.senco"
        try:
            saved = salvage.salvage(path, new, key, salt)
        except Trouble:  # one of the few pages that say what tables there are
            nothing += 1
            continue
        finally:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == before
        _holds_what_it_says(new, saved)
    assert nothing <= 2
    assert not list(tmp_path.glob("*salvaging*"))


def _holds_what_it_says(new: Path, saved: salvage.Saved) -> None:
    store = reopen(new)
    assert check.findings(store) == []
    names = _names(store)
    assert names <= {f"Surname{n}" for n in range(200)}
    assert len(names) + saved.lost.get("pupil", 0) >= 200 or "pupil" in saved.tables_lost
    assert len(names) > 100
    store.before_close.clear()
    store.close()


def test_damaged_first_bytes_are_put_right_by_the_code_on_the_kit(
    school: tuple[Path, bytes, bytes], tmp_path: Path
):
    path, key, salt = school
    body = bytearray(path.read_bytes())
    body[:16] = bytes(16)
    path.write_bytes(body)
    saved = salvage.salvage(path, tmp_path / "New.senco", key, salt)
    assert saved.whole
    reopen(tmp_path / "New.senco").close()


def test_nothing_readable_is_said_and_leaves_nothing_behind(
    school: tuple[Path, bytes, bytes], tmp_path: Path
):
    path, key, salt = school
    number = path.stat().st_size // pages.PAGE_BYTES
    _hurt(path, list(range(1, number + 1)))
    with pytest.raises(Trouble, match="Nothing could be read"):
        salvage.salvage(path, tmp_path / "New.senco", key, salt)
    assert [each.name for each in tmp_path.glob("*.senco*")] == ["Riverside.senco"]
