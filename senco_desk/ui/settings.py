"""This person's choices about the window, kept in the settings folder. Nothing about a child."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from senco_desk.places import read_json, settings_folder
from senco_desk.ui.idle import USUAL_MINUTES

_FILE: Final = "window.json"


@dataclass
class Settings:
    """How the window was left."""

    theme: str = "system"
    text_size: float = 1.0
    rail_narrow: bool = False
    geometry: str = ""
    """Where the window stood, in Qt's own words, base64."""
    idle_minutes: int = USUAL_MINUTES
    """How long nobody may touch the program before it locks: 1 to 15."""
    hide_from_pictures: bool = True
    """Whether the meeting view is kept out of screen pictures where the system lets it be."""
    last_vault: str = ""
    """The file opened last, and only that one: no list of files grows here."""

    def keep(self) -> None:
        """Write the choices down. A folder that cannot be written to costs the choices, not the work."""
        text = json.dumps(asdict(self), indent=1)
        try:
            path = _path()
            beside = path.with_suffix(".new")
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)
        except OSError:
            return


def read() -> Settings:
    """Give the choices kept last time; the usual ones where there are none or they cannot be read."""
    try:
        found = read_json(_path())
    except OSError:  # the folder cannot be made
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    usual = Settings()
    for field in fields(Settings):
        value = found.get(field.name)
        wanted = type(getattr(usual, field.name))
        if isinstance(value, wanted) or (wanted is float and isinstance(value, int)):
            with suppress(OverflowError):  # as JSON writes them, numbers may be beyond any measure
                if not isinstance(value, float) or math.isfinite(value):
                    setattr(usual, field.name, wanted(value))
    return usual


def _path() -> Path:
    return settings_folder() / _FILE
