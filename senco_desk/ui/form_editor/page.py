"""One section of a form on the screen: its heading, its questions, and the way on to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from senco_desk.forms.definition import Form, Question, Section
from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.form_editor.choosing import LINE
from senco_desk.ui.form_editor.inputs import column
from senco_desk.ui.form_editor.panel import (
    KEPT_OFF,
    LastTime,
    QuestionPanel,
    in_words,
    kept_off,
    keyboard_parts,
    make_panel,
    named,
    put_aside_words,
)
from senco_desk.ui.form_editor.problems import ProblemSummary
from senco_desk.ui.widgets.blocks import Column
from senco_desk.ui.widgets.buttons import Button
from senco_desk.ui.widgets.words import Head, Small, Words

_NOTE: Final = 160
"""The narrowest that last time's answer is put beside a question, at 100 %."""


class SectionPage(Column):
    """The column of questions.

    `edited` sends a question's key and the place typed in; `asked_for` a question to go to.
    """

    edited = Signal(str, str)
    asked_for = Signal(str)
    next_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, spacing=0)
        self.panels: list[QuestionPanel] = []
        self.summary = ProblemSummary(self.body)
        self.summary.chosen.connect(self.asked_for)
        self.column.addWidget(self.summary)
        self._holder: QWidget | None = None
        self._next: Button | None = None
        self._heading = ""
        self._hidden: set[str] = set()
        self._plain: list[QWidget | None] = []
        self.column.addStretch(1)

    def heading(self) -> str:
        """The section's heading."""
        return self._heading

    def panel(self, key: str) -> QuestionPanel | None:
        """The panel of a question of this section, or None."""
        return next((panel for panel in self.panels if panel.question.key == key), None)

    def show_section(
        self,
        form: Form,
        section: Section,
        *,
        name: str,
        last_time: Mapping[str, LastTime],
        read_only: bool,
        following: str,
        aside: frozenset[str] = frozenset(),
    ) -> None:
        """Show a section in the place of the one before, without the questions that are put aside.

        One that is only read takes the keyboard itself, which scrolls it.
        """
        holder = self._new_holder()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if read_only else Qt.FocusPolicy.NoFocus)
        layout = column(holder, 0)
        put_aside = sum(question.key in aside for question in section.questions)
        self._add_head(form, section, layout, name, put_aside)
        self.panels = []
        self._hidden = set()
        for question in section.questions:
            if question.key in aside:
                continue
            panel = make_panel(
                replace(question, private=False) if section.private else question,  # its heading says so
                name=name,
                last=last_time.get(question.key),
                read_only=read_only,
                parent=holder,
            )
            panel.edited.connect(self.edited)
            self.panels.append(panel)
            layout.addWidget(panel)
        self._next = None
        if following:
            self._next = Button(f"Next: {following}", holder, icon="arrow-right")
            self._next.clicked.connect(self.next_pressed)
            layout.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)
            layout.addSpacing(theme.XL)
        self.setAccessibleName(self._heading if read_only else "")
        self.column.insertWidget(1, holder)
        # Now, not at the next turn of the event loop: the keyboard goes to one of its fields at once.
        holder.show()
        self.verticalScrollBar().setValue(0)

    def _new_holder(self) -> QWidget:
        if self._holder:
            self.column.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget(self.body)
        return self._holder

    def _add_head(self, form: Form, section: Section, layout: QVBoxLayout, name: str, put_aside: int) -> None:
        """The heading, and the words under it."""
        holder = layout.parentWidget() or self.body
        self._heading = named(section, name)
        layout.addWidget(Head(self._heading, holder, wrap=True))
        if section.help:
            layout.addSpacing(2)
            layout.addWidget(Small(in_words(section.help, name), holder, wrap=True))
        if section.private or put_aside:
            layout.addSpacing(theme.XS)
            layout.addWidget(kept_off(holder, put_aside_words(put_aside) if put_aside else KEPT_OFF))
        if section is form.sections[0] and form.intro:
            layout.addSpacing(theme.S)
            layout.addWidget(Words(in_words(form.intro, name), "quiet", holder, wrap=True))
        # Words that lead into the section stand clear of its first question.
        layout.addSpacing(theme.L if layout.count() > 1 else theme.S)
        items = [layout.itemAt(number) for number in range(layout.count())]
        self._plain = [item.widget() for item in items if item]

    def chain_after(self, before: QWidget) -> None:
        """Have Tab go through the questions in their order, after another widget."""
        QWidget.setTabOrder(before, self)
        QWidget.setTabOrder(self, self.summary)
        before = self.summary
        for part in keyboard_parts(self._holder) if self._holder else []:
            QWidget.setTabOrder(before, part)
            before = part

    def show_shown(self, shows: Callable[[Question], bool]) -> None:
        """Show the questions that the answers call for; the others keep what was typed in them."""
        came = 0
        for panel in self.panels:
            wanted = shows(panel.question)
            if panel.isHidden() == wanted and panel.testAttribute(
                Qt.WidgetAttribute.WA_WState_ExplicitShowHide
            ):
                came += wanted
            panel.setVisible(wanted)
        if came:
            announce(self, "One more question shows." if came == 1 else f"{came} more questions show.")

    def show_slips(self, slips: Mapping[str, str]) -> None:
        """Say what is wrong, at the fields and in the summary."""
        self.summary.show_lines(list(slips.items()))
        if self._holder:
            self._holder.setContentsMargins(0, theme.L if slips else 0, 0, 0)
        for panel in self.panels:
            panel.refuse(slips.get(panel.question.key, ""))

    def focus_summary(self) -> None:
        """Go to the top and put the keyboard on the summary."""
        self.verticalScrollBar().setValue(0)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> bool:
        """Put the keyboard on the first question that can be answered, else on the way on; False without one.

        A section may only be read: its words, or answers that are fixed, which are read from the top.
        """
        if self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        for panel in self.panels:
            if not panel.isHidden() and panel.take_focus():
                return True
        if self._next:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._next is not None

    def lay_out(self, room: int, *, beside: bool) -> None:
        """Take the room there is; `beside` allows last time's answers at the right."""
        room -= 2 * theme.XS + 12
        line = min(theme.px(LINE), max(200, room))
        wide = beside and room >= line + 40 + theme.px(_NOTE)
        self.summary.setFixedWidth(line)
        for widget in self._plain:
            if widget:
                widget.setFixedWidth(line)
                # The layout asks how high they are at the width of the whole page, where fewer lines do,
                # and would take what is missing from the questions below.
                widget.setMinimumHeight(0)  # a label never says less than the least it was given
                widget.setMinimumHeight(max(0, widget.heightForWidth(line)))
        for panel in self.panels:
            panel.lay_out(line, beside=wide)
