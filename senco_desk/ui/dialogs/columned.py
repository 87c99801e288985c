"""A dialog with a column of fields that is as high as what stands in it, words on what is wrong included."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.widgets import Column, Field


class ColumnDialog(Dialog):
    """Put things in `self.body.column`; call `fit_soon` when they have grown."""

    def __init__(self, parent: QWidget | None, title: str, *, wide: int) -> None:
        super().__init__(parent, title, wide=wide)
        self.body = Column(spacing=theme.L)
        self.add_body(self.body)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(lambda: self.fit_to(self.body))
        self.body.body.installEventFilter(self)

    def fit_soon(self) -> None:
        """Take the height that is needed now, once everything has its place."""
        self._fitting.start()

    def say_wrong(self, field: Field, words: str, *, go: bool = True) -> None:
        """Say what is wrong at a field, show all of it, and give it the keyboard unless told not to."""
        field.refuse(words)
        if go:
            field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(field.widget, words, urgent=True)
        self.fit_soon()
        self.body.show_all_of(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Words that come or go are heard of here once the fields around them have made room.
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.fit_soon()
        return bool(super().eventFilter(watched, event))

    def done(self, result: int) -> None:
        self._fitting.stop()
        super().done(result)
