"""What still reads of a damaged file comes over into a new one; the damaged file keeps its bytes."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.models.pupil import Contact, Pupil
from senco_desk.models.responses import Response
from senco_desk.services import responses
from senco_desk.store import Store, check, drafts, pages, salvage, search
from tests.vaults import add_pupil, make_store, reopen


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


def test_a_form_comes_over_without_the_older_one_that_it_is_based_on_where_that_was_lost(tmp_path: Path):
    store = make_store(tmp_path)
    pupil_id = add_pupil(store)
    last = responses.start(store, pupil_id, "family_views")
    with store.work("as years of forms do") as work:
        definition = work.session.get_one(Response, last).definition_id
        for _ in range(60):
            made = Response(
                pupil_id=pupil_id, form_id="family_views", definition_id=definition, based_on_id=last,
                answers=json.dumps({"worries": "long " * 1_000}),
            )  # fmt: skip
            last = work.add(made).id or 0
    key, salt = store.keys()
    store.before_close.clear()
    store.close()
    whole = store.path.read_bytes()
    number = len(whole) // pages.PAGE_BYTES
    came = 0
    for seed in range(8):
        store.path.write_bytes(whole)
        _hurt(store.path, random.Random(seed).sample(range(number // 4, number * 3 // 4), 4))
        new = tmp_path / f"New {seed}.senco"
        saved = salvage.salvage(store.path, new, key, salt)
        again = reopen(new)
        assert check.findings(again) == []
        again.before_close.clear()
        again.close()
        came += bool(saved.lost)
    assert came, "a form was lost, and those that were based on it came over"


def test_what_ends_halfway_leaves_no_file_in_the_way(
    school: tuple[Path, bytes, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path, key, salt = school

    def refuse(*_: object) -> None:
        raise Trouble("The disk is full, so nothing was saved.")

    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", refuse)
        with pytest.raises(Trouble):
            salvage.salvage(path, tmp_path / "New.senco", key, salt)
    assert not (tmp_path / "New.senco").exists()
    assert salvage.salvage(path, tmp_path / "New.senco", key, salt).whole
