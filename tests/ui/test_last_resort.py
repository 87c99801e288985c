"""A bug of our own: drafts are settled, a calm window shows a report without children, the program ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.app import LastResort, report, run_window
from senco_desk.store import drafts
from senco_desk.ui.dialogs.bug import BugDialog
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import reopen


def _bug() -> Exception:
    try:
        try:
            int("Idris Halloran")
        except ValueError as first:
            raise KeyError("Idris Halloran") from first
    except KeyError as error:
        return error
    raise AssertionError


def test_the_report_says_where_and_never_about_whom():
    text = report(_bug())
    assert "KeyError" in text
    assert "ValueError" in text
    assert "test_last_resort.py, line" in text
    assert "Idris" not in text
    assert "/" not in text


@pytest.mark.expects_log("KeyError")
def test_a_bug_settles_the_drafts_shows_the_report_and_closes_the_window(
    open_window: Window, vault: Path, tmp_path: Path, qtbot: QtBot
):
    desk = open_window.desk
    desk.add_keeper(lambda: drafts.keep(desk.store, "form-1", "half a sentence"))
    seen: list[str] = []
    saved = tmp_path / "report.txt"

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BugDialog)
        seen.append(dialog.text.toPlainText())
        assert walk.nameless(dialog) == []
        assert walk.clipped(dialog) == []
        with answering(saved):
            dialog.save()
        dialog.accept()

    QTimer.singleShot(0, look)
    ended: list[int] = []
    LastResort(open_window, ended.append).show_bug(_bug())
    assert ended == [70]
    assert "KeyError" in seen[0]
    assert saved.read_text(encoding="utf-8") == seen[0]
    assert not open_window.isVisible()
    store = reopen(vault)
    kept = drafts.read(store, "form-1")
    store.close()
    assert kept is not None


@pytest.mark.parametrize("given", [["--wrong"], ["a.senco", "b.senco"]])
def test_arguments_that_are_not_understood_are_refused_in_words(
    given: list[str], capsys: pytest.CaptureFixture[str]
):
    assert run_window(given) == 2
    assert "one file at most" in capsys.readouterr().err
