"""Ten seconds after locking, the memory of the program is read from outside: names, and the raw key."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from senco_desk.models.pupil import PupilInput
from senco_desk.services import pupils
from senco_desk.store import create, key, pages
from tests.proof.figures import Measured
from tests.ui.conftest import PASSPHRASE, QUICK

PUPILS = 500
MOST_COPIES = 5
_NAME = re.compile(rb"Canary[a-j]{3}quill")
_WIDE = re.compile("Canary".encode("utf-16-le") + rb"(?:[a-j]\0){3}" + "quill".encode("utf-16-le"))


def _surname(number: int) -> str:
    return "Canary" + "".join("abcdefghij"[int(figure)] for figure in f"{number:03}") + "quill"


def _made(folder: Path) -> Path:
    path = folder / "Fernhill Academy.senco"
    store = create(path, PASSPHRASE, cost=QUICK)
    for number in range(PUPILS):
        fields = PupilInput(legal_forename="Idris", legal_surname=_surname(number), year_group="7", form="7A")
        pupils.add(store, fields)
    store.close()
    return path


def _memory(process: int) -> bytes:
    """All that the process may write to."""
    held = []
    maps = Path(f"/proc/{process}/maps").read_text(encoding="ascii")
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps.splitlines():
            where, may, *_rest = line.split()
            if may.startswith("rw") and not line.endswith("[vvar]"):
                first, last = (int(end, 16) for end in where.split("-"))
                memory.seek(first)
                try:
                    held.append(memory.read(last - first))
                except OSError:  # a guard page, or a device's
                    continue
    return b"".join(held)


def _found(held: bytes) -> Counter[str]:
    names = Counter(name.decode() for name in _NAME.findall(held))
    names.update(name.decode("utf-16-le") for name in _WIDE.findall(held))
    return names


def test_ten_seconds_after_locking_hardly_a_name_and_no_key_is_left_in_memory(tmp_path: Path):
    measured = Measured("R11", "memory read 10 s after locking: names of pupils, and the key")
    vault = _made(tmp_path)
    raw_key = key.derive(PASSPHRASE, pages.salt_of(vault), QUICK)
    shown = subprocess.Popen(
        [sys.executable, "-m", "tests.proof_ui.memory", str(vault)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert shown.stdout is not None
    try:
        assert shown.stdout.readline() == "open\n"
        before = _memory(shown.pid)
        assert shown.stdout.readline() == "locked\n"
        after = _memory(shown.pid)
    finally:
        shown.kill()
        shown.communicate()
    # The look into the open file shows that names and key would have been found.
    assert len(_found(before)) > PUPILS * 0.9
    assert before.count(raw_key) > 0
    assert after.count(raw_key) == 0
    assert after.count(raw_key.hex().encode()) == 0
    left = _found(after).total()
    assert left <= MOST_COPIES
    measured.reached(PUPILS, f"{left} names, 0 keys; while open {_found(before).total()} names")
