"""From a person of the cast to everything the file holds about a pupil."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from senco_desk.models.codes import IdentifiedBy, NeedType
from senco_desk.models.pupil import ContactInput, MeetingInput, NeedInput, PupilInput, StageSpellInput
from senco_desk.rules import upn
from senco_desk.services.demo import families, pathways
from senco_desk.services.demo.cast import Person, setting
from senco_desk.services.demo.chance import chance
from senco_desk.services.demo.days import Days, year_terms

AUTHORITY = "999"
"""No local authority has this number, so no UPN of the made-up school can be a child's."""
SCHOOL = "9900"
_PRIMARY = ("R", "1", "2", "3", "4", "5", "6")


@dataclass(frozen=True, slots=True)
class Whole:
    """A pupil of the made-up school, whole."""

    person: Person
    pupil: PupilInput
    contacts: list[ContactInput]
    needs: list[NeedInput]
    spells: list[StageSpellInput]
    meetings: list[MeetingInput]


@dataclass
class Maker:
    """Makes pupils one after another, each with a UPN of its own.

    Attributes:
        days: the calendar.
        seed: what chance starts from.
    """

    days: Days
    seed: int
    _issued: Counter[int] = field(default_factory=Counter)

    def make(self, person: Person) -> Whole:
        """Everything about one pupil."""
        dice = chance(self.seed, f"{person.name} {person.form} {person.born}")
        born = self.days.born(person.year_group, person.born, years_older=int(person.leaver_year))
        history = pathways.spells(person, self.days, dice)
        begun = history[0].started_on if history else self.days.back(dice.randint(5, 60))
        person = _with_help(person, dice, on_pathway=bool(history))
        home = families.contacts(person, dice)
        return Whole(
            person,
            self._pupil(person, born, _joined(born, begun, self.days, dice)),
            home,
            _needs(person, begun, dice),
            history,
            pathways.meetings(person, history, home, self.days, dice),
        )

    def _pupil(self, person: Person, born: date, joined: date) -> PupilInput:
        left = None if person.left is None else self.days.back(person.left * 7)
        possible = self.days.sessions
        missed = possible * (100 - person.attend) // 100
        flags: dict[str, Any] = dict.fromkeys(person.flags, True)
        return PupilInput(
            upn=self._upn(born),
            legal_forename=person.legal or person.forename,
            legal_surname=person.surname,
            middle_names=person.middle,
            preferred_forename=person.preferred or (person.forename if person.legal else ""),
            preferred_surname=person.surname_used,
            former_surname=person.former,
            date_of_birth=born,
            sex=person.sex,
            pronouns=person.pronouns,
            year_group=person.year_group,
            form=person.form,
            key_adult=person.adult,
            home_language=person.lang,
            other_languages=person.other_lang,
            medical_note=person.medical,
            sessions_possible=possible if left is None else None,
            sessions_missed=missed if left is None else None,
            what_helps=person.helps,
            joined_on=joined,
            left_on=left,
            left_to=person.left_to,
            **flags,
        )

    def _upn(self, born: date) -> str:
        issued = born.year + (5 if born.month >= 9 else 4)
        self._issued[issued] += 1
        serial = self._issued[issued] + self.seed % 100
        school = str(int(SCHOOL) + serial // 1000)
        body = f"{AUTHORITY}{school}{issued % 100:02d}{serial % 1000:03d}"
        return upn.check_letter(body) + body


def _with_help(person: Person, dice: random.Random, *, on_pathway: bool) -> Person:
    """Give a pupil on the pathway a key adult and what helps, where the cast leaves them open."""
    if not on_pathway:
        return person
    scene = setting()
    primary = person.year_group in _PRIMARY
    adults = scene.staff.key_adults_primary if primary else scene.staff.key_adults
    return replace(
        person, adult=person.adult or dice.choice(adults), helps=person.helps or dice.choice(scene.helps)
    )


def _joined(born: date, begun: date, days: Days, dice: random.Random) -> date:
    """The first day of a school year in Reception, Year 3 or Year 7, before all that is known of them."""
    starts = []
    for age in (4, 7, 11):
        year = born.year + age + (1 if born.month >= 9 else 0)
        first = year_terms(year)[0].starts_on
        if first <= begun and first < days.today:
            starts.append(first)
    return dice.choice(starts) if starts else begun


def _needs(person: Person, begun: date, dice: random.Random) -> list[NeedInput]:
    made = []
    for rank, line in enumerate(person.needs, start=1):
        short, _, note = line.partition(": ")
        code, found = short.split()
        need = NeedType(code)
        since = begun - timedelta(days=dice.randint(3, 40))
        made.append(
            NeedInput(
                code=need,
                rank=rank,
                area=need.area,
                identified_by=IdentifiedBy(found),
                since=since,
                note=note,
            )
        )
    return made
