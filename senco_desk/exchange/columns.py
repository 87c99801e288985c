"""Which column means what: proposed from the headings, corrected by the person, and remembered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from typing import Any, Final

from senco_desk.exchange.headings import Kind, compact, fields, guess
from senco_desk.exchange.sheet import Sheet
from senco_desk.exchange.values import DateOrder, date_orders, is_besd
from senco_desk.rules.dates_in_words import MONTHS

LEAVE_OUT: Final = ""
"""The field of a column that is not brought in."""


@dataclass(frozen=True)
class Column:
    """One column and what it is taken to mean."""

    number: int
    """From 0."""
    heading: str
    field: str
    """A key of `headings.fields()`, or LEAVE_OUT."""
    sure: bool = True
    why: str = ""
    """Said beside it, such as "looks like “Date of birth”"."""

    @property
    def words(self) -> str:
        """What it means, as the mapping screen says it."""
        return fields()[self.field].words if self.field else "Left out"


@dataclass(frozen=True)
class Question:
    """Something only the person knows."""

    key: str
    """The name of the argument of `answered`."""
    said: str
    choices: tuple[tuple[Any, str], ...]


@dataclass(frozen=True)
class Mapping:
    """How a list's columns are read."""

    columns: tuple[Column, ...]
    date_order: DateOrder | None = None
    """None when it does not matter, or is still a question."""
    surname_first: bool | None = None
    besd_is_semh: bool | None = None
    questions: tuple[Question, ...] = ()
    """Still without an answer."""

    def number(self, field: str) -> int | None:
        """The column of a field, from 0, or None."""
        return next((column.number for column in self.columns if column.field == field), None)

    @property
    def lacking(self) -> str:
        """What must still be chosen before rows can be told apart, or ""."""
        both = self.number("legal_forename") is not None and self.number("legal_surname") is not None
        if both or self.number("name") is not None or self.number("upn") is not None:
            return ""
        return "No column is known to hold the pupils’ names or UPNs. Choose which one does."


def match(sheet: Sheet) -> Mapping:
    """Propose what each column of a list means."""
    guessed = [guess(heading) for heading in sheet.headings]
    wanted = [(found.key, found.sure, found.why) for found in guessed]
    wanted = _legal_and_preferred(sheet, wanted)
    wanted = _status_and_code(sheet, wanted)
    columns, taken = [], dict[str, int]()
    for number, (heading, (key, sure, why)) in enumerate(zip(sheet.headings, wanted, strict=True)):
        if key and key in taken:
            first = sheet.headings[taken[key]]
            why = f"“{first}” in column {taken[key] + 1} is read for this already"
            columns.append(Column(number, heading, LEAVE_OUT, False, why))
            continue
        if key:
            taken[key] = number
        columns.append(Column(number, heading, key, sure, why))
    return _asked(sheet, Mapping(_without_spare_name(tuple(columns))))


def chosen(sheet: Sheet, mapping: Mapping, choices: MappingOf[int, str]) -> Mapping:
    """Give a mapping with the person's own choice of field for some columns, by column number.

    A field chosen for one column is taken away from any other.
    """
    columns = []
    for column in mapping.columns:
        if column.number in choices:
            columns.append(replace(column, field=choices[column.number], sure=True, why=""))
        elif column.field and column.field in choices.values():
            columns.append(
                replace(column, field=LEAVE_OUT, sure=True, why="another column was chosen for this")
            )
        else:
            columns.append(column)
    return _asked(sheet, replace(mapping, columns=tuple(columns)))


def answered(
    sheet: Sheet,
    mapping: Mapping,
    *,
    date_order: DateOrder | None = None,
    surname_first: bool | None = None,
    besd_is_semh: bool | None = None,
) -> Mapping:
    """Give a mapping with some of its questions answered; an answer left None stays as it was."""
    with_answers = replace(
        mapping,
        date_order=date_order or mapping.date_order,
        surname_first=mapping.surname_first if surname_first is None else surname_first,
        besd_is_semh=mapping.besd_is_semh if besd_is_semh is None else besd_is_semh,
    )
    return _asked(sheet, with_answers)


def fingerprint(headings: tuple[str, ...]) -> str:
    """Give 64 hexadecimal figures that stand for these headings, in this order; no pupil is in them."""
    return hashlib.sha256("\x1f".join(map(compact, headings)).encode()).hexdigest()


def mapping_to_json(mapping: Mapping) -> str:
    """Write what was decided, to be remembered."""
    return json.dumps(
        {
            "columns": {str(column.number): column.field for column in mapping.columns},
            "date_order": mapping.date_order,
            "surname_first": mapping.surname_first,
            "besd_is_semh": mapping.besd_is_semh,
        },
        sort_keys=True,
    )


def remembered(sheet: Sheet, body: str) -> Mapping:
    """Build the mapping of a list whose headings were met before.

    The order of dates is read from this list where it can be; only then from last time.
    """
    kept = json.loads(body)
    columns = tuple(
        Column(number, heading, key if key in fields() else LEAVE_OUT, True, "as last time")
        for number, heading in enumerate(sheet.headings)
        for key in [kept["columns"].get(str(number), LEAVE_OUT)]
    )
    order = DateOrder(kept["date_order"]) if kept["date_order"] else None
    return _asked(sheet, Mapping(columns, order, kept["surname_first"], kept["besd_is_semh"]))


def _legal_and_preferred(sheet: Sheet, wanted: list[tuple[str, bool, str]]) -> list[tuple[str, bool, str]]:
    """Where both "Legal forename" and "Forename" stand, the plain one is the name the child likes."""
    result = list(wanted)
    for part in ("forename", "surname"):
        same = [number for number, (key, _, _) in enumerate(wanted) if key == f"legal_{part}"]
        legal = [number for number in same if "legal" in compact(sheet.headings[number])]
        plain = [number for number in same if number not in legal]
        preferred_is_free = all(key != f"preferred_{part}" for key, _, _ in wanted)
        if legal and plain and preferred_is_free:
            result[plain[0]] = (f"preferred_{part}", False, "stands beside the legal one")
    return result


def _status_and_code(sheet: Sheet, wanted: list[tuple[str, bool, str]]) -> list[tuple[str, bool, str]]:
    """Arbor's SEN report has "SEN status" twice, as words and as a code: the cells say which is which."""
    same = [number for number, (key, _, _) in enumerate(wanted) if key == "sen_status"]
    if len(same) < 2 or any(key == "sen_status_code" for key, _, _ in wanted):
        return wanted
    lengths = {number: max(map(len, sheet.column(number))) for number in same}
    code = min(same, key=lambda number: (lengths[number], -number))
    result = list(wanted)
    result[code] = ("sen_status_code", True, "holds the code; the other one holds the words")
    return result


def _without_spare_name(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """With forename and surname in columns of their own, a column with both is not needed."""
    keys = {column.field for column in columns}
    if not {"legal_forename", "legal_surname"} <= keys:
        return columns
    return tuple(
        replace(column, field=LEAVE_OUT, why="forename and surname have columns of their own")
        if column.field == "name"
        else column
        for column in columns
    )


def _asked(sheet: Sheet, mapping: Mapping) -> Mapping:
    """Settle what the cells themselves answer, and list what they do not."""
    questions = []
    order, example = _date_order(sheet, mapping)
    if example and mapping.date_order is None:
        questions.append(_date_question(example))
    settled = order or (mapping.date_order if example else None)
    name = mapping.number("name")
    cells = sheet.column(name) if name is not None else []
    plain = next((cell for cell in cells if cell and "," not in cell), "")
    if plain and mapping.surname_first is None:
        said = f"In “{plain}”, which comes first?"
        choices: tuple[tuple[Any, str], ...] = ((False, "The forename"), (True, "The surname"))
        questions.append(Question("surname_first", said, choices))
    if mapping.besd_is_semh is None and any(is_besd(cell) for cell in _need_cells(sheet, mapping)):
        said = "This list uses BESD, the type that SEMH replaced in 2014. Bring it in as SEMH?"
        choices = ((True, "Yes, as SEMH"), (False, "No, leave it out"))
        questions.append(Question("besd_is_semh", said, choices))
    return replace(mapping, date_order=settled, questions=tuple(questions))


def _need_cells(sheet: Sheet, mapping: Mapping) -> list[str]:
    needs = [c.number for c in mapping.columns if c.field and fields()[c.field].kind is Kind.NEED]
    return [cell for number in needs for cell in sheet.column(number)]


def _date_order(sheet: Sheet, mapping: Mapping) -> tuple[DateOrder | None, str]:
    """Give the order that the dates of the whole list show, or an example of one that shows neither.

    A list has one writer: a column that shows its order settles it for the columns that do not. Where columns
    contradict one another, days come first, and the cells that then cannot be read are told by their rows.
    """
    seen: list[frozenset[DateOrder]] = []
    example = ""
    for column in mapping.columns:
        if not column.field or fields()[column.field].kind is not Kind.DATE:
            continue
        cells = sheet.column(column.number)
        orders = date_orders(cells)
        if orders is not None:
            seen.append(orders)
            example = example or next((cell for cell in cells if date_orders([cell])), "")
    certain = {order for orders in seen if len(orders) == 1 for order in orders}
    if len(certain) == 1:
        return certain.pop(), ""
    if certain or any(not orders for orders in seen):
        return DateOrder.DAY_FIRST, ""
    return None, example


def _date_question(example: str) -> Question:
    first, second = (int(part) for part in example.replace("-", "/").replace(".", "/").split("/")[:2])
    choices = (
        (DateOrder.DAY_FIRST, f"{first} {MONTHS[second - 1]}"),
        (DateOrder.MONTH_FIRST, f"{second} {MONTHS[first - 1]}"),
    )
    return Question("date_order", f"What day is “{example}”?", choices)
