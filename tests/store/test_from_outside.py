"""What others do to the file while it is open: take it away, replace it, write into it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.models.school import School
from senco_desk.store import check, copies, drafts
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


def test_a_copy_that_somebody_works_in_is_never_thinned_away(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store)
    worked_in = copies.keep_copy(store)
    an_hour_before = worked_in.with_name("Riverside 2026-01-05 10.00.00.senco")
    worked_in.rename(an_hour_before)
    again = reopen(an_hour_before)
    add_pupil(again)
    again.close(copy=False)
    for _ in range(11):
        add_pupil(store)
        copies.keep_copy(store)
    assert names(an_hour_before) == 2
    assert len(copies.copies_of(store.path)) == 11
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
