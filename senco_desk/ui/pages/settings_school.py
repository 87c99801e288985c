"""The school's details: each is kept when its field is left, as one step that can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.models.school import SchoolInput
from senco_desk.services import school
from senco_desk.ui import ask, theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.widgets import Button, Field, Head, Line, Small, Themed, Words

#: Key, label and help of each field, in the order of the tab key: two to a row.
_FIELDS: Final = (
    ("name", "School’s name", ""),
    ("trust", "Trust", ""),
    ("senco_name", "SENCO’s name", ""),
    ("headteacher", "Headteacher’s name", ""),
    ("senco_phone", "SENCO’s phone", ""),
    ("senco_email", "SENCO’s email", ""),
    ("address", "School’s address", ""),
    ("phone", "School’s phone", ""),
    ("email", "School’s email", ""),
    ("website", "School’s website", ""),
    (
        "sendiass_name",
        "Parents’ advice service",
        "The SENDIASS for your area; its name stands on family papers.",
    ),
    ("sendiass_phone", "Its phone", ""),
)
_MOST_LOGO_PIXELS: Final = 480
_SHOWN_PIXELS: Final = 56


class SchoolSection(Themed, QWidget):
    """What papers say about the school."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = SchoolInput()
        self.fields: dict[str, Field] = {}
        self.lines: dict[str, Line] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.M)
        column.addWidget(Head("The school"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.XL)
        grid.setVerticalSpacing(theme.L)
        for number, (key, label, help_words) in enumerate(_FIELDS):
            grid.addWidget(
                self._field(key, label, help_words), number // 2, number % 2, Qt.AlignmentFlag.AlignTop
            )
        self._holder = QWidget()
        self._holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._holder)
        column.addLayout(self._logo_row())
        self.dress()

    def dress(self) -> None:
        self._holder.setMaximumWidth(theme.px(760))

    def refresh(self) -> None:
        """Read the school again; a field that is being typed in is left alone."""
        found = self._desk.run(school.read)
        if found is None:
            return
        self._shown = found
        for key, line in self.lines.items():
            if not line.hasFocus():
                line.setText(str(getattr(found, key)))
        self._show_logo()

    def keep(self) -> None:
        """Keep what is typed, if it differs from what is kept."""
        wanted = self._shown.model_copy(
            update={key: " ".join(line.text().split()) for key, line in self.lines.items()}
        )
        self._save(wanted)

    def _field(self, key: str, label: str, help_words: str) -> Field:
        line = Line()
        line.editingFinished.connect(self.keep)
        line.textEdited.connect(lambda _text, key=key: self.fields[key].accept())
        self.lines[key] = line
        self.fields[key] = Field(label, line, help_words=help_words, key=key)
        return self.fields[key]

    def _logo_row(self) -> QHBoxLayout:
        self.logo = QLabel()
        self.logo.setAccessibleName("The school’s mark")
        self.choose = Button("Choose a picture", icon="folder-open")
        self.choose.clicked.connect(self._choose_logo)
        self.remove = Button("Take it away", icon="trash-2")
        self.remove.clicked.connect(self._remove_logo)
        words = QVBoxLayout()
        words.setSpacing(theme.XS)
        words.addWidget(Words("The school’s mark", "strong"))
        self._logo_help = Small(
            "A PNG or JPEG picture. It stands at the head of letters and packs.", wrap=True
        )
        words.addWidget(self._logo_help)
        row = QHBoxLayout()
        row.setSpacing(theme.M)
        row.addWidget(self.logo)
        row.addLayout(words)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        return row

    def _choose_logo(self) -> None:
        path = ask.open_file(self, "Choose the school’s mark", ask.PICTURE)
        if path is not None:
            try:
                self._save(self._shown.model_copy(update={"logo": small_png(path)}))
            except Mistake as mistake:
                self._desk.tell(mistake)

    def _remove_logo(self) -> None:
        self._save(self._shown.model_copy(update={"logo": None}))

    def _save(self, wanted: SchoolInput) -> None:
        if wanted != self._shown:
            self._desk.run(school.save, wanted, refuse=self._refuse)

    def _refuse(self, mistake: Mistake) -> bool:
        field = self.fields.get(mistake.field)
        if field is not None:
            field.refuse(str(mistake))
        return field is not None

    def _show_logo(self) -> None:
        picture = QPixmap()
        has = self._shown.logo is not None and picture.loadFromData(self._shown.logo)
        self.logo.setVisible(has)
        self.remove.setVisible(has)
        if has:
            size = theme.px(_SHOWN_PIXELS)
            kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.logo.setPixmap(picture.scaled(size, size, kept, smooth))


def small_png(path: Path) -> bytes:
    """Give a picture as a PNG no larger than papers need.

    Raises:
        Mistake: the file is no picture.
    """
    picture = QImage(str(path))
    if picture.isNull():
        raise Mistake("That file is not a picture.", "Choose a PNG or JPEG.", field="logo")
    if max(picture.width(), picture.height()) > _MOST_LOGO_PIXELS:
        picture = picture.scaled(
            _MOST_LOGO_PIXELS,
            _MOST_LOGO_PIXELS,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(held, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes both
    return bytes(held.data().data())
