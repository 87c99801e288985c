"""Responses: started, drafted, completed, amended, declined; and what is still to come."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from senco_desk.errors import Mistake, Trouble
from senco_desk.forms import reading
from senco_desk.forms.answers import Answer
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import ContactInput, PupilInput
from senco_desk.models.responses import ResponseState
from senco_desk.reports.theme import Look
from senco_desk.services import letting_out, papers, pupils, response_lists, responses, stage3, stages, today
from senco_desk.store import Store, drafts, undo
from tests.vaults import reopen

TODAY = date(2026, 11, 22)


@pytest.fixture
def idris(store: Store) -> int:
    fields = PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H")
    pupil_id, _ = pupils.add(store, fields, contacts=[ContactInput(name="Leila Halloran")])
    stages.place_on_stage(store, pupil_id, Stage.MY_PLAN_PLUS, date(2026, 7, 2), today=TODAY)
    return pupil_id


def answered(store: Store, response_id: int, **said: str) -> None:
    seen = responses.open_response(store, response_id)
    answers = dict(seen.answers) | {key: Answer(words) for key, words in said.items()}
    responses.keep_draft(store, response_id, answers)


def test_a_new_form_holds_what_the_record_knows(store: Store, idris: int) -> None:
    seen = responses.open_response(store, responses.start(store, idris, "parent_information"))
    known = [answer.value for answer in seen.answers.values()]
    assert {"shown": "Idris Halloran", "correction": ""} in known
    assert any(isinstance(value, list) and value[0]["name"] == "Leila Halloran" for value in known)
    assert seen.pupil_line == "Idris Halloran, 8H"


def test_what_is_typed_is_a_draft_at_once_and_one_named_step_when_settled(store: Store, idris: int) -> None:
    response_id = responses.start(store, idris, "family_views")
    answered(store, response_id, worries="Mornings")
    assert responses.open_response(store, response_id).answers["worries"].value == "Mornings"
    assert undo.next_undo(store).name == "start What My Family Think"  # type: ignore[union-attr] # there is one
    done = responses.settle(store, response_id)
    assert done is not None
    assert done.name == "fill in What My Family Think"
    assert drafts.read(store, responses.draft_key(response_id)) is None
    assert responses.settle(store, response_id) is None
    undo.undo(store)
    assert "worries" not in responses.open_response(store, response_id).answers


def test_a_draft_is_there_after_the_file_was_closed(tmp_path: Path, store: Store, idris: int) -> None:
    response_id = responses.start(store, idris, "family_views")
    answered(store, response_id, worries="Mornings")
    store.close()
    again = reopen(store.path)
    assert responses.open_response(again, response_id).answers["worries"].value == "Mornings"
    again.close()


def test_only_one_copy_of_a_form_is_open_at_a_time(store: Store, idris: int) -> None:
    responses.start(store, idris, "family_views")
    with pytest.raises(Mistake, match="begun already"):
        responses.start(store, idris, "family_views")


def test_a_completed_form_is_fixed_and_keeps_its_paper(store: Store, idris: int) -> None:
    response_id = responses.start(store, idris, "family_views")
    answered(store, response_id, worries="Mornings are a fight")
    responses.complete(store, response_id, date(2026, 11, 12), today=TODAY)
    seen = responses.open_response(store, response_id)
    assert (seen.state, seen.completed_on) == (ResponseState.COMPLETED, date(2026, 11, 12))
    pdf = response_lists.paper_of(store, response_id)
    assert pdf is not None
    assert pdf.startswith(b"%PDF")
    with pytest.raises(Mistake, match="not open for changes"):
        responses.complete(store, response_id, TODAY, today=TODAY)
    responses.keep_draft(store, response_id, {"worries": Answer("changed")})
    assert responses.open_response(store, response_id).answers["worries"].value == "Mornings are a fight"
    assert responses.settle(store, response_id) is None


def test_an_answer_that_does_not_fit_stops_completion_and_is_kept(store: Store, idris: int) -> None:
    response_id = responses.start(store, idris, "family_views")
    seen = responses.open_response(store, response_id)
    responses.keep_draft(store, response_id, dict(seen.answers) | {"completed_on": Answer({"date": "soon"})})
    with pytest.raises(Mistake) as told:
        responses.complete(store, response_id, TODAY, today=TODAY)
    assert told.value.field == "completed_on"
    assert responses.open_response(store, response_id).answers["completed_on"].value == {"date": "soon"}


def test_a_form_cannot_have_been_filled_in_tomorrow(store: Store, idris: int) -> None:
    response_id = responses.start(store, idris, "family_views")
    with pytest.raises(Mistake, match="future"):
        responses.complete(store, response_id, date(2026, 11, 23), today=TODAY)


def test_an_amended_copy_supersedes_the_first_only_when_it_is_completed(store: Store, idris: int) -> None:
    first = responses.start(store, idris, "family_views")
    answered(store, first, worries="Mornings")
    responses.complete(store, first, date(2026, 9, 24), today=TODAY)
    copy = responses.amend(store, first)
    assert responses.open_response(store, copy).answers["worries"].value == "Mornings"
    assert responses.open_response(store, first).state is ResponseState.COMPLETED
    responses.complete(store, copy, TODAY, today=TODAY)
    assert responses.open_response(store, first).state is ResponseState.SUPERSEDED
    undo.undo(store)
    assert responses.open_response(store, first).state is ResponseState.COMPLETED
    assert responses.open_response(store, copy).state is ResponseState.DRAFT
    assert response_lists.paper_of(store, copy) is None
    undo.redo(store)
    assert response_lists.paper_of(store, copy) is not None


def _step(store: Store) -> int:
    step = undo.next_undo(store)
    assert step is not None
    assert step.id is not None
    return step.id


def test_a_draft_thrown_away_does_not_come_back_beside_one_begun_since(store: Store, idris: int) -> None:
    first = responses.start(store, idris, "family_views")
    responses.throw_away(store, first)
    thrown = _step(store)
    second = responses.start(store, idris, "family_views")
    with pytest.raises(Mistake, match=r"“start What My Family Think” .* made another form of Idris Halloran"):
        undo.undo(store, thrown)
    assert [line.id for line in response_lists.of_pupil(store, idris)] == [second]
    undo.undo(store)
    undo.undo(store, thrown)
    assert [line.id for line in response_lists.of_pupil(store, idris)] == [first]


def test_a_completed_form_is_not_opened_again_by_undo_beside_a_newer_draft(store: Store, idris: int) -> None:
    first = responses.start(store, idris, "family_views")
    responses.complete(store, first, TODAY, today=TODAY)
    completed = _step(store)
    responses.start(store, idris, "family_views")
    with pytest.raises(Mistake, match="made another form"):
        undo.undo(store, completed)
    assert responses.open_response(store, first).state is ResponseState.COMPLETED


def test_a_declined_form_is_not_opened_again_beside_a_newer_draft(store: Store, idris: int) -> None:
    first = responses.start(store, idris, "family_views")
    responses.decline(store, first, "Leila Halloran", TODAY)
    responses.start(store, idris, "family_views")
    with pytest.raises(Mistake, match="begun already"):
        responses.take_back_decline(store, first)


def test_what_was_amended_already_is_not_amended_by_a_second_copy(store: Store, idris: int) -> None:
    first = responses.start(store, idris, "family_views")
    responses.complete(store, first, date(2026, 9, 24), today=TODAY)
    lost = responses.amend(store, first)
    responses.throw_away(store, lost)
    thrown = _step(store)
    copy = responses.amend(store, first)
    responses.complete(store, copy, TODAY, today=TODAY)
    undo.undo(store, thrown)
    with pytest.raises(Mistake, match="has been amended already"):
        responses.complete(store, lost, TODAY, today=TODAY)
    current = [line.id for line in response_lists.of_pupil(store, idris)
               if line.state is ResponseState.COMPLETED]  # fmt: skip
    assert current == [copy]


def test_a_new_copy_shows_last_time_and_may_start_from_it(store: Store, idris: int) -> None:
    first = responses.start(store, idris, "family_views")
    answered(store, first, worries="Mornings", filled_in_by="Leila")
    responses.complete(store, first, date(2026, 9, 24), today=TODAY)
    second = responses.start(store, idris, "family_views", from_last=True)
    seen = responses.open_response(store, second)
    assert seen.answers["worries"].value == "Mornings"
    assert "filled_in_by" not in seen.answers
    assert seen.last_time["worries"].words == ("Mornings",)
    assert seen.last_time["worries"].on == date(2026, 9, 24)


def test_a_refusal_is_recorded_with_who_and_when_and_can_be_opened_again(store: Store, idris: int) -> None:
    response_id = responses.start(store, idris, "story_so_far")
    with pytest.raises(Mistake) as told:
        responses.decline(store, response_id, " ", TODAY)
    assert told.value.field == "declined_by"
    responses.decline(store, response_id, "Leila Halloran", date(2026, 11, 9), "Too painful just now")
    (line,) = response_lists.of_pupil(store, idris)
    assert (line.state, line.declined_by) == (ResponseState.DECLINED, "Leila Halloran")
    responses.take_back_decline(store, response_id)
    assert responses.open_response(store, response_id).state is ResponseState.DRAFT


def test_the_papers_say_which_are_in_and_which_version_suits_the_year(store: Store, idris: int) -> None:
    first = responses.start(store, idris, "family_views")
    responses.complete(store, first, TODAY, today=TODAY)
    responses.start(store, idris, "story_so_far")
    second = responses.start(store, idris, "parent_information")
    responses.decline(store, second, "Leila Halloran", TODAY)
    states = {state.paper: state for state in stage3.papers(store, idris, "8")}
    assert {paper: state.state for paper, state in states.items()} == {
        "parent_information": "declined",
        "story_so_far": "begun",
        "family_views": "done",
        "pupil_views": "none",
        "outside_agency": "none",
        "consent": "none",
    }
    assert states["pupil_views"].form_id == "pupil_views_secondary"
    assert stage3.done_of(tuple(states.values())) == (2, 5)


def test_today_shows_drafts_papers_to_come_and_calls_owed(store: Store, idris: int) -> None:
    response_id = responses.start(store, idris, "family_views")
    responses.keep_draft(store, response_id, {"changes": Answer("yes", talk=True), "worries": Answer("x")})
    page = today.today(store, on=TODAY)
    assert page.carry_on[0].name == "Idris Halloran"
    assert page.carry_on[0].line.answered == 2
    assert len(page.papers[0].missing) == 5
    responses.settle(store, response_id)
    (call,) = today.today(store, on=TODAY).calls
    assert call.title == "What My Family Think"
    assert len(call.questions) == 1
    today.talked(store, response_id, TODAY)
    assert today.today(store, on=TODAY).calls == ()


def test_a_saved_paper_is_remembered_and_can_be_deleted_where_it_lies(
    tmp_path: Path, store: Store, idris: int
) -> None:
    paper = letting_out.Paper(b"%PDF made up", "review pack", 12, "family", idris)
    place = tmp_path / "review-pack.pdf"
    letting_out.save(store, paper, place)
    assert place.read_bytes() == paper.pdf
    (line,) = letting_out.all_let_out(store, idris)
    assert (line.pupil_name, line.still_there, line.pages) == ("Idris Halloran", True, 12)
    letting_out.remove(store, line.id)
    assert not place.exists()
    assert not letting_out.all_let_out(store)[0].still_there
    with pytest.raises(Mistake, match="no longer lies"):
        letting_out.remove(store, line.id)


def test_a_paper_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, store: Store) -> None:
    with pytest.raises(Trouble, match="could not be saved"):
        letting_out.save(store, letting_out.Paper(b"x", "pack", 1, "family"), tmp_path / "gone" / "p.pdf")
    assert letting_out.all_let_out(store) == ()


def test_an_agency_form_leaves_only_with_the_parents_agreement_or_a_reason(store: Store, idris: int) -> None:
    form = reading.form("outside_agency")
    with pytest.raises(Mistake, match="only with the parent’s agreement") as told:
        papers.refuse_without_agreement(form, {})
    assert told.value.field == "parent_agreement"
    agreed = {"state": "agreed", "who": "Leila Halloran", "when": "2026-11-12"}
    papers.refuse_without_agreement(form, {"parent_agreement": Answer(agreed)})
    papers.refuse_without_agreement(form, {"without_agreement": Answer("To keep him safe")})
    withdrawn = agreed | {"withdrawn_on": "2026-11-20"}
    with pytest.raises(Mistake):
        papers.refuse_without_agreement(form, {"parent_agreement": Answer(withdrawn)})
    blank = papers.blank_for(store, idris, form, Look(), today=TODAY)
    assert "Idris" not in "".join(page.extract_text() for page in PdfReader(io.BytesIO(blank)).pages)
