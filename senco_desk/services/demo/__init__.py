"""The made-up school: to try things on, to test with, and for pictures. Nobody in it is real."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.codes import Stage
from senco_desk.services import letting_out, packs, recovery_kit
from senco_desk.services.demo.cast import people
from senco_desk.services.demo.crowd import crowd
from senco_desk.services.demo.days import Days
from senco_desk.services.demo.pupils import Maker
from senco_desk.services.demo.writing import Placed, write_pupils, write_school, write_voices
from senco_desk.store import Store, create, take_back

PASSPHRASE = "copper lantern quiet meadow"  # noqa: S105 - it guards nobody real, and lies beside the file
VAULT_NAME = "demo.senco"
PASSPHRASE_NAME = "passphrase.txt"  # noqa: S105 - a file's name
RECOVERY_NAME = "recovery.txt"
PACKS_NAME = "packs"

Heard = Callable[[float], None]


@dataclass(frozen=True)
class MadeUp:
    """Where the made-up school lies."""

    vault: Path
    passphrase_file: Path
    recovery_file: Path
    packs_folder: Path
    pupils: int
    packs: int


def make(
    path: Path,
    passphrase: str,
    *,
    pupils: int = 60,
    seed: int = 7,
    today: date,
    progress: Heard | None = None,
) -> Store:
    """Make a vault with the made-up school in it, and leave it open.

    The same `seed` and `today` give the same school. The first 60 pupils are hand-written, and some of
    them have filled forms; further ones are made by chance.

    Args:
        path: the vault to make.
        passphrase: what opens it.
        pupils: how many; fewer than 60 are the first of them.
        seed: what chance starts from.
        today: the day that every date hangs on.
        progress: called with 0 to 1 as it goes.

    Raises:
        Mistake: there is a file at `path` already.
        Trouble: the file cannot be written.
    """
    store, _ = _made(path, passphrase, pupils, seed, Days(today), progress or _unheard)
    return store


def _unheard(_: float) -> None:
    """Nobody listens."""


def _made(
    path: Path, passphrase: str, pupils: int, seed: int, days: Days, heard: Heard
) -> tuple[Store, list[Placed]]:
    with ExitStack() as undone:
        store = create(path, passphrase)
        undone.callback(take_back, store)  # a school half made would stand in the way of another try
        written = people()[:pupils]
        maker = Maker(days, seed)
        whole = [maker.make(person) for person in (*written, *crowd(pupils - len(written), seed))]
        heard(0.1)
        write_school(store, days)
        placed = write_pupils(store, whole, days, lambda part: heard(0.1 + 0.4 * part))
        write_voices(store, placed, days, lambda part: heard(0.5 + 0.5 * part))
        heard(1.0)
        undone.pop_all()
    return store, placed


def make_folder(
    folder: Path,
    *,
    pupils: int = 60,
    seed: int = 7,
    today: date | None = None,
    progress: Heard | None = None,
) -> MadeUp:
    """Make a folder with the made-up school: vault, passphrase, code, and a family pack for each on My Plan+.

    Raises:
        Mistake: there is a made-up school in the folder already.
        Trouble: the folder cannot be written to.
    """
    heard = progress or _unheard
    days = Days(today or date.today())
    vault, packs_folder = folder / VAULT_NAME, folder / PACKS_NAME
    if vault.exists():
        raise Mistake(
            f"There is a made-up school in {folder} already.",
            "Name another folder, or delete that one first.",
        )
    try:
        packs_folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Trouble(f"The folder cannot be made: {wrong.strerror}.", "Name another folder.") from wrong
    store, placed = _made(vault, PASSPHRASE, pupils, seed, days, lambda part: heard(0.6 * part))
    try:
        count = _write_packs(store, placed, packs_folder, days.today, lambda part: heard(0.6 + 0.4 * part))
        code = folder / RECOVERY_NAME
        recovery_kit.write_text(store, code)
    finally:
        store.close()
    words = folder / PASSPHRASE_NAME
    letting_out.write_whole(words, f"{PASSPHRASE}\n".encode())
    return MadeUp(vault, words, code, packs_folder, pupils, count)


def _write_packs(store: Store, placed: list[Placed], folder: Path, today: date, heard: Heard) -> int:
    """A family pack for each hand-written pupil on My Plan+; file names say nothing about whose it is."""
    wanted = [pupil for pupil in islice(placed, len(people())) if _on_my_plan_plus(pupil)]
    for number, pupil in enumerate(wanted, start=1):
        paper = packs.make(store, pupil.id, packs.PackWish(copy="family"), today=today)
        letting_out.save(store, paper, folder / f"pack-{number}.pdf")
        heard(number / len(wanted))
    return len(wanted)


def _on_my_plan_plus(placed: Placed) -> bool:
    whole = placed.whole
    staying = whole.pupil.left_on is None
    return staying and bool(whole.spells) and whole.spells[-1].stage is Stage.MY_PLAN_PLUS
