"""What is being typed is in the encrypted file, outside the journal."""

from __future__ import annotations

from pathlib import Path

import pytest

from senco_desk.errors import Mistake
from senco_desk.models.pupil import Pupil
from senco_desk.store import Store, drafts, undo
from tests.vaults import add_pupil, make_store, reopen


def test_a_draft_is_there_after_a_restart(tmp_path: Path):
    store = make_store(tmp_path)
    drafts.keep(store, "response/12", '{"likes": "trains"}')
    store.close()
    store = reopen(store.path)
    draft = drafts.read(store, "response/12")
    assert draft is not None
    assert draft.body == '{"likes": "trains"}'
    store.close()


def test_a_draft_is_replaced_and_dropped(store: Store):
    drafts.keep(store, "pupil/new", "a")
    first = drafts.read(store, "pupil/new")
    drafts.keep(store, "pupil/new", "b")
    second = drafts.read(store, "pupil/new")
    assert first is not None
    assert second is not None
    assert (second.body, second.saved_at >= first.saved_at) == ("b", True)
    drafts.drop(store, "pupil/new")
    drafts.drop(store, "pupil/new")
    assert drafts.read(store, "pupil/new") is None


def test_drafts_come_newest_first(store: Store):
    for key in ("a", "b", "c"):
        drafts.keep(store, key, key)
    drafts.keep(store, "a", "again")
    listed = drafts.all_drafts(store)
    assert {draft.key for draft in listed} == {"a", "b", "c"}
    assert [draft.saved_at for draft in listed] == sorted((d.saved_at for d in listed), reverse=True)


def test_listeners_hear_of_a_new_draft_and_of_one_dropped_only(store: Store):
    heard: list[frozenset[str]] = []
    store.on_change(heard.append)
    for body in ("t", "tr", "tra"):
        drafts.keep(store, "pupil/1", body)
    assert heard == [{"draft"}]
    drafts.drop(store, "pupil/1")
    assert heard == [{"draft"}, {"draft"}]


def _save_and_drop(store: Store, pupil_id: int, *, fail: bool) -> None:
    with store.work("save the pupil") as work:
        work.change(work.get(Pupil, pupil_id), form="8B")
        drafts.drop(store, "pupil/1")
        if fail:
            raise Mistake("no")


def test_dropping_a_draft_is_part_of_the_step_it_stands_in(store: Store):
    pupil_id = add_pupil(store)
    drafts.keep(store, "pupil/1", "typed")
    with pytest.raises(Mistake):
        _save_and_drop(store, pupil_id, fail=True)
    assert drafts.read(store, "pupil/1") is not None
    _save_and_drop(store, pupil_id, fail=False)
    assert drafts.read(store, "pupil/1") is None
    step = undo.next_undo(store)
    assert step is not None
    assert step.name == "save the pupil"
