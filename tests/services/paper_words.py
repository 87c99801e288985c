"""The words of a finished paper, page after page, as a reader finds them."""

from __future__ import annotations

import pypdfium2


def words_of(pdf: bytes) -> str:
    """Give all words of a paper with single spaces between."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            found.append(str(text.get_text_range()))
            text.close()
            page.close()
    return " ".join(" ".join(found).split())
