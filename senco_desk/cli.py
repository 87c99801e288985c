"""The command line: the same services without a window.

`senco-desk [VAULT]` opens the window; the other commands are listed by `senco-desk --help`.
Errors go to stderr in one or two plain sentences. The passphrase is asked for, or read from
`--passphrase-file`; it is never an argument or an environment variable.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from senco_desk import __version__, cli_safety
from senco_desk.cli_asking import CANNOT_OPEN, PassphraseFile, Vault, new_passphrase, open_file
from senco_desk.errors import Mistake, Told
from senco_desk.hardening import keep_memory_private

COMMANDS = (
    *("demo", "new", "check", "backup", "backups", "restore", "recover", "handover", "lost-laptop"),
    *("register", "import", "pack", "form"),
)
WINDOW_HELP = "senco-desk [VAULT] opens the window, with that file if one is named."

app = typer.Typer(
    name="senco-desk",
    help=f"SENCO Desk, the SEN register on one laptop. {WINDOW_HELP}",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Copy(Enum):
    """Whose copy a pack is."""

    FAMILY = "family"
    STAFF = "staff"

    @property
    def look(self) -> Literal["family", "staff"]:
        """As paper knows it."""
        return "staff" if self is Copy.STAFF else "family"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window; gives the exit code."""
    keep_memory_private()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--version" in given[:1]:
        print(f"SENCO Desk {__version__}")
        return 0
    if given[:1] == ["--self-test"]:
        from senco_desk.self_test import run

        return run(given[1:])
    if given and (given[0] in COMMANDS or given[0] in ("--help", "-h")):
        _write_any_name()
        return _command(given)
    gone = [name for name in given if not name.startswith("-") and not _is_there(name)]
    if gone:
        print(f"senco-desk: there is no file or command called {gone[0]}.", file=sys.stderr)
        print("`senco-desk --help` lists the commands.", file=sys.stderr)
        return CANNOT_OPEN
    from senco_desk.app import run_window

    return run_window(given)


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:  # too long for a name, or in a folder of somebody else's
        return False


def _write_any_name() -> None:
    """Write UTF-8 into files and pipes: on Windows they would take a few of the letters of names only."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")


def _command(given: list[str]) -> int:
    try:
        code = app(given, standalone_mode=False)
    except Told as told:
        print(f"senco-desk: {told}", file=sys.stderr)
        return getattr(told, "exit_code", 1)
    except typer.Abort:
        print("senco-desk: stopped. What was saved before that is saved.", file=sys.stderr)
        return 1
    except OSError as wrong:
        print(f"senco-desk: {wrong.filename or 'the disk'}: {wrong.strerror or wrong}", file=sys.stderr)
        return 1
    except Exception as wrong:
        # Typer's own complaints about how it was called; anything else is our bug and goes on up.
        if not hasattr(wrong, "format_message"):
            raise
        print(f"senco-desk: {wrong.format_message()}", file=sys.stderr)
        return CANNOT_OPEN
    return code if isinstance(code, int) else 0


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the made-up school.")],
    pupils: Annotated[int, typer.Option(min=1, max=3000)] = 60,
    seed: Annotated[int, typer.Option()] = 7,
) -> None:
    """Make a made-up school to try things on: a vault, its passphrase, and some packs."""
    from senco_desk.services import demo as made_up

    made = made_up.make_folder(folder, pupils=pupils, seed=seed, today=date.today())
    print(f"{made.vault}: {made.pupils} made-up pupils")
    print(f"{made.passphrase_file}: its passphrase")
    print(f"{made.recovery_file}: its recovery code")
    print(f"{made.packs_folder}: {made.packs} review packs")


@app.command()
def new(vault: Vault, passphrase_file: PassphraseFile = None) -> None:
    """Make a new, empty vault, and its recovery kit beside it."""
    from senco_desk.services import recovery_kit
    from senco_desk.store import create

    if not vault.name or vault.is_dir():
        raise Mistake(f"{vault} is a folder.", "Give the new file a name.")
    if vault.suffix != ".senco":
        vault = vault.with_name(f"{vault.name}.senco")
    store = create(vault, new_passphrase(passphrase_file))
    try:
        kit = recovery_kit.save_beside(store)
    finally:
        store.close()
    print(f"{vault}: made. Without its passphrase or its recovery kit nobody can open it.")
    cli_safety.say_kit(kit)


app.add_typer(cli_safety.app)


@app.command()
def register(
    vault: Vault,
    passphrase_file: PassphraseFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the pupils in a vault, leavers left out."""
    from senco_desk.services.listing import listed

    store = open_file(vault, passphrase_file)
    try:
        rows = listed(store)
    finally:
        store.close()
    if as_json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    for row in rows:
        print(_register_line(row))
    print(f"{len(rows)} pupils")


def _register_line(row: dict[str, Any]) -> str:
    needs = ", ".join(row["needs"])
    name = f"{row['surname']}, {row['preferred'] or row['forename']}"
    return f"{row['id']:>5}  {name:<32} {row['year_group']:>3} {row['form']:<6} {row['stage']:<14} {needs}"


@app.command(name="import")
def bring_in(
    vault: Vault,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.")],
    passphrase_file: PassphraseFile = None,
    apply: Annotated[bool, typer.Option("--apply", help="Bring it in; without this it only shows.")] = False,
) -> None:
    """Show what a list would add or change; with --apply, bring it in."""
    from senco_desk.services.listing import bring_in_lines

    store = open_file(vault, passphrase_file)
    try:
        for line in bring_in_lines(store, file, apply=apply, today=date.today()):
            print(line)
    finally:
        store.close()


@app.command()
def pack(
    vault: Vault,
    pupil: Annotated[str, typer.Option(help="The pupil's UPN, or id as `register` lists it.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    passphrase_file: PassphraseFile = None,
    large_print: Annotated[bool, typer.Option("--large-print")] = False,
    copy: Annotated[Copy, typer.Option(help="Whose copy it is.")] = Copy.FAMILY,
) -> None:
    """Write a pupil's Stage 3 pack as a PDF."""
    from senco_desk.services import letting_out, packs
    from senco_desk.services.listing import pupil_called

    store = open_file(vault, passphrase_file)
    try:
        wanted = packs.PackWish(copy=copy.look, large=large_print)
        paper = packs.make(store, pupil_called(store, pupil), wanted, today=date.today())
        letting_out.save(store, paper, out)
    finally:
        store.close()
    print(f"{out}: {paper.pages} pages")


@app.command()
def form(
    form_id: Annotated[str, typer.Argument(metavar="FORM-ID")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    large_print: Annotated[bool, typer.Option("--large-print")] = False,
) -> None:
    """Write a blank form as a PDF; needs no vault."""
    from senco_desk.forms import reading
    from senco_desk.services import letting_out, papers

    known = {known.id: known for known in reading.all_forms()}
    if form_id not in known:
        raise Mistake(f"There is no form called “{form_id}”.", f"The forms are: {', '.join(known)}.")
    letting_out.write_whole(out, papers.blank(known[form_id], large=large_print))
    print(f"{out}: {known[form_id].title}")
