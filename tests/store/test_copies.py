"""Copies beside the vault: verified, thinned by age, never at the price of an older one."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.store import Store, check, copies, manifest, remembered, restore
from tests.clocks import give_clock
from tests.store.test_undo import dump
from tests.vaults import add_pupil, make_store, not_shown, reopen


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


def _aged(store: Store, days: int, minutes: int = 0) -> Path:
    """Make a copy and date it back, name and file alike."""
    add_pupil(store)
    made = copies.keep_copy(store)
    at = datetime.now().astimezone() - timedelta(days=days, minutes=-minutes)
    older = made.with_name(f"Riverside {at:%Y-%m-%d %H.%M.%S}.senco")
    made.rename(older)
    manifest.path_of(made).rename(manifest.path_of(older))
    os.utime(older, (at.timestamp(), at.timestamp()))
    return older


def test_older_copies_thin_out_with_their_slips(store: Store):
    made = [_aged(store, days) for days in (21, 20, 19, 18, 17, 16, 15)]
    copies.thin(copies.folder_for(store.path), "Riverside", store.keys()[1], datetime.now().astimezone())
    assert len(copies.copies_of(store.path)) == 7  # one a day
    again = [_aged(store, 20, minutes=minutes) for minutes in range(4)]
    copies.thin(copies.folder_for(store.path), "Riverside", store.keys()[1], datetime.now().astimezone())
    left = copies.copies_of(store.path)
    assert again[-1] in left
    assert again[0] not in left
    assert not manifest.path_of(again[0]).exists()
    assert made[0] in left


def test_too_little_room_costs_the_oldest_but_never_the_newest_three(store: Store):
    made = [_aged(store, days) for days in (9, 8, 7, 6, 5)]
    copies.thin(
        copies.folder_for(store.path), "Riverside", store.keys()[1], datetime.now().astimezone(), most_bytes=1
    )
    assert copies.copies_of(store.path) == tuple(reversed(made[-3:]))


def test_a_slip_tells_how_the_copied_file_stood_and_names_nobody(store: Store):
    add_pupil(store, "Amina", "Yusuf")
    copy = copies.keep_copy(store, "bringing in")
    slip = manifest.read(copy)
    assert slip is not None
    assert slip.why == "bringing in"
    assert slip.steps == 1
    assert slip.sha256 == manifest.digest(copy)
    assert bytes.fromhex(slip.salt) == copy.read_bytes()[:16]
    assert "Amina" not in manifest.path_of(copy).read_text()


def test_a_slip_that_makes_no_sense_counts_as_none(store: Store):
    copy = copies.keep_copy(store)
    for text in ("", "{}", "[1]", '{"version": 9}', "null"):
        manifest.path_of(copy).write_text(text)
        assert manifest.read(copy) is None


@pytest.mark.parametrize(
    "wrong",
    [{"salt": 7}, {"salt": "not hex"}, {"why": ["x"]}, {"size": True}, {"steps": -1}, {"number": "9"}],
)
def test_a_slip_with_a_part_of_another_kind_counts_as_none(store: Store, wrong: dict[str, object]):
    copy = copies.keep_copy(store)
    slip = manifest.path_of(copy)
    slip.write_text(json.dumps(json.loads(slip.read_text()) | wrong))
    assert manifest.read(copy) is None


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
    assert len(list(copies.folder_for(store.path).glob("*.senco"))) == 10


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
    left = copies.folder_for(store.path) / "Riverside 1-0a1b2c3d.unfinished"
    left.write_bytes(b"half")
    copies.keep_copy(store)
    assert not left.exists()
    assert len(copies.copies_of(store.path)) == 2


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock that copies go by, in UTC."""
    return give_clock(monkeypatch)


def test_the_copy_made_last_is_the_newest_whatever_the_clock_said(store: Store, clock: Callable[[str], None]):
    made = []
    for at in ("2026-11-22 09:30", "2036-11-22 09:30", "2016-11-22 09:30", "2026-11-23 09:30"):
        clock(at)
        add_pupil(store)
        made.append(copies.keep_copy(store))
    assert copies.copies_of(store.path) == tuple(reversed(made))


def test_a_copy_just_made_stays_though_the_clock_went_back_and_there_is_no_room(
    store: Store, clock: Callable[[str], None]
):
    remembered.write_down(store.keys()[1], most_bytes=1)
    clock("2036-11-22 09:30")
    ahead = [copies.keep_copy(store) for _ in range(4)]  # nothing was changed between them
    clock("2026-11-22 09:30")
    just_made = [copies.keep_copy(store) for _ in range(2)]
    assert copies.copies_of(store.path) == (just_made[1], just_made[0], ahead[3])


def test_a_copy_just_made_stays_after_going_back_to_an_older_one(store: Store):
    old = copies.keep_copy(store)
    for number in range(4):
        add_pupil(store, f"Pupil {number}")
        copies.keep_copy(store)
    store.before_close.clear()
    store.close()
    assert restore.restore(old, store.path, reopen, now=datetime.now().astimezone()) is not None
    back = reopen(store.path)
    remembered.write_down(back.keys()[1], most_bytes=1)
    add_pupil(back)
    just_made = copies.keep_copy(back)
    assert copies.copies_of(back.path)[0] == just_made
    back.before_close.clear()
    back.close()


def test_copies_that_hold_the_same_push_out_none_that_holds_something_else(
    store: Store, clock: Callable[[str], None]
):
    clock("2026-11-22 09:30")
    remembered.write_down(store.keys()[1], most_bytes=1)
    unlike = []
    for _ in range(4):
        add_pupil(store)
        unlike.append(copies.keep_copy(store))
    same = [copies.keep_copy(store) for _ in range(4)]
    assert copies.copies_of(store.path) == (*reversed(same[1:]), unlike[2], unlike[1])


def test_closing_with_nothing_changed_keeps_no_copy_whatever_the_clock_says(
    tmp_path: Path, clock: Callable[[str], None]
):
    for at in ("2026-11-22 09:30", "2036-11-22 09:30", "2016-11-22 09:30"):
        clock(at)
        store = reopen(tmp_path / "Riverside.senco") if at[:4] != "2026" else make_store(tmp_path)
        if at[:4] == "2026":
            add_pupil(store)
        store.close()
        assert len(copies.copies_of(store.path)) == 1


def test_a_file_named_after_a_day_that_never_was_is_not_taken_for_a_copy(store: Store):
    copy = copies.keep_copy(store)
    for day in ("2026-02-30 09.00.00", "2026-13-01 09.00.00", "0000-01-01 00.00.00"):
        copy.with_name(f"Riverside {day}.senco").write_bytes(b"")
    assert copies.copies_of(store.path) == (copy,)
    copies.keep_copy(store)
    with pytest.raises(ValueError, match="name of a copy"):
        copies.made_at(copy.with_name("Riverside 2026-02-30 09.00.00.senco"))


def test_a_folder_that_the_disk_does_not_show_is_told_in_words(store: Store, monkeypatch: pytest.MonkeyPatch):
    copies.keep_copy(store)
    not_shown(monkeypatch, copies.folder_for(store.path))
    with pytest.raises(copies.NotListed, match="cannot be read"):
        copies.copies_of(store.path)


def test_copies_of_another_file_of_the_same_name_are_not_thinned(store: Store, tmp_path: Path):
    (tmp_path / "another").mkdir()
    another = make_store(tmp_path / "another")
    theirs = copies.keep_copy(another)
    another.close(copy=False)
    folder, salt = copies.folder_for(store.path), store.keys()[1]
    made = [copies.keep_copy(store) for _ in range(5)]
    for lies in (theirs, manifest.path_of(theirs)):
        shutil.copy2(lies, folder / lies.name.replace(" 20", " 19", 1))
    strange = folder / theirs.name.replace(" 20", " 19", 1)
    bare = folder / theirs.name.replace(" 20", " 18", 1)  # without a slip its own first bytes tell
    shutil.copy2(theirs, bare)
    copies.thin(folder, "Riverside", salt, datetime.now().astimezone(), most_bytes=1)
    assert strange.exists()
    assert bare.exists()
    assert [copy for copy in made if copy.exists()] == made[-3:]


def test_a_name_written_otherwise_finds_the_same_copies(store: Store):
    copy = copies.keep_copy(store)
    assert copies.copies_in(copy.parent, "riverside") == (copy,)
    moved = copy.with_name(copy.name.replace("Riverside", "Cafe\u0301"))
    copy.rename(moved)
    assert copies.copies_in(copy.parent, "Caf\u00e9") == (moved,)


def test_two_copies_made_at_once_are_both_whole(store: Store):
    add_pupil(store)
    go, made, wrong = threading.Barrier(3), list[Path](), list[BaseException]()

    def keep() -> None:
        go.wait(20)
        try:
            made.append(copies.keep_copy(store))
        except BaseException as error:
            wrong.append(error)
            raise

    ran = [threading.Thread(target=keep) for _ in range(2)]
    for each in ran:
        each.start()
    go.wait(20)
    for each in ran:
        each.join(60)
    assert not wrong
    assert len(set(made)) == 2
    for copy in made:
        restore.must_be_sound(copy)
    names = [each.name for each in copies.folder_for(store.path).iterdir()]
    assert not [name for name in names if name.endswith("unfinished")]
