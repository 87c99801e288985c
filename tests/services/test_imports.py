"""Bringing in a list: what it would do, that it does just that, and that one undo takes it all back."""

from datetime import date

import pytest
from sqlmodel import select

from senco_desk.errors import Mistake
from senco_desk.exchange import columns
from senco_desk.exchange.reading import read_content
from senco_desk.exchange.values import DateOrder
from senco_desk.models.codes import NeedType, Stage
from senco_desk.models.pupil import Contact, Need, Pupil, StageSpell
from senco_desk.services import imports
from senco_desk.services.imports import Action, Choice, What
from senco_desk.store import undo
from tests.exchange import corpus
from tests.vaults import add_pupil

TODAY = date(2026, 11, 22)
IDRIS = {"upn": "V999990026001", "date_of_birth": date(2014, 5, 6), "year_group": "8", "form": "8H"}


def look(store, text, choices=None, **answers):
    sheet = read_content(text.encode(), "list.csv")
    mapping = columns.answered(sheet, columns.match(sheet), **answers)
    return imports.preview(store, sheet, mapping, today=TODAY, choices=choices)


def only(preview):
    (row,) = preview.rows
    return row


def every(store, table):
    with store.read() as session:
        rows = session.exec(select(table).order_by(table.id)).all()
        session.expunge_all()
        return rows


def place(store, pupil_id, stage):
    with store.work("place on a stage") as work:
        work.add(StageSpell(pupil_id=pupil_id, stage=stage, started_on=date(2026, 9, 1)))


def test_arbors_sen_report_is_brought_in_as_one_step(store):
    preview = look(store, corpus.ARBOR)
    assert preview.counts.words == "3 to add, 0 to change, 0 left alone"
    assert [(row.name, row.action, row.row_numbers) for row in preview.rows] == [
        ("Idris Halloran", Action.ADD, (2, 3)),
        ("Zoë Nowak-O’Brien", Action.ADD, (4,)),
        ("Kwame Peel", Action.ADD, (5,)),
    ]
    done = imports.apply(store, preview)
    assert done.name == "bring in 3 pupils from a list"
    assert [(need.code, need.rank, need.pupil_id) for need in every(store, Need)] == [
        (NeedType.SLCN, 1, 1), (NeedType.SEMH, 2, 1), (NeedType.ASD, 1, 2),
    ]  # fmt: skip
    assert every(store, StageSpell) == []
    assert [pupil.year_group for pupil in every(store, Pupil)] == ["8", "4", ""]


def test_a_sen_status_is_told_and_never_becomes_a_stage(store):
    preview = look(store, corpus.ARBOR)
    assert "SEN status K in the list: place on a stage after bringing in." in preview.rows[0].warnings
    assert "perhaps a leaver" in " ".join(preview.rows[2].warnings)
    place(store, add_pupil(store, "Idris", "Halloran", **IDRIS), Stage.MY_PLAN)
    assert look(store, corpus.ARBOR).rows[0].warnings == ()
    text = "UPN,SEN status\nV999990026001,E\n"
    assert only(look(store, text)).warnings == (
        "SEN status E in the list; My Plan (K) here. The stage stays.",
    )
    old = only(look(store, "UPN,SEN status\nV999990026001,School Action\n"))
    assert "from before 2014" in old.warnings[0]


def test_the_same_list_again_changes_nothing(store):
    imports.apply(store, look(store, corpus.ARBOR))
    again = look(store, corpus.ARBOR)
    assert [row.action for row in again.rows] == [Action.LEAVE] * 3
    assert again.rows[0].why == "The same UPN. Nothing new in the list."
    with pytest.raises(Mistake, match="nothing in this list to bring in"):
        imports.apply(store, again)


def test_what_would_change_is_said_field_by_field(store):
    pupil_id = add_pupil(store, "Idris", "Halloran", pupil_premium=True, **IDRIS)
    text = "UPN,Forename,Surname,DOB,Form,Pupil premium,EAL\nV999990026001,Idris,Hart,2014-05-06,8K,No,\n"
    row = only(look(store, text))
    assert (row.action, row.pupil_id, row.why) == (Action.CHANGE, pupil_id, "The same UPN.")
    assert [change[:3] for change in row.changes] == [
        ("Legal surname", "Halloran", "Hart"), ("Form", "8H", "8K"), ("Pupil premium", "Yes", "No"),
    ]  # fmt: skip
    imports.apply(store, look(store, text))
    (pupil,) = every(store, Pupil)
    assert (pupil.legal_surname, pupil.form, pupil.pupil_premium) == ("Hart", "8K", False)


def test_an_empty_cell_never_blanks_a_field(store):
    add_pupil(store, "Idris", "Halloran", eal=True, medical_note="Inhaler", **IDRIS)
    text = "UPN,Forename,Surname,DOB,Form,EAL,Medical note\nV999990026001,Idris,Halloran,,,,\n"
    assert only(look(store, text)).action is Action.LEAVE


def test_a_field_can_be_kept_as_it_is_here(store):
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    text = "UPN,Form,Ethnicity\nV999990026001,8K,WBRI\n"
    preview = look(store, text, {2: Choice(keep=frozenset({"form"}))})
    assert [change.words for change in only(preview).changes] == ["Ethnicity"]
    imports.apply(store, preview)
    assert every(store, Pupil)[0].form == "8H"


def test_a_name_without_its_accents_or_in_capitals_is_not_a_change(store):
    add_pupil(store, "Zoë", "Nowak-O’Brien", upn="J999990026002")
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    text = "UPN,Forename,Surname\nJ999990026002,Zoe,NOWAK-O'BRIEN\nV999990026001,Idris,HALLORAN\n"
    assert [row.action for row in look(store, text).rows] == [Action.LEAVE] * 2
    better = only(look(store, "UPN,Surname\nV999990026001,Hallôran\n"))
    assert better.changes[0].after == "Hallôran"


def test_a_pupil_without_upn_is_found_by_name_and_date_of_birth(store):
    add_pupil(store, "Idris", "Halloran", preferred_forename="Idi", date_of_birth=date(2014, 5, 6))
    text = (
        "UPN,Forename,Surname,DOB\nV999990026001,IDI,halloran,06/05/2014\nJ999990026002,Bo,Lee,25/05/2014\n"
    )
    found = look(store, text).rows[0]
    assert found.why == "The same name and date of birth."
    assert ("UPN", "", "V999990026001", "upn") in found.changes


def test_a_temporary_upn_gives_way_and_a_sound_one_does_not(store):
    add_pupil(store, "Idris", "Halloran", **IDRIS | {"upn": "U99999002601A"})
    text = "UPN,Forename,Surname,DOB\n{},Idris,Halloran,2014-05-06\n"
    assert only(look(store, text.format("V999990026001"))).changes[0].after == "V999990026001"
    imports.apply(store, look(store, text.format("V999990026001")))
    mistyped = only(look(store, text.format("A999990026001")))
    assert mistyped.action is Action.LEAVE
    assert "V999990026001 is kept" in mistyped.warnings[-1]
    other = only(look(store, text.format("J999990026002")))
    assert (other.action, other.pupil_id) == (Action.LEAVE, None)
    assert "another UPN" in other.why
    assert other.near[0].name == "Idris Halloran"


@pytest.mark.parametrize(
    "line",
    [
        "Idriss,Halloran,2014-05-06",
        "Idris,Halloran,2014-06-05",
        "Idris,Halloran,",
        "Idris,Hart,2014-05-06",
        "Idris,Haloran,",
    ],
)
def test_a_near_match_is_shown_and_waits_for_the_persons_word(store, line):
    pupil_id = add_pupil(store, "Idris", "Halloran", **IDRIS)
    text = f"Forename,Surname,DOB\n{line}\n"
    row = only(look(store, text))
    assert (row.action, row.changes, row.pupil_id) == (Action.LEAVE, (), None)
    assert row.near[0].pupil_id == pupil_id
    assert row.near[0].why.startswith("Year 8, born 6 May 2014, ")
    same = only(look(store, text, {2: Choice(What.MATCH, pupil_id)}))
    assert (same.pupil_id, same.near) == (pupil_id, ())
    added = only(look(store, text, {2: Choice(What.ADD)}))
    assert added.action is Action.ADD


def test_brothers_and_strangers_are_not_taken_for_one_another(store):
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    text = "Forename,Surname,DOB\nIlias,Halloran,2016-02-09\nBo,Lee,2014-05-06\nIdris,Halloran,2009-11-30\n"
    rows = look(store, text).rows
    assert [row.action for row in rows[:2]] == [Action.ADD, Action.ADD]
    assert rows[2].near[0].why.endswith("the same name")


def test_a_upn_under_another_name_and_birthday_is_not_believed(store):
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    row = only(look(store, "UPN,Forename,Surname,DOB\nV999990026001,Bo,Lee,2016-01-02\n"))
    assert row.action is Action.LEAVE
    assert "with another name and date of birth" in row.why


def test_two_lines_are_never_one_pupil(store):
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    text = "UPN,Forename,Surname,DOB,Form\n"
    text += "V999990026001,Idris,Halloran,2014-05-06,8K\n,Idris,Halloran,2014-05-06,8L\n"
    first, second = look(store, text).rows
    assert first.action is Action.CHANGE
    assert second.action is Action.LEAVE
    assert "was found for row 2 already" in second.why


def test_two_new_lines_of_one_name_want_the_persons_word(store):
    text = "Forename,Surname,Form\nBo,Lee,4W\nBo,Lee,5X\n"
    first, second = look(store, text).rows
    assert (first.action, second.action) == (Action.ADD, Action.LEAVE)
    assert "the name of row 2" in second.why
    both = look(store, text, {3: Choice(What.ADD)})
    assert both.counts.add == 2


def test_a_line_can_be_left_out(store):
    preview = look(store, corpus.SIMS)
    imports.apply(store, preview, {3: Choice(What.SKIP)})
    assert [pupil.legal_forename for pupil in every(store, Pupil)] == ["Idris", "Anwen"]


def test_a_line_without_a_name_cannot_be_added(store):
    rows = look(store, "UPN,Forename,Surname,Form\nV999990026001,,,8H\n,Bo,,4W\n").rows
    assert rows[0].why == "No pupil here has its UPN, and it has no legal forename and legal surname."
    assert (rows[1].action, rows[1].why) == (Action.LEAVE, "It has no legal surname.")


def test_a_slipped_row_is_left_with_the_reason(store):
    row = only(look(store, "Forename,Surname,Form\nBo,Lee,Flat 2,4W\n"))
    assert row.action is Action.LEAVE
    assert "more cells than there are headings" in row.why


def test_needs_are_merged_and_what_is_known_here_stays(store):
    pupil_id = add_pupil(store, "Idris", "Halloran", **IDRIS)
    with store.work("needs") as work:
        semh = Need(pupil_id=pupil_id, rank=1, code=NeedType.SEMH, area=NeedType.SEMH.area)
        semh.note, semh.since = "Ours", date(2020, 1, 1)
        work.add(semh)
        work.add(Need(pupil_id=pupil_id, rank=2, code=NeedType.HI, area=NeedType.HI.area))
    row = look(store, corpus.ARBOR).rows[0]
    needs = next(change for change in row.changes if change.words == "Needs")
    assert needs.before == "Social, emotional, mental health; Hearing impairment"
    assert (
        needs.after == "Speech, language, communication; Social, emotional, mental health; Hearing impairment"
    )
    imports.apply(store, look(store, corpus.ARBOR))
    kept = {need.code: need for need in every(store, Need) if need.pupil_id == pupil_id}
    assert {code: need.rank for code, need in kept.items()} == {
        NeedType.SLCN: 1, NeedType.SEMH: 2, NeedType.HI: 3,
    }  # fmt: skip
    assert (kept[NeedType.SEMH].note, kept[NeedType.SEMH].since) == ("Ours", date(2020, 1, 1))


def test_a_date_for_a_need_is_filled_in_and_said(store):
    pupil_id = add_pupil(store, "Idris", "Halloran", **IDRIS)
    with store.work("needs") as work:
        work.add(Need(pupil_id=pupil_id, rank=1, code=NeedType.HI, area=NeedType.HI.area))
    row = only(look(store, "UPN,SEN need,Start date\nV999990026001,HI,1 Sep 2023\n"))
    assert row.changes[0][:3] == ("Needs", "Hearing impairment", "Hearing impairment (since 1 Sep 2023)")


def test_contacts_are_added_and_changed_and_none_is_lost(store):
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    heads = "UPN,Parent 1 name,Parent 1 relationship,Parent 1 phone,Parent 2 name\n"
    imports.apply(store, look(store, heads + "V999990026001,Leila Halloran,Mother,07700 900123,\n"))
    same = only(look(store, heads + "V999990026001,LEILA HALLORAN,,+44 7700 900123,\n"))
    assert same.action is Action.LEAVE
    text = heads + "V999990026001,Leila Halloran,,07700 900456,Sam Halloran\n"
    row = only(look(store, text))
    assert [change[:3] for change in row.changes] == [
        ("Leila Halloran: telephone", "07700 900123", "07700 900456"),
        ("Contact", "", "Sam Halloran"),
    ]
    imports.apply(store, look(store, text))
    assert [(contact.name, contact.rank, contact.phone) for contact in every(store, Contact)] == [
        ("Leila Halloran", 1, "07700 900456"), ("Sam Halloran", 2, ""),
    ]  # fmt: skip


def test_a_leaver_in_the_list_is_told_and_not_put_back(store):
    add_pupil(store, "Idris", "Halloran", left_on=date(2026, 7, 17), **IDRIS)
    row = only(look(store, "UPN,Year,Form\nV999990026001,8,8K\n"))
    assert row.action is Action.CHANGE
    assert "Left on 17 Jul 2026" in row.warnings[0]


def test_an_unusual_year_group_is_told(store):
    row = only(look(store, "Forename,Surname,DOB,Year\nBo,Lee,2014-05-06,4\n"))
    assert "Year 8 is usual, not Year 4" in row.warnings[0]


def test_a_question_must_be_answered_first(store):
    text = "Forename,Surname,DOB\nBo,Lee,04/03/2015\n"
    preview = look(store, text)
    with pytest.raises(Mistake, match="What day is") as asked:
        imports.apply(store, preview)
    assert asked.value.field == "date_order"
    imports.apply(store, look(store, text, date_order=DateOrder.DAY_FIRST))
    assert every(store, Pupil)[0].date_of_birth == date(2015, 3, 4)


def test_a_list_without_names_is_sent_back_to_the_columns(store):
    with pytest.raises(Mistake, match="names or UPNs") as asked:
        look(store, "Colour,Size\nred,4\n")
    assert asked.value.field == "columns"


def test_what_changed_since_the_preview_is_not_overwritten(store):
    pupil_id = add_pupil(store, "Idris", "Halloran", **IDRIS)
    preview = look(store, "UPN,Form\nV999990026001,8K\n")
    with store.work("change the form") as work:
        work.change(work.get(Pupil, pupil_id), form="8Z")
    with pytest.raises(Mistake, match="changed since the preview"):
        imports.apply(store, preview)
    assert every(store, Pupil)[0].form == "8Z"


def test_looking_changes_nothing(store):
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    steps = len(undo.steps(store))
    look(store, corpus.ARBOR)
    assert len(undo.steps(store)) == steps
    assert len(every(store, Pupil)) == 1


def test_columns_are_remembered_for_the_next_list(store, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("First,Last,Born,Group\nBo,Lee,04/03/2015,4W\n", encoding="utf-8")
    listed = imports.open_list(store, path)
    assert not listed.met_before
    fields = {0: "legal_forename", 1: "legal_surname", 2: "date_of_birth", 3: "form"}
    mapping = columns.chosen(listed.sheet, listed.mapping, fields)
    mapping = columns.answered(listed.sheet, mapping, date_order=DateOrder.DAY_FIRST)
    imports.apply(store, imports.preview(store, listed.sheet, mapping, today=TODAY))
    again = imports.open_list(store, path)
    assert again.met_before
    assert {column.number: column.field for column in again.mapping.columns} == fields
    assert again.mapping.questions == ()


def test_notes_say_what_the_list_holds_besides(store):
    text = "Forename,Surname,Attendance,Funded hours\nBo,Lee,91%,2\n"
    notes = look(store, text).notes
    assert notes == (
        "Columns left out: “Funded hours”.",
        "Attendance is counted from sessions possible and missed, which a percentage does not give.",
    )


def test_a_preview_reads_as_text_for_the_command_line(store, tmp_path):
    add_pupil(store, "Idris", "Halloran", **IDRIS)
    path = tmp_path / "list.csv"
    path.write_text(
        "UPN,Forename,Surname,DOB,Form\nV999990026001,Idris,Halloran,2014-05-06,8K\n,Bo,Lee,04/03/15,4W\n"
    )
    shown = imports.preview_file(store, path, today=TODAY)
    assert imports.row_words(shown.rows[0]) == (
        "change  Idris Halloran (row 2): The same UPN.\n        Form: 8H to 8K"
    )
    assert imports.row_words(shown.rows[1]).startswith(
        "add     Bo Lee (row 3): New here.\n        look at: Row 3: "
    )
    assert imports.counts_words(shown) == (
        "First answer: What day is “04/03/15”?\n1 to add, 1 to change, 0 left alone."
    )
    near = imports.row_words(only(look(store, "Forename,Surname\nIdris,Haloran\n")))
    assert "perhaps Idris Halloran, Year 8, born 6 May 2014, a name like it" in near
