"""The guards of conftest.py do fail what they are there to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
SETTINGS = """
[pytest]
addopts = --strict-markers
filterwarnings = error
qt_api = pyside6
markers = expects_log(part): as in pyproject.toml
"""


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder whose tests are held to the same guards, with less patience for threads."""
    words = CONFTEST.read_text(encoding="utf-8").replace("PATIENCE_S = 5.0", "PATIENCE_S = 0.2")
    pytester.makeconftest(words)
    pytester.makeini(SETTINGS)
    return pytester


def test_a_thread_or_a_logged_warning_left_behind_fails_a_test(guarded: pytest.Pytester):
    guarded.makepyfile(
        """
        import logging, threading
        import pytest

        def test_leaves_a_thread():
            threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()

        def test_waits_for_its_thread():
            thread = threading.Thread(target=str)
            thread.start()
            thread.join()

        def test_logs_a_warning():
            logging.getLogger("senco_desk").warning("the copy is old")

        @pytest.mark.expects_log("copy is old")
        def test_logs_what_it_said_it_would():
            logging.getLogger("senco_desk").warning("the copy is old")

        @pytest.mark.expects_log("copy is old")
        def test_does_not_log_what_it_said_it_would():
            logging.getLogger("senco_desk").info("the copy is new")
        """
    )
    result = guarded.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=5, errors=3)
    result.stdout.fnmatch_lines(
        [
            "*left running: <Thread(forgotten*",
            "*logged: senco_desk: the copy is old*",
            "*never logged: copy is old*",
        ]
    )


def test_a_qt_timer_or_thread_left_behind_fails_a_test(guarded: pytest.Pytester):
    guarded.makepyfile(
        """
        import pytest
        from PySide6.QtCore import QThread, QTimer
        from PySide6.QtWidgets import QLineEdit

        kept = []

        def test_leaves_a_timer(qapp):
            timer = QTimer()
            timer.start(10_000)
            kept.append(timer)

        def test_stops_its_timer(qapp):
            timer = QTimer()
            timer.start(10_000)
            timer.stop()
            kept.append(timer)

        def test_leaves_a_thread(qapp):
            thread = QThread()
            thread.start()
            kept.append(thread)

        @pytest.fixture(scope="module", autouse=True)
        def tidy():
            yield
            kept[-1].quit()
            kept[-1].wait()

        def test_closes_its_field(qtbot):
            field = QLineEdit()
            qtbot.addWidget(field)
            field.show()
            kept.insert(0, field)
        """
    )
    result = guarded.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, errors=2)
    result.stdout.fnmatch_lines(
        ["*left running: <PySide6.QtCore.QTimer*", "*left running: <PySide6.QtCore.QThread*"]
    )


def test_a_python_warning_fails_a_test(guarded: pytest.Pytester):
    guarded.makepyfile("import warnings\n\ndef test_warns():\n    warnings.warn('old', stacklevel=1)\n")
    guarded.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(failed=1)
