"""A bug of our own: drafts are settled, a calm window shows a report without children, the program ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
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


@pytest.mark.expects_log("KeyError")
@pytest.mark.parametrize("close", [True, False])
def test_a_bug_while_the_disk_refuses_calls_nothing_kept_that_is_not_and_lets_the_person_stay(
    open_window: Window, vault: Path, close: bool
):
    desk = open_window.desk
    desk.add_keeper(lambda: desk.drafts.keep(desk.store, "form-1", "half a sentence"))
    with desk.store.outside_transaction() as bare:
        bare.execute("PRAGMA query_only = 1")
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BugDialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()

    QTimer.singleShot(0, look)
    ended: list[int] = []
    with answering(close):
        LastResort(open_window, ended.append).show_bug(_bug())
    assert not any("What you typed is kept" in words for words in seen)
    assert any("Everything up to the last" in words for words in seen)
    assert ended == ([70] if close else [])
    assert open_window.isVisible() is not close
    desk.take(reopen(vault))
    kept = drafts.read(desk.store, "form-1")
    assert kept is not None
    assert kept.body == "half a sentence"


@pytest.mark.parametrize("given", [["--wrong"], ["a.senco", "b.senco"]])
def test_arguments_that_are_not_understood_are_refused_in_words(
    given: list[str], capsys: pytest.CaptureFixture[str]
):
    assert run_window(given) == 2
    assert "one file at most" in capsys.readouterr().err
