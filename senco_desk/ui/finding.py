"""What Ctrl+K finds: pupils by name, forms by title, and everything that can be done now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from senco_desk.ui import ask, pages
from senco_desk.ui.actions import keys_in_words
from senco_desk.ui.shell.palette import Finder, Found

if TYPE_CHECKING:
    from senco_desk.services.find import FoundForm
    from senco_desk.ui.window import Window

_MOST_ACTIONS = 6
_MOST_NAMED = 3


def finders(window: Window) -> tuple[Finder, ...]:
    """Give the finders of an open file, in the order their findings stand.

    An action called by its own whole words comes before the forms: a misspelt name is forgiven there, so that
    "let out" would start one for a Leo.
    """

    def pupils(text: str) -> Sequence[Found]:
        return _pupils(window, text)

    def called(text: str) -> Sequence[Found]:
        return _actions(window, text, whole=True) if text else ()

    def actions(text: str) -> Sequence[Found]:
        already = {found.words for found in called(text)}
        return [found for found in _actions(window, text) if found.words not in already]

    def forms(text: str) -> Sequence[Found]:
        return _forms(window, text)

    return (pupils, called, forms, actions)


def _pupils(window: Window, text: str) -> list[Found]:
    if not text or not pages.has("pupil"):
        return []
    from senco_desk.services import find

    found = window.desk.run(find.pupils, text) or ()
    return [
        Found(
            pupil.name,
            "left" if pupil.left else pupil.form,
            "users",
            partial(window.go, "pupil", pupil_id=pupil.id),
        )
        for pupil in found
    ]


def _forms(window: Window, text: str) -> list[Found]:
    """Forms whose titles were typed: to start for the pupil who is open or named, and to save empty."""
    if not text:
        return []
    from senco_desk.services import find

    title, name = find.form_and_name(text)
    forms = find.forms(title)
    if name:
        pupils = (window.desk.run(find.pupils, name, _MOST_NAMED) or ()) if forms else ()
        here = [pupil for pupil in pupils if not pupil.left]
        return [found for pupil in here for found in _starts(window, forms, pupil.id, pupil.name)]
    whose = window.shell.current.about() if window.shell and window.shell.current else None
    starts = _starts(window, forms, *whose) if whose else [_ask_whose(window, form) for form in forms]
    blanks = [_blank(window, form) for form in forms]
    return [found for both in zip(starts, blanks, strict=True) for found in both]


def _blank(window: Window, form: FoundForm) -> Found:
    save = partial(_save_blank, window, form.form_id, form.title)
    return Found(form.title, "Save a blank copy", "file-text", save)


def _ask_whose(window: Window, form: FoundForm) -> Found:
    """Lead on to typing a name behind the form's title."""
    return Found(form.title, "Start it: type a name next", "plus", lambda: window.search(f"{form.title} "))


def _starts(window: Window, forms: Sequence[FoundForm], pupil_id: int, name: str) -> list[Found]:
    """Begin each form for a pupil, or carry on with the copy that is begun."""
    from senco_desk.models.responses import ResponseState
    from senco_desk.services import response_lists

    lines = window.desk.run(response_lists.of_pupil, pupil_id) or ()
    begun = {line.form_id: line.id for line in lines if line.state is ResponseState.DRAFT}
    found = []
    for form in forms:
        verb, icon = ("Carry on", "file-text") if form.form_id in begun else ("Start", "plus")
        go = partial(_start, window, form.form_id, pupil_id, begun.get(form.form_id))
        found.append(Found(form.title, f"{verb} for {name}", icon, go))
    return found


def _start(window: Window, form_id: str, pupil_id: int, begun: int | None) -> None:
    from senco_desk.services import responses

    made = begun or window.desk.run(responses.start, pupil_id, form_id)
    if made is not None:
        window.go("form", response_id=made)


def _save_blank(window: Window, form_id: str, title: str) -> None:
    """Save an empty form where the person says; it is about nobody, so no list remembers it."""
    path = ask.save_file(window, f"Save a blank copy of {title}", f"{title}.pdf", ask.PDF)
    if path is None or not window.desk.is_open:
        return
    store = window.desk.store

    def work(report: Callable[..., None]) -> None:
        from senco_desk.forms import reading
        from senco_desk.services import letting_out, papers

        paper = papers.blank(reading.form(form_id))
        report()
        letting_out.write_whole(path, paper, noted_in=store)

    window.desk.start(work, done=lambda _none: window.desk.say(f"Saved as {path.name}."))


def _actions(window: Window, text: str, *, whole: bool = False) -> list[Found]:
    """Find actions by parts of their words, or by whole words only."""
    words = text.casefold().split()
    found = [
        Found(action.words, keys_in_words(action.keys), action.icon, action.run)
        for action in window.actions_now()
        if action.palette
        and (action.when is None or action.when())
        and all(
            word in (action.words.casefold().split() if whole else action.words.casefold()) for word in words
        )
    ]
    return found[:_MOST_ACTIONS]
