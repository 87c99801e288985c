"""Opening lists: sound ones in every guise, and harmful or broken ones refused in plain words."""

import time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from senco_desk.errors import Mistake, Trouble
from senco_desk.exchange.reading import read_content, read_list
from senco_desk.exchange.sheet import tidy_cell
from tests.exchange import corpus
from tests.exchange.hostile_books import BOOKS

HOSTILE = list(corpus.hostile())
GROWING = (
    ("a row far down", "99999999999", "damaged"),
    ("attributes without end", (100_000, 20), "far more than a list"),
    ("one long text in many cells", ("é", 9000, 40), "far more text"),
    ("sheets without end", 10, "far more than a list"),
    ("entities in other letters", "cp037", "left unopened"),
)
ENCODINGS = list(corpus.encodings())


@pytest.mark.parametrize(
    ("name", "content", "said"), [case[1:] for case in HOSTILE], ids=[c[0] for c in HOSTILE]
)
def test_a_file_that_is_not_a_sound_list_is_refused_in_plain_words(name, content, said):
    start = time.monotonic()
    with pytest.raises(Mistake) as refused:
        read_content(content, name)
    assert said in refused.value.said
    assert refused.value.advice
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(("what", "strength", "said"), GROWING)
def test_a_workbook_that_would_grow_while_it_is_read_is_refused_first(what, strength, said):
    (family,) = [family for family in BOOKS if family.what == what]
    with pytest.raises(Mistake, match=said):
        read_content(family.make(strength), family.file)


def test_a_cell_that_csv_itself_cannot_hold_is_told_as_too_long():
    with pytest.raises(Mistake, match="far too long"):
        read_content(b"Forename,Surname\n" + b"a" * 3_000_000 + b",Lee\n", "list.csv")


@pytest.mark.parametrize(
    ("content", "encoding"), [case[1:] for case in ENCODINGS], ids=[c[0] for c in ENCODINGS]
)
def test_a_list_is_the_same_however_it_was_written(content, encoding):
    sheet = read_content(content, "list.csv")
    assert sheet.encoding == encoding
    assert sheet.headings == ("Forename", "Surname", "UPN", "Year", "Reg")
    assert [row.cells for row in sheet.rows] == [
        ("Idris", "Halloran", "V999990026001", "8", "8H"),
        ("Zoë", "Nowak-O’Brien", "J999990026002", "4", "4W"),
        ("Anwen", "Locke", "", "R", "RA"),
    ]


def test_polish_names_in_windows_text_are_read():
    text = "Forename;Surname\n" + "Łukasz;Wiśniewski\nŻaneta;Gołąb\nBogusław;Świątek\n" * 4
    sheet = read_content(text.encode("cp1250"), "list.csv")
    assert sheet.rows[0].cells == ("Łukasz", "Wiśniewski")
    assert "Check that names with accents" in sheet.notes[0]


def test_row_numbers_are_those_of_the_spreadsheet():
    sheet = read_content(b'Forename,Surname\n\n"Anna\nMaria",Lee\n\nBo,Li\n', "list.csv")
    assert [(row.number, row.cells) for row in sheet.rows] == [(3, ("Anna\nMaria", "Lee")), (5, ("Bo", "Li"))]


def test_ragged_rows_are_filled_and_their_spare_cells_kept_apart():
    sheet = read_content(b"Forename,Surname,Form\nBo\nAda,Lee,4W,Flat 2,Larkmoor\n", "list.csv")
    assert sheet.rows[0].cells == ("Bo", "", "")
    assert sheet.rows[1].spare == ("Flat 2", "Larkmoor")


def test_a_stray_quote_inside_a_cell_is_let_be():
    sheet = read_content(b'Forename,Surname\n"Bo"b,Lee\nAda,Li\n', "list.csv")
    assert [row.cells[1] for row in sheet.rows] == ["Lee", "Li"]


def test_a_quoted_number_formula_is_taken_as_its_text():
    assert tidy_cell('="0123"') == "0123"
    assert tidy_cell('=CONCAT("a","b")') == '=CONCAT("a","b")'
    assert tidy_cell("\u200bAda\u00a0 Lee\ufeff ") == "Ada  Lee"


def test_a_workbook_gives_text_and_dates():
    sheet = read_content(corpus.plain_workbook(), "list.xlsx")
    assert sheet.rows[0].cells == ("V999990026001", "Idris", "Halloran", "2014-05-06", "8", "Yes")
    assert sheet.rows[1].cells[4:] == ("4", "No")
    assert sheet.dates == {3}
    assert (sheet.tab, sheet.other_tabs, sheet.encoding) == ("Pupils", (), "xlsx")


def test_of_several_sheets_one_is_chosen_and_hidden_ones_are_never_shown():
    content = corpus.workbook(
        [["Forename", "Surname"], ["Bo", "Lee"]],
        Leavers=("visible", [["Forename", "Surname"], ["Ada", "Li"]]),
        Empty=("visible", []),
        Secret=("hidden", [["Forename", "Surname"], ["X", "Y"]]),
    )
    first = read_content(content, "list.xlsx")
    assert (first.tab, first.other_tabs) == ("Pupils", ("Leavers",))
    assert read_content(content, "list.xlsx", "Leavers").rows[0].cells == ("Ada", "Li")
    with pytest.raises(Mistake, match="no sheet named “Secret”"):
        read_content(content, "list.xlsx", "Secret")


def test_a_formula_gives_the_answer_that_the_file_holds():
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><f>CONCAT("a")</f><v>{a}</v></c>'
        f'<c r="B{n}" t="str"><v>{b}</v></c></row>'
        for n, (a, b) in enumerate([("Forename", "Surname"), ("Bo", "Lee")], start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{main}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>'
    sheet = read_content(corpus.repacked(corpus.plain_workbook(), {corpus.SHEET: xml.encode()}), "list.xlsx")
    assert sheet.rows[0].cells == ("Bo", "Lee")


def test_spreadsheet_errors_are_left_blank_and_said():
    sheet = read_content(
        corpus.workbook([["Forename", "Surname"], ["Bo", "#N/A"], ["Ada", "Li"]]), "list.xlsx"
    )
    assert sheet.rows[0].cells == ("Bo", "")
    assert sheet.notes == ("Cell B2 holds a spreadsheet error (#N/A) and was left blank.",)


def test_xml_is_read_with_its_dangers_defused():
    assert openpyxl.DEFUSEDXML
    assert openpyxl.xml.functions.iterparse.__module__.startswith("defusedxml")


def test_a_file_is_read_from_where_it_lies_and_left_as_it_was(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(corpus.SIMS.encode())
    assert read_list(path).name == "list.csv"
    assert path.read_bytes() == corpus.SIMS.encode()
    with pytest.raises(Mistake, match="not there any more"):
        read_list(tmp_path / "gone.csv")
    with pytest.raises(Mistake, match="folder"):
        read_list(tmp_path)
    with pytest.raises(Trouble, match="cannot be opened"):
        read_list(tmp_path / ("a" * 300 + ".csv"))


def assert_read_or_refused(content: bytes, name: str) -> None:
    try:
        sheet = read_content(content, name)
    except Mistake as refused:
        advice = refused.advice
    else:
        advice = sheet.name
    assert advice


@given(st.binary(max_size=400), st.sampled_from(["list.csv", "list.xlsx", "list.txt"]))
@settings(max_examples=150)
def test_any_bytes_give_a_list_or_a_plain_refusal(content, name):
    assert_read_or_refused(content, name)


BOOK = corpus.plain_workbook()


@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=80, deadline=None)
def test_a_workbook_with_damaged_bytes_gives_a_list_or_a_plain_refusal(damage):
    content = bytearray(BOOK)
    for place, byte in damage:
        content[place] = byte
    assert_read_or_refused(bytes(content), "list.xlsx")


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=15).filter(
    lambda t: tidy_cell(t) == t
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=100, deadline=None)
def test_what_was_written_is_read_back(rows, mark):
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [mark.join(map(quoted, row)) for row in [("UPN", "Forename", "Surname"), *rows]]
    sheet = read_content("\n".join(lines).encode(), "list.csv")
    assert [row.cells for row in sheet.rows] == rows
    assert sheet.headings == ("UPN", "Forename", "Surname")
