"""What Ctrl+K finds: pupils by name, forms by title, and everything that can be done now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from senco_desk.ui import ask, pages
from senco_desk.ui.actions import keys_in_words
from senco_desk.ui.shell.palette import Finder, Found

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_MOST_ACTIONS = 6


def finders(window: Window) -> tuple[Finder, ...]:
    """Give the finders of an open file, in the order their findings stand."""

    def pupils(text: str) -> Sequence[Found]:
        return _pupils(window, text)

    def actions(text: str) -> Sequence[Found]:
        return _actions(window, text)

    def forms(text: str) -> Sequence[Found]:
        return _forms(window, text)

    return (pupils, forms, actions)


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
    if not text:
        return []
    from senco_desk.services import find

    return [
        Found(
            form.title,
            "Save a blank copy",
            "file-text",
            partial(_save_blank, window, form.form_id, form.title),
        )
        for form in find.forms(text)
    ]


def _save_blank(window: Window, form_id: str, title: str) -> None:
    """Save an empty form where the person says; it is about nobody, so no list remembers it."""
    path = ask.save_file(window, f"Save a blank copy of {title}", f"{title}.pdf", ask.PDF)
    if path is None:
        return

    def work(report: Callable[..., None]) -> None:
        from senco_desk.forms import reading
        from senco_desk.services import letting_out, papers

        paper = papers.blank(reading.form(form_id))
        report()
        letting_out.write_whole(path, paper)

    window.desk.start(work, done=lambda _none: window.desk.say(f"Saved as {path.name}."))


def _actions(window: Window, text: str) -> list[Found]:
    words = text.casefold().split()
    found = [
        Found(action.words, keys_in_words(action.keys), action.icon, action.run)
        for action in window.actions_now()
        if action.palette
        and (action.when is None or action.when())
        and all(word in action.words.casefold() for word in words)
    ]
    return found[:_MOST_ACTIONS]
