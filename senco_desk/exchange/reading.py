"""Opening a list that someone chose: what it truly is decides how it is read, whatever its name claims."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

from senco_desk.errors import Mistake, Trouble
from senco_desk.exchange.delimited import read_delimited
from senco_desk.exchange.sheet import MOST_BYTES, Sheet
from senco_desk.exchange.workbook import check_unpacked_size, read_workbook

TEXT_NAMES: Final = (".csv", ".tsv", ".txt")
WORKBOOK_NAMES: Final = (".xlsx",)
_SAVE_AS: Final = (
    "Open it in a spreadsheet, save it as an Excel workbook (.xlsx) or as CSV, and choose that one."
)

_SIGNS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3\0", "a database"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_list(path: Path, tab: str = "") -> Sheet:
    """Read a list of pupils from a CSV or an Excel workbook. The file is read once and never changed.

    Args:
        path: the file that was chosen.
        tab: which sheet of a workbook; "" for the first that can be seen and holds something.

    Raises:
        Mistake: it is something else than its name says, too large, locked, damaged or empty.
        Trouble: the file cannot be opened.
    """
    return read_content(_content(path), path.name, tab)


def read_content(content: bytes, name: str, tab: str = "") -> Sheet:
    """Read a list from its bytes.

    Raises:
        Mistake: as `read_list`.
    """
    if len(content) > MOST_BYTES:
        raise _too_large()
    if not content.strip():
        raise Mistake("There is nothing in this file.", "Choose the list that your school’s system exported.")
    ending = Path(name).suffix.lower()
    if ending not in TEXT_NAMES + WORKBOOK_NAMES:
        raise Mistake(f"“{name}” is neither CSV nor an Excel workbook (.xlsx).", _SAVE_AS)
    truly = _true_kind(content)
    if truly == "workbook":
        if ending not in WORKBOOK_NAMES:
            raise Mistake(
                f"“{name}” is really an Excel workbook.",
                "Rename it so that it ends in .xlsx, and choose it again.",
            )
        return read_workbook(content, name, tab)
    if truly:
        raise Mistake(f"“{name}” is really {truly}, not a list.", _SAVE_AS)
    if ending in WORKBOOK_NAMES:
        raise Mistake(
            f"“{name}” is not really an Excel workbook.", "If it is CSV, rename it so that it ends in .csv."
        )
    return read_delimited(content, name)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as wrong:
        raise Mistake("That file is not there any more.", "Choose it again.") from wrong
    except IsADirectoryError as wrong:
        raise Mistake("That is a folder.", "Choose the list inside it.") from wrong
    except OSError as wrong:
        raise Trouble(
            "That file cannot be opened.", "Close it in other programs, then choose it again."
        ) from wrong
    if len(content) > MOST_BYTES:
        raise _too_large()
    return content


def _too_large() -> Mistake:
    return Mistake(
        f"This file is larger than {MOST_BYTES // 1024 // 1024} MB, more than any school’s list.",
        "Export only the pupils and columns you want to bring in.",
    )


def _true_kind(content: bytes) -> str:
    """What the bytes are: "workbook", a word for what they are instead, or "" for text."""
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "a workbook locked with a password"
        return "an old Office file, such as .xls"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content)
    for sign, named in _SIGNS:
        if content.startswith(sign):
            return named
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "a web page"
    if start.startswith(b"<?xml"):
        return "an XML file"
    return ""


def _kind_of_zip(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return "a damaged workbook or archive"
    names = set(check_unpacked_size(content).namelist())
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        if "xl/vbaProject.bin" in names:
            return "a workbook with macros"
        return "a workbook in Excel’s binary form" if "xl/workbook.bin" in names else "workbook"
    if "content.xml" in names:
        return "an OpenDocument file"
    if any(name.startswith("word/") for name in names):
        return "a Word document"
    return "an archive"
