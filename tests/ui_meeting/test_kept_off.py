"""What is kept off the family's copy stays off the screen of a meeting, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from senco_desk.errors import Mistake
from senco_desk.forms import reading
from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import Form, Kind, Question
from senco_desk.services import response_lists, responses
from senco_desk.ui.form_editor import FormEditor
from senco_desk.ui.meeting.form import MeetingForm
from senco_desk.ui.meeting.paper import MeetingPaper
from senco_desk.ui.window import Window
from tests.services.paper_words import words_of
from tests.ui import traces, walk
from tests.ui_meeting.steps import frame_of, type_into

SECRET = "Pangolinworthy"
"""What an observer wrote, for the school only."""
FORM = "pupil_views_secondary"


def kept_off(form: Form) -> Iterator[Question]:
    for section in form.sections:
        off = section.kept_off()
        yield from (question for question in section.questions if question.key in off)


def with_secrets(window: Window) -> tuple[int, dict[str, Answer]]:
    """Begin a form and answer all that is kept off; gives its number, and what was said."""
    store = window.desk.store
    made = responses.start(store, 1, FORM)
    seen = responses.open_response(store, made)
    told = {
        question.key: Answer(f"{SECRET} {question.key}")
        for question in kept_off(seen.form)
        if question.kind in (Kind.LONG_TEXT, Kind.SHORT_TEXT)
    }
    assert told
    responses.keep_draft(store, made, dict(seen.answers) | told)
    responses.settle(store, made)
    return made, told


def test_questions_kept_off_are_put_aside_with_a_word_and_stay_as_they_are(in_meeting: Window):
    made, told = with_secrets(in_meeting)
    in_meeting.go("form", response_id=made)
    page = frame_of(in_meeting).current
    assert isinstance(page, MeetingForm)
    assert page.editor is not None
    form, said = page.editor.form, 0
    for at, section in enumerate(form.sections):
        page.editor.go_to_section(at)
        walk.settle()
        assert traces.of(SECRET) == [], section.key
        words = " ".join(label.text() for label in page.editor.findChildren(QLabel) if label.isVisible())
        said += "put aside" in words
        assert ("put aside" in words) == bool(section.kept_off()), section.key
    assert said
    type_into(page, "more art")
    page.keep()
    kept = responses.open_response(in_meeting.desk.store, made).answers
    assert {key: kept[key] for key in told} == told
    assert "more art" in repr(kept)


def test_last_times_answers_to_what_is_put_aside_are_not_filled_in_unseen(in_meeting: Window):
    form = reading.form(FORM)
    secret = next(question for question in kept_off(form) if question.kind is Kind.LONG_TEXT)
    editor = FormEditor(form, {}, name="Idris", with_family=True)
    editor.fill({secret.key: Answer(SECRET)})
    assert editor.answers() == {}
    editor.deleteLater()


def test_a_completed_form_is_read_as_the_familys_copy(in_meeting: Window):
    store = in_meeting.desk.store
    made, _told = with_secrets(in_meeting)
    responses.complete(store, made, date.today())
    whole = response_lists.paper_of(store, made)
    assert whole is not None
    assert SECRET in words_of(whole)
    in_meeting.go("paper", response_id=made, what="Pupil Views")
    paper = frame_of(in_meeting).current
    assert isinstance(paper, MeetingPaper)
    assert paper.view.pages is not None
    words = words_of(response_lists.family_paper_of(store, made))
    assert SECRET not in words
    assert "Z999202600017" not in words


def test_a_paper_that_needs_an_agreement_is_not_shown_without_one(in_meeting: Window):
    store = in_meeting.desk.store
    made = responses.start(store, 1, "outside_agency")
    with pytest.raises(Mistake, match="agreement"):
        response_lists.family_paper_of(store, made)
    in_meeting.go("paper", response_id=made, what="Outside Agency Information")
    paper = frame_of(in_meeting).current
    assert isinstance(paper, MeetingPaper)
    assert paper.view.pages is None
    assert "agreement" in frame_of(in_meeting).messages.words.text()
    assert frame_of(in_meeting).messages.isVisible()
