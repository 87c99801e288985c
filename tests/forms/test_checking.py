"""Answers: blanks, checking, wording and progress."""

import json

import pytest

from senco_desk.forms.answers import Answer, from_json, is_blank, tidy, to_json
from senco_desk.forms.bindings import Record, prefill
from senco_desk.forms.checking import check, shown
from senco_desk.forms.definition import (
    Audience,
    Choice,
    Column,
    ColumnKind,
    Condition,
    Form,
    Item,
    Kind,
    Question,
    Section,
)
from senco_desk.forms.progress import progress, total
from senco_desk.forms.wording import words

COLOURS = (Choice("red", "Red"), Choice("blue", "Blue"))
QUESTIONS = (
    Question("name", "Name", Kind.SHORT_TEXT, binds="pupil.full_name"),
    Question("born", "When?", Kind.DATE, about=True),
    Question("one", "Which colour?", Kind.CHOOSE_ONE, choices=COLOURS, other=True),
    Question("any", "Which colours?", Kind.CHOOSE_ANY, choices=COLOURS, other=True),
    Question("well", "Well?", Kind.YES_NO, talk=True),
    Question("why", "Why not?", Kind.LONG_TEXT, shown_when=Condition("well", ("no",))),
    Question("feel", "How?", Kind.FACES_5, items=(Item("a", "Learning"), Item("b", "Friends"))),
    Question("rung", "Where?", Kind.LADDER, low="Hard", high="Easy"),
    Question("count", "How many?", Kind.NUMBER),
    Question(
        "help",
        "Help",
        Kind.TABLE,
        columns=(
            Column("what", "Help"),
            Column("on", "When", ColumnKind.DATE),
            Column("did", "Did it help?", ColumnKind.CHOICE, (Choice("lot", "A lot"),)),
        ),
    ),
    Question("agree", "May we ask?", Kind.CONSENT),
    Question("sign", "Signed", Kind.SIGNATURE),
    Question("facts", "Date of birth", Kind.PREFILLED, binds="pupil.date_of_birth"),
    Question("draw", "Draw", Kind.DRAWING),
    Question("read", "Read this", Kind.NOTICE),
)
FORM = Form("f", 1, "F", "F", Audience.FAMILY, "made up", (Section("s", "S", QUESTIONS),))
FILLED = {
    "name": Answer("Łukasz"),
    "born": Answer({"date": "2019-03", "about": True}),
    "one": Answer({"choice": "other", "other": "green"}),
    "any": Answer({"choices": ["blue", "red"], "other": ""}),
    "well": Answer("no", talk=True),
    "why": Answer("It rained."),
    "feel": Answer({"a": 4}),
    "rung": Answer(0),
    "count": Answer(2.5),
    "help": Answer([{"what": "Talk group", "on": "2026-11-14", "did": "lot"}, {}]),
    "agree": Answer({"state": "agreed", "who": "Leila", "when": "2026-11-14", "how": "written"}),
    "sign": Answer({"how": "paper", "name": "Leila", "date": "2026-11-14"}),
    "facts": Answer({"shown": "4 Mar 2016", "correction": "5 Mar 2016"}),
    "draw": Answer({"said": "A dog", "on_paper": True}),
}


def test_good_answers_have_no_slips_and_read_as_people_say_them() -> None:
    assert check(FORM, FILLED) == ()
    said = {
        question.key: [str(line) for line in words(question, FILLED[question.key])]
        for question in QUESTIONS
        if question.key in FILLED
    }
    assert said["born"] == ["about Mar 2019"]
    assert said["one"] == ["Other: green"]
    assert said["any"] == ["Red", "Blue"]
    assert said["well"] == ["No", "Would rather talk about this"]
    assert said["feel"] == ["Learning: Happy"]
    assert said["rung"] == ["0 out of 10 (0 Hard, 10 Easy)"]
    assert said["help"] == ["Help: Talk group; When: 14 Nov 2026; Did it help? A lot"]
    assert said["agree"] == ["Agreed: Leila, in writing, 14 Nov 2026"]
    assert said["facts"] == ["5 Mar 2016 (was: 4 Mar 2016)"]
    assert said["draw"] == ["A dog The drawing is on the paper copy."]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("born", {"date": "14/3/19"}, "takes a date"),
        ("born", {"date": "2019-02-30"}, "not in the calendar"),
        ("one", {"choice": "pink"}, "does not fit"),
        ("any", {"choices": ["pink"]}, "does not fit"),
        ("well", "perhaps", "does not fit"),
        ("feel", {"a": 6}, "does not fit"),
        ("feel", {"z": 1}, "does not fit"),
        ("rung", 11, "does not fit"),
        ("count", "lots", "takes a number"),
        ("help", [{"on": "soon"}], "Row 1"),
        ("help", [{"did": "much"}], "no such choice"),
        ("agree", {"state": "agreed"}, "not who gave it"),
        ("name", "x" * 100_001, "longer than"),
    ],
)
def test_an_answer_that_does_not_fit_is_named_by_its_label(key: str, value: object, said: str) -> None:
    (slip,) = check(FORM, {key: Answer(value)})
    assert slip.question == key
    assert said in slip.said


def test_a_question_shows_only_when_its_condition_holds_and_keeps_its_answer_otherwise() -> None:
    why = FORM.question("why")
    assert shown(why, FILLED)
    hidden = FILLED | {"well": Answer("yes"), "why": Answer("x" * 100_001)}
    assert not shown(why, hidden)
    assert check(FORM, hidden) == ()


def test_answers_go_to_json_and_back_without_the_blank_ones() -> None:
    answers = FILLED | {"name": Answer("  ")}
    assert from_json(to_json(answers)) == {key: part for key, part in FILLED.items() if key != "name"}
    assert json.loads(to_json({})) == {}


def test_nought_on_the_ladder_is_an_answer_and_an_empty_row_is_not() -> None:
    assert not is_blank(0)
    assert is_blank([{"a": "", "b": False}])
    assert is_blank({"date": "", "about": True})
    assert tidy({"a": Answer(None, talk=True)}) == {"a": Answer(None, talk=True)}


def test_progress_counts_what_shows_and_can_be_answered() -> None:
    (part,) = progress(FORM, {"well": Answer("yes")})
    assert (part.answered, part.of, part.state) == (1, 13, "begun")
    assert total(FORM, FILLED) == (14, 14)


def test_a_new_response_starts_with_what_the_record_knows() -> None:
    record = Record(texts={"pupil.full_name": "Idris Halloran", "pupil.date_of_birth": "4 Mar 2016"})
    filled = prefill(FORM, record)
    assert filled["name"] == Answer("Idris Halloran")
    assert filled["facts"] == Answer({"shown": "4 Mar 2016", "correction": ""})
