"""What is measured on: made-up schools in a temporary folder, removed when the run is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from senco_desk.models.pupil import Meeting, Need, Pupil, StageSpell
from senco_desk.services import demo
from senco_desk.services.demo.crowd import crowd
from senco_desk.services.demo.days import Days
from senco_desk.services.demo.pupils import Maker, Whole
from senco_desk.store import Store, create, search_index
from senco_desk.store.key import Cost

TODAY = date(2026, 11, 22)
PASSPHRASE = demo.PASSPHRASE
PUPILS = 300
QUICK = Cost(memory_kib=64, passes=1, lanes=1)
"""For files on which the key's cost is not what is measured."""
SEED = 7
ONE_BY_ONE = 3_000
"""So many pupils of a crowd are made one by one."""


@dataclass(frozen=True)
class Ground:
    """The folder, and the made-up school in it."""

    folder: Path

    @cached_property
    def school(self) -> Path:
        """A file with 300 pupils, some with filled forms, as the program itself makes it."""
        path = self.folder / "school.senco"
        demo.make(path, PASSPHRASE, pupils=PUPILS, seed=SEED, today=TODAY).close()
        return path

    def crowd(self, pupils: int) -> Store:
        """Give an open file of so many pupils with needs, stages and meetings, written at one go."""
        store = create(self.folder / f"crowd-{pupils}.senco", PASSPHRASE, cost=QUICK)
        maker = Maker(Days(TODAY), SEED)
        whole = [maker.make(person) for person in crowd(min(pupils, ONE_BY_ONE), SEED)]
        with store.aside("pupil") as connection:
            for table, rows in _rows(whole, pupils).items():
                connection.execute(_table(table).insert(), rows)
            search_index.rebuild(connection)
        return store


def _rows(whole: Sequence[Whole], pupils: int) -> dict[type[SQLModel], list[dict[str, Any]]]:
    """Give the rows of so many pupils; past the end of `whole`, forenames and surnames meet anew."""
    rows: dict[type[SQLModel], list[dict[str, Any]]] = {Pupil: [], Need: [], StageSpell: [], Meeting: []}
    plain = [_plain(one) for one in whole]
    for number in range(pupils):
        around, at = divmod(number, len(plain))
        pupil, children = plain[at]
        surname = plain[(at + 7 * around) % len(plain)][0]["legal_surname"]
        upn = pupil["upn"] if not around else ""
        rows[Pupil].append({**pupil, "id": number + 1, "legal_surname": surname, "upn": upn})
        for table, fields in children:
            rows[table].append({**fields, "pupil_id": number + 1})
    return rows


def _plain(one: Whole) -> tuple[dict[str, Any], list[tuple[type[SQLModel], dict[str, Any]]]]:
    children: list[tuple[type[SQLModel], dict[str, Any]]] = [
        (table, _fields(table, child, pupil_id=0))
        for table, some in ((Need, one.needs), (StageSpell, one.spells), (Meeting, one.meetings))
        for child in some
    ]
    return _fields(Pupil, one.pupil), children


def _fields(table: type[SQLModel], given: SQLModel, **more: int) -> dict[str, Any]:
    made: dict[str, Any] = table.model_validate({**given.model_dump(), **more}).model_dump(exclude={"id"})
    return made


def _table(table: type[SQLModel]) -> Any:
    return table.__table__  # type: ignore[attr-defined]  # SQLModel makes it; its types do not say so


def names(store: Store, count: int) -> list[tuple[str, str]]:
    """Give forename and surname of pupils spread evenly over the file."""
    with store.read() as session:
        found = session.connection().exec_driver_sql(
            "SELECT legal_forename, legal_surname FROM pupil ORDER BY id"
        )
        every = [(str(forename), str(surname)) for forename, surname in found]
    return list(islice(every, 0, None, len(every) // count + 1))
