"""Pupils beyond the hand-written ones, as many as are asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator

from senco_desk.models.codes import IdentifiedBy, NeedType
from senco_desk.services.demo.cast import Group, Person, groups
from senco_desk.services.demo.chance import chance

_YEARS = ("R", "1", "2", "3", "4", "5", "6", *("7", "8", "9", "10", "11") * 4, "12", "13")
"""Most pupils are in Years 7 to 11."""
_PRIMARY_CLASSES = {
    "R": "R Willow", "1": "1 Ash", "2": "2 Ash", "3": "3 Oak", "4": "4 Maple", "5": "5 Elm", "6": "6 Beech",
}  # fmt: skip
_LETTERS = "BCHLR"
_PATHS = (
    (24, ""),
    (10, "concern {a}, none {b}"),
    (16, "concern {c}"),
    (28, "concern {a}, my_plan {b}"),
    (11, "concern {a}, my_plan {b}, my_plan_plus {c}"),
    (2, "my_plan {a}, my_plan_plus {b}, ehc_assessment {c}"),
    (9, "ehcp {a}"),
)
"""How often each history is met, of a hundred. `a` to `c` are weeks ago, the longest first."""
_NEEDS = {
    NeedType.SLCN: 22, NeedType.SEMH: 20, NeedType.SPLD: 16, NeedType.ASD: 14, NeedType.MLD: 12,
    NeedType.NSA: 5, NeedType.OTH: 4, NeedType.PD: 3, NeedType.HI: 3, NeedType.VI: 2, NeedType.SLD: 2,
    NeedType.DS: 1, NeedType.PMLD: 1, NeedType.MSI: 1,
}  # fmt: skip
"""How often each type is met; NSA only without a plan (standards.md 2.2)."""


def crowd(count: int, seed: int) -> Iterator[Person]:
    """So many made-up pupils; the first ones are the same however many are asked for."""
    for number in range(count):
        yield _person(chance(seed, f"pupil {number}"))


def _person(dice: random.Random) -> Person:
    group = dice.choices(groups(), weights=[group.weight for group in groups()])[0]
    sex = dice.choice("FM")
    surname = dice.choice(group.surnames)
    if dice.random() < 0.12:
        other = dice.choice([name for name in groups()[0].surnames if name != surname])
        surname = f"{surname}-{other}"
    forename = dice.choice(group.girls if sex == "F" else group.boys)
    year = dice.choice(_YEARS)
    path = _path(dice)
    flags = [
        flag
        for flag, share in (
            ("pupil_premium", 0.27),
            ("free_school_meals", 0.24),
            ("young_carer", 0.03),
            ("service_child", 0.02),
        )
        if dice.random() < share
    ]
    if group.language != "English" and dice.random() < 0.7:
        flags.append("eal")
    return Person(
        name=f"{forename} / {surname}",
        middle=dice.choice(group.girls if sex == "F" else group.boys) if dice.random() < 0.4 else "",
        sex=sex,
        form=_PRIMARY_CLASSES.get(year) or f"{year}{dice.choice(_LETTERS) if int(year) < 12 else 'A'}",
        born=f"{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
        path=path,
        needs=_needs(path, dice),
        attend=_attendance(dice),
        family=_family(group, surname, dice),
        lang=group.language,
        flags=tuple(flags),
    )


def _path(dice: random.Random) -> str:
    weights = [weight for weight, _ in _PATHS]
    template = dice.choices(_PATHS, weights=weights)[0][1]
    recent = dice.randint(2, 11)
    middle = recent + dice.randint(8, 60)
    return template.format(a=middle + dice.randint(8, 60), b=middle, c=recent)


def _needs(path: str, dice: random.Random) -> tuple[str, ...]:
    if not path or (path.startswith("concern") and "," not in path and dice.random() < 0.5):
        return ()
    kinds = [need for need in _NEEDS if need is not NeedType.NSA or not path.startswith("ehcp")]
    chosen: dict[NeedType, None] = {}
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3))):
        chosen[dice.choices(kinds, weights=[_NEEDS[need] for need in kinds])[0]] = None
    return tuple(f"{need} {dice.choice(list(IdentifiedBy))}" for need in chosen)


def _attendance(dice: random.Random) -> int:
    fate = dice.random()
    if fate < 0.03:
        return dice.randint(25, 50)
    return dice.randint(72, 90) if fate < 0.25 else dice.randint(91, 100)


def _family(group: Group, surname: str, dice: random.Random) -> tuple[str, ...]:
    mother, father = dice.choice(group.mothers), dice.choice(group.fathers)
    last = surname.split("-", maxsplit=1)[0]
    shapes = (
        (50, (f"{mother} {last}, Mother", f"{father} {last}, Father")),
        (24, (f"{mother} {last}, Mother",)),
        (12, (f"{mother} {last}, Mother", f"{father} {last}, Father, away")),
        (5, (f"{father} {last}, Father",)),
        (5, (f"{mother} {last}, Grandmother", f"{father} {last}, Grandfather")),
        (4, (f"{mother} {last}, Mother", f"{father} {last}, Stepfather, PR no")),
    )
    return dice.choices([family for _, family in shapes], weights=[weight for weight, _ in shapes])[0]
