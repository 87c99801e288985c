"""What commands ask for: the file, its passphrase, its recovery code. No secret is ever an argument."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from senco_desk.errors import Mistake

if TYPE_CHECKING:
    from senco_desk.store import Store

CANNOT_OPEN = 2
"""The exit code of `check` for a file that cannot be opened, and of a command that was not understood."""

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="A file whose first line is the passphrase.")
]
Vault = Annotated[Path, typer.Argument(help="The encrypted file, NAME.senco.", metavar="VAULT")]


def passphrase(
    path: Path | None,
    *,
    twice: bool = False,
    called: str = "passphrase",
    option: str = "--passphrase-file",
) -> str:
    """Read a passphrase from a file's first line, or ask for it without showing it.

    Raises:
        Mistake: the file cannot be read, holds nothing, or there is nobody to ask.
    """
    if path is not None:
        first = text_of(path, called).splitlines()[:1]
        if not first or not first[0]:
            raise Mistake(f"The {called} file {path} is empty.", f"Put the {called} on its first line.")
        return first[0]
    must_be_asked(called, option)
    given = getpass.getpass(f"{called.capitalize()}: ")
    if twice and getpass.getpass("The same again: ") != given:
        raise Mistake("The two passphrases differ.", "Nothing was changed; start again.")
    return given


def new_passphrase(
    path: Path | None, *, called: str = "passphrase", option: str = "--passphrase-file"
) -> str:
    """Read or ask for a passphrase that a file is to have, and judge it.

    Raises:
        Mistake: as `passphrase`, or it is too easily guessed.
    """
    from senco_desk.rules.passphrase import advice

    given = passphrase(path, twice=True, called=called, option=option)
    judged = advice(given)
    if not judged.accepted:
        raise Mistake(f"{judged.words}.", judged.what_to_do)
    return given


def must_be_asked(called: str, option: str) -> None:
    """Look whether somebody sits there to be asked.

    Raises:
        Mistake: nobody does.
    """
    if not sys.stdin.isatty():
        raise Mistake(f"There is nobody to ask for the {called}.", f"Name a file with {option}.")


def text_of(path: Path, called: str) -> str:
    """Read a small text file that somebody named.

    Raises:
        Mistake: it cannot be read as text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Mistake(f"The {called} file {path} cannot be read.", "Check its name.") from wrong


def open_file(vault: Path, passphrase_file: Path | None) -> Store:
    """Open a vault with the passphrase from the file, or as it is asked for.

    Raises:
        Mistake, Trouble: as `passphrase` and `store.open_vault`.
    """
    from senco_desk.store import open_vault

    return open_vault(vault, passphrase(passphrase_file))
