"""How the editor behaves: sections, what shows, order, names, slips, undo, coming back to the same place."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from senco_desk.forms import reading
from senco_desk.forms.answers import Answer
from senco_desk.forms.checking import check
from senco_desk.ui import theme
from senco_desk.ui.form_editor import FormEditor, Position
from senco_desk.ui.form_editor.items import GridInput
from senco_desk.ui.form_editor.panel import keyboard_parts
from senco_desk.ui.widgets.buttons import Button
from tests.ui import walk
from tests.ui_forms.conftest import Open, Typist
from tests.ui_forms.forms_to_try import eighty_questions, every_kind

FORM = every_kind()
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def seen(typist: Typist) -> str:
    """All words on the screen."""
    labels = typist.editor.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_control_down_and_up_walk_the_sections(open_editor: Open) -> None:
    typist = open_editor(FORM).at("called").control(Key.Key_Down)
    assert "B. Choices" in seen(typist)
    assert typist.focus().accessibleName().startswith("Have there been big changes")
    typist.control(Key.Key_Up)
    assert "A. Words about Idris" in seen(typist)
    typist.control(Key.Key_Up)
    assert "A. Words about Idris" in seen(typist)


def test_the_list_of_sections_says_how_far_each_has_got(open_editor: Open) -> None:
    typist = open_editor(FORM).at("called").types("Idi")
    first = typist.editor._sections.list.item(0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Words about Idris, 1 of 8 answered"
    assert "1 of 22 answered" in seen(typist)
    typist.editor._sections.list.setFocus()
    typist.press(Key.Key_Down)
    assert "B. Choices" in seen(typist)


def test_a_question_shows_when_it_is_called_for_and_keeps_its_answer_when_it_is_not(
    open_editor: Open,
) -> None:
    typist = open_editor(FORM).at("changes")
    assert "Which changes?" not in seen(typist)
    typist.types("1")
    assert "Which changes?" in seen(typist)
    typist.at("which").types("A new baby").at("changes").types("2")
    assert "Which changes?" not in seen(typist)
    assert typist.said("which") == Answer("A new baby")
    typist.types("3").tab(2)
    assert typist.focus().text() == "A new baby"  # type: ignore[attr-defined]


def test_last_times_answer_stands_beside_its_question(open_editor: Open) -> None:
    from dataclasses import dataclass
    from datetime import date

    @dataclass
    class Last:
        on: date
        words: tuple[str, ...]

    day = date(date.today().year, 9, 24)
    typist = open_editor(FORM, last_time={"called": Last(day, ("Idi",))})
    assert "Last time, 24 September" in seen(typist)
    note = next(label for label in typist.editor.findChildren(QLabel) if label.text().startswith("Last time"))
    field = next(
        line for line in typist.editor.findChildren(QLineEdit) if "be called" in line.accessibleName()
    )
    assert note.mapTo(typist.window, QPoint()).x() > field.mapTo(typist.window, QPoint(field.width(), 0)).x()
    typist.window.resize(900, 620)
    assert note.mapTo(typist.window, QPoint()).y() > field.mapTo(typist.window, QPoint()).y()


def test_what_is_private_says_so(open_editor: Open) -> None:
    typist = open_editor(FORM)
    assert seen(typist).count("Kept off the family’s copy") == 1
    typist.editor.go_to_section(4)
    assert seen(typist).count("Kept off the family’s copy") == 1


def test_tab_follows_what_the_eye_sees(open_editor: Open) -> None:
    answers = {"changes": Answer("yes"), "agree": Answer({"state": "agreed", "who": "L"})}
    typist = open_editor(FORM, answers)
    for at in range(len(FORM.sections)):
        typist.editor.go_to_section(at)
        QApplication.processEvents()
        holder = typist.editor._page._holder
        assert holder is not None
        stops = [
            part
            for part in keyboard_parts(holder)
            if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        places = [(part.mapTo(holder, QPoint()), part.height()) for part in stops]
        for (before, tall), (after, _) in pairwise(places):
            # Beside each other counts as one line, whatever their heights.
            assert after.y() >= before.y() + tall - 4 or after.x() > before.x(), (at, before, after)


def test_every_part_that_takes_the_keyboard_has_a_name_of_its_own(open_editor: Open) -> None:
    typist = open_editor(FORM, {"changes": Answer("yes"), "help": Answer([{"help": "One"}, {"help": "Two"}])})
    for at in range(len(FORM.sections)):
        typist.editor.go_to_section(at)
        parts = [part for part in keyboard_parts(typist.window) if part.isVisible()]
        names = [_name(part) for part in parts]
        assert all(names), [part for part, name in zip(parts, names, strict=True) if not name]
        assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)


def _name(part: QWidget) -> str:
    return part.accessibleName() or (part.text() if isinstance(part, Button) else "")


def test_a_field_is_described_by_its_help(open_editor: Open) -> None:
    typist = open_editor(FORM).at("progress")
    assert typist.focus().accessibleName() == "What progress have you seen?"
    assert typist.focus().accessibleDescription() == "A line will do."


def test_what_stands_in_the_way_is_said_at_the_top_and_at_the_field(open_editor: Open) -> None:
    wrong = {"since": Answer({"date": "Easter", "about": False}), "hours": Answer("lots")}
    typist = open_editor(FORM, wrong).at("signed")
    typist.editor.show_slips(check(FORM, wrong))
    summary = typist.focus()
    assert summary.accessibleName().startswith("There is a problem. “Since when?” takes a date")
    typist.tab(2).press(Key.Key_Space)
    assert typist.focus().accessibleName() == "How many hours a week?"
    panel = typist.editor._page.panel("hours")
    assert panel is not None
    assert panel.wrong() in summary.accessibleName()
    assert panel.wrong() in seen(typist)
    assert typist.focus().property("wrong")
    assert panel.wrong() in typist.focus().accessibleDescription()


def test_a_slip_goes_when_it_is_mended_and_nothing_typed_is_lost(open_editor: Open) -> None:
    typist = open_editor(FORM, {"hours": Answer("lots")}).at("hours")
    typist.editor.show_slips(check(FORM, typist.editor.answers()))
    assert typist.said("hours") == Answer("lots")
    typist.at("hours").press(*[Key.Key_Backspace] * 4).types("3")
    assert "There is a problem" not in seen(typist)
    assert not typist.focus().property("wrong")


def test_undo_walks_back_through_fields_and_sections_and_redo_returns(open_editor: Open) -> None:
    typist = open_editor(FORM).at("called").types("Idi").at("hours").types("12").at("changes").types("1")
    typist.control(Key.Key_Z)
    assert typist.said("changes") is None
    typist.control(Key.Key_Z)
    assert typist.said("hours") is None
    assert typist.focus().accessibleName() == "How many hours a week?"
    typist.control(Key.Key_Z)
    assert typist.editor.answers() == {}
    assert typist.focus().text() == ""  # type: ignore[attr-defined]
    typist.press(Key.Key_Z, with_=CONTROL | SHIFT).press(Key.Key_Z, with_=CONTROL | SHIFT)
    assert typist.editor.answers() == {"called": Answer("Idi"), "hours": Answer(12)}


def test_undo_with_nothing_to_undo_stays_in_the_form(open_editor: Open) -> None:
    typist = open_editor(FORM, {"called": Answer("Idi")}).at("called").control(Key.Key_Z)
    assert typist.said("called") == Answer("Idi")


def test_answers_filled_from_last_time_leave_what_is_answered_and_undo_as_one(open_editor: Open) -> None:
    typist = open_editor(FORM, {"called": Answer("Idi")}).at("called")
    last = {"called": Answer("Id"), "hours": Answer(4), "progress": Answer("Talks"), "gone": Answer("x")}
    assert typist.editor.fill(last) == 2
    assert typist.editor.answers() == {
        "called": Answer("Idi"),
        "progress": Answer("Talks"),
        "hours": Answer(4),
    }
    typist.control(Key.Key_Z)
    assert typist.editor.answers() == {"called": Answer("Idi")}


def test_after_the_lock_the_same_field_has_the_keyboard_with_the_cursor_in_place(open_editor: Open) -> None:
    typist = open_editor(FORM).at("progress").types("He talks").press(*[Key.Key_Left] * 3)
    place, answers = typist.editor.position(), typist.editor.answers()
    assert place == Position(0, "progress", 0, 5, 5, place.scrolled)
    again = open_editor(FORM, answers)
    again.editor.restore_position(place)
    assert isinstance(again.focus(), QPlainTextEdit)
    again.types("never ")
    assert again.said("progress") == Answer("He tanever lks")
    line = open_editor(FORM, answers).at("signers").tab().types("Leila").press(Key.Key_Home)
    back = open_editor(FORM, line.editor.answers())
    back.editor.restore_position(line.editor.position())
    back.types("Ms ")
    assert back.said("signers") == Answer({"parent": {"how": "", "name": "Ms Leila", "date": ""}})


def test_a_cell_of_a_table_is_come_back_to(open_editor: Open) -> None:
    rows = {"help": Answer([{"help": "One"}, {"help": "Two"}])}
    typist = open_editor(FORM, rows).at("help").press(Key.Key_Return).press(Key.Key_Home)
    back = open_editor(FORM, rows)
    back.editor.restore_position(typist.editor.position())
    assert back.focus().accessibleName() == "Which help made a difference?: Help, row 2"
    assert back.types("x").said("help") == Answer([{"help": "One"}, {"help": "xTwo"}])


def test_a_fixed_form_is_read_and_not_typed_in(open_editor: Open) -> None:
    answers = {"called": Answer("Idi"), "progress": Answer("Talks", talk=True)}
    typist = open_editor(FORM, answers, read_only=True)
    assert "Idi" in seen(typist)
    assert "Would rather talk about this" in seen(typist)
    assert "Not answered" in seen(typist)
    assert typist.editor._page.findChildren(QLineEdit) == []


def test_a_change_of_the_look_keeps_the_place_and_the_words(open_editor: Open) -> None:
    typist = open_editor(FORM).at("progress").types("He talks").press(Key.Key_Left)
    theme.current().enlarge(1.5)
    typist.types("X")
    assert typist.said("progress") == Answer("He talkXs")


def test_nothing_is_cut_at_twice_the_size(open_editor: Open) -> None:
    theme.current().enlarge(2.0)
    theme.current().wear()
    answers = {
        "changes": Answer("yes", talk=True),
        "help": Answer([{"help": "A long line of help", "helped": "lot"}]),
    }
    typist = open_editor(FORM, answers)
    for at in range(len(FORM.sections)):
        typist.editor.go_to_section(at)
        QApplication.processEvents()
        assert _cut(typist.editor) == [], at


def _cut(editor: FormEditor) -> list[str]:
    """Labels and parts that reach out of what holds them, or are lower than their words."""
    page = editor._page
    cut = []
    for label in editor.findChildren(QLabel):
        if label.isVisible() and label.text():
            room = label.contentsRect()
            flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
            needs = label.fontMetrics().boundingRect(0, 0, max(1, room.width()), 10_000, flags, label.text())
            if needs.height() > room.height() + 1 or needs.width() > room.width() + 1:
                cut.append(label.text())
    for part in keyboard_parts(page.body):
        if part.isVisible():
            right = part.mapTo(page.body, QPoint(part.width(), 0)).x()
            if right > page.viewport().width() or part.height() < part.minimumSizeHint().height():
                cut.append(_name(part))
    return cut


def test_a_long_table_is_whole_at_once_and_built_row_by_row(open_editor: Open, qtbot: QtBot) -> None:
    rows = [{"help": f"Help {number}"} for number in range(60)]
    typist = open_editor(FORM, {"help": Answer(rows)}).at("help")
    panel = typist.editor._page.panel("help")
    assert panel is not None
    assert panel.input is not None
    assert panel.answer() == Answer(rows)
    typist.press(Key.Key_End).types("!")
    qtbot.waitUntil(lambda: len(panel.parts()) > 60 * 3)
    assert typist.said("help") == Answer([{"help": "Help 0!"}, *rows[1:]])
    typist.control(Key.Key_Delete).control(Key.Key_Z)
    assert typist.said("help") == Answer([{"help": "Help 0!"}, *rows[1:]])


def test_a_form_of_eighty_questions_opens_at_once(open_editor: Open) -> None:
    form = eighty_questions()
    times = []
    for _ in range(5):
        before = time.process_time()
        typist = open_editor(form)
        times.append(time.process_time() - before)
        typist.window.close()
    assert min(times) < 0.15, times


@pytest.mark.parametrize("read_only", [False, True])
def test_no_question_of_any_form_is_squeezed(open_editor: Open, read_only: bool) -> None:
    for form in reading.all_forms():
        typist = open_editor(form, read_only=read_only)
        typist.editor.resize(1126, 560)
        for at in range(len(form.sections)):
            typist.editor.go_to_section(at)
            walk.settle()
            assert walk.clipped(typist.editor) == [], form.sections[at].title
        typist.window.close()


def test_a_long_answer_in_a_short_cell_shows_its_beginning(open_editor: Open) -> None:
    words = "The community paediatrician at the hospital"
    editor = open_editor(FORM, {"help": Answer([{"help": words}])}).at("called").editor
    editor.go_to_section(3)
    (cell,) = [line for line in editor.findChildren(QLineEdit) if line.text() == words]
    assert cell.cursorPosition() == 0


def test_a_sections_words_give_their_room_back_when_the_window_widens(open_editor: Open) -> None:
    form = reading.form("parent_information")
    typist = open_editor(form)
    editor = typist.editor
    (intro,) = [words for words in editor.findChildren(QLabel) if words.text() == form.intro]
    high = intro.height()
    typist.window.resize(420, 620)
    walk.settle()
    assert intro.height() > high
    typist.window.resize(1190, 620)
    walk.settle()
    assert intro.height() == high


def test_the_list_of_sections_scrolls_where_it_has_too_little_room_and_covers_nothing(
    open_editor: Open,
) -> None:
    typist = open_editor(reading.form("pupil_views_secondary"))
    typist.window.resize(1200, 320)
    walk.settle()
    sections = typist.editor._sections
    foot = sections._bar.mapTo(sections, sections._bar.rect().topLeft()).y()
    assert sections.list.geometry().bottom() < foot
    assert sections.list.verticalScrollBar().maximum() > 0
    typist.window.resize(1200, 1200)
    walk.settle()
    assert sections.list.verticalScrollBar().maximum() == 0


def test_a_section_that_is_only_read_does_not_lose_the_keyboard(open_editor: Open) -> None:
    typist = open_editor(reading.form("consent"))
    typist.editor.go_to_first()
    typist.control(Key.Key_Down)
    assert typist.focus().text().startswith("Next: ")  # type: ignore[attr-defined]
    typist.control(Key.Key_Down)
    assert "Agrees" in typist.focus().accessibleName()
    typist.control(Key.Key_Up)
    assert typist.focus().text().startswith("Next: ")  # type: ignore[attr-defined]


def test_a_completed_form_is_read_through_from_the_keyboard(open_editor: Open) -> None:
    typist = open_editor(FORM, {}, read_only=True)
    typist.window.resize(700, 300)
    typist.editor.go_to_first()
    bar = typist.editor._page.verticalScrollBar()
    for section in FORM.sections[1:]:
        typist.control(Key.Key_Down)
        heading = section.title.replace("{name}", "Idris")
        assert heading in typist.editor._page.heading()
        assert heading in typist.focus().accessibleName()
        assert bar.value() == 0
        typist.press(Key.Key_PageDown)
        assert bar.value() > 0 or bar.maximum() == 0
    typist.control(Key.Key_Up)
    typist.press(Key.Key_Tab)
    assert typist.focus().text().startswith("Next: ")  # type: ignore[attr-defined]


def test_grids_of_one_section_line_up_below_each_other(open_editor: Open) -> None:
    typist = open_editor(reading.form("pupil_views_early_primary"))
    typist.editor.go_to_section(1)
    walk.settle()
    grids = typist.editor.findChildren(GridInput)
    places = {tuple(option.x() for option in next(iter(grid._rows.values())).options) for grid in grids}
    assert len(grids) == 3
    assert len(places) == 1
