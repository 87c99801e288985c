"""Quick unlock from the unlock screen, through a real Secret Service."""

from __future__ import annotations

from pathlib import Path

from tests.dbus import in_session
from tests.vaults import make_store

_SCRIPT = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
import keyring
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from senco_desk import app as program
from senco_desk.services import quick_unlock
from senco_desk.store import pages, remembered
from tests.vaults import reopen

path = Path(sys.argv[1])
store = reopen(path)
quick_unlock.choose(store, True)
store.close()
app = program.make_application()
window = program.make_window(app, path)
window.show()

def until(true):
    end = monotonic() + 30
    while not true():
        app.processEvents()
        assert monotonic() < end, "it never came"

def enter():
    QTest.keyClick(window.front.passphrase, Qt.Key.Key_Return)

for _ in range(2):
    until(lambda: window.front is not None and window.front.quick.isVisible())
    print(window.front.quick.text())
    enter()
    until(lambda: window.shell is not None)
    print("opened")
    window.lock()
    assert window.desk.wait_closed()
salt = pages.salt_of(path)
remembered.write_down(salt, quick_until=datetime.now().astimezone() - timedelta(minutes=1))
assert keyring.get_password("SENCO Desk", salt.hex())
window.show_front()
until(lambda: "ended" in window.front.field.help.text())
print(window.front.quick.isVisible(), window.front.field.help.text())
enter()
print(window.front.field.wrong())
until(lambda: not window.desk.jobs.busy())
print(keyring.get_password("SENCO Desk", salt.hex()))
window.close()
"""


def test_enter_in_the_empty_field_opens_the_file_while_its_hours_last_and_again_after_a_lock(tmp_path: Path):
    store = make_store(tmp_path)
    store.close()
    said = in_session(tmp_path, _SCRIPT, store.path, keyring=True).splitlines()
    assert said == [
        *["Unlock with the system's keyring (Secret Service)", "opened"] * 2,
        "False Quick unlock has ended. Type the passphrase, and it is there for eight hours again.",
        "Passphrase is empty. Type or paste it.",
        "None",
    ]
