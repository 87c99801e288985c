"""Lists for the command line: the register, what an import would do, a pupil by UPN or id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlmodel import col, select

from senco_desk.errors import Mistake
from senco_desk.models.pupil import Need, Pupil
from senco_desk.services import imports, safekeeping
from senco_desk.store import Store
from senco_desk.store.queries import register as queries
from senco_desk.store.queries.register import RegisterQuery

_ID: Final = re.compile(r"[0-9]{1,18}")


def listed(store: Store) -> list[dict[str, Any]]:
    """Every pupil who has not left, by name, ready for JSON."""
    needs: dict[int, list[str]] = {}
    with store.read() as session:
        rows = queries.rows(session, RegisterQuery())
        preferred = dict(session.exec(select(Pupil.id, Pupil.preferred_forename)).all())
        for pupil_id, code in session.exec(select(Need.pupil_id, Need.code).order_by(col(Need.rank))):
            needs.setdefault(pupil_id, []).append(str(code))
    return [
        {
            "id": row.id,
            "upn": row.upn,
            "forename": row.legal_forename,
            "surname": row.legal_surname,
            "preferred": preferred.get(row.id, ""),
            "date_of_birth": row.date_of_birth.isoformat() if row.date_of_birth else None,
            "year_group": row.year_group,
            "form": row.form,
            "stage": row.stage.value,
            "provision_code": row.stage.provision_code,
            "needs": needs.get(row.id, []),
        }
        for row in rows
    ]


def pupil_called(store: Store, called: str) -> int:
    """The id of the pupil with this UPN or id.

    Raises:
        Mistake: there is none.
    """
    with store.read() as session:
        found = session.exec(select(Pupil.id).where(Pupil.upn == called.strip().upper())).first()
        if found is None and _ID.fullmatch(called):
            found = session.exec(select(Pupil.id).where(Pupil.id == int(called))).first()
    if found is None:
        raise Mistake(f"No pupil has the UPN or id {called}.", "`senco-desk register` lists them.")
    return found


def bring_in_lines(store: Store, file: Path, *, apply: bool, today: date) -> Iterator[str]:
    """What bringing a list in would do, line by line; done at the end when `apply`, after a copy.

    Raises:
        Mistake: the file is not what it claims, or its columns cannot be told apart.
        Trouble: no copy could be made, so nothing was brought in.
    """
    seen = imports.preview_file(store, file, today=today)
    for row in seen.rows:
        yield imports.row_words(row)
    yield imports.counts_words(seen)
    if apply:
        safekeeping.keep_copy(store, "bringing in", only_if_changed=True)
        imports.apply(store, seen)
        yield "Brought in."
    else:
        yield "Nothing was changed. Add --apply to bring it in."
