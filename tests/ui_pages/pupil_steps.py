"""A made-up pupil with a story, and somebody at the keyboard of a dialog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from senco_desk.forms import reading
from senco_desk.models.codes import Area, IdentifiedBy, NeedType, Stage
from senco_desk.models.pupil import ContactInput, MeetingInput, NeedInput, PupilInput
from senco_desk.services import pupils, responses, stages
from senco_desk.store import Store
from senco_desk.ui.pages.pupil import PupilPage
from senco_desk.ui.window import Window
from tests.ui import walk

TODAY = date.today()
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def ago(days: int) -> date:
    """A day in the past."""
    return TODAY - timedelta(days=days)


def make_idris(store: Store, *papers: str) -> int:
    """Idris on My Plan+, with a family, two needs, a review in nine days, and these papers completed."""
    pupil_id, _ = pupils.add(
        store,
        PupilInput(
            legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H", upn="Z999202600017",
            date_of_birth=date(TODAY.year - 13, TODAY.month, 28), sessions_possible=100, sessions_missed=9,
            medical_note="Inhaler in the office", key_adult="Mr Owusu", young_carer=True,
            what_helps="Short instructions\nA seat near the door",
        ),
        contacts=[
            ContactInput(name="Leila Halloran", relationship="Mother", phone="07700 900123"),
            ContactInput(name="Sam Halloran", relationship="Grandfather"),
        ],
        needs=[
            NeedInput(code=NeedType.SLCN, area=Area.COMMUNICATION, rank=1,
                      identified_by=IdentifiedBy.SCREENING, since=date(2025, 9, 20)),
            NeedInput(code=NeedType.SEMH, area=Area.SEMH, rank=2),
        ],
    )  # fmt: skip
    for stage, days in ((Stage.CONCERN, 300), (Stage.MY_PLAN, 244), (Stage.MY_PLAN_PLUS, 60)):
        stages.place_on_stage(store, pupil_id, stage, ago(days), today=TODAY)
    meeting = MeetingInput(on=TODAY + timedelta(days=9), at="10:00", place="Room 12", led_by="Ruth Amadi")
    stages.plan_review(store, pupil_id, meeting)
    for paper in papers:
        made = responses.start(store, pupil_id, reading.variant_for(paper, "8").id)
        responses.complete(store, made, ago(5))
    return pupil_id


def review_of(store: Store, pupil_id: int) -> MeetingInput:
    """The next review, which is planned."""
    planned = pupils.view(store, pupil_id).next_review
    assert planned is not None
    return MeetingInput.model_validate(planned.model_dump())


def show(window: Window, pupil_id: int, tab: str = "overview") -> PupilPage:
    """Go to a pupil's page."""
    page = window.go("pupil", pupil_id=pupil_id, tab=tab)
    assert isinstance(page, PupilPage)
    walk.settle()
    return page


def press(*keys: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys on whatever has the keyboard."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the keyboard"
        QTest.keyClick(focused, key, how)
        walk.settle()


def write(words: str) -> None:
    """Type words in place of what stands in the field that has the keyboard."""
    press(Qt.Key.Key_A, how=CTRL)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)
    walk.settle()


def in_dialog(open_it: Callable[[], Any], then: Callable[[Any], object]) -> Any:
    """Open a dialog, do what is said while it is open, and give what opening it came to."""
    wrong: list[Exception] = []

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            walk.settle()
            then(dialog)
        except Exception as error:  # noqa: BLE001 - raised again below, out of Qt's loop
            wrong.append(error)
        finally:
            if isinstance(dialog, QWidget) and dialog.isVisible():
                wrong.append(AssertionError("the dialog was left open"))
                dialog.close()

    QTimer.singleShot(0, go)
    came_to = open_it()
    walk.settle()
    if wrong:
        raise wrong[0]
    return came_to
