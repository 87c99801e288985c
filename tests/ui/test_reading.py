"""Reading the program's parts in threads, and jobs that end at the same moment."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from senco_desk.ui import reading
from senco_desk.ui.copy_age import newest_copy
from senco_desk.ui.jobs import Jobs
from senco_desk.ui.window import Window

_TWO_READERS = """
import sys, threading
from senco_desk.ui import reading

sys.setswitchinterval(1e-6)
failed, together = [], threading.Barrier(2)

def read(name):
    together.wait()
    try:
        reading.read(name)
    except ImportError as error:
        failed.append(error)

readers = [threading.Thread(target=read, args=(name,)) for name in sys.argv[1:]]
for reader in readers:
    reader.start()
for reader in readers:
    reader.join()
sys.exit(len(failed))
"""


def test_two_threads_can_ask_for_the_same_parts_at_the_same_moment():
    for other in ("sqlmodel", "sqlalchemy.dialects.sqlite"):
        asked = [sys.executable, "-c", _TWO_READERS, "sqlalchemy", other]
        assert subprocess.run(asked, check=False, timeout=60).returncode == 0, other


def test_the_look_for_a_copy_waits_for_whoever_reads_the_program(locked_window: Window, strong_vault: Path):
    found: list[object] = []
    looking = threading.Thread(target=lambda: found.append(newest_copy(strong_vault)))
    with reading.alone():
        looking.start()
        looking.join(0.2)
        assert looking.is_alive()
    looking.join(10)
    assert found
    assert found[0] is not None


def test_jobs_that_end_together_each_say_so(qtbot: QtBot):
    holder = QObject()
    jobs = Jobs(holder)
    together = threading.Barrier(6)
    ended: list[int] = []
    for number in range(6):
        job = jobs.start(lambda report: together.wait(10))
        job.ended.connect(lambda number=number: ended.append(number))
    qtbot.waitUntil(lambda: len(ended) == 6, timeout=10_000)
    assert not jobs.busy()
