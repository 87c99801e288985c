"""A short sitting at the command line, by whatever clock this process is given.

`python -m tests.proof.clocked FOLDER` opens a file, places pupils and plans reviews, looks when they are due,
closes it with a copy, and brings a list in, lists, checks and lists the copies by the program's own commands.
It writes each command's exit code, and whatever else was said, on stderr, and the copies on stdout.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
from datetime import date
from pathlib import Path

import pytest

from senco_desk import cli
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import MeetingInput, PupilInput
from senco_desk.services import overview, pupils, stages
from senco_desk.services import today as today_view
from senco_desk.store import Store
from tests.proof import calendar
from tests.vaults import PASSPHRASE, make_keys_cheap, make_store, reopen


def main(folder: Path) -> None:
    """Sit for a moment."""
    make_keys_cheap(pytest.MonkeyPatch())
    vault = folder / "Riverside.senco"
    secret = folder / "passphrase.txt"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    store = reopen(vault) if vault.exists() else make_store(folder)
    _work(store)
    store.close()
    listed = folder / "list.csv"
    unlike = "".join(random.choices("aeioubdfgklmnprst", k=24))  # any other pupil
    listed.write_text(f"Forename,Surname\n{unlike[:12].title()},{unlike[12:].title()}\n", encoding="utf-8")
    for words in (
        ["import", str(vault), str(listed), "--apply"],
        ["check", str(vault)],
        ["backups", str(vault)],
    ):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = cli.main([*words, "--passphrase-file", str(secret)])
        sys.stderr.write(f"{words[0]} {code}\n")
    sys.stdout.write(said.getvalue())


def _work(store: Store) -> None:
    today = date.today()
    born = calendar.months_later(today, -150)
    for stage in (Stage.MY_PLAN, Stage.MY_PLAN_PLUS, Stage.EHCP):
        person = PupilInput(legal_forename="Idris", legal_surname="Halloran", date_of_birth=born)
        pupil_id, _ = pupils.add(store, person)
        stages.place_on_stage(store, pupil_id, stage, today, today=today)
        stages.plan_review(store, pupil_id, MeetingInput(on=today))
        said = overview.overview(store, pupil_id, today=today).window
        due = calendar.window(calendar.Plan(stage, today, born, (), today))
        if (said and (said.opens_on, said.closes_on)) != due:
            sys.stderr.write(f"{stage.words} from {today}: {said}, not {due}\n")
    soon = today_view.today(store, on=today).soon
    if len([review for review in soon if review.on == today]) < 3:
        sys.stderr.write(f"{today}: reviews of today are missing\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
