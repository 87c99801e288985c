"""Write this version's file, once, when the version is released; never again afterwards.

`python -m tests.data.vaults.make` makes `VERSION.senco` beside this file, with as strong a key as a SENCO's,
and `VERSION.json` with all that stands in it.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from senco_desk import __version__
from senco_desk.models.codes import Area, NeedType, Stage
from senco_desk.models.pupil import Contact, Meeting, Need, Pupil, StageSpell
from senco_desk.models.responses import FormDefinition, LetOut, Response, ResponsePaper, ResponseState
from senco_desk.models.school import School, Setting, Term
from senco_desk.store import Store, create, drafts, undo
from tests.data.vaults import golden
from tests.vaults import PASSPHRASE

FOLDER = Path(__file__).parent
PUPILS = (("Amina", "Yusuf"), ("Łukasz", "Wójcik"), ("Mary-Ann", "O’Brien"))


def fill(store: Store) -> None:
    """Put a little of everything in: pupils, families, a form with its paper, a draft, a step taken back."""
    with store.work("write down the school") as work:
        work.add(School(id=1, name="Riverside Academy", senco_name="Rae Whitlock", made_up=True))
        work.add(
            Term(academic_year=2026, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18))
        )
        work.add(Setting(key="columns", value="[]"))
    with store.work("add three pupils") as work:
        for forename, surname in PUPILS:
            pupil = work.add(Pupil(legal_forename=forename, legal_surname=surname, year_group="8"))
            pupil_id = pupil.id or 0
            work.add(Contact(pupil_id=pupil_id, name=f"Mx {surname}", address="1 Made-up Street"))
            work.add(Need(pupil_id=pupil_id, code=NeedType.SLCN, area=Area.COMMUNICATION))
            work.add(StageSpell(pupil_id=pupil_id, stage=Stage.MY_PLAN_PLUS, started_on=date(2026, 9, 14)))
            work.add(Meeting(pupil_id=pupil_id, on=date(2026, 11, 30), at="10:00"))
    with store.work("complete the form") as work:
        definition = work.add(FormDefinition(form_id="pupil-views", version=1, digest="0" * 64, body="{}"))
        response = work.add(
            Response(
                pupil_id=1,
                definition_id=definition.id or 0,
                form_id="pupil-views",
                state=ResponseState.COMPLETED,
                answers='{"likes": "trains"}',
            )
        )
        work.add(ResponsePaper(response_id=response.id or 0, pdf=b"%PDF-1.7 made up", digest="1" * 64))
    with store.work("print the form", undoable=False) as work:
        work.add(LetOut(pupil_id=1, what="Pupil views", how="printed", pages=2))
    with store.work("change the form group") as work:
        work.change(work.get(Pupil, 2), form="8C")
    undo.undo(store)
    drafts.keep(store, "response/1", '{"likes": "trains and"}')


def make(path: Path) -> None:
    """Make the file; one that is there already stays."""
    store = create(path, PASSPHRASE)
    fill(store)
    raw_key, _ = store.keys()
    store.before_close.clear()
    store.close()
    golden.write(path, bytes(raw_key))


if __name__ == "__main__":
    make(FOLDER / f"{__version__}.senco")
    sys.stdout.write("made\n")
