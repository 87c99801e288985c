"""The pupil’s strengths and views on the form for an outside service: only with the pupil’s word."""

from datetime import date

import pytest

from senco_desk.forms.answers import Answer
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import PupilInput
from senco_desk.services import pupils, responses, stages
from senco_desk.store import Store
from tests.services.filled_forms import complete

TODAY = date(2026, 11, 22)
MAY_READ = {"may_read": Answer({"choices": ["family", "outside"], "other": ""})}


@pytest.fixture
def idris(store: Store) -> int:
    pupil_id, _ = pupils.add(
        store, PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8")
    )
    stages.place_on_stage(store, pupil_id, Stage.MY_PLAN_PLUS, date(2026, 7, 2), today=TODAY)
    return pupil_id


def _told(store: Store, pupil_id: int) -> str:
    """Give what stands in A6 of a request that is begun."""
    seen = responses.open_response(store, responses.start(store, pupil_id, "outside_agency"))
    given = seen.answers.get("strengths")
    return str(given.value["shown"]) if given is not None else ""


def test_a_request_begins_with_what_the_pupil_said_last(store: Store, idris: int) -> None:
    older, newer = date(2026, 9, 1), date(2026, 11, 9)
    complete(store, idris, "pupil_views_secondary", newer, proud="My maps", **MAY_READ)
    complete(store, idris, "pupil_views_secondary", older, proud="My den", **MAY_READ)
    assert _told(store, idris) == "Pupil Views, 9 Nov 2026\nWhat are you proud of? My maps"


def test_what_was_said_at_another_age_counts_too(store: Store, idris: int) -> None:
    on = date(2026, 11, 9)
    good_at = {"one": "Maps", "two": "", "three": "Chess"}
    complete(store, idris, "pupil_views_upper_primary", on, good_at=good_at, best_part="the bus", **MAY_READ)
    assert _told(store, idris).splitlines()[1:] == [
        "Three things I am good at Maps; Chess",
        "The best part of my day is… the bus",
    ]


@pytest.mark.parametrize(
    "allowed",
    [
        {},
        {"may_read": Answer({"choices": ["family", "senco"], "other": ""})},
        {"may_share": Answer("yes", note="Not the feeding times")},
        {"may_share": Answer("no")},
    ],
    ids=["not asked", "others only", "not a part of it", "no"],
)
def test_nothing_is_passed_on_that_the_pupil_did_not_allow(
    store: Store, idris: int, allowed: dict[str, Answer]
) -> None:
    form_id = "pupil_views_supported" if "may_share" in allowed else "pupil_views_secondary"
    said = {"would_tell_us": "Drum on my left"} if "may_share" in allowed else {"proud": "My maps"}
    complete(store, idris, form_id, date(2026, 11, 9), **said, **allowed)
    assert _told(store, idris) == ""


def test_what_the_pupil_would_rather_talk_about_is_left_out(store: Store, idris: int) -> None:
    hard = Answer("Lunch", talk=True)
    complete(
        store,
        idris,
        "pupil_views_upper_primary",
        date(2026, 11, 9),
        best_part="PE",
        hardest_part=hard,
        **MAY_READ,
    )
    assert _told(store, idris) == "Pupil Views, 9 Nov 2026\nThe best part of my day is… PE"


def test_shared_views_of_a_child_with_little_speech_go_with_the_request(store: Store, idris: int) -> None:
    complete(
        store, idris, "pupil_views_supported", date(2026, 11, 9), would_tell_us="Wait for me", may_share="yes"
    )
    assert _told(store, idris) == "Pupil Views, 9 Nov 2026\nWhat I think they would tell us Wait for me"
