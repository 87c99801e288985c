"""What a SENCO does, as operations that can be cut off or refused anywhere."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
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
    copies,
    create,
    drafts,
    key,
    open_with_key,
    pages,
    recovery,
    restore,
)
from senco_desk.store.key import STRONG
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
_previews: dict[bytes, imports.Preview] = {}
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
        again: what a second try does, where it is not `act` once more.
        goes_on: what a person does with a file in which it was cut off, once it is opened.
        unsure_copies: how many of the copies that it makes may be missing: closing makes them all the same.
    """

    name: str
    build: Callable[[Path], None]
    prepare: Callable[[Path], Any]
    act: Callable[[Path, Any], object]
    reopen: Callable[[Path], Any] | None = None
    again: Callable[[Path, Any], object] | None = None
    goes_on: Callable[[Store], object] | None = None
    unsure_copies: int = 0

    def try_again(self, folder: Path, prepared: Any) -> None:
        """Do it a second time, as a person would: what is still open is used."""
        if isinstance(prepared, Store) and prepared.closed:
            prepared = (self.reopen or self.prepare)(folder)
        (self.again or self.act)(folder, prepared)


def dump(store: Store) -> dict[str, list[str]]:
    """Every row, with moments left out, since no two runs have the same.

    The note that a handover was begun is left out too: it says nothing until the new passphrase is in force.
    """
    names = [table.name for table in watched_tables()] + list(_TABLES_BESIDE)
    queries = {name: f'SELECT * FROM "{name}"' for name in names}
    queries["setting"] += " WHERE key <> 'handover'"
    noted = "(SELECT id FROM journal_step WHERE name = 'begin the handover')"
    queries["steps"] = (
        "SELECT row_number() OVER (ORDER BY id), name, undoes_id, redoes_id FROM journal_step"
        f" WHERE id NOT IN {noted}"
    )
    queries["changes"] = (
        "SELECT dense_rank() OVER (ORDER BY step_id), table_name, row_key FROM journal_change"
        f" WHERE step_id NOT IN {noted}"
    )
    with store.read() as session:
        bare: Any = session.connection().connection.dbapi_connection
        return {
            name: sorted(_MOMENT.sub("", repr(row)) for row in bare.execute(query))
            for name, query in queries.items()
        }


@cache
def keys_for(salt: bytes) -> tuple[bytes, bytes]:
    """Give the keys of the old and the new passphrase for a salt; the older version's is at full cost."""
    cost = STRONG if salt == pages.salt_of(OLD_VAULT) else CHEAP
    return key.derive(PASSPHRASE, salt, cost), key.derive(NEW_PASSPHRASE, salt, CHEAP)


def old_key() -> bytes:
    """Give the key of the older version's file."""
    return keys_for(pages.salt_of(OLD_VAULT))[0]


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


def _opened_by_either(folder: Path) -> Store:
    try:
        return _opened(folder)
    except Mistake:
        return reopen(vault_in(folder), NEW_PASSPHRASE)


def _nothing(_folder: Path) -> None:
    return None


def _opened_and_changed(folder: Path) -> Store:
    store = _opened(folder)
    add_pupil(store, "Added", "Today")
    return store


def _with_preview(folder: Path) -> tuple[Store, imports.Preview]:
    store = _opened(folder)
    listed = (folder / "list.csv").read_bytes()
    if listed not in _previews:  # looking at a list changes nothing, so once is enough
        _previews[listed] = imports.preview_file(store, folder / "list.csv", today=TODAY)
    return store, _previews[listed]


def _make(folder: Path, _: object) -> Store:
    return create(vault_in(folder), PASSPHRASE, cost=CHEAP)


def _add(_: Path, store: Store) -> object:
    fields = PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8")
    return pupils.add(store, fields, contacts=[ContactInput(name="Leila Halloran")])


def _edit(_: Path, store: Store) -> object:
    fields = PupilInput(
        legal_forename="Pupil0", legal_surname="Made-Up", year_group="9", home_language="Somali"
    )
    return pupils.change(store, 1, fields)


def _draft(_: Path, store: Store) -> object:
    return responses.keep_draft(store, 1, {"worries": Answer("Mornings, and the bus. " * 30)})


def _change_passphrase(_: Path, store: Store) -> None:
    recovery.change_passphrase(store, NEW_PASSPHRASE, cost=CHEAP)


def _hand_over(_: Path, store: Store) -> None:
    handing_over.hand_over(store, NEW_PASSPHRASE, SUCCESSOR, lambda _words: None, cost=CHEAP)


def _change_it_unless_done(folder: Path, store: Store) -> None:
    if store.keys()[0] != keys_for(store.keys()[1])[1]:
        _change_passphrase(folder, store)


def _hand_over_or_go_on(folder: Path, store: Store) -> None:
    if handing_over.begun(store):
        handing_over.carry_on(store)
    else:
        _hand_over(folder, store)


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
    Operation("edit", _school, _opened, _edit),
    Operation("save-form", _school, _opened, lambda _, store: responses.settle(store, 1)),
    Operation("draft", _school, _opened, _draft),
    Operation("import", _school_with_list, _with_preview, lambda _, ready: imports.apply(*ready)),
    Operation(
        "passphrase",
        _school,
        _opened,
        _change_passphrase,
        reopen=_opened_by_either,
        again=_change_it_unless_done,
    ),
    Operation(
        "handover",
        _school,
        _opened,
        _hand_over,
        reopen=_opened_by_either,
        again=_hand_over_or_go_on,
        goes_on=handing_over.carry_on,
        unsure_copies=1,
    ),
    Operation("backup", _school, _opened, lambda _, store: copies.keep_copy(store)),
    Operation("restore", _school_with_copy, _its_copy, _restore),
    Operation("migration", _older_school, _nothing, _migrate),
    Operation("close", _school, _opened_and_changed, lambda _, store: store.close(), reopen=_opened),
)
_CONTROLS: Final = (
    Operation("saves", _school, _opened, _save_often),
    Operation("unsynced", _school, _opened_without_sync, _save_often),
    Operation("careless", _school, _opened, _in_two_steps),
    Operation("hasty", _school, _opened, _too_early),
    Operation("deaf", _school, _opened, _not_listening),
)
OPERATIONS: Final = {operation.name: operation for operation in _OPERATIONS}
ALL: Final = OPERATIONS | {each.name: each for each in _CONTROLS}
"""With the saves of R3, and some that are wrong on purpose: a test must find it."""
