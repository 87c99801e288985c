"""Copies beside the vault: verified, ten kept, never at the price of an older one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.store import Store, check, copies
from tests.store.test_undo import dump
from tests.vaults import add_pupil, make_store, reopen


def test_a_copy_opens_with_the_same_passphrase_and_holds_the_same(store: Store):
    add_pupil(store)
    copy = copies.keep_copy(store)
    assert copy.parent.name == "Riverside backups"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    again = reopen(copy)
    assert dump(again) == dump(store)
    assert check.findings(again) == []
    again.close()


def test_closing_keeps_a_copy_when_something_changed_and_only_then(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    store.close()
    assert len(copies.copies_of(store.path)) == 1
    store = reopen(store.path)
    with store.read():
        pass
    store.close()
    assert len(copies.copies_of(store.path)) == 1
    store = reopen(store.path)
    add_pupil(store)
    store.close()
    assert len(copies.copies_of(store.path)) == 2


def test_locking_at_once_leaves_the_copy_to_the_next_close(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    store.close(copy=False)
    assert copies.copies_of(store.path) == ()
    reopen(store.path).close()
    assert len(copies.copies_of(store.path)) == 1
    store = reopen(store.path)
    add_pupil(store)
    store.close(copy=False)
    reopen(store.path).close()
    assert len(copies.copies_of(store.path)) == 2
    reopen(store.path).close()
    assert len(copies.copies_of(store.path)) == 2


def test_a_new_file_with_nothing_in_it_has_no_copy(tmp_path: Path):
    store = make_store(tmp_path)
    store.close()
    assert copies.copies_of(store.path) == ()


def test_the_ten_newest_are_kept(store: Store):
    made = []
    for _ in range(12):
        add_pupil(store)
        made.append(copies.keep_copy(store))
    assert copies.copies_of(store.path) == tuple(reversed(made[-10:]))
    assert len(list(copies.folder_for(store.path).iterdir())) == 10


def test_a_copy_that_cannot_be_made_costs_no_older_one(store: Store, monkeypatch: pytest.MonkeyPatch):
    for _ in range(10):
        copies.keep_copy(store)
    before = copies.copies_of(store.path)
    add_pupil(store)

    def write_badly(_bare: object, target: Path) -> None:
        copy = before[0].read_bytes()
        target.write_bytes(copy[:5000] + b"\0" + copy[5001:])

    monkeypatch.setattr(copies, "_write", write_badly)
    with pytest.raises(Trouble, match="copy of your file could not be made"):
        copies.keep_copy(store)
    assert copies.copies_of(store.path) == before
    assert store.changed
    assert len(list(copies.folder_for(store.path).iterdir())) == 10


def test_a_copy_with_a_row_too_few_does_not_count(store: Store, monkeypatch: pytest.MonkeyPatch):
    older = copies.keep_copy(store).read_bytes()
    add_pupil(store)
    monkeypatch.setattr(copies, "_write", lambda _bare, target: target.write_bytes(older))
    with pytest.raises(Trouble, match="copy of your file could not be made"):
        copies.keep_copy(store)


def test_a_file_is_closed_even_if_its_copy_cannot_be_made(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    copies.folder_for(store.path).write_text("in the way")
    with pytest.raises(Trouble, match="could not be made"):
        store.close()
    assert store.closed
    copies.folder_for(store.path).unlink()
    reopen(store.path).close()


def test_what_a_crash_left_unfinished_is_cleared_away(store: Store):
    copies.keep_copy(store)
    left = copies.folder_for(store.path) / "Riverside.unfinished"
    left.write_bytes(b"half")
    copies.keep_copy(store)
    assert not left.exists()
    assert len(copies.copies_of(store.path)) == 2
