"""What every screen is held to, as functions over its widgets: names, targets, clipping, tab order.

    assert walk.faults(page) == []
    assert walk.out_of_order(page) == []

Each gives a list of words that say which widget and why; an empty list is what is wanted.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from senco_desk.ui.widgets import Elided

LEAST_TARGET = 24


def shown(root: QWidget) -> list[QWidget]:
    """Every widget that is on the screen within `root`, itself too."""
    return [widget for widget in (root, *root.findChildren(QWidget)) if widget.isVisibleTo(root.window())]


def faults(root: QWidget) -> list[str]:
    """All that is wrong with what a screen shows, each with the name of what it breaks."""
    kinds = (nameless, named_twice, small_targets, clipped)
    return [f"{kind.__name__}: {words}" for kind in kinds for words in kind(root)]


def focusable(root: QWidget) -> list[QWidget]:
    """Every widget on the screen that Tab reaches."""
    return [
        widget
        for widget in shown(root)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _is_inner(widget)
    ]


def nameless(root: QWidget) -> list[str]:
    """Focusable widgets that a screen reader has no name for."""
    return [_words(widget) for widget in focusable(root) if not name_of(widget)]


def named_twice(root: QWidget) -> list[str]:
    """Names that two focusable widgets share."""
    counts = Counter(name_of(widget) for widget in focusable(root))
    return [name for name, count in counts.items() if count > 1]


def name_of(widget: QWidget) -> str:
    """The name a screen reader says."""
    seen = QAccessible.queryAccessibleInterface(widget)
    return str(seen.text(QAccessible.Text.Name)).strip() if seen else ""


def small_targets(root: QWidget, least: int = LEAST_TARGET) -> list[str]:
    """Things to press or type in that are smaller than 24 px either way."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider)
    targets = [
        widget for widget in shown(root) if isinstance(widget, kinds) and not isinstance(widget, QScrollBar)
    ]
    return [
        f"{_words(widget)}: {widget.width()} x {widget.height()}"
        for widget in targets
        if not _is_inner(widget) and min(widget.width(), widget.height()) < least
    ]


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit, and widgets that stick out of what holds them."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QLabel) and not isinstance(widget, Elided) and widget.text():
            found += _clipped_label(widget)
        elif isinstance(widget, QAbstractButton) and not _is_inner(widget):
            need = widget.minimumSizeHint()
            if widget.hasHeightForWidth():
                need.setHeight(widget.heightForWidth(widget.width()))
            if widget.width() < need.width() or widget.height() < need.height():
                found.append(f"{_words(widget)}: needs {need.width()} x {need.height()}, has {_size(widget)}")
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit, QComboBox)) and not _is_inner(widget):
            found += _sticks_out(widget)
    return found


def out_of_order(root: QWidget) -> list[str]:
    """Steps of the Tab key that go back up, or back left on the same line."""
    order = _tab_chain(root)
    found = []
    for here, after in pairwise(order):
        one, two = _place(here), _place(after)
        above = two.bottom() <= one.top() and two.left() <= one.left()
        same_line = two.top() < one.bottom() and one.top() < two.bottom()
        if above or (same_line and two.right() <= one.left()):
            found.append(f"{_words(here)} leads back to {_words(after)}")
    return found


def announce_all(root: QWidget) -> str:
    """Every name in tab order, for a failing test to show."""
    return " | ".join(name_of(widget) for widget in _tab_chain(root))


def _tab_chain(root: QWidget) -> list[QWidget]:
    wanted = set(focusable(root))
    start = root.window()
    chain, step = [], start.nextInFocusChain()
    while step is not None and step is not start:
        if step in wanted:
            chain.append(step)
        step = step.nextInFocusChain()
    return chain


def _clipped_label(label: QLabel) -> list[str]:
    if label.wordWrap():
        need = label.heightForWidth(label.width())
        widest = max(
            (label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0
        )
        if label.height() + 1 < need or label.width() + 1 < widest:
            return [f"{_words(label)}: needs {widest} x {need}, has {_size(label)}"]
        return []
    need_size = label.sizeHint()
    if label.width() + 1 < need_size.width() or label.height() + 1 < need_size.height():
        return [f"{_words(label)}: needs {need_size.width()} x {need_size.height()}, has {_size(label)}"]
    return []


def _sticks_out(widget: QWidget) -> list[str]:
    """A widget must lie within each that holds it, up to one that scrolls: there only sideways counts."""
    holder = widget.parentWidget()
    while holder is not None:
        rect = QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())
        scrolls = isinstance(holder.parentWidget(), QAbstractScrollArea)
        outside = rect.left() < -1 or rect.right() > holder.width() + 1
        if outside or (not scrolls and (rect.top() < -1 or rect.bottom() > holder.height() + 1)):
            return [f"{_words(widget)} sticks out of {type(holder).__name__}"]
        if scrolls or holder.isWindow():
            return []
        holder = holder.parentWidget()
    return []


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _is_inner(widget: QWidget) -> bool:
    """Whether it is a part of Qt's own making inside another widget, such as a spin box's line."""
    name = widget.objectName()
    return name.startswith("qt_") or isinstance(widget.parentWidget(), QComboBox)


def _size(widget: QWidget) -> str:
    return f"{widget.width()} x {widget.height()}"


def _words(widget: QWidget) -> str:
    text = name_of(widget) or (widget.text() if isinstance(widget, QLabel) else "")
    return f"{type(widget).__name__} “{text[:40]}”"


def settle() -> None:
    """Let layouts and deletions that are waiting happen."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the program's own loop does
