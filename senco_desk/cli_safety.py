"""Commands that keep a file safe: look it over, copy it, go back, get in without the passphrase."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from senco_desk.cli_asking import (
    CANNOT_OPEN,
    PassphraseFile,
    Vault,
    must_be_asked,
    new_passphrase,
    open_file,
    passphrase,
    text_of,
)
from senco_desk.errors import Mistake, Told

if TYPE_CHECKING:
    from senco_desk.store import Store

app = typer.Typer()
Copy = Annotated[Path, typer.Argument(metavar="BACKUP", help="A copy, or its name as `backups` lists it.")]


@app.command()
def check(
    vault: Vault,
    passphrase_file: PassphraseFile = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Read every copy too, and ask this computer's memory.")
    ] = False,
) -> int:
    """Check a vault: exit 0 sound, 1 findings, 2 cannot be opened."""
    from senco_desk.services.looking_over import drafts_found
    from senco_desk.store import check as checking

    try:
        store = open_file(vault, passphrase_file)
    except Told as told:
        told.exit_code = CANNOT_OPEN  # type: ignore[attr-defined] # read by `cli._command` alone
        raise
    try:
        found = [finding.said for finding in (*checking.findings(store), *drafts_found(store))]
        if deep:
            found += _deeper(store)
    finally:
        store.close()
    for said in found:
        print(said)
    if not found:
        print("Nothing wrong was found.")
    return 1 if found else 0


def _deeper(store: Store) -> list[str]:
    """Look at the copies and at what this computer remembers; gives what is wrong, and says the rest."""
    from senco_desk.services.looking_over import copies_found
    from senco_desk.store import remembered

    remembers = remembered.finding(store)
    seen = copies_found(store)
    opening = sum(copy.opens for copy in seen)
    older = f", {len(seen) - opening} by another passphrase or not at all" if opening < len(seen) else ""
    print(f"{_copies(len(seen))} read; {opening} opened by the present passphrase{older}.")
    found = [f"{copy.path}: {copy.wrong}" for copy in seen if copy.wrong]
    return [*([remembers.said] if remembers else []), *found]


@app.command()
def backup(
    vault: Vault,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Another disk, a stick, a school drive.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put a verified copy into another folder, and read it again there."""
    from senco_desk.services import safekeeping

    store = open_file(vault, passphrase_file)
    try:
        made = safekeeping.keep_copy_in(store, folder)
    finally:
        store.close()
    print(f"{made}: written, and read again")


@app.command()
def backups(vault: Vault, passphrase_file: PassphraseFile = None) -> None:
    """List the copies beside a vault, newest first: when, why, how large, and whether they open."""
    from senco_desk.services import safekeeping

    store = open_file(vault, passphrase_file)
    try:
        lines = safekeeping.copy_lines(store)
    finally:
        store.close()
    for line in lines:
        opens = "opens" if line.opens_now else "opens with another passphrase only"
        size = f"{-(-line.size // 1024):,} kB"
        print(f"{line.path.name}  {size:>10}  {', '.join(part for part in (opens, line.why) if part)}")
    print(f"{_copies(len(lines))} in {vault.stem} backups")


def _copies(number: int) -> str:
    return "1 copy" if number == 1 else f"{number} copies"


@app.command()
def restore(copy: Copy, vault: Vault, passphrase_file: PassphraseFile = None) -> None:
    """Go back to a copy; the file that is there now is set aside first."""
    from senco_desk.store import copies, open_vault
    from senco_desk.store import restore as restoring

    chosen = copy if copy.exists() else copies.folder_for(vault) / copy.name
    if not chosen.is_file():
        raise Mistake(f"There is no copy called {copy}.", "`senco-desk backups` lists those there are.")
    if chosen.resolve() == vault.resolve():
        raise Mistake("The copy and the file are the same.", "Name the copy first, then the file.")
    given = passphrase(passphrase_file)
    aside = restoring.restore(
        chosen, vault, lambda written: open_vault(written, given), now=datetime.now().astimezone()
    )
    print(f"{vault}: now as {chosen.name} was; it opens with the passphrase just given")
    if aside is not None:
        print(f"{aside}: the file that was there")


@app.command()
def recover(
    vault: Vault,
    recovery_file: Annotated[
        Path | None, typer.Option("--recovery-file", help="A file with the recovery code.")
    ] = None,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option("--new-passphrase-file", help="A file whose first line is the new passphrase."),
    ] = None,
) -> None:
    """Open a vault by its recovery code, and give it a new passphrase and a new kit."""
    from senco_desk.rules import recovery_code
    from senco_desk.services import recovery_kit
    from senco_desk.store import recovery
    from senco_desk.store.key import KEY_BYTES

    code, file_code = _codes(recovery_file)
    recovery_code.read(code, KEY_BYTES)  # a slip is told before anything else is asked
    try:
        store = recovery.open_with_code(vault, code)
    except Mistake:
        if not (file_code or recovery_file is None):
            raise
        store = _rescued(vault, code, file_code)
    vault = store.path
    try:
        given = new_passphrase(new_passphrase_file, called="new passphrase", option="--new-passphrase-file")
        recovery.change_passphrase(store, given)
        print(f"{vault}: opens with the new passphrase")
        kit = recovery_kit.save_beside(store)
    finally:
        store.close()
    say_kit(kit)
    print("The kit used just now, and the passphrase before, open older copies only.")


@app.command()
def handover(
    vault: Vault,
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write what the next SENCO takes over: what is held, due and let out. Confidential; initials only."""
    from senco_desk.services import handover as handing_over
    from senco_desk.services import letting_out

    store = open_file(vault, passphrase_file)
    try:
        paper = handing_over.paper(store, on=date.today())
        letting_out.save(store, paper, out)
    finally:
        store.close()
    print(f"{out}: {paper.pages} pages, confidential")


@app.command(name="lost-laptop")
def lost_laptop(
    copy: Annotated[Path, typer.Argument(metavar="BACKUP", help="A copy of the file that was lost.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write what the data protection officer has to know, from a copy; it names no child."""
    from senco_desk.services import letting_out
    from senco_desk.services.lost_laptop import sheet_of
    from senco_desk.store import open_vault

    if not copy.is_file():
        raise Mistake(
            f"There is no copy called {copy}.", "Name the newest copy, on a stick or a school drive."
        )
    if not out.parent.is_dir():
        raise Mistake(f"The folder for {out.name} is not there.", "Name another.")
    given = passphrase(passphrase_file)
    now = datetime.now().astimezone()
    paper = sheet_of(copy, lambda read: open_vault(read, given), out.parent, now=now)
    letting_out.write_whole(out, paper.pdf)
    print(f"{out}: {paper.pages} pages for the data protection officer")


def _codes(path: Path | None) -> tuple[str, str]:
    """Read the recovery code, and the file code if it is there; or ask for the first."""
    from senco_desk.services.recovery_kit import code_in, file_code_in

    if path is None:
        must_be_asked("recovery code", "--recovery-file")
        return str(typer.prompt("Recovery code, 13 groups")), ""
    text = text_of(path, "recovery")
    code = code_in(text)
    if not code:
        raise Mistake(f"The recovery file {path} is empty.", "Put the code on its first line.")
    return code, file_code_in(text)


def _rescued(vault: Path, code: str, file_code: str) -> Store:
    """Open by both codes of the kit a file that its recovery code alone does not open."""
    from senco_desk.services.recovery_kit import beside, rescue

    print("This code does not open the file as it is. If it is of this file, its beginning is damaged.")
    if not file_code:
        file_code = str(typer.prompt("File code on the same kit, 7 groups"))
    store, saved = rescue(vault, code, file_code, beside(vault))
    rows = ", ".join(f"{number} × {name}" for name, number in saved.rows.items())
    print(f"{vault}: left as it is")
    print(f"{store.path}: made of what could be read: {rows}")
    return store


def say_kit(kit: Path) -> None:
    """Say where a kit was written, and that it cannot stay there."""
    print(f"{kit}: the recovery kit, which opens the file without its passphrase")
    print(
        f"Print it, put it into the school safe, and delete {kit.name}: it does not belong beside the file."
    )
