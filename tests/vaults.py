"""Vaults for tests: real SQLCipher files, with a key that costs nothing to make."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from senco_desk.models.pupil import Pupil, PupilInput
from senco_desk.store import Store, create, open_vault, recovery, vault
from senco_desk.store.key import Cost

CHEAP: Final = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE: Final = "violet tractor hums softly"


def make_store(folder: Path, name: str = "Riverside") -> Store:
    """Make an empty vault in `folder` and open it; close it yourself, or use `opened`."""
    return create(folder / f"{name}.senco", PASSPHRASE, cost=CHEAP)


def reopen(path: Path, passphrase: str = PASSPHRASE) -> Store:
    """Open a vault that `make_store` made."""
    return open_vault(path, passphrase, costs=(CHEAP,))


def make_keys_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the program itself make keys that cost nothing, wherever it takes a passphrase."""
    for opens in (open_vault, vault.find_key, recovery.is_passphrase):
        monkeypatch.setattr(opens, "__kwdefaults__", {"costs": (CHEAP,)})
    for makes in (create, recovery.change_passphrase):
        monkeypatch.setattr(makes, "__kwdefaults__", {"cost": CHEAP})


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Give an empty vault, closed at the end."""
    store = make_store(folder)
    try:
        yield store
    finally:
        store.before_close.clear()  # the copy on close has its own tests
        store.close()


def add_pupil(store: Store, forename: str = "Amina", surname: str = "Yusuf", **fields: object) -> int:
    """Add a pupil as one step; the rest of the fields as `PupilInput` has them."""
    values = PupilInput.model_validate({"legal_forename": forename, "legal_surname": surname, **fields})
    with store.work("add a pupil") as work:
        pupil = work.add(Pupil(**values.model_dump()))
        assert pupil.id is not None
        return pupil.id


def not_shown(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the disk refuse to say what is in a folder, as a failing one does."""
    shown = Path.iterdir

    def refuse(self: Path) -> Iterator[Path]:
        if self == folder.resolve():
            raise OSError(errno.EIO, "Input/output error")
        return shown(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
