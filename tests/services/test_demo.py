"""The made-up school: believable, sound, the same each time, and nobody real."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from sqlmodel import col, select

from senco_desk.errors import Mistake
from senco_desk.forms import reading
from senco_desk.forms.answers import from_json
from senco_desk.forms.checking import check
from senco_desk.models.codes import NeedType, Stage
from senco_desk.models.pupil import Contact, Meeting, Need, Pupil, StageSpell
from senco_desk.models.responses import Response, ResponsePaper, ResponseState
from senco_desk.rules import attendance, passphrase, stages, terms, upn, year_groups
from senco_desk.services import demo, responses, school, stage3, today
from senco_desk.services.demo.cast import people
from senco_desk.services.demo.crowd import crowd
from senco_desk.services.demo.days import Days, year_terms
from senco_desk.services.demo.pupils import Maker, Whole
from senco_desk.services.demo.voices import Scribe, voices
from senco_desk.store import Store, open_vault, undo
from senco_desk.store import check as checking

TODAY = date(2026, 11, 22)
PUPILS = 200
PHONE = re.compile(r"07700 900\d{3}|01632 960\d{3}")
LOOKS_LIKE_A_PHONE = re.compile(r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("school") / "made-up.senco"
    store = demo.make(path, demo.PASSPHRASE, pupils=PUPILS, today=TODAY)
    yield store
    store.close()


def whole(seed: int = 7, on: date = TODAY, extra: int = 0) -> list[Whole]:
    maker = Maker(Days(on), seed)
    return [maker.make(person) for person in (*people(), *crowd(extra, seed))]


def test_it_has_as_many_pupils_as_were_asked_for(made: Store) -> None:
    with made.read() as session:
        assert len(session.exec(select(Pupil.id)).all()) == PUPILS


def test_it_says_that_it_is_made_up(made: Store) -> None:
    assert school.read(made).made_up
    assert school.read(made).name == "Fernhill Academy"


def test_the_file_is_sound(made: Store) -> None:
    assert checking.findings(made) == []


def test_its_passphrase_would_be_accepted() -> None:
    assert passphrase.advice(demo.PASSPHRASE, ["Fernhill Academy", "Joy Adeyemi"]).accepted
    assert len(demo.PASSPHRASE.split()) == 4


def test_every_upn_is_on_the_made_up_authority_with_its_check_letter(made: Store) -> None:
    with made.read() as session:
        found = session.exec(select(Pupil.upn)).all()
    assert [number for number in found if upn.problem(number) or number[1:4] != "999"] == []
    assert len(set(found)) == PUPILS


def test_every_stage_history_is_sound(made: Store) -> None:
    with made.read() as session:
        rows = session.exec(select(StageSpell)).all()
    histories: dict[int, list[StageSpell]] = {}
    for row in rows:
        histories.setdefault(row.pupil_id, []).append(row)
    problems = [stages.history_problems(history, today=TODAY) for history in histories.values()]
    assert [problem for problem in problems if problem] == []


def test_every_stage_begins_on_a_school_day() -> None:
    days = Days(TODAY)
    starts = [spell.started_on for pupil in whole(extra=100) for spell in pupil.spells]
    assert [day for day in starts if not days.is_school_day(day)] == []


def test_every_stage_and_every_type_of_need_occurs_among_the_hand_written() -> None:
    written = whole()
    assert {pupil.spells[-1].stage if pupil.spells else Stage.NONE for pupil in written} == set(Stage)
    assert {need.code for pupil in written for need in pupil.needs} == set(NeedType)


def test_the_numbers_at_each_stage_are_those_of_a_school() -> None:
    now = [pupil.spells[-1].stage for pupil in whole() if pupil.spells and pupil.pupil.left_on is None]
    assert now.count(Stage.MY_PLAN) >= 15
    assert now.count(Stage.MY_PLAN_PLUS) == 10
    assert now.count(Stage.EHC_ASSESSMENT) == 2
    assert now.count(Stage.EHCP) == 6
    assert now.count(Stage.CONCERN) >= 10
    assert sum(pupil.pupil.left_on is not None for pupil in whole()) == 3
    assert len(people()) == 60


def test_year_groups_go_with_birthdays_and_attendance_spans_from_severe_to_whole() -> None:
    staying = [pupil.pupil for pupil in whole() if pupil.pupil.left_on is None]
    odd = [
        pupil
        for pupil in staying
        if year_groups.unusual(pupil.year_group, pupil.date_of_birth, Days(TODAY).year)
    ]
    assert odd == []
    bands = {attendance.band(pupil.sessions_possible, pupil.sessions_missed) for pupil in staying}
    assert bands == {attendance.Band.USUAL, attendance.Band.PERSISTENT, attendance.Band.SEVERE}
    assert any(pupil.sessions_missed == 0 for pupil in staying)


def test_no_telephone_can_be_anybodys(made: Store) -> None:
    with made.read() as session:
        contacts = session.exec(select(Contact)).all()
    numbers = [number for row in contacts for number in (row.phone, row.other_phone) if number]
    told = school.read(made)
    numbers += [told.phone, told.senco_phone, told.sendiass_phone]
    assert [number for number in numbers if not PHONE.fullmatch(number)] == []
    assert [row.email for row in contacts if row.email and not row.email.endswith("@example.org")] == []


def test_no_voice_names_a_telephone_or_address_that_could_be_real(repository: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (repository / "resources" / "demo").rglob("*.toml")]
    found = [number for text in texts for number in LOOKS_LIKE_A_PHONE.findall(text)]
    assert found
    assert [number for number in found if not PHONE.fullmatch(number)] == []
    emails = re.findall(r"[\w.]+@([\w.]+\w)", " ".join(texts))
    assert [host for host in emails if not host.endswith("example.org")] == []
    assert [text for text in texts if re.search(r"(?m)^[^#\n]*\w'\w", text)] == []


def test_every_answer_fits_its_form(made: Store) -> None:
    with made.read() as session:
        rows = session.exec(select(Response)).all()
        slips = [
            (row.form_id, check(responses.form_of(session, row), from_json(row.answers))) for row in rows
        ]
    assert [slip for slip in slips if slip[1]] == []


def test_every_voice_belongs_to_a_pupil_and_names_only_questions_of_its_form() -> None:
    known = {pupil.person.known_as: pupil for pupil in whole()}
    for voice in voices():
        form = reading.form(voice.form)
        assert check(form, Scribe(Days(TODAY), voice, known[voice.pupil]).answers(form, {})) == ()


def test_every_form_of_the_program_was_filled_in_by_somebody(made: Store) -> None:
    with made.read() as session:
        used = set(session.exec(select(Response.form_id)).all())
    assert used == {form.id for form in reading.all_forms()}


def test_every_completed_form_keeps_its_paper(made: Store) -> None:
    with made.read() as session:
        done = session.exec(
            select(Response.id).where(
                col(Response.state).in_([ResponseState.COMPLETED, ResponseState.SUPERSEDED])
            )
        ).all()
        kept = {paper.response_id: paper.pdf for paper in session.exec(select(ResponsePaper)).all()}
    assert 30 <= len(done) <= 45
    assert set(done) == set(kept)
    assert all(pdf.startswith(b"%PDF") for pdf in kept.values())


def test_a_kept_paper_holds_what_was_said(made: Store) -> None:
    with made.read() as session:
        paper = session.exec(
            select(ResponsePaper)
            .join(Response, col(Response.id) == col(ResponsePaper.response_id))
            .where(Response.form_id == "pupil_views_upper_primary")
        ).one()
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.pdf)).pages)
    assert "read a story to my little sister" in " ".join(text.split())


def test_three_pupils_have_all_five_papers_and_consent(made: Store) -> None:
    complete = []
    with made.read() as session:
        pupils = session.exec(select(Pupil).where(col(Pupil.id) <= len(people()))).all()
        who = [(pupil.id or 0, pupil.year_group) for pupil in pupils]
    for pupil_id, year_group in who:
        states = stage3.papers(made, pupil_id, year_group)
        if all(paper.state == "done" for paper in states):
            complete.append(year_group)
    assert sorted(complete) == ["1", "4", "7"]


def test_there_is_one_of_each_turn_that_a_form_can_take(made: Store) -> None:
    with made.read() as session:
        rows = session.exec(select(Response)).all()
    states = [row.state for row in rows]
    assert states.count(ResponseState.DRAFT) == 2
    assert states.count(ResponseState.SUPERSEDED) == 1
    declined = [row for row in rows if row.state is ResponseState.DECLINED]
    assert len(declined) == 1
    assert declined[0].declined_by
    assert declined[0].declined_on
    assert declined[0].declined_reason
    ways = {from_json(row.answers)["how_completed"].value["choice"] for row in rows if row.completed_on}
    assert {"on_paper", "by_phone", "through_an_interpreter", "at_a_meeting"} <= ways


def test_a_draft_shows_what_was_said_last_time(made: Store) -> None:
    with made.read() as session:
        draft = session.exec(
            select(Response).where(Response.form_id == "family_views", Response.state == ResponseState.DRAFT)
        ).one()
    assert draft.id is not None
    said = responses.open_response(made, draft.id).last_time
    assert said["getting_on"].words[-1] == "Mornings are a fight, the rest is fine."
    assert said["getting_on"].on < TODAY


def test_an_older_form_says_what_was_known_then(made: Store) -> None:
    with made.read() as session:
        oldest = session.exec(
            select(Response).where(Response.pupil_id == 1, Response.form_id == "story_so_far")
        ).one()
    shown = {
        key: answer.value["shown"]
        for key, answer in from_json(oldest.answers).items()
        if key in ("year_and_form", "stage", "review_on")
    }
    assert shown == {"year_and_form": "Year 7, form 7H", "stage": "My Plan+", "review_on": "24 Sep 2026"}


def test_today_has_something_of_everything(made: Store) -> None:
    seen = today.today(made, on=TODAY)
    assert len(seen.overdue) == 3
    assert seen.soon
    assert seen.papers
    assert seen.calls
    assert len(seen.carry_on) == 2


def test_reviews_held_lie_behind_and_planned_ones_have_a_time_and_a_place(made: Store) -> None:
    with made.read() as session:
        meetings = session.exec(select(Meeting)).all()
        assert [meeting for meeting in meetings if meeting.held and meeting.on >= TODAY] == []
    assert any(meeting.held for meeting in meetings)
    assert all(meeting.at and meeting.place and meeting.invited for meeting in meetings)


def test_the_history_of_a_pupil_reads_like_a_senco_at_work(made: Store) -> None:
    names = {row.name for row in undo.pupil_history(made, 1)}
    assert {"move to My Plan+", "change the next review", "complete What My Family Think"} <= names


def test_what_was_done_last_can_be_undone_and_done_again(made: Store) -> None:
    last = undo.next_undo(made)
    assert last is not None
    undo.undo(made)
    undo.redo(made)
    assert undo.next_undo(made) is not None


def test_the_same_seed_and_day_give_the_same_school() -> None:
    assert whole(extra=50) == whole(extra=50)


def test_the_same_seed_and_day_give_the_same_file(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        store = demo.make(tmp_path / f"{name}.senco", demo.PASSPHRASE, pupils=2, today=TODAY)
        with store.read() as session:
            pupils = [row.model_dump() for row in session.exec(select(Pupil)).all()]
            filled = [
                row.model_dump(exclude={"definition_id"}) for row in session.exec(select(Response)).all()
            ]
        store.close()
        told.append((pupils, filled))
    assert told[0] == told[1]
    assert told[0][1]


def test_another_seed_gives_another_school_with_the_same_people() -> None:
    one, other = whole(seed=7), whole(seed=8)
    assert [pupil.pupil.legal_surname for pupil in one] == [pupil.pupil.legal_surname for pupil in other]
    assert [pupil.contacts for pupil in one] != [pupil.contacts for pupil in other]
    assert [pupil.pupil.upn for pupil in one] != [pupil.pupil.upn for pupil in other]
    assert list(crowd(20, 7)) != list(crowd(20, 8))


@pytest.mark.parametrize(
    "on", [date(2026, 9, 2), date(2027, 1, 4), date(2027, 5, 31), date(2027, 8, 20), date(2028, 2, 29)]
)
def test_it_hangs_together_on_any_day_of_the_year(on: date) -> None:
    days = Days(on)
    for pupil in whole(on=on, extra=20):
        assert stages.history_problems(pupil.spells, today=on) == ()
        assert all(meeting.on <= on for meeting in pupil.meetings if meeting.held)
        planned = [meeting.on for meeting in pupil.meetings if not meeting.held]
        assert pupil.person.review is not None or all(day > on for day in planned)
        missed, possible = pupil.pupil.sessions_missed, pupil.pupil.sessions_possible
        assert attendance.problem(possible, missed) is None
    assert terms.problems(days.kept_terms) == ()
    assert all(days.back(voice.on) <= on for voice in voices())


def test_terms_have_half_terms_and_count_on_across_them() -> None:
    kept = year_terms(2026)
    assert terms.week_of_term(date(2026, 11, 17), kept) == ("Autumn term", 11, 15)
    assert all(term.starts_on.weekday() < 5 and term.ends_on.weekday() < 5 for term in kept)


def test_the_folder_holds_the_file_its_passphrase_and_packs_without_names(tmp_path: Path) -> None:
    heard: list[float] = []
    made = demo.make_folder(tmp_path / "school", pupils=3, today=TODAY, progress=heard.append)
    assert made.pupils == 3
    open_vault(made.vault, made.passphrase_file.read_text(encoding="utf-8").strip()).close()
    packs = sorted(path.name for path in made.packs_folder.iterdir())
    assert packs == ["pack-1.pdf", "pack-2.pdf"]
    assert made.packs == 2
    assert len(pypdf.PdfReader(made.packs_folder / "pack-1.pdf").pages) > 5
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    with pytest.raises(Mistake, match="already"):
        demo.make_folder(tmp_path / "school", pupils=3, today=TODAY)


def test_a_school_stopped_half_way_leaves_no_file_in_the_way(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        demo.make(tmp_path / "half.senco", demo.PASSPHRASE, pupils=1, today=TODAY, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_needs_have_who_found_them_and_since_when(made: Store) -> None:
    with made.read() as session:
        needs = session.exec(select(Need)).all()
    assert all(
        need.identified_by is not None and need.since is not None and need.since < TODAY for need in needs
    )
    assert {1, 2, 3} <= {need.rank for need in needs}
