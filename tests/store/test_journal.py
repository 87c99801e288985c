"""Images of rows and the chain: what is written reads back, and no two things that differ have one link."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from senco_desk.models.journal import JournalBlob, JournalHead, JournalStep
from senco_desk.models.pupil import Pupil
from senco_desk.models.school import School
from senco_desk.store import Store, identity, journal
from senco_desk.store.tables import watched_tables
from tests.vaults import add_pupil

KEY = bytes(range(32))
STEP = [3, "move Zoë to 8A", "Rae", "2026-11-22T09:30:00.000+00:00", None, None, 1]
ROWS = [["pupil", "1", 1, '{"form":"7A"}', '{"form":"8A"}'], ["contact", "4", 1, None, "{}"]]
PUPIL = next(table for table in watched_tables() if table.name == "pupil")
SCHOOL = next(table for table in watched_tables() if table.name == "school")


def test_a_link_is_the_hmac_of_the_one_before_the_step_and_its_changes():
    said = json.dumps(["ab", STEP, ROWS], ensure_ascii=False, separators=(",", ":")).encode()
    assert journal.link(KEY, "ab", STEP, ROWS) == hmac.new(KEY, said, hashlib.sha256).hexdigest()


def _other(value: object) -> list[object]:
    return [f"{value}x", None, 77] if value is not None else ["x", 0]


def test_a_link_changes_with_each_thing_it_covers():
    links = [journal.link(KEY, "ab", STEP, ROWS), journal.link(KEY[::-1], "ab", STEP, ROWS)]
    links += [journal.link(KEY, "ac", STEP, ROWS), journal.link(KEY, "ab", STEP, ROWS[::-1])]
    links += [journal.link(KEY, "ab", STEP, ROWS[:1]), journal.link(KEY, "ab", STEP, [])]
    for at, value in enumerate(STEP):
        links += [
            journal.link(KEY, "ab", [*STEP[:at], other, *STEP[at + 1 :]], ROWS) for other in _other(value)
        ]
    for at, value in enumerate(ROWS[0]):
        for other in _other(value):
            row = [*ROWS[0][:at], other, *ROWS[0][at + 1 :]]
            links.append(journal.link(KEY, "ab", STEP, [row, ROWS[1]]))
    assert len(set(links)) == len(links)


def test_bytes_where_none_belong_are_linked_too():
    links = {journal.link(KEY, "", [body, *STEP[1:]], ROWS) for body in (b"a", b"b", "a", "b")}
    assert len(links) == 4


PLAIN = st.dictionaries(
    st.text(max_size=5), st.none() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
)


@given(PLAIN)
def test_an_image_reads_back_as_it_was_written(image: dict[str, Any]):
    written = journal.image_to_json(image)
    assert written is not None
    assert journal.image_from_json(None, written) == image  # type: ignore[arg-type] # no bytes to look up


def test_an_image_is_written_in_one_way_only():
    assert journal.image_to_json({"b": "Żaneta", "a": 1}) == '{"a":1,"b":"Żaneta"}'
    assert journal.image_to_json({"a": 1, "b": "Żaneta"}) == '{"a":1,"b":"Żaneta"}'


def test_nothing_there_is_no_image():
    assert journal.image_to_json(None) is None
    assert journal.image_from_json(None, None) is None  # type: ignore[arg-type] # nothing to look up


def test_bytes_stand_in_an_image_by_their_digest_and_come_back_whole(store: Store):
    logo = bytes(range(256)) * 9
    with store.work("choose a logo") as work:
        school = work.session.exec(select(School)).one_or_none()
        if school is None:
            work.add(School(id=1, name="Riverside", senco_name="Rae", logo=logo))
        else:
            work.change(school, logo=logo, senco_name="Rae")
    digest = hashlib.sha256(logo).hexdigest()
    with store.read() as session:
        connection = session.connection()
        (image,) = journal.read_images(connection, SCHOOL, [1]).values()
        written = journal.image_to_json(image)
        assert written is not None
        assert json.loads(written)["logo"] == {"sha256": digest}
        assert journal.image_from_json(connection, written) == image
        assert image["logo"] == logo
        assert session.exec(select(JournalBlob.digest)).all() == [digest]


def test_as_many_images_are_read_as_there_are_rows(store: Store):
    with store.work("bring many in") as work:
        work.add_all([Pupil(legal_forename=f"N{n}", legal_surname="Li") for n in range(1003)])
    with store.read() as session:
        images = journal.read_images(session.connection(), PUPIL, range(1, 1100))
    assert list(images) == list(range(1, 1004))
    assert [image["legal_forename"] for image in images.values()] == [f"N{n}" for n in range(1003)]
    assert set(images[1]) == {column.name for column in PUPIL.columns}


@pytest.fixture
def named(store: Store) -> Store:
    """A file whose SENCO has a name, with two steps more."""
    with store.work("name the school") as work:
        school = work.session.exec(select(School)).one_or_none()
        if school is None:
            work.add(School(id=1, name="Riverside", senco_name="Rae"))
        else:
            work.change(school, senco_name="Rae")
    for number in range(2):
        add_pupil(store, f"Pupil {number}")
    return store


def test_a_step_says_who_and_the_chain_goes_on_from_the_one_before(named: Store):
    with named.read() as session:
        connection = session.connection()
        key = identity.key_of(connection)
        assert key is not None
        steps = connection.exec_driver_sql(
            "SELECT id, name, who, at, undoes_id, redoes_id, undoable, chain FROM journal_step ORDER BY id"
        ).all()
        previous = ""
        for *step, chain in steps:
            rows = connection.exec_driver_sql(
                "SELECT table_name, row_key, pupil_id, before, after FROM journal_change"
                " WHERE step_id = ? ORDER BY id",
                (step[0],),
            ).all()
            assert rows
            assert journal.link(key, previous, step, rows) == chain
            previous = chain
        head = session.exec(select(JournalHead)).one()
        assert (head.id, head.steps, head.chain) == (1, len(steps), previous)
        wanted = hmac.new(key, f"head {head.steps} {head.chain}".encode(), hashlib.sha256).hexdigest()
        assert head.seal == wanted
        assert [step.id for step in session.exec(select(JournalStep))] == list(range(1, len(steps) + 1))
        assert {step.who for step in session.exec(select(JournalStep))} == {"Rae"}
        assert journal.broken_link(connection, key) is None


def test_another_key_finds_the_first_step_broken(named: Store):
    with named.read() as session:
        broken = journal.broken_link(session.connection(), KEY)
    assert broken == journal.BrokenLink(1, "it, or the one before it, is not as it was written")


def test_a_step_before_the_school_is_named_is_nobodys(store: Store):
    add_pupil(store)
    with store.read() as session:
        assert [step.who for step in session.exec(select(JournalStep))] == [""]
