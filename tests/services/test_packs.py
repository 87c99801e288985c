"""The pack as a service: gathered from the file, drawn without it."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import ContactInput, MeetingInput, PupilInput
from senco_desk.services import letting_out, packs, pupils, stages
from senco_desk.services.packs import PackWish
from senco_desk.store import Store
from tests.services.filled_forms import complete

TODAY = date(2026, 11, 22)


@pytest.fixture
def idris(store: Store) -> int:
    fields = PupilInput(
        upn="V999990026001", legal_forename="Idris", legal_surname="Halloran", date_of_birth=date(2014, 3, 4)
    )
    pupil_id, _ = pupils.add(store, fields, contacts=[ContactInput(name="Leila Halloran")])
    stages.place_on_stage(store, pupil_id, Stage.MY_PLAN_PLUS, date(2026, 7, 2), today=TODAY)
    invited = "Leila Halloran, mother\nDr Hana Lindqvist, link EP"
    meeting = MeetingInput(on=date(2026, 11, 26), at="10:00", place="Room 12", invited=invited)
    stages.plan_review(store, pupil_id, meeting)
    return pupil_id


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_each_copy_says_which_it_is(store: Store, idris: int) -> None:
    wish = PackWish(copies=2)
    pack = packs.gather(store, idris, wish, today=TODAY)
    assert "Copy 2 of 2" in text_of(packs.numbered_copy(pack, wish, 2, 2))


def test_the_cover_says_when_where_and_who_is_invited(store: Store, idris: int) -> None:
    paper = packs.make(store, idris, PackWish(), today=TODAY)
    said = text_of(paper.pdf)
    for words in ("26 November 2026", "10 am", "Room 12", "Dr Hana Lindqvist, link EP", "Leila Halloran"):
        assert words in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "V999990026001" not in said


def test_a_password_locks_the_pack(store: Store, idris: int) -> None:
    paper = packs.make(store, idris, PackWish(), today=TODAY, password="heron lantern")
    reader = PdfReader(io.BytesIO(paper.pdf))
    assert reader.is_encrypted
    assert paper.protected
    assert reader.decrypt("heron lantern")


def test_many_packs_stop_when_they_are_called_off_and_name_no_child(
    store: Store, idris: int, tmp_path: Path
) -> None:
    seen: list[int] = []
    written = packs.make_many(
        store,
        [idris, idris, idris],
        PackWish(),
        tmp_path,
        today=TODAY,
        progress=lambda done, of: seen.append(done),
        cancelled=lambda: len(seen) == 2,
    )
    assert [path.name for path in written] == [
        "review-pack-2026-11-22-01.pdf",
        "review-pack-2026-11-22-02.pdf",
    ]
    assert len(letting_out.all_let_out(store)) == 2


def test_a_report_that_is_not_for_the_family_stays_out_of_their_copy_and_is_told(
    store: Store, idris: int
) -> None:
    complete(store, idris, "outside_agency", TODAY, family_may_see="no", child_strengths="Kind to Biscuit")
    for_family = packs.gather(store, idris, PackWish(), today=TODAY)
    assert for_family.forms == ()
    assert "is left out: who wrote it says" in packs.gaps_in(for_family)[0].said
    for_staff = packs.gather(store, idris, PackWish(copy="staff"), today=TODAY)
    assert [form.paper for form, _, _ in for_staff.forms] == ["outside_agency"]
    assert not any("left out" in gap.said for gap in packs.gaps_in(for_staff))


def test_a_part_that_should_not_be_shared_is_told_before_the_pack_goes_home(store: Store, idris: int) -> None:
    complete(store, idris, "outside_agency", TODAY, family_may_see="yes", not_to_share="The hospital")
    pack = packs.gather(store, idris, PackWish(), today=TODAY)
    assert len(pack.forms) == 1
    assert "should not be shared" in packs.gaps_in(pack)[0].said
