"""Which pupil of the file a line of a list is about: by UPN, by name and date of birth, or perhaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from senco_desk.exchange.gather import IncomingPupil
from senco_desk.models.codes import year_words
from senco_desk.models.keys import id_of
from senco_desk.models.pupil import Pupil
from senco_desk.rules import upn
from senco_desk.rules.dates_in_words import short_date
from senco_desk.rules.names import fold

_NEARLY: Final = 86
"""How alike (0 to 100) two whole names must be to be shown as perhaps one child: one letter in seven."""
_WITH_BIRTHDAY: Final = 60
"""How alike when the date of birth is the same too: a changed surname keeps the forename."""
_MOST_NEAR: Final = 4


class Near(NamedTuple):
    """A pupil who may be the one; the person decides."""

    pupil_id: int
    name: str
    why: str


@dataclass(frozen=True)
class Found:
    """What was found for one line. With `pupil` it is matched; without, `near` are the ones to ask about."""

    pupil: Pupil | None
    why: str
    near: tuple[Near, ...] = ()
    keep_upn: bool = False
    """The list's UPN looks wrong and the pupil's own does not: it stays."""


class Matcher:
    """The pupils of the file, ready to be looked up."""

    def __init__(self, pupils: Iterable[Pupil]) -> None:
        self._all = {id_of(pupil): pupil for pupil in pupils}
        self._by_upn: defaultdict[str, list[Pupil]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Pupil]] = defaultdict(list)
        self._by_day: defaultdict[date, list[Pupil]] = defaultdict(list)
        self._sorted: dict[tuple[int, str], str] = {}
        for number, pupil in self._all.items():
            if pupil.upn:
                self._by_upn[upn.tidy(pupil.upn)].append(pupil)
            if pupil.date_of_birth is not None:
                self._by_day[pupil.date_of_birth].append(pupil)
            for name in _names(pupil):
                self._by_name[name].append(pupil)
                self._sorted[number, name] = _in_order(name)

    def pupil(self, number: int) -> Pupil | None:
        """The pupil of that number, or None when gone."""
        return self._all.get(number)

    def find(self, incoming: IncomingPupil) -> Found:
        """Find the pupil that a line is about."""
        if incoming.upn:
            same = self._by_upn.get(incoming.upn, [])
            if len(same) == 1:
                return self._by_number(incoming, same[0])
            if same:
                return Found(None, "More than one pupil here has this UPN.", _near(same, "the same UPN"))
        return self._by_birthday(incoming)

    def _by_number(self, incoming: IncomingPupil, pupil: Pupil) -> Found:
        if _another_child(incoming, pupil):
            why = f"{pupil.name} has this UPN here, with another name and date of birth."
            return Found(None, why, _near([pupil], "the same UPN"))
        return Found(pupil, "The same UPN")

    def _by_birthday(self, incoming: IncomingPupil) -> Found:
        if not incoming.name:
            return Found(None, "")
        born: date | None = incoming.fields.get("date_of_birth")
        named = self._by_name.get(fold(incoming.name), [])
        same = [pupil for pupil in named if born is not None and pupil.date_of_birth == born]
        if len(same) == 1:
            return self._same_birthday(incoming, same[0])
        if same:
            why = "More than one pupil here has this name and date of birth."
            return Found(None, why, _near(same, "the same name and date of birth"))
        near = self._near(incoming, born)
        return Found(None, "It may be a pupil who is here already. Choose." if near else "", near)

    def _same_birthday(self, incoming: IncomingPupil, pupil: Pupil) -> Found:
        why = "The same name and date of birth"
        theirs, ours = incoming.upn, upn.tidy(pupil.upn)
        if not theirs or not ours or upn.is_temporary(ours) or upn.problem(ours):
            return Found(pupil, why)
        if upn.problem(theirs) or upn.is_temporary(theirs):
            return Found(pupil, why, keep_upn=True)
        return Found(
            None,
            f"{pupil.name} is here with the same date of birth and another UPN.",
            _near([pupil], why.lower()),
        )

    def _near(self, incoming: IncomingPupil, born: date | None) -> tuple[Near, ...]:
        near: dict[int, Near] = {}
        written = _in_order(fold(incoming.name))
        for pupil in self._by_day.get(born, []) if born is not None else []:
            likeness = max(fuzz.ratio(written, _in_order(name)) for name in _names(pupil))
            if likeness >= _WITH_BIRTHDAY:
                near[id_of(pupil)] = _as_near(pupil, "the same date of birth and a name like it")
        alike = process.extract(
            written, self._sorted, scorer=fuzz.ratio, score_cutoff=_NEARLY, limit=2 * _MOST_NEAR
        )
        for _, likeness, (number, _name) in alike:
            pupil = self._all[number]
            known = born is not None and pupil.date_of_birth is not None
            if likeness == 100:
                near.setdefault(number, _as_near(pupil, "the same name"))
            elif not known or _slip(born, pupil.date_of_birth):
                near.setdefault(number, _as_near(pupil, "a name like it"))
        return tuple(near.values())[:_MOST_NEAR]


def _in_order(name: str) -> str:
    """A folded name with its words in order, so that "lee bo" and "bo lee" are alike."""
    return " ".join(sorted(name.split()))


def _names(pupil: Pupil) -> set[str]:
    """The whole names by which a list may know the pupil, folded."""
    forenames = {pupil.legal_forename, pupil.preferred_forename} - {""}
    surnames = {pupil.legal_surname, pupil.preferred_surname, pupil.former_surname} - {""}
    return {fold(f"{forename} {surname}") for forename in forenames for surname in surnames}


def _another_child(incoming: IncomingPupil, pupil: Pupil) -> bool:
    """Whether neither the name nor the date of birth speaks for it; the unknown speaks against nothing."""
    born = incoming.fields.get("date_of_birth")
    if not incoming.name or born is None or pupil.date_of_birth is None or born == pupil.date_of_birth:
        return False
    written = fold(incoming.name)
    return all(fuzz.token_set_ratio(written, name) < _NEARLY for name in _names(pupil))


def _slip(one: date | None, other: date | None) -> bool:
    """Whether two dates differ as a slip of the pen does: in one part, or day and month changed about."""
    if one is None or other is None:
        return False
    parts = zip(one.timetuple()[:3], other.timetuple()[:3], strict=True)
    if sum(a != b for a, b in parts) == 1:
        return True
    return one.year == other.year and (one.month, one.day) == (other.day, other.month)


def _near(pupils: Iterable[Pupil], why: str) -> tuple[Near, ...]:
    return tuple(_as_near(pupil, why) for pupil in pupils)


def _as_near(pupil: Pupil, why: str) -> Near:
    about = [
        year_words(pupil.year_group),
        f"born {short_date(pupil.date_of_birth)}" if pupil.date_of_birth else "",
    ]
    return Near(id_of(pupil), pupil.name, ", ".join([*filter(None, about), why]))
