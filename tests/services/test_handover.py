"""The handover report: what is held, due and let out, by initials, and what an older passphrase opens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from senco_desk.models.school import SchoolInput
from senco_desk.reports.handover import draw_report
from senco_desk.services import demo, handover, letting_out, pupils, school
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store, copies, recovery
from tests.reports.test_tags import errors_in
from tests.services.paper_words import words_of
from tests.vaults import CHEAP, add_pupil, make_store

DAY = date(2026, 11, 22)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))
    return tmp_path


def test_the_report_of_a_school_says_what_is_held_and_due_by_initials_only(tmp_path: Path) -> None:
    store = demo.make(tmp_path / "school.senco", demo.PASSPHRASE, pupils=40, today=DAY)
    paper = handover.paper(store, on=DAY)
    found = handover.gather(store, on=DAY)
    with store.read() as session:
        names = session.connection().exec_driver_sql("SELECT legal_forename, legal_surname FROM pupil").all()
    store.before_close.clear()
    store.close()
    text = words_of(paper.pdf).replace(found.senco, "")
    held = dict(found.held)
    stages = ("Concern", "My Plan", "My Plan+", "EHC assessment", "EHCP", "Not on the pathway")
    assert int(held["Pupils"]) == sum(int(held.get(stage, 0)) for stage in stages) > 30
    assert int(held["Leavers"]) + int(held["Pupils"]) == 40
    assert any(due.when.endswith("late") for due in found.reviews)
    assert any("Outside Agency Information" in due.what for due in found.papers)
    assert all(
        re.match(r"([A-Z]\.){1,2}, \S", due.who) for due in (*found.reviews, *found.papers, *found.calls)
    )
    assert {part for row in names for part in row} & set(re.findall(r"[\w’'-]+", text)) == set()
    assert "Confidential" in text
    ways = ("On the day, together", "that only the next SENCO knows", "A new recovery kit", "The first week")
    assert sorted(ways, key=text.index) == list(ways)
    assert errors_in(paper.pdf, tmp_path) == []


def test_papers_let_out_are_told_by_initials_and_by_a_place_without_a_name(
    store: Store, tmp_path: Path
) -> None:
    amina = add_pupil(store, "Amina", "Yusuf", form="8H")
    folder = tmp_path / "for Amina"
    folder.mkdir()
    pack = Paper(b"%PDF", "Stage 3 pack", 4, "family", amina)
    letting_out.save(store, pack, folder / "YUSUF pack.pdf")
    letting_out.save(store, pack, folder / "Amina_Yusuf_2026.pdf")
    letting_out.save(store, pack, folder / "gone.pdf")
    (folder / "gone.pdf").unlink()
    letting_out.printed(store, pack, copies=3)
    found = handover.gather(store, on=DAY)
    there, joined = sorted(found.still_there, key=lambda line: "_" in line.where.splitlines()[0])
    assert joined.where.splitlines()[0] == "…_…_2026.pdf"
    assert there.what == "Stage 3 pack, A.Y., 8H"
    assert there.where.splitlines()[0] == "… pack.pdf"
    assert there.where.endswith("for …")
    assert [line.when.partition(", ")[2] for line in found.gone] == ["printed 3 times", ""]
    text = words_of(draw_report(found))
    assert "Amina" not in text
    assert "yusuf" not in text.lower()


def test_a_long_list_of_papers_gone_is_cut_and_says_how_many_more(store: Store) -> None:
    amina = add_pupil(store)
    for _ in range(43):
        letting_out.printed(store, Paper(b"%PDF", "Stage 3 pack", 4, "family", amina), copies=1)
    found = handover.gather(store, on=DAY)
    assert (len(found.gone), found.gone_more) == (40, 3)
    assert "And 3 earlier" in words_of(draw_report(found))


def test_copies_that_only_the_older_passphrase_opens_are_named(home: Path) -> None:
    store = make_store(home)
    school.save(store, SchoolInput(name="Larkmoor School", senco_name="Rae Whitlock"))
    recovery.change_passphrase(store, "walnut ferry quietly painted", cost=CHEAP)
    copies.keep_copy(store)
    found = handover.gather(store, on=DAY)
    newest, oldest = copies.copies_of(store.path)
    store.before_close.clear()
    store.close()
    assert (found.copies_now, found.copies_old) == (1, (oldest.name,))
    text = words_of(draw_report(found))
    assert oldest.stem in text
    assert newest.stem not in text
    assert "from Rae Whitlock, 22 November 2026" in text


def test_an_empty_file_hands_over_nothing_and_says_so(store: Store, tmp_path: Path) -> None:
    found = handover.gather(store, on=DAY)
    assert dict(found.held)["Pupils"] == "0"
    pdf = draw_report(found)
    assert words_of(pdf).count("None.") == 5
    assert errors_in(pdf, tmp_path) == []


def test_a_pupil_without_a_letter_in_the_name_is_a_pupil(store: Store) -> None:
    odd = add_pupil(store, "–", "–")
    letting_out.printed(store, Paper(b"%PDF", "Stage 3 pack", 4, "family", odd), copies=1)
    assert handover.gather(store, on=DAY).gone[0].what == "Stage 3 pack, a pupil"
    assert pupils.view(store, odd).name
