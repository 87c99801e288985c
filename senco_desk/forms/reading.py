"""Form definitions: TOML to `Form`, checked at load, and to JSON and back for the vault.

A definition that does not hold together raises `FormError`, naming file, section and question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from senco_desk.forms import bindings
from senco_desk.forms.definition import (
    ITEM_KINDS,
    Choice,
    Column,
    ColumnKind,
    Condition,
    Form,
    Item,
    Kind,
    Question,
)
from senco_desk.places import resource

KNOWN = "hdr"
"""The key of the shared section that stands before a form's own: what school knows of the child."""
FILLED_IN = "filled_in"
"""The key of the shared section after them: who filled it in, how and when."""
_FORM: TypeAdapter[Form] = TypeAdapter(Form)


class FormError(Exception):
    """A definition that does not hold together: the file, the place in it, and what is wrong."""

    def __init__(self, file: str, place: str, wrong: str) -> None:
        super().__init__(f"{file}: {place}: {wrong}" if place else f"{file}: {wrong}")
        self.file = file
        self.place = place
        self.wrong = wrong


def key_of(label: str) -> str:
    """The key made from a label: lower case words joined by "_"."""
    return re.sub(r"[^a-z0-9]+", "_", label.lower().replace("’", "").replace("'", "")).strip("_")


def read_form(path: Path) -> Form:
    """Read one definition, the shared header around its own sections: `KNOWN` before, the rest after.

    Raises:
        FormError: it is not TOML, has an unknown or missing key, or contradicts itself.
    """
    raw = _toml(path)
    left_out = _words(raw.pop("header_leaves_out", []), path.name, "header_leaves_out")
    header_path = path.parent / "_header.toml"
    sections = _sections(raw.pop("section", []), path.name)
    if header_path.exists():
        header = _sections(_toml(header_path).get("section", []), header_path.name)
        known = {str(question.get("key")) for part in header for question in part["questions"]}
        unknown = sorted(set(left_out) - known)
        if unknown:
            raise FormError(path.name, "header_leaves_out", f"no header question {unknown[0]!r}")
        for part in header:
            part["questions"] = [q for q in part["questions"] if q.get("key") not in left_out]
        asked = [part for part in header if part["questions"]]
        before = [part for part in asked if part.get("key") == KNOWN]
        after = [part for part in asked if part.get("key") != KNOWN]
        sections = [*before, *sections, *after]
    raw["sections"] = sections
    return _build(raw, path.name)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (
        ValueError,
        RecursionError,
    ) as wrong:  # its own, not UTF-8, or too deep
        raise FormError(path.name, "", f"not TOML: {wrong}") from wrong


def _sections(raw: Any, file: str) -> list[dict[str, Any]]:
    sections = []
    for part in _tables(raw, file, "section", "sections are written as [[section]]"):
        place = f"section {part.get('key', '?')}"
        asked = part.get("question", [])
        questions = _tables(asked, file, place, "questions are written as [[section.question]]")
        if not questions:
            raise FormError(file, place, "it asks nothing")
        plain = {name: value for name, value in part.items() if name != "question"}
        plain["questions"] = [_question(question, file, place) for question in questions]
        sections.append(plain)
    return sections


def _question(raw: Mapping[str, Any], file: str, place: str) -> dict[str, Any]:
    question = dict(raw)
    for name in ("choices", "items", "columns"):
        if name in question:
            question[name] = _labelled(question[name], file, f"{place}, question {raw.get('key')}, {name}")
    for column in question.get("columns", ()):
        if "choices" in column:
            column["choices"] = _labelled(column["choices"], file, f"{place}, column {column.get('key')}")
    if isinstance(question.get("shown_when"), dict):
        condition = dict(question["shown_when"])
        answers = condition.pop("is", ())
        condition["is_"] = [answers] if isinstance(answers, str) else answers
        question["shown_when"] = condition
    return question


def _labelled(raw: Any, file: str, place: str) -> list[dict[str, Any]]:
    """Choices, items and columns may be written as their label alone."""
    listed = raw if isinstance(raw, list) else [None]
    whole = [{"key": key_of(part), "label": part} if isinstance(part, str) else part for part in listed]
    return [dict(part) for part in _tables(whole, file, place, "a list of labels or tables is wanted")]


def _tables(raw: Any, file: str, place: str, wrong: str) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or not all(isinstance(part, dict) for part in raw):
        raise FormError(file, place, wrong)
    return raw


def _words(raw: Any, file: str, place: str) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(part, str) for part in raw):
        raise FormError(file, place, "a list of keys is wanted")
    return raw


def _build(raw: Mapping[str, Any], file: str) -> Form:
    try:
        form = _FORM.validate_python(raw, extra="forbid")
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        raise FormError(file, _place(raw, first["loc"]), first["msg"]) from None
    _check(form, file)
    return form


def _place(raw: Any, loc: Sequence[int | str]) -> str:
    """Turn a path of positions into names a writer of forms knows."""
    words: list[str] = []
    here = raw
    for step in loc:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            words.append(str(step))
            break
        if isinstance(step, int):
            name = here.get("key", step) if isinstance(here, dict) else step
            words[-1] = f"{words[-1].removesuffix('s')} {name}"
        else:
            words.append(str(step))
    return ", ".join(words)


def _check(form: Form, file: str) -> None:
    """Hold a form together: unique keys, kinds with what they need, conditions that look back."""
    seen: dict[str, Question] = {}
    _unique((section.key for section in form.sections), file, "sections")
    for section in form.sections:
        for question in section.questions:
            place = f"section {section.key}, question {question.key}"
            if question.key in seen:
                raise FormError(file, place, "another question has this key")
            wrong = _wrong_with(question) or _wrong_condition(question.shown_when, seen)
            if wrong:
                raise FormError(file, place, wrong)
            seen[question.key] = question
    unknown = [key for key in form.print_needs if key not in seen]
    if unknown:
        raise FormError(file, "print_needs", f"no question has the key {unknown[0]!r}")


def _wrong_with(question: Question) -> str:
    kind = question.kind
    faces = {Kind.FACES_3: 3, Kind.FACES_5: 5}.get(kind, 0)
    wrongs = (
        (_doubled(question.choices), "two choices have one key"),
        (_doubled(question.items), "two items have one key"),
        (not question.label.strip(), "it has no label"),
        (
            (kind in (Kind.CHOOSE_ONE, Kind.CHOOSE_ANY)) != bool(question.choices),
            "choices belong to choose_one and choose_any, and those need them",
        ),
        (
            question.other and any(choice.key == "other" for choice in question.choices),
            'the key "other" is kept for the other answer',
        ),
        (question.items and kind not in ITEM_KINDS, f"items do not go with {kind}"),
        ((kind is Kind.TABLE) != bool(question.columns), "columns belong to a table, and a table needs them"),
        (question.about and kind is not Kind.DATE, '"about" belongs to a date'),
        (question.words and len(question.words) != faces, f"{kind} takes {faces} words"),
        (
            question.binds and question.binds not in bindings.BINDINGS,
            f"nothing is known to bind to {question.binds!r}",
        ),
    )
    return next((words for wrong, words in wrongs if wrong), "") or _wrong_columns(question)


def _doubled(parts: Sequence[Choice | Item | Column]) -> bool:
    return len({part.key for part in parts}) < len(parts)


def _wrong_columns(question: Question) -> str:
    if _doubled(question.columns):
        return "two columns have one key"
    for column in question.columns:
        if (column.kind is ColumnKind.CHOICE) != bool(column.choices):
            return f"column {column.key}: choices belong to a choice column, and it needs them"
    return ""


def _wrong_condition(condition: Condition | None, seen: Mapping[str, Question]) -> str:
    if condition is None:
        return ""
    earlier = seen.get(condition.question)
    if earlier is None:
        return f"shown_when looks at {condition.question!r}, which is not asked before it"
    if earlier.items:
        return f"shown_when cannot look at {condition.question!r}, which has items"
    known = {choice.key for choice in earlier.choices} | {"answered"}
    if earlier.kind is Kind.YES_NO:
        known |= {"yes", "no", "not_sure"}
    if earlier.other:
        known.add("other")
    unknown = [value for value in condition.is_ if value not in known]
    if unknown or not condition.is_:
        return f"shown_when: {condition.question!r} has no answer {', '.join(unknown) or 'named'}"
    return ""


def _unique(keys: Iterable[str], file: str, what: str) -> None:
    listed = list(keys)
    doubled = sorted({key for key in listed if listed.count(key) > 1})
    if doubled:
        raise FormError(file, what, f"{doubled[0]!r} stands twice")


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form the program ships, the newest version of each, in the order of their ids."""
    newest: dict[str, Form] = {}
    for path in sorted(resource("forms").glob("[!_]*.toml")):
        form = read_form(path)
        if form.id not in newest or newest[form.id].version < form.version:
            newest[form.id] = form
    return tuple(newest[form_id] for form_id in sorted(newest))


def form(form_id: str) -> Form:
    """The newest version of one form; KeyError if there is none of that id."""
    for candidate in all_forms():
        if candidate.id == form_id:
            return candidate
    raise KeyError(form_id)


def variants(paper: str) -> tuple[Form, ...]:
    """The forms that count as one Stage 3 paper (four, for Pupil Views)."""
    return tuple(candidate for candidate in all_forms() if candidate.paper == paper)


def variant_for(paper: str, year_group: str) -> Form:
    """The version of a paper that suits a year group, else its first; KeyError if there is none."""
    found = variants(paper)
    if not found:
        raise KeyError(paper)
    return next((form for form in found if year_group in form.year_groups), found[0])


def form_to_json(form: Form) -> str:
    """Write a definition as JSON, to keep beside a response; the same form gives the same text."""
    return _FORM.dump_json(form).decode()


def form_from_json(text: str) -> Form:
    """Read what `form_to_json` wrote."""
    return _FORM.validate_json(text)


__all__ = [
    "FormError",
    "all_forms",
    "form",
    "form_from_json",
    "form_to_json",
    "key_of",
    "read_form",
    "variant_for",
    "variants",
]
