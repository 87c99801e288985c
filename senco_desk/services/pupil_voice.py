"""What a pupil said of themselves, for the form that asks an outside service (forms.md 4.9, A6).

The pupil was promised that only those they chose see it, so nothing of it is given on without their word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import col, select

from senco_desk.forms.answers import Answers, from_json
from senco_desk.forms.definition import Form
from senco_desk.forms.reading import form_from_json
from senco_desk.forms.wording import date_words, words
from senco_desk.models.responses import FormDefinition, Response, ResponseState
from senco_desk.store import Store

_PAPER: Final = "pupil_views"
_SAID: Final = (
    *("good_at", "proud", "enjoy", "best_part", "hardest_part", "things_that_help", "learn_best"),
    *("teachers_know", "goal_need", "goal", "would_tell_us"),
)
"""Strengths first, then what is hard, what helps and what they hope for, in any version of Pupil Views."""


def strengths_and_views(store: Store, pupil_id: int) -> str:
    """Give the strengths and views of the newest completed Pupil Views; "" unless services may read it.

    What the pupil would rather talk about is left out.
    """
    newest = (
        select(Response)
        .where(
            Response.pupil_id == pupil_id,
            Response.paper == _PAPER,
            Response.state == ResponseState.COMPLETED,
        )
        .order_by(col(Response.completed_on).desc(), col(Response.id).desc())
    )
    with store.read() as session:
        row = session.exec(newest).first()
        if row is None:
            return ""
        form = form_from_json(session.get_one(FormDefinition, row.definition_id).body)
        answers = from_json(row.answers)
        said_on = row.completed_on.isoformat() if row.completed_on else ""
    said = _said(form, answers) if _may_go_out(answers) else []
    return "\n".join([*([f"Pupil Views, {date_words(said_on)}"] if said and said_on else []), *said])


def _may_go_out(answers: Answers) -> bool:
    """Tell whether the pupil let people from other services read it, and no part of it was held back."""
    read, share = answers.get("may_read"), answers.get("may_share")
    if read is not None and isinstance(read.value, Mapping):
        chosen: Any = read.value.get("choices", ())
        return "outside" in chosen
    return share is not None and share.value == "yes" and not share.note.strip()


def _said(form: Form, answers: Answers) -> list[str]:
    asked = {question.key: question for question in form.questions()}
    lines = []
    for key in _SAID:
        given = answers.get(key)
        if key in asked and given is not None and not given.talk and not given.empty:
            # The dots that the pupil went on from ("The best part of my day is…") need no colon.
            label = asked[key].label
            told = "; ".join(line.words for line in words(asked[key], given))
            lines.append(f"{label} {told}")
    return lines
