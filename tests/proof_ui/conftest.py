"""The files of `tests.ui` and the folders of `tests.proof`; windows here live in processes of their own."""

from tests.proof.conftest import in_memory
from tests.ui.conftest import _made_vault, _quick_vault

__all__ = ["_made_vault", "_quick_vault", "in_memory"]
