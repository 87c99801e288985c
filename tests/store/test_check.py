"""What a check finds: tampering with the journal, rows changed behind its back, damage, torn links."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from senco_desk.models.pupil import Contact, Pupil
from senco_desk.models.responses import FormDefinition, Response, ResponsePaper
from senco_desk.store import Store, check, search, undo
from tests.vaults import add_pupil, reopen

_SWAP_2_AND_3 = """
    UPDATE journal_step SET id = CASE id WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE id IN (2, 3);
    UPDATE journal_step SET id = -id WHERE id < 0;
"""
_LAST_GONE = "DELETE FROM journal_change WHERE step_id = 8; DELETE FROM journal_step WHERE id = 8;"
_HEAD_MOVED_BACK = "UPDATE journal_head SET steps = 7, chain = (SELECT chain FROM journal_step WHERE id = 7)"
_CONTACT_TWICE = """
    INSERT INTO contact (name, relationship, parental_responsibility, address, phone, other_phone, email,
                         best_time, rank, id, pupil_id)
    SELECT name, relationship, parental_responsibility, address, phone, other_phone, email,
           best_time, rank, 50, pupil_id FROM contact
"""


@contextmanager
def _behind_its_back(store: Store) -> Iterator[Any]:
    """A connection of somebody who has the key and takes the guards away first."""
    with store.outside_transaction() as bare:
        bare.execute("PRAGMA foreign_keys = OFF")
        for (name,) in bare.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            bare.execute(f'DROP TRIGGER "{name}"')
        yield bare
        bare.execute("PRAGMA foreign_keys = ON")


@pytest.fixture
def busy(store: Store) -> Store:
    """A vault with eight steps, an undo and a redo among them."""
    pupil_id = add_pupil(store, "Amina", "Yusuf")
    for form in ("7A", "8A", "9A"):
        with store.work(f"move to {form}") as work:
            work.change(work.get(Pupil, pupil_id), form=form)
    with store.work("add a contact") as work:
        work.add(Contact(pupil_id=pupil_id, name="Mrs Yusuf"))
    undo.undo(store)
    undo.redo(store)
    with store.work("complete the form") as work:
        definition = work.add(FormDefinition(form_id="f", version=1, digest="0" * 64, body="{}"))
        response = work.add(Response(pupil_id=pupil_id, definition_id=definition.id or 0, form_id="f"))
        work.add(ResponsePaper(response_id=response.id or 0, pdf=b"%PDF", digest="1" * 64))
    return store


def _said(store: Store) -> str:
    return " ".join(str(finding) for finding in check.findings(store))


def test_a_sound_file_has_no_findings(busy: Store):
    assert check.findings(busy) == []


@pytest.mark.parametrize(
    ("tampering", "where"),
    [
        ("UPDATE journal_step SET name = 'something else' WHERE id = 3", "at step 3"),
        ("UPDATE journal_step SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = 2", "at step 2"),
        ("UPDATE journal_step SET who = 'Nobody' WHERE id = 4", "at step 4"),
        ("UPDATE journal_step SET undoable = 0 WHERE id = 4", "at step 4"),
        ("UPDATE journal_change SET after = replace(after, '8A', '8C') WHERE step_id = 3", "at step 3"),
        ("UPDATE journal_change SET pupil_id = 99 WHERE step_id = 4", "at step 4"),
        ("DELETE FROM journal_step WHERE id = 3", "at step 4"),
        ("DELETE FROM journal_step WHERE id = 1", "at step 2"),
        ("DELETE FROM journal_change WHERE step_id = 3", "at step 3"),
        (_SWAP_2_AND_3, "at step 2"),
        ("UPDATE journal_step SET chain = 'ab' WHERE id = 3", "at step 3"),
        ("INSERT INTO journal_change (step_id, table_name, row_key) VALUES (4, 'pupil', '1')", "at step 4"),
        ("INSERT INTO journal_change (step_id, table_name, row_key) VALUES (77, 'pupil', '1')", "to no step"),
        (_LAST_GONE, "newest steps"),
        (_LAST_GONE + _HEAD_MOVED_BACK, "newest steps"),
        ("DELETE FROM journal_head", "newest steps"),
        ("UPDATE journal_blob SET body = x'00'", "a picture or paper that it keeps is not as it was written"),
        ("DELETE FROM journal_blob", "a picture or paper that it kept is missing"),
    ],
)
def test_tampering_with_the_journal_is_found_and_placed(busy: Store, tampering: str, where: str):
    with _behind_its_back(busy) as bare:
        bare.executescript(tampering)
    said = _said(busy)
    assert "The journal was altered" in said
    assert where in said


@pytest.mark.parametrize("table", ["journal_step", "journal_change", "journal_blob"])
@pytest.mark.parametrize("doing", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid + 1"])
def test_the_journal_is_only_ever_added_to(busy: Store, table: str, doing: str):
    with pytest.raises(Exception, match="only ever added to"), busy.aside() as connection:
        connection.exec_driver_sql(doing.format(table))


@pytest.mark.parametrize(
    ("tampering", "what"),
    [
        ("UPDATE pupil SET form = '7A'", "1 × pupil"),
        ("UPDATE response_paper SET pdf = x'00'", "1 × finished paper"),
        ("DELETE FROM contact", "1 × contact"),
        (_CONTACT_TWICE, "1 × contact"),
    ],
)
def test_a_row_changed_behind_the_journals_back_is_found(busy: Store, tampering: str, what: str):
    with _behind_its_back(busy) as bare:
        bare.executescript(tampering)
    assert f"{what}: not what the journal says" in _said(busy)


def test_a_page_put_back_from_an_older_file_is_found(busy: Store):
    """SQLCipher itself does not see this: every page is rightly signed."""
    old = busy.path.read_bytes()
    with busy.work("move to 11X") as work:
        work.change(work.get(Pupil, 1), form="11X")
    new = busy.path.read_bytes()
    found = 0
    pages = [
        place
        for place in range(4096, min(len(old), len(new)), 4096)
        if old[place : place + 4096] != new[place : place + 4096]
    ]
    path = busy.path
    busy.before_close.clear()
    busy.close()
    for place in pages:
        path.write_bytes(new[:place] + old[place : place + 4096] + new[place + 4096 :])
        found += _finds_something(path)
    assert pages
    assert found == len(pages)


def _finds_something(path: Any) -> bool:
    store = reopen(path)
    try:
        return bool(check.findings(store))
    finally:
        store.before_close.clear()
        store.close()


def test_a_torn_link_is_found(busy: Store):
    with _behind_its_back(busy) as bare:
        bare.execute("DELETE FROM pupil")
    assert "what it belongs to is missing" in _said(busy)


def test_a_journal_whose_key_is_gone_is_told(busy: Store):
    with _behind_its_back(busy) as bare:
        bare.execute("DELETE FROM file_identity")
    assert "The journal's key is missing" in _said(busy)


def test_a_number_kept_for_a_table_that_is_no_more_is_no_finding(busy: Store):
    with _behind_its_back(busy) as bare:
        bare.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('a_table_of_old', 3)")
    assert check.findings(busy) == []


def test_a_search_that_went_wrong_is_put_right(busy: Store):
    with _behind_its_back(busy) as bare:
        bare.execute("DELETE FROM search_word")
    assert search.find(busy, "yusuf") == []
    assert "has been put right" in _said(busy)
    assert search.find(busy, "yusuf") == [1]
    assert check.findings(busy) == []


def test_a_page_damaged_while_open_is_found(busy: Store):
    hurt = bytearray(busy.path.read_bytes())
    hurt[4096 * 3 + 100] ^= 1
    busy.path.write_bytes(hurt)
    assert "pages are damaged" in _said(busy)
