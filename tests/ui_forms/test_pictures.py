"""Pictures to tick in the window, for a child who sits beside the adult."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from senco_desk.forms.reading import form
from senco_desk.ui.form_editor.item_pictures import ItemPicture
from senco_desk.ui.form_editor.options import Tick
from tests.ui_forms.conftest import Open


def test_a_click_on_a_picture_ticks_its_box(open_editor: Open) -> None:
    typist = open_editor(form("pupil_views_early_primary"))
    typist.at("when_upset")
    ticks = {tick.text(): tick for tick in typist.editor.findChildren(Tick)}
    holder = ticks["A hug"].parentWidget()
    assert holder is not None
    picture = holder.findChild(ItemPicture)
    assert picture is not None
    QTest.mouseClick(holder, Qt.MouseButton.LeftButton, pos=picture.geometry().center())
    assert typist.editor.answers()["when_upset"].value["choices"] == ["hug"]


def test_boxes_with_pictures_stand_in_line(open_editor: Open) -> None:
    typist = open_editor(form("pupil_views_early_primary"))
    typist.at("when_upset")
    words = {choice.label for choice in form("pupil_views_early_primary").question("when_upset").choices}
    ticks = [t for t in typist.editor.findChildren(Tick) if t.text() in {*words, "Other"}]
    assert len(ticks) == len(words) + 1
    lefts = {tick.mapTo(typist.editor, tick.rect().topLeft()).x() for tick in ticks}
    assert len(lefts) <= 2
