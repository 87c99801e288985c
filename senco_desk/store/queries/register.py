"""The register as rows: filtered and sorted in SQL, read as column tuples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlmodel import Session, SQLModel

from senco_desk.models.codes import YEAR_GROUPS, Area, NeedType, Stage
from senco_desk.models.pupil import Meeting, Need, Pupil, StageSpell
from senco_desk.models.responses import Response, ResponseState
from senco_desk.rules.stage3 import PAPERS

REGISTER_STAGES = tuple(stage for stage in Stage if stage.on_register)
FLAGS = (
    "eal",
    "interpreter",
    "large_print",
    "pupil_premium",
    "free_school_meals",
    "looked_after",
    "previously_looked_after",
    "social_worker",
    "young_carer",
    "service_child",
    "part_time",
)


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """Which pupils, in which order.

    `ids`, when given, keeps only those pupils (what a search found); `sort` is a key of `SORTS`, or ""
    for any order: to whoever puts them in order anyway, SQLite's sorting is half the time of 200 rows.
    """

    stages: tuple[Stage, ...] = ()
    needs: tuple[NeedType, ...] = ()
    areas: tuple[Area, ...] = ()
    year_groups: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    due_by: date | None = None
    papers_incomplete: bool = False
    leavers: bool = False
    ids: tuple[int, ...] | None = None
    sort: str = "name"
    descending: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One pupil in the register's table."""

    id: int
    upn: str
    forename: str
    surname: str
    legal_forename: str
    legal_surname: str
    date_of_birth: date | None
    year_group: str
    form: str
    stage: Stage
    stage_since: date | None
    need: NeedType | None
    review_on: date | None
    review_at: str
    review_place: str
    sessions_possible: int | None
    sessions_missed: int | None
    papers_done: int
    key_adult: str
    what_helps: str
    part_time: bool
    left_on: date | None


_tables = SQLModel.metadata.tables
_pupil = _tables[str(Pupil.__tablename__)]
_spell = _tables[str(StageSpell.__tablename__)].alias("spell")
_need = _tables[str(Need.__tablename__)].alias("main_need")
_meeting = _tables[str(Meeting.__tablename__)].alias("next_meeting")
_response = _tables[str(Response.__tablename__)]
_forename = case(
    (_pupil.c.preferred_forename != "", _pupil.c.preferred_forename), else_=_pupil.c.legal_forename
)
_surname = case((_pupil.c.preferred_surname != "", _pupil.c.preferred_surname), else_=_pupil.c.legal_surname)
_stage = func.coalesce(_spell.c.stage, literal(Stage.NONE, _spell.c.stage.type))

_papers_done = (
    select(func.count(func.distinct(_response.c.paper)))
    .where(
        _response.c.pupil_id == _pupil.c.id,
        _response.c.paper.in_(PAPERS),
        _response.c.state.in_([ResponseState.COMPLETED, ResponseState.DECLINED]),
    )
    .scalar_subquery()
)
_year_order = case(
    {year: place for place, year in enumerate(YEAR_GROUPS)}, value=_pupil.c.year_group, else_=99
)
_stage_order = case(
    {literal(stage, _spell.c.stage.type): place for place, stage in enumerate(Stage)}, value=_stage, else_=0
)
_missed_share = (_pupil.c.sessions_missed * 1.0) / func.nullif(_pupil.c.sessions_possible, 0)

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "name": (),
    "form": (_year_order, _pupil.c.form),
    "year": (_year_order,),
    "stage": (_stage_order,),
    "need": (_need.c.code,),
    "review": (_meeting.c.on,),
    "attendance": (_missed_share,),
    "papers": (_papers_done,),
    "born": (_pupil.c.date_of_birth,),
    "key_adult": (_pupil.c.key_adult,),
}
"""What the register can be sorted by; names come after each, so that equals stay in order."""


def _joined(columns: Sequence[Any]) -> Select[Any]:
    meeting, need = _tables["meeting"], _tables["need"]
    next_id = (
        select(meeting.c.id)
        .where(meeting.c.pupil_id == _pupil.c.id, meeting.c.held.is_(False))
        .order_by(meeting.c.on)
        .limit(1)
        .scalar_subquery()
    )
    first_need = (
        select(need.c.id)
        .where(need.c.pupil_id == _pupil.c.id)
        .order_by(need.c.rank)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(*columns)
        .select_from(_pupil)
        .outerjoin(_spell, and_(_spell.c.pupil_id == _pupil.c.id, _spell.c.ended_on.is_(None)))
        .outerjoin(_need, _need.c.id == first_need)
        .outerjoin(_meeting, _meeting.c.id == next_id)
    )


def _conditions(query: RegisterQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    wanted.append(_pupil.c.left_on.is_not(None) if query.leavers else _pupil.c.left_on.is_(None))
    if query.stages:
        wanted.append(_stage.in_(query.stages))
    if query.needs:
        wanted.append(_need.c.code.in_(query.needs))
    if query.areas:
        wanted.append(_need.c.area.in_(query.areas))
    if query.year_groups:
        wanted.append(_pupil.c.year_group.in_(query.year_groups))
    if query.forms:
        wanted.append(_pupil.c.form.in_(query.forms))
    wanted += [_pupil.c[flag].is_(True) for flag in query.flags if flag in FLAGS]
    if query.due_by is not None:
        wanted.append(_meeting.c.on <= query.due_by)
    if query.papers_incomplete:
        wanted.append(and_(_stage == Stage.MY_PLAN_PLUS, _papers_done < len(PAPERS)))
    if query.ids is not None:
        wanted.append(_pupil.c.id.in_(query.ids))
    return wanted


def rows(session: Session, query: RegisterQuery) -> tuple[RegisterRow, ...]:
    """The pupils asked for, in the order asked for."""
    columns = (
        _pupil.c.id,
        _pupil.c.upn,
        _forename,
        _surname,
        _pupil.c.legal_forename,
        _pupil.c.legal_surname,
        _pupil.c.date_of_birth,
        _pupil.c.year_group,
        _pupil.c.form,
        _stage,
        _spell.c.started_on,
        _need.c.code,
        _meeting.c.on,
        func.coalesce(_meeting.c.at, ""),
        func.coalesce(_meeting.c.place, ""),
        _pupil.c.sessions_possible,
        _pupil.c.sessions_missed,
        _papers_done,
        _pupil.c.key_adult,
        _pupil.c.what_helps,
        _pupil.c.part_time,
        _pupil.c.left_on,
    )
    statement = _joined(columns).where(*_conditions(query)).order_by(*_order(query))
    if query.limit is not None:
        statement = statement.limit(query.limit).offset(query.offset)
    return tuple(RegisterRow(*part) for part in session.connection().execute(statement))


def _order(query: RegisterQuery) -> list[ColumnElement[Any]]:
    if not query.sort:
        return []
    by_name = [func.lower(_surname), func.lower(_forename), _pupil.c.id]
    chosen = SORTS[query.sort]
    if query.sort == "name":
        return [part.desc() for part in by_name] if query.descending else list(by_name)
    directed = [part.desc() if query.descending else part.asc() for part in chosen]
    return [*(part.nulls_last() for part in directed), *by_name]


def count(session: Session, query: RegisterQuery) -> int:
    """How many pupils a query finds."""
    statement = _joined([func.count(_pupil.c.id)]).where(*_conditions(query))
    return int(session.connection().execute(statement).scalar_one())


def counts_by_stage(session: Session) -> dict[Stage, int]:
    """Pupils who have not left, by stage; stages without any are 0."""
    statement = (
        _joined([_stage.label("stage"), func.count(_pupil.c.id).label("number")])
        .where(_pupil.c.left_on.is_(None))
        .group_by(_stage)
    )
    found = {row.stage: row.number for row in session.connection().execute(statement)}
    return {stage: found.get(stage, 0) for stage in Stage}


def counts_by_need(session: Session, stages: Sequence[Stage] = REGISTER_STAGES) -> dict[NeedType, int]:
    """Pupils at these stages who have not left, by main need, most first."""
    statement = (
        _joined([_need.c.code, func.count(_pupil.c.id).label("number")])
        .where(
            _pupil.c.left_on.is_(None),
            _need.c.code.is_not(None),
            _stage.in_(stages),
        )
        .group_by(_need.c.code)
        .order_by(func.count(_pupil.c.id).desc(), _need.c.code)
    )
    return {row.code: row.number for row in session.connection().execute(statement)}


def forms_in_use(session: Session) -> tuple[tuple[str, str], ...]:
    """The (year group, form) pairs of pupils who have not left, in order."""
    statement = (
        select(_pupil.c.year_group, _pupil.c.form)
        .where(_pupil.c.left_on.is_(None), or_(_pupil.c.form != "", _pupil.c.year_group != ""))
        .distinct()
        .order_by(_year_order, _pupil.c.form)
    )
    return tuple((year, form) for year, form in session.connection().execute(statement))


def due_by(today: date, days: int = 14) -> date:
    """The last day that counts as due within so many days."""
    return today + timedelta(days=days)
