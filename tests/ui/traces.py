"""Whatever still says a child's name: every widget, shown or not, what a screen reader hears, and models.

assert traces.of("Halloran") == []
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests.ui import walk

_SAID = (
    "text", "toPlainText", "accessibleName", "accessibleDescription", "toolTip", "windowTitle", "statusTip",
    "whatsThis", "placeholderText", "title", "currentText",
)  # fmt: skip
_HEARD = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
_ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip


def of(*names: str) -> list[str]:
    """Say where one of these names still stands, in small or capital letters."""
    gone()
    wanted = [name.casefold() for name in names]
    places = [*_widgets(), *_heard(), *_models(), *_clipboard()]
    return [f"{where}: {said}" for where, said in places if any(name in said.casefold() for name in wanted)]


def gone() -> None:
    """Let everything that is to be deleted go."""
    walk.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    walk.settle()


def _widgets() -> Iterator[tuple[str, str]]:
    for widget in QApplication.allWidgets():
        for name in _SAID:
            say = getattr(widget, name, None)
            if callable(say):
                yield f"{type(widget).__name__}.{name}", str(say())
        for action in widget.actions():
            yield f"{type(widget).__name__} action", action.text()


def _heard() -> Iterator[tuple[str, str]]:
    for top in QApplication.topLevelWidgets():
        seen = QAccessible.queryAccessibleInterface(top)
        if seen is not None:
            yield from _below(seen)


def _below(seen: QAccessibleInterface) -> Iterator[tuple[str, str]]:
    for kind in _HEARD:
        yield "accessible", str(seen.text(kind))
    for number in range(seen.childCount()):
        child = seen.child(number)
        if child is not None and child.isValid():
            yield from _below(child)


def _models() -> Iterator[tuple[str, str]]:
    for thing in gc.get_objects():
        if issubclass(type(thing), QAbstractItemModel) and isValid(thing):
            for row in range(thing.rowCount(QModelIndex())):
                for column in range(thing.columnCount(QModelIndex())):
                    index = thing.index(row, column)
                    for role in _ROLES:
                        yield type(thing).__name__, str(index.data(role) or "")
        elif issubclass(type(thing), QTextDocument) and isValid(thing):
            yield type(thing).__name__, thing.toPlainText()


def _clipboard() -> Iterator[tuple[str, str]]:
    yield "clipboard", QGuiApplication.clipboard().text()


def shown(top: QWidget) -> list[str]:
    """Give every word that can be seen on a window or heard from it: widgets on the screen and all below."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    seen = QAccessible.queryAccessibleInterface(top)
    words = [said for _, said in _below(seen)] if seen is not None else []
    for widget in walk.shown(top):
        words += [str(getattr(widget, name)()) for name in _SAID if callable(getattr(widget, name, None))]
    return words
