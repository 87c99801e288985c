"""Answers to a form: their shapes, and how they go to JSON and back.

An `Answer` holds a value whose shape follows the question's kind:

===============  ==========================================================================
kind             value
===============  ==========================================================================
short/long text  str
date             {"date": "2019", "2019-03" or "2019-03-14", "about": bool}
choose_one       {"choice": key or "other" or "", "other": str}
choose_any       {"choices": [key, … "other"], "other": str}
yes_no           "yes" | "no" | "not_sure"
faces_3/faces_5  int, 1 (worst) to 3 or 5 (best)
ladder           int, 0 to 10
number           int or float
table            [{column key: str | bool}, …]   (choice: its key; date: as typed ISO; tick: bool)
prefilled        {"shown": str, "correction": str}
signature        {"how": "paper" | "typed", "name": str, "date": "YYYY-MM-DD"}
consent          {"state": "agreed" | "refused", "who": str, "when": "YYYY-MM-DD",
                  "how": "written" | "spoken" | "meeting", "taken_by": str,
                  "withdrawn_on": str, "withdrawn_by": str, "told": str}
drawing          {"said": str, "on_paper": bool}
===============  ==========================================================================

With `items` (allowed for `definition.ITEM_KINDS`) the value is {item key: value of the kind}.
No answer at all is the absence of the question's key, never an empty value: `tidy` sees to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Value = Any  # JSON of the shapes above; `checking` holds it to its question


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question."""

    value: Value = None
    note: str = ""
    talk: bool = False
    """They would rather talk about this: a call for the SENCO."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was said."""
        return not self.talk and not self.note.strip() and is_blank(self.value)


Answers = Mapping[str, Answer]
"""Answers by question key. Keys of questions without an answer are absent."""


def is_blank(value: Value) -> bool:
    """Whether a value says nothing: None, blank text, or a container of such.

    0 says something (it is a place on the ladder); a tick left off, or "about" alone, does not.
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, bool):
        return not value
    if isinstance(value, Mapping):
        return all(is_blank(part) for key, part in value.items() if key != "about")
    if isinstance(value, list | tuple):
        return all(is_blank(part) for part in value)
    return False


def tidy(answers: Answers) -> dict[str, Answer]:
    """The same answers without those that say nothing."""
    return {key: answer for key, answer in answers.items() if not answer.empty}


def to_json(answers: Answers) -> str:
    """Write answers as JSON, keys in their order, blanks left out."""
    plain = {
        key: {
            "v": answer.value,
            **({"note": answer.note} if answer.note else {}),
            **({"talk": True} if answer.talk else {}),
        }
        for key, answer in tidy(answers).items()
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> dict[str, Answer]:
    """Read answers written by `to_json`."""
    return {
        key: Answer(part.get("v"), part.get("note", ""), bool(part.get("talk", False)))
        for key, part in json.loads(text or "{}").items()
    }
