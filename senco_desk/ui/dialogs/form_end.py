"""How a form ends: completed on a day, or declined by somebody who would rather not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senco_desk.errors import Mistake
from senco_desk.forms.dates import read_date
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import on_edit, put_in, typed_in
from senco_desk.ui.dialogs.kept import KeptDialog
from senco_desk.ui.form_editor.inputs import DateLine
from senco_desk.ui.widgets import Area, Button, Column, Field, Line, MainButton, Words

DATE_ADVICE = "Type day, month and year, like 27 3 2026."


class _Ending(KeptDialog):
    """The part both share: fields that a `Mistake` can point at, and a service that may refuse."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, said: str, verb: str, *, key: str
    ) -> None:
        super().__init__(desk, parent, title, key=key, wide=520)
        self.fields: dict[str, Field] = {}
        self.body = Column(spacing=theme.L)
        self.body.column.setContentsMargins(theme.XS, 0, theme.M, theme.XS)
        self.body.column.addWidget(Words(said, wrap=True))
        self.add_body(self.body)
        self.not_yet = Button("Not yet")
        self.not_yet.clicked.connect(self.reject)
        self.main = MainButton(verb)
        self.main.clicked.connect(self.finish)
        self.add_button(self.not_yet)
        self.add_button(self.main, main=True)

    def add_field(self, field: Field) -> None:
        """Put a field in; its key is the one a `Mistake` names."""
        self.fields[field.key] = field
        self.body.column.addWidget(field)
        # The buttons were made first; Tab comes to them last.
        QWidget.setTabOrder(field.widget, self.not_yet)
        QWidget.setTabOrder(self.not_yet, self.main)

    def begin(self) -> None:
        """Bring back what was typed before a lock, and keep what is typed from now on."""
        self.at_first = self.typed()
        for key, words in (self.kept() or {}).items():
            put_in(self.fields[key].widget, words)
        for field in self.fields.values():
            on_edit(field.widget, self.keep_soon)
        self.body.column.addStretch(1)
        self.fit_to(self.body)

    def typed(self) -> dict[str, str]:
        """Give the words in each field."""
        return {key: str(typed_in(field.widget)) for key, field in self.fields.items()}

    def ended(self) -> None:
        """Leave: it is recorded, and nothing is owed any more."""
        self.let_go()
        self.accept()

    def refuse(self, mistake: Mistake) -> bool:
        """Show what is wrong at its field; False if it belongs to none here."""
        field = self.fields.get(mistake.field)
        if field is None:
            return False
        field.say_wrong(str(mistake))
        self.fit_to(self.body)
        self.body.show_all_of(field)
        return True

    def finish(self) -> None:
        """Do what the main button says, and leave if it was done."""
        raise NotImplementedError

    def day(self, key: str) -> date | None:
        """The day typed in a field; None, with the field saying so, if it is not a whole date."""
        line = self.fields[key].widget
        read = read_date(line.text(), today=date.today()) if isinstance(line, DateLine) else None
        if read is None or len(read.iso) != 10:
            label = self.fields[key].label.text()
            self.refuse(Mistake(f"“{label}” takes a whole date.", DATE_ADVICE, field=key))
            return None
        self.fields[key].accept()
        return date.fromisoformat(read.iso)


def _date_field(label: str, key: str, on: date) -> Field:
    line = DateLine()
    line.show_written(on.isoformat())
    line.setMaximumWidth(theme.px(220))
    return Field(label, line, key=key, help_words=DATE_ADVICE)


class CompleteDialog(_Ending):
    """Asks the day a form was filled in, and completes it.

    Args:
        desk: the bridge.
        parent: the page.
        title: the form's name.
        on: the day to begin with.
        complete: `complete(day, refuse)` gives True when it was done.
        key: of the response, under which what is typed is kept over a lock.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        title: str,
        on: date,
        complete: Callable[[date, Callable[[Mistake], bool]], bool],
        *,
        key: str,
    ) -> None:
        said = (
            "It is fixed from now on and kept with its paper. You can amend it later: that makes a new copy."
        )
        super().__init__(desk, parent, f"Complete {title}", said, "Complete", key=f"complete/{key}")
        self._complete = complete
        self.add_field(_date_field("Filled in on", "completed_on", on))
        self.begin()

    def finish(self) -> None:
        """Complete the form on the day typed."""
        day = self.day("completed_on")
        if day and self._complete(day, self.refuse):
            self.ended()


class DeclineDialog(_Ending):
    """Asks who would rather not fill in a form, and when they said so.

    Args:
        desk: the bridge.
        parent: the page.
        title: the form's name.
        decline: `decline(by, on, reason, refuse)` gives True when it was done.
        key: of the response, under which what is typed is kept over a lock.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        title: str,
        decline: Callable[[str, date, str, Callable[[Mistake], bool]], bool],
        *,
        key: str,
    ) -> None:
        said = (
            "It is not asked for again, and the pack says that it was offered. You can open it again later."
        )
        super().__init__(
            desk, parent, f"They would rather not fill in {title}", said, "Record it", key=f"decline/{key}"
        )
        self._decline = decline
        self.add_field(Field("Who said so", Line(), key="declined_by"))
        self.add_field(_date_field("When", "declined_on", date.today()))
        self.add_field(Field("In their words", Area(lines=3), optional=True, key="declined_reason"))
        self.begin()
        self.fields["declined_by"].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Record who said so, when and why."""
        by, reason = self.fields["declined_by"].widget, self.fields["declined_reason"].widget
        day = self.day("declined_on")
        if day is None or not isinstance(by, Line) or not isinstance(reason, Area):
            return
        if self._decline(by.text(), day, reason.toPlainText(), self.refuse):
            self.ended()
