"""What can be done with the chosen row, as a menu under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QTableView


def show_menu(table: QTableView, at: QPoint, offers: Sequence[tuple[str, Callable[[], object]]]) -> QMenu:
    """Open a menu of these offers; Esc leaves it."""
    menu = QMenu(table)
    menu.setAccessibleName("What to do with this pupil")
    for words, run in offers:
        action = menu.addAction(words)
        action.triggered.connect(lambda _on=False, run=run: run())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(table.viewport().mapToGlobal(at))
    return menu
