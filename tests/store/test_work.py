"""A step is one transaction and one entry in the journal, whatever happens in it."""

from __future__ import annotations

import json
import threading

import pytest
from sqlalchemy import delete, text, update
from sqlmodel import select

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.journal import JournalChange, JournalStep
from senco_desk.models.pupil import Contact, Pupil
from senco_desk.models.responses import FormDefinition, Response, ResponsePaper
from senco_desk.models.school import School, Setting
from senco_desk.store import Store, check, drafts
from tests.vaults import add_pupil


def _counts(store: Store) -> tuple[int, int]:
    with store.read() as session:
        return len(session.exec(select(JournalStep)).all()), len(session.exec(select(Pupil)).all())


def test_a_step_says_what_it_did(store: Store):
    with store.work("add a family") as work:
        pupil = work.add(Pupil(legal_forename="Amina", legal_surname="Yusuf"))
        contact = work.add(Contact(pupil_id=pupil.id or 0, name="Mrs Yusuf"))
        done = work.done()
    assert done.step_id == 1
    assert done.name == "add a family"
    assert done.tables == {"pupil", "contact"}
    assert done.made == (("pupil", pupil.id), ("contact", contact.id))


def test_the_journal_keeps_who_and_both_images(store: Store):
    with store.work("write down the school") as work:
        work.add(School(id=1, name="Riverside Academy", senco_name="Rae Whitlock"))
    pupil_id = add_pupil(store, form="8A")
    with store.work("change the form") as work:
        work.change(work.get(Pupil, pupil_id), form="8B")
    with store.read() as session:
        step = session.exec(select(JournalStep).where(JournalStep.name == "change the form")).one()
        change = session.exec(select(JournalChange).where(JournalChange.step_id == step.id)).one()
    assert step.who == "Rae Whitlock"
    assert change.pupil_id == pupil_id
    assert json.loads(change.before or "")["form"] == "8A"
    assert json.loads(change.after or "")["form"] == "8B"


def test_an_exception_leaves_everything_as_it_was(store: Store):
    pupil_id = add_pupil(store, form="8A")
    told: list[frozenset[str]] = []
    store.on_change(told.append)
    before = _counts(store)

    def spoil() -> None:
        with store.work("spoil") as work:
            work.change(work.get(Pupil, pupil_id), form="8B")
            work.add(Pupil(legal_forename="Never", legal_surname="There"))
            raise Mistake("no")

    with pytest.raises(Mistake):
        spoil()
    assert _counts(store) == before
    assert told == []
    with store.read() as session:
        assert session.exec(select(Pupil.form)).one() == "8A"


def test_a_step_that_changes_nothing_leaves_no_entry(store: Store):
    pupil_id = add_pupil(store, form="8A")
    told: list[frozenset[str]] = []
    store.on_change(told.append)
    before = _counts(store)
    with store.work("change nothing") as work:
        work.change(work.get(Pupil, pupil_id), form="8B")
        work.session.flush()
        work.change(work.get(Pupil, pupil_id), form="8A")
        done = work.done()
    assert done.step_id is None
    assert done.tables == frozenset()
    assert _counts(store) == before
    assert told == []


def test_several_changes_of_a_row_are_one_entry_from_first_to_last(store: Store):
    pupil_id = add_pupil(store, form="7A")
    with store.work("move up twice") as work:
        for form in ("8A", "9A"):
            work.change(work.get(Pupil, pupil_id), form=form)
            work.session.flush()
        step_id = work.done().step_id
    with store.read() as session:
        change = session.exec(select(JournalChange).where(JournalChange.step_id == step_id)).one()
    assert (json.loads(change.before or "")["form"], json.loads(change.after or "")["form"]) == ("7A", "9A")


def test_listeners_hear_the_tables_after_the_step_is_saved(store: Store):
    heard: list[tuple[frozenset[str], int]] = []
    stop = store.on_change(lambda tables: heard.append((tables, _counts(store)[1])))
    add_pupil(store)
    stop()
    add_pupil(store)
    assert heard == [(frozenset({"pupil"}), 1)]


def test_settings_and_drafts_are_outside_the_journal(store: Store):
    heard: list[frozenset[str]] = []
    store.on_change(heard.append)
    with store.work("choose columns") as work:
        work.add(Setting(key="columns", value="[1]"))
        assert work.done().step_id is None
    drafts.keep(store, "pupil/1", "{}")
    assert _counts(store)[0] == 0
    assert heard == [frozenset({"setting"}), frozenset({"draft"})]


@pytest.mark.parametrize(
    "statement",
    [update(Pupil).values(form="9Z"), delete(Pupil), text("DELETE FROM pupil")],
    ids=["update", "delete", "text"],
)
def test_a_change_that_the_journal_cannot_see_is_refused(store: Store, statement):
    add_pupil(store)
    with pytest.raises(RuntimeError, match="cannot see"), store.work("go round the journal") as work:
        work.session.execute(statement)
    with pytest.raises(RuntimeError, match="cannot see"), store.work("go round the journal") as work:
        work.session.bulk_save_objects([])
    assert _counts(store)[1] == 1


def test_a_step_inside_a_step_or_a_read_is_refused(store: Store):
    with pytest.raises(RuntimeError, match="inside another step"), store.work("a"), store.work("b"):
        pass
    with pytest.raises(RuntimeError, match="inside another step"), store.read(), store.work("b"):
        pass
    add_pupil(store)


def test_a_session_never_commits_by_itself(store: Store):
    with pytest.raises(RuntimeError, match="when its with block ends"), store.work("a") as work:
        work.session.commit()


def test_nothing_changes_after_done(store: Store):
    def change_after_done() -> None:
        with store.work("a") as work:
            work.done()
            work.add(Pupil(legal_forename="Too", legal_surname="Late"))

    with pytest.raises(RuntimeError, match="already done"):
        change_after_done()
    assert _counts(store) == (0, 0)


def test_a_row_that_is_gone_is_said_plainly(store: Store):
    with pytest.raises(Mistake, match="That contact is not there any more"), store.work("a") as work:
        work.get(Contact, 12)


def test_a_misspelt_field_or_a_row_from_elsewhere_is_our_bug(store: Store):
    pupil_id = add_pupil(store)
    with store.read() as session:
        stale = session.get(Pupil, pupil_id)
    assert stale is not None
    with pytest.raises(RuntimeError, match="that this step gave"), store.work("a") as work:
        work.change(stale, form="8B")
    with pytest.raises(AttributeError, match="no field"), store.work("a") as work:
        work.change(work.get(Pupil, pupil_id), forn="8B")
    with pytest.raises(RuntimeError, match="keeps its key"), store.work("a") as work:
        work.change(work.get(Pupil, pupil_id), id=99)


def test_a_read_sees_its_own_step_and_changes_nothing(store: Store):
    pupil_id = add_pupil(store, form="8A")
    with store.work("change the form") as work:
        work.change(work.get(Pupil, pupil_id), form="8B")
        with store.read() as session:
            assert session.exec(select(Pupil.form)).one() == "8B"
    with store.read() as session:
        row = session.get(Pupil, pupil_id)
        assert row is not None
        row.form = "9Z"
        with pytest.raises(RuntimeError, match="cannot change"):
            session.flush()
    with store.read() as session:
        with pytest.raises(RuntimeError, match="cannot change"):
            session.execute(update(Pupil).values(form="9Z"))
        session.connection().exec_driver_sql("UPDATE pupil SET form = '9Z'")  # and even so:
    with store.read() as outer, store.read() as inner:
        assert outer.exec(select(Pupil.form)).one() == inner.exec(select(Pupil.form)).one() == "8B"


def test_threads_take_turns_and_lose_nothing(store: Store):
    def add_some(who: str) -> None:
        for number in range(8):
            add_pupil(store, who, f"N{number}")
            with store.read() as session:
                session.exec(select(Pupil.id)).all()

    threads = [threading.Thread(target=add_some, args=(f"T{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _counts(store) == (32, 32)
    assert check.findings(store) == []


def test_a_finished_paper_is_kept_once_and_belongs_to_its_pupil(store: Store):
    pupil_id = add_pupil(store)
    pdf = b"%PDF" + bytes(range(256)) * 400
    with store.work("complete the form") as work:
        definition = work.add(FormDefinition(form_id="f", version=1, digest="0" * 64, body="{}"))
        response = work.add(Response(pupil_id=pupil_id, definition_id=definition.id or 0, form_id="f"))
        work.add(ResponsePaper(response_id=response.id or 0, pdf=pdf, digest="1" * 64))
    with store.read() as session:
        change = session.exec(select(JournalChange).where(JournalChange.table_name == "response_paper")).one()
        assert session.connection().exec_driver_sql("SELECT body FROM journal_blob").scalars().all() == [pdf]
    assert change.pupil_id == pupil_id
    assert len(change.after or "") < 500


def test_a_traceback_names_no_child(store: Store):
    with pytest.raises(Exception, match="NOT NULL") as caught, store.work("a") as work:
        work.add(Pupil(legal_forename="Canary", legal_surname=None))  # type: ignore[arg-type] # that is the point
    assert "Canary" not in str(caught.value)


def test_a_full_disk_is_said_and_nothing_is_half_saved(store: Store):
    pupil_id = add_pupil(store)
    with store.outside_transaction() as bare:
        bare.execute(f"PRAGMA max_page_count = {bare.execute('PRAGMA page_count').fetchone()[0]}")

    def add_much() -> None:
        with store.work("add contacts") as work:
            work.add_all([Contact(pupil_id=pupil_id, name="C" * 100) for _ in range(500)])

    with pytest.raises(Trouble, match="disk is full, so nothing was saved"):
        add_much()
    with store.outside_transaction() as bare:
        bare.execute("PRAGMA max_page_count = 100000")
    add_much()
    with store.read() as session:
        assert len(session.exec(select(Contact)).all()) == 500
    assert check.findings(store) == []
