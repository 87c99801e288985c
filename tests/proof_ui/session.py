"""A whole sitting in a window of its own process, on a school of canaries; none may reach the disk.

Run as `python -m tests.proof_ui.session VAULT LIST.csv PAPERS GONE`; it says "done" at its end. PAPERS is the
one folder where the SENCO of this sitting puts something that can be read; into GONE comes a copy of each
file that the program takes away again, so that it can be looked into too.
"""

from __future__ import annotations

import itertools
import shutil
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from senco_desk import app as program
from senco_desk.forms.reading import variant_for
from senco_desk.services import letting_out, packs, responses
from senco_desk.services.listing import bring_in_lines
from senco_desk.ui import ask
from senco_desk.ui.dialogs.question import Dialogs
from senco_desk.ui.window import Window
from tests.proof_ui import screens
from tests.proof_ui.canaries import surname
from tests.ui import walk
from tests.vaults import make_keys_cheap


def main() -> None:
    """Unlock, look at every page and dialog, search, type, preview, print, export, meet, lock, meet a bug."""
    path, listed, papers, gone = map(Path, sys.argv[1:])
    _keep_what_goes(gone)
    app = program.make_application()
    program.start_log()
    ask.use(Dialogs())
    with pytest.MonkeyPatch.context() as patch:
        make_keys_cheap(patch)
        window = program.make_window(app, path)
        last = program.LastResort(window, end=lambda code: None)
        window.show()
        window.activateWindow()
        screens.unlock(window)
        _work(window, listed, papers)
        screens.lock(window)
        screens.unlock(window)
        program.LOG.error("%s", program.report(_bug()))
        window.desk.lock(copy=True)
        window.desk.wait_closed()
        del last
        window.close()
        walk.settle()
    sys.stdout.write("done\n")


def _work(window: Window, listed: Path, papers: Path) -> None:
    store, today = window.desk.store, date.today()
    response = responses.start(store, 1, variant_for("family_views", "8").id)
    screens.look_at_pages(window, response)
    screens.open_dialogs(window)
    screens.fill_a_form(window, response)
    screens.look_at_a_pack(window, papers)
    screens.keep_it_safe(window)
    screens.meet(window)
    letting_out.save(store, packs.make(store, 1, packs.PackWish(), today=today), papers / "pack.pdf")
    for _line in bring_in_lines(store, listed, apply=True, today=today):
        pass


def _keep_what_goes(gone: Path) -> None:
    numbers = itertools.count()

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if event == "os.remove":
            name, folder = given
            where = Path(name) if folder == -1 else Path(f"/proc/self/fd/{folder}") / name
            copy = gone / f"{next(numbers)} {where.name}"
            copy.touch()  # what was not there to be taken away was heard of all the same
            with suppress(OSError):
                shutil.copyfile(where, copy)

    sys.addaudithook(hear)


def _bug() -> BaseException:
    try:
        raise ValueError(f"{surname(4)} could not be read")
    except ValueError as error:
        return error


if __name__ == "__main__":
    main()
