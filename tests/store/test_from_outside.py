"""What others do to the file while it is open: take it away, replace it, write into it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.models.pupil import Pupil
from senco_desk.models.school import School
from senco_desk.store import Store, check, copies, drafts, identity, manifest, repair
from tests.vaults import add_pupil, make_store, reopen


def names(path: Path) -> int:
    store = reopen(path)
    with store.read() as session:
        found = session.connection().exec_driver_sql("SELECT count(*) FROM pupil").scalar_one()
    store.close(copy=False)
    return int(found)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_taken_away_or_replaced_is_told_and_what_was_saved_is_in_its_copy_even_when_locked(
    tmp_path: Path, replaced: bool
):
    store = make_store(tmp_path)
    older = shutil.copy(store.path, tmp_path / "older")
    add_pupil(store)
    if replaced:
        Path(older).replace(store.path)
        left = store.path.read_bytes()
    else:
        store.path.unlink()
    with pytest.raises(Trouble, match="taken away or replaced"):
        add_pupil(store)
    with pytest.raises(Trouble, match="taken away or replaced"):
        drafts.keep(store, "pupil/new", "typed")
    store.close(copy=False)
    (copy,) = copies.copies_of(store.path)
    assert names(copy) == 1
    assert not replaced or store.path.read_bytes() == left


def test_a_file_taken_away_before_anything_changed_is_closed_in_peace(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    store.close()
    store = reopen(store.path)
    store.path.unlink()
    store.close()
    assert len(copies.copies_of(store.path)) == 2


def test_another_version_written_over_the_open_file_is_not_worked_on(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    older = store.path.read_bytes()
    add_pupil(store)
    store.path.write_bytes(older)
    with pytest.raises(Trouble, match="changed from outside"):
        add_pupil(store)
    with pytest.raises(Trouble, match="changed from outside"):
        drafts.keep(store, "pupil/new", "typed")
    store.close(copy=False)
    assert store.path.read_bytes() == older


def test_two_windows_never_write_by_turns_even_when_the_lock_was_swept_away(tmp_path: Path):
    first = make_store(tmp_path)
    add_pupil(first)
    first.path.with_name("Riverside.senco.lock").unlink()
    second = reopen(first.path)
    add_pupil(second)
    with pytest.raises(Trouble, match="changed from outside"):
        add_pupil(first)
    add_pupil(second)
    assert check.findings(second) == []
    first.close(copy=False)
    second.close(copy=False)


def _dated(store: Store, at: str) -> Path:
    """Keep a copy and date it back, name and file alike."""
    add_pupil(store)
    made = copies.keep_copy(store)
    older = made.with_name(f"Riverside {at}.senco")
    made.rename(older)
    manifest.path_of(made).rename(manifest.path_of(older))
    then = copies.made_at(older).timestamp()
    os.utime(older, (then, then))
    return older


def test_a_copy_that_somebody_works_in_is_never_thinned_away(tmp_path: Path):
    store = make_store(tmp_path)
    older = [_dated(store, f"2026-01-05 {hour}.00.00") for hour in ("09", "10", "11")]
    again = reopen(older[1])
    add_pupil(again)
    again.close(copy=False)
    for _ in range(3):
        add_pupil(store)
        copies.keep_copy(store)
    assert names(older[1]) == 3
    assert [copy.exists() for copy in older] == [False, True, True]  # one a day would have done
    store.close(copy=False)


def test_looking_over_a_file_that_has_gone_says_so(tmp_path: Path):
    store = make_store(tmp_path)
    store.path.unlink()
    with pytest.raises(Trouble, match="cannot be read any more"):
        check.findings(store)
    store.close()


def test_a_picture_missing_from_the_journal_is_found(tmp_path: Path):
    store = make_store(tmp_path)
    with store.work("change the logo") as work:
        work.add(School(id=1, name="Riverside", logo=b"picture"))
    with store.aside() as connection:
        named = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal_blob'"
        ).scalars()
        for name in list(named):
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        connection.exec_driver_sql("DELETE FROM journal_blob")
    assert "is missing" in check.findings(store)[0].said
    store.close(copy=False)


def test_each_listener_hears_though_another_fails_and_ending_one_late_does_no_harm(tmp_path: Path):
    store = make_store(tmp_path)
    heard: list[frozenset[str]] = []

    def fails(_tables: frozenset[str]) -> None:
        raise KeyError("bug")

    store.on_change(fails)
    end = store.on_change(heard.append)
    with pytest.raises(KeyError):
        add_pupil(store)
    assert heard == [frozenset({"pupil"})]
    store.close(copy=False)
    end()


def crashed(store: Store, folder: Path) -> Path:
    """Copy the file as a crash would leave it: half of a change written, its journal beside it."""
    folder.mkdir()
    with store.outside_transaction() as bare:
        bare.execute("PRAGMA cache_size = 5")  # so that pages are written before the change is whole
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE pupil SET legal_surname = legal_surname || 'zzzzzzzzzzzzzzzz'")
        for each in store.path.parent.glob("Riverside.senco*"):
            shutil.copy(each, folder / each.name)
        bare.execute("ROLLBACK")
    (folder / "Riverside.senco.lock").unlink()
    return folder / "Riverside.senco"


def test_a_copy_put_in_the_place_of_a_crashed_file_is_not_spoiled_by_what_the_crash_left(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupils(store, 300)
    copy = copies.keep_copy(store)
    add_pupils(store, 300)
    path = crashed(store, tmp_path / "crashed")
    plain = crashed(store, tmp_path / "plain")
    store.close(copy=False)
    assert names(plain) == 600
    assert [each.name for each in plain.parent.iterdir()] == ["Riverside.senco"]
    shutil.copy(copy, path)
    assert names(path) == 300
    assert path.read_bytes() == copy.read_bytes()
    assert [each.name for each in path.parent.iterdir()] == ["Riverside.senco"]


def test_a_crashed_file_that_cannot_be_put_back_keeps_every_byte(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupils(store, 300)
    path = crashed(store, tmp_path / "crashed")
    store.close(copy=False)
    body = path.read_bytes()
    path.write_bytes(body[:-30_000] + bytes(1_000) + body[-29_000:])
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    with pytest.raises(Trouble, match="damaged"):
        reopen(path)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def add_pupils(store: Store, count: int) -> None:
    with store.work("bring in pupils") as work:
        work.add_all(Pupil(legal_forename=f"P{n}", legal_surname="Long" * 20) for n in range(count))


_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from senco_desk.errors import Trouble
from tests.vaults import make_store
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, -1))
try:
    make_store(Path(sys.argv[1]))
except Trouble:
    print(*Path(sys.argv[1]).iterdir())
"""


def test_a_new_file_that_finds_no_room_leaves_nothing_behind(tmp_path: Path):
    ran = subprocess.run(
        [sys.executable, "-c", _ON_A_FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ran.stdout == "\n"


def test_a_copy_from_when_the_clock_was_ahead_does_not_stand_for_later_work(tmp_path: Path):
    store = make_store(tmp_path)
    ahead = copies.keep_copy(store)
    ahead = ahead.rename(ahead.with_name("Riverside 2036-01-05 10.00.00.senco"))
    os.utime(ahead, (2_083_140_000, 2_083_140_000))
    add_pupil(store)
    store.close(copy=False)
    reopen(store.path).close()
    assert len(copies.copies_of(store.path)) == 2


def test_a_file_noted_before_its_first_step_is_still_the_same_file(store: Store):
    with store.read() as session:
        before = identity.head(session.connection())
    assert before is not None
    assert before.steps == 0
    add_pupil(store)
    with store.read() as session:
        assert identity.holds(session.connection(), before)


def test_a_crashed_file_opened_through_a_link_is_put_back_from_the_journal_beside_the_file(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupils(store, 300)
    path = crashed(store, tmp_path / "crashed")
    store.close(copy=False)
    link = tmp_path / "shortcut.senco"
    link.symlink_to(path)
    assert names(link) == 300
    assert [each.name for each in path.parent.iterdir()] == ["Riverside.senco"]


def test_what_a_crash_while_putting_back_left_goes_once_the_file_is_whole(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupils(store, 3)
    store.close(copy=False)
    for left in ("Riverside.senco.aside", "Riverside.senco-journal.aside"):
        (tmp_path / left).write_bytes(store.path.read_bytes())
    assert names(store.path) == 3
    assert [each.name for each in tmp_path.iterdir()] == ["Riverside.senco"]


def test_a_journal_stays_where_it_cannot_be_told_whether_the_file_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = make_store(tmp_path)
    add_pupils(store, 300)
    path = crashed(store, tmp_path / "crashed")
    key, salt = store.keys()
    store.close(copy=False)
    journal = repair.journal_of(path)
    before, told = (path.read_bytes(), journal.read_bytes()), iter([False])

    def sound(*_: object) -> bool:
        try:
            return next(told)
        except StopIteration:
            raise Trouble("The disk does not answer.") from None

    monkeypatch.setattr(repair, "_sound", sound)
    with pytest.raises(Trouble, match="does not answer"):
        repair.put_back(path, key, salt)
    assert (path.read_bytes(), journal.read_bytes()) == before
