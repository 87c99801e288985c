"""Definitions: what is read, and how a slip in a file is named."""

from pathlib import Path

import pytest

from senco_desk.forms.definition import Kind
from senco_desk.forms.reading import (
    FormError,
    all_forms,
    form_from_json,
    form_to_json,
    key_of,
    read_form,
)

HEAD = """
id = "sample"
version = 1
title = "Sample"
paper_title = "A sample"
audience = "family"
source = "made up"
"""
GOOD = (
    HEAD
    + """
[[section]]
key = "now"
title = "Now"
[[section.question]]
key = "well"
kind = "yes_no"
label = "Are things well?"
[[section.question]]
key = "why"
kind = "choose_any"
label = "Why?"
choices = ["The weather", {key = "food", label = "Food"}]
other = true
shown_when = {question = "well", is = ["no"]}
"""
)


def write(folder: Path, text: str, name: str = "sample.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_definition_is_read_with_keys_made_from_labels(tmp_path: Path) -> None:
    form = read_form(write(tmp_path, GOOD))
    why = form.question("why")
    assert why.kind is Kind.CHOOSE_ANY
    assert [choice.key for choice in why.choices] == ["the_weather", "food"]
    assert why.shown_when is not None
    assert why.shown_when.is_ == ("no",)


def test_the_shared_header_stands_around_a_form_which_may_leave_questions_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        '[[section]]\nkey="hdr"\ntitle="Who it is about"\n'
        '[[section.question]]\nkey="name"\nkind="prefilled"\nlabel="Name"\nbinds="pupil.full_name"\n'
        '[[section.question]]\nkey="upn"\nkind="prefilled"\nlabel="UPN"\nbinds="pupil.upn"\n'
        '[[section]]\nkey="filled_in"\ntitle="About this form"\n'
        '[[section.question]]\nkey="by"\nkind="short_text"\nlabel="Filled in by"\n',
        "_header.toml",
    )
    form = read_form(write(tmp_path, GOOD.replace("version = 1", 'version = 1\nheader_leaves_out = ["upn"]')))
    assert [question.key for question in form.questions()] == ["name", "well", "why", "by"]


@pytest.mark.parametrize(
    ("change", "place", "wrong"),
    [
        (("yes_no", "maybe"), "question well", "Input should be"),
        (('key = "why"', 'key = "well"'), "question well", "another question has this key"),
        (('question = "well", is', 'question = "later", is'), "question why", "not asked before"),
        (('is = ["no"]', 'is = ["perhaps"]'), "question why", "no answer perhaps"),
        (("other = true", "others = true"), "question why", "Unexpected keyword"),
        (("[[section.question]]", "[[section.asked]]"), "section now", "asks nothing"),
        (('kind = "choose_any"', 'kind = "long_text"'), "question why", "choices belong"),
        (('label = "Why?"', 'label = "Why?"\nbinds = "pupil.shoe"'), "question why", "nothing is known"),
        (('kind = "yes_no"', 'kind = "table"'), "question well", "a table needs them"),
    ],
)
def test_a_slip_names_file_section_and_question(
    tmp_path: Path, change: tuple[str, str], place: str, wrong: str
) -> None:
    with pytest.raises(FormError) as slip:
        read_form(write(tmp_path, GOOD.replace(*change)))
    assert slip.value.file == "sample.toml"
    assert "section" in slip.value.place
    assert place in slip.value.place
    assert wrong in slip.value.wrong


def test_text_that_is_not_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"sample.toml: not TOML"):
        read_form(write(tmp_path, "id = "))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("header_leaves_out = 1\n", "header_leaves_out: a list of keys"),
        ('section = ["now"]\n', "sections are written as"),
        ('[[section]]\nkey = "now"\nquestion = [1]\n', "questions are written as"),
        ('[[section]]\nkey = "now"\n[[section.question]]\nchoices = [1]\n', "a list of labels or tables"),
        ("x = " + "[" * 2000 + "]" * 2000, "not TOML"),
    ],
)
def test_what_is_not_of_its_kind_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FormError, match=said):
        read_form(write(tmp_path, text))


def test_letters_that_are_not_utf_8_and_a_question_without_a_key_in_the_header_are_named(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, GOOD)
    (tmp_path / "_header.toml").write_text('[[section]]\nkey = "hdr"\n[[section.question]]\nlabel = "x"\n')
    with pytest.raises(FormError, match="section hdr"):
        read_form(path)
    path.write_bytes(b'id = "\xff"')
    with pytest.raises(FormError, match="not TOML"):
        read_form(path)


def test_every_form_the_program_ships_goes_to_json_and_back_the_same() -> None:
    assert {form.paper for form in all_forms()} >= {
        "parent_information",
        "story_so_far",
        "family_views",
        "pupil_views",
        "outside_agency",
        "consent",
    }
    for form in all_forms():
        assert form_from_json(form_to_json(form)) == form


def test_a_key_is_made_of_the_label_in_plain_letters() -> None:
    assert key_of("Don’t know (yet)") == "dont_know_yet"
