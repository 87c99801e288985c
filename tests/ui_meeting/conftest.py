"""The window of `tests.ui`, with a school of canaries in its file."""

from __future__ import annotations

import pytest

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import MeetingInput, PupilInput
from senco_desk.services import pupils, responses, stages
from senco_desk.store import Store
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.conftest import *  # noqa: F403 - its fixtures, as its `__all__` lists them
from tests.ui_pages.pupil_steps import TODAY, ago, make_idris

OTHERS = ("Zephyrine", "Quillfeather", "Wolfram", "Oakenshaw", "Persephone", "Larkspurling")
"""Names that only other pupils have."""


def add_others(store: Store) -> list[int]:
    """Three others: with a review soon, a form begun, and one who has left."""
    made = []
    for forename, surname in zip(OTHERS[::2], OTHERS[1::2], strict=True):
        fields = PupilInput(legal_forename=forename, legal_surname=surname, year_group="8", form="8H")
        pupil_id, _ = pupils.add(store, fields)
        stages.place_on_stage(store, pupil_id, Stage.MY_PLAN_PLUS, ago(40), today=TODAY)
        stages.plan_review(store, pupil_id, MeetingInput(on=TODAY, at="09:00", place="Room 3"))
        responses.start(store, pupil_id, "family_views")
        made.append(pupil_id)
    return made


@pytest.fixture
def others(open_window: Window) -> list[int]:
    """The others, added after Idris."""
    idris = make_idris(open_window.desk.store, "parent_information")
    assert idris == 1
    return add_others(open_window.desk.store)


@pytest.fixture
def in_meeting(open_window: Window, others: list[int]) -> Window:
    """The meeting view of Idris, begun after the list with the others in it was on the screen."""
    open_window.go("pupils")
    walk.settle()
    open_window.go("pupil", pupil_id=others[0])
    open_window.go("pupil", pupil_id=1)
    open_window.meeting.turn()
    walk.settle()
    assert open_window.meeting.on
    return open_window
