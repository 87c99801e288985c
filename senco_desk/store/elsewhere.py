"""Keeping what is open in another place, when the file's own can no longer be written to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from senco_desk.errors import Mistake, Trouble
from senco_desk.store import copies, drafts, pages
from senco_desk.store.connection import disk_in_words
from senco_desk.store.folders import sync_folder
from senco_desk.store.opened import Store
from senco_desk.store.vault import open_with_key


def save_elsewhere(store: Store, target: Path, typed: Mapping[str, str]) -> None:
    """Write all that is open to another file, with what is typed and could not be saved; then read it again.

    The same passphrase and kit open it. The open file is only read.

    Args:
        store: the open file.
        target: the new file; its name must be free.
        typed: drafts that the file has not taken, by their keys.

    Raises:
        Mistake: there is a file of that name.
        Trouble: the open file can no longer be read, or the place does not take or give back the copy.
    """
    if target.exists():
        raise Mistake("There is a file of that name already.", "Choose another name.", field="path")
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        with _in_words():
            copies.write_whole(store, unfinished)
            _take_in(unfinished, store.keys()[0], typed)
        if not pages.check_pages(unfinished, store.keys()[0]).whole:
            raise _not_kept()
        unfinished.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise _not_kept() from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _take_in(file: Path, raw_key: bytes, typed: Mapping[str, str]) -> None:
    if not typed:
        return
    copy = open_with_key(file, raw_key)
    copy.before_close.clear()
    try:
        for key, body in typed.items():
            drafts.keep(copy, key, body)
    finally:
        copy.close()


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        with disk_in_words():
            yield
    except Trouble as error:
        raise _not_kept() from error


def _not_kept() -> Trouble:
    return Trouble(
        "The copy could not be made there.",
        "What you typed stays on the screen. Connect the file’s own drive again, or choose another folder.",
    )
