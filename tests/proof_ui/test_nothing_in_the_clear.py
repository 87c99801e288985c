"""R10: a whole sitting leaves nothing readable about a child anywhere but where the SENCO put it."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from senco_desk.models.codes import Stage
from senco_desk.models.pupil import Contact, Meeting, Pupil, StageSpell
from tests.proof.figures import Measured, count
from tests.proof_ui.canaries import leaks, shapes, surname
from tests.ui.conftest import bring, reopen

_OPENED_TO_WRITE = re.compile(r'"([^"]+)"(?:, [^,()]*)?, [^)]*O_(?:WRONLY|RDWR|CREAT)')
_VAULT_READ = re.compile(r'openat\([^"]*"[^"]+\.senco"')
_TAKEN_AWAY = re.compile(r'unlink(?:at)?\((?:[^"]*)"([^"]+)"')
_ENCRYPTED_OR_EMPTY = ("-journal", ".lock")
"""How files end that SQLite and Qt take away by themselves, which nobody hears of."""
_SOCKET = re.compile(r"socket\(AF_INET6?")


def _school(quick: Path, home: Path, pupils: int) -> Path:
    path = bring(quick, home / "vault")
    store = reopen(path)
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
        "PATH": "",  # no compiler, which Python's search for a library would call, with files of its own
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [
            shutil.which("strace") or "", "-f", "-qq", "-s", "300", "-o", record,
            "-e", "trace=open,openat,creat,socket,execve,rename,renameat,renameat2,unlink,unlinkat",
            sys.executable, "-m", "tests.proof_ui.session", path, listed, home / "papers", home / "gone",
        ],
        cwd=Path(__file__).parents[2], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout.endswith("done\n"), done.stderr[-3000:]
    assert not any(shape in done.stderr.encode() for shape in shapes())
    return record.read_text(encoding="utf-8", errors="replace")


@dataclass(frozen=True)
class Sitting:
    """What a sitting left behind: its home, and what strace saw of it."""

    home: Path
    record: str
    pupils: int
    measured: Measured

    @property
    def papers(self) -> Path:
        """The one folder where something that can be read was put."""
        return self.home / "papers"

    def written(self) -> set[Path]:
        """Give the files that were opened to be written."""
        return {Path(name) for name in _OPENED_TO_WRITE.findall(self.record) if name.startswith("/")}

    def never_seen(self) -> set[str]:
        """Give the names of files taken away since the vault was read, with no copy to look into."""
        seen = {path.name.partition(" ")[2] for path in (self.home / "gone").iterdir()}
        begun = _VAULT_READ.search(self.record)
        assert begun is not None
        taken = {Path(name).name for name in _TAKEN_AWAY.findall(self.record, begun.start())}
        return {name for name in taken - seen if not name.endswith(_ENCRYPTED_OR_EMPTY)}


@pytest.fixture(scope="module")
def sitting(_quick_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """One sitting, which every test looks at."""
    pupils = count(50, 500)
    measured = Measured("R10", "a whole sitting, everything it wrote searched for canaries")
    home = tmp_path_factory.mktemp("sitting") / "home"
    for name in ("run", "tmp", "config", "data", "cache", "papers", "gone", "vault"):
        (home / name).mkdir(parents=True)
    return Sitting(home, _sit(home, _school(_quick_vault, home, pupils)), pupils, measured)


def test_a_whole_sitting_leaves_nothing_readable_behind(sitting: Sitting):
    assert leaks(sitting.home, frozenset({sitting.papers})) == []
    assert sitting.never_seen() == set()
    written = {name for name in sitting.written() if not name.is_relative_to(sitting.home / "gone")}
    outside = [name for name in written if not name.is_relative_to(sitting.home) and not _harmless(name)]
    assert outside == []
    assert not any(shape in sitting.record.encode() for shape in shapes()), "in a file's name or an argument"
    settings = [path for path in (sitting.home / "config").rglob("*") if path.is_file()]
    assert settings, "no settings were kept, so there was nothing to be found in them"
    for paper in ("pack.pdf", "printed.pdf"):
        assert (sitting.papers / paper).stat().st_size > 10_000, "it was not put there"
    sitting.measured.reached(sitting.pupils, f"0 of {len(written)} files written hold a canary")


def test_a_sitting_opens_no_socket_to_a_network(sitting: Sitting):
    assert _SOCKET.findall(sitting.record) == []


def _harmless(name: Path) -> bool:
    return str(name).startswith(("/dev/", "/proc/"))


def test_a_paper_that_lies_where_nobody_put_it_is_found(tmp_path: Path):
    (tmp_path / "preview.tmp").write_bytes(b"%PDF-1.7 and what is in it, packed")
    assert leaks(tmp_path) == ["preview.tmp"]


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


def test_a_file_that_was_taken_away_unseen_is_found(tmp_path: Path):
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "0 copied.tmp").touch()
    record = """
1 unlink("/tmp/before") = 0
1 openat(AT_FDCWD, "/home/vault/Fernhill.senco", O_RDONLY|O_CLOEXEC) = 7
1 unlink("/tmp/copied.tmp") = 0
2 unlinkat(3, "preview.tmp", 0 <unfinished ...>
1 unlink("/home/vault/Fernhill.senco-journal") = 0
"""
    assert Sitting(tmp_path, record, 1, Measured("R10", "a control")).never_seen() == {"preview.tmp"}


def test_a_leak_in_a_file_name_is_found(tmp_path: Path):
    (tmp_path / f"{surname(7)}.tmp").write_bytes(b"")
    assert leaks(tmp_path) == [f"{surname(7)}.tmp"]
