"""Every verb of the services with made-up arguments, to be done and taken back (figure R23)."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from sqlmodel import select

from senco_desk.forms.answers import Answer
from senco_desk.models.codes import Area, NeedType, Stage
from senco_desk.models.pupil import ContactInput, MeetingInput, NeedInput, PupilInput
from senco_desk.models.responses import Response, ResponseState
from senco_desk.models.school import SchoolInput
from senco_desk.services import imports, pupils, register, responses, school, stages, today
from senco_desk.store import Store

SERVICES: Final = Path(__file__).parents[2] / "senco_desk" / "services"
TODAY: Final = date(2026, 11, 22)
IDRIS: Final = 1
BORN: Final = date(2014, 5, 6)
_IDRIS: Final = PupilInput(legal_forename="Idris", legal_surname="Halloran", form="8H", date_of_birth=BORN)
_LIST: Final = (
    "Forename,Surname,DOB,Form,SEN need,Parent 1 name\n"
    "Idris,Halloran,2014-05-06,8J,SLCN,Leila Halloran\nZoe,Nowak,2015-01-09,7A,ASD,Eva Nowak\n"
)


def fill(store: Store) -> None:
    """Write down what the verbs need: a school, a pupil on the pathway, and a form of each state."""
    school.save(store, SchoolInput(name="Riverside Academy", made_up=True))
    pupils.add(store, _IDRIS, contacts=[ContactInput(name="Leila Halloran")])
    pupils.set_needs(store, IDRIS, [NeedInput(code=NeedType.SLCN, area=Area.COMMUNICATION)])
    stages.place_on_stage(store, IDRIS, Stage.CONCERN, date(2026, 7, 2), today=TODAY)
    stages.plan_review(store, IDRIS, MeetingInput(on=TODAY, at="10:00"))
    register.keep_filter(store, "My form", register.RegisterFilter())
    for paper, state in (("family_views", "completed"), ("parent_information", "declined")):
        begun = responses.start(store, IDRIS, paper)
        if state == "completed":
            responses.complete(store, begun, TODAY, today=TODAY)
        else:
            responses.decline(store, begun, "Leila Halloran", TODAY)
    responses.start(store, IDRIS, "story_so_far")
    leaver, _ = pupils.add(store, PupilInput(legal_forename="Anwen", legal_surname="Locke"))
    pupils.leave(store, leaver, TODAY)


class NothingThere(Exception):
    """What the verb would be done to is not in the file."""


def _of(store: Store, state: ResponseState) -> int:
    with store.read() as session:
        found = session.exec(select(Response.id).where(Response.state == state)).first()
    if found is None:
        raise NothingThere
    return found


def _filter(store: Store) -> int:
    for kept in register.kept_filters(store):
        return kept.id
    raise NothingThere


def _bring_in(store: Store) -> object:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "list.csv"
        listed.write_text(_LIST, encoding="utf-8")
        return imports.apply(store, imports.preview_file(store, listed, today=TODAY))


def _settle(store: Store) -> object:
    draft = _of(store, ResponseState.DRAFT)
    responses.keep_draft(store, draft, {"worries": Answer("Typed")})
    return responses.settle(store, draft)


def _terms(store: Store) -> object:
    return school.save_terms(store, school.usual_terms(2026))


def _changed(store: Store) -> object:
    return pupils.change(store, IDRIS, _IDRIS.model_copy(update={"form": "8J", "medical_note": "Asthma"}))


def _contacts(store: Store) -> object:
    return pupils.set_contacts(store, IDRIS, [ContactInput(name="Rhys Locke"), ContactInput(name="Ana Li")])


def _needs(store: Store) -> object:
    wanted = [
        NeedInput(code=NeedType.ASD, area=Area.COMMUNICATION),
        NeedInput(code=NeedType.SLCN, area=Area.COMMUNICATION, rank=2),
    ]
    return pupils.set_needs(store, IDRIS, wanted)


VERBS: Final[dict[str, Callable[[Store], object]]] = {
    "imports.apply": _bring_in,
    "pupils.add": lambda store: pupils.add(store, PupilInput(legal_forename="Ana", legal_surname="Li")),
    "pupils.change": _changed,
    "pupils.come_back": lambda store: pupils.come_back(store, IDRIS + 1),
    "pupils.leave": lambda store: pupils.leave(store, IDRIS, TODAY, "Larkmoor"),
    "pupils.set_contacts": _contacts,
    "pupils.set_needs": _needs,
    "register.drop_filter": lambda store: register.drop_filter(store, _filter(store)),
    "register.keep_filter": lambda store: register.keep_filter(store, "Mine", register.RegisterFilter()),
    "responses.amend": lambda store: responses.amend(store, _of(store, ResponseState.COMPLETED)),
    "responses.complete": lambda store: responses.complete(
        store, _of(store, ResponseState.DRAFT), TODAY, today=TODAY
    ),
    "responses.decline": lambda store: responses.decline(
        store, _of(store, ResponseState.DRAFT), "Idris", TODAY, "Not now"
    ),
    "responses.settle": _settle,
    "responses.start": lambda store: responses.start(store, IDRIS, "consent"),
    "responses.take_back_decline": lambda store: responses.take_back_decline(
        store, _of(store, ResponseState.DECLINED)
    ),
    "responses.throw_away": lambda store: responses.throw_away(store, _of(store, ResponseState.DRAFT)),
    "school.save": lambda store: school.save(store, SchoolInput(name="Larkmoor School", senco_name="Rae")),
    "school.save_terms": _terms,
    "stages.mark_held": lambda store: stages.mark_held(store, IDRIS, today=TODAY),
    "stages.place_on_stage": lambda store: stages.place_on_stage(
        store, IDRIS, Stage.MY_PLAN, TODAY, today=TODAY
    ),
    "stages.plan_review": lambda store: stages.plan_review(store, IDRIS, MeetingInput(on=date(2026, 12, 1))),
    "today.talked": lambda store: today.talked(store, _of(store, ResponseState.COMPLETED), TODAY),
}
"""Each must change something and be one step."""
LASTING: Final = {
    "choices.keep": "how the window looks is no record",
    "handing_over.carry_on": "the passphrase is the next SENCO's",
    "handing_over.finish": "the same",
    "handing_over.hand_over": "the same",
    "letting_out.printed": "what was printed stays printed",
    "letting_out.remove": "a file that was deleted stays deleted",
    "letting_out.save": "a file outside was written",
    "safekeeping.confirm_kit": "paper that was typed back stays so",
}
"""Verbs that save something and leave no step to take back, and why."""


def found() -> Iterator[str]:
    """Give every public function of the services that opens a work, itself or by a private one of its file.

    The made-up school is made once, in a new file, so `services/demo` is left out.
    """
    for file in sorted(SERVICES.glob("*.py")):
        functions = {
            node.name: node
            for node in ast.parse(file.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        opening = {name for name, node in functions.items() if "work" in _called(node)}
        while more := {n for n, node in functions.items() if _called(node) & opening} - opening:
            opening |= more
        yield from (f"{file.stem}.{name}" for name in sorted(opening) if not name.startswith("_"))


def _called(function: ast.FunctionDef) -> set[str]:
    """Give the names called in a function; of `store.work(…)` and `imports.apply(…)` what stands last."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                names.add(node.func.id)
            elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                names.add(node.func.attr if node.func.value.id == "store" else "")
    return names
