"""The pages of a PDF held in memory: their sizes, their pictures and their words.

PDFium is not safe in two threads at once, so everything that asks it something holds one lock. A page takes a
few milliseconds: the window never waits longer than that while a print run draws in its thread.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, Final

import pypdfium2
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage

_KEPT: Final = 8
"""Pictures kept, so that turning back is at once."""

_LOST: Final = "\ufffd"

_pdfium = threading.Lock()


class Pages:
    """The pages of one PDF. Numbers count from 1, as on paper. Close it when it is no longer shown.

    Args:
        pdf: the whole file, not locked with a password.
    """

    def __init__(self, pdf: bytes) -> None:
        with _pdfium:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self._sizes = [
                QSizeF(*self._document.get_page_size(number)) for number in range(len(self._document))
            ]
        self._pictures: OrderedDict[tuple[int, int, int], QImage] = OrderedDict()
        self._words: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, number: int) -> QSizeF:
        """Give a page's size in points."""
        return self._sizes[number - 1]

    def picture(self, number: int, size: QSize) -> QImage:
        """Give a page's picture, filling this many pixels; drawn when it is first asked for."""
        key = (number, size.width(), size.height())
        if key in self._pictures:
            self._pictures.move_to_end(key)
        else:
            self._pictures[key] = self.draw(number, size)
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        return self._pictures[key]

    def draw(self, number: int, size: QSize, *, grey: bool = False) -> QImage:
        """Draw a page anew; for a printer, which needs each page once. Any thread may ask."""
        with _pdfium:
            page = self._document[number - 1]
            scale = size.width() / self.size(number).width()
            bitmap = page.render(scale=scale, grayscale=grey, prefer_bgrx=not grey)
            kinds = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
            drawn = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kinds).copy()
            bitmap.close()
            page.close()
        return drawn

    def words(self, number: int) -> str:
        """Give a page's words, for a screen reader."""
        if number not in self._words:
            with _pdfium:
                page = self._document[number - 1]
                text = page.get_textpage()
                self._words[number] = " ".join(text.get_text_bounded().split())
                text.close()
                page.close()
        return self._words[number]

    def with_lost_letters(self) -> list[int]:
        """Give the pages on which the sign stands that replaces letters no typeface on paper has."""
        return [number for number in range(1, len(self) + 1) if _LOST in self.words(number)]

    def close(self) -> None:
        """Let go of the file and every picture of it."""
        self._pictures.clear()
        self._words.clear()
        with _pdfium:
            self._document.close()
