"""Keeping the file safe: a second place read back, reminders that are due, the kit typed back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.columns import now
from senco_desk.models.school import School
from senco_desk.rules.recovery_code import WrongCode
from senco_desk.services import copies_seen, quick_unlock, safekeeping
from senco_desk.store import Store, copies, manifest, recovery, remembered
from tests.vaults import CHEAP, add_pupil, make_store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))
    (tmp_path / "file").mkdir()
    store = make_store(tmp_path / "file")
    yield store
    store.before_close.clear()
    store.close()


@pytest.fixture
def stick(another_disk: Path) -> Path:
    return another_disk


def _whats(store: Store, at: datetime) -> list[str]:
    return [nudge.what for nudge in safekeeping.nudges(store, at)]


def test_a_copy_goes_to_the_second_place_and_reads_back_the_same(store: Store, stick: Path):
    add_pupil(store)
    kept = safekeeping.choose_second_place(store, stick)
    assert kept.elsewhere == stick / "Riverside backups" / copies.copies_of(store.path)[0].name
    assert kept.elsewhere.read_bytes() == copies.copies_of(store.path)[0].read_bytes()
    assert manifest.read(kept.elsewhere) == manifest.read(copies.copies_of(store.path)[0])
    assert safekeeping.notes(store).elsewhere_at is not None
    add_pupil(store, "Zoe", "Adams")
    kept = safekeeping.keep_copy(store, "half an hour", only_if_changed=True)
    assert len(copies.copies_in(stick / "Riverside backups", "Riverside")) == 2
    assert safekeeping.keep_copy(store, only_if_changed=True).copy is None


def test_a_stick_that_is_away_costs_nothing_but_a_word(store: Store, stick: Path):
    add_pupil(store)
    safekeeping.choose_second_place(store, stick)
    stick.rename(stick.with_name("pulled out"))
    add_pupil(store, "Zoe", "Adams")
    kept = safekeeping.keep_copy(store)
    assert kept.copy is not None
    assert kept.elsewhere is None
    assert "cannot be reached" in str(kept.trouble)
    stick.with_name("pulled out").rename(stick)
    safekeeping.settle(store)
    assert len(copies.copies_in(stick / "Riverside backups", "Riverside")) == 2


def test_the_files_own_folder_is_no_second_place(store: Store, tmp_path: Path):
    with pytest.raises(Mistake, match="where the file itself lies"):
        safekeeping.choose_second_place(store, store.path.parent)
    with pytest.raises(Mistake, match="is not there"):
        safekeeping.choose_second_place(store, tmp_path / "nowhere")


def test_an_empty_folder_that_a_stick_left_behind_is_not_taken_for_the_stick(
    store: Store, stick: Path, tmp_path: Path
):
    add_pupil(store)
    assert safekeeping.choose_second_place(store, stick).trouble is None
    reached = safekeeping.notes(store).elsewhere_at
    stick.rename(stick.with_name("pulled out"))
    left = tmp_path / "left behind"
    left.mkdir()
    stick.symlink_to(left)
    add_pupil(store, "Zoe", "Adams")
    kept = safekeeping.keep_copy(store)
    assert kept.copy is not None
    assert kept.elsewhere is None
    assert "cannot be reached" in str(kept.trouble)
    assert list(left.iterdir()) == []
    assert safekeeping.notes(store).elsewhere_at == reached
    assert not copies_seen.look(store).reachable


def test_a_second_place_on_the_same_disk_is_no_copy_off_the_laptop_unless_a_cloud_keeps_it(
    store: Store, tmp_path: Path
):
    add_pupil(store)
    beside = tmp_path / "Documents"
    beside.mkdir()
    assert safekeeping.choose_second_place(store, beside).elsewhere is not None
    assert safekeeping.notes(store).elsewhere_at is None
    assert not copies_seen.look(store).leaves
    kept = tmp_path / "OneDrive - Fernhill" / "Copies"
    kept.mkdir(parents=True)
    assert safekeeping.choose_second_place(store, kept).elsewhere is not None
    assert safekeeping.notes(store).elsewhere_at is not None
    assert copies_seen.look(store).leaves


def test_what_is_due_is_said_when_it_is_due(store: Store, stick: Path):
    add_pupil(store)
    safekeeping.seen(store)
    assert _whats(store, now()) == ["kit"]
    safekeeping.confirm_kit(store, recovery.kit_of(store).code)
    assert _whats(store, now()) == []
    assert _whats(store, now() + timedelta(days=15)) == ["elsewhere"]
    assert _whats(store, now() + timedelta(days=91)) == ["elsewhere", "practise"]
    kept = safekeeping.choose_second_place(store, stick)
    assert kept.copy is not None
    done = safekeeping.practise(store, kept.copy)
    assert done.pupils == 1
    assert _whats(store, now() + timedelta(days=13)) == []
    assert _whats(store, now() + timedelta(days=60)) == ["elsewhere"]


def test_the_made_up_school_is_not_nagged(store: Store):
    with store.work("write down the school") as work:
        work.add(School(id=1, name="Made up", made_up=True))
    assert safekeeping.nudges(store, now() + timedelta(days=400)) == ()
    assert not safekeeping.kit_wanted(store)


def test_a_new_passphrase_wants_a_new_kit_and_tells_which_copies_are_older(store: Store):
    add_pupil(store)
    old = recovery.kit_of(store).code
    safekeeping.confirm_kit(store, old)
    assert not safekeeping.kit_wanted(store)
    recovery.change_passphrase(store, "seven quiet otters juggling", cost=CHEAP)
    safekeeping.keep_copy(store)
    assert safekeeping.kit_wanted(store)
    with pytest.raises(Mistake, match="older kit"):
        safekeeping.confirm_kit(store, old)
    lines = safekeeping.copy_lines(store)
    assert [line.opens_now for line in lines] == [True, False]
    assert lines[1].why == "before the passphrase was changed"


def test_a_wrong_group_is_named(store: Store):
    code = recovery.kit_of(store).code
    with pytest.raises(WrongCode) as caught:
        safekeeping.confirm_kit(store, code[:6] + ("A" if code[6] != "A" else "B") + code[7:])
    assert caught.value.group == 2
    assert safekeeping.kit_wanted(store)


def test_notes_that_make_no_sense_count_as_none(store: Store):
    salt = store.keys()[1]
    remembered.note(store)
    path = next(p for p in Path(str(store.path.parent.parent)).rglob("files.json"))
    for text in ("", "[]", '{"' + salt.hex() + '": 3}', '{"' + salt.hex() + '": {"head": {"steps": "x"}}}'):
        path.write_text(text)
        assert remembered.notes(salt) == remembered.Notes()
        assert remembered.finding(store) is None


def test_a_clock_that_was_years_ahead_once_silences_no_reminder(store: Store):
    add_pupil(store)
    _, salt = store.keys()
    safekeeping.seen(store)
    safekeeping.confirm_kit(store, recovery.kit_of(store).code)
    ahead = now() + timedelta(days=3650)
    remembered.write_down(salt, elsewhere_at=ahead, practised_at=ahead)
    assert _whats(store, now() + timedelta(days=91)) == ["elsewhere", "practise"]
    remembered.write_down(salt, first_seen=ahead)
    safekeeping.seen(store)
    assert _whats(store, now() + timedelta(days=91)) == ["elsewhere", "practise"]


def test_a_note_that_cannot_be_read_now_costs_no_other_file_its_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    _, salt = store.keys()
    remembered.write_down(salt, second_place="/media/stick")
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "files.json":
            raise PermissionError(13, "another program is looking at it")
        return read(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        assert remembered.notes(salt) == remembered.Notes()
        remembered.write_down(bytes(16), sync_told=True)
    assert remembered.notes(salt).second_place == "/media/stick"


def test_a_keyring_that_fails_in_a_way_of_its_own_is_told_in_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    class Odd(KeyringBackend):
        priority = 1

        def set_password(self, service: str, username: str, password: str) -> None:
            raise LookupError(1312, "A specified logon session does not exist")

        def get_password(self, service: str, username: str) -> str | None:
            raise LookupError(1312, "A specified logon session does not exist")

    monkeypatch.setitem(quick_unlock._TRUSTED, Odd.__module__, "the keyring of this test")
    before = keyring.get_keyring()
    keyring.set_keyring(Odd())
    try:
        with pytest.raises(Trouble, match="did not take the key"):
            quick_unlock.choose(store, wanted=True)
        assert not quick_unlock.chosen(store)
        assert not quick_unlock.forget(store.path)
        with pytest.raises(Mistake, match="has ended"):
            quick_unlock.must_fit(store)
    finally:
        keyring.set_keyring(before)
