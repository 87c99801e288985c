"""The drawings beside items for early readers: the same as on paper, in the window's colours."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets.base import Themed

SIZE: Final = 32
_GROUNDS: Final = {"stone": "stone", "white": "raised", "cloud": "teal-soft", "sun": "amber-soft"}


class ItemPicture(Themed, QWidget):
    """A drawing beside an item's words; for the eye only."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(SIZE), theme.px(SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        renderer = QSvgRenderer(_svg(self._name, theme.current().name))
        painter = QPainter(self)
        renderer.render(painter, QRectF(self.rect()))
        painter.end()


@cache
def _svg(name: str, _look: str) -> QByteArray:
    # Reports draw it on paper; the paths are theirs.
    from senco_desk.reports.pictures import PICTURES

    ink = theme.colour("ink-2").name()
    paths = []
    for path, ground in PICTURES.get(name, ()):
        fill = theme.colour(_GROUNDS[ground]).name() if ground else "none"
        paths.append(f'<path d="{path}" fill="{fill}"/>')
    drawn = "".join(paths)
    return QByteArray(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-0.5 -0.5 25 25"><g stroke="{ink}" '
        f'stroke-width="1" stroke-linecap="round" stroke-linejoin="round">{drawn}</g></svg>'.encode()
    )
