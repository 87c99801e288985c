"""One question on the screen: its words, its answer widget, and what goes with the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from senco_desk.forms.answers import Answer, Value, is_blank
from senco_desk.forms.definition import Kind, Question, Section
from senco_desk.forms.wording import words
from senco_desk.ui import theme
from senco_desk.ui.form_editor.inputs import AnswerInput, GrowingText, column
from senco_desk.ui.form_editor.items import grid_columns
from senco_desk.ui.form_editor.kinds import make_input
from senco_desk.ui.form_editor.options import Tick
from senco_desk.ui.widgets.blocks import Ground, Picture
from senco_desk.ui.widgets.choices import paint_box
from senco_desk.ui.widgets.marks import Mark
from senco_desk.ui.widgets.words import Small, Words

KEPT_OFF: Final = "Kept off the family’s copy"
TALK: Final = "Prefer to talk about this."
TALK_MARKED: Final = "It goes on your Today page, as a call to make."
_TEXT_KINDS: Final = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.NUMBER)


class LastTime(Protocol):
    """What was said to a question the last time."""

    @property
    def on(self) -> date:
        """The day it was said."""

    @property
    def words(self) -> Sequence[str]:
        """What was said, line by line."""


def in_words(text: str, name: str) -> str:
    """A form's words with the child's name in them."""
    return text.replace("{name}", name)


def named(section: Section, name: str) -> str:
    """A section's heading: "A. How things are now"."""
    title = in_words(section.title, name)
    return f"{section.number}. {title}" if section.number else title


def _gap_above(question: Question) -> int:
    """The gap between a question and its answer: a grid brings its own head."""
    if question.items and grid_columns(question):
        return theme.XS
    if question.kind is Kind.PREFILLED:
        return 0
    return theme.S if question.kind in _TEXT_KINDS else theme.M


def put_aside_words(questions: int) -> str:
    """Say that questions are not shown while the family sees the screen, and that nothing is lost."""
    if questions == 1:
        return (
            "One question here is kept off the family’s copy. It is put aside in the meeting view, and stays "
            "as it is."
        )
    return (
        f"{questions} questions here are kept off the family’s copy. They are put aside in the meeting view, "
        "and stay as they are."
    )


def kept_off(parent: QWidget, words: str = KEPT_OFF) -> QWidget:
    """A lock and the words that say a question or section stays off the family's copy."""
    holder = QWidget(parent)
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(Picture("lock", holder, size=16))
    line.addWidget(Small(words, holder, wrap=True), 1)
    return holder


class LastNote(QWidget):
    """What was said last time, quietly, beside the question."""

    def __init__(self, last: LastTime, parent: QWidget) -> None:
        super().__init__(parent)
        layout = column(self, 0)
        layout.setContentsMargins(14, 2, 0, 2)
        day = f"{last.on.day} {last.on:%B}"
        if last.on.year != date.today().year:
            day = f"{day} {last.on.year}"
        layout.addWidget(Words(f"Last time, {day}", "small-strong", self, wrap=True))
        for line in last.words:
            layout.addWidget(Small(line, self, wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, 2, self.height(), theme.colour("line"))


class TalkTick(Tick):
    """The box “Prefer to talk about this”: quiet until ticked, then on its amber ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(TALK, parent)
        self.toggled.connect(self.updateGeometry)

    def _side(self) -> int:
        return theme.M if self.isChecked() else 0

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + theme.M, theme.px(44 if self.isChecked() else 32))

    def heightForWidth(self, width: int) -> int:
        return self.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on:
            contrast = theme.current().name == "contrast"
            painter.setPen(QPen(theme.colour("edge"), 1) if contrast else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("amber-soft"))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
            )
        size = theme.px(18)
        paint_box(painter, QRectF(self._side(), (self.height() - size) / 2, size, size), self.checkState())
        left = self._side() + size + theme.px(10)
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.setPen(theme.colour("amber" if on else "ink-2"))
        painter.setFont(theme.font("strong" if on else "body"))
        drawn = painter.boundingRect(room, Qt.AlignmentFlag.AlignVCenter, TALK)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, TALK)
        if on:
            painter.setFont(theme.font("body"))
            after = room.adjusted(drawn.width() + theme.XS, 0, -theme.S, 0)
            painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, TALK_MARKED)


class QuestionPanel(QWidget):
    """A question with its answer.

    `edited` follows each change by the person, with the question's key and the place typed in.
    """

    edited = Signal(str, str)

    def __init__(self, question: Question, *, name: str, last: LastTime | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self._name = name
        self.label = in_words(question.label, name)
        self._help = in_words(question.help, name)
        self._head, self._body = QWidget(self), QWidget(self)
        self._slip: QWidget | None = None
        self._talk: TalkTick | None = None
        self._wrong: Words | None = None
        self._note_text: GrowingText | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, theme.XL)
        self._grid.setHorizontalSpacing(40)
        self._grid.setVerticalSpacing(_gap_above(question))
        self._grid.addWidget(self._head, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._body, 1, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(1, 1)
        self._fill_head()
        self._layout = column(self._body, theme.M)
        self.input = self._make_input()
        self._fill_body()
        self._last = LastNote(last, self) if last else None
        if self._last:
            self._grid.addWidget(self._last, 1, 1, Qt.AlignmentFlag.AlignTop)

    def _make_input(self) -> AnswerInput | None:
        return make_input(self.question, self._body)

    def _fill_head(self) -> None:
        layout = column(self._head, 2)
        self._words = Words(self.label, "strong", self._head, wrap=True)
        self._words.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self._words)
        if self._help:
            layout.addWidget(Small(self._help, self._head, wrap=True))
        if self.question.private or self.question.in_confidence:
            layout.addWidget(kept_off(self._head))

    def _fill_body(self) -> None:
        question = self.question
        if self.input is None:
            self._body.hide()
            self._grid.setVerticalSpacing(0)
            return
        self._layout.addWidget(self.input)
        self.input.edited.connect(lambda place: self.edited.emit(question.key, place))
        description = f"{self._help} {KEPT_OFF}.".strip() if question.private else self._help
        self.input.name(self.label, description)
        if question.note:
            self._add_note(in_words(question.note, self._name))
        if question.talk:
            self._talk = TalkTick(self._body)
            self._talk.setAccessibleName(f"{self.label}: prefer to talk about this")
            self._talk.clicked.connect(lambda: self.edited.emit(question.key, ""))
            self._layout.addWidget(self._talk)

    def _add_note(self, words_above: str) -> None:
        holder = QWidget(self._body)
        layout = column(holder, theme.XS)
        layout.addWidget(Small(words_above, holder, wrap=True))
        self._note_text = GrowingText(holder)
        self._note_text.setAccessibleName(f"{self.label}: {words_above}")
        self._note_text.textChanged.connect(lambda: self.edited.emit(self.question.key, "note"))
        layout.addWidget(self._note_text)
        self._layout.addWidget(holder)

    # the answer

    def answer(self) -> Answer:
        """The answer as it stands in the widgets."""
        note = self._note_text.toPlainText() if self._note_text else ""
        return Answer(self._value(), note, bool(self._talk and self._talk.isChecked()))

    def _value(self) -> Value:
        value = self.input.value() if self.input else None
        if is_blank(value):
            return None
        if self.question.items and isinstance(value, dict):
            return {key: part for key, part in value.items() if not is_blank(part)}
        return value

    def show_answer(self, answer: Answer) -> None:
        """Show an answer without a signal."""
        if self.input:
            self.input.show_value(answer.value)
        if self._note_text:
            self._note_text.put(answer.note)
        if self._talk:
            self._talk.setChecked(answer.talk)

    def press_talk(self) -> bool:
        """Tick "Prefer to talk about this" or take it off; False if it is not offered here."""
        if self._talk:
            self._talk.click()
        return self._talk is not None

    # what is wrong

    def refuse(self, said: str) -> None:
        """Say at the field what is wrong; "" takes it away."""
        if self._wrong is None and said:
            self._slip = QWidget(self._body)
            row = QHBoxLayout(self._slip)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(Mark("late", self._slip, size=14), 0, Qt.AlignmentFlag.AlignTop)
            self._wrong = Words("", "wrong", self._slip, wrap=True)
            row.addWidget(self._wrong, 1)
            self._layout.insertWidget(1, self._slip)
        if self._wrong is None or self._slip is None:
            return
        self._wrong.setText(said)
        self._slip.setVisible(bool(said))
        if self.input:
            self.input.mark_wrong(bool(said))
            self.input.name(self.label, f"{said} {self._help}".strip())

    def wrong(self) -> str:
        """What is said to be wrong, or ""."""
        return self._wrong.text() if self._wrong else ""

    # where it stands

    def lay_out(self, width: int, *, beside: bool) -> None:
        """Take a line's width, with last time's answer beside it or below."""
        self._head.setFixedWidth(width)
        self._body.setFixedWidth(width)
        if self._last:
            self._last.setMaximumWidth(theme.px(260) if beside else width)
            self._grid.removeWidget(self._last)
            self._grid.addWidget(
                self._last, 1 if beside else 2, 1 if beside else 0, Qt.AlignmentFlag.AlignTop
            )

    def parts(self) -> list[QWidget]:
        """The widgets that take the keyboard, in order."""
        return keyboard_parts(self._body)

    def take_focus(self) -> bool:
        """Put the keyboard on the first part that Tab would reach; False when there is none."""
        stops = [part for part in self.parts() if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        visible = [part for part in stops if not part.isHidden() and part.isVisibleTo(self)]
        if visible:
            visible[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(visible)


def keyboard_parts(parent: QWidget) -> list[QWidget]:
    """Everything under a widget that takes the keyboard, in the order of Tab."""
    found = []
    step = parent.nextInFocusChain()
    while step is not None and step is not parent:
        # The line within a drop-down list and the like belong to their owner.
        inner = isinstance(step.parentWidget(), QComboBox)
        if step.focusPolicy() != Qt.FocusPolicy.NoFocus and not inner and parent.isAncestorOf(step):
            found.append(step)
        step = step.nextInFocusChain()
    return found


class ReadPanel(QuestionPanel):
    """A question and its answer in words, for a form that is fixed."""

    def __init__(self, question: Question, *, name: str, last: LastTime | None, parent: QWidget) -> None:
        super().__init__(question, name=name, last=None, parent=parent)
        self._grid.setVerticalSpacing(theme.XS)

    def _make_input(self) -> AnswerInput | None:
        return None

    def _fill_body(self) -> None:
        """The answer in words comes with `show_answer`."""

    def show_answer(self, answer: Answer) -> None:
        if not self.question.takes_answer:
            return
        lines = [str(line) for line in words(self.question, answer)]
        said = Words("\n".join(lines) or "Not answered", "" if lines else "quiet", self._body, wrap=True)
        said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        said.setAccessibleName(f"{self.label}: {said.text()}")
        self._layout.addWidget(said)


class NoticePanel(QuestionPanel):
    """Words that are only read, on a soft ground."""

    def _fill_head(self) -> None:
        layout = column(self._head, 0)
        ground = Ground("stone", self._head)
        inner = column(ground, theme.XS)
        inner.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        inner.addWidget(Words(self.label, "strong" if self._help else "", ground, wrap=True))
        if self._help:
            inner.addWidget(Words(self._help, "", ground, wrap=True))
        layout.addWidget(ground)


def make_panel(
    question: Question, *, name: str, last: LastTime | None, read_only: bool, parent: QWidget
) -> QuestionPanel:
    """The panel for a question: to answer, to read, or only a notice."""
    made = QuestionPanel
    if question.kind is Kind.NOTICE:
        made = NoticePanel
    elif read_only:
        made = ReadPanel
    return made(question, name=name, last=last, parent=parent)
