"""The pages of the window: one line each, in the order of the rail.

A page is a class made as `factory(desk, window)` the first time it is shown; its file is read only then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from senco_desk.ui.desk import Desk
    from senco_desk.ui.pages.page import Page
    from senco_desk.ui.window import Window


@dataclass(frozen=True)
class PageKind:
    """One page as it is registered.

    Attributes:
        key: its name for `window.go`.
        words: its word on the rail, in the palette and in the help.
        icon: its icon.
        place: "module:Class" under `senco_desk.ui.pages`.
        rail: whether the rail shows it; other pages say with `under` which rail item they belong to.
        under: the rail item that is lit while the page is shown.
    """

    key: str
    words: str
    icon: str
    place: str
    rail: bool = True
    under: str = ""

    def make(self, desk: Desk, window: Window) -> Page:
        """Make the page."""
        made: Page = self.read()(desk, window)
        return made

    def read(self) -> Callable[[Desk, Window], Page]:
        """Read the page's file, and give its class."""
        module, _, name = self.place.partition(":")
        factory: Callable[[Desk, Window], Page] = getattr(
            import_module(f"senco_desk.ui.pages.{module}"), name
        )
        return factory


PAGES: Final[tuple[PageKind, ...]] = (
    PageKind("today", "Today", "sun", "today:TodayPage"),
    PageKind("pupils", "Pupils", "users", "pupils:PupilsPage"),
    PageKind("safe", "Keeping it safe", "shield-check", "keeping_safe:KeepingSafePage"),
    PageKind("settings", "Settings", "settings", "settings:SettingsPage"),
    PageKind("pupil", "A pupil", "users", "pupil:PupilPage", rail=False, under="pupils"),
    PageKind("form", "A form", "file-text", "form_page:FormPage", rail=False, under="pupils"),
    PageKind("bring_in", "Bring in a list", "download", "bring_in:BringInPage", rail=False, under="pupils"),
    PageKind(
        "let_out", "Files I have let out", "package-open", "let_out:LetOutPage", rail=False, under="settings"
    ),
    PageKind("help", "Help", "book-open", "help:HelpPage", rail=False),
)


def kind(key: str) -> PageKind:
    """Give the registered page of that key.

    Raises:
        KeyError: there is none.
    """
    return {page.key: page for page in PAGES}[key]


def has(key: str) -> bool:
    """Say whether a page of that key is there."""
    return any(page.key == key for page in PAGES)
