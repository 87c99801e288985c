"""The last two steps: the new kit on paper and typed back, and what the last passphrase still opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from senco_desk.rules.dates_in_words import short_date, unbroken
from senco_desk.services import handing_over, safekeeping
from senco_desk.services.handing_over import Older, TakenAway
from senco_desk.store import Store, copies
from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.dialogs.hand_over.step import ShortList, Step, standing
from senco_desk.ui.dialogs.kit import print_kit, save_kit
from senco_desk.ui.widgets import Button, Check, Flow, Small, State, Words
from senco_desk.ui.widgets.code_field import CodeField

if TYPE_CHECKING:
    from senco_desk.ui.dialogs.hand_over.wizard import HandOver

_KEY_STAYS = (
    "The key of the old passphrase could not be taken out of this computer’s keyring. It opens older copies "
    "only. Delete the entry “SENCO Desk” there yourself."
)


class KitStep(Step):
    """The new kit, printed and typed back. It cannot be skipped here."""

    title = "The new recovery kit"
    onward = "Check the code"
    back = False
    stays = (
        "The handover is done when the code is typed back. If that must wait, lock the file with Ctrl+L: "
        "it goes on here when you come back to it."
    )

    def __init__(self, wizard: HandOver) -> None:
        super().__init__(wizard)
        self._done = standing("done", "")
        self.column.addWidget(self._done)
        self.say(
            "The old kit does not open the file any more. Print the new one and put it into the school safe, "
            "never with the laptop: whoever holds it can open the file. Shred the old one."
        )
        self.print = Button("Print the kit", icon="printer")
        self.print.clicked.connect(lambda: print_kit(self.desk, self, wizard.frame))
        self.save = Button("Save it as a PDF", icon="file-text")
        self.save.clicked.connect(lambda: save_kit(self.desk, self, wizard.frame))
        ways = Flow(gap=theme.S)
        ways.add(self.print)
        ways.add(self.save)
        self.column.addWidget(ways)
        self.say("Then type its code back from the paper, so that you know it can be read. It can be pasted.")
        self.code = CodeField()
        self.code.entered.connect(self.go_on)
        self.fields[self.code.key] = self.code
        self.column.addWidget(self.code)
        self.column.addStretch(1)

    def begins(self) -> QWidget | None:
        return self.print

    def enter(self) -> None:
        """Say whose file it is now; and put her name in, where a crash had kept it out."""
        self.desk.run(handing_over.carry_on)
        whose = self.wizard.whose
        words = f"The file opens with {_possessive(whose)} passphrase now, and with no other."
        self._done.findChildren(Words)[0].setText(words)
        self._done.setAccessibleName(words)
        announce(self, words)

    def go_on(self) -> None:
        """Look whether it is the code of this file, and remember that it was typed back."""
        if self.desk.run(_confirm, self.code.typed(), refuse=self.refuse):
            self.wizard.forward()


class OlderStep(Step):
    """What the last SENCO could still open, and taking the old copies away if that is wanted."""

    title = "What the old passphrase still opens"
    onward = "Finish"
    back = False

    def __init__(self, wizard: HandOver) -> None:
        super().__init__(wizard)
        self.found: Older | None = None
        self._gone = ""
        self._waiting = self.say("Looking for older copies…", "quiet")
        self.take = Check("Make new copies and take the old ones away")
        self.take.clicked.connect(lambda _on: self._name_main())
        self.explained = Small(
            "First three new copies are made and checked, beside the file and in the second place. Only then "
            "do the old ones there go. That cannot be undone: nobody can then go back to an earlier day.",
            wrap=True,
        )
        self.take.setAccessibleDescription(self.explained.text())
        for part in (self.take, self.explained):
            part.hide()
            self.column.addWidget(part)
        self.column.addStretch(1)

    def begins(self) -> QWidget | None:
        return self.take if self.take.isVisible() else None

    def enter(self) -> None:
        """Look, in a thread: a stick may be slow."""
        store = self.desk.store
        self.wizard.run("Looking for older copies…", lambda report: handing_over.older(store), self._show)

    def go_on(self) -> None:
        """Finish; before that, take the old copies away if it is ticked."""
        if not self.take.isChecked():
            self.wizard.finish(self._gone)
            return
        store = self.desk.store

        def work(report: Callable[..., None]) -> TakenAway:
            return handing_over.take_older_away(store, lambda words: report(0, 0, words))

        self.wizard.run("Making new copies…", work, self._taken)

    def _show(self, found: Older) -> None:
        self.found = found
        self._waiting.hide()
        parts: list[QWidget] = [standing(*_copies_words(found.beside, "beside the file"))]
        if found.place and found.reachable:
            parts.append(standing(*_copies_words(found.elsewhere, f"in the second place ({found.place})")))
        elif found.place:
            away = (
                f"The second place, {found.place}, cannot be reached now. Copies there open with the old one."
            )
            parts.append(standing("soon", away))
        if found.key_stays:
            parts.append(standing("soon", _KEY_STAYS))
        parts += [_aside(found.aside), _let_out(found)]
        parts.append(
            Small(
                "The program does not know of copies on other sticks and drives, nor of old kits on paper. "
                "Ask for them, and shred the paper.",
                wrap=True,
            )
        )
        for part in parts:
            self.column.insertWidget(self.column.indexOf(self.take), part)
        for part in (self.take, self.explained):
            part.setVisible(found.copies > 0)

    def _taken(self, taken: TakenAway) -> None:
        words = f"{_number(taken.gone)} taken away."
        if taken.stay:
            names = ", ".join(copy.name for copy in taken.stay)
            words += f" Left, since somebody worked in it or it is in use: {names}."
        self._gone = words  # said once the end is noted, which the disk may refuse at first
        self.take.setChecked(False)
        for part in (self.take, self.explained):
            part.hide()
        self._name_main()
        self.wizard.finish(words)

    def _name_main(self) -> None:
        self.onward = "Take them away and finish" if self.take.isChecked() else "Finish"
        self.wizard.name_main()


def _confirm(store: Store, typed: str) -> bool:
    safekeeping.confirm_kit(store, typed)
    return True


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _number(number: int) -> str:
    return "1 old copy was" if number == 1 else f"{number} old copies were"


def _copies_words(found: tuple[Path, ...], where: str) -> tuple[State, str]:
    if not found:
        return "done", f"No older copy lies {where}."
    first, last = (unbroken(short_date(copies.made_at(copy).date())) for copy in (found[-1], found[0]))
    days = first if first == last else f"{first} to {last}"
    opens = "opens" if len(found) == 1 else "open"
    copied = "1 copy" if len(found) == 1 else f"{len(found)} copies"
    return "soon", f"{copied} {where} {opens} with the old passphrase only ({days})."


def _aside(found: tuple[Path, ...]) -> QWidget:
    lines = [(file.name,) for file in found]
    part = ShortList("Files set aside when you went back to a copy; delete them yourself", lines, "")
    part.setVisible(bool(found))
    return part


def _let_out(found: Older) -> QWidget:
    lines = [(line.what, line.where.replace("\n", " ")) for line in found.let_out]
    return ShortList("Papers let out that still lie where they were saved", lines, " under Files let out")
