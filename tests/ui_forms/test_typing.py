"""Every kind of question answered from the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from senco_desk.forms.answers import Answer
from tests.ui_forms.conftest import Open
from tests.ui_forms.forms_to_try import every_kind

FORM = every_kind()
Key = Qt.Key


def test_short_and_long_text_are_taken_as_typed(open_editor: Open) -> None:
    typist = open_editor(FORM)
    typist.at("called").types("Idi")
    typist.at("progress").types("He talks more.").press(Key.Key_Return).types("A lot more.")
    assert typist.said("called") == Answer("Idi")
    assert typist.said("progress") == Answer("He talks more.\nA lot more.")


def test_a_date_is_read_day_first_and_shown_in_words(open_editor: Open) -> None:
    typist = open_editor(FORM).at("since").types("14/3/2019")
    assert typist.said("since") == Answer({"date": "2019-03-14", "about": False})
    field = typist.focus()
    typist.tab()
    assert field.text() == "14 Mar 2019"  # type: ignore[attr-defined]
    assert typist.said("since") == Answer({"date": "2019-03-14", "about": False})


def test_about_is_heard_in_the_words_and_ticked(open_editor: Open) -> None:
    typist = open_editor(FORM).at("since").types("about march 2019").tab()
    assert typist.said("since") == Answer({"date": "2019-03", "about": True})
    typist.press(Key.Key_Space)
    assert typist.said("since") == Answer({"date": "2019-03", "about": False})


def test_a_date_that_cannot_be_read_is_kept_and_said_at_the_field(open_editor: Open) -> None:
    typist = open_editor(FORM).at("since").types("before Easter")
    field = typist.focus()
    typist.tab()
    assert typist.said("since") == Answer({"date": "before Easter", "about": False})
    assert field.property("wrong")
    typist.at("since").press(*[Key.Key_Backspace] * 13).types("2019").tab()
    assert typist.said("since") == Answer({"date": "2019", "about": False})
    assert not field.property("wrong")


def test_numbers_whole_and_broken_are_numbers_and_the_rest_is_kept(open_editor: Open) -> None:
    typist = open_editor(FORM).at("hours").types("12")
    assert typist.said("hours") == Answer(12)
    typist.types(".5")
    assert typist.said("hours") == Answer(12.5)
    typist.types("ish")
    assert typist.said("hours") == Answer("12.5ish")


def test_each_thing_of_a_question_has_its_own_line(open_editor: Open) -> None:
    typist = open_editor(FORM).at("three").types("kind").tab().types("funny").tab().types("busy")
    assert typist.said("three") == Answer({"learning": "kind", "friends": "funny", "school": "busy"})


def test_yes_or_no_is_chosen_by_figure_arrow_or_space_and_a_second_press_clears(open_editor: Open) -> None:
    typist = open_editor(FORM).at("changes").types("3")
    assert typist.said("changes") == Answer("not_sure")
    typist.press(Key.Key_Left)
    assert typist.said("changes") == Answer("no")
    typist.press(Key.Key_Space)
    assert typist.said("changes") is None
    typist.press(Key.Key_Space)
    assert typist.said("changes") == Answer("no")
    typist.press(Key.Key_Delete)
    assert typist.said("changes") is None


def test_other_takes_words_of_ones_own(open_editor: Open) -> None:
    typist = open_editor(FORM).at("who").types("4").tab().types("A neighbour")
    assert typist.said("who") == Answer({"choice": "other", "other": "A neighbour"})


def test_many_choices_are_a_list_that_letters_find_their_way_in(open_editor: Open) -> None:
    typist = open_editor(FORM).at("service").press(Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert typist.said("service") == Answer({"choice": "s2", "other": ""})
    typist.types("O").tab().types("A friend")
    assert typist.said("service") == Answer({"choice": "other", "other": "A friend"})


def test_any_of_several_are_ticked(open_editor: Open) -> None:
    typist = open_editor(FORM).at("langs").tab().press(Key.Key_Space).tab(2).press(Key.Key_Space)
    assert typist.said("langs") == Answer({"choices": ["s1", "s3"], "other": ""})
    typist.press(Key.Key_Space)
    assert typist.said("langs") == Answer({"choices": ["s1"], "other": ""})


def test_a_grid_is_one_tab_stop_a_row_and_arrows_walk_it(open_editor: Open) -> None:
    typist = open_editor(FORM).at("each").types("3").tab().types("2").press(Key.Key_Down).types("5")
    assert typist.said("each") == Answer({"learning": 3, "friends": 2, "school": 5})
    typist.at("far").types("1").tab(2).types("2")
    assert typist.said("far") == Answer(
        {"learning": {"choice": "lot", "other": ""}, "school": {"choice": "bit", "other": ""}}
    )
    typist.at("glasses").types("1").tab().types("3")
    assert typist.said("glasses") == Answer({"learning": "yes", "friends": "not_sure"})


def test_faces_are_chosen_by_figure_and_take_a_note(open_editor: Open) -> None:
    typist = open_editor(FORM).at("feel").types("4").tab().types("Better")
    assert typist.said("feel") == Answer(4, "Better")
    assert typist.at("three_faces").types("3").said("three_faces") == Answer(3)
    assert typist.types("9").said("three_faces") == Answer(3)


def test_the_ladder_takes_nought_to_nine_and_end_for_ten(open_editor: Open) -> None:
    typist = open_editor(FORM).at("hope").types("0")
    assert typist.said("hope") == Answer(0)
    assert typist.types("7").said("hope") == Answer(7)
    assert typist.press(Key.Key_End).said("hope") == Answer(10)
    typist.at("steps").types("4").tab().press(Key.Key_End)
    assert typist.said("steps") == Answer({"learning": 4, "friends": 10})


def test_a_fact_from_the_record_can_be_corrected(open_editor: Open) -> None:
    known = {"born": Answer({"shown": "14 Mar 2014", "correction": ""})}
    typist = open_editor(FORM, known).at("born").press(Key.Key_Space).types("15 March")
    assert typist.said("born") == Answer({"shown": "14 Mar 2014", "correction": "15 March"})


def test_a_signature_says_how_who_and_when(open_editor: Open) -> None:
    typist = open_editor(FORM).at("signed").types("2").tab().types("Leila Halloran").tab().types("14/11/2026")
    assert typist.said("signed") == Answer({"how": "typed", "name": "Leila Halloran", "date": "2026-11-14"})
    typist.at("signers").types("1").tab(3).types("2")
    assert typist.said("signers") == Answer(
        {
            "parent": {"how": "paper", "name": "", "date": ""},
            "school": {"how": "typed", "name": "", "date": ""},
        }
    )


def test_a_consent_says_who_when_and_how_and_can_be_withdrawn(open_editor: Open) -> None:
    typist = open_editor(FORM).at("agree").types("1").tab().types("Leila").tab().types("14/11/2026").tab()
    typist.press(Key.Key_Down).tab().types("Ms Owusu").tab().press(Key.Key_Space)
    typist.types("Leila").tab().types("20/11/2026").tab().types("The psychologist")
    answer = typist.said("agree")
    assert answer == Answer(
        {
            "state": "agreed",
            "how": "written",
            "who": "Leila",
            "when": "2026-11-14",
            "taken_by": "Ms Owusu",
            "withdrawn_by": "Leila",
            "withdrawn_on": "2026-11-20",
            "told": "The psychologist",
        }
    )


def test_the_next_consent_does_not_ask_who_and_when_again(open_editor: Open) -> None:
    typist = open_editor(FORM).at("agrees").types("1").tab().types("Leila").tab().types("14/11/2026")
    typist.tab(4).types("2")
    answer = typist.said("agrees")
    assert answer is not None
    assert answer.value["share"]["state"] == "refused"
    assert (answer.value["share"]["who"], answer.value["share"]["when"]) == ("Leila", "2026-11-14")


def test_a_drawing_is_told_in_words_and_ticked_as_on_paper(open_editor: Open) -> None:
    typist = open_editor(FORM).at("drawn").types("A big tree").tab().press(Key.Key_Space)
    assert typist.said("drawn") == Answer({"said": "A big tree", "on_paper": True})


def test_control_t_marks_the_question_to_be_talked_about(open_editor: Open) -> None:
    typist = open_editor(FORM).at("progress").control(Key.Key_T)
    assert typist.said("progress") == Answer(None, talk=True)
    assert typist.at("called").control(Key.Key_T).said("called") is None
    typist.at("progress").control(Key.Key_T)
    assert typist.said("progress") is None


def test_a_table_is_filled_with_tab_and_enter(open_editor: Open) -> None:
    typist = (
        open_editor(FORM).at("help").types("Talk group").tab().press(Key.Key_Down).tab().types("Tuesdays")
    )
    typist.press(Key.Key_Return).types("Reading").tab().press(Key.Key_Down, Key.Key_Down)
    assert typist.said("help") == Answer(
        [{"help": "Talk group", "helped": "lot", "more": "Tuesdays"}, {"help": "Reading", "helped": "bit"}]
    )


def test_a_row_is_taken_out_with_control_delete_and_undo_brings_it_back(open_editor: Open) -> None:
    rows = [{"help": "One"}, {"help": "Two"}, {"help": "Three"}]
    typist = (
        open_editor(FORM, {"help": Answer(rows)}).at("help").press(Key.Key_Return).control(Key.Key_Delete)
    )
    assert typist.said("help") == Answer([{"help": "One"}, {"help": "Three"}])
    typist.control(Key.Key_Z)
    assert typist.said("help") == Answer(rows)


def test_undoing_the_row_that_has_the_keyboard_leaves_it_in_the_row_above(open_editor: Open) -> None:
    for key, cell in (("help", "help"), ("people", "name")):
        typist = open_editor(FORM).at(key).types("Headphones").press(Key.Key_Return).types("A quiet room")
        typist.control(Key.Key_Z)
        assert typist.said(key) == Answer([{cell: "Headphones"}])
        assert typist.focus().accessibleName().endswith("row 1")
        typist.types(", large ones")
        assert typist.said(key) == Answer([{cell: "Headphones, large ones"}])


def test_every_kind_of_cell_takes_its_answer(open_editor: Open) -> None:
    typist = open_editor(FORM).at("people").types("Leila").tab().types("2 march 1985").tab().types("41").tab()
    typist.press(Key.Key_Down).tab().press(Key.Key_Space).tab().types("01632 960001").tab().types("Evenings")
    assert typist.said("people") == Answer(
        [
            {
                "name": "Leila",
                "born": "1985-03-02",
                "age": "41",
                "lives": "yes",
                "first": True,
                "phone": "01632 960001",
                "note": "Evenings",
            }
        ]
    )


def test_tab_leaves_the_table_at_its_end(open_editor: Open) -> None:
    typist = open_editor(FORM).at("help").types("One").tab(3)
    assert typist.focus().accessibleName().endswith("add a row")
    typist.tab(2)
    assert "People at home" in typist.focus().accessibleName()
