"""The tool that tries the figures: what runs first, what it tells, and what it takes for a failure."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import pytest

from tools import covered, mutated, prove
from tools.prove import Job


def test_what_takes_longest_starts_first_and_apart():
    tests = [
        "tests/proof/test_copies.py::test_a",
        "tests/proof/test_network.py::test_b",
        "tests/proof/test_crash_points.py::test_c[create]",
        "tests/proof/test_disk_faults.py::test_d[create]",
        "tests/proof/test_copies.py::test_e",
        "tests/proof/test_disk_faults.py::test_d[close]",
    ]
    assert [some for _, some in prove.in_order(tests)] == [
        [tests[3]],
        [tests[5]],
        [tests[2]],
        [tests[0], tests[4]],
        [tests[1]],
    ]


def test_two_jobs_run_at_once_and_all_is_told(capsys: pytest.CaptureFixture[str]):
    both = threading.Barrier(2, timeout=30)

    def together() -> tuple[list[dict[str, object]], str]:
        both.wait()
        return [{"id": "R1"}], ""

    jobs = [Job("one", together), Job("two", together), Job("three", lambda: ([], "it broke"))]
    rows, failed = prove.carry_out(jobs, time.monotonic(), loud=True)
    assert (len(rows), failed) == (2, ["it broke"])
    said = capsys.readouterr().out
    assert "FAILED three" in said
    assert "done   one" in said


def test_more_than_an_hour_is_said(capsys: pytest.CaptureFixture[str]):
    row = {"id": "R1", "what": "kills", "count": 1000, "result": "0 lost", "seconds": 3.0}
    prove._show([row], 3_599)
    assert "1,000 tries in 59 min 59 s." in capsys.readouterr().out
    prove._show([row], 3_700)
    assert "more than the 60 minutes" in capsys.readouterr().out


def test_every_file_named_is_there(repository: Path):
    named = [*mutated.QUICK_TESTS, *(test for tests in mutated.QUICK_TESTS.values() for test in tests)]
    named += [name for name in (*covered.WATCHED, *covered.RUN) if "*" not in name]
    assert [name for name in named if not (repository / name).exists()] == []
    files = {path.name for path in repository.glob("tests/proof*/**/test_*.py")}
    assert {*prove.APART, *prove.LONG} <= files


if sys.platform != "win32":  # mutmut needs fork

    def test_a_change_that_no_test_notices_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        (tmp_path / "senco_desk").mkdir()
        (tmp_path / "senco_desk" / "__init__.py").touch()
        (tmp_path / "senco_desk" / "some.py").write_text(
            "def later(a: int) -> bool:\n    return a > 3\n\n\ndef more(a: int) -> int:\n    return a + 1\n"
        )
        (tmp_path / "tests").mkdir()
        (tmp_path / "tests" / "test_some.py").write_text(
            "from senco_desk.some import later, more\n\n\n"
            "def test_more():\n    assert more(1) == 2\n    assert later(5)\n"
        )
        (tmp_path / "resources").mkdir()
        (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n')
        monkeypatch.setattr(mutated, "ROOT", tmp_path)
        monkeypatch.setitem(mutated.QUICK_TESTS, "senco_desk/some.py", ("tests/test_some.py",))
        row, wrong = mutated.measure(Path(sys.executable), "senco_desk/some.py", "0123456789")
        assert row is not None
        assert row["count"] == 4
        assert row["result"] == "2 noticed, 50%"
        assert "later__mutmut_1: survived" in wrong


def test_too_few_branches_are_a_failure():
    told = {
        "files": {"store/key.py": {"summary": {"missing_branches": 2}}},
        "totals": {"num_branches": 100, "covered_branches": 89},
    }
    row, wrong = covered._judged(told, 1.0)
    assert row["result"] == "89 run through, 89.0%"
    assert "store/key.py: 2 missed" in wrong
    told["totals"] = {"num_branches": 100, "covered_branches": 90}
    assert covered._judged(told, 1.0)[1] == ""
    assert json.dumps(row)


def test_a_file_of_tests_that_cannot_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "tests" / "proof").mkdir(parents=True)
    (tmp_path / "tests" / "proof_ui").mkdir()
    (tmp_path / "tests" / "proof" / "test_a.py").write_text("def test_a():\n    pass\n")
    (tmp_path / "tests" / "proof" / "test_b.py").write_text("import nothing_of_that_name\n")
    monkeypatch.setattr(prove, "ROOT", tmp_path)
    (job,) = prove._tests(Path(sys.executable), [], tmp_path / "table")
    assert "nothing_of_that_name" in job.do()[1]
    (tmp_path / "tests" / "proof" / "test_b.py").unlink()
    (job,) = prove._tests(Path(sys.executable), [], tmp_path / "table")
    assert job.do() == ([], "")
