"""The pathway as stepping stones, on paper and in the window, and the cover's scene."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.reports.drawn import measured
from senco_desk.reports.fonts import register
from senco_desk.reports.picture import Picture, Shape, Words, as_svg
from senco_desk.reports.scene import SCENE_COLOURS, cover_scene
from senco_desk.reports.stones import Sizes, Step, alt_words, pathway, wrapped
from senco_desk.reports.window_stones import window_pathway

STEPS = (
    Step("concern", "Record of Concern", "done", "March 2026"),
    Step("my_plan", "My Plan", "done", "September 2026", "2 reviews"),
    Step("my_plan_plus", "My Plan+", "now", "28 September 2026"),
    Step("ehcp", "EHCP", "ahead", note="Only if it is needed"),
)
FIVE = (*STEPS[:3], Step("ehc_assessment", "EHC needs assessment", "ahead"), STEPS[3])
FAMILY = Sizes(459.0, 14, 17, 12, 16)
LARGE = Sizes(470.0, 18, 23, 18, 25, stacked=True)
WINDOW = {
    "teal": "#0A5C58",
    "teal-soft": "#DAEAE5",
    "teal-deep": "#07433F",
    "on-teal": "#FFFFFF",
    "stone": "#E7DFD0",
    "edge": "#857E6F",
    "ink": "#1F2624",
    "ink-2": "#535D58",
}
LONG = "Bartholomew-Oluwaseun Fitzgerald-Papadopoulos"


@pytest.fixture(autouse=True)
def faces() -> None:
    register()


def said(picture: Picture) -> str:
    return " ".join(mark.text for mark in picture.marks if isinstance(mark, Words))


def holds_its_words(picture: Picture) -> bool:
    for mark in picture.marks:
        if not isinstance(mark, Words):
            continue
        width = measured(mark.text, mark.size, mark.bold)
        left = {"start": mark.x, "middle": mark.x - width / 2, "end": mark.x - width}[mark.anchor]
        if left < -0.5 or left + width > picture.width + 0.5 or not 0 < mark.y < picture.height:
            return False
    return True


@pytest.mark.parametrize("sizes", [FAMILY, LARGE])
@pytest.mark.parametrize("steps", [STEPS, FIVE])
def test_every_stage_its_state_and_its_dates_are_in_the_drawing(
    sizes: Sizes, steps: tuple[Step, ...]
) -> None:
    words = said(pathway(steps, "Rowan", sizes, measured))
    for step in steps:
        assert step.name in words
        assert step.state_word in words
        assert step.dates in words
        assert step.note in words
    assert "Rowan is here" in words


@pytest.mark.parametrize(
    "name", ["Rowan", "Bartholomew-Oluwaseun", LONG, "Wolfeschlegelsteinhausenbergerdorff" * 3]
)
@pytest.mark.parametrize("sizes", [FAMILY, LARGE])
@pytest.mark.parametrize("place", range(4))
def test_words_stay_inside_whatever_the_name_and_the_stage(sizes: Sizes, name: str, place: int) -> None:
    steps = tuple(
        replace(step, state="done" if at < place else "now" if at == place else "ahead")
        for at, step in enumerate(STEPS)
    )
    assert holds_its_words(pathway(steps, name, sizes, measured))


def test_the_words_for_a_screen_reader_say_every_stage_and_where_the_child_is() -> None:
    assert alt_words(STEPS, "Rowan") == (
        "The pathway as four stepping stones. Record of Concern, finished March 2026. "
        "My Plan, finished September 2026, 2 reviews. My Plan+, started 28 September 2026: Rowan is here. "
        "EHCP, not now, only if it is needed."
    )


def test_a_child_who_is_on_no_stage_gets_no_marker() -> None:
    ahead = tuple(replace(step, state="ahead") for step in STEPS)
    assert "is here" not in said(pathway(ahead, "Rowan", FAMILY, measured))
    assert "is here" not in alt_words(ahead, "Rowan")


def test_states_differ_by_shape_and_tone_and_not_by_colour_alone() -> None:
    shapes = [mark for mark in pathway(STEPS, "Rowan", FAMILY, measured).marks if isinstance(mark, Shape)]
    assert sum(bool(shape.dash) for shape in shapes) == 1
    assert sum(shape.fill == "stone" for shape in shapes) == 2
    assert sum(shape.fill == "under" for shape in shapes) == 2
    assert sum(shape.fill == "deep" for shape in shapes) == 1


@pytest.mark.parametrize("width", [560, 1124, 2000])
def test_the_window_gets_the_same_steps_as_svg_in_its_own_palette(width: float) -> None:
    picture = window_pathway(FIVE, "Idris", width, measured)
    svg = as_svg(picture, WINDOW)
    root = fromstring(svg)
    assert root.get("aria-label") == alt_words(FIVE, "Idris")
    drawn = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    for words in ("Record of", "My Plan+", "Idris is here", "EHCP"):
        assert words in drawn
    assert holds_its_words(picture)


def test_names_cannot_break_the_svg() -> None:
    svg = as_svg(window_pathway(STEPS, 'A<b> & "c"', 900, measured), WINDOW)
    assert 'A<b> & "c" is here' in (fromstring(svg).get("aria-label") or "")


def test_a_palette_that_lacks_a_role_is_told() -> None:
    with pytest.raises(KeyError):
        as_svg(window_pathway(STEPS, "Idris", 900, measured), {"teal": "#000000"})


@given(st.text(st.characters(categories=["L", "Zs", "Pd"]), max_size=80))
def test_lines_lose_no_letter_and_keep_to_their_room(text: str) -> None:
    lines = wrapped(text, 14, True, 90, measured)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measured(line, 14, True) <= 90 or len(line) == 1 for line in lines)


@pytest.mark.parametrize("height", [60, 98])
def test_the_scene_fills_its_box_says_nothing_and_is_always_the_same(height: float) -> None:
    scene = cover_scene(162, height)
    assert (scene.width, scene.height) == pytest.approx((162, height))
    assert not scene.alt
    assert scene == cover_scene(162, height)
    assert 'aria-hidden="true"' in as_svg(scene, SCENE_COLOURS)
