"""Every page and every dialog: all of it reached with Tab, named for a screen reader, and whole at 200 %."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

import senco_desk.ui
from senco_desk.forms.reading import variant_for
from senco_desk.reports.theme import Look
from senco_desk.services import packs, papers, pupils, register, responses
from senco_desk.services.letting_out import Paper
from senco_desk.ui import pages, theme
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.dialogs.bug import BugDialog
from senco_desk.ui.dialogs.contacts import Contacts
from senco_desk.ui.dialogs.form_end import CompleteDialog, DeclineDialog
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.dialogs.help import HelpDialog
from senco_desk.ui.dialogs.kit import KitDialog
from senco_desk.ui.dialogs.leave import Leave
from senco_desk.ui.dialogs.lock_pdf import LockPdf
from senco_desk.ui.dialogs.needs import Needs
from senco_desk.ui.dialogs.new_passphrase import NewPassphrase
from senco_desk.ui.dialogs.pack import PackDialog
from senco_desk.ui.dialogs.packs import PacksDialog
from senco_desk.ui.dialogs.paper import PaperDialog
from senco_desk.ui.dialogs.preview import PreviewDialog
from senco_desk.ui.dialogs.pupil_details import PupilDetails
from senco_desk.ui.dialogs.question import LineQuestion, PickQuestion, Question
from senco_desk.ui.dialogs.review import Review
from senco_desk.ui.dialogs.seal_kit import SealKit
from senco_desk.ui.dialogs.shortcuts import ShortcutSheet
from senco_desk.ui.dialogs.stage import PlaceOnStage
from senco_desk.ui.meeting.leave import LeaveMeeting
from senco_desk.ui.pages.pupils.choosing import ColumnsDialog, MoreFilters
from senco_desk.ui.shell.frame import first_focus
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Key, Keyboard, called, focus
from tests.ui import walk
from tests.ui_pages.pupil_steps import TODAY, make_idris, review_of

_MOST_STOPS = 600
PLACES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("today", {}),
    ("pupils", {}),
    ("safe", {}),
    ("settings", {}),
    ("pupil", {"tab": "overview"}),
    ("pupil", {"tab": "forms"}),
    ("pupil", {"tab": "documents"}),
    ("pupil", {"tab": "history"}),
    ("form", {"completed": False}),
    ("form", {"completed": True}),
    ("bring_in", {}),
    ("let_out", {}),
    ("help", {"of": "pupils"}),
)


@pytest.fixture
def idris(open_window: Window) -> int:
    """Idris, with two papers completed and one begun."""
    return make_idris(open_window.desk.store, "parent_information", "pupil_views")


def go(window: Window, idris: int, key: str, wanted: dict[str, Any]) -> QWidget:
    """Show one of the places; gives the shell around it."""
    store = window.desk.store
    if key == "pupil":
        wanted = {**wanted, "pupil_id": idris}
    if key == "form":
        paper = "parent_information" if wanted["completed"] else "family_views"
        form_id = variant_for(paper, "8").id
        known = [line.id for line in responses_of(store, idris) if line.form_id == form_id]
        wanted = {"response_id": known[0] if known else responses.start(store, idris, form_id)}
    window.go(key, **wanted)
    walk.settle()
    assert window.shell is not None
    return window.shell


def responses_of(store: Any, idris: int) -> Any:
    """The pupil's forms."""
    from senco_desk.services import response_lists

    return response_lists.of_pupil(store, idris)


def round_with(key: Any) -> list[QWidget]:
    """Press Tab, or Shift+Tab, until the keyboard has been there before; gives every stop."""
    keys = Keyboard()
    stops = [focus()]
    for _ in range(_MOST_STOPS):
        keys.chord(key)
        if focus() in stops:
            return stops
        stops.append(focus())
    pytest.fail(f"{key} goes round and round: {[called(stop) for stop in stops[-6:]]}")


def unreached(root: QWidget, stops: list[QWidget]) -> list[str]:
    """What takes the keyboard and was never given it."""
    return [called(part) or type(part).__name__ for part in walk.focusable(root) if part not in stops]


def _is_drawn(dialog: PreviewDialog) -> bool:
    return not dialog.is_drawing()


def unnamed(root: QWidget) -> list[str]:
    """What takes the keyboard and has no name of its own; a drop-down list's choice is not its name."""
    lists = [part for part in walk.focusable(root) if isinstance(part, QComboBox)]
    return walk.nameless(root) + [part.currentText() for part in lists if not part.accessibleName()]


def test_every_page_is_among_the_places() -> None:
    assert {key for key, _ in PLACES} == {page.key for page in pages.PAGES}


def test_tab_reaches_everything_on_every_page_both_ways_and_everything_has_a_name(
    open_window: Window, idris: int
) -> None:
    wrong: list[str] = []
    for key, wanted in PLACES:
        shell = go(open_window, idris, key, wanted)
        found = unnamed(shell)
        for way in ("Tab", "Shift+Tab"):
            found += [f"{way} never reaches {name}" for name in unreached(shell, round_with(way))]
        wrong += [f"{key} {wanted}: {words}" for words in found]
    assert wrong == []


def test_f6_goes_round_the_parts_of_every_page_both_ways(open_window: Window, idris: int) -> None:
    keys = Keyboard()
    for key, wanted in PLACES:
        go(open_window, idris, key, wanted)
        assert open_window.shell is not None
        parts = [part for part in open_window.shell.parts() if first_focus(part) is not None]
        for way in ("F6", "Shift+F6"):
            reached = set()
            for _ in parts:
                keys.chord(way)
                reached |= {part for part in parts if part.isAncestorOf(focus())}
            assert reached == set(parts), (key, wanted, way)


def test_text_at_200_percent_chosen_in_settings_keeps_every_page_whole(
    open_window: Window, idris: int
) -> None:
    Keyboard().chord("Ctrl+4").tab_to("Size of the text").press(Key.Key_End)
    walk.settle()
    assert theme.current().scale == theme.LARGEST
    wrong: list[str] = []
    for key, wanted in PLACES:
        shell = go(open_window, idris, key, wanted)
        wrong += [f"{key} {wanted}: {words}" for words in (*walk.clipped(shell), *walk.small_targets(shell))]
    assert wrong == []


def dialogs(window: Window, idris: int) -> dict[type[Dialog], Callable[[], Dialog]]:
    """How each dialog of the program is made."""
    desk, store = window.desk, window.desk.store
    seen, look = pupils.view(store, idris), Look()
    rows = register.rows(store, register.RegisterFilter(list="all"), today=TODAY)
    blank = papers.blank_for(store, idris, variant_for("family_views", "8"), look, today=TODAY)
    paper = Paper(blank, "What My Family Think, blank", 4, "family", idris)
    return {
        BugDialog: lambda: BugDialog(window, "KeyError\n  pupils.py, line 7, in view", settled=True),
        ColumnsDialog: lambda: ColumnsDialog(window, ("name", "form")),
        CompleteDialog: lambda: CompleteDialog(
            window.desk, window, "Pupil Views", TODAY, lambda _on, _refuse: True, key="7"
        ),
        Contacts: lambda: Contacts(desk, window, idris, seen.contacts),
        DeclineDialog: lambda: DeclineDialog(
            window.desk, window, "Pupil Views", lambda *_given: True, key="7"
        ),
        HandOver: lambda: HandOver(desk, window),
        HelpDialog: lambda: HelpDialog(window, "unlock"),
        KitDialog: lambda: KitDialog(desk, window),
        Leave: lambda: Leave(desk, window, seen),
        LeaveMeeting: lambda: LeaveMeeting(desk, window),
        LineQuestion: lambda: LineQuestion(window, "Which pupil is it?", "Part of the name", "Find"),
        LockPdf: lambda: LockPdf(window, "Stage 3 pack"),
        MoreFilters: lambda: MoreFilters(window, register.RegisterFilter(), ["7", "8"]),
        Needs: lambda: Needs(desk, window, idris, seen.needs, seen.stage),
        NewPassphrase: lambda: NewPassphrase(desk, window),
        PackDialog: lambda: PackDialog(
            desk, window, idris, packs.gather(store, idris, packs.PackWish(), today=TODAY)
        ),
        PacksDialog: lambda: PacksDialog(desk, window, rows),
        PaperDialog: lambda: PaperDialog(desk, window, paper, redraw=lambda _look: blank, look=look),
        PickQuestion: lambda: PickQuestion(window, "Which pupil is it?", "Pupil", ["Idris", "Amina"]),
        PlaceOnStage: lambda: PlaceOnStage(desk, window, seen),
        PupilDetails: lambda: PupilDetails(desk, window, idris, seen.pupil),
        Question: lambda: Question(window, "Delete this file?", "It goes.", yes="Delete", no="Keep"),
        Review: lambda: Review(desk, window, idris, seen.next_review, None),
        SealKit: lambda: SealKit(desk, window),
        ShortcutSheet: lambda: ShortcutSheet(window, window.actions_now()),
    }


def kinds_of_dialog() -> set[type[Dialog]]:
    """Every dialog that is not only what others are made from."""
    for module in pkgutil.walk_packages(senco_desk.ui.__path__, "senco_desk.ui."):
        importlib.import_module(module.name)
    found: set[type[Dialog]] = set()
    waiting: list[type[Dialog]] = [Dialog]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if not kind.__subclasses__():
            found.add(kind)
    return {kind for kind in found if kind.__module__.startswith("senco_desk.")}


def test_every_dialog_is_among_those_looked_at(open_window: Window, idris: int) -> None:
    assert set(dialogs(open_window, idris)) == kinds_of_dialog()


@pytest.mark.parametrize("scale", [1.0, theme.LARGEST], ids=["100 %", "200 %"])
def test_every_dialog_is_named_reached_with_tab_and_whole(
    open_window: Window, idris: int, qtbot: QtBot, scale: float
) -> None:
    assert review_of(open_window.desk.store, idris)
    theme.current().enlarge(scale)
    walk.settle()
    wrong: list[str] = []
    for kind, make in dialogs(open_window, idris).items():
        dialog = make()
        dialog.show()
        dialog.activateWindow()
        walk.settle()
        if isinstance(dialog, PreviewDialog):  # its ways out come into use when its pages are there
            qtbot.waitUntil(partial(_is_drawn, dialog), timeout=20_000)
            walk.settle()
        found = [*unnamed(dialog), *walk.clipped(dialog), *walk.small_targets(dialog)]
        if QApplication.focusWidget() is None:
            found.append("nothing has the keyboard")
        else:
            for way in ("Tab", "Shift+Tab"):
                found += [f"{way} never reaches {name}" for name in unreached(dialog, round_with(way))]
            found += walk.out_of_order(dialog)
        wrong += [f"{kind.__name__}: {words}" for words in found]
        dialog.reject()
        dialog.deleteLater()
        walk.settle()
    assert wrong == []
