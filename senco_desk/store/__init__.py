"""The one encrypted file: opening, keys, steps with their journal, copies, migrations."""

from __future__ import annotations

from senco_desk.store import copies, drafts
from senco_desk.store.opened import Store
from senco_desk.store.vault import create, open_vault
from senco_desk.store.work import Done, Work

__all__ = ["Done", "Store", "Work", "copies", "create", "drafts", "open_vault"]
