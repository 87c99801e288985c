"""A damaged or missing file: the newest sound copy is offered first, then what can still be read of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from senco_desk.errors import Trouble
from senco_desk.ui import ask, reading
from senco_desk.ui.copy_age import copy_words
from senco_desk.ui.pages.ways_in.another import open_another
from senco_desk.ui.pages.ways_in.copy_list import when_made
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy, go_on_with
from senco_desk.ui.pages.ways_in.opening import enter, keeping
from senco_desk.ui.pages.ways_in.step import Step, WayIn
from senco_desk.ui.widgets import Words

if TYPE_CHECKING:
    from senco_desk.services.ways_in import Choice, Secret
    from senco_desk.store import Store
    from senco_desk.store.connection import Damaged
    from senco_desk.store.salvage import Saved


class _WithoutFile(Step):
    """A step for a file that does not open: it looks for the newest sound copy and offers that.

    Attributes:
        newest: what is known of that copy.
        choice: the copy, or None while it is looked for and when there is none.
    """

    final = True

    def __init__(self, screen: WayIn, title: str, *intro: str) -> None:
        super().__init__(screen, title, *intro)
        self.choice: Choice | None = None
        self.newest: Words = self.say("Looking for the newest sound copy…", "")
        self.add_main("Go back to that copy", self._go_back)
        self.be_busy(True)
        vault = screen.vault
        self.desk.start(lambda report: _newest(self.desk.wait_closed, vault), done=self._found, owner=self)

    def none_found(self) -> None:
        """Show what is left where there is no sound copy."""

    def _found(self, found: Choice | Trouble | None) -> None:
        if self.way.frame.front is not self.way:
            return
        self.be_busy(False)
        self.choice = choice = None if isinstance(found, Trouble) else found
        if choice is None:
            self.newest.setText(str(found or "There is no sound copy beside it."))
            if self.main is not None:
                self.main.hide()
            self.none_found()
        else:
            age = copy_words(choice.made_at, datetime.now().astimezone())
            self.newest.setText(
                f"The newest sound copy is of {when_made(choice)} ({age.removeprefix('Copy kept ')})."
            )
        self.way.begin()

    def _go_back(self) -> None:
        if self.choice is not None:
            go_on_with(self.way, self.choice)

    def _others(self) -> None:
        self.way.show_step(ChooseCopy(self.way))


def _newest(wait: Callable[[], object], vault: Path) -> Choice | Trouble | None:
    reading.read("senco_desk.services.ways_in")
    from senco_desk.services import ways_in

    wait()  # closing may be making it
    try:
        return ways_in.newest_sound(vault)
    except Trouble as trouble:
        return trouble


class FileDamaged(_WithoutFile):
    """The passphrase is right, and the file is not as it was written."""

    def __init__(self, screen: WayIn, damaged: Damaged) -> None:
        super().__init__(
            screen,
            "This file is damaged",
            _beneath_the_title(damaged.said),
            "It was left exactly as it is. Your passphrase is not at fault.",
        )
        self.add_way("Choose another copy", self._others, icon="history", bare=True)
        self.save = self.add_way(
            "Save what can be read", self.save_what_can_be_read, icon="life-buoy", bare=True
        )
        self.add_back("Leave it")
        self.be_busy(True)

    def none_found(self) -> None:
        self.begins = self.save

    def save_what_can_be_read(self) -> None:
        """Bring what still reads over into a new file."""
        vault, secret = self.way.vault, self.way.secret
        if secret is None:
            self.way.frame.show_front()
            return
        suggested = vault.with_name(f"{vault.stem} saved{vault.suffix}")
        target = ask.save_file(self, "Save what can be read in a new file", suggested, ask.VAULT)
        if target is not None:
            self.way.run(
                "Reading what can be read…",
                lambda report: _saving(vault, target, secret, report),
                self._saved,
            )

    def _saved(self, given: Any) -> None:
        store, saved = given
        self.way.hold(store)
        self.way.show_step(SavedSome(self.way, saved, store.path), instead=True)


def _saving(vault: Path, target: Path, secret: Secret, report: Callable[..., None]) -> tuple[Store, Saved]:
    from senco_desk.services import ways_in

    store, saved = ways_in.save_what_can_be_read(vault, target, secret)
    return keeping(store, report, lambda: (store, saved))


class SavedSome(Step):
    """What came over into the new file, and what is known to be lost."""

    final = True

    def __init__(self, screen: WayIn, saved: Saved, path: Path) -> None:
        super().__init__(screen, "Saved what could be read")
        folder = path.parent.name or str(path.parent)
        self.say(f"It is in “{path.name}” in {folder}. The damaged file is still as it was.")
        self.say("What came over", "head")
        self.say(_counted(saved.rows), "")
        self.say("What is lost", "head")
        gone = [f"{_capital(name)}: nothing could be read" for name in saved.tables_lost]
        lost = [line for line in (_counted(saved.lost), *gone) if line]
        self.say("\n".join(lost) or "Nothing is known to be lost.", "")
        self.say("The same passphrase and the same kit open the new file. Its history begins today.")
        self.add_main("Open the new file", self.open)

    def open(self) -> None:
        """Show the new file, which is the one that is unlocked from now on."""
        enter(self.desk, self.way.hand_over())


def _counted(numbers: dict[str, int]) -> str:
    return "\n".join(f"{_capital(name)}: {number}" for name, number in numbers.items())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _beneath_the_title(said: str) -> str:
    """Give what is said of the damage without what the title says already."""
    return _capital(said.removeprefix("This file is damaged: "))


class FileMissing(_WithoutFile):
    """The file that was there the last time is not."""

    def __init__(self, screen: WayIn) -> None:
        vault = screen.vault
        folder = vault.parent.name or str(vault.parent)
        super().__init__(
            screen,
            f"“{vault.name}” is not in {folder}",
            "It was moved, renamed or deleted, or its drive is not connected. If you know where it is, open "
            "it there.",
        )
        self.add_way("Open another file", lambda: open_another(screen.frame), icon="folder-open", bare=True)
        self.add_way("Choose another copy", self._others, icon="history", bare=True)
        self.add_way("Make a new file", screen.frame.show_first_run, icon="plus", bare=True)
        self.be_busy(True)

    def none_found(self) -> None:
        self.begins = self._ways[0]
