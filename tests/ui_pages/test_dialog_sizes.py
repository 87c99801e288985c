"""How high a dialog is: as high as what stands in it, with nothing to scroll while there is room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from senco_desk.ui import theme
from senco_desk.ui.dialogs.leave import mark_as_left
from senco_desk.ui.dialogs.needs import edit_needs
from senco_desk.ui.dialogs.review import change_review
from senco_desk.ui.dialogs.stage import place_on_stage
from senco_desk.ui.dialogs.typed import TypedDialog
from senco_desk.ui.window import Window
from tests.ui_pages.pupil_steps import in_dialog, make_idris


@pytest.fixture
def idris(open_window: Window) -> int:
    """Idris, with two needs and a review planned."""
    return make_idris(open_window.desk.store)


@pytest.mark.parametrize("opens", [edit_needs, change_review, mark_as_left, place_on_stage])
def test_a_dialog_is_as_high_as_what_stands_in_it(
    open_window: Window, idris: int, opens: Callable[[Any, Any, int], object]
):
    def look(dialog: TypedDialog) -> None:
        assert dialog.body.verticalScrollBar().maximum() == 0
        spare = dialog.body.column.itemAt(dialog.body.column.count() - 1)
        assert spare is not None
        assert spare.geometry().height() <= theme.L
        dialog.reject()

    in_dialog(lambda: opens(open_window.desk, open_window, idris), look)
