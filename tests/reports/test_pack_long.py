"""A pack of long names and many guests: nothing on top of anything, and no page for a line or two."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest

from senco_desk.reports.pack import Pack, draw_pack
from senco_desk.reports.theme import Look
from tests.reports.packs import FACTS, LONG_NAME, MEETING, only, pages_of, rowan

LOOKS = [Look(), Look(size="large"), Look(copy="staff"), Look(size="large", copy="staff")]
GUESTS = tuple((f"Oluwaseun Adebayo-Whitfield {at}", "foster carer’s social worker") for at in range(13))


def _long(*keys: str) -> Pack:
    facts = replace(FACTS, display_name="Bartholomew-Oluwaseun", full_name=LONG_NAME, draft=True)
    meeting = replace(MEETING, invited=GUESTS, place="The Willow Room, behind the library on the first floor")
    return rowan(facts=facts, meeting=meeting, parts=frozenset(keys))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_whose_copy_it_is_stays_whole_on_the_covers_first_page(look: Look) -> None:
    pages = pages_of(draw_pack(_long("cover", "where", "next"), look).pdf)
    last = "call 01632 960 147." if look.family else "shred it when it is done with."
    assert "Your copy" in pages[0]
    assert last in pages[0]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_two_ends_of_a_running_head_never_meet(look: Look) -> None:
    with pypdfium2.PdfDocument(draw_pack(_long("where", "notes", "next"), look).pdf) as document:
        for page in document:
            text = page.get_textpage()
            letters = [text.get_charbox(at) for at in range(text.count_chars())]
            head = sorted(box for box in letters if box[1] > page.get_height() - 75 and box[2] > box[0])
            gaps = [after[0] - before[2] for before, after in pairwise(head)]
            assert max(gaps) > 12
            assert min(gaps) > -3


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_whom_to_turn_to_stands_on_one_page_with_advice_from_outside(look: Look) -> None:
    pages = pages_of(draw_pack(only("next"), look).pdf)
    turn = [number for number, page in enumerate(pages) if "If you are unhappy with a decision" in page]
    advice = [number for number, page in enumerate(pages) if "Advice from outside school" in page]
    assert turn == advice
