"""Rows put together into pupils."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from senco_desk.exchange.columns import answered, match
from senco_desk.exchange.gather import gather, row_words
from senco_desk.exchange.reading import read_content
from senco_desk.exchange.sheet import Row, Sheet
from senco_desk.models.codes import NeedType
from senco_desk.models.pupil import ContactInput, PupilInput
from tests.exchange import corpus

TODAY = date(2026, 11, 22)


def gathered(text, **answers):
    sheet = read_content(text.encode(), "list.csv")
    return gather(sheet, answered(sheet, match(sheet), **answers), today=TODAY)


def test_arbors_rows_of_one_pupil_become_one_pupil_with_ranked_needs():
    idris, zoe, kwame = gathered(corpus.ARBOR)
    assert idris.rows == (2, 3)
    assert (idris.name, idris.upn, idris.provision) == ("Idris Halloran", "V999990026001", "K")
    assert [(need.code, need.rank) for need in idris.needs] == [(NeedType.SLCN, 1), (NeedType.SEMH, 2)]
    assert idris.needs[0].since == date(2025, 12, 16)
    assert idris.needs[0].note == "Word finding"
    assert idris.warnings == ()
    assert zoe.provision == "E"
    assert (kwame.provision, kwame.leaver, idris.leaver) == ("N", True, False)


def test_the_census_list_is_read_whole():
    idris = gathered(corpus.CENSUS)[0]
    assert idris.fields == {
        "upn": "V999990026001", "legal_surname": "Halloran", "legal_forename": "Idris",
        "middle_names": "James",
        "sex": "M", "date_of_birth": date(2014, 5, 6), "ethnicity": "WBRI", "free_school_meals": True,
        "home_language": "ENG", "joined_on": date(2025, 9, 1), "year_group": "8",
    }  # fmt: skip
    assert [need.code for need in idris.needs] == [NeedType.SLCN, NeedType.SEMH]


def test_blank_cells_leave_no_trace():
    (pupil,) = gathered("Forename,Surname,DOB,EAL,Form\nBo,Lee,,,\n")
    assert pupil.fields == {"legal_forename": "Bo", "legal_surname": "Lee"}


def test_without_a_upn_rows_are_one_pupil_by_name_and_date_of_birth():
    text = "Forename,Surname,DOB,SEN need\nBo,Lee,2016-03-04,HI\nBO,lee,2016-03-04,VI\nBo,Lee,2017-03-04,PD\n"
    first, second = gathered(text)
    assert first.rows == (2, 3)
    assert [need.code for need in first.needs] == [NeedType.HI, NeedType.VI]
    assert second.rows == (4,)


def test_without_a_date_of_birth_nobody_is_put_together():
    assert len(gathered("Forename,Surname\nBo,Lee\nBo,Lee\n")) == 2


def test_rows_that_differ_are_named():
    (pupil,) = gathered("UPN,Forename,Surname,Form\nV999990026001,Bo,Lee,4W\nV999990026001,Bo,Lee,5X\n")
    assert pupil.fields["form"] == "4W"
    assert pupil.warnings == ("Rows 2 and 3 differ in Form: “4W” and “5X”. The first is taken.",)


def test_two_children_under_one_upn_are_not_brought_in():
    text = "UPN,Forename,Surname,DOB\nV999990026001,Bo,Lee,2016-03-04\nV999990026001,Ada,Li,2017-03-04\n"
    (pupil,) = gathered(text)
    assert "Rows 2 and 3 have one UPN" in pupil.blocked


def test_a_row_that_may_have_slipped_is_not_brought_in():
    (pupil,) = gathered("Forename,Surname,Form\nBo,Lee,Flat 2,4W\n")
    assert "Row 2 has more cells" in pupil.blocked


def test_a_upn_that_looks_wrong_is_kept_with_a_warning():
    (pupil,) = gathered("UPN,Forename,Surname\na801200005001,Bo,Lee\n")
    assert pupil.upn == "A801200005001"
    assert "starts with B, not A" in pupil.warnings[0]
    (long,) = gathered(f"UPN,Forename,Surname\n{'A' * 30},Bo,Lee\n")
    assert "upn" not in long.fields


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [("DOB", "31/02/2016", "Date of birth “31/02/2016” cannot be read"), ("Year", "Moon",
    "Year group “Moon”"),
     ("Form", "=1+1", "Form holds a formula"), ("Form", "@SUM(A1)", "Form holds a formula"), ("SEN need",
     "Tired", "not a need type"),
     ("Form", "x" * 60, "longer than 40"), ("Parent 1 name", "x" * 200, "longer than 150"), ("SEN need",
     "BESD", "BESD was left out"),
     ("SEN status", "Q", "SEN status “Q” cannot be read"), ("EAL", "perhaps", "EAL “perhaps”"),
     ("Attendance", "91%", "91% is not kept")],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out_and_said(heading, cell, said):
    (pupil,) = gathered(f"Forename,Surname,{heading}\nBo,Lee,{cell}\n")
    assert said in pupil.warnings[0]
    assert pupil.fields == {"legal_forename": "Bo", "legal_surname": "Lee"}
    assert pupil.needs == ()


def test_sessions_are_kept_only_when_they_can_be():
    text = "Forename,Surname,Sessions possible,Sessions attended\nBo,Lee,100,91\nAda,Li,100,\nCy,Oh,90,91\n"
    bo, ada, cy = gathered(text)
    assert (bo.fields["sessions_possible"], bo.fields["sessions_missed"]) == (100, 9)
    for pupil in (ada, cy):
        assert "sessions_possible" not in pupil.fields
        assert "both numbers" in pupil.warnings[0]


def test_besd_becomes_semh_only_on_the_persons_word():
    text = "Forename,Surname,SEN need\nBo,Lee,BESD\n"
    assert gathered(text)[0].needs == ()
    assert gathered(text, besd_is_semh=True)[0].needs[0].code is NeedType.SEMH


def test_needs_in_one_cell_and_ranks_given_twice():
    (pupil,) = gathered("Forename,Surname,SEN need\nBo,Lee,SLCN; SEMH\n")
    assert [need.rank for need in pupil.needs] == [1, 2]
    upn = "V999990026001"
    text = f"UPN,Forename,Surname,SEN need,Rank\n{upn},Bo,Lee,HI,1\n{upn},Bo,Lee,VI,1\n"
    (pupil,) = gathered(text)
    assert [(need.code, need.rank) for need in pupil.needs] == [(NeedType.HI, 1), (NeedType.VI, 2)]
    assert "Rows 2 and 3 both rank a need 1" in pupil.warnings[0]


def test_contacts_are_gathered():
    text = "Forename,Surname,Parent 1 name,Parent 1 phone,Parent 2 email\n"
    text += "Bo,Lee,Sam Lee,+44 7700 900123,al@example.org\n"
    (pupil,) = gathered(text)
    assert pupil.contacts == (
        {"name": "Sam Lee", "phone": "+44 7700 900123", "rank": 1},
        {"name": "Contact 2", "email": "al@example.org", "rank": 2},
    )
    assert pupil.warnings == ()


def test_the_two_statuses_of_a_list_may_differ_and_it_is_said():
    text = "Forename,Surname,SEN status,SEN status\n"
    text += "Bo,Lee,SEN Support,E\nAda,Li,Education Health and Care Plan,E\n"
    bo, ada = gathered(text)
    assert (bo.provision, ada.provision) == ("E", "E")
    assert "differ: K and E" in bo.warnings[0]


def test_names_that_cannot_be_split_are_said():
    (pupil,) = gathered("Name,Form\nMadonna,4W\n", surname_first=False)
    assert "cannot be split" in pupil.warnings[0]


def test_rows_are_named_in_words():
    assert row_words([4]) == "row 4"
    assert row_words([4, 5]) == "rows 4 and 5"
    assert row_words([4, 5, 9]) == "rows 4, 5 and 9"


HEADINGS = (
    "UPN", "Forename", "Surname", "Name", "DOB", "Year", "SEN status", "SEN need", "Rank", "EAL",
    "Parent 1 name",
    "Parent 1 email", "Sessions possible", "Sessions missed", "Start date", "SEN description", "Form",
)  # fmt: skip
CELL = st.sampled_from(
    ["", "V999990026001", "Bo", "Lee", "04/03/2016", "Year 4", "K", "HI", "1", "=2", "Li, Ada"]
) | st.text(max_size=50)


@given(st.lists(st.lists(CELL, min_size=len(HEADINGS), max_size=len(HEADINGS)), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_the_cells_what_is_gathered_can_be_kept(rows):
    sheet = Sheet(HEADINGS, tuple(Row(n, tuple(cells)) for n, cells in enumerate(rows, start=2)), "list.csv")
    pupils = gather(sheet, match(sheet), today=TODAY)
    assert sorted(n for pupil in pupils for n in pupil.rows) == [row.number for row in sheet.rows]
    for pupil in pupils:
        PupilInput.model_validate({"legal_forename": "x", "legal_surname": "y"} | pupil.fields)
        for contact in pupil.contacts:
            ContactInput.model_validate(contact)
        assert [need.rank for need in pupil.needs] == list(range(1, len(pupil.needs) + 1))
        assert len({need.code for need in pupil.needs}) == len(pupil.needs)
