"""Copies as a page shows them, the room they may take, the present passphrase, and looking all of it over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.services import copies_seen, looking_over, quick_unlock, safekeeping
from senco_desk.store import Store, copies, drafts, manifest, recovery, remembered
from tests.vaults import CHEAP, PASSPHRASE, add_pupil, make_store, reopen


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))
    (tmp_path / "file").mkdir()
    store = make_store(tmp_path / "file")
    yield store
    store.before_close.clear()
    store.close()


def keep(store: Store, times: int) -> None:
    for number in range(times):
        add_pupil(store, f"Pupil {number}")
        safekeeping.keep_copy(store)


def test_each_copy_is_seen_with_where_else_it_lies(store: Store, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    keep(store, 1)
    safekeeping.choose_second_place(store, stick)
    stick.rename(tmp_path / "pulled out")
    keep(store, 1)
    away = copies_seen.look(store)
    assert (away.place, away.reachable, away.elsewhere) == (str(stick), False, frozenset())
    (tmp_path / "pulled out").rename(stick)
    seen = copies_seen.look(store)
    newest, oldest = seen.lines
    assert seen.reachable
    assert oldest.path.name in seen.elsewhere
    assert newest.path.name not in seen.elsewhere
    assert seen.size == newest.size + oldest.size
    assert seen.older == 0


def test_a_copy_that_goes_while_they_are_looked_at_is_left_out(store: Store):
    keep(store, 2)
    newest, oldest = copies.copies_of(store.path)
    gone = newest.with_name(newest.name.replace("20", "19", 1))
    gone.symlink_to(store.path.with_name("nowhere"))  # listed, and not there
    assert [line.path for line in copies_seen.look(store).lines] == [newest, oldest]
    assert copies_seen.would_go(store, 1) == 0


@pytest.mark.parametrize("ask", [copies_seen.look, lambda store: copies_seen.would_go(store, 1)])
def test_copies_that_the_disk_does_not_show_are_a_trouble_in_words(
    store: Store, ask: Callable[[Store], object]
):
    keep(store, 1)
    (copy,) = copies.copies_of(store.path)
    copy.unlink()
    copy.symlink_to(copy)  # the disk refuses to look at it
    with pytest.raises(Trouble, match="folder with the copies cannot be read"):
        ask(store)


def test_less_room_lets_the_oldest_copies_go_but_never_the_newest_three(store: Store):
    keep(store, 5)
    newest = [line.path for line in copies_seen.look(store).lines[:3]]
    assert copies_seen.would_go(store, remembered.USUAL_BYTES) == 0
    assert copies_seen.would_go(store, 1) == 2
    copies_seen.give_room(store, 1)
    seen = copies_seen.look(store)
    assert [line.path for line in seen.lines] == newest
    assert seen.most_bytes == 1


def test_a_copy_made_later_keeps_to_the_room_there_is_here_and_elsewhere(store: Store, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    safekeeping.choose_second_place(store, stick)
    copies_seen.give_room(store, 1)
    keep(store, 5)
    assert len(copies.copies_of(store.path)) == 3
    assert len(copies.copies_in(stick / "Riverside backups", "Riverside")) == 3


def test_a_copy_that_was_worked_in_since_is_not_counted_among_those_that_would_go(store: Store):
    keep(store, 4)
    oldest = copies.copies_of(store.path)[-1]
    inside = reopen(oldest)
    add_pupil(inside, "Zoe", "Adams")
    inside.before_close.clear()
    inside.close()
    made = copies.made_at(oldest).timestamp()
    os.utime(oldest, (made + 600, made + 600))
    assert copies_seen.would_go(store, 1) == 0


def test_only_the_present_passphrase_is_taken_for_it(store: Store):
    assert recovery.is_passphrase(store, PASSPHRASE, costs=(CHEAP,))
    assert not recovery.is_passphrase(store, PASSPHRASE + " ", costs=(CHEAP,))
    assert not recovery.is_passphrase(store, "", costs=(CHEAP,))


def test_looking_over_finds_nothing_wrong_with_a_sound_file(store: Store):
    drafts.keep(store, "pupil/new", "{}")
    keep(store, 2)
    seen = looking_over.look_over(store)
    assert seen.findings == ()
    assert len(seen.copies) == 2
    assert seen.wrong_copies == ()


def test_looking_over_names_a_copy_that_changed_and_a_draft_that_cannot_be_read(store: Store):
    keep(store, 2)
    drafts.keep(store, "pupil/new", '{"forename": "Am')
    hurt = copies.copies_of(store.path)[1]
    body = bytearray(hurt.read_bytes())
    body[9000] ^= 1
    hurt.write_bytes(body)
    seen = looking_over.look_over(store)
    assert [finding.said for finding in seen.findings] == ["1 draft cannot be read."]
    assert [copy.path for copy in seen.wrong_copies] == [hurt]


def test_looking_over_reads_the_copies_in_the_second_place_too(store: Store, tmp_path: Path):
    add_pupil(store)
    (tmp_path / "stick").mkdir()
    there = safekeeping.choose_second_place(store, tmp_path / "stick").elsewhere
    assert there is not None
    manifest.path_of(there).unlink()  # without a slip, its pages are what it is judged by
    body = bytearray(there.read_bytes())
    body[9000] ^= 1
    there.write_bytes(body)
    seen = looking_over.look_over(store)
    assert len(seen.copies) == 2
    assert [(copy.path, copy.wrong) for copy in seen.wrong_copies] == [(there, "This copy is damaged.")]


def test_the_choice_of_quick_unlock_is_kept_on_this_laptop_only(store: Store):
    assert not quick_unlock.chosen(store)
    remembered.write_down(store.keys()[1], quick=True, practised_at=datetime.now().astimezone())
    assert quick_unlock.chosen(store)
    assert quick_unlock.choose(store, False) is False
    assert not quick_unlock.chosen(store)
