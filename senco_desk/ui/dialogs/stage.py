"""Placing a pupil on a stage of the pathway, and saying what that does before it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.models.codes import Stage
from senco_desk.rules import reviews
from senco_desk.rules.dates_in_words import day_and_month, long_day, short_date
from senco_desk.rules.stages import PATHWAY, next_stages
from senco_desk.services import pupils, school, stages
from senco_desk.services.pupils import PupilView
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import DAY_HELP, Entry, FieldGrid, day, put_in, typed_in
from senco_desk.ui.dialogs.typed import TypedDialog
from senco_desk.ui.widgets import Area, Line, Radio, Small, Words


def place_on_stage(desk: Desk, parent: QWidget | None, pupil_id: int) -> bool:
    """Ask for a stage, a day and a reason, and place the pupil there; says whether it was done."""
    seen = desk.run(pupils.view, pupil_id)
    return seen is not None and bool(PlaceOnStage(desk, parent, seen).ask())


class Stages(QWidget):
    """The stages to choose from, the likeliest first, each with why one would."""

    def __init__(self, present: Stage) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        self.group = QButtonGroup(self)
        self.radios: dict[Stage, Radio] = {}
        likely = dict(next_stages(present))
        others = [stage for stage in (*PATHWAY, Stage.NONE) if stage not in likely and stage is not present]
        for stage in (*likely, *others):
            name = "Off the pathway" if stage is Stage.NONE else stage.words
            radio = Radio(name)
            self.group.addButton(radio)
            self.radios[stage] = radio
            column.addWidget(radio)
            why = likely.get(stage, "")
            if why:
                radio.setAccessibleDescription(why)
                under = Small(why, wrap=True)
                under.setIndent(theme.px(18) + 12)
                column.addWidget(under)
                column.addSpacing(theme.XS)

    def chosen(self) -> Stage | None:
        """Give the stage chosen, or None."""
        return next((stage for stage, radio in self.radios.items() if radio.isChecked()), None)

    def choose(self, stage: Stage | None) -> None:
        """Choose a stage, or none."""
        self.group.setExclusive(False)
        for known, radio in self.radios.items():
            radio.setChecked(known is stage)
        self.group.setExclusive(True)

    def focus(self) -> None:
        """Give the keyboard to the stage chosen, or the first."""
        chosen = self.chosen()
        first = next(iter(self.radios.values()))
        (self.radios[chosen] if chosen else first).setFocus(Qt.FocusReason.OtherFocusReason)


class PlaceOnStage(TypedDialog):
    """Stage, day, reason; and a line that says what will be."""

    def __init__(self, desk: Desk, parent: QWidget | None, seen: PupilView) -> None:
        super().__init__(desk, parent, "Place on a stage", key=f"stage/{seen.id}", save="Place", wide=640)
        self.seen, self.today = seen, date.today()
        self.terms = desk.run(school.terms) or ()
        self.choices = Stages(seen.stage)
        self.stage = self.add(Entry("Stage", self.choices, key="stage"))
        self.choices.group.buttonToggled.connect(lambda _button, _on: self.touched())
        on = Line(short_date(self.today))
        fields = [self.add(Entry("From which day", on, key="started_on", help_words=DAY_HELP))]
        self.body.column.addWidget(self.stage)
        self.body.column.addWidget(FieldGrid(fields))
        self.does = Words("", wrap=True)
        self.does.setAccessibleName("What this does")
        self.body.column.addWidget(self.does)
        why = Entry(
            "Why", Area(lines=2), key="reason", help_words="Kept in the pupil's history; it may stay blank"
        )
        self.body.column.addWidget(self.add(why))
        self.begin(next(iter(self.choices.radios.values())))

    def typed(self) -> dict[str, Any]:
        """Give the stage, the day and the reason."""
        return {
            "stage": (self.choices.chosen() or ""),
            "started_on": typed_in(self.entries["started_on"].widget),
            "reason": typed_in(self.entries["reason"].widget),
        }

    def put_back(self, typed: dict[str, Any]) -> None:
        """Put them back."""
        self.choices.choose(Stage(typed["stage"]) if typed["stage"] else None)
        for key in ("started_on", "reason"):
            put_in(self.entries[key].widget, typed[key])

    def look(self) -> None:
        """Say what placing does."""
        try:
            self.does.setText(self._does(self._day()))
        except Mistake:
            self.does.setText("")

    def save(self) -> None:
        """Place the pupil, as one step."""
        chosen = self.choices.chosen()
        if chosen is None:
            raise Mistake("No stage is chosen.", "Choose the stage.", field="stage")
        on = self._day()
        reason = typed_in(self.entries["reason"].widget).strip()
        self.show_problems([])
        done = self.desk.run(
            stages.place_on_stage, self.seen.id, chosen, on,
            today=self.today, reason=reason, refuse=self.refuse,
        )  # fmt: skip
        if done is not None:
            self.finish(True)

    def go_to(self, key: str) -> None:
        """Give the keyboard to a field; to the stage chosen, for the stages."""
        if key == "stage":
            self.choices.focus()
        else:
            super().go_to(key)

    def _day(self) -> date:
        text = typed_in(self.entries["started_on"].widget)
        on = day(text, "From which day", field="started_on", today=self.today)
        if on is None:
            raise Mistake("From which day is empty.", "Type the day.", field="started_on")
        return on

    def _does(self, on: date) -> str:
        name, here, to = self.seen.forename, self.seen.stage, self.choices.chosen()
        if to is None:
            return "Choose a stage to see what this does."
        if to is Stage.NONE:
            return f"{name} is off the pathway from {short_date(on)}. Everything stays in the file."
        start = f"{name} moves from {here.words} to {to.words}" if here is not Stage.NONE else (
            f"{name} is placed on {to.words}"
        )  # fmt: skip
        said = [f"{start} from {short_date(on)}."]
        if here.provision_code != to.provision_code:
            said.append(f"The census code becomes {to.provision_code}.")
        window = reviews.review_window(to, on, terms=self.terms, date_of_birth=self.seen.pupil.date_of_birth)
        if window is not None:
            said.append(
                f"The first review is due between {day_and_month(window.opens_on)} "
                f"and {long_day(window.closes_on, year=True)}."
            )
        return " ".join(said)
