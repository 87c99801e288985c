"""Turning a model's complaint into a sentence for the person who typed the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from senco_desk.errors import Mistake

Input = TypeVar("Input", bound=BaseModel)

LABELS = {
    "legal_forename": "Legal forename",
    "legal_surname": "Legal surname",
    "date_of_birth": "Date of birth",
    "sessions_possible": "Sessions possible",
    "sessions_missed": "Sessions missed",
    "name": "Name",
    "upn": "UPN",
    "on": "Date of the review",
    "started_on": "Start date",
}


def label(field: str) -> str:
    """A field's name as its label says it."""
    return LABELS.get(field, field.replace("_", " ").capitalize())


def checked(model: type[Input], fields: Mapping[str, Any]) -> Input:
    """The fields as a checked `…Input`.

    Raises:
        Mistake: a field is missing, too long or out of range; it names the first such field.
    """
    try:
        return model.model_validate(dict(fields))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        raise _mistake(field, first["type"], first.get("ctx", {})) from None


def _mistake(field: str, kind: str, limits: Mapping[str, Any]) -> Mistake:
    name = label(field)
    if kind in ("missing", "string_too_short"):
        return Mistake(
            f"{name} is empty.", f"Type the {name.lower() if name != 'UPN' else name}.", field=field
        )
    if kind == "string_too_long":
        return Mistake(
            f"{name} is longer than {limits.get('max_length')} characters.", "Shorten it.", field=field
        )
    if kind.startswith("date"):
        return Mistake(f"{name} is not a date.", "Type it as day, month and year.", field=field)
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = limits.get("ge", limits.get("le"))
        side = "less" if kind == "greater_than_equal" else "more"
        return Mistake(f"{name} cannot be {side} than {bound}.", "Check the number.", field=field)
    return Mistake(f"{name} does not fit.", "Check what is typed there.", field=field)
