"""The window of `tests.ui`, for the journeys."""

from tests.ui.conftest import (
    _a_fresh_look,
    _made_vault,
    _quick_vault,
    locked_window,
    make_window,
    open_window,
    strong_vault,
    vault,
)

__all__ = [
    "_a_fresh_look", "_made_vault", "_quick_vault", "locked_window", "make_window", "open_window",
    "strong_vault", "vault",
]  # fmt: skip
