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


class ConsentInput(AnswerInput):
    """Agrees or not, who said so, when and how; and later, that it was withdrawn."""

    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [RadioOption(words, self) for words in CONSENT_STATE.values()]
        self._state = OptionRow(options, list(CONSENT_STATE), self)
        self._state.picked.connect(self._decided)
        self._lines: dict[str, QLineEdit] = {}
        self._how = Pick(self)
        layout = column(self)
        layout.addLayout(lay_out(options, self))
        self._details = self._make_details()
        self._withdraw = WordLink("Withdraw this", self)
        self._withdraw.clicked.connect(self._open_withdrawal)
        layout.addWidget(self._details)
        layout.addWidget(self._withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        self._withdrawal = self._make_withdrawal()
        layout.addWidget(self._withdrawal)
        self._reveal()

    def _make_details(self) -> QWidget:
        holder = QWidget(self)
        who, when, taken = QLineEdit(holder), DateLine(holder), QLineEdit(holder)
        self._how.setParent(holder)
        self._how.addItem("Choose", "")
        for key, words in CONSENT_HOW.items():
            self._how.addItem(words, key)
        self._how.currentIndexChanged.connect(lambda: self.edited.emit(""))
        layout = column(holder)
        layout.addLayout(labelled(holder, (("Who said so", who, 3), ("When", when, 2))))
        layout.addLayout(labelled(holder, (("How", self._how, 2), ("Taken by", taken, 3))))
        self._take(who=who, when=when, taken_by=taken)
        QWidget.setTabOrder(when, self._how)
        QWidget.setTabOrder(self._how, taken)
        return holder

    def _make_withdrawal(self) -> QWidget:
        holder = QWidget(self)
        by, on, told = QLineEdit(holder), DateLine(holder), QLineEdit(holder)
        layout = column(holder)
        layout.addLayout(labelled(holder, (("Withdrawn by", by, 3), ("On", on, 2))))
        layout.addLayout(labelled(holder, (("Who was told", told, 1),)))
        self._take(withdrawn_by=by, withdrawn_on=on, told=told)
        return holder

    def _take(self, **lines: QLineEdit) -> None:
        for key, line in lines.items():
            line.textEdited.connect(lambda _text, key=key: self.edited.emit(key))
            self._lines[key] = line

    def _decided(self) -> None:
        self._reveal()
        self.decided.emit()
        self.edited.emit("")

    def _open_withdrawal(self) -> None:
        self._withdrawal.show()
        self._withdraw.hide()
        self._lines["withdrawn_by"].setFocus(Qt.FocusReason.TabFocusReason)

    def _reveal(self) -> None:
        """Show the parts that the answer so far asks for; nothing typed is hidden."""
        agreed, decided = self._state.value() == "agreed", self._state.value() is not None
        withdrawn = any(self._text(key) for key in ("withdrawn_by", "withdrawn_on", "told"))
        details = any(self._text(key) for key in ("who", "when", "taken_by")) or self._how.currentIndex() > 0
        self._details.setVisible(decided or details)
        self._withdrawal.setVisible(withdrawn)
        self._withdraw.setVisible(agreed and not withdrawn)

    def _text(self, key: str) -> str:
        line = self._lines[key]
        return line.written() if isinstance(line, DateLine) else line.text()

    def value(self) -> Value:
        texts = {key: self._text(key) for key in self._lines}
        return {"state": str(self._state.value() or ""), "how": str(self._how.currentData() or ""), **texts}

    def show_value(self, value: Value) -> None:
        value = value or {}
        self._state.show_value(value.get("state") or None)
        self._how.blockSignals(True)
        self._how.setCurrentIndex(max(0, self._how.findData(value.get("how", ""))))
        self._how.blockSignals(False)
        for key, line in self._lines.items():
            if isinstance(line, DateLine):
                show_date(line, value.get(key, ""))
            else:
                put_text(line, str(value.get(key, "")))
        self._reveal()

    def start_from(self, other: Mapping[str, Any]) -> None:
        """Take who, when and how from another consent, where nothing stands here yet: it is asked once."""
        if self._state.value() is None or self._text("who"):
            return
        self.show_value(
            {**self.value(), **{key: other.get(key, "") for key in ("who", "when", "how", "taken_by")}}
        )

    def name(self, label: str, description: str) -> None:
        for option in self._state.options:
            option.setAccessibleName(f"{label}: {option.text()}")
            option.setAccessibleDescription(description)
        words = {
            "who": "who said so", "when": "when", "taken_by": "taken by",
            "withdrawn_by": "withdrawn by", "withdrawn_on": "withdrawn on", "told": "who was told",
        }  # fmt: skip
        for key, line in self._lines.items():
            line.setAccessibleName(f"{label}: {words[key]}")
        self._how.setAccessibleName(f"{label}: how")
        self._withdraw.setAccessibleName(f"{label}: withdraw this")


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
