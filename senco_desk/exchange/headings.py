"""The headings that school systems write, and the fields they mean: `resources/lists/headings.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from senco_desk.places import resource
from senco_desk.rules.names import fold


class Kind(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    UPN = "upn"
    NAME = "name"
    DATE = "date"
    FLAG = "flag"
    SEX = "sex"
    YEAR = "year"
    COUNT = "count"
    RANK = "rank"
    STATUS = "status"
    NEED = "need"
    PERCENT = "percent"


@dataclass(frozen=True)
class Field:
    """One thing that a column can mean."""

    key: str
    words: str
    kind: Kind
    aliases: tuple[str, ...]


@cache
def fields() -> dict[str, Field]:
    """Every field by its key, in the order in which they are offered."""
    table = _table()
    plain = [Field(f["key"], f["words"], Kind(f["kind"]), tuple(f["aliases"])) for f in table["field"]]
    contacts = [
        Field(
            f"contact_{rank}_{part['key']}",
            f"Contact {rank}: {part['words']}",
            Kind.TEXT,
            tuple(f"{start} {ending}" for start in contact["starts"] for ending in part["endings"]),
        )
        for rank, contact in table["contact"].items()
        for part in table["contact_part"]
    ]
    return {field.key: field for field in (*plain, *contacts)}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("lists", "headings.toml").read_text("utf-8"))


def compact(heading: str) -> str:
    """Make headings comparable: "DateOfBirth", "Date of Birth" and "date_of_birth" are one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.sub(r"[^0-9a-z%]", "", fold(apart))


@cache
def _known() -> dict[str, str]:
    """From compact alias to field key; "" for a heading we know and do not keep."""
    unkept = {compact(heading): "" for heading in _table()["unkept"]["headings"]}
    return unkept | {compact(alias): f.key for f in fields().values() for alias in (*f.aliases, f.words)}


@dataclass(frozen=True)
class Guess:
    """What a heading seems to mean. `key` is "" for nothing that we keep."""

    key: str
    sure: bool
    why: str


def guess(heading: str) -> Guess:
    """Say which field a heading means: sure when it is one we know, unsure when it is nearly one."""
    short = compact(heading)
    if not short:
        return Guess("", True, "has no heading")
    known = _known()
    if short in known:
        return Guess(known[short], True, "" if known[short] else "is not kept here")
    if len(short) >= 5:
        near = process.extractOne(short, known.keys(), scorer=fuzz.ratio, score_cutoff=88)
        if near is not None and known[near[0]]:
            return Guess(known[near[0]], False, f"looks like “{fields()[known[near[0]]].words}”")
    return Guess("", True, "is not a heading we know")


def recognised(heading: str) -> bool:
    """Whether a cell reads like a heading of such a list."""
    return len(heading) <= 80 and compact(heading) in _known()
