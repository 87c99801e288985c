"""Handing over: her passphrase, her name, and the copies that the one before still opens."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.school import SchoolInput
from senco_desk.services import handing_over, letting_out, quick_unlock, safekeeping, school
from senco_desk.services.handing_over import Successor
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store, check, copies, manifest, older_copies, recovery, remembered, undo
from tests.vaults import CHEAP, PASSPHRASE, add_pupil, make_store, reopen

HERS = "walnut ferry quietly painted"
RAE = Successor("Rae Whitlock", "rae@larkmoor.example", "0118 496 0000")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))
    (tmp_path / "file").mkdir()
    store = make_store(tmp_path / "file")
    school.save(store, SchoolInput(name="Larkmoor School", senco_name="Ruth Amadi", phone="0118 496 0001"))
    add_pupil(store)
    yield store
    store.before_close.clear()
    store.close()


def _hand_over(store: Store, said: list[str] | None = None) -> None:
    handing_over.hand_over(store, HERS, RAE, (said if said is not None else []).append, cost=CHEAP)


def _opens(path: Path, passphrase: str) -> bool:
    try:
        store = reopen(path, passphrase)
    except Mistake:
        return False
    store.before_close.clear()
    store.close()
    return True


def test_after_it_only_the_new_passphrase_opens_the_file_and_her_name_is_in_it(store: Store):
    code = recovery.kit_of(store).code
    said: list[str] = []
    _hand_over(store, said)
    whose = school.read(store)
    assert (whose.senco_name, whose.senco_email, whose.senco_phone) == (RAE.name, RAE.email, RAE.phone)
    assert (whose.name, whose.phone) == ("Larkmoor School", "0118 496 0001")
    assert [line.name for line in undo.steps(store, 9)].count("change the SENCO’s name") == 1
    assert check.findings(store) == []
    assert len(said) == 3
    store.before_close.clear()
    store.close()
    assert not _opens(store.path, PASSPHRASE)
    assert _opens(store.path, HERS)
    with pytest.raises(Mistake):
        recovery.open_with_code(store.path, code)


def test_the_kit_is_wanted_again_and_the_handover_is_begun_until_it_is_finished(store: Store):
    safekeeping.confirm_kit(store, recovery.kit_of(store).code)
    assert handing_over.begun(store) is None
    _hand_over(store)
    assert safekeeping.kit_wanted(store)
    assert handing_over.begun(store) == RAE
    handing_over.finish(store)
    assert handing_over.begun(store) is None


def test_one_that_is_stopped_before_the_file_is_written_anew_changes_nothing(store: Store):
    def stop(words: str) -> None:
        if words.startswith("Writing"):
            raise Trouble("Enough.")

    with pytest.raises(Trouble):
        handing_over.hand_over(store, HERS, RAE, stop, cost=CHEAP)
    assert recovery.is_passphrase(store, PASSPHRASE, costs=(CHEAP,))
    assert handing_over.begun(store) is None
    assert school.read(store).senco_name == "Ruth Amadi"


def test_one_that_was_cut_off_before_her_name_was_in_goes_on_where_it_stopped(store: Store):
    def begins(mark: str) -> None:
        handing_over._note(store, mark, RAE)

    recovery.change_passphrase(store, HERS, begins, cost=CHEAP)
    assert school.read(store).senco_name == "Ruth Amadi"
    assert handing_over.begun(store) == RAE
    handing_over.carry_on(store)
    handing_over.carry_on(store)
    assert school.read(store).senco_name == RAE.name
    assert [line.name for line in undo.steps(store, 9)].count("change the SENCO’s name") == 1


def test_quick_unlock_is_off_for_whoever_comes_next(store: Store):
    salt = store.keys()[1]
    remembered.write_down(salt, quick=True)
    _hand_over(store)
    assert not quick_unlock.chosen(store)
    assert not quick_unlock.offer(store.path).place
    assert not handing_over.older(store).key_stays


def test_a_key_that_the_keyring_does_not_let_go_is_among_what_the_old_passphrase_opens(store: Store):
    now = quick_unlock.this_moment()
    until = datetime.fromtimestamp(now.at + 3600).astimezone()
    remembered.write_down(store.keys()[1], quick=True, quick_until=until, quick_start=now.boot)
    _hand_over(store)  # no keyring answers here
    assert handing_over.older(store).key_stays


@pytest.mark.parametrize(
    ("successor", "field"), [(Successor("  "), "senco"), (Successor("R" * 121), "senco_name")]
)
def test_a_name_that_will_not_do_is_said_before_anything_is_changed(
    store: Store, successor: Successor, field: str
):
    with pytest.raises(Mistake) as told:
        handing_over.hand_over(store, HERS, successor, print, cost=CHEAP)
    assert told.value.field == field
    assert copies.copies_of(store.path) == ()


@pytest.mark.parametrize(
    ("present", "new", "field"), [("not it at all", HERS, "present"), (PASSPHRASE, PASSPHRASE, "passphrase")]
)
def test_whoever_hands_over_knows_the_passphrase_and_the_next_one_is_another(
    store: Store, present: str, new: str, field: str
):
    with pytest.raises(Mistake) as told:
        handing_over.must_know(store, present, new, cost=CHEAP)
    assert told.value.field == field


def test_older_copies_are_listed_beside_the_file_and_in_the_second_place(store: Store, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    safekeeping.choose_second_place(store, stick)
    aside = store.path.with_name("Riverside set aside 2026-11-01 09.30.00.senco")
    aside.write_bytes(copies.copies_of(store.path)[0].read_bytes())
    letting_out.save(store, Paper(b"%PDF", "Stage 3 pack", 4, "family", 1), tmp_path / "pack.pdf")
    _hand_over(store)
    found = handing_over.older(store)
    assert (len(found.beside), len(found.elsewhere), found.copies) == (2, 1, 3)
    assert found.aside == (aside,)
    assert [line.what for line in found.let_out] == ["Stage 3 pack, A.Y."]


def test_older_copies_go_only_after_three_new_ones_lie_in_the_same_place(store: Store, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    safekeeping.choose_second_place(store, stick)
    _hand_over(store)
    old = handing_over.older(store)
    taken = handing_over.take_older_away(store, print)
    assert (taken.gone, taken.stay) == (old.copies, ())
    for folder in (copies.folder_for(store.path), stick / "Riverside backups"):
        left = copies.copies_in(folder, "Riverside")
        assert len(left) == older_copies.ENOUGH
        assert all(recovery.opens(copy, store) for copy in left)
        assert len(list(folder.iterdir())) == 2 * older_copies.ENOUGH  # each with its slip, and nothing else


def test_without_three_new_ones_none_of_the_older_goes(store: Store):
    _hand_over(store)
    before = copies.copies_of(store.path)
    with pytest.raises(Trouble):
        older_copies.take_away(copies.folder_for(store.path), store)
    assert copies.copies_of(store.path) == before


def test_an_older_copy_that_somebody_worked_in_stays_and_is_named(store: Store):
    _hand_over(store)
    (old,) = handing_over.older(store).beside
    inside = reopen(old)
    add_pupil(inside, "Zoe", "Adams")
    inside.before_close.clear()
    inside.close()
    at = copies.made_at(old).timestamp() + 60
    os.utime(old, (at, at))
    taken = handing_over.take_older_away(store, print)
    assert (taken.gone, taken.stay) == (0, (old,))
    assert old.exists()


def test_a_second_place_that_is_away_is_said_and_left(store: Store, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    safekeeping.choose_second_place(store, stick)
    stick.rename(tmp_path / "pulled out")
    _hand_over(store)
    found = handing_over.older(store)
    assert (found.place, found.reachable, found.elsewhere) == (str(stick), False, ())
    handing_over.take_older_away(store, print)
    assert handing_over.older(store).copies == 0
    assert len(copies.copies_in(tmp_path / "pulled out" / "Riverside backups", "Riverside")) == 1


def test_a_name_that_the_disk_refuses_is_told_apart_from_the_passphrase_that_counts(store: Store):
    def refuse() -> None:
        with store.outside_transaction() as bare:
            bare.execute("PRAGMA query_only = ON")

    with pytest.raises(Trouble, match="opens with the new passphrase now"):
        handing_over.hand_over(store, HERS, RAE, str, counts=refuse, cost=CHEAP)
    with store.outside_transaction() as bare:
        bare.execute("PRAGMA query_only = OFF")
    assert handing_over.begun(store) == RAE
    handing_over.carry_on(store)
    assert school.read(store).senco_name == RAE.name


def test_copies_of_another_file_of_the_same_name_stay_whatever_is_taken_away(store: Store, tmp_path: Path):
    (tmp_path / "another").mkdir()
    another = make_store(tmp_path / "another")
    add_pupil(another)
    theirs = copies.keep_copy(another)
    another.before_close.clear()
    another.close()
    here = copies.folder_for(store.path)
    _hand_over(store)
    for lies in (theirs, manifest.path_of(theirs)):
        shutil.copy2(lies, here / lies.name.replace(" 20", " 19", 1))
    there = {each.name: each.read_bytes() for each in here.iterdir() if " 19" in each.name}
    assert len(there) == 2
    old = handing_over.older(store)
    assert [copy for copy in old.beside if " 19" in copy.name] == []
    taken = handing_over.take_older_away(store, print)
    assert taken.gone == old.copies
    assert {each.name: each.read_bytes() for each in here.iterdir() if " 19" in each.name} == there


def test_a_copy_that_cannot_be_read_now_is_told_and_stays(store: Store, monkeypatch: pytest.MonkeyPatch):
    _hand_over(store)
    (old,) = handing_over.older(store).beside
    older_copies.fill(old.parent, store)
    read = Path.open

    def refuse(self: Path, *how: Any, **named: Any) -> Any:
        if self == old:
            raise OSError(errno.EIO, "the cloud cannot be reached")
        return read(self, *how, **named)

    monkeypatch.setattr(Path, "open", refuse)
    assert handing_over.older(store).beside == (old,)
    assert older_copies.take_away(old.parent, store) == (0, (old,))
    assert old.exists()


def test_a_damaged_copy_under_the_present_passphrase_is_neither_older_nor_counted_as_new(store: Store):
    _hand_over(store)
    folder = copies.folder_for(store.path)
    older_copies.fill(folder, store)
    newest = copies.copies_of(store.path)[0]
    body = bytearray(newest.read_bytes())
    body[100] ^= 0xFF
    newest.write_bytes(body)
    assert newest not in handing_over.older(store).beside
    with pytest.raises(Trouble, match="not enough copies"):
        older_copies.take_away(folder, store)
