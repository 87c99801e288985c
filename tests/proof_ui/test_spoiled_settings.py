"""Spoiled settings of the window: the usual ones are taken instead, and the window opens (figure R7)."""

from __future__ import annotations

import math
import random
from dataclasses import fields
from pathlib import Path
from typing import Final

import pytest

from senco_desk.places import HOME_VARIABLE
from senco_desk.ui import settings
from tests.proof.figures import Measured, count
from tests.proof.mutants import spoiled_text

SPOILED: Final = count(1_000, 10_000)


def test_spoiled_settings_are_read_as_something_that_a_window_can_wear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    measured = Measured("R7", "spoiled settings of the window")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    chance = random.Random(7)
    usual = settings.Settings()
    usual.keep()
    text = settings._path().read_text(encoding="utf-8")
    as_usual = 0
    for _ in range(SPOILED):
        settings._path().write_bytes(spoiled_text(text, chance))
        kept = settings.read()
        for field in fields(kept):
            assert type(getattr(kept, field.name)) is type(getattr(usual, field.name))
        assert math.isfinite(kept.text_size)
        as_usual += kept == usual
    assert 0 < as_usual < SPOILED
    measured.reached(SPOILED, f"all read; {as_usual} as the usual ones, 0 crashes")
