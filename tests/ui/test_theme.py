"""The palette's contrast, and how the look and the text size are worn."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.ui import icons, theme
from senco_desk.ui.widgets import Title

TEXT_PAIRS = (
    ("ink", "paper"), ("ink", "raised"), ("ink", "rail"), ("ink", "teal-soft"), ("ink-2", "paper"),
    ("ink-2", "raised"), ("ink-2", "rail"), ("ink-2", "teal-soft"), ("ink-2", "stone"), ("teal", "paper"),
    ("teal", "raised"), ("teal-deep", "teal-soft"), ("on-teal", "teal"), ("on-teal", "teal-deep"),
    ("amber", "paper"), ("amber", "raised"), ("amber", "amber-soft"), ("teal", "amber-soft"),
    ("amber", "teal-soft"), ("brick", "paper"), ("brick", "raised"), ("brick", "brick-soft"),
    ("brick", "teal-soft"), ("ink", "stone"), ("teal", "teal-soft"), ("ink", "amber-soft"),
    ("ink", "brick-soft"), ("teal", "brick-soft"),
)  # fmt: skip
SHAPE_PAIRS = (
    ("edge", "paper"), ("edge", "raised"), ("edge", "rail"), ("edge", "teal-soft"), ("amber-shape", "paper"),
    ("amber-shape", "amber-soft"), ("amber-shape", "teal-soft"), ("focus", "paper"), ("focus", "raised"),
    ("focus", "rail"), ("teal", "stone"), ("focus", "teal-soft"), ("teal", "rail"),
)  # fmt: skip
#: Ratios that the design states, light theme, to be sure that the colours are the ones meant.
STATED = {("ink", "paper"): 13.8, ("ink-2", "stone"): 5.2, ("teal", "paper"): 7.0, ("edge", "teal-soft"): 3.2}


def ratio(one: str, two: str) -> float:
    """The WCAG 2 contrast ratio of two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shade = QColor(colour)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("name", theme.NAMES)
def test_every_pair_of_words_and_ground_has_a_contrast_of_four_and_a_half(name: theme.Name):
    poor = [
        (ink, ground)
        for ink, ground in TEXT_PAIRS
        if ratio(theme.value(name, ink), theme.value(name, ground)) < 4.5
    ]
    assert poor == []


@pytest.mark.parametrize("name", theme.NAMES)
def test_every_edge_shape_and_focus_ring_has_a_contrast_of_three(name: theme.Name):
    poor = [
        (ink, ground)
        for ink, ground in SHAPE_PAIRS
        if ratio(theme.value(name, ink), theme.value(name, ground)) < 3
    ]
    assert poor == []


def test_the_contrasts_are_those_that_the_design_measured():
    found = {pair: round(ratio(*(theme.value("light", role) for role in pair)), 1) for pair in STATED}
    assert found == STATED


def test_a_larger_text_makes_words_controls_and_icons_larger(qtbot: QtBot):
    title = Title("A page")
    qtbot.addWidget(title)
    before = (title.sizeHint().height(), theme.px(36), icons.pixmap("lock", size=20, ratio=1).width())
    theme.current().enlarge(2.0)
    after = (title.sizeHint().height(), theme.px(36), icons.pixmap("lock", size=20, ratio=1).width())
    assert after[1:] == (72, 40)
    assert after[0] >= 2 * before[0] - 2


@pytest.mark.parametrize(("wanted", "kept"), [(0.5, 0.9), (3.0, 2.0), (1.25, 1.25)])
def test_the_text_stays_between_90_and_200_percent(qapp: QApplication, wanted: float, kept: float):
    theme.current().enlarge(wanted)
    assert theme.current().scale == kept


@pytest.mark.parametrize("name", theme.NAMES)
def test_a_chosen_look_is_worn_by_the_application_at_once(qapp: QApplication, name: theme.Name):
    theme.current().choose(name)
    assert QApplication.palette().window().color().name().upper() == theme.value(name, "paper")
    assert theme.colour("teal").name().upper() == theme.value(name, "teal")


def test_the_same_icon_is_drawn_once_for_each_colour(qapp: QApplication):
    theme.current().choose("light")
    light = icons.pixmap("lock").cacheKey()
    assert icons.pixmap("lock").cacheKey() == light
    theme.current().choose("dark")
    assert icons.pixmap("lock").cacheKey() != light


def test_the_typeface_is_our_own(qapp: QApplication):
    assert QApplication.font().family() == "Atkinson Hyperlegible Next"
    assert theme.font("title").weight() == theme.font("strong").weight() == 600
