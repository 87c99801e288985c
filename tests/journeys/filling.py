"""Filling in a form with nothing but keys: each field is reached by Tab and known by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from senco_desk.forms.answers import Answer, Answers, is_blank
from senco_desk.forms.checking import shown
from senco_desk.forms.definition import Column, ColumnKind, Item, Kind, Question
from senco_desk.forms.wording import iso_words
from senco_desk.ui.form_editor import FormEditor
from senco_desk.ui.form_editor.choosing import MOST_RADIOS
from tests.journeys.keyboard import Key, Keyboard, focus

_YES_NO = ("yes", "no", "not_sure")
_SIGNED = ("paper", "typed")
_AGREED = ("agreed", "refused")
_HOW = ("written", "spoken", "meeting")


class Filler:
    """Types answers into an editor that is on the screen.

    Args:
        editor: the editor; `name` is the child's name in its questions.
        keys: who types.
        name: the child's name.
    """

    def __init__(self, editor: FormEditor, keys: Keyboard, *, name: str) -> None:
        self.editor, self.keys, self._name = editor, keys, name
        self._panel: QWidget | None = None

    def fill(self, answers: Answers) -> None:
        """Fill in a form from the section that is open to its last; what does not show is passed over."""
        first = self.editor.position().section
        for at, section in enumerate(self.editor.form.sections[first:], start=first):
            for question in section.questions:
                if question.key in answers and shown(question, self.editor.answers()):
                    self.answer(question, answers[question.key])
            if at + 1 < len(self.editor.form.sections):
                self.keys.chord("Ctrl+Down")

    def answer(self, question: Question, answer: Answer) -> None:
        """Go on to a question of the section that is open, and answer it."""
        self._panel = self.editor._page.panel(question.key)
        assert self._panel is not None
        label = question.label.replace("{name}", self._name)
        if not is_blank(answer.value):
            if question.items:
                for item in question.items:
                    part = answer.value.get(item.key)
                    if not is_blank(part):
                        self._value(question, f"{label}: {item.label}", part, item)
            else:
                self._value(question, label, answer.value, None)
        if answer.note:
            self._to(f"{label}: {question.note.replace('{name}', self._name)}").types(answer.note)
        if answer.talk:
            self._to(f"{label}: prefer to talk about this").press(Key.Key_Space)

    def _to(self, name: str) -> Keyboard:
        return self.keys.tab_to(name, within=self._panel)

    def _value(self, question: Question, label: str, value: Any, item: Item | None) -> None:
        ways: Mapping[Kind, Callable[[], object]] = {
            Kind.SHORT_TEXT: lambda: self._to(label).types(value),
            Kind.LONG_TEXT: lambda: self._to(label).types(value),
            Kind.NUMBER: lambda: self._to(label).types(str(value)),
            Kind.DATE: lambda: self._date(label, value),
            Kind.YES_NO: lambda: self._figure(label, _YES_NO.index(value) + 1),
            Kind.FACES_3: lambda: self._figure(label, value),
            Kind.FACES_5: lambda: self._figure(label, value),
            Kind.LADDER: lambda: self._ladder(label, value),
            Kind.CHOOSE_ONE: lambda: self._choose_one(question, label, value),
            Kind.CHOOSE_ANY: lambda: self._choose_any(question, label, value),
            Kind.TABLE: lambda: self._table(question, label, value),
            Kind.PREFILLED: lambda: self._correct(label, value),
            Kind.SIGNATURE: lambda: self._sign(label, value),
            Kind.CONSENT: lambda: self._consent(label, value),
            Kind.DRAWING: lambda: self._drawing(label, value),
        }
        ways[question.kind]()

    def _figure(self, label: str, figure: int) -> None:
        self._to(f"{label}: …").types(str(figure))

    def _ladder(self, label: str, place: int) -> None:
        self._to(f"{label}: …")
        if place == 10:
            self.keys.press(Key.Key_End)
        else:
            self.keys.types(str(place))

    def _date(self, label: str, value: Mapping[str, Any]) -> None:
        self._to(label).types(iso_words(str(value["date"])))
        if value.get("about"):
            self._to(f"{label}: about, not sure of it").press(Key.Key_Space)

    def _choose_one(self, question: Question, label: str, value: Mapping[str, str]) -> None:
        keys = [choice.key for choice in question.choices] + (["other"] if question.other else [])
        place = keys.index(value["choice"]) + 1
        if len(keys) > MOST_RADIOS:
            self._to(label)
            self._pick(place)
        else:
            self._figure(label, place)
        if value.get("other"):
            self._to(f"{label}: other, in your words").types(value["other"])

    def _choose_any(self, question: Question, label: str, value: Mapping[str, Any]) -> None:
        for choice in question.choices:
            if choice.key in value["choices"]:
                self._to(f"{label}: {choice.label}").press(Key.Key_Space)
        if "other" in value["choices"]:
            self._to(f"{label}: Other").press(Key.Key_Space)
        if value.get("other"):
            self._to(f"{label}: other, in your words").types(value["other"])

    def _pick(self, place: int) -> None:
        self.keys.press(Key.Key_Home, *[Key.Key_Down] * place)

    def _table(self, question: Question, label: str, rows: list[Mapping[str, Any]]) -> None:
        for number, row in enumerate(rows, start=1):
            if number > 1:
                # Enter in the last row makes another, and goes to its first cell.
                self.keys.press(Key.Key_Return)
            for column in question.columns:
                if not is_blank(row.get(column.key)):
                    self._to(f"{label}: {column.label}, row {number}")
                    self._cell(column, row[column.key])

    def _cell(self, column: Column, value: Any) -> None:
        if column.kind is ColumnKind.TICK:
            self.keys.press(Key.Key_Space)
        elif column.kind is ColumnKind.YES_NO:
            self._pick(_YES_NO.index(value) + 1)
        elif column.kind is ColumnKind.CHOICE:
            self._pick([choice.key for choice in column.choices].index(value) + 1)
        elif column.kind is ColumnKind.DATE:
            self.keys.types(iso_words(value))
        else:
            self.keys.types(value, new_line="Shift+Return")

    def _correct(self, label: str, value: Mapping[str, str]) -> None:
        if not value.get("correction"):
            return
        self._to(f"{label}: …")
        now = focus()
        if now.accessibleName().endswith("Correct it here"):
            self.keys.press(Key.Key_Space)
        self._to(f"{label}: correction").types(value["correction"])

    def _sign(self, label: str, value: Mapping[str, str]) -> None:
        if value.get("how"):
            self._figure(label, _SIGNED.index(value["how"]) + 1)
        for part in ("name", "date"):
            if value.get(part):
                self._to(f"{label}: {part}").types(iso_words(value[part]))

    def _consent(self, label: str, value: Mapping[str, str]) -> None:
        self._figure(label, _AGREED.index(value["state"]) + 1)
        # Who, when and how may stand there already, from the consent before.
        for key, name in (("who", "who said so"), ("when", "when")):
            self._to(f"{label}: {name}").instead(iso_words(value.get(key, "")))
        self._to(f"{label}: how")
        self._pick(_HOW.index(value["how"]) + 1 if value.get("how") else 0)
        self._to(f"{label}: taken by").instead(value.get("taken_by", ""))
        parts = (("withdrawn_by", "withdrawn by"), ("withdrawn_on", "withdrawn on"), ("told", "who was told"))
        if any(value.get(key) for key, _ in parts):
            self._to(f"{label}: withdraw this").press(Key.Key_Space)
            for key, name in parts:
                if value.get(key):
                    self._to(f"{label}: {name}").types(iso_words(value[key]))

    def _drawing(self, label: str, value: Mapping[str, Any]) -> None:
        if value.get("said"):
            self._to(f"{label}: what was drawn or said, in words").types(value["said"])
        if value.get("on_paper"):
            self._to(f"{label}: the drawing is on the paper copy").press(Key.Key_Space)


def in_editor(editor: FormEditor) -> bool:
    """Whether the keyboard is in the questions of an editor."""
    now = QApplication.focusWidget()
    return now is not None and editor._page.isAncestorOf(now)


def open_section_of(editor: FormEditor, key: str, keys: Keyboard) -> None:
    """Walk from the section that is open to the one of a question."""
    sections = editor.form.sections
    wanted = next(at for at, part in enumerate(sections) if any(q.key == key for q in part.questions))
    by = wanted - editor.position().section
    keys.chord(*["Ctrl+Down" if by > 0 else "Ctrl+Up"] * abs(by))
