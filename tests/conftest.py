"""What every test is held to: no window on the screen, no thread, timer or warning left behind."""

from __future__ import annotations

import gc
import importlib.util
import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Settings and log of the tests never touch those of the person at this machine.
_home = tempfile.TemporaryDirectory(prefix="senco-desk-tests-", ignore_cleanup_errors=True)
os.environ["SENCO_DESK_HOME"] = _home.name

HAS_QT = importlib.util.find_spec("PySide6") is not None
PATIENCE_S = 5.0
"""How long a thread that was told to stop may take to do so."""

settings.register_profile(
    "here", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's settings where it is not installed: the core is tested without Qt."""
    if not HAS_QT:
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "read by pytest-qt only")
        parser.addini("qt_log_ignore", "read by pytest-qt only", type="linelist")


def pytest_unconfigure() -> None:
    """Leave no folder behind."""
    _home.cleanup()


@pytest.fixture
def another_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on another disk than `tmp_path`, as a stick is; with one disk only it is taken for one."""
    from senco_desk.store import second_place

    shared = Path("/dev/shm")
    apart = shared.is_dir() and shared.stat().st_dev != tmp_path.stat().st_dev
    with tempfile.TemporaryDirectory(dir=shared if apart else None) as folder:
        root = Path(folder).resolve()
        if not apart:
            monkeypatch.setattr(
                second_place, "on_another_disk", lambda _vault, place: place.resolve().is_relative_to(root)
            )
        stick = root / "stick"
        stick.mkdir()
        yield stick


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, or a Qt thread or timer, running."""
    threads_before = set(threading.enumerate())
    watch_qt = HAS_QT and bool({"qtbot", "qapp"} & set(request.fixturenames))
    qt_before = {id(thing) for thing in _running_in_qt()} if watch_qt else set()
    yield
    left = [str(thread) for thread in _still_alive(threads_before)]
    if watch_qt:
        left += _left_in_qt(qt_before)
    if left:
        pytest.fail(f"left running: {', '.join(left)}", pytrace=False)


def _still_alive(before: set[threading.Thread]) -> list[threading.Thread]:
    # Python keeps a dummy for each thread that Qt started, for ever; Qt's own are looked at below.
    started = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    until = time.monotonic() + PATIENCE_S
    for thread in started:
        thread.join(max(0.0, until - time.monotonic()))
    return [thread for thread in started if thread.is_alive()]


def _running_in_qt() -> list[Any]:
    from PySide6.QtCore import QThread, QTimer
    from shiboken6 import isValid

    found = [thing for thing in gc.get_objects() if issubclass(type(thing), QThread | QTimer)]
    return [thing for thing in found if isValid(thing) and _is_running(thing)]


def _is_running(thing: Any) -> bool:
    from PySide6.QtCore import QThread

    if isinstance(thing, QThread):
        # The thread that runs the tests is always running, and always there.
        return thing.isRunning() and thing is not QThread.currentThread()
    return bool(thing.isActive())


def _left_in_qt(before: set[int]) -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    left = []
    pool = QThreadPool.globalInstance()
    if not pool.waitForDone(int(PATIENCE_S * 1000)):
        left.append(f"{pool.activeThreadCount()} jobs in the thread pool")
    # What was closed with deleteLater() goes now, and its timers with it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left += [repr(thing) for thing in _running_in_qt() if id(thing) not in before]
    return left


class _Listener(logging.Handler):
    """Keeps what was logged at warning or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_warning_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning, unless it says with `expects_log(part)` which one it is after."""
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    expected = [part for marker in request.node.iter_markers("expects_log") for part in marker.args]
    surprises = [said for said in listener.said if not any(part in said for part in expected)]
    missing = [part for part in expected if not any(part in said for said in listener.said)]
    if surprises:
        pytest.fail(f"logged: {'; '.join(surprises)}", pytrace=False)
    if missing:
        pytest.fail(f"never logged: {'; '.join(missing)}", pytrace=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    """An empty vault, open."""
    from tests.vaults import opened  # not before SENCO_DESK_HOME is set

    with opened(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the source tree."""
    return Path(__file__).resolve().parent.parent


if sys.platform == "linux" and HAS_QT:
    # A desktop's own theme plug-in would bring its own warnings.
    os.environ.pop("QT_QPA_PLATFORMTHEME", None)
