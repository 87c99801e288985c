"""The window of `tests.ui`."""

from tests.ui.conftest import *  # noqa: F403 - its fixtures, as its `__all__` lists them
