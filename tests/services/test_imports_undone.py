"""Bringing in any list and undoing it leaves the file as it was, row for row."""

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel, select

from senco_desk.exchange import columns
from senco_desk.exchange.reading import read_content
from senco_desk.exchange.sheet import Row, Sheet
from senco_desk.models.pupil import Contact, Need, Pupil, StageSpell
from senco_desk.models.school import ImportMapping
from senco_desk.rules.upn import check_letter
from senco_desk.services import imports
from senco_desk.services.imports import Action, Choice, What
from senco_desk.store import Store, undo
from tests.vaults import opened

TODAY = date(2026, 11, 22)
TABLES: tuple[type[SQLModel], ...] = (Pupil, Need, Contact, StageSpell, ImportMapping)
FORENAMES = ("Bo", "Ada", "Zoë", "Łukasz", "Idris")
SURNAMES = ("Lee", "Li", "Nowak-O’Brien", "Halloran")
HEADINGS = (
    "UPN", "Forename", "Surname", "DOB", "Form", "SEN need", "Rank", "SEN status", "Parent 1 name",
    "Parent 1 phone",
)  # fmt: skip


def upn_of(number: int) -> str:
    body = f"99999{number:07}"
    return check_letter(body) + body


def dump(store: Store) -> dict[str, list[str]]:
    with store.read() as session:
        return {
            table.__name__: sorted(row.model_dump_json() for row in session.exec(select(table)).all())
            for table in TABLES
        }


LINE = st.tuples(
    st.sampled_from(["", *map(upn_of, range(4))]),
    st.sampled_from(["", *FORENAMES]),
    st.sampled_from(SURNAMES),
    st.sampled_from(["", "2014-05-06", "2015-06-07"]),
    st.sampled_from(["", "4W", "5X"]),
    st.sampled_from(["", "HI", "VI", "SLCN", "BESD"]),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "K", "E"]),
    st.sampled_from(["", "Sam", "Al"]),
    st.sampled_from(["", "07700 900123"]),
)
LISTS = st.lists(LINE, min_size=1, max_size=8)


def as_sheet(lines: list[tuple[str, ...]]) -> Sheet:
    return Sheet(HEADINGS, tuple(Row(number, line) for number, line in enumerate(lines, start=2)), "list.csv")


def bring_in(store: Store, sheet: Sheet, choices: dict[int, Choice]) -> bool:
    mapping = columns.answered(sheet, columns.match(sheet), besd_is_semh=True)
    shown = imports.preview(store, sheet, mapping, today=TODAY, choices=choices)
    if not shown.counts.add + shown.counts.change:
        return False
    imports.apply(store, shown)
    after = imports.preview(store, sheet, mapping, today=TODAY)
    changed = [row for row in after.rows if row.action is Action.CHANGE and row.key not in choices]
    assert changed == [], "what was brought in is all in"
    return True


@given(LISTS, LISTS, st.dictionaries(st.integers(2, 9), st.sampled_from([What.ADD, What.SKIP]), max_size=3))
@settings(max_examples=25, deadline=None)
def test_undo_after_any_list_gives_back_every_row(before, lines, chosen):
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as store:
        bring_in(store, as_sheet(before), {})
        held = dump(store)
        if not bring_in(store, as_sheet(lines), {row: Choice(what) for row, what in chosen.items()}):
            return
        brought = dump(store)
        assert brought != held
        undo.undo(store)
        assert dump(store) == held
        undo.redo(store)
        assert dump(store) == brought


def test_300_pupils_are_brought_in_and_taken_back(tmp_path):
    rolls = random.Random(7)
    lines = ["UPN,Forename,Surname,DOB,Year,Form,SEN need,SEN status"]
    for number in range(300):
        born = date(2012, 9, 1) + timedelta(days=rolls.randrange(2500))
        name = f"{rolls.choice(FORENAMES)}{chr(97 + number % 26)},{rolls.choice(SURNAMES)}{number}"
        lines.append(f"{upn_of(number)},{name},{born:%d/%m/%Y},{number % 6 + 3},4W,SLCN,K")
    sheet = read_content("\n".join(lines).encode(), "list.csv")
    with opened(tmp_path) as store:
        held = dump(store)
        shown = imports.preview(store, sheet, columns.match(sheet), today=TODAY)
        assert shown.counts.add == 300
        assert imports.apply(store, shown).name == "bring in 300 pupils from a list"
        assert len(dump(store)["Pupil"]) == 300
        undo.undo(store)
        assert dump(store) == held
