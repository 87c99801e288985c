"""From rows to pupils: each cell read by its field, rows of one pupil put together, nothing lost unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from senco_desk.exchange import values
from senco_desk.exchange.columns import Mapping
from senco_desk.exchange.headings import Field, Kind, fields
from senco_desk.exchange.sheet import Row, Sheet
from senco_desk.models.codes import NeedType, year_words
from senco_desk.models.pupil import ContactInput, PupilInput
from senco_desk.rules import attendance, upn
from senco_desk.rules.dates_in_words import short_date
from senco_desk.rules.names import display_name, fold, split_name


@dataclass(frozen=True)
class IncomingNeed:
    """A need type as the list has it."""

    code: NeedType
    rank: int
    since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class IncomingPupil:
    """One pupil of a list, from one row or several. Blank cells leave no trace in it."""

    rows: tuple[int, ...]
    fields: dict[str, Any]
    """By the fields of `PupilInput`."""
    needs: tuple[IncomingNeed, ...] = ()
    contacts: tuple[dict[str, Any], ...] = ()
    """By the fields of `ContactInput`, with `rank`."""
    provision: str = ""
    """"N", "K", "E", an old code, or "" when the list does not say."""
    attendance_percent: float | None = None
    leaver: bool = False
    """The list has year groups, and none for this one: perhaps a leaver."""
    warnings: tuple[str, ...] = ()
    blocked: str = ""
    """Why it cannot be brought in as it stands, or ""."""

    @property
    def upn(self) -> str:
        """The UPN as kept, or ""."""
        return str(self.fields.get("upn", ""))

    @property
    def name(self) -> str:
        """As people say it, by the legal names; "" when the list has none."""
        return display_name(self.fields.get("legal_forename", ""), self.fields.get("legal_surname", ""))


@dataclass
class _Read:
    """What one row said."""

    number: int
    found: dict[str, Any] = field(default_factory=dict)
    needs: list[tuple[NeedType, int | None]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    blocked: str = ""

    def warn(self, said: str) -> None:
        self.warnings.append(f"Row {self.number}: {said}")


def gather(sheet: Sheet, mapping: Mapping, *, today: date) -> tuple[IncomingPupil, ...]:
    """Read a list into pupils, in the order of their first rows.

    Rows that share a UPN are one pupil; without a UPN, rows that share name and date of birth. What cannot be
    read is left out and said in `warnings`; a row that may have slipped (a comma inside an address) is
    `blocked`.
    """
    groups: dict[tuple[str, ...], list[_Read]] = {}
    for row in sheet.rows:
        read = _read_row(row, mapping, today)
        groups.setdefault(_identity(read), []).append(read)
    has_years = any("year_group" in read.found for reads in groups.values() for read in reads)
    return tuple(_put_together(reads, has_years) for reads in groups.values())


def _identity(read: _Read) -> tuple[str, ...]:
    found = read.found
    if found.get("upn"):
        return ("upn", found["upn"])
    name = [fold(found.get(part, "")) for part in ("legal_forename", "legal_surname")]
    if read.blocked or not all(name) or "date_of_birth" not in found:
        return ("row", str(read.number))
    return ("name", *name, found["date_of_birth"].isoformat())


def _read_row(row: Row, mapping: Mapping, today: date) -> _Read:
    read = _Read(row.number)
    if row.spare:
        read.blocked = (
            f"Row {row.number} has more cells than there are headings, so its cells may have slipped. "
            "Look for a comma inside a name or an address, and put quotes round it."
        )
    for column in mapping.columns:
        cell = row.cells[column.number]
        if column.field and cell:
            _read_cell(read, fields()[column.field], cell, mapping, today)
    _split_name(read, mapping)
    _settle_sessions(read)
    return read


def _read_cell(read: _Read, into: Field, cell: str, mapping: Mapping, today: date) -> None:
    if cell.startswith("=") or (cell.startswith("@") and into.kind is not Kind.FLAG):
        read.warn(f"{into.words} holds a formula, “{_short(cell)}”, and was left out.")
        return
    if into.kind is Kind.NEED:
        _read_need(read, into, cell, mapping)
        return
    value = _READERS[into.kind](cell, mapping, today)
    if value is None:
        read.warn(f"{into.words} “{_short(cell)}” cannot be read and was left out.")
        return
    longest = _longest(into.key)
    if longest and isinstance(value, str) and len(value) > longest:
        read.warn(f"{into.words} is longer than {longest} characters and was left out.")
        return
    if into.kind is Kind.UPN and (wrong := upn.problem(value)):
        read.warn(f"{wrong} It is kept as it is.")
    read.found[into.key] = value


_READERS: Final[dict[Kind, Callable[[str, Mapping, date], Any]]] = {
    Kind.TEXT: lambda cell, mapping, today: cell,
    Kind.NAME: lambda cell, mapping, today: cell,
    Kind.UPN: lambda cell, mapping, today: upn.tidy(cell),
    Kind.DATE: lambda cell, mapping, today: values.read_date(cell, mapping.date_order, today=today),
    Kind.FLAG: lambda cell, mapping, today: values.read_flag(cell),
    Kind.SEX: lambda cell, mapping, today: values.read_sex(cell),
    Kind.YEAR: lambda cell, mapping, today: values.read_year_group(cell),
    Kind.COUNT: lambda cell, mapping, today: values.read_count(cell),
    Kind.RANK: lambda cell, mapping, today: values.read_count(cell, most=9) or None,
    Kind.STATUS: lambda cell, mapping, today: values.read_status(cell),
    Kind.PERCENT: lambda cell, mapping, today: values.read_percent(cell),
}


@cache
def _longest(key: str) -> int:
    """The most characters that the field is kept with; 0 for no limit."""
    model: type[BaseModel] = ContactInput if key.startswith("contact_") else PupilInput
    name = key.split("_", 2)[2] if key.startswith("contact_") else key
    known = model.model_fields.get(name)
    limits = [
        most for rule in (known.metadata if known else ()) if (most := getattr(rule, "max_length", None))
    ]
    return min(limits, default=0)


def _read_need(read: _Read, into: Field, cell: str, mapping: Mapping) -> None:
    rank = int(into.key[-1]) if into.key[-1].isdigit() else None
    parts = re.split(r"[;|\n]", cell)
    for part in filter(None, map(str.strip, parts)):
        code = values.read_need(part)
        if values.is_besd(part):
            code = NeedType.SEMH if mapping.besd_is_semh else None
            if code is None:
                read.warn("The need BESD was left out.")
                continue
        if code is None:
            read.warn(f"{into.words} “{_short(part)}” is not a need type we know and was left out.")
            continue
        read.needs.append((code, rank))
        rank = None


def _split_name(read: _Read, mapping: Mapping) -> None:
    name = read.found.pop("name", "")
    if not name or "legal_surname" in read.found:
        return
    parts = split_name(name, surname_first=mapping.surname_first)
    if parts is None:
        read.warn(f"“{_short(name)}” cannot be split into forename and surname.")
        return
    for key, part in zip(("legal_forename", "legal_surname"), parts, strict=True):
        if len(part) > _longest(key):
            read.warn(f"{fields()[key].words} is longer than {_longest(key)} characters and was left out.")
        else:
            read.found[key] = part


def _settle_sessions(read: _Read) -> None:
    attended = read.found.pop("sessions_attended", None)
    possible = read.found.get("sessions_possible")
    if (
        attended is not None
        and possible is not None
        and "sessions_missed" not in read.found
        and attended <= possible
    ):
        read.found["sessions_missed"] = possible - attended
    wrong = attendance.problem(possible, read.found.get("sessions_missed"))
    if wrong:
        read.warn(f"{wrong} They were left out.")
        read.found.pop("sessions_possible", None)
        read.found.pop("sessions_missed", None)


def _put_together(reads: Sequence[_Read], has_years: bool) -> IncomingPupil:
    """One pupil from the rows about it: the first filled cell counts, and a differing later one is said."""
    found: dict[str, Any] = {}
    warnings = [said for read in reads for said in read.warnings]
    of_the_need = {"need_rank", "need_since", "need_note"}
    for read in reads:
        for key, value in read.found.items():
            if key in of_the_need:
                continue
            if key not in found:
                found[key] = value
            elif found[key] != value:
                first = next(r.number for r in reads if r.found.get(key) == found[key])
                warnings.append(
                    f"Rows {first} and {read.number} differ in {fields()[key].words}: "
                    f"“{_said(key, found[key])}” and “{_said(key, value)}”. The first is taken."
                )
    provision = _provision(found, warnings)
    percent = found.pop("attendance_percent", None)
    if percent is not None and "sessions_possible" not in found:
        warnings.append(
            f"Attendance {percent:g}% is not kept: it is counted from sessions possible and missed."
        )
    contacts = _contacts(found)
    pupil = IncomingPupil(
        rows=tuple(read.number for read in reads),
        fields={key: value for key, value in found.items() if key in PupilInput.model_fields},
        needs=_needs(reads, warnings),
        contacts=contacts,
        provision=provision,
        attendance_percent=percent,
        leaver=has_years and "year_group" not in found,
        warnings=tuple(warnings),
        blocked=next((read.blocked for read in reads if read.blocked), ""),
    )
    return replace(pupil, blocked=pupil.blocked or _two_children(reads))


def _two_children(reads: Sequence[_Read]) -> str:
    """Rows with one UPN and different names and birthdays are two children with a mistyped number."""
    first = reads[0].found
    for read in reads[1:]:
        named = {
            fold(f"{r.get('legal_forename', '')} {r.get('legal_surname', '')}") for r in (first, read.found)
        }
        born = {r.get("date_of_birth") for r in (first, read.found)}
        if len(named - {""}) == 2 and len(born - {None}) == 2:
            return (
                f"Rows {reads[0].number} and {read.number} have one UPN, and two names and dates of birth. "
                "Put the UPN right in the list."
            )
    return ""


def _provision(found: dict[str, Any], warnings: list[str]) -> str:
    words, code = found.pop("sen_status", ""), found.pop("sen_status_code", "")
    if words and code and words != code:
        warnings.append(f"The two SEN statuses differ: {words} and {code}.")
    return str(code or words)


def _contacts(found: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    contacts = []
    for rank in (1, 2):
        start = f"contact_{rank}_"
        parts = {key.removeprefix(start): found.pop(key) for key in list(found) if key.startswith(start)}
        if parts.get("name"):
            contacts.append(parts | {"rank": rank})
        elif parts.get("email") or parts.get("phone"):
            contacts.append({"name": f"Contact {rank}"} | parts | {"rank": rank})
    return tuple(contacts)


def _needs(reads: Sequence[_Read], warnings: list[str]) -> tuple[IncomingNeed, ...]:
    """The needs of all rows, each type once, ranked 1 up by the ranks given and then in the list's order."""
    ranked: dict[NeedType, tuple[int, int, _Read]] = {}
    given: dict[int, int] = {}
    listed = [(read, *need) for read in reads for need in read.needs]
    for order, (read, code, place) in enumerate(listed):
        rank = place or read.found.get("need_rank")
        if rank in given and given[rank] != read.number and code not in ranked:
            warnings.append(f"Rows {given[rank]} and {read.number} both rank a need {rank}. Check the order.")
        if rank is not None:
            given.setdefault(rank, read.number)
        if code not in ranked or (rank or 99) < ranked[code][0]:
            ranked[code] = (rank or 99, order, read)
    in_order = sorted(ranked.items(), key=lambda item: item[1][:2])
    return tuple(
        IncomingNeed(code, rank, read.found.get("need_since"), _note(read.found.get("need_note", "")))
        for rank, (code, (_, _, read)) in enumerate(in_order[:9], start=1)
    )


def _note(written: str) -> str:
    """A description that only repeats the type's name says nothing new."""
    return "" if values.read_need(written) else written[:400]


def _said(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return short_date(value)
    return year_words(value) if key == "year_group" else str(value)


def _short(cell: str) -> str:
    return cell if len(cell) <= 60 else f"{cell[:57]}…"


def row_words(rows: Iterable[int]) -> str:
    """Give "row 4", "rows 4 and 5", "rows 4, 5 and 9"."""
    numbers = [str(number) for number in rows]
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    return f"rows {', '.join(numbers[:-1])} and {numbers[-1]}"
