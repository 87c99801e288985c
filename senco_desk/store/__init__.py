"""The one encrypted file: opening, keys, steps with their journal, copies, migrations."""

from __future__ import annotations

from senco_desk.store import check, copies, drafts, recovery, search, undo
from senco_desk.store.opened import Store
from senco_desk.store.vault import create, open_vault, open_with_key, take_back
from senco_desk.store.work import Done, Work

__all__ = [
    "Done",
    "Store",
    "Work",
    "check",
    "copies",
    "create",
    "drafts",
    "open_vault",
    "open_with_key",
    "recovery",
    "search",
    "take_back",
    "undo",
]
