"""One paper before it leaves: a form blank or filled, or the paper kept with a completed one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from senco_desk.reports.theme import Look
from senco_desk.services.letting_out import Paper
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.look_options import LookOptions
from senco_desk.ui.dialogs.preview import PreviewDialog
from senco_desk.ui.widgets import Segmented

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

Redraw = Callable[[Look], bytes]


def show_paper(
    desk: Desk, window: Window, paper: Paper, *, redraw: Redraw | None = None, look: Look | None = None
) -> bool:
    """Show a paper, to print or save; says whether it left.

    Args:
        desk: the bridge.
        window: the window it is shown over.
        paper: the paper, and what the list of files let out says of it.
        redraw: draws it with another look; without it the paper stays as it is. Runs in a thread, and must
            read the file only through `desk.store`.
        look: how `paper` was drawn.
    """
    return bool(PaperDialog(desk, window, paper, redraw=redraw, look=look or Look()).exec())


class PaperDialog(PreviewDialog):
    """The pages of one paper, with options where it can be drawn again."""

    help_id = "pack"

    def __init__(
        self, desk: Desk, window: Window, paper: Paper, *, redraw: Redraw | None, look: Look
    ) -> None:
        options = LookOptions(redrawn=redraw is not None, large=look.size == "large")
        title = paper.what[:1].upper() + paper.what[1:]
        super().__init__(desk, window, title, options=options, print_words="Print")
        self._paper = paper
        self._redraw = redraw
        self._look = look
        self.copy_for = Segmented(
            (("family", "For the family"), ("staff", "For the school")), "Whose copy", key=look.copy
        )
        self.copy_for.chosen.connect(lambda _key: self.draw_soon())
        if redraw is not None:
            self.switches.addWidget(self.copy_for)
        else:
            self.copy_for.hide()
        self.switches.addStretch(1)
        self.switches.addWidget(self.bar)
        self._show(paper.pdf)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare(self) -> str:
        self._look = Look(
            size="large" if self.options.large() else "standard",
            cream=self.options.cream(),
            copy="family" if self.copy_for.key() == "family" else "staff",
            paint=self.options.paint(),
        )
        return ""

    def draw(self, report: Callable[..., None]) -> bytes:
        pdf = self._redraw(self._look) if self._redraw is not None else self._paper.pdf
        report()
        return pdf

    def drawn(self, what: Any) -> bytes:
        self._pdf = bytes(what)
        return self._pdf

    def paper(self) -> Paper | None:
        if self.view.pages is None:
            return None
        copy_for = self._look.copy if self._redraw is not None else self._paper.copy_for
        return replace(self._paper, pdf=self._pdf, pages=len(self.view.pages), copy_for=copy_for)

    def suggested(self) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", self._paper.what.lower().replace("’", "")).strip("-")
        return f"{words[:40].strip('-') or 'paper'}-{date.today().isoformat()}.pdf"
