"""Finding from anywhere: pupils by name as it is typed, and forms by title."""

from __future__ import annotations

from dataclasses import dataclass

from senco_desk.forms import reading
from senco_desk.forms.definition import Form
from senco_desk.models.codes import Stage
from senco_desk.rules.names import fold
from senco_desk.store import Store, search
from senco_desk.store.queries import register as queries
from senco_desk.store.queries.register import RegisterQuery


@dataclass(frozen=True, slots=True)
class FoundPupil:
    """A pupil that the typed words may mean."""

    id: int
    name: str
    form: str
    stage: Stage
    left: bool


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form whose title holds the typed words."""

    form_id: str
    title: str


def pupils(store: Store, text: str, limit: int = 8) -> tuple[FoundPupil, ...]:
    """Pupils whose names fit, the best first; leavers after the others."""
    ids = search.find(store, text, limit=limit * 4)
    with store.read() as session:
        present = queries.rows(session, RegisterQuery(ids=tuple(ids), sort=""))
        gone = queries.rows(session, RegisterQuery(ids=tuple(ids), leavers=True, sort=""))
    place = {pupil_id: number for number, pupil_id in enumerate(ids)}
    rows = sorted(present, key=lambda row: place[row.id]) + sorted(gone, key=lambda row: place[row.id])
    return tuple(
        FoundPupil(row.id, f"{row.forename} {row.surname}", row.form, row.stage, row.left_on is not None)
        for row in rows[:limit]
    )


def form_and_name(text: str) -> tuple[str, str]:
    """Part typed words: those that stand in a form's title, and the rest, which may be whose form it is."""
    titles = [fold(_title(form)) for form in reading.all_forms()]
    parts: tuple[list[str], list[str]] = ([], [])
    for word in text.split():
        is_named = any(fold(word) in title for title in titles)
        parts[0 if is_named else 1].append(word)
    return " ".join(parts[0]), " ".join(parts[1])


def forms(text: str, limit: int = 4) -> tuple[FoundForm, ...]:
    """Forms whose title holds each of the typed words."""
    words = fold(text).split()
    if not words:
        return ()
    found = []
    for form in reading.all_forms():
        title = _title(form)
        if all(word in fold(title) for word in words):
            found.append(FoundForm(form.id, title))
    return tuple(found[:limit])


def _title(form: Form) -> str:
    return f"{form.title}, {form.variant}" if form.variant else form.title
