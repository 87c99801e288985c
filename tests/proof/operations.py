"""What a SENCO does, as operations that can be cut off or refused anywhere, and how a folder looks after."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from senco_desk.errors import Mistake, Told
from senco_desk.forms.answers import Answer
from senco_desk.models.pupil import Contact, ContactInput, PupilInput
from senco_desk.services import handing_over, imports, pupils, responses
from senco_desk.store import (
    Store,
    check,
    copies,
    create,
    drafts,
    key,
    open_with_key,
    pages,
    recovery,
    restore,
)
from senco_desk.store.tables import watched_tables
from tests.vaults import CHEAP, PASSPHRASE, add_pupil, make_store, reopen

TODAY: Final = date(2026, 11, 22)
NOW: Final = datetime(2026, 11, 22, 9, 30).astimezone()
NEW_PASSPHRASE: Final = "seven quiet otters juggling"
SUCCESSOR: Final = handing_over.Successor("Rae Whitlock")
PUPILS: Final = 8
ROWS: Final = 300
SAVES: Final = 24
OLD_VAULT: Final = Path(__file__).parents[1] / "data" / "vaults" / "0.1.0.senco"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00")
_TABLES_BESIDE: Final = ("draft", "setting", "search_pupil", "search_word", "search_near")


def vault_in(folder: Path) -> Path:
    """Give where the operations' vault lies."""
    return folder / "Riverside.senco"


@dataclass(frozen=True)
class Operation:
    """One thing that a person does.

    Attributes:
        build: makes what is there before, in an empty folder.
        prepare: opens what is needed; not watched.
        act: does it.
        reopen: prepares a second try when the first has closed the file; `prepare` if None.
    """

    name: str
    build: Callable[[Path], None]
    prepare: Callable[[Path], Any]
    act: Callable[[Path, Any], object]
    reopen: Callable[[Path], Any] | None = None

    def prepare_again(self, folder: Path, prepared: Any) -> Any:
        """Make ready for a second try, as a person would: what is still open is used."""
        if isinstance(prepared, Store) and prepared.closed:
            return (self.reopen or self.prepare)(folder)
        return prepared


@dataclass(frozen=True)
class Seen:
    """How a folder looks to whoever opens what is in it.

    Attributes:
        vault: what the vault holds, times left out; None when there is none.
        opens_with: "old" or "new" passphrase.
        others: what its copies and what was set aside hold.
        wrong: what no operation may leave behind, in words.
    """

    vault: object
    opens_with: str
    copies: list[object] = field(default_factory=list)
    aside: list[object] = field(default_factory=list)
    wrong: tuple[str, ...] = ()


def look(folder: Path) -> Seen:
    """Open everything in a folder that calls itself a vault, look each over, and say what is there."""
    path = vault_in(folder)
    copied = [_contents(copy) for copy in copies.copies_of(path)]
    aside = [_contents(each) for each in sorted(folder.glob("* set aside *.senco"))]
    found = [*copied, *aside]
    here: tuple[object, str, tuple[str, ...]] = (None, "old", ())
    if path.exists():
        here = _contents(path)
        found.append(here)
    wrong = tuple(said for _, _, all_said in found for said in all_said)
    return Seen(here[0], here[1], [each[0] for each in copied], [each[0] for each in aside], wrong)


def _contents(path: Path) -> tuple[object, str, tuple[str, ...]]:
    try:
        store, opened_with = _open(path)
    except Told as told:
        return None, "", (f"{path.name}: {told}",)
    try:
        found = tuple(f"{path.name}: {finding.said}" for finding in check.findings(store))
        return dump(store), opened_with, found
    finally:
        store.before_close.clear()
        store.close()


def _open(path: Path) -> tuple[Store, str]:
    salt = pages.salt_of(path)
    try:
        return (open_with_key(path, old_key()) if salt == _old_salt() else reopen(path)), "old"
    except Mistake:
        return reopen(path, NEW_PASSPHRASE), "new"


def dump(store: Store) -> dict[str, list[str]]:
    """Every row, with moments left out, since no two runs have the same."""
    names = [table.name for table in watched_tables()] + list(_TABLES_BESIDE)
    queries = {name: f'SELECT * FROM "{name}"' for name in names}
    queries["steps"] = "SELECT id, name, undoes_id, redoes_id FROM journal_step"
    queries["changes"] = "SELECT step_id, table_name, row_key FROM journal_change"
    with store.read() as session:
        connection = session.connection()
        return {
            name: sorted(_MOMENT.sub("", repr(tuple(row))) for row in connection.exec_driver_sql(query))
            for name, query in queries.items()
        }


@cache
def _old_salt() -> bytes:
    return pages.salt_of(OLD_VAULT)


@cache
def old_key() -> bytes:
    """Give the key of the older version's file, which is stretched at full cost, so only once."""
    return key.derive(PASSPHRASE, _old_salt())


def _school(folder: Path) -> None:
    """A small school: some pupils, a form begun with a draft, and no copies yet."""
    store = make_store(folder)
    for number in range(PUPILS):
        add_pupil(store, f"Pupil{number}", "Made-Up", form="8H", medical_note="None known. " * 20)
    response_id = responses.start(store, 1, "family_views")
    answers = responses.open_response(store, response_id).answers
    responses.keep_draft(store, response_id, dict(answers) | {"worries": Answer("Mornings are hard")})
    _shut(store)


def _school_with_list(folder: Path) -> None:
    _school(folder)
    rows = [f"Child{n},Invented,{2010 + n % 8}-03-{n % 27 + 1:02},{n % 6 + 7}H" for n in range(ROWS)]
    (folder / "list.csv").write_text("Forename,Surname,DOB,Form\n" + "\n".join(rows), encoding="utf-8")


def _school_with_copy(folder: Path) -> None:
    _school(folder)
    store = reopen(vault_in(folder))
    copies.keep_copy(store)
    add_pupil(store, "Later", "Added")
    _shut(store)


def _older_school(folder: Path) -> None:
    vault_in(folder).write_bytes(OLD_VAULT.read_bytes())


def _shut(store: Store) -> None:
    store.before_close.clear()
    store.close()


def _opened(folder: Path) -> Store:
    return reopen(vault_in(folder))


def _nothing(_folder: Path) -> None:
    return None


def _opened_and_changed(folder: Path) -> Store:
    store = _opened(folder)
    add_pupil(store, "Added", "Today")
    return store


def _with_preview(folder: Path) -> tuple[Store, imports.Preview]:
    store = _opened(folder)
    return store, imports.preview_file(store, folder / "list.csv", today=TODAY)


def _make(folder: Path, _: object) -> Store:
    return create(vault_in(folder), PASSPHRASE, cost=CHEAP)


def _add(_: Path, store: Store) -> object:
    fields = PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8")
    return pupils.add(store, fields, contacts=[ContactInput(name="Leila Halloran")])


def _draft(_: Path, store: Store) -> object:
    return responses.keep_draft(store, 1, {"worries": Answer("Mornings, and the bus. " * 30)})


def _change_passphrase(_: Path, store: Store) -> None:
    recovery.change_passphrase(store, NEW_PASSPHRASE, cost=CHEAP)


def _hand_over(_: Path, store: Store) -> None:
    handing_over.hand_over(store, NEW_PASSPHRASE, SUCCESSOR, lambda _words: None, cost=CHEAP)


def _its_copy(folder: Path) -> Path:
    (copy,) = copies.copies_of(vault_in(folder))
    return copy


def _restore(folder: Path, copy: Path) -> object:
    return restore.restore(copy, vault_in(folder), reopen, now=NOW)


def _migrate(folder: Path, _: object) -> object:
    return open_with_key(vault_in(folder), old_key())


def _in_two_steps(folder: Path, store: Store) -> None:
    _add(folder, store)
    _draft(folder, store)


def _too_early(folder: Path, store: Store) -> None:
    os.writev(1, [b"ack\n"])
    _add(folder, store)


def _save_often(_: Path, store: Store) -> None:
    """Save again and again, steps and drafts by turns, and say each; what R3 cuts the power to."""
    for number in range(1, SAVES + 1):
        if number % 3:
            with store.work("add a contact") as work:
                work.add(Contact(pupil_id=1, name="C" * 300, rank=number))
        else:
            drafts.keep(store, "response/1", f"{number} {'typed ' * 100}")
        os.writev(1, [f"saved {number}\n".encode()])


def _opened_without_sync(folder: Path) -> Store:
    store = _opened(folder)
    with store.outside_transaction() as bare:
        bare.execute("PRAGMA synchronous = OFF")
    return store


def _not_listening(folder: Path, store: Store) -> None:
    with suppress(Told):
        _add(folder, store)


_OPERATIONS: Final = (
    Operation("create", _nothing, _nothing, _make),
    Operation("add-pupil", _school, _opened, _add),
    Operation("save-form", _school, _opened, lambda _, store: responses.settle(store, 1)),
    Operation("draft", _school, _opened, _draft),
    Operation("import", _school_with_list, _with_preview, lambda _, ready: imports.apply(*ready)),
    Operation("passphrase", _school, _opened, _change_passphrase),
    Operation("backup", _school, _opened, lambda _, store: copies.keep_copy(store)),
    Operation("restore", _school_with_copy, _its_copy, _restore),
    Operation("migration", _older_school, _nothing, _migrate),
    Operation("close", _school, _opened_and_changed, lambda _, store: store.close(), reopen=_opened),
)
_IN_STEPS: Final = (Operation("handover", _school, _opened, _hand_over),)
"""What is done in steps of which each is whole, and goes on where it was cut off."""
_CONTROLS: Final = (
    Operation("saves", _school, _opened, _save_often),
    Operation("unsynced", _school, _opened_without_sync, _save_often),
    Operation("careless", _school, _opened, _in_two_steps),
    Operation("hasty", _school, _opened, _too_early),
    Operation("deaf", _school, _opened, _not_listening),
)
OPERATIONS: Final = {operation.name: operation for operation in _OPERATIONS}
ALL: Final = OPERATIONS | {each.name: each for each in (*_IN_STEPS, *_CONTROLS)}
"""With a handover, the saves of R3, and some that are wrong on purpose: a test must find it."""
