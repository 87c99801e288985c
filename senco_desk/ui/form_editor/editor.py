"""The form editor: sections at the side, one section's questions in a column, last time's answers beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from senco_desk.forms.answers import Answer, Answers
from senco_desk.forms.checking import Slip, check
from senco_desk.forms.definition import Form
from senco_desk.forms.progress import progress, total
from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.form_editor.book import AnswerBook
from senco_desk.ui.form_editor.page import SectionPage
from senco_desk.ui.form_editor.panel import LastTime, QuestionPanel, in_words
from senco_desk.ui.form_editor.sections import SectionList
from senco_desk.ui.form_editor.table import TableInput

_SIDE: Final = 252
"""The list of sections, its words 12 px in from its edge."""
_GAP: Final = 40
_COMPACT_ABOVE: Final = 1.6
"""Text larger than this leaves no room for a side."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the person was: the section, the field and the cursor in it. It holds nothing that was typed."""

    section: int = 0
    question: str = ""
    part: int = -1
    cursor: int = 0
    anchor: int = 0
    scrolled: int = 0


class FormEditor(QWidget):
    """Edits the answers to one form.

    `changed` follows every change of an answer; the owner saves when it likes. `all_undone` is sent when
    there is no change left to take back.

    Args:
        form: the definition.
        answers: what is answered so far.
        name: the child's name, in the place of {name}.
        last_time: what was said to each question the last time, by its key.
        read_only: show the answers in words, to be read.
        with_family: others see the screen: what is kept off the family's copy is put aside, and stays.
    """

    changed = Signal()
    all_undone = Signal()

    def __init__(
        self,
        form: Form,
        answers: Answers,
        *,
        name: str,
        last_time: Mapping[str, LastTime] | None = None,
        read_only: bool = False,
        with_family: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self._aside: frozenset[str] = frozenset()
        if with_family:
            self._aside = frozenset[str]().union(*(section.kept_off() for section in form.sections))
        self._name, self._last_time, self._read_only = name, dict(last_time or {}), read_only
        self._book = AnswerBook(form, answers, self)
        self._slips: dict[str, str] = {}
        self._at = 0
        titles = [in_words(section.title, name) for section in form.sections]
        self._sections = SectionList(titles, saved_as_you_type=not read_only, parent=self)
        self._page = SectionPage(self)
        self._layout: QBoxLayout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._sections)
        self._layout.addWidget(self._page, 1)
        self._sections.chosen.connect(self.go_to_section)
        self._page.asked_for.connect(self.go_to)
        self._page.next_pressed.connect(self.next_section)
        self._page.edited.connect(self._edited)
        self._book.changed.connect(self._answer_changed)
        self._book.moved_back.connect(self._went_back)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        theme.current().changed.connect(self._dress_again)
        self._build()

    # answers

    def answers(self) -> dict[str, Answer]:
        """Everything answered, hidden questions' answers too, in the order of the form."""
        return self._book.answers()

    def fill(self, answers: Answers) -> int:
        """Fill what is not answered yet, as one change to undo; gives how many were filled."""
        known = {question.key for question in self.form.questions()} - self._aside
        filled = {
            key: answer for key, answer in answers.items() if key in known and self._book.answer(key).empty
        }
        self._book.put_all(filled)
        for panel in self._page.panels:
            if panel.question.key in filled:
                panel.show_answer(self._book.answer(panel.question.key))
        return len(filled)

    def undo(self) -> bool:
        """Take the last change of an answer back and go to it; False if there is none."""
        return self._book.undo()

    def redo(self) -> bool:
        """Bring back what was undone last; False if there is none."""
        return self._book.redo()

    def _edited(self, key: str, place: str) -> None:
        panel = self._page.panel(key)
        if panel:
            self._book.put(key, panel.answer(), typed_in=place)

    def _answer_changed(self, key: str) -> None:
        self._show_progress()
        self._page.show_shown(self._book.shows)
        if key in self._slips:
            still = {slip.question for slip in check(self.form, self._book.answers())}
            self._slips = {question: said for question, said in self._slips.items() if question in still}
            self._page.show_slips(self._slips)
        self.changed.emit()

    def _went_back(self, key: str) -> None:
        panel = self._page.panel(key)
        if panel:
            panel.show_answer(self._book.answer(key))
            self._page.show_shown(self._book.shows)
        if not panel or not panel.isAncestorOf(self.focusWidget() or self):
            self.go_to(key)

    def _show_progress(self) -> None:
        answers = self._book.answers()
        self._sections.show_progress(progress(self.form, answers), *total(self.form, answers))

    # what is wrong

    def show_slips(self, slips: tuple[Slip, ...]) -> None:
        """Say at each field and in a summary at the top what stands in the way; focus goes to the summary."""
        self._slips = {slip.question: f"{slip.said} {slip.advice}".strip() for slip in slips}
        self._page.show_slips(self._slips)
        if slips:
            self._page.focus_summary()
            announce(self, self._page.summary.accessibleName())

    # going about

    def go_to(self, question_key: str) -> None:
        """Open the section of a question and put the keyboard on it."""
        for at, section in enumerate(self.form.sections):
            if any(question.key == question_key for question in section.questions):
                self.go_to_section(at)
        panel = self._page.panel(question_key)
        if panel and panel.take_focus():
            self._page.show_all_of(self.focusWidget(), theme.px(40))  # the section may just have been built

    def go_to_section(self, at: int) -> None:
        """Open a section."""
        if at != self._at and 0 <= at < len(self.form.sections):
            self._at = at
            self._book.begin_stretch()
            self._build()
            announce(self, self._page.heading())

    def go_to_first(self) -> None:
        """Put the keyboard on the first question that can be answered in the section that is open."""
        if not self._page.focus_first():
            self._sections.take_focus()

    def next_section(self) -> None:
        """Open the next section and put the keyboard on its first question."""
        self._step(1)

    def previous_section(self) -> None:
        """Open the section before and put the keyboard on its first question."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if 0 <= self._at + step < len(self.form.sections):
            self.go_to_section(self._at + step)
            self.go_to_first()

    def position(self) -> Position:
        """Where the person is, to come back to after the lock."""
        panel = self._panel_with_focus()
        now = self.focusWidget()
        parts = panel.parts() if panel else []
        at = parts.index(now) if now in parts else -1
        cursor = anchor = 0
        if isinstance(now, QLineEdit):
            cursor = anchor = now.cursorPosition()
            if now.hasSelectedText():
                anchor = now.selectionStart() + now.selectionEnd() - cursor
        elif isinstance(now, QPlainTextEdit):
            cursor, anchor = now.textCursor().position(), now.textCursor().anchor()
        key = panel.question.key if panel else ""
        return Position(self._at, key, at, cursor, anchor, self._page.verticalScrollBar().value())

    def restore_position(self, position: Position) -> None:
        """Go back to where the person was."""
        self.go_to_section(position.section)
        panel = self._page.panel(position.question)
        if panel is None:
            if self._read_only:
                self.go_to_first()
                self._scroll_to(position)
            return
        if isinstance(panel.input, TableInput):
            panel.input.build_all()
        parts = panel.parts()
        if not 0 <= position.part < len(parts):
            panel.take_focus()
            return
        part = parts[position.part]
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(part, QLineEdit):
            part.setSelection(position.anchor, position.cursor - position.anchor)
        elif isinstance(part, QPlainTextEdit):
            cursor, end = part.textCursor(), len(part.toPlainText())
            cursor.setPosition(min(position.anchor, end))
            cursor.setPosition(min(position.cursor, end), cursor.MoveMode.KeepAnchor)
            part.setTextCursor(cursor)
        self._scroll_to(position)

    def _scroll_to(self, position: Position) -> None:
        QTimer.singleShot(0, self, lambda: self._page.verticalScrollBar().setValue(position.scrolled))

    def _panel_with_focus(self) -> QuestionPanel | None:
        now = self.focusWidget()
        return next((panel for panel in self._page.panels if now and panel.isAncestorOf(now)), None)

    # building

    def _build(self) -> None:
        section = self.form.sections[self._at]
        following = self.form.sections[self._at + 1 :]
        self._page.show_section(
            self.form,
            section,
            name=self._name,
            last_time=self._last_time,
            read_only=self._read_only,
            following=in_words(following[0].title, self._name) if following else "",
            aside=self._aside,
        )
        for panel in self._page.panels:
            panel.show_answer(self._book.answer(panel.question.key))
        self._page.show_shown(self._book.shows)
        self._page.show_slips(self._slips)
        self._sections.show_chosen(self._at)
        self._show_progress()
        self._page.chain_after(self._sections.pick)
        self._lay_out()

    def _dress_again(self) -> None:
        at = self.position()
        held = self.isAncestorOf(QApplication.focusWidget() or self)
        self._build()
        if held and at.question:
            self.restore_position(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        scale = theme.current().scale
        compact = scale > _COMPACT_ABOVE or self.width() < theme.px(_SIDE + 320) + _GAP
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight
        )
        # The list stands 12 px further left than the page's words, and the column keeps 4 px for the ring.
        self._layout.setSpacing(theme.M if compact else _GAP - theme.XS)
        self._sections.setMaximumWidth(16_777_215 if compact else theme.px(_SIDE))
        self._sections.setMinimumWidth(0 if compact else theme.px(_SIDE))
        self._sections.lay_out(compact=compact)
        # Under each other, both stand where the page's words begin.
        self._layout.setContentsMargins(theme.S if compact else 0, 0, 0, 0)
        room = self.width() - (theme.S if compact else theme.px(_SIDE) + _GAP)
        self._page.lay_out(room, beside=scale <= 1.3)

    # keys

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not shiboken6.isValid(self) or not self.isAncestorOf(now):
            return
        now.installEventFilter(self)
        self._book.begin_stretch()
        if self._page.isAncestorOf(now):
            self._page.ensureWidgetVisible(now, 0, theme.px(40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            act = self._act_for(event)
            if act and event.type() == QEvent.Type.KeyPress:
                act()
            if act:
                event.accept()
            return act is not None
        return super().eventFilter(watched, event)

    def _act_for(self, event: QKeyEvent) -> Callable[[], object] | None:
        if not self._read_only and event.matches(QKeySequence.StandardKey.Undo):
            return self._undo_or_say
        if not self._read_only and event.matches(QKeySequence.StandardKey.Redo):
            return self.redo
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.ControlModifier:
            return None
        acts = {
            Qt.Key.Key_Down: self.next_section,
            Qt.Key.Key_Up: self.previous_section,
            Qt.Key.Key_T: self._talk,
        }
        return acts.get(Qt.Key(event.key()))

    def _undo_or_say(self) -> None:
        if not self.undo():
            self.all_undone.emit()

    def _talk(self) -> None:
        panel = self._panel_with_focus()
        if panel:
            panel.press_talk()
