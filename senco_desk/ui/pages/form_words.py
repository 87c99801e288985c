"""What the page of a form says above it: whose it is, and where it stands."""

from __future__ import annotations

from senco_desk.forms.wording import choice_label, iso_words, prefilled_words
from senco_desk.models.responses import ResponseState
from senco_desk.services.responses import ResponseView


def about_line(view: ResponseView) -> str:
    """Whose form it is, for which meeting, and who told it."""
    parts = [view.pupil_line]
    meeting = view.answers.get("review_on")
    on = prefilled_words(meeting.value) if meeting and isinstance(meeting.value, dict) else ""
    if on:
        parts.append(f"For the meeting on {on}")
    told = view.answers.get("filled_in_by")
    if told and str(told.value or "").strip():
        parts.append(f"Told by {str(told.value).strip()}{_relation(view)}")
    return ". ".join(parts) + "."


def _relation(view: ResponseView) -> str:
    answer = view.answers.get("relationship")
    if answer is None or not isinstance(answer.value, dict):
        return ""
    words = choice_label(view.form.question("relationship"), answer.value).removeprefix("Other: ")
    return f", {words[:1].lower()}{words[1:]}" if words else ""


def state_line(view: ResponseView) -> str:
    """What to know about a form that is not being filled in; "" for a draft."""
    if view.state is ResponseState.COMPLETED and view.completed_on:
        on = iso_words(view.completed_on.isoformat())
        return f"Completed on {on}. It is fixed; amend it to make a new copy."
    if view.state is ResponseState.SUPERSEDED:
        return "An amended copy has taken the place of this one."
    if view.state is ResponseState.DECLINED and view.declined_on:
        said = f"They would rather not fill this in. {view.declined_by} said so on "
        why = f" “{view.declined_reason}”" if view.declined_reason else ""
        return f"{said}{iso_words(view.declined_on.isoformat())}.{why}"
    return ""
