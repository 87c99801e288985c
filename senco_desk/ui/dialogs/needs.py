"""A pupil's needs in DfE's types, the main one first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from senco_desk.errors import Mistake
from senco_desk.models.codes import Area, IdentifiedBy, NeedType, Stage
from senco_desk.models.pupil import Need, NeedInput
from senco_desk.rules.register import needs_warnings
from senco_desk.services import pupils
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import DATE_HELP, Entry, choice, day, day_words, put_in, typed_in
from senco_desk.ui.dialogs.listed import ListedDialog, Row
from senco_desk.ui.widgets import Area as LongText
from senco_desk.ui.widgets import Line, Pick, Words

_FIRST_NEED = NeedType.SLCN
_RANKS = {1: "Main need", 2: "Second need", 3: "Third need"}


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A need with its place in the list, as the rules look at it."""

    code: NeedType
    rank: int


def edit_needs(desk: Desk, parent: QWidget | None, pupil_id: int) -> bool:
    """Change a pupil's needs in a dialog; says whether they were changed."""
    seen = desk.run(pupils.view, pupil_id)
    return seen is not None and bool(Needs(desk, parent, pupil_id, seen.needs, seen.stage).ask())


class Needs(ListedDialog):
    """The needs of one pupil; the census takes the first two."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, pupil_id: int, known: tuple[Need, ...], stage: Stage
    ) -> None:
        super().__init__(
            desk, parent, "Needs", key=f"needs/{pupil_id}", what="a need",
            empty="No needs yet. The first one is the main need; the census takes the first two.",
        )  # fmt: skip
        self.pupil_id, self.stage, self.today = pupil_id, stage, date.today()
        self.warnings = Words("", "soon", wrap=True)
        self.warnings.hide()
        self.show_rows([_row(need) for need in known])
        self.body.column.insertWidget(self.body.column.indexOf(self.empty), self.warnings)

    def fields(self) -> list[Entry]:
        """Make the fields of a need."""
        types = choice([(code.value, f"{code.words} ({code.value})") for code in NeedType])
        types.activated.connect(self._take_usual_area)
        found = choice([("", "Not said"), *((way.value, way.words) for way in IdentifiedBy)])
        return [
            Entry("Type of need", types, key="code", whole_row=True),
            Entry("Area of need", choice([(area.value, area.words) for area in Area]), key="area"),
            Entry("How it was found", found, key="identified_by"),
            Entry("Since", Line(), key="since", help_words=DATE_HELP),
            Entry("Note", LongText(lines=2), key="note", whole_row=True),
        ]

    def blank(self) -> Row:
        """Give the first type that is not in the list yet."""
        taken = {row["code"] for row in self.rows}
        code = next((code for code in (_FIRST_NEED, *NeedType) if code.value not in taken), _FIRST_NEED)
        return {"code": code.value, "area": code.area.value, "identified_by": "", "since": "", "note": ""}

    def row_words(self, row: Row, place: int) -> str:
        """Say a need: its rank and type."""
        return f"{_RANKS.get(place, f'Need {place}')}: {NeedType(row['code']).short}"

    def look(self) -> None:
        """Say what to look at in the needs as they stand."""
        super().look()
        ranked = [_Ranked(NeedType(row["code"]), rank) for rank, row in enumerate(self.rows, start=1)]
        said = needs_warnings(ranked, self.stage)
        self.warnings.setText("\n".join(said))
        self.warnings.setVisible(bool(said))

    def save(self) -> None:
        """Put these needs in place of the present ones, as one step."""
        wanted = []
        for place, row in enumerate(self.rows):
            try:
                wanted.append(_input(row, place + 1, self.today))
            except Mistake as mistake:
                self.refuse_row(place, mistake)
                return
        if self.desk.run(pupils.set_needs, self.pupil_id, wanted, refuse=self._refuse_doubled) is not None:
            self.finish(True)

    def _refuse_doubled(self, mistake: Mistake) -> bool:
        codes = [row["code"] for row in self.rows]
        doubled = next((place for place, code in enumerate(codes) if code in codes[:place]), None)
        if doubled is None:
            return self.refuse(mistake)
        self.refuse_row(doubled, Mistake(mistake.said, mistake.advice, field="code"))
        return True

    def _take_usual_area(self, _place: int) -> None:
        area = self.entries["area"].widget
        if isinstance(area, Pick):
            put_in(area, NeedType(typed_in(self.entries["code"].widget)).area.value)


def _row(need: Need) -> Row:
    return {
        "code": need.code.value,
        "area": need.area.value,
        "identified_by": need.identified_by.value if need.identified_by else "",
        "since": day_words(need.since),
        "note": need.note,
    }


def _input(row: Row, rank: int, today: date) -> NeedInput:
    return NeedInput.model_construct(
        code=NeedType(row["code"]),
        rank=rank,
        area=Area(row["area"]),
        identified_by=IdentifiedBy(row["identified_by"]) if row["identified_by"] else None,
        since=day(row["since"], "Since", field="since", today=today, like="14 3 2014"),
        note=row["note"].strip(),
    )
