"""Help pages: `resources/help/NAME.md`, drawn from the program's own folder and never from the internet."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from senco_desk.places import resource
from senco_desk.ui import theme
from senco_desk.ui.widgets import Themed

CONTENTS: Final = "contents"
_LINE = 640
"""The longest line, in pixels at the usual text size; the scroll bar stands at the edge all the same."""
_NAME = re.compile(r"[a-z0-9-]+")


def names() -> tuple[str, ...]:
    """Give the names of the help pages there are, in order."""
    return tuple(sorted(path.stem for path in resource("help").glob("*.md")))


@cache
def read(help_id: str) -> str:
    """Give a help page's text, or the contents page's where there is none of that name."""
    path = resource("help", f"{help_id}.md")
    if not _NAME.fullmatch(help_id) or not path.is_file():
        return _contents()
    return path.read_text(encoding="utf-8")


def title_of(help_id: str) -> str:
    """Give a help page's title: its first line."""
    return read(help_id).split("\n", 1)[0].lstrip("# ").strip()


def _contents() -> str:
    lines = [f"- [{title_of(name)}]({name}.md)" for name in names()]
    return "# Help\n\n" + "\n".join(lines) + "\n"


class HelpText(Themed, QTextBrowser):
    """A help page's body; its title is left to whoever shows it.

    `turned` is sent with the name of another help page when its link is followed.
    """

    turned = Signal(str)

    def __init__(self, help_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = help_id
        self.setOpenLinks(False)
        self.setAccessibleName("Help")
        self.setProperty("reading", True)
        self.anchorClicked.connect(self._follow)
        self.show_help(help_id)

    def show_help(self, help_id: str) -> None:
        """Show a help page."""
        self._name = help_id
        self.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_lines_short()
        super().resizeEvent(event)

    def dress(self) -> None:
        if not hasattr(self, "_name"):
            return
        self._keep_lines_short()
        sizes = {name: theme.points(theme.type_size(name)) for name in ("head", "body")}
        self.document().setDefaultFont(theme.font("body"))
        self.document().setDocumentMargin(theme.XS)
        body = read(self._name).split("\n", 1)[-1]
        self.setMarkdown(body)
        self._space_out(sizes["head"])

    def _keep_lines_short(self) -> None:
        self.setViewportMargins(0, 0, max(0, self.width() - theme.px(_LINE)), 0)

    def _space_out(self, head: float) -> None:
        cursor = QTextCursor(self.document())
        block = self.document().begin()
        while block.isValid():
            # BlockUnderCursor takes in the end of the block before, and so makes a heading part of the list.
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            form = QTextBlockFormat(block.blockFormat())
            form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            heading = form.headingLevel() > 0
            form.setTopMargin(theme.L if heading else 0)
            form.setBottomMargin(theme.XS if heading or block.textList() else theme.S)
            cursor.mergeBlockFormat(form)
            if heading:
                letters = cursor.charFormat()
                letters.setFontPointSize(head)
                letters.setFontWeight(theme.font("head").weight())
                cursor.mergeCharFormat(letters)
            else:
                self._soften(block)
            block = block.next()

    def _soften(self, block: QTextBlock) -> None:
        """Set bold words in the semibold we carry; Qt would smear the regular letters to make them bold."""
        semibold = QTextCharFormat()
        semibold.setFontWeight(theme.font("strong").weight())
        spans = []
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.charFormat().fontWeight() > semibold.fontWeight():
                spans.append((part.position(), part.position() + part.length()))
            parts += 1
        cursor = QTextCursor(self.document())
        for start, end in spans:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(semibold)

    def _follow(self, url: QUrl) -> None:
        name = url.fileName().removesuffix(".md")
        if name in names() or name == CONTENTS:
            self.turned.emit(name)
