"""The register and the concerns list: saved filters, counts, rows, search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pydantic import TypeAdapter
from sqlmodel import col, func, select

from senco_desk.errors import Mistake
from senco_desk.models.codes import Area, NeedType, Stage
from senco_desk.models.school import SavedFilter
from senco_desk.store import Done, Store, search
from senco_desk.store.queries import register as queries
from senco_desk.store.queries.register import REGISTER_STAGES, RegisterQuery, RegisterRow

LISTS = {
    "register": "Register",
    "concerns": "Concerns",
    "due": "Due in 14 days",
    "papers": "Stage 3 papers incomplete",
    "part_time": "Not in full time",
    "all": "All pupils",
    "leavers": "Leavers",
}
"""The filters every school has, in the order shown."""


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the SENCO asked to see; kept by name when she likes it."""

    list: str = "register"
    text: str = ""
    stages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    year_groups: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sort: str = "name"
    descending: bool = False


_FILTER = TypeAdapter(RegisterFilter)


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter kept by name."""

    id: int
    name: str
    filter: RegisterFilter


def _query(wanted: RegisterFilter, today: date) -> RegisterQuery:
    query = RegisterQuery(
        needs=tuple(NeedType(code) for code in wanted.needs),
        areas=tuple(Area(area) for area in wanted.areas),
        year_groups=wanted.year_groups,
        forms=wanted.forms,
        flags=wanted.flags,
        sort=wanted.sort,
        descending=wanted.descending,
    )
    of_list: dict[str, RegisterQuery] = {
        "register": replace(query, stages=REGISTER_STAGES),
        "concerns": replace(query, stages=(Stage.CONCERN,)),
        "due": replace(query, due_by=queries.due_by(today)),
        "papers": replace(query, papers_incomplete=True),
        "part_time": replace(query, flags=(*query.flags, "part_time")),
        "leavers": replace(query, leavers=True),
    }
    query = of_list.get(wanted.list, query)
    if wanted.stages:
        query = replace(query, stages=tuple(Stage(stage) for stage in wanted.stages))
    return query


def rows(store: Store, wanted: RegisterFilter, *, today: date) -> tuple[RegisterRow, ...]:
    """The pupils of a filter; with `text`, those it finds, the best first unless sorted."""
    query = _query(wanted, today)
    if not wanted.text.strip():
        with store.read() as session:
            return queries.rows(session, query)
    ids = search.find(store, wanted.text)
    as_found = wanted.sort == "name" and not wanted.descending
    query = replace(query, ids=tuple(ids), sort="" if as_found else wanted.sort)
    with store.read() as session:
        found = queries.rows(session, query)
    if not as_found:
        return found
    order = {pupil_id: place for place, pupil_id in enumerate(ids)}
    return tuple(sorted(found, key=lambda row: order[row.id]))


def counts(store: Store, *, today: date) -> dict[str, int]:
    """How many pupils each of the usual filters holds, by its key."""
    with store.read() as session:
        return {key: queries.count(session, _query(RegisterFilter(list=key), today)) for key in LISTS}


def counts_by_stage(store: Store) -> dict[Stage, int]:
    """Pupils at each stage, leavers left out."""
    with store.read() as session:
        return queries.counts_by_stage(session)


def counts_by_need(store: Store) -> dict[NeedType, int]:
    """Pupils on the register by main need, most first."""
    with store.read() as session:
        return queries.counts_by_need(session)


def forms_in_use(store: Store) -> tuple[tuple[str, str], ...]:
    """The (year group, form) pairs there are."""
    with store.read() as session:
        return queries.forms_in_use(session)


def kept_filters(store: Store) -> tuple[Kept, ...]:
    """The filters the SENCO keeps, in her order."""
    with store.read() as session:
        found = session.exec(select(SavedFilter).order_by(col(SavedFilter.position), col(SavedFilter.id)))
        return tuple(Kept(row.id or 0, row.name, _read(row.body)) for row in found)


def _read(body: str) -> RegisterFilter:
    return _FILTER.validate_json(body)


def keep_filter(store: Store, name: str, wanted: RegisterFilter) -> Done:
    """Keep a filter by name; the same name again changes it.

    Raises:
        Mistake: it has no name, or a name that every school has already.
    """
    called = name.strip()
    if not called:
        raise Mistake("The filter has no name.", "Type a name for it.", field="name")
    if called.lower() in {usual.lower() for usual in LISTS.values()}:
        raise Mistake(f"There is a filter called “{called}” already.", "Choose another name.", field="name")
    body = _FILTER.dump_json(wanted).decode()
    with store.work(f"keep the filter “{called}”") as work:
        known = work.session.exec(select(SavedFilter).where(SavedFilter.name == called)).first()
        if known is not None:
            work.change(known, body=body)
        else:
            last = work.session.exec(select(func.max(SavedFilter.position))).one()
            work.add(SavedFilter(name=called, body=body, position=(last or 0) + 1))
        return work.done()


def drop_filter(store: Store, filter_id: int) -> Done:
    """Take a kept filter away; undo brings it back.

    Raises:
        Mistake: it is gone already.
    """
    with store.work("take a filter away") as work:
        work.remove(work.get(SavedFilter, filter_id))
        return work.done()
