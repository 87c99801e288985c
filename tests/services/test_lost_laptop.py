"""The lost laptop sheet: counts and kinds of facts from a copy, the law's steps, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from senco_desk.errors import Mistake, Trouble
from senco_desk.reports.lost_laptop import draw_sheet
from senco_desk.services import demo, lost_laptop
from senco_desk.store import Store, copies, manifest
from tests.reports.test_tags import errors_in
from tests.services.paper_words import words_of
from tests.vaults import add_pupil, make_store, reopen

NOW = datetime(2026, 11, 23, 8, 15).astimezone()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("lost") / "school.senco"
    store = demo.make(path, demo.PASSPHRASE, pupils=20, today=date(2026, 11, 22))
    yield store
    store.before_close.clear()
    store.close()


def test_the_sheet_counts_people_and_kinds_of_facts_and_names_no_child(school: Store, tmp_path: Path) -> None:
    facts = lost_laptop.gather(school, made=NOW, now=NOW)
    pdf = draw_sheet(facts)
    text = words_of(pdf)
    held = dict(facts.held)
    assert held["Names"] == "20 pupils"
    assert held["Reports of outside agencies"].endswith("forms")
    assert int(held["Health, diagnoses and growing up, in forms"].split()[0]) > 0
    assert "photographs" in facts.not_held
    assert "23 November 2026 at 8.15 am" in text
    for words in ("Article 33", "72 hours", "AES-256", "Argon2id: 256 MiB, 3 passes, 4 lanes", "Article 34"):
        assert words in text
    with school.read() as session:
        found = session.connection().exec_driver_sql("SELECT legal_surname, upn FROM pupil").all()
    named = {part for row in found for part in row if part}
    assert len(named) == 40
    assert named & set(re.findall(r"[\w’'-]+", text)) == set()
    assert errors_in(pdf, tmp_path) == []


def test_what_the_file_has_none_of_is_said(tmp_path: Path, store: Store) -> None:
    add_pupil(store)
    facts = lost_laptop.gather(store, made=None, now=NOW)
    assert facts.copy_made is None
    assert dict(facts.held) == {"Names": "1 pupil"}
    assert "UPN" in facts.not_held
    assert "views of the child" in facts.not_held
    text = words_of(draw_sheet(facts))
    assert "not known" in text
    assert "no PDF" in text
    assert "2 PDFs, 1 without" in words_of(draw_sheet(replace(facts, saved=2, saved_open=1)))


def test_a_sheet_is_drawn_from_a_copy_that_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    store = make_store(tmp_path / "file")
    add_pupil(store)
    copy = copies.keep_copy(store)
    store.before_close.clear()
    store.close()
    slip = manifest.read(copy)
    held, before = sorted(copy.parent.iterdir()), copy.read_bytes()
    paper = lost_laptop.sheet_of(copy, reopen, tmp_path, now=NOW)
    assert paper.pages == 3
    assert (sorted(copy.parent.iterdir()), copy.read_bytes()) == (held, before)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file"]
    assert slip is not None
    assert f"{datetime.fromisoformat(slip.made_at):%Y} at" in words_of(paper.pdf)


def test_a_copy_that_does_not_open_gives_no_sheet(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    store.before_close.clear()
    store.close()
    with pytest.raises(Mistake):
        lost_laptop.sheet_of(copy, lambda file: reopen(file, "another one entirely"), tmp_path, now=NOW)
    with pytest.raises(Trouble):
        lost_laptop.sheet_of(copy, reopen, tmp_path / "gone", now=NOW)


def test_a_spoiled_day_on_a_slip_is_read_from_the_name_of_the_copy(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    copy = copies.keep_copy(store)
    store.before_close.clear()
    store.close()
    slip = manifest.read(copy)
    assert slip is not None
    manifest.write(copy, replace(slip, made_at="yesterday"))
    assert f"{copies.made_at(copy):%Y} at" in words_of(
        lost_laptop.sheet_of(copy, reopen, tmp_path, now=NOW).pdf
    )
