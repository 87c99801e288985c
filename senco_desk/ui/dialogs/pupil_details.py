"""What is known of a pupil: adding one, and changing the details."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.models.codes import YEAR_GROUPS, year_words
from senco_desk.models.pupil import PupilInput
from senco_desk.rules import attendance, upn, year_groups
from senco_desk.services import pupils
from senco_desk.services.words import label
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import (
    DATE_HELP,
    Entry,
    FieldGrid,
    Ticks,
    choice,
    day,
    day_words,
    number,
    on_edit,
    put_in,
    typed_in,
)  # fmt: skip
from senco_desk.ui.dialogs.typed import TypedDialog
from senco_desk.ui.widgets import Area, Check, Hairline, Head, Line, Words

_NEEDED: Final = ("legal_forename", "legal_surname")
_DATES: Final = {"date_of_birth": "Date of birth", "joined_on": "Joined the school"}
_NUMBERS: Final = {"sessions_possible": "Sessions possible", "sessions_missed": "Sessions missed"}
_SEX: Final = (("", "Not said"), ("F", "Female"), ("M", "Male"))

#: Heading, then (key, label, help) of its fields; a key with a dash before it takes a row of its own.
_GROUPS: Final[tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]] = (
    ("Names", (
        ("legal_forename", "Legal forename", ""),
        ("legal_surname", "Legal surname", ""),
        ("preferred_forename", "Forename they like", "Used everywhere when it is filled in"),
        ("preferred_surname", "Surname they use", ""),
        ("middle_names", "Middle names", ""),
        ("former_surname", "Former surname", "Search finds it too"),
    )),
    ("In school", (
        ("date_of_birth", "Date of birth", DATE_HELP),
        ("year_group", "Year group", ""),
        ("form", "Form", ""),
        ("key_adult", "Key adult", "Who the pupil turns to first"),
        ("upn", "UPN", "Thirteen characters; blank until it is known"),
        ("joined_on", "Joined the school", DATE_HELP),
    )),
    ("Attendance this year", (
        ("sessions_possible", "Sessions possible", "Half days since September"),
        ("sessions_missed", "Sessions missed", "Half days, for any reason"),
    )),
    ("About", (
        ("sex", "Sex", ""),
        ("pronouns", "Pronouns", ""),
        ("home_language", "Language at home", ""),
        ("other_languages", "Other languages", ""),
        ("ethnicity", "Ethnicity", ""),
        ("medical_note", "Medical note", "One line, such as: Inhaler in the office"),
    )),
)  # fmt: skip

_TICKS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "In school": (("part_time", "Not in school full time"),),
    "About": (
        ("eal", "English as an additional language"),
        ("interpreter", "Family needs an interpreter"),
        ("large_print", "Papers in large print"),
    ),
}
_FLAGS: Final = (
    ("looked_after", "Looked after"),
    ("previously_looked_after", "Previously looked after"),
    ("social_worker", "Has a social worker"),
    ("young_carer", "Young carer"),
    ("service_child", "Service child"),
    ("pupil_premium", "Pupil premium"),
    ("free_school_meals", "Free school meals"),
)


def edit_pupil(desk: Desk, parent: QWidget | None, pupil_id: int | None = None) -> int | None:
    """Add a pupil, or change one's details, in a dialog; gives the pupil's id, or None when it was left."""
    known = None
    if pupil_id is not None:
        seen = desk.run(pupils.view, pupil_id)
        if seen is None:
            return None
        known = seen.pupil
    given: int | None = PupilDetails(desk, parent, pupil_id, known).ask()
    return given


class PupilDetails(TypedDialog):
    """The fields of one pupil; `known` is what stands in the file, None for a new pupil."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, pupil_id: int | None = None, known: PupilInput | None = None
    ) -> None:
        super().__init__(
            desk,
            parent,
            "Add a pupil" if known is None else "Change details",
            key=f"pupil/{'new' if pupil_id is None else pupil_id}",
            save="Add the pupil" if known is None else "Save",
            wide=720,
        )
        self.pupil_id, self.known = pupil_id, known
        self.today = date.today()
        self.boxes: dict[str, Check] = {}
        self.body.column.addWidget(
            Words("Only the two legal names are needed. The rest can wait.", "quiet", wrap=True)
        )
        for heading, fields in _GROUPS:
            self._add_group(heading, fields, _TICKS.get(heading, ()))
        self._add_group("Known to us", (), _FLAGS)
        self.body.column.addWidget(Hairline())
        helps = Entry(
            "What helps",
            Area(lines=4),
            key="what_helps",
            help_words="What works for this pupil, in a few lines",
        )
        self.body.column.addWidget(self.add(helps))
        self._fill(known or PupilInput.model_construct())
        self.begin(self.entries["legal_forename"].widget)

    # as a dialog that is typed into

    def typed(self) -> dict[str, Any]:
        """Give each field's text, choice or tick by its key."""
        texts = {key: typed_in(entry.widget) for key, entry in self.entries.items()}
        return texts | {key: box.isChecked() for key, box in self.boxes.items()}

    def put_back(self, typed: dict[str, Any]) -> None:
        """Put the fields as they were; a field that is not named stays."""
        for key, value in typed.items():
            if key in self.entries:
                put_in(self.entries[key].widget, value)
            elif key in self.boxes:
                self.boxes[key].setChecked(bool(value))

    def save(self) -> None:
        """Add the pupil, or change the details, as one step."""
        wanted, mistakes = self._read()
        if mistakes:
            self.show_problems(mistakes)
            return
        self.show_problems([])
        if self.pupil_id is None:
            made = self.desk.run(pupils.add, wanted, refuse=self.refuse)
            if made is not None:
                self.finish(made[0])
        elif self.desk.run(pupils.change, self.pupil_id, wanted, refuse=self.refuse) is not None:
            self.finish(self.pupil_id)

    def look(self) -> None:
        """Warn of what looks wrong: the UPN, the year group for the birthday, the attendance."""
        text = {key: typed_in(entry.widget) for key, entry in self.entries.items()}
        self.entries["upn"].warn(upn.problem(text["upn"]) or "")
        born = _quietly(partial(day, text["date_of_birth"], "", field="", today=self.today))
        this_year = year_groups.academic_year(self.today)
        odd = year_groups.unusual(text["year_group"], born, this_year)
        self.entries["year_group"].warn(odd or "")
        counts = [_quietly(partial(number, text[key], "", field="")) for key in _NUMBERS]
        self.entries["sessions_missed"].warn(attendance.problem(counts[0], counts[1]) or "")

    # inside

    def _add_heading(self, heading: str) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(0, theme.XS, 0, 0)
        head.setSpacing(theme.S)
        head.addWidget(Head(heading))
        head.addWidget(Hairline())
        self.body.column.addLayout(head)

    def _add_group(
        self, heading: str, fields: Sequence[tuple[str, str, str]], ticks: Sequence[tuple[str, str]]
    ) -> None:
        self._add_heading(heading)
        if fields:
            entries = [self.add(Entry(said, _widget(key), key=key, help_words=help_words))
                       for key, said, help_words in fields]  # fmt: skip
            self.body.column.addWidget(FieldGrid(entries))
        if ticks:
            boxes = []
            for key, words in ticks:
                self.boxes[key] = Check(words)
                on_edit(self.boxes[key], self.touched)
                boxes.append(self.boxes[key])
            self.body.column.addWidget(Ticks(boxes))

    def _fill(self, pupil: PupilInput) -> None:
        fields = PupilInput.model_fields
        for key, entry in self.entries.items():
            value = getattr(pupil, key, fields[key].default if key not in _NEEDED else "")
            if isinstance(value, date):
                value = day_words(value)
            put_in(entry.widget, "" if value is None else value)
        for key, box in self.boxes.items():
            box.setChecked(bool(getattr(pupil, key, False)))

    def _read(self) -> tuple[PupilInput, list[Mistake]]:
        """Read the fields; a leaver's dates and the like are taken over from what is known."""
        texts = {
            key: typed_in(entry.widget).strip()
            for key, entry in self.entries.items()
            if key not in (*_DATES, *_NUMBERS)
        }
        texts["upn"] = upn.tidy(texts["upn"])
        values: dict[str, Any] = {} if self.known is None else self.known.model_dump()
        values |= texts | {key: box.isChecked() for key, box in self.boxes.items()}
        mistakes = [
            Mistake(f"{label(key)} is empty.", f"Type the {label(key).lower()}.", field=key)
            for key in _NEEDED
            if not texts[key]
        ]
        readers: dict[str, Callable[[], Any]] = {
            key: partial(
                day, typed_in(self.entries[key].widget), said, field=key, today=self.today, like="14 3 2014"
            )
            for key, said in _DATES.items()
        } | {
            key: partial(number, typed_in(self.entries[key].widget), said, field=key)
            for key, said in _NUMBERS.items()
        }
        for key, reader in readers.items():
            try:
                values[key] = reader()
            except Mistake as mistake:
                mistakes.append(mistake)
        if values.get("date_of_birth") and values["date_of_birth"] > self.today:
            mistakes.append(
                Mistake("Date of birth lies in the future.", "Check the year.", field="date_of_birth")
            )
        return PupilInput.model_construct(**values), mistakes


def _widget(key: str) -> QWidget:
    if key == "year_group":
        return choice([("", "Not known"), *((code, year_words(code)) for code in YEAR_GROUPS)])
    if key == "sex":
        return choice(_SEX)
    return Line()


def _quietly(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Mistake:
        return None
