"""Undo and redo by name, over a restart, and never over newer work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlmodel import select

from senco_desk.errors import Mistake
from senco_desk.models.pupil import Contact, Pupil
from senco_desk.models.responses import FormDefinition, LetOut, Response, ResponsePaper, ResponseState
from senco_desk.models.school import School
from senco_desk.store import Store, check, search, undo
from senco_desk.store.tables import watched_tables
from tests.vaults import add_pupil, make_store, reopen


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every watched table, and of the search."""
    names = [table.name for table in watched_tables()] + ["search_pupil", "search_word", "search_near"]
    with store.read() as session:
        connection = session.connection()
        return {
            name: sorted(
                (tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr
            )
            for name in names
        }


def _move(store: Store, pupil_id: int, form: str, name: str = "change the form") -> None:
    with store.work(name) as work:
        work.change(work.get(Pupil, pupil_id), form=form)


def _name(step) -> str | None:
    return None if step is None else step.name


def test_steps_are_taken_back_and_done_again_by_name(store: Store):
    pupil_id = add_pupil(store, form="8A")
    first = dump(store)
    _move(store, pupil_id, "8B", "move to 8B")
    second = dump(store)
    _move(store, pupil_id, "8C", "move to 8C")
    third = dump(store)

    assert _name(undo.next_undo(store)) == "move to 8C"
    assert undo.undo(store).name == "move to 8C"
    assert dump(store) == second
    assert undo.undo(store).name == "move to 8B"
    assert dump(store) == first
    assert _name(undo.next_undo(store)) == "add a pupil"
    assert _name(undo.next_redo(store)) == "move to 8B"
    assert undo.redo(store).tables == {"pupil"}
    assert dump(store) == second
    undo.redo(store)
    assert dump(store) == third
    assert undo.next_redo(store) is None
    assert check.findings(store) == []


def test_undo_lasts_over_a_restart(tmp_path: Path):
    store = make_store(tmp_path)
    pupil_id = add_pupil(store, form="8A")
    before = dump(store)
    _move(store, pupil_id, "8B")
    after = dump(store)
    store.close()
    store = reopen(store.path)
    undo.undo(store)
    assert dump(store) == before
    store.close()
    store = reopen(store.path)
    assert _name(undo.next_redo(store)) == "change the form"
    undo.redo(store)
    assert dump(store) == after
    store.close()


def test_with_nothing_to_undo_it_says_so(store: Store):
    assert undo.next_undo(store) is None
    with pytest.raises(Mistake, match="nothing to undo"):
        undo.undo(store)
    with pytest.raises(Mistake, match="nothing to do again"):
        undo.redo(store)


def test_new_work_ends_the_line_of_redo(store: Store):
    pupil_id = add_pupil(store)
    _move(store, pupil_id, "8B")
    undo.undo(store)
    assert undo.next_redo(store) is not None
    _move(store, pupil_id, "8C", "other work")
    assert undo.next_redo(store) is None
    undo.undo(store)
    assert _name(undo.next_redo(store)) == "other work"


def test_newer_work_on_the_same_row_is_never_harmed(store: Store):
    pupil_id = add_pupil(store, "Amina", "Yusuf", form="8A")
    _move(store, pupil_id, "8B")
    with store.work("note the key adult", undoable=False) as work:
        work.change(work.get(Pupil, pupil_id), key_adult="Mr Oduya")
    before = dump(store)
    said = r"“change the form” cannot be undone: “note the key adult” \(\d+ \w+ \d{4}, \d\d:\d\d\)"
    with pytest.raises(Mistake, match=said) as told:
        undo.undo(store)
    assert "record of Amina Yusuf" in told.value.said
    assert dump(store) == before


def test_a_row_that_newer_work_stands_on_is_not_taken_away(store: Store):
    pupil_id = add_pupil(store, "Amina", "Yusuf")
    with store.work("print the pack", undoable=False) as work:
        work.add(LetOut(pupil_id=pupil_id, what="pack", how="printed"))
    before = dump(store)
    with pytest.raises(Mistake, match=re.escape("“add a pupil” cannot be undone: “print the pack”")):
        undo.undo(store)
    assert dump(store) == before


def test_a_row_is_not_put_back_where_its_ground_is_gone(store: Store):
    pupil_id = add_pupil(store)
    with store.work("add a contact", undoable=False) as work:
        contact = work.add(Contact(pupil_id=pupil_id, name="Mum"))
    with store.work("take the contact away") as work:
        work.remove(work.get(Contact, contact.id or 0))
    with store.work("erase the pupil", undoable=False) as work:
        work.remove(work.get(Pupil, pupil_id))
    with pytest.raises(Mistake, match="“erase the pupil”"):
        undo.undo(store)


def test_one_step_is_taken_back_out_of_turn_when_nothing_newer_touched_it(store: Store):
    first, second = add_pupil(store, "Amina", "Yusuf", form="8A"), add_pupil(store, "Ben", "Carr", form="8A")
    with store.work("move Amina") as work:
        work.change(work.get(Pupil, first), form="8B")
        step_id = work.done().step_id
    _move(store, second, "8C", "move Ben")
    undo.undo(store, step_id)
    with store.read() as session:
        assert sorted(session.exec(select(Pupil.form)).all()) == ["8A", "8C"]
    with pytest.raises(Mistake, match="undone already"):
        undo.undo(store, step_id)
    assert _name(undo.next_undo(store)) == "move Ben"


def test_completing_a_form_is_undone_with_its_paper_and_done_again(store: Store):
    pupil_id = add_pupil(store)
    with store.work("start a form") as work:
        definition = work.add(FormDefinition(form_id="f", version=1, digest="0" * 64, body="{}"))
        response = work.add(Response(pupil_id=pupil_id, definition_id=definition.id or 0, form_id="f"))
    before = dump(store)
    with store.work("complete the form") as work:
        work.change(work.get(Response, response.id or 0), state=ResponseState.COMPLETED)
        work.add(ResponsePaper(response_id=response.id or 0, pdf=b"%PDF" + bytes(9000), digest="1" * 64))
    after = dump(store)
    undo.undo(store)
    assert dump(store) == before
    undo.redo(store)
    assert dump(store) == after


def test_search_follows_undo(store: Store):
    pupil_id = add_pupil(store, "Amina", "Yusuf")
    with store.work("mend the name") as work:
        work.change(work.get(Pupil, pupil_id), legal_surname="Osei")
    assert (search.find(store, "yusuf"), search.find(store, "osei")) == ([], [pupil_id])
    undo.undo(store)
    assert (search.find(store, "yusuf"), search.find(store, "osei")) == ([pupil_id], [])


def test_a_number_once_given_is_not_given_again(store: Store):
    first = add_pupil(store)
    undo.undo(store)
    assert add_pupil(store) == first + 1


def test_history_says_who_when_and_what_in_words(store: Store):
    with store.work("write down the school") as work:
        work.add(School(id=1, senco_name="Rae Whitlock"))
    pupil_id = add_pupil(store, "Amina", "Yusuf", date_of_birth="2013-11-14")
    with store.work("put interpreter right") as work:
        work.change(work.get(Pupil, pupil_id), interpreter=True)
        work.add(Contact(pupil_id=pupil_id, name="Mrs Yusuf"))
    undo.undo(store)
    rows = undo.pupil_history(store, pupil_id)
    assert [(row.kind, row.happened, row.what) for row in rows] == [
        ("undone", "removed", "contact"),
        ("undone", "changed", "pupil"),
        ("done", "changed", "pupil"),
        ("done", "added", "contact"),
        ("done", "added", "pupil"),
    ]
    assert {row.who for row in rows} == {"Rae Whitlock"}
    assert [(f.field, f.before, f.after) for f in rows[2].fields] == [("interpreter", "No", "Yes")]
    assert ("date_of_birth", "", "14 Nov 2013") in [(f.field, f.before, f.after) for f in rows[4].fields]
    assert undo.pupil_history(store, pupil_id + 1) == []


def test_the_newest_steps_come_first(store: Store):
    pupil_id = add_pupil(store)
    _move(store, pupil_id, "8B")
    undo.undo(store)
    newest = undo.steps(store, limit=2)
    assert [(step.name, step.undoes_id) for step in newest] == [
        ("change the form", 2),
        ("change the form", None),
    ]


def test_every_watched_table_has_one_key(store: Store):
    assert [table.name for table in watched_tables() if len(table.primary_key.columns) != 1] == []
