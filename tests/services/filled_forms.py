"""A form filled in and completed, for the tests of what is made of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from senco_desk.forms.answers import Answer
from senco_desk.services import responses
from senco_desk.store import Store


def complete(store: Store, pupil_id: int, form_id: str, on: date, **said: Any) -> None:
    """Start a form, answer it and complete it on a day; what is no `Answer` is made one."""
    response_id = responses.start(store, pupil_id, form_id)
    seen = responses.open_response(store, response_id)
    given = {key: value if isinstance(value, Answer) else Answer(value) for key, value in said.items()}
    responses.keep_draft(store, response_id, {**seen.answers, **given})
    responses.complete(store, response_id, on, today=max(on, date(2026, 11, 22)))
