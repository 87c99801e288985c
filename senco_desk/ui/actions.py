"""Every action of the program, declared once: the palette, the shortcut sheet and tooltips are views of this.

A page adds its own with `Page.own_actions()`; they count while that page is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


@dataclass(frozen=True)
class Action:
    """Something the person can do from the keyboard or the palette.

    Attributes:
        id: its name in code and tests.
        words: a verb, in sentence case.
        run: what it does; an action of the whole program is given the window.
        keys: its shortcut, as Qt writes it in English ("Ctrl+K"), or "".
        icon: shown in the palette.
        group: the heading it stands under in the shortcut sheet.
        when: whether it can be done now.
        anywhere: also while the file is locked.
    """

    id: str
    words: str
    run: Callable[..., object]
    keys: str = ""
    icon: str = "arrow-right"
    group: str = "Everywhere"
    when: Callable[..., bool] | None = None
    anywhere: bool = False
    palette: bool = True


def everywhere() -> tuple[Action, ...]:
    """Give the actions of the whole program; each `run` and `when` takes the window."""
    return (
        Action("search", "Find a pupil, a form or an action", _search, "Ctrl+K", "search", palette=False),
        Action("undo", "Undo the last change", lambda w: w.desk.undo(), "Ctrl+Z", "undo-2", when=_undoable),
        Action("redo", "Do it again", lambda w: w.desk.redo(), "Ctrl+Shift+Z", "arrow-right", when=_redoable),
        Action("lock", "Lock", lambda w: w.lock(), "Ctrl+L", "lock"),
        Action("meeting", "Meeting view, and leave it", lambda w: w.meeting.turn(), "F9", "presentation"),
        Action(
            "next-part", "Go to the next part of the window", lambda w: w.next_part(1), "F6", palette=False
        ),
        Action(
            "part-before",
            "Go to the part of the window before",
            lambda w: w.next_part(-1),
            "Shift+F6",
            palette=False,
        ),
        Action(
            "rail", "Widen or narrow the rail", lambda w: w.turn_rail(), "Ctrl+Shift+R", "panel-left-close"
        ),
        Action(
            "bring-in",
            "Bring in a list of pupils",
            lambda w: w.go("bring_in"),
            icon="download",
            when=_undoable,
        ),
        Action(
            "packs", "Print packs for several pupils", lambda w: w.packs(), icon="printer", when=_undoable
        ),
        *_for_safety(),
        Action(
            "let-out", "Files I have let out", lambda w: w.go("let_out"), icon="package-open", when=_undoable
        ),
        Action("larger", "Larger text", lambda w: w.enlarge(0.1), "Ctrl++", "zoom-in", anywhere=True),
        Action("smaller", "Smaller text", lambda w: w.enlarge(-0.1), "Ctrl+-", "zoom-out", anywhere=True),
        Action("usual-size", "Text at its usual size", lambda w: w.enlarge(0), "Ctrl+0", anywhere=True),
        Action("help", "Help for this page", lambda w: w.help(), "F1", "book-open", anywhere=True),
        Action(
            "shortcuts", "Keyboard shortcuts", lambda w: w.shortcuts(), "Ctrl+/", "list-checks", anywhere=True
        ),
        Action("close", "Close SENCO Desk", lambda w: w.close(), "Ctrl+Q", "x", anywhere=True),
    )


def _for_safety() -> tuple[Action, ...]:
    """Give what is done on the page for the file's safety: each goes there and begins."""
    done = (
        ("copy", "Keep a copy now", "copy"),
        ("practise", "Practise going back to a copy", "history"),
        ("check", "Check my file", "shield-check"),
        ("kit", "Type the recovery kit back", "list-checks"),
        ("passphrase", "Change the passphrase", "key-round"),
        ("handover", "Hand over to the next SENCO", "users"),
        ("lost", "Lost laptop sheet", "file-text"),
    )
    return tuple(
        Action(f"safe-{do}", words, lambda w, do=do: w.go("safe", do=do), icon=icon, when=_undoable)
        for do, words, icon in done
    )


def keys_in_words(keys: str) -> str:
    """Give a shortcut as this computer writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(words: str, keys: str) -> str:
    """Give a tooltip: the words and the shortcut."""
    return f"{words} ({keys_in_words(keys)})" if keys else words


def _search(window: Window) -> None:
    window.search()


def _undoable(window: Window) -> bool:
    return window.desk.is_open


def _redoable(window: Window) -> bool:
    return window.desk.is_open
