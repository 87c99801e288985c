"""The row that holds options together: at most one is chosen, and Tab stops once.

Keys in a row: 1 to 9 choose (0 to 9 and End on a ladder), arrows move, Space chooses or clears,
Delete clears. A second press on what is chosen takes it back, for no question must be answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from senco_desk.ui.form_editor.options import Option

_ON = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class OptionRow(QObject):
    """Holds options together: at most one is chosen, and Tab stops once.

    Args:
        options: the buttons, in order.
        values: what each stands for.
        from_zero: figure keys begin at 0, and End chooses the last (the ladder).
    """

    picked = Signal()

    def __init__(
        self, options: Sequence[Option], values: Sequence[object], parent: QObject, *, from_zero: bool = False
    ) -> None:
        super().__init__(parent)
        self._options = list(options)
        self._values = list(values)
        self._from_zero = from_zero
        self.on_leave: Callable[[int, int], bool] = lambda _index, _step: False
        """Asked first when Up or Down is pressed, with the option's place and the step; True if it moved."""
        for option in self._options:
            option.on_key = self._key
            option.clicked.connect(self._clicked)
        self._rove(self._options[0])

    @property
    def options(self) -> list[Option]:
        """The buttons, in order."""
        return self._options

    def value(self) -> object | None:
        """What is chosen, or None."""
        return next(
            (value for option, value in zip(self._options, self._values, strict=True) if option.isChecked()),
            None,
        )

    def show_value(self, value: object | None) -> None:
        """Choose this value, or nothing, without a signal."""
        chosen = self._options[0]
        for option, own in zip(self._options, self._values, strict=True):
            option.setChecked(value is not None and own == value)
            chosen = option if option.isChecked() else chosen
        self._rove(chosen)

    def focus(self, index: int) -> None:
        """Put the focus on one option."""
        option = self._options[max(0, min(index, len(self._options) - 1))]
        self._rove(option)
        option.setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, stop: Option) -> None:
        for option in self._options:
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if option is stop else Qt.FocusPolicy.ClickFocus)

    def _clicked(self, on: bool) -> None:
        sender = self.sender()
        for option in self._options:
            if option is sender:
                self._rove(option)
            elif on:
                option.setChecked(False)
        self.picked.emit()

    def _key(self, option: Option, event: QKeyEvent) -> bool:
        key, index = event.key(), self._options.index(option)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        step = _ON.get(Qt.Key(key), 0)
        if step:
            vertical = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            return (vertical and self.on_leave(index, step)) or self._move(index, step)
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self._choose(None)
        if self._from_zero and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self._choose(0 if key == Qt.Key.Key_Home else len(self._options) - 1)
        if event.text().isascii() and event.text().isdigit():
            wanted = int(event.text()) - (0 if self._from_zero else 1)
            return 0 <= wanted < len(self._options) and self._choose(wanted)
        return False

    def _move(self, index: int, step: int) -> bool:
        """Go to the next option; the choice goes along once something is chosen."""
        chosen = self.value() is not None
        to = max(0, min(index + step, len(self._options) - 1))
        self.focus(to)
        return self._choose(to) if chosen and to != index else True

    def _choose(self, index: int | None) -> bool:
        before = self.value()
        self.show_value(None if index is None else self._values[index])
        if index is not None:
            self.focus(index)
        if self.value() != before:
            self.picked.emit()
        return True
