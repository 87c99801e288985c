"""Two SENCOs at one laptop: the file is handed over by keyboard, and then opens for the second alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from senco_desk.errors import Mistake
from senco_desk.services import find, responses, school
from senco_desk.store import Store, check, open_vault, recovery
from senco_desk.store.tables import watched_tables
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.pages.keeping_safe import KeepingSafePage
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard, focus, in_dialog, wake
from tests.ui import walk
from tests.ui.conftest import PASSPHRASE, QUICK
from tests.vaults import add_pupil, make_keys_cheap

HERS = "walnut ferry quietly painted"
PATIENCE_MS = 30_000


def held(store: Store) -> dict[str, list[str]]:
    """Every row of the tables that the journal watches; the school's and the papers' list change."""
    names = {table.name for table in watched_tables()} - {"school", "let_out"}
    with store.read() as session:
        connection = session.connection()
        return {
            name: [repr(tuple(row)) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            for name in sorted(names)
        }


def hand_over(dialog: HandOver, keys: Keyboard, qtbot: QtBot) -> str:
    """Go through all six steps; gives the code on the new kit."""

    def until(name: str) -> None:
        qtbot.waitUntil(lambda: dialog.step.title == name and dialog._job is None, timeout=PATIENCE_MS)
        walk.settle()

    keys.chord("Return")
    until("What you hand over")
    keys.tab_to("Next").chord("Return")
    assert focus().accessibleName() == "Present passphrase"
    keys.types(PASSPHRASE).tab_to("The next SENCO’s name").types("Rae Whitlock")
    keys.tab_to("New passphrase").types(HERS).tab_to("The new passphrase again").types(HERS)
    keys.chord("Return")
    until("What happens now")
    keys.chord("Return")
    until("The new recovery kit")
    keys.chord("Esc")
    assert dialog.isVisible()
    code = recovery.kit_of(dialog.desk.store).code  # as it stands on the paper
    keys.tab_to("The code on the paper, 13 groups").types(code.lower()).chord("Return")
    until("What the old passphrase still opens")
    keys.tab_to("Make new copies and take the old ones away").chord("Space")
    keys.tab_to("Take them away and finish").chord("Return")
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE_MS)
    return code


def unlock(window: Window, keys: Keyboard, qtbot: QtBot) -> None:
    """Try the old passphrase at the unlock screen, then the new one."""
    screen = window.front
    assert isinstance(screen, UnlockScreen)
    wake(window)
    keys.types(PASSPHRASE).chord("Return")
    qtbot.waitUntil(lambda: screen.field.wrong() != "", timeout=PATIENCE_MS)
    with qtbot.waitSignal(window.desk.unlocked, timeout=PATIENCE_MS):
        keys.types(HERS).chord("Return")


def lock(window: Window) -> None:
    window.desk.lock()
    assert window.desk.wait_closed()
    walk.settle()


def test_a_file_is_handed_over_and_opens_for_the_next_senco_alone_with_all_that_was_in_it(
    open_window: Window, vault: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    make_keys_cheap(monkeypatch)
    store, keys = open_window.desk.store, Keyboard()
    idris = add_pupil(store, "Idris", "Halloran", form="8H")
    responses.start(store, idris, "family_views")
    old_code, before = recovery.kit_of(store).code, held(store)
    page = open_window.go("safe")
    assert isinstance(page, KeepingSafePage)
    page.handing_over.cost = QUICK
    codes: list[str] = []
    in_dialog(
        lambda: keys.chord("Ctrl+K").types("hand over to").chord("Return"),
        lambda dialog: codes.append(hand_over(dialog, keys, qtbot)),
    )
    wake(open_window)
    assert open_window.shell is not None
    assert open_window.shell.messages.words.text().startswith("The file is handed over to Rae Whitlock.")

    lock(open_window)
    unlock(open_window, keys, qtbot)
    assert school.read(open_window.desk.store).senco_name == "Rae Whitlock"
    lock(open_window)
    with pytest.raises(Mistake):
        open_vault(vault, PASSPHRASE)
    with pytest.raises(Mistake):
        recovery.open_with_code(vault, old_code)
    again = recovery.open_with_code(vault, codes[0])
    assert check.findings(again) == []
    assert held(again) == before
    assert [pupil.name for pupil in find.pupils(again, "halloran")] == ["Idris Halloran"]
    again.close(copy=False)
