"""Going back to a copy: choose it, open it, confirm what is set aside, and carry on in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from senco_desk.errors import Mistake, Trouble
from senco_desk.ui import ask, reading
from senco_desk.ui.pages.ways_in.copy_list import CopyList, what_made_for, when_made
from senco_desk.ui.pages.ways_in.opening import enter, keeping
from senco_desk.ui.pages.ways_in.step import Step, WayIn
from senco_desk.ui.widgets import Field, Passphrase
from senco_desk.ui.widgets.code_field import CodeField

if TYPE_CHECKING:
    from senco_desk.services.ways_in import Choice, Secret
    from senco_desk.store import Store

_NONE: Final = (
    "There is no copy beside this file. If you keep copies in another place, such as a stick, connect it and "
    "choose one there."
)


class ChooseCopy(Step):
    """The copies there are, and a way to those that lie somewhere else.

    Args:
        choices: those to choose from; None looks for them.
    """

    def __init__(self, screen: WayIn, choices: Sequence[Choice] | None = None) -> None:
        super().__init__(
            screen,
            "Go back to a copy",
            "Nothing is lost by this: the file as it is now is set aside, and you can go back to that too.",
        )
        self.list = CopyList()
        self.list.entered.connect(self.choose)
        self.list.hide()
        self._none = self.say("Looking for copies…")
        self.column.addWidget(self.list)
        self.add_main("Go back to this one", self.choose)
        self.add_way("Choose a copy elsewhere…", self.choose_elsewhere, icon="folder-open", bare=True)
        self.add_back()
        if choices is not None:
            self.show_choices(choices)
            return
        self.be_busy(True)
        vault = screen.vault
        self.desk.start(lambda report: _choices(self.desk.wait_closed, vault), done=self._found, owner=self)

    def show_choices(self, choices: Sequence[Choice], instead: str = _NONE) -> None:
        """Show these copies, or say why there are none."""
        self.be_busy(False)
        if self.main is not None:
            self.main.setVisible(bool(choices))
        if not choices:
            self._none.setText(instead)
            self.begins = self._ways[0]
            return
        self._none.hide()
        self.list.show_choices(choices)
        self.list.show()
        self.begins = self.list

    def choose(self) -> None:
        """Go on with the copy that is chosen."""
        choice = self.list.chosen()
        if choice is not None:
            go_on_with(self.way, choice)

    def choose_elsewhere(self) -> None:
        """Ask for a copy in any folder."""
        chosen = ask.open_file(self, "Choose a copy", ask.VAULT)
        if chosen is None:
            return
        from senco_desk.services import ways_in

        try:
            go_on_with(self.way, ways_in.choice_of(chosen, elsewhere=True))
        except Trouble as trouble:
            self.desk.tell(trouble)

    def _found(self, found: Sequence[Choice] | Trouble) -> None:
        if self.way.frame.front is self.way:
            if isinstance(found, Trouble):
                self.show_choices((), str(found))
            else:
                self.show_choices(found)
            if self.way.step is self:
                self.way.begin()


def _choices(wait: Callable[[], object], vault: Path) -> tuple[Choice, ...] | Trouble:
    reading.read("senco_desk.services.ways_in")
    from senco_desk.services import ways_in

    wait()  # closing may be making the newest one
    try:
        return ways_in.choices(vault)
    except Trouble as trouble:
        return trouble


def go_on_with(screen: WayIn, choice: Choice) -> None:
    """Open a copy with what was typed before, if that fits; else ask for what opens it."""
    secret = screen.secret
    if secret is None:
        screen.show_step(OpenCopy(screen, choice))
        return

    def work(report: Callable[..., None]) -> bytes | Mistake:
        try:
            return _key_for(choice, secret)
        except Mistake as mistake:
            return mistake

    def done(given: bytes | Mistake) -> None:
        if isinstance(given, Mistake):
            screen.show_step(OpenCopy(screen, choice))
        else:
            screen.show_step(Confirm(screen, choice, given))

    screen.run("Looking at the copy…", work, done)


def _key_for(choice: Choice, secret: Secret) -> bytes:
    reading.read("senco_desk.services.ways_in")
    from senco_desk.services import ways_in

    return ways_in.key_for_copy(choice.path, secret)


class OpenCopy(Step):
    """What opens the copy: the passphrase of that day, or the code on the kit of that day."""

    def __init__(self, screen: WayIn, choice: Choice) -> None:
        super().__init__(screen, "Open the copy", f"{when_made(choice)}. {what_made_for(choice)}.")
        self.choice = choice
        self.passphrase = Passphrase(large=True)
        self.add_field(
            Field(
                "Passphrase",
                self.passphrase,
                help_words="The one that the file had when this copy was made.",
                key="passphrase",
            )
        )
        self.passphrase.textEdited.connect(lambda _text: self.fields["passphrase"].accept())
        self.passphrase.returnPressed.connect(self.open)
        self.code = CodeField()
        self.code.entered.connect(self.open)
        self.add_field(self.code)
        self.begins = self.passphrase
        self.add_main("Open the copy", self.open)
        self.other = self.add_way("", self.turn, icon="key-round", bare=True)
        self.add_back()
        self._by_code = True
        self.turn()

    def turn(self) -> None:
        """Take the code instead of the passphrase, or the other way about."""
        self._by_code = not self._by_code
        self.fields["passphrase"].setVisible(not self._by_code)
        self.code.setVisible(self._by_code)
        self.other.setText("Use the passphrase" if self._by_code else "Use the recovery code")
        self.begins = self.code.area if self._by_code else self.passphrase
        if self.isVisible():
            self.way.begin()

    def open(self) -> None:
        """Look whether it is sound and opens."""
        typed = self.code.typed() if self._by_code else self.passphrase.text()
        if not typed:
            what = "Recovery code" if self._by_code else "Passphrase"
            key = "code" if self._by_code else "passphrase"
            self.refuse(Mistake(f"{what} is empty.", "Type or paste it.", field=key))
            return
        from senco_desk.services.ways_in import Secret

        secret = Secret(typed, self._by_code)
        self.way.run(
            "Looking whether it is sound and opens…",
            lambda report: _key_for(self.choice, secret),
            lambda raw_key: self._opened(raw_key, secret),
        )

    def _opened(self, raw_key: bytes, secret: Secret) -> None:
        self.way.secret = secret
        self.way.show_step(Confirm(self.way, self.choice, raw_key))


class Confirm(Step):
    """What happens when the copy takes the file's place, before it does."""

    def __init__(self, screen: WayIn, choice: Choice, raw_key: bytes) -> None:
        from senco_desk.store import restore

        super().__init__(screen, "Go back to this copy?")
        self.choice = choice
        self._raw_key = raw_key
        self._now = datetime.now().astimezone()
        vault = screen.vault
        self.say("You will have the file as it was on", "")
        self.say(when_made(choice), "head")
        folder = vault.parent.name or str(vault.parent)
        if vault.exists():
            aside = restore.aside_name(vault, self._now)
            self.say(f"The file as it is now is set aside as “{aside}” in {folder}. Nothing is deleted.", "")
        else:
            self.say(f"“{vault.name}” is put back in {folder}, where no file is now.", "")
        self.say("What you did since then is not in the copy. The copy itself stays where it is.")
        self.add_main("Go back to this copy", self.go)
        self.add_back()

    def go(self) -> None:
        """Put the copy in the file's place, and open it."""
        copy, vault, raw_key, now = self.choice.path, self.way.vault, self._raw_key, self._now

        def work(report: Callable[..., None]) -> tuple[Store, Path | None]:
            from senco_desk.services import ways_in

            self.desk.wait_closed()
            store, aside = ways_in.go_back(copy, vault, raw_key, now)
            return keeping(store, report, lambda: (store, aside))

        self.way.run("Looking the copy over, putting it in place and opening it…", work, self._there)

    def _there(self, given: Any) -> None:
        store, aside = given
        enter(self.desk, store)
        where = f" The file as it was is set aside as “{aside.name}”." if aside else ""
        self.desk.say(f"This is the copy of {when_made(self.choice)}.{where}")
