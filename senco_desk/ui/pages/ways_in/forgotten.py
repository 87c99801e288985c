"""The passphrase is forgotten: the recovery code opens the file, and a new passphrase is given at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from senco_desk.errors import Mistake, Trouble
from senco_desk.rules.dates_in_words import count
from senco_desk.rules.recovery_code import WrongCode
from senco_desk.ui.cut_off import CutOff
from senco_desk.ui.pages.ways_in.copy_list import moment_words, when_made
from senco_desk.ui.pages.ways_in.doubtful import show_opened
from senco_desk.ui.pages.ways_in.file_code import TypeFileCode
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy
from senco_desk.ui.pages.ways_in.opening import Given, enter, opening
from senco_desk.ui.pages.ways_in.step import Step, WayIn
from senco_desk.ui.widgets import Small
from senco_desk.ui.widgets.code_field import CodeField
from senco_desk.ui.widgets.twice import TwicePassphrase

if TYPE_CHECKING:
    from senco_desk.services.safekeeping import CopyLine
    from senco_desk.services.ways_in import Choice
    from senco_desk.store import Store


class TypeCode(Step):
    """The code, read off the recovery kit."""

    def __init__(self, screen: WayIn) -> None:
        super().__init__(
            screen,
            "I have forgotten the passphrase",
            "Take the recovery kit: the page with the code, in the school safe or with whoever keeps it for "
            "you. The code opens your file, and you then choose a new passphrase.",
        )
        self.code = CodeField()
        self.code.entered.connect(self.open)
        self.add_field(self.code)
        self.begins = self.code.area
        self.add_main("Open with the code", self.open)
        self.add_way("Go back to a copy", self._copies, icon="history", bare=True)
        self.by_both = self.add_way(
            "It is this file’s kit: use its file code", self._by_both, icon="life-buoy", bare=True
        )
        self.by_both.hide()
        self.add_back()
        self.column.addWidget(
            Small(
                "No paper? If the kit was sealed to your trust, its IT people open that file "
                "(recovery-kit.age) with the trust’s own key. Paste all that is in it, or type its code.",
                wrap=True,
            )
        )
        self.column.addWidget(
            Small(
                "Without the passphrase and without the kit nobody can open the file, and that includes "
                "whoever made this program.",
                wrap=True,
            )
        )

    def open(self) -> None:
        """Open the file by the code."""
        typed, vault = self.code.typed(), self.way.vault
        if not typed.strip():
            self.refuse(Mistake("Recovery code is empty.", "Type or paste it.", field="code"))
            return

        def open_file() -> Store:
            from senco_desk.services import ways_in

            return ways_in.open_by_code(vault, typed)

        self.way.run(
            "Opening the file…", opening(self.desk, open_file), lambda given: self._opened(given, typed)
        )

    def refuse(self, mistake: Mistake) -> bool:
        """Say what is wrong; a kit of an older passphrase is told with the copies that it opens."""
        from senco_desk.services.ways_in import OlderKit, Secret

        if isinstance(mistake, OlderKit):
            self.be_busy(False)
            self.way.secret = Secret(self.code.typed(), is_code=True)
            self.way.show_step(OlderCode(self.way, mistake.choices))
            return True
        # A sound code that does not fit may be of this very file, if its beginning is damaged.
        self.by_both.setVisible(bool(self.code.typed()) and not isinstance(mistake, WrongCode))
        return super().refuse(mistake)

    def _by_both(self) -> None:
        self.way.show_step(TypeFileCode(self.way, self.code.typed()))

    def _opened(self, given: Given, typed: str) -> None:
        from senco_desk.services.ways_in import Secret

        self.way.secret = Secret(typed, is_code=True)
        show_opened(self.way, given, then=lambda: self.way.show_step(GivePassphrase(self.way)))

    def _copies(self) -> None:
        self.way.show_step(ChooseCopy(self.way))


class OlderCode(Step):
    """The kit is older than the passphrase: what it still opens."""

    def __init__(self, screen: WayIn, choices: tuple[Choice, ...]) -> None:
        super().__init__(
            screen,
            "This kit is an older one",
            "It belongs to this file before its passphrase was changed. The code is right, but the file has "
            "another now: look for the kit that was printed last.",
        )
        newest = when_made(choices[0])
        if len(choices) == 1:
            self.say(f"It still opens one copy, of {newest}.", "")
        else:
            self.say(f"It still opens {len(choices)} copies, the newest of {newest}.", "")
        self._choices = choices
        self.add_main("Type another code", screen.back)
        self.add_way("Go back to one of these copies", self._copies, icon="history", bare=True)

    def _copies(self) -> None:
        self.way.show_step(ChooseCopy(self.way, self._choices))


@dataclass(frozen=True)
class _Changed:
    """What a new passphrase leaves: copies that the old one opens, and when the newest of them was made."""

    older: int
    newest: str


class GivePassphrase(Step):
    """A new passphrase, at once, for the old one is lost; or not now."""

    final = True

    def __init__(self, screen: WayIn) -> None:
        from senco_desk.services import school

        super().__init__(
            screen,
            "Your file is open",
            "Give it a new passphrase now, so that you can open it without the kit. Everything in it stays.",
        )
        found = school.read(screen.held)
        known = (found.name, found.trust, found.senco_name)
        self.new = TwicePassphrase("New passphrase", "The new passphrase again", lambda: known)
        self.new.entered.connect(self.change)
        self.fields = {"passphrase": self.new.first, "again": self.new.again}
        self.column.addWidget(self.new)
        self.begins = self.new.first_line
        self.add_main("Give it this passphrase", self.change)
        self.add_way("Not now", self.open, icon="arrow-right", bare=True)

    def change(self) -> None:
        """Write the file anew under the passphrase that is typed."""
        slip = self.new.slip()
        if slip is not None:
            self.refuse(slip)
            return
        store, typed = self.way.held, self.new.typed()
        cut_off = CutOff(self.desk)

        def work(report: Callable[..., None]) -> _Changed | Trouble:
            from senco_desk.services import safekeeping
            from senco_desk.store import recovery

            try:
                recovery.change_passphrase(store, typed)
            except Trouble as trouble:
                if store.closed:
                    return trouble
                raise
            cut_off.new_counts()
            older: list[CopyLine] = []
            with contextlib.suppress(Trouble):  # it is changed, whether its copies can be read or not
                older = [line for line in safekeeping.copy_lines(store) if not line.opens_now]
            return _Changed(len(older), moment_words(older[0].made_at) if older else "")

        job = self.way.run("Writing every page of the file anew…", work, self._changed)
        if job is not None:
            cut_off.watch(job)

    def refuse(self, mistake: Mistake) -> bool:
        refused = super().refuse(mistake)
        self.new.advise()  # what is wrong already says what to do
        return refused

    def open(self) -> None:
        """Show the file; the kit stays the only way in until there is a new passphrase."""
        enter(self.desk, self.way.hand_over())
        self.desk.say("The passphrase is not changed. Keep the kit at hand until it is.", "soon")

    def _changed(self, given: Any) -> None:
        if isinstance(given, Trouble):
            frame, desk = self.way.frame, self.desk
            self.way.hand_over()  # it is closed already
            frame.show_front()
            desk.tell(given)
            return
        self.way.show_step(Changed(self.way, given), instead=True)


class Changed(Step):
    """What there is to do after a new passphrase: a new kit, and knowing what the old one still opens."""

    final = True

    def __init__(self, screen: WayIn, changed: _Changed) -> None:
        super().__init__(screen, "The passphrase is changed")
        self.say("Print a new recovery kit now, and put it in the place of the old one.", "strong")
        self.say("The code on the old kit opens older copies only.")
        if changed.older:
            opens = "opens" if changed.older == 1 else "open"
            self.say(
                f"{count(changed.older, 'copy') if changed.older == 1 else f'{changed.older} copies'} beside "
                f"the file still {opens} with the old passphrase and the old kit only, the newest of "
                f"{changed.newest}. Newer ones take their place in time."
            )
        self.add_main("Print the new kit", self.print_kit)
        self.add_way("Open the file, the kit later", self.open, icon="arrow-right", bare=True)

    def open(self) -> None:
        """Show the file."""
        enter(self.desk, self.way.hand_over())

    def print_kit(self) -> None:
        """Show the file, and the kit before it."""
        from senco_desk.ui.dialogs.kit import AFTER_A_CHANGE, KitDialog

        desk, frame = self.desk, self.way.frame
        self.open()
        KitDialog(desk, frame, AFTER_A_CHANGE).exec()
