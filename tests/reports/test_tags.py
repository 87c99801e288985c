"""Tagged PDFs: what a screen reader finds in a form, blank and filled."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pytest
from pdfua import Severity, validate

from senco_desk.forms.answers import Answer, Answers
from senco_desk.forms.definition import Kind, Question
from senco_desk.forms.reading import all_forms
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.page import finish, protect
from senco_desk.reports.shapes import Figure
from senco_desk.reports.story import Story
from senco_desk.reports.tags import Element
from senco_desk.reports.theme import Look
from tests.reports.samples import (
    CREAM,
    FACTS,
    FAMILY,
    LARGE,
    LOOKS,
    SAID,
    STAFF,
    every_answer,
    every_kind,
    one_question,
    opened,
    text_of,
)

NOT_CLAIMED = "DOC-012"
"""The one rule left out: it wants the file to claim PDF/UA, and we make no such claim."""


def errors_in(pdf: bytes, folder: Path) -> list[str]:
    """Give what the two checkers call errors."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    found = [
        f"{finding.rule} {finding.message} {finding.evidence}"
        for finding in outloud.check(str(path)).findings
        if str(getattr(finding.severity, "value", finding.severity)).lower() == "error"
        and finding.rule != NOT_CLAIMED
    ]
    found += [str(finding) for finding in validate(str(path)).findings if finding.severity is Severity.ERROR]
    return found


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Walk the structure tree in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            kids: Any = element.get("/K", pikepdf.Array())
            waiting += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])


def roles(pdf: bytes) -> list[str]:
    """Name every element in reading order, without the slash."""
    with opened(pdf) as document:
        return [str(element.S)[1:] for element in elements(document)]


@pytest.mark.parametrize("answers", [None, every_answer()], ids=["blank", "filled"])
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_checkers_find_no_error_in_a_form_of_every_kind(
    look: Look, answers: Answers | None, tmp_path: Path
) -> None:
    assert errors_in(draw_form(every_kind(), answers, FACTS, look), tmp_path) == []


def test_checkers_find_no_error_when_answers_run_over_many_pages(tmp_path: Path) -> None:
    assert errors_in(draw_form(every_kind(), every_answer(times=30), FACTS, FAMILY), tmp_path) == []


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
def test_checkers_find_no_error_in_our_forms(form: Any, tmp_path: Path) -> None:
    assert errors_in(draw_form(form, None, FACTS, FAMILY), tmp_path) == []
    assert errors_in(draw_form(form, None, None, LARGE), tmp_path) == []


def test_poppler_reads_the_structure(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(draw_form(every_kind(), every_answer(), FACTS, FAMILY))
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    assert 'H1 (block)\n      "Everything we ask"' in told.stdout
    assert '"He reads the football scores out loud at breakfast.' in told.stdout


@pytest.mark.parametrize("answers", [None, every_answer()], ids=["blank", "filled"])
@pytest.mark.parametrize("look", [FAMILY, LARGE], ids=["standard", "large"])
def test_every_figure_has_words_and_no_heading_level_is_skipped(look: Look, answers: Answers | None) -> None:
    with opened(draw_form(every_kind(), answers, FACTS, look)) as document:
        found = list(elements(document))
        figures = [element for element in found if element.S == "/Figure"]
        assert figures
        assert all(str(figure.Alt) for figure in figures)
        levels = [int(str(element.S)[2]) for element in found if str(element.S) in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_header_cells_with_a_scope() -> None:
    with opened(draw_form(every_kind(), every_answer(), FACTS, FAMILY)) as document:
        heads = [element for element in elements(document) if element.S == "/TH"]
        assert {str(head.A.Scope) for head in heads} == {"/Row", "/Column"}


def test_language_title_and_bookmarks_are_set() -> None:
    with opened(draw_form(every_kind(), every_answer(), FACTS, FAMILY)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo.Title) == "Every Kind, Idris"
        with document.open_metadata() as about:
            assert about["dc:title"] == "Every Kind, Idris"
        with document.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Everything we ask"]


def test_an_answer_over_several_pages_stays_one_paragraph_under_its_question() -> None:
    form = one_question(Question("well", "What is going well at home?", Kind.LONG_TEXT))
    pdf = draw_form(form, {"well": Answer(SAID * 60)}, FACTS, FAMILY)
    with opened(pdf) as document:
        assert len(document.pages) > 2
    assert roles(pdf) == ["Document", "Sect", "H1", "H2", "H3", "P"]


def test_decoration_is_not_read_aloud() -> None:
    story = Story(FAMILY)
    story.title("Shapes")
    story.add(Figure(50, 50, lambda canvas: canvas.circle(20, 20, 10), None))
    story.add(
        Figure(50, 50, lambda canvas: canvas.circle(20, 20, 10), story.here.add("Figure", alt="A ring"))
    )
    never_drawn = story.here.add("P")
    assert never_drawn.shown() == []
    assert roles(finish(story.flowables, FAMILY, None, title="Shapes")) == [
        "Document",
        "Sect",
        "H1",
        "Figure",
    ]


def test_a_draft_says_so_in_its_running_head() -> None:
    drawn = draw_form(every_kind(), every_answer(), replace(FACTS, draft=True), CREAM)
    assert "Draft,notyetagreed" in text_of(drawn)
    assert "Draft,notyetagreed" not in text_of(draw_form(every_kind(), every_answer(), FACTS, CREAM))


def test_a_protected_paper_opens_with_its_password_only(tmp_path: Path) -> None:
    locked = protect(draw_form(every_kind(), every_answer(), FACTS, STAFF), "correct horse battery")
    with pytest.raises(pikepdf.PasswordError):
        opened(locked)
    with pikepdf.open(BytesIO(locked), password="correct horse battery") as document:
        assert document.encryption.R == 6
        assert str(document.Root.Lang) == "en-GB"


def test_elements_find_their_topmost_parent() -> None:
    top = Element("Sect")
    assert top.add("Table").add("TR").add("TD").top() is top
