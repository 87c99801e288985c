"""Ways into a file when the usual one fails, and what is said before a file is shown."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from senco_desk.errors import Mistake, Trouble
from senco_desk.rules import recovery_code
from senco_desk.rules.recovery_code import WrongCode
from senco_desk.services import before_shown, looking_over, quick_unlock, safekeeping, ways_in
from senco_desk.services.quick_unlock import Moment, Offer
from senco_desk.services.ways_in import Choice, OlderKit, Secret
from senco_desk.store import Store, check, copies, drafts, pages, recovery, remembered
from senco_desk.store.connection import Damaged
from senco_desk.store.elsewhere import save_elsewhere
from senco_desk.store.key import KEY_BYTES
from tests.store.test_from_outside import add_pupils, crashed
from tests.vaults import CHEAP, PASSPHRASE, add_pupil, make_keys_cheap, make_store, not_shown, reopen

NEW = "seven quiet otters juggling"


@pytest.fixture(autouse=True)
def _cheap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))
    make_keys_cheap(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file with one pupil, and one copy of it."""
    (tmp_path / "file").mkdir()
    store = make_store(tmp_path / "file")
    add_pupil(store)
    store.close()
    return store.path


def closed(store: Store) -> Path:
    store.before_close.clear()
    store.close()
    return store.path


def hurt(path: Path, page: int = 5) -> bytes:
    body = bytearray(path.read_bytes())
    body[(page - 1) * pages.PAGE_BYTES + 100] ^= 0xFF
    path.write_bytes(body)
    return bytes(body)


def pupils(store: Store) -> int:
    with store.read() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM pupil").scalar_one())


def test_copies_in_both_places_are_listed_once_the_newest_first(path: Path, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    store = reopen(path)
    safekeeping.choose_second_place(store, stick)
    add_pupil(store)
    newest = safekeeping.keep_copy(store).copy
    closed(store)
    oldest = copies.copies_of(path)[-1]
    (only_there,) = [copy for copy in copies.copies_of(path) if copy == newest]
    only_there.unlink()
    found = ways_in.choices(path)
    assert [(choice.path.parent.parent, choice.elsewhere) for choice in found] == [
        (stick, True),
        (path.parent, False),
    ]
    assert [choice.why for choice in found] == ["when you asked for it", "when the file was closed"]
    path.unlink()  # the copies still know which file they are of
    assert [choice.path for choice in ways_in.choices(path)] == [found[0].path, oldest]


def test_going_back_opens_the_copy_in_the_files_place_and_says_where_the_file_went(path: Path):
    copy = copies.copies_of(path)[0]
    store = reopen(path)
    add_pupil(store)
    closed(store)
    raw_key = ways_in.key_for_copy(copy, Secret(PASSPHRASE))
    store, aside = ways_in.go_back(copy, path, raw_key, datetime.now().astimezone())
    assert pupils(store) == 1
    assert before_shown.doubts(store) == before_shown.Doubts()
    closed(store)
    assert aside is not None
    store = reopen(aside)
    assert pupils(store) == 2
    closed(store)


def test_the_newest_copy_that_is_as_it_was_made_is_offered(path: Path):
    store = reopen(path)
    add_pupil(store)
    newest = copies.keep_copy(store)
    closed(store)
    hurt(newest, 4)
    offered = ways_in.newest_sound(path)
    assert isinstance(offered, Choice)
    assert offered.path == copies.copies_of(path)[1]
    hurt(offered.path, 4)
    assert ways_in.newest_sound(path) is None
    with pytest.raises(Trouble, match="not as it was made"):
        ways_in.key_for_copy(newest, Secret(PASSPHRASE))


def test_an_older_kit_is_told_as_such_with_the_copies_that_it_opens(path: Path):
    store = reopen(path)
    old = recovery.kit_of(store).code
    recovery.change_passphrase(store, NEW, cost=CHEAP)
    new = recovery.kit_of(store).code
    add_pupil(store)
    copies.keep_copy(store)
    closed(store)
    with pytest.raises(OlderKit) as refused:
        ways_in.open_by_code(path, old)
    assert [choice.path for choice in refused.value.choices] == list(copies.copies_of(path)[1:])
    closed(ways_in.open_by_code(path, new))
    with pytest.raises(WrongCode):
        ways_in.open_by_code(path, new[:-1] + ("2" if new[-1] != "2" else "3"))


def test_another_files_code_is_not_called_an_older_kit(path: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    other = make_store(tmp_path / "other")
    code = recovery.kit_of(other).code
    closed(other)
    with pytest.raises(Mistake) as refused:
        ways_in.open_by_code(path, code)
    assert not isinstance(refused.value, OlderKit)


def _hurt_behind_the_schema(path: Path) -> bytes:
    return hurt(path, 30)


def _zero_start(path: Path) -> bytes:
    body = bytearray(path.read_bytes())
    body[:16] = bytes(16)
    path.write_bytes(body)
    return bytes(body)


def _truncate_at_a_page(path: Path) -> bytes:
    body = path.read_bytes()
    path.write_bytes(body[: len(body) // 2 // pages.PAGE_BYTES * pages.PAGE_BYTES])
    return path.read_bytes()


def _truncate_in_a_page(path: Path) -> bytes:
    path.write_bytes(path.read_bytes()[:-1000])
    return path.read_bytes()


def _zeros(path: Path) -> bytes:
    path.write_bytes(bytes(path.stat().st_size))
    return path.read_bytes()


@pytest.mark.parametrize("damage", [hurt, _zero_start, _truncate_at_a_page, _truncate_in_a_page, _zeros])
def test_a_damaged_file_is_told_from_a_wrong_passphrase_and_keeps_its_bytes(
    path: Path, damage: Callable[[Path], bytes]
):
    left = damage(path)
    with pytest.raises(Damaged):
        ways_in.open_by_passphrase(path, PASSPHRASE)
    assert path.read_bytes() == left


def test_a_wrong_passphrase_stays_the_plain_sentence(path: Path):
    with pytest.raises(Mistake, match="does not open this file"):
        ways_in.open_by_passphrase(path, NEW)


def test_the_passphrase_from_before_its_change_is_told_as_such(path: Path):
    store = reopen(path)
    recovery.change_passphrase(store, NEW)
    closed(store)
    with pytest.raises(Mistake, match="the one from before"):
        ways_in.open_by_passphrase(path, PASSPHRASE)
    closed(ways_in.open_by_passphrase(path, NEW))


def test_a_change_of_passphrase_that_was_cut_off_is_told_until_the_next_copy(path: Path):
    store = reopen(path)
    add_pupil(store)
    copies.keep_copy(store, "new passphrase")  # and then the laptop stopped
    closed(store)
    with pytest.raises(Mistake, match="try both"):
        ways_in.open_by_passphrase(path, NEW)
    store = ways_in.open_by_passphrase(path, PASSPHRASE)
    add_pupil(store)
    copies.keep_copy(store)
    closed(store)
    with pytest.raises(Mistake, match="capitals and spaces"):
        ways_in.open_by_passphrase(path, NEW)


@pytest.mark.parametrize("damage", [_hurt_behind_the_schema, _zero_start])
@pytest.mark.parametrize("by_code", [False, True])
def test_what_can_be_read_comes_over_by_passphrase_and_by_code(
    path: Path,
    tmp_path: Path,
    damage: Callable[[Path], bytes],
    by_code: bool,
):
    store = reopen(path)
    secret = Secret(recovery.kit_of(store).code, True) if by_code else Secret(PASSPHRASE)
    closed(store)
    left = damage(path)
    store, saved = ways_in.save_what_can_be_read(path, tmp_path / "Saved.senco", secret)
    assert saved.rows.get("pupil") == 1
    assert pupils(store) == 1
    closed(store)
    assert path.read_bytes() == left


def test_a_second_version_is_looked_into_once_and_again_when_it_changes(path: Path):
    store = reopen(path)
    add_pupil(store)
    closed(store)
    other = path.with_name("Riverside-LAPTOP7.senco")
    shutil.copy(path, other)
    store = reopen(path)
    add_pupil(store)
    unlike = make_store(path.parent, "Riverside (1)")  # named so by hand: a file of its own
    closed(unlike)
    found = before_shown.doubts(store).versions
    assert [(each.path, each.pupils) for each in found] == [(path, 3), (other, 2)]
    assert all(each.newest and not each.wrong for each in found)
    before_shown.accept(store)
    assert before_shown.doubts(store).versions == ()
    closed(store)
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "Riverside (1).senco",
        "Riverside backups",
        "Riverside-LAPTOP7.senco",
        "Riverside.senco",
    ]
    again = reopen(other)
    add_pupil(again)
    closed(again)
    store = reopen(path)
    assert [each.pupils for each in before_shown.doubts(store).versions] == [3, 3]
    closed(store)


def test_a_second_version_under_another_passphrase_says_so(path: Path):
    other = path.with_name("Riverside-LAPTOP7.senco")
    shutil.copy(path, other)
    store = reopen(path)
    recovery.change_passphrase(store, NEW, cost=CHEAP)
    found = before_shown.doubts(store).versions
    assert [each.wrong for each in found] == ["", "Another passphrase opens it."]
    closed(store)


def test_an_older_file_is_said_until_it_is_accepted(path: Path):
    store = reopen(path)
    older = path.read_bytes()
    add_pupil(store)
    remembered.note(store)
    closed(store)
    path.write_bytes(older)
    store = reopen(path)
    finding = before_shown.doubts(store).finding
    assert finding is not None
    assert "1 saved step" in finding.said
    before_shown.accept(store)
    assert before_shown.doubts(store) == before_shown.Doubts()
    assert before_shown.tell_of_sync_once(store)
    assert not before_shown.tell_of_sync_once(store)
    closed(store)


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = reopen(path)
    yield store
    closed(store)


def test_what_is_open_is_kept_elsewhere_with_what_was_typed(store: Store, tmp_path: Path):
    target = tmp_path / "Elsewhere.senco"
    save_elsewhere(store, target, {"pupil/new": '{"legal_forename": "Zoe"}'})
    copy = reopen(target)
    assert pupils(copy) == 1
    draft = drafts.read(copy, "pupil/new")
    assert draft is not None
    assert "Zoe" in draft.body
    assert check.findings(copy) == []
    closed(copy)
    with pytest.raises(Mistake, match="of that name"):
        save_elsewhere(store, target, {})


def test_a_place_that_refuses_leaves_nothing_behind_and_says_so(store: Store, tmp_path: Path):
    with pytest.raises(Trouble, match="could not be made there"):
        save_elsewhere(store, tmp_path / "not there" / "Elsewhere.senco", {})
    assert not list(tmp_path.glob("Elsewhere*"))


def test_a_file_that_was_deleted_while_open_is_kept_elsewhere_whole(store: Store, tmp_path: Path):
    add_pupil(store)
    store.path.unlink()
    save_elsewhere(store, tmp_path / "Elsewhere.senco", {})
    copy = reopen(tmp_path / "Elsewhere.senco")
    assert pupils(copy) == 2
    closed(copy)


def test_quick_unlock_is_offered_while_its_hours_last_without_asking_the_keyring(store: Store):
    _, salt = store.keys()
    now = Moment(1_000_000.0, "this start")
    assert quick_unlock.offer(store.path, lambda: now) == Offer()
    remembered.write_down(salt, quick=True)
    assert quick_unlock.offer(store.path, lambda: now) == Offer(ended=True)
    until = datetime.fromtimestamp(now.at + 3600).astimezone()
    remembered.write_down(salt, quick_until=until, quick_start=now.boot)
    assert quick_unlock.offer(store.path, lambda: now) == Offer(quick_unlock.place() or "")
    for later in (
        Moment(now.at + 3601, now.boot),
        Moment(now.at, "another"),
        Moment(now.at - 86400, now.boot),
    ):
        assert quick_unlock.offer(store.path, partial(Moment, later.at, later.boot)) == Offer(ended=True)


def test_a_folder_of_copies_that_is_not_shown_changes_nothing_about_what_is_said_of_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    not_shown(monkeypatch, copies.folder_for(path))
    with pytest.raises(Mistake, match="does not open this file"):
        ways_in.open_by_passphrase(path, NEW)
    with pytest.raises(Mistake) as refused:
        ways_in.open_by_code(path, recovery_code.write(bytes(KEY_BYTES)))
    assert not isinstance(refused.value, OlderKit)
    path.write_bytes(b"a letter to nobody")
    with pytest.raises(Trouble, match="not a SENCO Desk file"):
        ways_in.open_by_passphrase(path, PASSPHRASE)
    with pytest.raises(Trouble, match="folder with the copies cannot be read"):
        ways_in.choices(path)
    with pytest.raises(Trouble, match="folder with the copies cannot be read"):
        ways_in.newest_sound(path)


def test_copies_in_the_second_place_are_offered_where_those_beside_the_file_are_not_shown(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stick = tmp_path / "stick"
    stick.mkdir()
    store = reopen(path)
    safekeeping.choose_second_place(store, stick)
    closed(store)
    not_shown(monkeypatch, copies.folder_for(path))
    assert [choice.elsewhere for choice in ways_in.choices(path)] == [True]
    store = reopen(path)
    looked = looking_over.copies_found(store)
    assert [(found.opens, found.wrong) for found in looked] == [
        (False, "The folder with the copies cannot be read."), (True, ""),
    ]  # fmt: skip
    with pytest.raises(Trouble, match="could not be made"):
        copies.keep_copy(store)
    closed(store)


def test_a_crashed_file_is_copied_elsewhere_with_the_journal_that_mends_it(tmp_path: Path):
    (tmp_path / "file").mkdir()
    store = make_store(tmp_path / "file")
    add_pupils(store, 300)
    path = crashed(store, tmp_path / "crashed")
    closed(store)
    target = ways_in.copy_to(path, tmp_path / "Mine.senco")
    with pytest.raises(Mistake, match="of that name"):
        ways_in.copy_to(path, target)
    copy = reopen(target)
    assert pupils(copy) == 300
    assert check.findings(copy) == []
    closed(copy)
