"""The family: who to call, in which order, and how to reach them."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from senco_desk.errors import Mistake
from senco_desk.models.pupil import Contact, ContactInput
from senco_desk.services import pupils
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import Entry, choice
from senco_desk.ui.dialogs.listed import ListedDialog, Row
from senco_desk.ui.widgets import Area, Line

_LIVES: Final = {"": None, "yes": True, "no": False}
_BLANK: Final[Row] = {
    "name": "", "relationship": "", "phone": "", "best_time": "", "parental_responsibility": "",
    "lives_with": "", "email": "", "other_phone": "", "address": "",
}  # fmt: skip


def edit_contacts(desk: Desk, parent: QWidget | None, pupil_id: int) -> bool:
    """Change a pupil's contacts in a dialog; says whether they were changed."""
    seen = desk.run(pupils.view, pupil_id)
    return seen is not None and bool(Contacts(desk, parent, pupil_id, seen.contacts).ask())


class Contacts(ListedDialog):
    """The contacts of one pupil, the one called first at the top."""

    def __init__(self, desk: Desk, parent: QWidget | None, pupil_id: int, known: tuple[Contact, ...]) -> None:
        super().__init__(
            desk, parent, "Family and contacts", key=f"contacts/{pupil_id}", what="a contact",
            empty="No contacts yet. The first one is called first.",
        )  # fmt: skip
        self.pupil_id = pupil_id
        self.show_rows([_row(contact) for contact in known])

    def fields(self) -> list[Entry]:
        """Make the fields of a contact."""
        responsibility = choice([("", "Not said"), ("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure")])
        lives = choice([("", "Not said"), ("yes", "Yes"), ("no", "No")])
        return [
            Entry("Name", Line(), key="name"),
            Entry("Relationship", Line(), key="relationship", help_words="Such as mother, foster carer"),
            Entry("Phone", Line(), key="phone"),
            Entry("Best time to call", Line(), key="best_time"),
            Entry("Parental responsibility", responsibility, key="parental_responsibility"),
            Entry("Lives with the pupil", lives, key="lives_with"),
            Entry("Email", Line(), key="email"),
            Entry("Other phone", Line(), key="other_phone"),
            Entry("Address", Area(lines=3), key="address", whole_row=True),
        ]

    def blank(self) -> Row:
        """Give a contact of whom nothing is known."""
        return dict(_BLANK)

    def row_words(self, row: Row, place: int) -> str:
        """Say a contact: name and relationship."""
        return ", ".join(part for part in (row["name"] or "No name yet", row["relationship"]) if part)

    def save(self) -> None:
        """Put these contacts in place of the present ones, as one step."""
        for place, row in enumerate(self.rows):
            if not row["name"].strip():
                self.refuse_row(place, Mistake("Name is empty.", "Type the name.", field="name"))
                return
        wanted = [_input(row, rank) for rank, row in enumerate(self.rows, start=1)]
        if self.desk.run(pupils.set_contacts, self.pupil_id, wanted, refuse=self.refuse) is not None:
            self.finish(True)


def _row(contact: Contact) -> Row:
    lives = next(words for words, value in _LIVES.items() if value is contact.lives_with)
    return {key: getattr(contact, key) for key in _BLANK} | {"lives_with": lives}


def _input(row: Row, rank: int) -> ContactInput:
    texts = {key: value.strip() for key, value in row.items() if key != "lives_with"}
    return ContactInput.model_construct(**texts, lives_with=_LIVES[row["lives_with"]], rank=rank)
