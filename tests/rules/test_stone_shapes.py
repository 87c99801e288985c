"""The outlines of stepping stones."""

from __future__ import annotations

import pytest

from senco_desk.rules.stone_shapes import Outline, quartered_stone, stone_outline

STAGES = ("concern", "my_plan", "my_plan_plus", "ehc_assessment", "ehcp")


def along(outline: Outline) -> list[tuple[float, float]]:
    points = []
    x, y = outline.start
    for c in outline.curves:
        for step in range(51):
            t = step / 50
            points.append(
                (
                    (1 - t) ** 3 * x + 3 * (1 - t) ** 2 * t * c.x1 + 3 * (1 - t) * t * t * c.x2 + t**3 * c.x,
                    (1 - t) ** 3 * y + 3 * (1 - t) ** 2 * t * c.y1 + 3 * (1 - t) * t * t * c.y2 + t**3 * c.y,
                )
            )
        x, y = c.x, c.y
    return points


@pytest.mark.parametrize("stage", STAGES)
def test_a_stone_fills_its_box_and_no_more(stage: str) -> None:
    drawn = along(stone_outline(stage, 120, 60))
    assert min(x for x, _ in drawn) == pytest.approx(0, abs=0.3)
    assert max(x for x, _ in drawn) == pytest.approx(120, abs=0.3)
    assert min(y for _, y in drawn) == pytest.approx(0, abs=0.3)
    assert max(y for _, y in drawn) == pytest.approx(60, abs=0.3)


@pytest.mark.parametrize("outline", [stone_outline("ehcp", 40, 20), quartered_stone(2, 35, 22)])
def test_an_outline_comes_back_to_where_it_began(outline: Outline) -> None:
    assert outline.curves[-1][-2:] == pytest.approx(outline.start)


def test_a_stage_always_has_the_same_stone_and_no_other_stage_has_it() -> None:
    assert stone_outline("my_plan", 50, 30) == stone_outline("my_plan", 50, 30)
    assert len({stone_outline(stage, 50, 30) for stage in STAGES}) == len(STAGES)


def test_the_first_paper_stone_is_the_one_in_the_drawing() -> None:
    outline = quartered_stone(0, 35, 22).moved(3.5, 21.5)
    assert outline.start == pytest.approx((19.95, 21.5))
    assert outline.curves[0] == pytest.approx((32.19, 21.5, 38.5, 25.54, 38.5, 33.38), abs=0.01)


def test_paper_stones_beside_each_other_differ() -> None:
    assert len({quartered_stone(variant, 35, 22) for variant in range(4)}) == 4
