"""The third and fourth steps: who takes over and her passphrase, and then the change itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.services import handing_over, school
from senco_desk.services.handing_over import Successor
from senco_desk.ui import theme
from senco_desk.ui.cut_off import CutOff
from senco_desk.ui.dialogs.hand_over.step import Step, point
from senco_desk.ui.widgets import Field, Line, Passphrase, Small
from senco_desk.ui.widgets.twice import TwicePassphrase

if TYPE_CHECKING:
    from senco_desk.ui.dialogs.hand_over.wizard import HandOver


class SuccessorStep(Step):
    """The present passphrase; then the name and the passphrase of who takes over."""

    title = "The next SENCO"

    def __init__(self, wizard: HandOver) -> None:
        super().__init__(wizard)
        found = self.desk.run(school.read)
        self._known = (found.name, found.trust, found.senco_name) if found else ()
        self.present = Passphrase()
        self.column.addWidget(self._field(Field("Present passphrase", self.present, key="present")))
        self.name, self.email, self.phone = Line(), Line(), Line()
        self._add_person()
        if found is not None:
            self.email.setText(found.senco_email)
            self.phone.setText(found.senco_phone)
        self.new = TwicePassphrase(
            "New passphrase", "The new passphrase again", self._others_know, gap=theme.M
        )
        self.fields |= {"passphrase": self.new.first, "again": self.new.again}
        self.column.addWidget(
            Small(
                "Now the next SENCO types a passphrase of their own, twice. It counts from the next step on.",
                wrap=True,
            )
        )
        self.column.addWidget(self.new)
        self.column.addStretch(1)

    def begins(self) -> QWidget | None:
        return self.present

    def successor(self) -> Successor:
        """Give who takes over, as typed."""
        return Successor(self.name.text().strip(), self.email.text().strip(), self.phone.text().strip())

    def forget(self) -> None:
        """Let go of what is secret."""
        self.new.stop()
        for line in (self.present, self.new.first_line, self.new.again_line):
            line.clear()

    def go_on(self) -> None:
        """Look at what is typed; the present passphrase in a thread, for it takes a second."""
        if not self.present.text():
            self.refuse(Mistake("The present passphrase is empty.", "Type it in.", field="present"))
            return
        if self.desk.run(handing_over.must_do, self.successor(), refuse=self.refuse) is None:
            return
        if (slip := self.new.slip()) is not None:
            self.refuse(slip)
            return
        store, present, new = self.desk.store, self.present.text(), self.new.typed()
        cost = self.wizard.cost

        def look(report: Callable[..., None]) -> bool:
            handing_over.must_know(store, present, new, cost=cost)
            return True

        self.wizard.run("Looking at the present passphrase…", look, lambda _known: self.wizard.forward())

    def refuse(self, mistake: Mistake) -> bool:
        told = super().refuse(mistake)
        self.new.advise()
        return told

    def _add_person(self) -> None:
        name = Field(
            "The next SENCO’s name",
            self.name,
            help_words="As it should stand on letters and papers.",
            key="senco",
        )
        self.column.addWidget(self._field(name))
        row = QHBoxLayout()
        row.setSpacing(theme.L)
        for line, key, label in (
            (self.email, "senco_email", "SENCO’s email"),
            (self.phone, "senco_phone", "SENCO’s phone"),
        ):
            field = self._field(Field(label, line, optional=True, key=key))
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def _field(self, field: Field) -> Field:
        """Know a field by its key; what is typed takes back what was wrong with it."""
        self.fields[field.key] = field
        if isinstance(field.widget, Line):
            field.widget.textEdited.connect(lambda _text: field.accept())
        return field

    def _others_know(self) -> tuple[str, ...]:
        return (*self._known, self.name.text())


class ChangeStep(Step):
    """What happens now, in its order, and the button that does it."""

    title = "What happens now"
    onward = "Hand over now"

    def __init__(self, wizard: HandOver, who: SuccessorStep) -> None:
        super().__init__(wizard)
        self._who = who
        self._parts: QWidget | None = None
        self.column.addStretch(1)

    def enter(self) -> None:
        """Say what is about to happen, with her name in it."""
        if self._parts is not None:
            self.column.removeWidget(self._parts)
            self._parts.hide()
            self._parts.deleteLater()
        self._parts = QWidget()
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.M)
        for icon, words in (
            ("copy", "A copy of the file is kept and checked, under the present passphrase."),
            ("lock", "Every page is written anew under the new passphrase, and read back."),
            ("pencil", f"{self._who.successor().name} stands on letters and papers as the SENCO."),
            ("key-round", "Unlocking without the passphrase is switched off, if it was on."),
            ("shield-check", "A first copy is kept and checked under the new passphrase."),
        ):
            column.addWidget(point(icon, words))
        column.addWidget(
            Small(
                "From then on the present passphrase and the present recovery kit do not open this file. If "
                "the laptop stops in the middle, exactly one of the two passphrases opens it: try both.",
                wrap=True,
            )
        )
        self.column.insertWidget(1, self._parts)

    def go_on(self) -> None:
        """Do it, in a thread."""
        store, who, new, cost = (
            self.desk.store,
            self._who.successor(),
            self._who.new.typed(),
            self.wizard.cost,
        )

        cut_off = CutOff(
            self.desk,
            f"The file was locked in the middle of the handover. The passphrase of {who.name} opens "
            "it, and the handover goes on under Keeping it safe.",
            "The file was locked before it was handed over. The passphrase it had opens it; nothing is lost.",
        )

        def work(report: Callable[..., None]) -> Successor:
            handing_over.hand_over(
                store,
                new,
                who,
                lambda words: report(0, 0, words),
                counts=cut_off.new_counts,
                cost=cost,
            )
            return who

        cut_off.watch(self.wizard.run("Handing over…", work, self.wizard.handed_over))
