"""What Ctrl+K finds: pupils by name, forms by title, and everything that can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from senco_desk.ui import pages
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

    return (pupils, actions)


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
