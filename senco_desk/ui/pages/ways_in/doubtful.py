"""What is said between opening a file and showing it: it is damaged, older than it was, or there are two."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from senco_desk.errors import NotSaved
from senco_desk.ui import theme
from senco_desk.ui.copy_age import size_words, when_words
from senco_desk.ui.pages.ways_in.damaged import FileDamaged
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy
from senco_desk.ui.pages.ways_in.opening import Given, Opened, enter, opening
from senco_desk.ui.pages.ways_in.step import Step, WayIn
from senco_desk.ui.pages.ways_in.unwritable import tell_of_unwritable
from senco_desk.ui.widgets import Hairline, Words

if TYPE_CHECKING:
    from datetime import datetime

    from senco_desk.services.before_shown import Doubts, Version
    from senco_desk.store import Store
    from senco_desk.store.check import Finding

_MOST_SIDE_BY_SIDE = 2


def show_opened(
    screen: WayIn, given: Given, *, typed: bool = True, then: Callable[[], object] | None = None
) -> None:
    """Show what opening gave: the file, or first what there is to say about it.

    Args:
        screen: which may not be on the window yet.
        given: as `opening` gives it.
        typed: as in `enter`.
        then: what comes in place of showing the file.
    """
    if isinstance(given, NotSaved):
        tell_of_unwritable(screen.desk, screen.frame, given)
        return
    if not isinstance(given, Opened):
        screen.show_step(FileDamaged(screen, given))
        return
    screen.hold(given.store)
    _next(screen, given.doubts, then or (lambda: enter(screen.desk, screen.hand_over(), typed=typed)))


def must_be_shown(given: Given) -> bool:
    """Whether there is something to say before the file is shown."""
    return not isinstance(given, Opened) or bool(given.doubts.finding or given.doubts.versions)


def _next(screen: WayIn, doubts: Doubts, go_on: Callable[[], object]) -> None:
    if doubts.finding is not None:
        after = lambda: _versions(screen, doubts, go_on)  # noqa: E731 - a step of its own would say no more
        screen.show_step(Older(screen, doubts.finding, after))
    else:
        _versions(screen, doubts, go_on)


def _versions(screen: WayIn, doubts: Doubts, go_on: Callable[[], object]) -> None:
    if doubts.versions:
        screen.show_step(TwoVersions(screen, doubts.versions, go_on))
    else:
        go_on()


class Older(Step):
    """The file is not the one that this laptop left: it is older, or was changed elsewhere."""

    final = True

    def __init__(self, screen: WayIn, finding: Finding, go_on: Callable[[], object]) -> None:
        super().__init__(screen, "Look at this first")
        self.say(finding.said, "strong")
        self.say(finding.advice)
        self.say(
            "It can come from a sync program or a memory stick, or from somebody who put a copy there. What "
            "is missing is not lost as long as a newer copy is there."
        )
        self.add_main("Go back to a copy", self._copies)
        self.add_way("Open it all the same", go_on)
        self.add_back("Close it")

    def _copies(self) -> None:
        self.way.let_go()
        self.way.show_step(ChooseCopy(self.way), instead=True)


class TwoVersions(Step):
    """Two files that a sync program made of one, side by side. Both stay, whichever is opened."""

    final = True

    def __init__(self, screen: WayIn, versions: tuple[Version, ...], go_on: Callable[[], object]) -> None:
        super().__init__(
            screen,
            "There are two versions of this file",
            "A sync program keeps two when a file was changed in two places. They cannot be joined. Open "
            "one, and bring over by hand what only the other holds. Neither is deleted.",
        )
        shown = versions[:_MOST_SIDE_BY_SIDE]
        self.column.addWidget(_Compared(shown))
        if more := len(versions) - len(shown):
            self.say(
                "There is another in the same folder."
                if more == 1
                else f"There are {more} more in the same folder."
            )
        self.add_main("Keep both, open this one", go_on)
        for other in versions[1:]:
            words = "Open the other one" if len(versions) == 2 else f"Open “{other.path.name}”"
            self.add_way(words, partial(self._open, other))
        self.add_back("Close it")

    def _open(self, other: Version) -> None:
        """Open the other by the same key if that fits; this one is closed only once it is open."""
        screen, path = self.way, other.path
        frame, desk = screen.frame, self.desk
        if other.wrong:
            frame.vault = path
            frame.show_front()  # another passphrase opens it
            return
        raw_key = screen.held.keys()[0]

        def open_it() -> Store:
            from senco_desk.store import open_with_key

            return open_with_key(path, raw_key)

        def opened(given: Given) -> None:
            frame.vault = screen.vault = path
            if not isinstance(given, NotSaved):
                screen.let_go()
            show_opened(screen, given)

        screen.run("Opening the other one…", opening(desk, open_it), opened)


class _Compared(QWidget):
    """Versions in columns, what is known of each in rows."""

    def __init__(self, versions: tuple[Version, ...]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.S, 0, theme.S)
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.XS)
        rows: list[tuple[str, Callable[[Version], str]]] = [
            ("", lambda each: each.path.stem),
            ("Changed", lambda each: _when(each.changed_at)),
            ("Size", lambda each: size_words(each.size)),
            ("Pupils", lambda each: _number(each.pupils)),
            ("Forms", lambda each: _number(each.forms)),
            ("Newest step", lambda each: _when(each.newest)),
        ]
        for row, (head, say) in enumerate(rows):
            grid.addWidget(Words(head, "small"), 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            for column, version in enumerate(versions, start=1):
                said = say(version) if row else _breakable(say(version))
                words = Words(said, "" if row else "strong", wrap=True)
                grid.addWidget(words, 2 * row, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Hairline(), 2 * row + 1, 0, 1, len(versions) + 1)
        for column in range(1, len(versions) + 1):
            grid.setColumnStretch(column, 1)
        for row, version in enumerate(each for each in versions if each.wrong):
            said = f"“{version.path.name}”: {version.wrong}"
            grid.addWidget(Words(said, "small", wrap=True), 2 * len(rows) + row, 0, 1, len(versions) + 1)
        self.setAccessibleName("; ".join(_spoken(each, rows) for each in versions))


def _spoken(version: Version, rows: list[tuple[str, Callable[[Version], str]]]) -> str:
    return ", ".join(f"{head} {say(version)}".strip() for head, say in rows)


def _when(at: datetime | None) -> str:
    from datetime import datetime

    return when_words(at, datetime.now().astimezone()) if at is not None else "not known"


def _number(number: int | None) -> str:
    return "not known" if number is None else str(number)


def _breakable(name: str) -> str:
    """Let a long file name break at its hyphens and dots."""
    return name.replace("-", "-\u200b").replace("_", "_\u200b").replace(".", ".\u200b")
