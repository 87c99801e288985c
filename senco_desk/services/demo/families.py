"""The people at home: every shape of family, with telephones that cannot be anybody's."""

from __future__ import annotations

import random

from senco_desk.models.pupil import ContactInput
from senco_desk.rules.names import fold
from senco_desk.services.demo.cast import Person, setting

PARENTS = ("Mother", "Father")


def contacts(person: Person, dice: random.Random) -> list[ContactInput]:
    """A pupil's contacts, first to be called first."""
    home = address(dice)
    return [_contact(line, rank, home, dice) for rank, line in enumerate(person.family, start=1)]


def address(dice: random.Random) -> str:
    """A house in a street of the made-up town."""
    places = setting().places
    return f"{dice.randint(1, 98)} {dice.choice(places.streets)}, Fernhill, {dice.choice(places.postcodes)}"


def mobile(dice: random.Random) -> str:
    """A number of the range kept for drama: 07700 900000 to 900999."""
    return f"07700 900{dice.randrange(1000):03d}"


def landline(dice: random.Random) -> str:
    """A number of the range kept for drama: 01632 960000 to 960999."""
    return f"01632 960{dice.randrange(1000):03d}"


def _contact(line: str, rank: int, home: str, dice: random.Random) -> ContactInput:
    name, relationship, *said = line.split(", ")
    away = "away" in said
    works = relationship == "Social worker"
    email = ".".join(fold(name).split()[-2:]) + "@example.org"
    return ContactInput(
        name=name,
        relationship=relationship,
        parental_responsibility=_responsibility(relationship, said),
        lives_with=not away,
        address="Heronshire Council, Fernhill, ZZ99 9HC" if works else address(dice) if away else home,
        phone=landline(dice) if works else mobile(dice),
        other_phone=landline(dice) if dice.random() < 0.3 else "",
        email=email if works or dice.random() < 0.75 else "",
        best_time=dice.choice(setting().places.best_times) if dice.random() < 0.6 else "",
        rank=rank,
    )


def _responsibility(relationship: str, said: list[str]) -> str:
    if "PR no" in said:
        return "no"
    if "PR unsure" in said:
        return "not_sure"
    return "yes" if relationship in PARENTS else "not_sure"
