"""Quick unlock through a real Secret Service: for eight hours, and never over a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dbus import in_session
from tests.vaults import make_store

_SCRIPT = """
import sys
from pathlib import Path
import keyring
from senco_desk.errors import Mistake, Trouble
from senco_desk.services import quick_unlock
from senco_desk.services.quick_unlock import Moment
from senco_desk.store import recovery
from tests.vaults import CHEAP, reopen

path, what = Path(sys.argv[1]), sys.argv[2]
kept = Moment(1_000_000.0, "this start")
moments = {
    "at once": kept,
    "after seven hours": Moment(kept.at + 7 * 3600, "this start"),
    "after nine hours": Moment(kept.at + 9 * 3600, "this start"),
    "with the clock put back": Moment(kept.at - 86400, "this start"),
    "after a restart": Moment(kept.at + 60, "another start"),
}
store = reopen(path)
_, salt = store.keys()
print(quick_unlock.place())
quick_unlock.keep(store, lambda: kept)
if what == "after a new passphrase":
    recovery.change_passphrase(store, "seven quiet otters juggling", cost=CHEAP)
store.before_close.clear()
store.close()
if what == "after it was taken back":
    quick_unlock.forget(path)
if what == "with nonsense in the keyring":
    keyring.set_password("SENCO Desk", salt.hex(), '{"key": 3}')
try:
    opened = quick_unlock.open_quickly(path, lambda: moments.get(what, kept))
    opened.before_close.clear()
    opened.close()
    print("opened")
except Mistake as mistake:
    print(mistake)
print("held" if keyring.get_password("SENCO Desk", salt.hex()) else "gone")
"""

_ENDED = "Quick unlock has ended. Type the passphrase."


def _vault(folder: Path) -> Path:
    store = make_store(folder)
    store.before_close.clear()
    store.close()
    return store.path


@pytest.mark.parametrize("when", ["at once", "after seven hours"])
def test_the_file_opens_without_typing(tmp_path: Path, when: str):
    said = in_session(tmp_path, _SCRIPT, _vault(tmp_path), when, keyring=True).splitlines()
    assert said == ["the system's keyring (Secret Service)", "opened", "held"]


@pytest.mark.parametrize(
    "when",
    [
        "after nine hours",
        "after a restart",
        "with the clock put back",
        "after a new passphrase",
        "after it was taken back",
        "with nonsense in the keyring",
    ],
)
def test_the_passphrase_is_wanted_and_the_key_is_gone(tmp_path: Path, when: str):
    said = in_session(tmp_path, _SCRIPT, _vault(tmp_path), when, keyring=True).splitlines()
    assert said[1:] == [_ENDED, "gone"]


@pytest.mark.parametrize("backend", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
def test_without_a_trusted_keyring_nothing_is_kept_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    script = """
import sys
from pathlib import Path
from senco_desk.errors import Mistake, Trouble
from senco_desk.services import quick_unlock
from tests.vaults import reopen

path = Path(sys.argv[1])
store = reopen(path)
print(quick_unlock.place())
try:
    quick_unlock.keep(store)
except Trouble as trouble:
    print(trouble.said)
store.before_close.clear()
store.close()
quick_unlock.forget(path)
try:
    quick_unlock.open_quickly(path)
except Mistake as mistake:
    print(mistake)
"""
    said = in_session(tmp_path, script, _vault(tmp_path)).splitlines()
    assert said == ["None", "This computer has no keyring that can be trusted with a key.", _ENDED]
