"""One paper before it leaves: zoomed, drawn again with another look, or kept as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from senco_desk.forms.answers import Answer
from senco_desk.forms.reading import form
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.theme import Look
from senco_desk.services import packs
from senco_desk.services.letting_out import Paper
from senco_desk.services.packs import PackWish
from senco_desk.ui.dialogs.paper import PaperDialog, show_paper
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui_pages.paper_steps import drawn
from tests.ui_pages.pupil_steps import CTRL, TODAY, in_dialog, make_idris, press

ESC = Qt.Key.Key_Escape


@pytest.fixture
def idris(open_window: Window) -> int:
    """Idris with one paper filled in."""
    return make_idris(open_window.desk.store, "family_views")


def test_one_paper_is_shown_zoomed_and_drawn_again(open_window: Window, idris: int):
    store = open_window.desk.store
    paper = packs.make(store, idris, PackWish(), today=TODAY)

    def look_on(dialog: PaperDialog) -> None:
        drawn(dialog)
        small = dialog.view.places()[0][1].width()
        press(Qt.Key.Key_Plus)
        assert dialog.view.places()[0][1].width() > small
        press(Qt.Key.Key_0, how=CTRL)
        assert dialog.view.places()[0][1].width() == small
        dialog.options.text.setCurrentIndex(1)
        drawn(dialog)
        assert dialog.paper().pages > paper.pages  # type: ignore[union-attr]
        assert walk.nameless(dialog) == []
        press(ESC)

    def redraw(look: Look) -> bytes:
        return packs.make(store, idris, PackWish(large=look.size == "large"), today=TODAY).pdf

    in_dialog(lambda: show_paper(open_window.desk, open_window, paper, redraw=redraw), look_on)
    assert QApplication.activeModalWidget() is None


def test_a_kept_paper_offers_no_other_look(open_window: Window, idris: int):
    paper = packs.make(open_window.desk.store, idris, PackWish(copy="staff"), today=TODAY)

    def look_on(dialog: PaperDialog) -> None:
        drawn(dialog)
        assert not dialog.copy_for.isVisible()
        assert not dialog.options.text.isVisible()
        assert dialog.paper().copy_for == "staff"  # type: ignore[union-attr]
        assert dialog.suggested() == f"stage-3-pack-{TODAY.isoformat()}.pdf"
        press(ESC)

    in_dialog(lambda: show_paper(open_window.desk, open_window, paper), look_on)


@pytest.mark.parametrize(
    ("said", "told"), [("Łukasz, Привіт, Ŵyn", ""), ("مرحبا", "on page 1."), ("🙂 你好", "on page 1.")]
)
def test_letters_that_cannot_be_printed_are_told_before_it_leaves(open_window: Window, said: str, told: str):
    views = form("family_views")
    pdf = draw_form(views, {"well_at_home": Answer(said)}, None, Look())
    paper = Paper(pdf, "What My Family Think", 1, "staff")

    def look_on(dialog: PaperDialog) -> None:
        drawn(dialog)
        assert dialog.lost.isVisible() is bool(told)
        assert told in dialog.lost.words.text()
        assert walk.nameless(dialog) == []
        press(ESC)

    in_dialog(lambda: show_paper(open_window.desk, open_window, paper), look_on)
