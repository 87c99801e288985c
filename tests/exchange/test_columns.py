"""Columns matched by their headings, and what is asked where the cells do not say."""

import pytest

from senco_desk.exchange.columns import (
    LEAVE_OUT,
    answered,
    chosen,
    fingerprint,
    mapping_to_json,
    match,
    remembered,
)
from senco_desk.exchange.headings import compact, fields, guess, recognised
from senco_desk.exchange.reading import read_content
from senco_desk.exchange.values import DateOrder
from senco_desk.models.pupil import ContactInput, PupilInput
from tests.exchange import corpus


def sheet(text):
    return read_content(text.encode(), "list.csv")


def meanings(text):
    return [column.field for column in match(sheet(text)).columns]


def test_arbors_sen_report_is_matched_with_its_repeated_heading():
    assert meanings(corpus.ARBOR) == [
        "upn", "name", "year_group", "form", "date_of_birth", "ethnicity", "sen_status", "need",
        "need_note", "need_rank",
        "need_since", LEAVE_OUT, "sen_status_code",
    ]  # fmt: skip


def test_the_other_systems_are_matched():
    assert meanings(corpus.SIMS) == ["legal_forename", "legal_surname", "upn", "year_group", "form"]
    assert meanings(corpus.BROMCOM) == ["legal_forename", "legal_surname", "year_group", "form"]
    assert meanings(corpus.WONDE) == [
        "", "", "name", "sex", "sen_status", "free_school_meals", "eal", "pupil_premium", "year_group",
        "ethnicity",
    ]  # fmt: skip
    assert meanings(corpus.CENSUS) == [
        "upn", "", "legal_surname", "legal_forename", "middle_names", "preferred_surname", "former_surname",
        "sex",
        "date_of_birth", "ethnicity", "free_school_meals", "", "home_language", "", "joined_on", "year_group",
        "sen_status", "need_1", "need_2",
    ]  # fmt: skip
    cbuk = "LearnerId,LearnerCode,Forename,LegalForename,Surname,DateOfBirth,UPN,ULN,EAL,ServiceChild"
    cbuk += ",SENProvisionDetails.ProvisionTypeCode\n" + "1," * 10 + "K\n"
    assert meanings(cbuk) == [
        "", "", "preferred_forename", "legal_forename", "legal_surname", "date_of_birth", "upn", "", "eal",
        "service_child", "sen_status_code",
    ]  # fmt: skip
    roll = "Globally Unique Student ID,Arbor Student ID,Legal First Name,Legal Last Name,Sex,Date of Birth"
    roll += "\n1,2,a,b,F,\n"
    assert meanings(roll) == ["", "", "legal_forename", "legal_surname", "sex", "date_of_birth"]


def test_every_field_is_one_that_is_kept_and_every_alias_means_one_field():
    own = {"name", "sen_status", "sen_status_code", "attendance_percent", "sessions_attended"}
    for key in fields():
        part = key.split("_", 2)[2] if key.startswith("contact_") else key
        kept = ContactInput.model_fields if key.startswith("contact_") else PupilInput.model_fields
        assert part in kept or key in own or key.startswith("need")
    seen: dict[str, str] = {}
    for field in fields().values():
        for alias in field.aliases:
            assert seen.setdefault(compact(alias), field.key) == field.key


@pytest.mark.parametrize(
    ("heading", "key"),
    [("DateOfBirth", "date_of_birth"), ("date_of_birth", "date_of_birth"), ("Parent 1 Email",
    "contact_1_email"),
     ("Parent/Carer 2 mobile", "contact_2_phone"), ("% Attendance", "attendance_percent"),
     ("PUPIL PREMIUM?", "pupil_premium")],
)  # fmt: skip
def test_capitals_spaces_and_marks_do_not_matter(heading, key):
    assert guess(heading).key == key
    assert guess(heading).sure


def test_a_nearly_right_heading_is_proposed_and_not_sure():
    found = guess("Date of Brith")
    assert (found.key, found.sure) == ("date_of_birth", False)
    assert "looks like" in found.why
    assert guess("Favourite colour").key == LEAVE_OUT
    assert guess("Funded Hours").why == "is not kept here"
    assert not recognised("Favourite colour")


def test_a_second_column_for_one_field_is_left_out_with_the_reason():
    columns = match(sheet("Forename,Surname,Form,Tutor group\nBo,Lee,4W,4X\n")).columns
    assert columns[3].field == LEAVE_OUT
    assert "“Form” in column 3" in columns[3].why


def test_forename_and_surname_of_their_own_make_a_whole_name_unneeded():
    assert meanings("Name,Forename,Surname\nBo Lee,Bo,Lee\n") == ["", "legal_forename", "legal_surname"]


def test_days_first_is_recognised_over_the_whole_list():
    mapping = match(
        sheet("Forename,Surname,DOB,Entry date\nBo,Lee,04/03/2016,01/09/2020\nAda,Li,25/12/2015,\n")
    )
    assert mapping.date_order is DateOrder.DAY_FIRST
    assert mapping.questions == ()
    american = match(sheet("Forename,Surname,DOB\nBo,Lee,03/04/2016\nAda,Li,12/25/2015\n"))
    assert american.date_order is DateOrder.MONTH_FIRST


def test_dates_that_could_be_either_are_asked_about():
    listed = sheet("Forename,Surname,DOB\nBo,Lee,04/04/2016\nAda,Li,04/03/2015\n")
    mapping = match(listed)
    assert mapping.date_order is None
    question = mapping.questions[0]
    assert question.said == "What day is “04/03/2015”?"
    assert [words for _, words in question.choices] == ["4 March", "3 April"]
    settled = answered(listed, mapping, date_order=DateOrder.DAY_FIRST)
    assert (settled.date_order, settled.questions) == (DateOrder.DAY_FIRST, ())


def test_dates_in_words_or_the_wide_way_round_ask_nothing():
    assert match(sheet("Forename,Surname,DOB\nBo,Lee,2016-03-04\nAda,Li,4 Mar 2015\n")).questions == ()


def test_a_list_that_contradicts_itself_takes_days_first():
    mapping = match(sheet("Forename,Surname,DOB\nBo,Lee,25/03/2016\nAda,Li,03/25/2015\n"))
    assert (mapping.date_order, mapping.questions) == (DateOrder.DAY_FIRST, ())


def test_columns_that_contradict_each_other_take_days_first():
    for first, second in (("03/25/2016", "25/09/2020"), ("25/03/2016", "09/25/2020")):
        mapping = match(sheet(f"Forename,Surname,DOB,Entry date\nBo,Lee,{first},{second}\n"))
        assert (mapping.date_order, mapping.questions) == (DateOrder.DAY_FIRST, ())


def test_names_without_a_comma_are_asked_about():
    listed = sheet("Name,Form\nBo Lee,4W\n")
    mapping = match(listed)
    assert mapping.questions[0].said == "In “Bo Lee”, which comes first?"
    assert answered(listed, mapping, surname_first=False).questions == ()


def test_besd_is_asked_about_and_never_assumed():
    listed = sheet("Forename,Surname,SEN need\nBo,Lee,BESD\n")
    mapping = match(listed)
    assert [question.key for question in mapping.questions] == ["besd_is_semh"]
    assert answered(listed, mapping, besd_is_semh=True).questions == ()


def test_a_field_chosen_for_a_column_leaves_the_other():
    listed = sheet("Forename,Surname,Form,Tutor group\nBo,Lee,4W,4X\n")
    mapping = chosen(listed, match(listed), {3: "form"})
    assert [column.field for column in mapping.columns] == ["legal_forename", "legal_surname", "", "form"]
    assert mapping.lacking == ""
    assert chosen(listed, mapping, {0: LEAVE_OUT}).lacking.startswith("No column is known")


def test_a_mapping_is_remembered_by_its_headings():
    listed = sheet("Forename,Surname,DOB,Group\nBo,Lee,04/03/2015,4W\n")
    mapping = answered(listed, chosen(listed, match(listed), {3: "form"}), date_order=DateOrder.MONTH_FIRST)
    again = remembered(listed, mapping_to_json(mapping))
    assert [column.field for column in again.columns] == [column.field for column in mapping.columns]
    assert (again.date_order, again.questions) == (DateOrder.MONTH_FIRST, ())
    later = sheet("forename,SURNAME,dob,group\nBo,Lee,25/03/2015,4W\n")
    assert fingerprint(later.headings) == fingerprint(listed.headings)
    assert remembered(later, mapping_to_json(mapping)).date_order is DateOrder.DAY_FIRST
    assert fingerprint(later.headings[:-1]) != fingerprint(listed.headings)
