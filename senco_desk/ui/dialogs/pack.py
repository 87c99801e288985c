"""The pack dialog: what goes in, the very pages before paper, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.rules.dates_in_words import clock_words, long_day
from senco_desk.services import packs
from senco_desk.services.letting_out import Paper
from senco_desk.services.packs import PackWish
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.look_options import LookOptions
from senco_desk.ui.dialogs.preview import PreviewDialog
from senco_desk.ui.dialogs.tick_list import Tick, TickList
from senco_desk.ui.widgets import BareButton, Column, Ground, Mark, Segmented, Words

if TYPE_CHECKING:
    from senco_desk.reports.pack import Gap, PackPaper
    from senco_desk.reports.pack_content import Pack
    from senco_desk.ui.window import Window

_BAR, _MEETING = 300, 200
"""The room that "Pages 24 and 25 of 31" with its buttons takes, and the least for the day of the meeting."""
_COPIES = (("family", "For the family"), ("staff", "For the leader"))
_READS_FROM = frozenset({"pupil", "contact", "need", "stage_spell", "meeting", "response", "school", "term"})


def open_pack(desk: Desk, window: Window, pupil_id: int) -> bool:
    """Open the pack of one pupil; says whether it was printed or saved."""
    pack = desk.run(packs.gather, pupil_id, PackWish(), today=date.today())
    return pack is not None and bool(PackDialog(desk, window, pupil_id, pack).exec())


class PackDialog(PreviewDialog):
    """Parts to tick at the left, their pages at the right. Enter prints, Esc leaves all as it was."""

    help_id = "pack"

    def __init__(self, desk: Desk, window: Window, pupil_id: int, pack: Pack) -> None:
        name = pack.facts.full_name or pack.facts.display_name
        super().__init__(
            desk, window, f"Review pack for {name}", options=LookOptions(), print_words="Print the pack"
        )
        self.pupil_id = pupil_id
        self.today = date.today()
        self._pack = pack
        self._off: set[str] = set()
        self._drawing: tuple[Pack, PackWish] = (pack, PackWish())
        self._paper: PackPaper | None = None
        self._go_then = ""
        self.copy_for = Segmented(_COPIES, "Whose copy")
        self.copy_for.chosen.connect(lambda _key: self._again())
        self.meeting = Words("", "quiet", wrap=True)
        self.parts = TickList("What goes in the pack")
        self.parts.ticked.connect(self._ticked)
        self.parts.moved.connect(self._go_to)
        self.gaps = GapNotice(self._fill_in)
        self.gap_column = _GapColumn()
        self._place_switches()
        self.left.addWidget(self.parts)
        self.gap_column.column.addWidget(self.gaps)
        self.gap_column.column.addStretch(1)
        self.left.addWidget(self.gap_column, 1)
        self.left.addStretch(0)
        self.show_left()
        desk.changed.connect(self._changed)
        self._again()
        self.parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_switches(self) -> None:
        """Put whose copy, the day and the pages' bar in one row; large text takes more, and cuts nothing."""
        room = self.width() - 2 * theme.XXL - 2 * theme.XL
        room -= self.copy_for.sizeHint().width() + theme.px(_BAR)
        if room < 0:
            self.switches.setDirection(QBoxLayout.Direction.TopToBottom)
            self.switches.setSpacing(theme.S)
        self.switches.addWidget(self.copy_for, 0, Qt.AlignmentFlag.AlignLeft)
        if room >= theme.px(_MEETING):
            self.switches.addWidget(self.meeting, 1)
        else:
            self.switches.addStretch(1)
            self.meeting.setContentsMargins(theme.M, 0, 0, 0)
            # Where even the switches need two rows, the day stands among what scrolls.
            (self.left if room >= 0 else self.gap_column.column).addWidget(self.meeting)
        self.switches.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignLeft)

    def wish(self) -> PackWish:
        """Give what is asked for as it stands."""
        return PackWish(
            copy="family" if self.copy_for.key() == "family" else "staff",
            large=self.options.large(),
            cream=self.options.cream(),
            paint=self.options.paint(),
            parts=frozenset(self.parts.on()),
            copies=self.options.copies(),
        )

    # drawing

    def prepare(self) -> str:
        wish = self.wish()
        if not wish.parts:
            return "Tick at least one part"
        pack = self.desk.run(packs.gather, self.pupil_id, wish, today=self.today)
        if pack is None:
            return "The pupil is no longer in the file"
        self._drawing = (pack, wish)
        return ""

    def draw(self, report: Callable[..., None]) -> PackPaper:
        pack, wish = self._drawing

        def cancelled() -> bool:
            report()  # raises where the job is called off
            return False

        return packs.drawn_pack(pack, wish, cancelled)

    def drawn(self, what: Any) -> bytes:
        self._paper = what
        self.first_page = what.first_pages.get(self._go_then, 0)
        self._go_then = ""
        self._number_parts()
        return what.pdf

    def paper(self) -> Paper | None:
        if self._paper is None:
            return None
        wish = self._drawing[1]
        return Paper(self._paper.pdf, "Stage 3 pack", self._paper.pages, wish.copy, self.pupil_id)

    def numbered(self) -> Callable[[int, int], bytes]:
        return partial(packs.numbered_copy, *self._drawing)

    def suggested(self) -> str:
        return f"review-pack-{self.today.isoformat()}.pdf"

    # what is chosen

    def _again(self) -> None:
        """Read the pack anew: another copy, or something was filled in."""
        whole = PackWish(copy="family" if self.copy_for.key() == "family" else "staff")
        pack = self.desk.run(packs.gather, self.pupil_id, whole, today=self.today)
        if pack is None:
            self.reject()
            return
        self._pack = pack
        self._paper = None
        there = packs.parts(pack, whole)
        self.parts.show_ticks([Tick(part.key, part.title, "", part.key not in self._off) for part in there])
        self.meeting.setText(_meeting_words(pack))
        self._ticked()

    def _ticked(self) -> None:
        on = set(self.parts.on())
        every = {part.key for part in packs.parts(self._pack, self.wish())}
        self._off = (self._off - on) | (every - on)
        gaps = self._gaps()
        self.gaps.show_gaps(gaps)
        self.gap_column.setVisible(bool(gaps) or self.gap_column.isAncestorOf(self.meeting))
        self.draw_soon()

    def _gaps(self) -> tuple[Gap, ...]:
        return packs.gaps_in(replace(self._pack, parts=frozenset(self.parts.on())))

    def _number_parts(self) -> None:
        if self._paper is None:
            return
        firsts = sorted(self._paper.first_pages.items(), key=lambda part: part[1])
        ends = [*firsts, ("", self._paper.pages + 1)]
        for part in packs.parts(self._pack, self.wish()):
            self.parts.show_right(part.key, "", "not in the pack")
        for (key, first), (_, after) in pairwise(ends):
            last = max(first, after - 1)
            words = str(first) if first == last else f"{first} to {last}"
            self.parts.show_right(key, words, f"page {words}")

    def _go_to(self, key: str) -> None:
        self._go_then = key if self.is_drawing() else ""
        if self._paper is not None and key in self._paper.first_pages:
            self.view.turn_to(self._paper.first_pages[key])

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _READS_FROM and self.isVisible():
            self._again()

    # gaps

    def _fill_in(self, where: str) -> None:
        """Go where a gap is filled: a dialog over this one, or a page, which this one makes way for."""
        place, _, field = where.partition(".")
        if place == "meeting":
            from senco_desk.ui.dialogs.review import change_review

            change_review(self.desk, self, self.pupil_id)
            self.come_back(self.parts)
            return
        self.reject()
        if place == "school":
            self.frame.go("settings", field=field)
        else:
            self.frame.go("pupil", pupil_id=self.pupil_id, tab="forms")

    def done(self, result: int) -> None:
        self.desk.changed.disconnect(self._changed)
        super().done(result)


class GapNotice(Ground):
    """What should be filled in before printing, each with the way there; away when there is nothing."""

    def __init__(self, fill_in: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__("amber-soft", parent)
        self._fill_in = fill_in
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.XS)
        self._shown: tuple[Gap, ...] = ()
        self._rows: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.S, theme.S, theme.S)
        row.setSpacing(theme.S)
        mark = Mark("soon")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._lines, 1)
        self.hide()

    def show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        """Show these gaps."""
        if gaps == self._shown:
            return
        self._shown = gaps
        for old in self._rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        head = "One gap." if len(gaps) == 1 else f"{len(gaps)} gaps."
        self._rows = [Words(head, "strong"), *(self._line(gap) for gap in gaps)] if gaps else []
        for row in self._rows:
            self._lines.addWidget(row)
        self.setVisible(bool(gaps))

    def _line(self, gap: Gap) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        words = Words(gap.said, wrap=True)
        button = BareButton("Fill it in")
        button.setAccessibleName(f"Fill it in: {gap.said}")
        button.clicked.connect(partial(self._go, gap.where))
        row.addWidget(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _go(self, where: str, _on: bool = False) -> None:
        self._fill_in(where)


class _GapColumn(Column):
    """Takes what room the parts leave, and scrolls where that is too little."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), 64)


def _meeting_words(pack: Pack) -> str:
    meeting = pack.meeting
    if meeting is None:
        return "No meeting is planned yet"
    parts = [f"Meeting on {long_day(meeting.on)}", clock_words(meeting.at), meeting.place]
    return ", ".join(part for part in parts if part)
