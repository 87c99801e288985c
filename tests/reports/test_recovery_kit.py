"""The recovery kit on paper: one page, every group findable, read aloud in order, nothing else on it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from senco_desk.reports.recovery_kit import KitFacts, draw_kit, in_fours
from senco_desk.rules import recovery_code
from tests.reports.test_tags import errors_in, roles

KEY, SALT = bytes(range(200, 232)), bytes(range(100, 116))
LONG_NAME = "St Michael and All Angels Church of England Voluntary Aided Primary School and Nursery, Larkmoor"


def _facts(school: str = "Larkmoor School") -> KitFacts:
    return KitFacts(
        school, recovery_code.write(KEY), recovery_code.write(SALT), "0f1e2d3c4b5a6978", date(2026, 11, 22)
    )


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        words = page.get_textpage()
        text = str(words.get_text_range())
        words.close()
        page.close()
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("school", ["Larkmoor School", LONG_NAME, ""], ids=["usual", "long", "none"])
def test_the_kit_is_one_page_without_fault_for_a_screen_reader(school: str, tmp_path: Path) -> None:
    pdf = draw_kit(_facts(school))
    assert errors_in(pdf, tmp_path) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo.Title) == "Recovery kit"
        assert school in str(document.docinfo.get("/Author", ""))
        for font in document.pages[0].Resources.Font.values():
            assert "/FontFile2" in font.FontDescriptor


def test_the_two_codes_are_read_back_off_the_page_group_by_group() -> None:
    text = _text(draw_kit(_facts()))
    found = re.findall(r"^(\d{1,2})\s+([0-9A-Z]{3,5})\s*$", text, re.MULTILINE)
    assert [int(number) for number, _ in found] == [*range(1, 14), *range(1, 8)]
    groups = [group for _, group in found]
    assert recovery_code.read(" ".join(groups[:13]), 32) == KEY
    assert recovery_code.read(" ".join(groups[13:]), 16) == SALT


def test_each_group_is_an_item_of_a_list_after_its_number() -> None:
    found = roles(draw_kit(_facts()))
    first = found.index("L")
    assert found[first : first + 40] == ["L", *["LI", "Lbl", "LBody"] * 13]


def test_the_kit_says_whose_it_is_when_it_was_printed_and_that_older_ones_are_shredded() -> None:
    text = _text(draw_kit(_facts()))
    for words in ("Larkmoor School", "0f1e 2d3c 4b5a 6978", "22 November 2026", "shred", "Held by"):
        assert words in text
    assert in_fours("0123456789") == "0123 4567 89"
