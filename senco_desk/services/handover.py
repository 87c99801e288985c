"""The handover report, gathered: what is held, due, let out, and what an older passphrase still opens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from sqlmodel import col, func, select

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import Pupil
from senco_desk.models.responses import LetOut as LetOutRow
from senco_desk.models.responses import Response, ResponseState
from senco_desk.reports.file_papers import pages_in
from senco_desk.reports.handover import Due, Handover, LetOut, draw_report
from senco_desk.rules.dates_in_words import count, short_date, unbroken
from senco_desk.rules.names import initials
from senco_desk.services import letting_out, safekeeping, school, today
from senco_desk.services.letting_out import LetOutLine, Paper
from senco_desk.store import Store
from senco_desk.store.queries import register as queries
from senco_desk.store.queries.register import RegisterQuery

WHAT: Final = "handover report"
_MOST_GONE: Final = 40
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME: Final = 3


def paper(store: Store, *, on: date) -> Paper:
    """Draw the report of a day.

    Raises:
        Trouble: the file is closed.
    """
    pdf = draw_report(gather(store, on=on))
    return Paper(pdf, WHAT, pages=pages_in(pdf), copy_for="school")


def gather(store: Store, *, on: date) -> Handover:
    """Gather what the report says, on a day. Pupils are named by initials and form.

    Raises:
        Trouble: the file is closed.
    """
    whose = school.read(store)
    who = _Who(store)
    due = today.today(store, on=on)
    there, gone = _let_out(store, who)
    copies = safekeeping.copy_lines(store)
    return Handover(
        school_name=whose.name,
        senco=whose.senco_name,
        made_on=on,
        held=tuple(_held(store)),
        reviews=tuple(
            Due(who.is_(line.pupil_id), line.what, _when(line.on, late=line.on < on))
            for line in (*due.overdue, *due.soon)
        ),
        papers=tuple(Due(who.is_(line.pupil_id), ", ".join(line.missing)) for line in due.papers),
        calls=tuple(
            Due(who.is_(line.pupil_id), f"{line.title}, {count(len(line.questions), 'question')}")
            for line in due.calls
        ),
        still_there=there,
        gone=gone[:_MOST_GONE],
        gone_more=max(0, len(gone) - _MOST_GONE),
        copies_now=sum(copy.opens_now for copy in copies),
        copies_old=tuple(copy.path.name for copy in copies if not copy.opens_now),
    )


def still_there(store: Store) -> tuple[LetOut, ...]:
    """Give the saved papers that still lie where they were put. Reads each of them.

    Raises:
        Trouble: the file is closed.
    """
    return _let_out(store, _Who(store))[0]


def _when(day: date, *, late: bool) -> str:
    words = unbroken(short_date(day))
    return f"{words}, late" if late else words


def _held(store: Store) -> Iterator[tuple[str, str]]:
    with store.read() as session:
        stages = Counter(row.stage for row in queries.rows(session, RegisterQuery(sort="")))
        left = session.exec(select(func.count()).where(col(Pupil.left_on).is_not(None))).one()
        by_state = select(Response.state, func.count()).group_by(col(Response.state))
        forms = dict(session.exec(by_state).all())
    yield "Pupils", str(sum(stages.values()))
    for stage in (*(each for each in Stage if each is not Stage.NONE), Stage.NONE):
        if stages[stage]:
            yield stage.words, str(stages[stage])
    yield "Leavers", str(left)
    settled = (ResponseState.COMPLETED, ResponseState.SUPERSEDED)
    yield "Forms completed", str(sum(forms.get(state, 0) for state in settled))
    yield "Forms declined", str(forms.get(ResponseState.DECLINED, 0))
    yield "Forms begun", str(forms.get(ResponseState.DRAFT, 0))


def _let_out(store: Store, who: _Who) -> tuple[tuple[LetOut, ...], tuple[LetOut, ...]]:
    """Give the papers let out: those that still lie where they were saved, and the others."""
    with store.read() as session:
        about = {row.id: row.pupil_id for row in session.exec(select(LetOutRow))}
    there: list[LetOut] = []
    gone: list[LetOut] = []
    for line in letting_out.all_let_out(store):
        pupil_id = about.get(line.id)
        what = f"{line.what}, {who.is_(pupil_id)}" if pupil_id is not None else line.what
        made = LetOut(what, _how(line), who.without_names(_where(line.path)))
        (there if line.still_there else gone).append(made)
    return tuple(there), tuple(gone)


def _where(path: str) -> str:
    """Write a path so that its line can end before the folder."""
    if not path:
        return ""
    place = PureWindowsPath(path) if "\\" in path else PurePosixPath(path)
    return f"{place.name}\n{place.parent}"


def _how(line: LetOutLine) -> str:
    day = unbroken(short_date(line.at.astimezone().date()))
    if line.how == "printed":
        return f"{day}, printed" + (f" {count(line.copies, 'time')}" if line.copies > 1 else "")
    return f"{day}, with a password" if line.protected else day


class _Who:
    """Pupils by initials and form; and words without anybody's name in them."""

    def __init__(self, store: Store) -> None:
        with store.read() as session:
            found = session.exec(select(Pupil)).all()
            self._shown = {
                row.id: ", ".join(
                    part for part in (initials(row.forename, row.surname), unbroken(row.form)) if part
                )
                for row in found
            }
            named = {
                part
                for row in found
                for name in (row.forename, row.surname, row.legal_forename, row.legal_surname)
                for part in _WORD.findall(name)
                if len(part) >= _SHORTEST_NAME
            }
        longest_first = sorted(named, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)

    def is_(self, pupil_id: int) -> str:
        """Give "I.H., 8H"; a pupil without a letter in their name is "a pupil"."""
        return self._shown.get(pupil_id) or "a pupil"

    def without_names(self, path: str) -> str:
        """Give where something lies, with dots where a pupil's name stands in it."""
        return _WORD.sub(lambda word: "…" if self._names.fullmatch(word[0]) else word[0], path)
