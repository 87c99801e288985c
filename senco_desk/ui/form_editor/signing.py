"""Answers of several parts: pre-filled facts, signatures, consents, drawings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from senco_desk.forms.answers import Value
from senco_desk.ui import theme
from senco_desk.ui.form_editor.choosing import lay_out
from senco_desk.ui.form_editor.inputs import (
    AnswerInput,
    DateLine,
    GrowingText,
    column,
    put_text,
)
from senco_desk.ui.form_editor.option_row import OptionRow
from senco_desk.ui.form_editor.options import RadioOption, Tick
from senco_desk.ui.form_editor.problems import WordLink
from senco_desk.ui.widgets.choices import Pick
from senco_desk.ui.widgets.words import Small, Words

SIGNED_HOW: Final = {"paper": "Signed paper copy seen", "typed": "Name typed at the meeting"}
CONSENT_STATE: Final = {"agreed": "Agrees", "refused": "Does not agree"}
CONSENT_HOW: Final = {"written": "In writing", "spoken": "By word of mouth", "meeting": "At a meeting"}


class PrefilledInput(AnswerInput):
    """A fact from the record, greyed, with a way to correct it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._fact = Words("", "quiet", self, wrap=True)
        self._ask = WordLink("Is this right? Correct it here", self)
        self._ask.clicked.connect(self._open)
        self._line = QLineEdit(self)
        self._line.textEdited.connect(lambda: self.edited.emit("correction"))
        layout = column(self, theme.XS)
        row = QHBoxLayout()
        row.setSpacing(theme.L)
        row.addWidget(self._fact, 1)
        row.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)
        layout.addWidget(self._line)

    def _open(self) -> None:
        self._line.show()
        self._line.setFocus(Qt.FocusReason.TabFocusReason)
        self._ask.hide()

    def value(self) -> Value:
        return {"shown": self._known, "correction": self._line.text()}

    def show_value(self, value: Value) -> None:
        value = value or {}
        self._known = str(value.get("shown", ""))
        self._fact.setText(self._known or "Nothing is on record yet.")
        put_text(self._line, str(value.get("correction", "")))
        opened = bool(self._line.text()) or not self._known or self._line.hasFocus()
        self._line.setVisible(opened)
        self._ask.setVisible(not opened)

    def name(self, label: str, description: str) -> None:
        self._ask.setAccessibleName(f"{label}: is this right? Correct it here")
        self._line.setAccessibleName(f"{label}: correction")
        self._line.setAccessibleDescription(description)


class SignatureInput(AnswerInput):
    """That the signed paper was seen, or a name typed at the meeting, and the day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [RadioOption(words, self) for words in SIGNED_HOW.values()]
        self._how = OptionRow(options, list(SIGNED_HOW), self)
        self._how.picked.connect(lambda: self.edited.emit(""))
        layout = column(self)
        layout.addLayout(lay_out(options, self))
        self._name, self._date = QLineEdit(self), DateLine(self)
        layout.addLayout(labelled(self, (("Name", self._name, 3), ("Date", self._date, 2))))
        self._name.textEdited.connect(lambda: self.edited.emit("name"))
        self._date.textEdited.connect(lambda: self.edited.emit("date"))

    def value(self) -> Value:
        return {"how": str(self._how.value() or ""), "name": self._name.text(), "date": self._date.written()}

    def show_value(self, value: Value) -> None:
        value = value or {}
        self._how.show_value(value.get("how") or None)
        put_text(self._name, str(value.get("name", "")))
        show_date(self._date, value.get("date", ""))

    def name(self, label: str, description: str) -> None:
        for option in self._how.options:
            option.setAccessibleName(f"{label}: {option.text()}")
            option.setAccessibleDescription(description)
        self._name.setAccessibleName(f"{label}: name")
        self._date.setAccessibleName(f"{label}: date")


def labelled(parent: QWidget, fields: tuple[tuple[str, QWidget, int], ...]) -> QGridLayout:
    """Fields side by side with small labels above them; (label, field, share of the width) each."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(2)
    for number, (words, field, share) in enumerate(fields):
        label = Small(words, parent, wrap=True)
        label.setBuddy(field)
        grid.addWidget(label, 0, number, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(field, 1, number)
        grid.setColumnStretch(number, share)
    return grid


def show_date(line: DateLine, written: object) -> None:
    """Show a date unless it is the one that stands there, however it was typed."""
    if line.written() != str(written or ""):
        line.show_written(str(written or ""))


_DETAILS: Final = ("who", "when", "how", "taken_by")
_WITHDRAWAL: Final = ("withdrawn_by", "withdrawn_on", "told")
_PART_NAMES: Final = {
    "who": "who said so", "when": "when", "how": "how", "taken_by": "taken by",
    "withdrawn_by": "withdrawn by", "withdrawn_on": "withdrawn on", "told": "who was told",
}  # fmt: skip


class ConsentInput(AnswerInput):
    """Agrees or not, who said so, when and how; and later, that it was withdrawn.

    The fields are made when the answer asks for them: a consent form has many consents.
    """

    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [RadioOption(words, self) for words in CONSENT_STATE.values()]
        self._state = OptionRow(options, list(CONSENT_STATE), self)
        self._state.picked.connect(self._decided)
        self._fields: dict[str, QLineEdit | Pick] = {}
        self._held: dict[str, str] = {}
        """What stands in the fields that are not made yet."""
        self._label = ""
        self._details: QWidget | None = None
        self._withdrawal: QWidget | None = None
        self._withdraw: WordLink | None = None
        self._layout = column(self)
        self._layout.addLayout(lay_out(options, self))

    # what it holds

    def _text(self, key: str) -> str:
        field = self._fields.get(key)
        if field is None:
            return self._held.get(key, "")
        if isinstance(field, Pick):
            return str(field.currentData() or "")
        return field.written() if isinstance(field, DateLine) else field.text()

    def value(self) -> Value:
        texts = {key: self._text(key) for key in (*_DETAILS, *_WITHDRAWAL)}
        return {"state": str(self._state.value() or ""), **texts}

    def show_value(self, value: Value) -> None:
        value = value or {}
        self._state.show_value(value.get("state") or None)
        self._held = {key: str(value.get(key, "")) for key in (*_DETAILS, *_WITHDRAWAL)}
        for key, field in self._fields.items():
            _show_in(field, self._held[key])
        self._reveal()

    def start_from(self, other: Mapping[str, Any]) -> None:
        """Take who, when and how from another consent, where nothing stands here yet: it is asked once."""
        if self._state.value() is not None and not self._text("who"):
            self.show_value({**self.value(), **{key: other.get(key, "") for key in _DETAILS}})

    # what shows

    def _decided(self) -> None:
        self._reveal()
        self.decided.emit()
        self.edited.emit("")

    def _reveal(self) -> None:
        """Show the parts that the answer so far asks for; nothing typed is hidden."""
        withdrawn = any(self._text(key) for key in _WITHDRAWAL)
        wanted = self._state.value() is not None or any(self._text(key) for key in _DETAILS)
        if wanted and self._details is None:
            self._make_details()
        if withdrawn and self._withdrawal is None:
            self._make_withdrawal()
        if self._details and self._withdraw:
            self._details.setVisible(wanted)
            self._withdraw.setVisible(self._state.value() == "agreed" and not withdrawn)
        if self._withdrawal:
            self._withdrawal.setVisible(withdrawn)

    def _make_details(self) -> None:
        holder = self._details = QWidget(self)
        who, when, how, taken = QLineEdit(holder), DateLine(holder), Pick(holder), QLineEdit(holder)
        how.addItem("Choose", "")
        for key, words in CONSENT_HOW.items():
            how.addItem(words, key)
        layout = column(holder)
        layout.addLayout(labelled(holder, (("Who said so", who, 3), ("When", when, 2))))
        layout.addLayout(labelled(holder, (("How", how, 2), ("Taken by", taken, 3))))
        self._withdraw = WordLink("Withdraw this", self)
        self._withdraw.clicked.connect(self._open_withdrawal)
        self._layout.addWidget(holder)
        self._layout.addWidget(self._withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        self._take(self._state.options[-1], who=who, when=when, how=how, taken_by=taken)
        QWidget.setTabOrder(taken, self._withdraw)

    def _make_withdrawal(self) -> None:
        if self._withdraw is None:
            self._make_details()
        holder = self._withdrawal = QWidget(self)
        by, on, told = QLineEdit(holder), DateLine(holder), QLineEdit(holder)
        layout = column(holder)
        layout.addLayout(labelled(holder, (("Withdrawn by", by, 3), ("On", on, 2))))
        layout.addLayout(labelled(holder, (("Who was told", told, 1),)))
        self._layout.addWidget(holder)
        if self._withdraw:
            self._take(self._withdraw, withdrawn_by=by, withdrawn_on=on, told=told)

    def _open_withdrawal(self) -> None:
        if self._withdrawal is None:
            self._make_withdrawal()
        if self._withdrawal and self._withdraw:
            self._withdrawal.show()
            self._withdraw.hide()
            self._fields["withdrawn_by"].setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, before: QWidget, **fields: QLineEdit | Pick) -> None:
        """Take fields in, after another in the order of Tab, with what is held for them."""
        for key, field in fields.items():
            _show_in(field, self._held.get(key, ""))
            if isinstance(field, Pick):
                field.currentIndexChanged.connect(lambda: self.edited.emit(""))
            else:
                field.textEdited.connect(lambda _text, key=key: self.edited.emit(key))
            self._fields[key] = field
            QWidget.setTabOrder(before, field)
            before = field
        self._name_fields()

    # names

    def name(self, label: str, description: str) -> None:
        self._label = label
        for option in self._state.options:
            option.setAccessibleName(f"{label}: {option.text()}")
            option.setAccessibleDescription(description)
        self._name_fields()

    def _name_fields(self) -> None:
        for key, field in self._fields.items():
            field.setAccessibleName(f"{self._label}: {_PART_NAMES[key]}")
        if self._withdraw:
            self._withdraw.setAccessibleName(f"{self._label}: withdraw this")


def _show_in(field: QLineEdit | Pick, text: str) -> None:
    """Show a text, a date or a choice in its field without a signal."""
    if isinstance(field, Pick):
        was = field.blockSignals(True)
        field.setCurrentIndex(max(0, field.findData(text)))
        field.blockSignals(was)
    elif isinstance(field, DateLine):
        show_date(field, text)
    else:
        put_text(field, text)


class DrawingInput(AnswerInput):
    """What was drawn or said, in words, and whether the drawing is on the paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = GrowingText(self)
        self._said.textChanged.connect(lambda: self.edited.emit("said"))
        self._paper = Tick("The drawing is on the paper copy", self)
        self._paper.clicked.connect(lambda: self.edited.emit(""))
        layout = column(self)
        layout.addWidget(Small("What was drawn or said, in words", self))
        layout.addWidget(self._said)
        layout.addWidget(self._paper)

    def value(self) -> Value:
        return {"said": self._said.toPlainText(), "on_paper": self._paper.isChecked()}

    def show_value(self, value: Value) -> None:
        value = value or {}
        self._said.put(str(value.get("said", "")))
        self._paper.setChecked(bool(value.get("on_paper")))

    def name(self, label: str, description: str) -> None:
        self._said.setAccessibleName(f"{label}: what was drawn or said, in words")
        self._said.setAccessibleDescription(description)
        self._paper.setAccessibleName(f"{label}: the drawing is on the paper copy")
