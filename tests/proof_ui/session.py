"""A whole sitting in a window of its own process, on a school of canaries; none may reach the disk.

Run as `python -m tests.proof_ui.session VAULT LIST.csv PAPERS`; it says "done" at its end. PAPERS is the one
folder where the SENCO of this sitting puts something that can be read.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from senco_desk import app as program
from senco_desk.forms.reading import variant_for
from senco_desk.services import letting_out, packs, responses
from senco_desk.services.listing import bring_in_lines
from senco_desk.store import Store
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.proof_ui.canaries import DRAFT, surname
from tests.ui import walk
from tests.ui.conftest import reopen

_PLACES = ("today", "pupils", "settings", "let_out", "bring_in")


def main() -> None:
    """Look at every page, search, type, preview, print into memory, export, lock, unlock, meet a bug."""
    path, papers = Path(sys.argv[1]), Path(sys.argv[3])
    app = program.make_application()
    program.start_log()
    window = program.make_window(app, path)
    last = program.LastResort(window, end=lambda code: None)
    window.show()
    _work(window, path, papers)
    window.desk.lock()
    window.desk.wait_closed()
    window.desk.take(reopen(path))
    program.LOG.error("%s", program.report(_bug()))
    window.desk.lock(copy=True)
    window.desk.wait_closed()
    del last
    window.close()
    walk.settle()
    sys.stdout.write("done\n")


def _work(window: Window, path: Path, papers: Path) -> None:
    store = reopen(path)
    window.desk.take(store)
    keys = Keyboard()
    for place in _PLACES:
        window.go(place)
        walk.settle()
    for tab in ("overview", "forms", "documents", "history"):
        window.go("pupil", pupil_id=1, tab=tab)
        walk.settle()
    window.go("pupils")
    walk.settle()
    keys.chord("Ctrl+K").types(surname(2)).chord("Escape")
    response = responses.start(store, 1, variant_for("family_views", "8").id)
    window.go("form", response_id=response)
    for _ in range(2):
        keys.chord("Ctrl+Down")
    keys.types(DRAFT)
    window.desk.keep_all()
    QApplication.clipboard().setText(surname(3))
    today = _today()
    pack = packs.make(store, 1, packs.PackWish(), today=today)
    letting_out.save(store, pack, papers / "pack.pdf")
    _bring_in(store, Path(sys.argv[2]))


def _bring_in(store: Store, listed: Path) -> None:
    for _line in bring_in_lines(store, listed, apply=True, today=_today()):
        pass


def _today() -> date:
    return date.today()


def _bug() -> BaseException:
    try:
        raise ValueError(f"{surname(4)} could not be read")
    except ValueError as error:
        return error


if __name__ == "__main__":
    main()
