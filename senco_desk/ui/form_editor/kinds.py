"""Which answer widget each kind of question gets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from senco_desk.forms.definition import Item, Kind, Question
from senco_desk.forms.wording import face_words
from senco_desk.ui.form_editor.choosing import (
    ChooseAnyInput,
    ChooseOneInput,
    FacesInput,
    LadderInput,
    YesNoInput,
)
from senco_desk.ui.form_editor.inputs import (
    AnswerInput,
    DateInput,
    LongTextInput,
    NumberInput,
    ShortTextInput,
)
from senco_desk.ui.form_editor.items import GridInput, StackInput, grid_columns
from senco_desk.ui.form_editor.signing import ConsentInput, DrawingInput, PrefilledInput, SignatureInput
from senco_desk.ui.form_editor.table import TableInput

_PLAIN: dict[Kind, Callable[[QWidget], AnswerInput]] = {
    Kind.SHORT_TEXT: ShortTextInput,
    Kind.LONG_TEXT: LongTextInput,
    Kind.YES_NO: YesNoInput,
    Kind.NUMBER: NumberInput,
    Kind.PREFILLED: PrefilledInput,
    Kind.SIGNATURE: SignatureInput,
    Kind.CONSENT: ConsentInput,
    Kind.DRAWING: DrawingInput,
}


def make_input(question: Question, parent: QWidget) -> AnswerInput | None:
    """The widget that takes a question's answer; None for a notice, which is only read."""
    if question.kind is Kind.NOTICE:
        return None
    if not question.items:
        return _one(question, None, parent)
    if grid_columns(question):
        return GridInput(question, parent)
    stack = StackInput(question, lambda item, holder: _one(question, item, holder), parent)
    if question.kind is Kind.CONSENT:
        _ask_once(stack)
    return stack


def _one(question: Question, item: Item | None, parent: QWidget) -> AnswerInput:
    kind = question.kind
    if kind in _PLAIN:
        return _PLAIN[kind](parent)
    if kind is Kind.DATE:
        return DateInput(about=question.about, parent=parent)
    if kind is Kind.CHOOSE_ONE:
        return ChooseOneInput(question, parent)
    if kind is Kind.CHOOSE_ANY:
        return ChooseAnyInput(question, parent)
    if kind in (Kind.FACES_3, Kind.FACES_5):
        return FacesInput(face_words(question), parent)
    if kind is Kind.LADDER:
        low = (item.low if item else "") or question.low
        high = (item.high if item else "") or question.high
        return LadderInput(low, high, parent)
    return TableInput(question, parent)


def _ask_once(stack: StackInput) -> None:
    """A consent just decided starts with who, when and how of the last one filled in."""
    consents = [part for part in stack.inputs if isinstance(part, ConsentInput)]

    def carry(consent: ConsentInput) -> None:
        told = next(
            (other.value() for other in reversed(consents) if other is not consent and other.value()["who"]),
            None,
        )
        if told:
            consent.start_from(told)

    for consent in consents:
        # Before the stack hears of the decision, so that both become one change.
        consent.decided.connect(lambda consent=consent: carry(consent))
