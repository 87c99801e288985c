"""Typing is work too: settling, undoing and redoing never lose it; nothing leaves without its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from senco_desk.errors import Trouble
from senco_desk.forms.answers import Answer
from senco_desk.services import letting_out, responses
from senco_desk.store import Store, drafts, undo
from tests.vaults import add_pupil, opened

TYPED = {"worries": Answer("Playtimes.")}


def test_what_was_typed_into_a_form_that_a_redo_then_fixed_is_there_when_it_is_opened_again(tmp_path: Path):
    with opened(tmp_path) as store:
        response_id = responses.start(store, add_pupil(store), "family_views")
        responses.decline(store, response_id, "Mother", date(2026, 1, 5))
        undo.undo(store)
        responses.keep_draft(store, response_id, TYPED)
        undo.redo(store)
        assert responses.settle(store, response_id) is None
        responses.take_back_decline(store, response_id)
        assert responses.open_response(store, response_id).answers["worries"] == TYPED["worries"]


def test_settling_is_one_step_with_its_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with opened(tmp_path) as store:
        response_id = responses.start(store, add_pupil(store), "family_views")
        responses.keep_draft(store, response_id, TYPED)
        before = undo.steps(store)

        def ends_here(_store: Store, _key: str) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(drafts, "drop", ends_here)
            with pytest.raises(KeyboardInterrupt):
                responses.settle(store, response_id)
        assert undo.steps(store) == before
        assert responses.settle(store, response_id) is not None
        assert drafts.all_drafts(store) == ()


def test_a_paper_that_cannot_be_remembered_is_not_let_out(tmp_path: Path):
    with opened(tmp_path) as store:
        paper = letting_out.Paper(b"%PDF", "pack", 1, "family", add_pupil(store))
        with store.outside_transaction() as bare:
            bare.execute("PRAGMA query_only = 1")
        with pytest.raises(Trouble):
            letting_out.save(store, paper, tmp_path / "pack.pdf")
        assert not (tmp_path / "pack.pdf").exists()
