"""R10: a whole sitting leaves nothing readable about a child anywhere but where the SENCO put it."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import Contact, Meeting, Pupil, StageSpell
from tests.proof.figures import Measured, count
from tests.proof_ui.canaries import leaks, shapes, surname
from tests.ui.conftest import bring, reopen

_OPENED_TO_WRITE = re.compile(r'"([^"]+)"(?:, [^,()]*)?, [^)]*O_(?:WRONLY|RDWR|CREAT)')
_SOCKET = re.compile(r"socket\(AF_INET6?")


@pytest.fixture
def quick_vault(_quick_vault: Path) -> Path:
    """A file with a key that is quick to make."""
    return _quick_vault


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    for name in ("run", "tmp", "config", "data", "cache", "papers", "vault"):
        (made / name).mkdir(parents=True)
    return made


def _school(quick: Path, home: Path, pupils: int) -> Path:
    path = bring(quick, home / "vault")
    store = reopen(path)
    from datetime import date, timedelta

    with store.work("bring in the canaries") as work:
        for n in range(1, pupils + 1):
            pupil = work.add(Pupil(legal_forename=f"Zqxcanaryf{n}", legal_surname=surname(n), year_group="8"))
            number = pupil.id or 0
            work.add(Contact(pupil_id=number, name=f"Mx {surname(n)}", address=f"{n} Canary Street"))
            work.add(StageSpell(pupil_id=number, stage=Stage.MY_PLAN_PLUS, started_on=date(2026, 9, 14)))
            work.add(Meeting(pupil_id=number, on=date.today() + timedelta(days=9), at="10:00"))
    store.before_close.clear()
    store.close()
    return path


def _sit(home: Path, path: Path) -> str:
    """Run the sitting under strace; gives what strace wrote."""
    listed = home / "papers" / "list.csv"
    born = enumerate(("Canaryborne", "Fieldcanary", "Uppercanarywell"), start=1)
    lines = [f"Zqxcanaryg{n},{name},2{n}/03/2014,8\n" for n, name in born]
    listed.write_text("".join(["Forename,Surname,Date of birth,Year\n", *lines]))
    record = home.parent / "strace"
    environment = {
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [
            "strace", "-f", "-qq", "-s", "300", "-o", record,
            "-e", "trace=open,openat,creat,socket,execve,rename,renameat,renameat2",
            sys.executable, "-m", "tests.proof_ui.session", path, listed, home / "papers",
        ],
        cwd=Path(__file__).parents[2], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout.endswith("done\n"), done.stderr[-3000:]
    assert not any(shape in done.stderr.encode() for shape in shapes())
    return record.read_text(encoding="utf-8", errors="replace")


def _written(record: str) -> set[Path]:
    """Give the files that were opened to be written."""
    return {Path(name) for name in _OPENED_TO_WRITE.findall(record) if name.startswith("/")}


def test_a_whole_sitting_leaves_nothing_readable_behind(quick_vault: Path, home: Path):
    pupils = count(50, 500)
    measured = Measured("R10", "a whole sitting, everything it wrote searched for canaries")
    path = _school(quick_vault, home, pupils)
    record = _sit(home, path)
    assert leaks(home, frozenset({home / "papers"})) == []
    written = _written(record)
    assert written, "strace saw nothing written, so this would prove nothing"
    outside = [name for name in written if not name.is_relative_to(home) and not _harmless(name)]
    assert outside == []
    assert not any(shape in record.encode() for shape in shapes()), "a canary in a file's name or an argument"
    assert (home / "papers" / "pack.pdf").stat().st_size > 10_000, "the pack was not saved"
    measured.reached(pupils, f"0 of {len(written)} files written hold a canary")


def test_a_sitting_opens_no_socket_to_a_network(quick_vault: Path, home: Path):
    path = _school(quick_vault, home, 3)
    assert _SOCKET.findall(_sit(home, path)) == []


def _harmless(name: Path) -> bool:
    return str(name).startswith(("/dev/", "/proc/"))


@pytest.mark.parametrize(
    "planted",
    [
        surname(7).encode(),
        surname(7).upper().encode(),
        surname(7).encode("utf-16-le"),
        b"x" + base64.b64encode(b"ab" + surname(7).encode()),
    ],
    ids=["as it is", "in capitals", "in UTF-16", "in base64"],
)
def test_a_leak_that_is_planted_is_found(tmp_path: Path, planted: bytes):
    (tmp_path / "innocent.log").write_bytes(b"\x00" * 100 + planted + b"\x00" * 100)
    assert leaks(tmp_path) == ["innocent.log"]


def test_a_leak_in_a_file_name_is_found(tmp_path: Path):
    (tmp_path / f"{surname(7)}.tmp").write_bytes(b"")
    assert leaks(tmp_path) == [f"{surname(7)}.tmp"]
