"""What a sitting visits: each page, each dialog and preview, the meeting view, the unlock screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog

from senco_desk.forms.reading import variant_for
from senco_desk.services import responses
from senco_desk.ui import pages
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.dialogs.kit import KitDialog
from senco_desk.ui.dialogs.pack import PackDialog, open_pack
from senco_desk.ui.dialogs.paper import PaperDialog
from senco_desk.ui.dialogs.preview import PreviewDialog
from senco_desk.ui.meeting.leave import LeaveMeeting
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard, wake
from tests.proof_ui.canaries import DRAFT, surname
from tests.proof_ui.waiting import until, within
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import PASSPHRASE
from tests.ui.test_locking import DIALOGS
from tests.ui_pages.paper_steps import drawn

_TABS: Final = ("overview", "forms", "documents", "history")


def unlock(window: Window) -> None:
    """Type the passphrase."""
    until(lambda: isinstance(window.front, UnlockScreen))
    Keyboard().types(PASSPHRASE).press(Qt.Key.Key_Return)
    until(lambda: window.shell is not None)


def lock(window: Window) -> None:
    """Press Ctrl+L while the clipboard holds what was typed; afterwards it must not."""
    # The offscreen clipboard cannot say whose its text is.
    window.locking.clipboard._owns = lambda: True
    clipboard = QApplication.clipboard()
    clipboard.setText(surname(3))
    assert clipboard.text() == surname(3)
    wake(window)
    Keyboard().chord("Ctrl+L")
    until(lambda: isinstance(window.front, UnlockScreen))
    assert window.desk.wait_closed()
    assert clipboard.text() == "", "the clipboard still holds a name"


def look_at_pages(window: Window, response: int) -> None:
    """Show every page that is registered, and every tab of a pupil's."""
    wanted: dict[str, dict[str, Any]] = {"pupil": {"pupil_id": 1}, "form": {"response_id": response}}
    for page in pages.PAGES:
        assert window.go(page.key, **wanted.get(page.key, {})) is not None
        walk.settle()
    for tab in _TABS:
        window.go("pupil", pupil_id=1, tab=tab)
        walk.settle()
    window.go("pupils")
    Keyboard().chord("Ctrl+K").types(surname(2)).chord("Escape")


def open_dialogs(window: Window) -> None:
    """Open every dialog there is, those of the system among them, and leave it."""
    for pupil_id, open_it in enumerate(DIALOGS.values(), start=6):
        window.go("pupil", pupil_id=pupil_id)
        within(QDialog, lambda dialog: dialog.reject(), partial(open_it, window, pupil_id))


def _preview(open_it: Callable[[], object], kind: type[PreviewDialog] = PaperDialog) -> None:
    """Look through the first pages of a paper, larger too, and leave it."""

    def read(dialog: PreviewDialog) -> None:
        drawn(dialog)
        dialog.view.zoom(1)
        walk.settle()
        dialog.view.turn(1)
        walk.settle()
        dialog.reject()

    within(kind, read, open_it)


def fill_a_form(window: Window, response: int) -> None:
    """Type into a form and look at it as it would be printed."""
    page: Any = window.go("form", response_id=response)
    wake(window)
    keys = Keyboard()
    for _ in range(2):
        keys.chord("Ctrl+Down")
    keys.types(DRAFT)
    window.desk.keep_all()
    _preview(page.print_form)


def look_at_a_pack(window: Window, papers: Path) -> None:
    """Look through a pack, then print a page of it to where the SENCO of this sitting puts papers."""
    _preview(lambda: open_pack(window.desk, window, 1), PackDialog)

    def to_a_file(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(papers / "printed.pdf"))
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(1, 1)
        return True

    def print_it(dialog: PackDialog) -> None:
        drawn(dialog)
        with answering(to_a_file):
            dialog.print_paper()

    within(PackDialog, print_it, lambda: open_pack(window.desk, window, 1))


def keep_it_safe(window: Window) -> None:
    """Do what the page for safety offers: kit, check, handover as far as it changes nothing, lost laptop."""
    page: Any = window.go("safe")
    walk.settle()
    _preview(page.kit.print.click)
    within(KitDialog, lambda dialog: dialog.reject(), page.kit.open)
    page.copies.keep_now()
    until(lambda: not window.desk.jobs.busy())
    page.look_over.start()
    until(lambda: page.look_over.lines)
    assert "Nothing wrong" in page.look_over.lines[0].words.text()

    def report(wizard: HandOver) -> None:
        wizard.go_on()
        step: Any = wizard.step
        until(lambda: step.looked)
        _preview(step.report.click)
        wizard.reject()

    within(HandOver, report, page.handing_over.open)
    _preview(page.lost_laptop.open)


def meet(window: Window) -> None:
    """Show one pupil in the meeting view, part by part, type into a form, and leave by the passphrase."""
    window.go("pupil", pupil_id=5)
    wake(window)
    keys = Keyboard().chord("F9")
    assert window.meeting.frame is not None
    home: Any = window.meeting.frame.current
    for part in home.list.items:
        home.choose(part)
        walk.settle()
    form = variant_for("pupil_views", "8").id
    window.go("form", response_id=responses.start(window.desk.store, 5, form))
    keys.chord("Ctrl+Down").types(DRAFT)
    keys_in = lambda _dialog: Keyboard().types(PASSPHRASE).press(Qt.Key.Key_Return)  # noqa: E731
    within(LeaveMeeting, keys_in, lambda: keys.chord("F9"))
    until(lambda: window.shell is not None)
