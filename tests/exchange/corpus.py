"""Files that someone might choose: lists as school systems write them, and files that are harmful or broken.

Every pupil is made up; UPNs are on the made-up authority 999.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl

ARBOR = (
    "UPN,Name,Year group(s) this academic year,Registration form(s) this academic year,Date of Birth,"
    "Ethnicity,SEN status,Sen Need,SEN Description,SEN Need Ranking,Start Date,Funded Hours,SEN status\n"
    'V999990026001,"Halloran, Idris",Year 8,8H,2014-05-06,White - British,SEN Support,'
    '"Speech, Language and Communication Needs",Word finding,1,16 Dec 2025,15h 0m,K\n'
    'V999990026001,"Halloran, Idris",Year 8,8H,2014-05-06,White - British,SEN Support,'
    '"Social, Emotional and Mental Health",,2,3 Sep 2024,,K\n'
    'J999990026002,"Nowak-O’Brien, Zoë",Year 4,4W,2018-03-04,Any other,Education Health and Care Plan,'
    "Autistic Spectrum Disorder,,1,1 Sep 2023,,E\n"
    'Y999990026003,"Peel, Kwame",,,2009-01-02,Black - Ghanaian,No Special Educational Need,,,,,,N\n'
)
SIMS = (
    "Forename,Surname,UPN,Year,Reg\n"
    "Idris,Halloran,V999990026001,  8,8H\n"
    "Zoë,Nowak-O’Brien,J999990026002,  4,4W\n"
    "Anwen,Locke,,R,RA\n"
)
BROMCOM = "FirstName,LastName,YearGroup,Form\nIdris,Halloran,Year 8,8H\nAnwen,Locke,Reception,RA\n"
WONDE = (
    "Student ID,UPI,Student Name,Gender,SEN Status,FSM,EAL,Pupil Premium,Year,Ethnicity\n"
    '1,abc,"Halloran, Idris",Male,K,Yes,No,Yes,8,WBRI\n'
)
CENSUS = (
    "UPN,FormerUPN,Surname,Forename,MiddleNames,PreferredSurname,FormerSurname,Sex,DOB,Ethnicity,FSMeligible,"
    "EVERFSM_6,Language,EnrolStatus,EntryDate,NCyearActual,SENProvision,PrimarySENeedsType,SecondarySENType\n"
    "V999990026001,,Halloran,Idris,James,,,M,06/05/2014,WBRI,true,true,ENG,C,01/09/2025,8,K,SLCN,SEMH\n"
    "J999990026002,,Nowak-O'Brien,Zoë,,,Nowak,F,04/03/2018,AOTH,false,false,POL,C,13/09/2022,4,E,ASD,\n"
)


def workbook(rows: list[list[Any]], **more: Any) -> bytes:
    """Write rows into a workbook; `more` are further sheets by title."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Pupils"
    for row in rows:
        sheet.append(row)
    for title, (state, extra) in more.items():
        other = book.create_sheet(title)
        other.sheet_state = state
        for row in extra:
            other.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain_workbook() -> bytes:
    """Write a small sound workbook."""
    return workbook(
        [
            ["UPN", "Forename", "Surname", "Date of birth", "Year", "EAL"],
            ["V999990026001", "Idris", "Halloran", date(2014, 5, 6), 8, True],
            ["J999990026002", "Zoë", "Nowak-O’Brien", date(2018, 3, 4), 4.0, False],
        ]
    )


def repacked(content: bytes, change: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give a workbook with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", how) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, body in change.items():
            new.writestr(name, body)
    return out.getvalue()


def _sheet_xml(inside: str, start: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f'<worksheet xmlns="{main}"><sheetData>{inside}</sheetData></worksheet>'
    return f'<?xml version="1.0"?>{start}{body}'.encode()


SHEET = "xl/worksheets/sheet1.xml"
_TEXT_ROW = (
    '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    '<c r="B{0}" t="inlineStr"><is><t>{2}</t></is></c></row>'
)


def hostile() -> Iterator[tuple[str, str, bytes, str]]:
    """Give (what it is, file name, content, part of what is said) for files that must be refused."""
    book = plain_workbook()
    yield "a PDF named csv", "list.csv", b"%PDF-1.7\n1 0 obj", "really a PDF"
    yield "a picture named csv", "list.csv", b"\x89PNG\r\n\x1a\n\0\0", "really a picture"
    yield "a workbook named csv", "list.csv", book, "really an Excel workbook"
    yield "a CSV named xlsx", "list.xlsx", SIMS.encode(), "not really an Excel workbook"
    yield "a web page named csv", "list.csv", b"\xef\xbb\xbf\n<!DOCTYPE html><table>", "really a web page"
    yield "an XML file named csv", "list.csv", b"<?xml version='1.0'?><CTfile/>", "really an XML file"
    yield "a database", "list.csv", b"SQLite format 3\0" + bytes(100), "really a database"
    yield "a program", "list.csv", b"MZ\x90\0", "really a program"
    yield "an old xls", "list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le")
    yield "a locked workbook", "list.xlsx", locked, "locked with a password"
    yield "another ending", "list.ods", book, "neither CSV nor an Excel workbook"
    yield "nothing", "list.csv", b"", "nothing in this file"
    yield "blank lines", "list.csv", b"\r\n \r\n\t\r\n", "nothing in this file"
    yield "commas only", "list.csv", b",,,\n,,,\n", "nothing in this file"
    yield "headings only", "list.csv", b"UPN,Forename,Surname\n", "no pupils under them"
    yield "NUL bytes", "list.csv", b"UPN,Forename\nA,\0B\n", "Line 2"
    yield (
        "a bad byte in UTF-8",
        "list.csv",
        "Forename,Surname\nZoë,Łoś\nSi\u00e2n,É".encode() + b"\xff\n",
        "Line 3",
    )
    yield (
        "half a UTF-16 letter",
        "list.csv",
        b"\xff\xfe" + "a,b\n1,2\n".encode("utf-16-le") + b"\0",
        "cannot be read",
    )
    rows = b"".join(b"%d,a,b\n" % number for number in range(1_000_000))
    yield "a million rows", "list.csv", b"UPN,Forename,Surname\n" + rows, "more than 20,000 rows"
    yield "over 20 MB", "list.csv", b"UPN,Forename\n" + b"a,b\n" * (6 * 1024 * 1024), "larger than 20 MB"
    yield (
        "a cell of 1 MB",
        "list.csv",
        b"UPN,Forename\nx," + b"a" * 1024 * 1024 + b"\n",
        "too long for a list",
    )
    yield "a thousand columns", "list.csv", b",".join([b"a"] * 1000) + b"\n1\n", "1,000 columns"
    yield "an open quote", "list.csv", b'UPN,Forename\nA,"Idris\nB,Zoe\n', "never closes"
    yield "a damaged workbook", "list.xlsx", book[: len(book) // 2], "damaged"
    yield from _overgrown_workbooks(book)
    yield from _hostile_workbooks(book)


def _overgrown_workbooks(book: bytes) -> Iterator[tuple[str, str, bytes, str]]:
    name = "list.xlsx"
    yield "a zip bomb", name, repacked(book, {SHEET: b"<a>" + b" " * 60_000_000}), "far more than a list"
    wide = f"<row>{'<c/>' * 16_000}</row>"
    cells = repacked(book, {SHEET: _sheet_xml(wide * 130)}, zipfile.ZIP_STORED)
    yield "millions of cells", name, cells, "far more than a list"
    row = f"<row>{'<c/>' * 120_000}</row>"
    yield (
        "an endless row",
        name,
        repacked(book, {SHEET: _sheet_xml(row)}, zipfile.ZIP_STORED),
        "far more than",
    )
    many = repacked(book, {f"xl/media/{number}.bin": b"" for number in range(3000)})
    yield "thousands of parts", name, many, "far more than a list"
    yield "parts outside", name, repacked(book, {"../../evil.xml": b"<a/>"}), "left unopened"


def _hostile_workbooks(book: bytes) -> Iterator[tuple[str, str, bytes, str]]:
    name = "list.xlsx"
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    laughing = _sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>', laughs)
    yield "entities", name, repacked(book, {SHEET: laughing}), "left unopened"
    wide = laughing.decode().replace('<?xml version="1.0"?>', "").encode("utf-16")
    yield "entities in UTF-16", name, repacked(book, {SHEET: wide}), "left unopened"
    elsewhere = repacked(book, {"xl/worksheets/sheet1.bin": laughing})
    yield "entities under another name", name, elsewhere, "left unopened"
    outside = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    reading = _sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>', outside)
    yield "an outside file", name, repacked(book, {SHEET: reading}), "left unopened"
    parts = {"xl/sharedStrings.xml": b"<!DOCTYPE a><sst/>"}
    yield "a document type in the strings", name, repacked(book, parts), "left unopened"
    yield "broken XML", name, repacked(book, {SHEET: b"<worksheet><sheetData><row"}), "damaged"
    no_rows = repacked(book, {"xl/workbook.xml": b"<workbook/>"})
    yield "a workbook without sheets", name, no_rows, ""
    formula = _sheet_xml(
        _TEXT_ROW.format(1, "Forename", "Surname") + '<row r="2"><c r="A2"><f>HYPERLINK("x")</f></c>'
        '<c r="B2" t="inlineStr"><is><t>Halloran</t></is></c></row>'
    )
    yield "a formula without its answer", name, repacked(book, {SHEET: formula}), "Cell A2 is a formula"
    far = _sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>UPN</t></is></c>'
        '<c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>'
    )
    yield "the last column", name, repacked(book, {SHEET: far}), "columns"
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 30_000)
    )
    yield "thirty thousand rows", name, repacked(book, {SHEET: _sheet_xml(rows)}), "more than 20,000 rows"
    yield "only hidden sheets", name, repacked(book, {"xl/workbook.xml": _hidden(book)}), "is hidden"
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", "<a/>")
    yield "a Word document", name, word.getvalue(), "really a Word document"
    yield "macros", name, repacked(book, {"xl/vbaProject.bin": b"x"}), "a workbook with macros"


def _hidden(book: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')


def encodings() -> Iterator[tuple[str, bytes, str]]:
    """Give (what it is, content, encoding) of the SIMS list in every way it may be written."""
    yield "UTF-8", SIMS.encode(), "utf-8"
    yield "UTF-8 with a mark", b"\xef\xbb\xbf" + SIMS.encode(), "utf-8"
    yield "UTF-16 with a mark", SIMS.encode("utf-16"), "utf-16"
    yield "UTF-16 big-endian", b"\xfe\xff" + SIMS.encode("utf-16-be"), "utf-16"
    yield "UTF-16 without a mark", SIMS.encode("utf-16-le"), "utf-16"
    yield "Windows", SIMS.encode("cp1252"), "cp1252"
    yield "old line ends", SIMS.replace("\n", "\r").encode(), "utf-8"
    yield "Windows line ends", SIMS.replace("\n", "\r\n").encode(), "utf-8"
    mixed = SIMS.replace("\n", "\r\n", 1).replace("\nAnwen", "\rAnwen")
    yield "mixed line ends", mixed.encode(), "utf-8"
    yield "semicolons", SIMS.replace(",", ";").encode(), "utf-8"
    yield "tabs", SIMS.replace(",", "\t").encode(), "utf-8"
    yield "a spreadsheet's own first line", b"sep=;\r\n" + SIMS.replace(",", ";").encode(), "utf-8"
    yield "an old end mark", SIMS.encode() + b"\x1a", "utf-8"
    yield "a title above", ("Pupils at Larkmoor School,,,,\n,,,,\n" + SIMS).encode(), "utf-8"
