"""The processes that operations run in, one for each file of tests."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.proof import figures, memory
from tests.proof.children import Bench, Children

if find_spec("atheris") is None or not figures.DEEP:
    # tests/proof/test_fuzzed_parsers.py gives the same readers what needs no fuzzer.
    collect_ignore_glob = ["test_fuzzed_by_branches.py"]
if not sys.platform.startswith("linux"):
    # strace, faketime and kill -9 are Linux's; the rest of these tests run everywhere.
    collect_ignore = [
        "test_clocks.py",
        "test_crash_points.py",
        "test_disk_faults.py",
        "test_hostile_imports.py",
        "test_network.py",
        "test_power_loss.py",
    ]


@pytest.fixture(scope="package", autouse=True)
def _quick() -> Iterator[None]:
    memory.without_locked_memory()
    yield
    memory.with_locked_memory()


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Children]:
    """The process that operations run in."""
    made = Children(tmp_path_factory.mktemp("children") / "errors")
    yield made
    made.close()


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder that costs the disk nothing, where the system has one."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def bench(request: pytest.FixtureRequest, children: Children, in_memory: Path) -> Bench:
    """The operation that the test names, ready to be tried."""
    return Bench(request.param, in_memory / "bench", children)
