"""The dialog in which a paper is looked at before it leaves: pages at the right, options and ways out below.

A subclass says how its paper is drawn (`draw`, in a thread) and what it is called when it leaves (`paper`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayoutItem, QVBoxLayout, QWidget

from senco_desk.services.letting_out import Paper
from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs import outlet
from senco_desk.ui.dialogs.base import MOST_HIGH, MOST_WIDE, Dialog
from senco_desk.ui.dialogs.look_options import LookOptions
from senco_desk.ui.form_editor.panel import keyboard_parts
from senco_desk.ui.preview import Pages, PreviewBar, PreviewView
from senco_desk.ui.widgets import Button, Card, Hairline, JobProgress, MainButton, Notice

if TYPE_CHECKING:
    from senco_desk.ui.jobs import Job
    from senco_desk.ui.window import Window

_DRAW_AFTER_MS: Final = 150
"""A pause after the last tick, so that five ticks in a row are one drawing."""


_THEN: Final = "Drawing the pages… Then you choose the printer."


class PreviewDialog(Dialog):
    """Title, a row of switches, what is chosen at the left, pages at the right, options and buttons below.

    Put switches in `self.switches`, and what is chosen in `self.left` (which stays away while it is empty).
    """

    def __init__(
        self, desk: Desk, window: Window, title: str, *, options: LookOptions, print_words: str
    ) -> None:
        super().__init__(window, title, wide=MOST_WIDE, high=MOST_HIGH)
        self.desk, self.frame = desk, window
        self.options = options
        self._job: Job | None = None
        self._printing = self._print_then = False
        self.first_page = 0
        """Where to open what is being drawn; 0 for where the pages stand now."""
        self.view = PreviewView()
        self.bar = PreviewBar(self.view)
        self.progress = JobProgress()
        self._busy = _Over(self.view, self.progress)
        self.lost = Notice("", tone="soon")
        self.lost.hide()
        self.cancel = Button("Cancel")
        self.cancel.clicked.connect(self.reject)
        self.save = Button("Save as PDF", icon="file-text")
        self.save.clicked.connect(self.save_paper)
        self.main = MainButton(print_words, icon="printer")
        self.main.clicked.connect(self.print_paper)
        self._lay_out()
        self.options.changed.connect(self.draw_soon)
        self.view.turned.connect(self._count)
        self.options.counted.connect(self._count)
        self._clock = QTimer(self, singleShot=True, interval=_DRAW_AFTER_MS)
        self._clock.timeout.connect(self._draw_now)
        self._allow()

    def _lay_out(self) -> None:
        whole = cast("QVBoxLayout", self.layout())
        whole.setContentsMargins(0, 20, 0, 0)
        whole.setSpacing(theme.M)
        head = cast("QLayoutItem", whole.itemAt(0)).layout()
        cast("QHBoxLayout", head).setContentsMargins(theme.XXL, 0, theme.XL, 0)
        self.switches = QHBoxLayout()
        self.switches.setContentsMargins(theme.XXL, 0, theme.XXL, 0)
        self.switches.setSpacing(theme.XL)
        self.left_side = QWidget()
        self.left = QVBoxLayout(self.left_side)
        self.left.setContentsMargins(20, 0, 0, theme.M)
        self.left.setSpacing(theme.M)
        self.left_side.hide()
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        across.addWidget(self.left_side)
        across.addWidget(self.view, 1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self.content.addLayout(self.switches)
        self.content.addSpacing(theme.L)
        told = QHBoxLayout()
        told.setContentsMargins(theme.XXL, 0, theme.XXL, theme.M)
        told.addWidget(self.lost)
        self.content.addLayout(told)
        self.content.addLayout(across, 1)
        self.content.addWidget(Hairline())
        foot = self.buttons
        foot.takeAt(0)
        foot.setContentsMargins(theme.XXL, 0, theme.XXL, theme.M)
        ways = QHBoxLayout()
        ways.setSpacing(theme.S)
        ways.addStretch(1)
        for button in (self.cancel, self.save, self.main):
            ways.addWidget(button)
        self.main.setDefault(True)
        foot.addWidget(self.options, 1)
        foot.addLayout(ways)
        if self.options.sizeHint().width() + ways.sizeHint().width() > self.width() - 3 * theme.XXL:
            foot.setDirection(QBoxLayout.Direction.TopToBottom)

    def show_left(self) -> None:
        """Give what is chosen its place: 361 px at the usual text size, never much of the pages' room."""
        self.left_side.setFixedWidth(min(theme.px(374), self.width() * 44 // 100))
        self.left_side.show()

    def _tab_as_seen(self) -> None:
        """Have Tab go from the switches over what is chosen and the pages to the ways out."""
        items = (self.switches.itemAt(at) for at in range(self.switches.count()))
        switches = [item.widget() for item in items if item is not None]
        ways = (self.cancel, self.save, self.main)
        before: QWidget | None = None
        for holder in (*filter(None, switches), self.left_side, self.view, self.options, *ways):
            for part in (holder,) if holder is self.view or holder in ways else keyboard_parts(holder):
                if before is not None:
                    QWidget.setTabOrder(before, part)
                before = part

    # what a subclass says

    def draw(self, report: Callable[..., None]) -> Any:
        """Draw the paper with the options as they were when `prepare` was called; runs in a thread."""
        raise NotImplementedError

    def prepare(self) -> str:
        """Note the options for `draw`; gives why nothing can be drawn, or ""."""
        return ""

    def drawn(self, what: Any) -> bytes:
        """Take what `draw` gave; gives the PDF to show."""
        raise NotImplementedError

    def paper(self) -> Paper | None:
        """Give the paper as it stands, not locked with a password; None while there is none."""
        raise NotImplementedError

    def numbered(self) -> Callable[[int, int], bytes] | None:
        """Give what draws copy n of m, where the paper says which copy it is."""
        return None

    # drawing

    def draw_soon(self) -> None:
        """Draw again, after a short pause for more ticks."""
        self._print_then = False
        self._clock.start()
        self._tab_as_seen()
        self._allow()

    def is_drawing(self) -> bool:
        """Whether other pages than those shown are on their way."""
        return not self._printing and (self._clock.isActive() or self._job is not None)

    def _draw_now(self) -> None:
        self._stop()
        reason = self.prepare()
        if reason:
            self._print_then = False
            self.view.show_pages(None)
            self._allow(reason)
            return
        self._job = self.desk.start(self.draw, done=self._show)
        self._job.ended.connect(self._ended)
        self.progress.follow(self._job, _THEN if self._print_then else "Drawing the pages…")
        self._allow()

    def _show(self, what: Any) -> None:
        self._job = None
        pdf = self.drawn(what)
        self.view.show_pages(Pages(pdf), self.first_page or self.view.first)
        self.first_page = 0
        self._tab_as_seen()
        self._count()
        self._tell_lost_letters()
        self._allow()
        if self._print_then:
            QTimer.singleShot(0, self.main, self.main.click)

    def _ended(self) -> None:
        if self._job is not None and not self._job.running:
            self._job = None
            self._printing = False
        self._allow()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _allow(self, reason: str = "") -> None:
        waiting = self._clock.isActive() or self._job is not None
        why = reason or ("The pages are being drawn" if waiting else "")
        if not why and self.view.pages is None:
            why = "There are no pages"
        for button in (self.save, self.main):
            button.because(why)

    def _count(self) -> None:
        self.options.show_sheets(len(self.view.pages) if self.view.pages else 0)

    def _tell_lost_letters(self) -> None:
        """Say before it leaves that some letters did not come onto the paper, and on which pages."""
        pages = self.view.pages.with_lost_letters() if self.view.pages is not None else []
        if pages:
            where = f"page{'' if len(pages) == 1 else 's'} {', '.join(map(str, pages))}"
            words = (
                f"Some letters cannot be printed: they show as \ufffd on {where}. Arabic, Hebrew, Chinese "
                "and emoji are among those. Write them on the paper by hand, or type them in English letters."
            )
            self.lost.say(words)
            announce(self, words)
        self.lost.setVisible(bool(pages))

    # ways out

    def save_paper(self) -> None:
        """Ask for a password and a place, and write the paper there."""
        paper = self.paper()
        if paper is None:
            return
        if outlet.save(self.desk, self, self.frame, paper, self.suggested()):
            self.accept()
        else:
            self.come_back(self.save)

    def suggested(self) -> str:
        """Give the file name proposed; it names no child."""
        return "paper.pdf"

    def print_paper(self) -> None:
        """Ask for a printer and print, in a thread."""
        paper = self.paper()
        if paper is None or self._job is not None:
            return
        self._job = outlet.print_out(
            self.desk,
            self,
            self.frame,
            [paper],
            self.options.copies(),
            done=self.accept,
            numbered=self.numbered(),
        )
        if self._job is None:
            self._allow()
            self.come_back(self.main)
            return
        self._printing = True
        self._job.ended.connect(self._ended)
        self.progress.follow(self._job, "Printing…")
        announce(self, "Printing")
        self._allow("It is being printed")

    def come_back(self, to: QWidget) -> None:
        """Take the keyboard again after a dialog that lay over this one."""
        if self.isVisible():
            self.activateWindow()
            to.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def done(self, result: int) -> None:
        self._clock.stop()
        self._stop()
        super().done(result)
        self.view.show_pages(None)  # no page is held any more

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.is_drawing():
            # Not lost: who knows the pack presses Enter before its pages are there.
            self._print_then = True
            self.progress.words.setText(_THEN)
            announce(self, _THEN)
        elif not self.view.take_key(event):
            super().keyPressEvent(event)


class _Over(QObject):
    """Keeps the busy mark on a card at the foot of the pages, over them, so that nothing moves for it."""

    def __init__(self, view: PreviewView, progress: JobProgress) -> None:
        super().__init__(view)
        self._view, self._progress = view, progress
        self._card = Card(view, padding=theme.M)
        self._card.column.addWidget(progress)
        self._card.hide()
        view.installEventFilter(self)
        progress.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._progress and kind in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._card.setVisible(not self._progress.isHidden())
            self._place()
        elif watched is self._view and kind == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        wide = min(theme.px(420), self._view.width() - 2 * theme.L)
        high = self._card.column.totalHeightForWidth(wide)
        high = max(high, self._card.sizeHint().height())
        self._card.setGeometry(
            (self._view.width() - wide) // 2, self._view.height() - high - theme.L, wide, high
        )
        self._card.raise_()
