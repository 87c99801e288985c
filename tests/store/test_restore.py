"""Going back to a copy: only when it is sound, with the present file set aside, and no half-way state."""

from __future__ import annotations

import errno
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from senco_desk.errors import Mistake, Trouble
from senco_desk.store import Store, copies, manifest, open_vault, remembered, restore, undo
from tests.store.test_undo import dump
from tests.vaults import PASSPHRASE, add_pupil, make_store, reopen

OLDEST = Path(__file__).parents[1] / "data" / "vaults" / "0.1.0.senco"
NOW = datetime(2026, 11, 22, 9, 30).astimezone()


def _closed(store: Store) -> Path:
    store.before_close.clear()
    store.close()
    return store.path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))


def test_the_copy_takes_the_place_and_the_present_file_is_set_aside(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")
    then = dump(store)
    copy = copies.keep_copy(store)
    add_pupil(store, "Zoe", "Adams")
    later = dump(store)
    path = _closed(store)
    aside = restore.restore(copy, path, reopen, now=NOW)
    assert aside == tmp_path / "Riverside set aside 2026-11-22 09.30.00.senco"
    store = reopen(path)
    assert dump(store) == then
    assert undo.undo(store).name == "add a pupil"
    _closed(store)
    store = reopen(aside)
    assert dump(store) == later
    _closed(store)
    assert copy.exists()
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == [
        "Riverside set aside 2026-11-22 09.30.00.senco",
        "Riverside.senco",
    ]


def test_a_missing_file_comes_back_from_its_copy(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    then = dump(store)
    copy = copies.keep_copy(store)
    path = _closed(store)
    path.unlink()
    assert restore.restore(copy, path, reopen, now=NOW) is None
    store = reopen(path)
    assert dump(store) == then
    _closed(store)


def test_a_copy_that_is_not_as_it_was_made_is_refused_and_nothing_moves(tmp_path: Path):
    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    path = _closed(store)
    before = path.read_bytes()
    body = bytearray(copy.read_bytes())
    body[9000] ^= 1
    copy.write_bytes(body)
    with pytest.raises(Trouble, match="not as it was made"):
        restore.restore(copy, path, reopen, now=NOW)
    manifest.path_of(copy).unlink()
    with pytest.raises(Trouble, match="damaged"):
        restore.restore(copy, path, reopen, now=NOW)
    assert path.read_bytes() == before
    assert [each for each in tmp_path.iterdir() if each.is_file()] == [path]


def test_a_wrong_passphrase_moves_nothing(tmp_path: Path):
    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    path = _closed(store)
    with pytest.raises(Mistake):
        restore.restore(copy, path, lambda file: reopen(file, "not this one at all"), now=NOW)
    assert [each for each in tmp_path.iterdir() if each.is_file()] == [path]


def test_an_open_file_is_not_replaced(tmp_path: Path):
    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    with pytest.raises(Trouble, match="open in another window"):
        restore.restore(copy, store.path, reopen, now=NOW)
    add_pupil(store)
    _closed(store)


def test_practising_says_what_the_copy_holds_and_leaves_nothing_behind(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")
    copy = copies.keep_copy(store)
    held = sorted(copy.parent.iterdir())
    bytes_before = copy.read_bytes()
    done = restore.practise(copy, reopen)
    assert (done.pupils, done.forms) == (1, 0)
    assert done.newest is not None
    assert sorted(copy.parent.iterdir()) == held
    assert copy.read_bytes() == bytes_before
    _closed(store)


def _open_released(path: Path) -> Store:
    return open_vault(path, PASSPHRASE)


def test_a_copy_of_an_older_version_is_practised_and_restored_with_nothing_left_over(tmp_path: Path):
    copy = tmp_path / "stick" / "Riverside.senco"
    copy.parent.mkdir()
    shutil.copyfile(OLDEST, copy)
    before = copy.read_bytes()
    assert restore.practise(copy, _open_released).pupils > 0
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]
    assert copy.read_bytes() == before
    restore.restore(copy, tmp_path / "Riverside.senco", _open_released, now=NOW)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["Riverside.senco", "home", "stick"]


def test_an_older_file_put_in_place_is_noticed_and_a_restored_one_is_not(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")
    copy = copies.keep_copy(store)
    add_pupil(store, "Zoe", "Adams")
    remembered.note(store)
    assert remembered.finding(store) is None
    path = _closed(store)
    newer = path.read_bytes()
    path.write_bytes(copy.read_bytes())
    store = reopen(path)
    found = remembered.finding(store)
    assert found is not None
    assert "older than the one you last used on this laptop: 1 saved step" in found.said
    _closed(store)
    path.write_bytes(newer)
    restore.restore(copy, path, reopen, now=NOW)
    store = reopen(path)
    assert remembered.finding(store) is None
    _closed(store)


def test_a_file_changed_elsewhere_from_before_is_noticed(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")
    copy = copies.keep_copy(store)
    add_pupil(store, "Zoe", "Adams")
    remembered.note(store)
    path = _closed(store)
    path.write_bytes(copy.read_bytes())
    store = reopen(path)
    for _ in range(3):
        add_pupil(store, "Elsewhere", "Added")
    found = remembered.finding(store)
    assert found is not None
    assert "changed somewhere else" in found.said
    _closed(store)


def test_a_draft_alone_makes_a_file_newer(tmp_path: Path):
    from senco_desk.store import drafts

    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    drafts.keep(store, "response/1", "{}")
    remembered.note(store)
    path = _closed(store)
    path.write_bytes(copy.read_bytes())
    store = reopen(path)
    found = remembered.finding(store)
    assert found is not None
    assert found.said == "This file is older than the one you last used on this laptop."
    _closed(store)


def test_going_back_again_sets_nothing_aside_over_what_was_set_aside_before(tmp_path: Path):
    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    add_pupil(store, "Zoe", "Adams")
    path = _closed(store)
    only = path.read_bytes()
    first = restore.restore(copy, path, reopen, now=NOW)
    second = restore.restore(copy, path, reopen, now=NOW)
    assert first is not None
    assert second is not None
    assert first != second
    assert first.read_bytes() == only
    assert second.read_bytes() == copy.read_bytes()


def test_a_refusal_at_the_last_moment_leaves_the_file_and_no_second_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    add_pupil(store)
    path = _closed(store)
    before = path.read_bytes()
    put = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == path:
            raise OSError(errno.EIO, "Input/output error")
        return put(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Trouble, match="nothing was changed"):
        restore.restore(copy, path, reopen, now=NOW)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [path.name]


def test_going_back_through_a_link_sets_the_file_itself_aside(tmp_path: Path):
    (tmp_path / "drive").mkdir()
    store = make_store(tmp_path / "drive")
    copy = copies.keep_copy(store)
    add_pupil(store)
    path = _closed(store)
    only = path.read_bytes()
    link = tmp_path / "Riverside.senco"
    link.symlink_to(path)
    aside = restore.restore(copy, link, reopen, now=NOW)
    assert aside is not None
    assert aside.parent == path.parent
    assert not aside.is_symlink()
    assert aside.read_bytes() == only
    assert link.is_symlink()
    assert path.read_bytes() == copy.read_bytes()
