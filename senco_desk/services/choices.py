"""How the SENCO likes her window, kept in the vault with everything else and outside the journal."""

from __future__ import annotations

import json

from senco_desk.models.school import Setting
from senco_desk.store import Store


def read(store: Store, key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """What was chosen, else the usual."""
    with store.read() as session:
        kept = session.get(Setting, key)
        return tuple(json.loads(kept.value)) if kept else usual


def keep(store: Store, key: str, chosen: tuple[str, ...]) -> None:
    """Remember a choice. It is no change to a record: undo passes it by."""
    with store.work("remember a choice", undoable=False) as work:
        kept = work.session.get(Setting, key)
        value = json.dumps(chosen)
        if kept is None:
            work.add(Setting(key=key, value=value))
        else:
            work.change(kept, value=value)
