"""The files of `tests.ui`; windows here live in processes of their own."""

from tests.ui.conftest import _made_vault, _quick_vault

__all__ = ["_made_vault", "_quick_vault"]
