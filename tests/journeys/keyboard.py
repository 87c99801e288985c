"""Somebody who has only a keyboard: keys go to whatever has it, and a place is found by the name it says."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import walk

Key = Qt.Key
_MOST_TABS = 400
_TRIES, _EACH_MS = 400, 10


class Keyboard:
    """Presses keys and types words.

    Attributes:
        pressed: how many keys were pressed beside the words that were typed.
    """

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, *keys: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Keyboard:
        """Press keys, one after the other."""
        for key in keys:
            self.pressed += 1
            QTest.keyClick(_hears(), key, how)
        return self

    def chord(self, *written: str) -> Keyboard:
        """Press keys as a menu writes them: "Ctrl+K", "F6", "Return"."""
        for keys in written:
            pressed = _combination(keys)
            self.press(pressed.key(), how=pressed.keyboardModifiers())
        walk.settle()
        return self

    def types(self, words: str, *, new_line: str = "Return") -> Keyboard:
        """Type words; letters that no plain key has come as an input method sends them."""
        for plain, run in itertools.groupby(words, key=lambda letter: " " <= letter <= "~"):
            letters = "".join(run)
            if plain:
                QTest.keyClicks(_hears(), letters)
                continue
            for letter in letters:
                if letter == "\n":
                    line = _combination(new_line)
                    QTest.keyClick(_hears(), line.key(), line.keyboardModifiers())
                else:
                    _send(letter)
        return self

    def instead(self, words: str) -> Keyboard:
        """Type words in the place of what stands in the field."""
        QTest.keyClick(_hears(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(_hears(), Key.Key_Delete)
        return self.types(words)

    def tab_to(self, name: str, *, within: QWidget | None = None, key: Qt.Key = Key.Key_Tab) -> Keyboard:
        """Press Tab until what has the keyboard is called this; "…" at the end leaves the rest open."""
        seen: list[str] = []
        for _ in range(_MOST_TABS):
            now = QApplication.focusWidget()
            said = called(now)
            inside = within is None or (now is not None and within.isAncestorOf(now))
            if inside and (said == name or (name.endswith("…") and said.startswith(name[:-1]))):
                return self
            seen.append(said)
            self.press(key)
        pytest.fail(f"Tab never reaches “{name}”, only {list(dict.fromkeys(seen))}")


def _send(letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(_hears(), event)


def called(widget: QWidget | None) -> str:
    """What a widget is called; Qt on Linux gives a drop-down list's choice for its name."""
    return "" if widget is None else widget.accessibleName() or walk.name_of(widget)


def focus() -> QWidget:
    """What has the keyboard."""
    now = QApplication.focusWidget()
    assert now is not None, "nothing has the keyboard"
    return now


def in_dialog(open_it: Callable[[], object], act: Callable[[Any], object]) -> None:
    """Do something that opens a dialog, and act in it once it is there; it must be left by the end."""
    wrong: list[BaseException] = []
    came: list[bool] = []

    def when_there(tries: int = _TRIES) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            if tries:
                QTimer.singleShot(_EACH_MS, lambda: when_there(tries - 1))
            return
        came.append(True)
        try:
            dialog.activateWindow()
            walk.settle()
            act(dialog)
            if dialog.isVisible():
                raise AssertionError("the dialog was left open")
        except BaseException as error:  # noqa: BLE001 - raised again below, out of Qt's loop
            wrong.append(error)
            dialog.close()

    QTimer.singleShot(0, when_there)
    open_it()
    if wrong:
        raise wrong[0]
    assert came, "no dialog came"
    walk.settle()


def wake(window: QWidget) -> None:
    """Do what a desktop does by itself when a dialog closes: make the window the active one."""
    window.activateWindow()
    walk.settle()


def _combination(written: str) -> QKeyCombination:
    first: QKeyCombination = QKeySequence(written)[0]  # type: ignore[index]  # PySide's types leave it out
    return first


def _hears() -> QWidget:
    popup = QApplication.activePopupWidget()
    return popup if popup is not None else focus()
