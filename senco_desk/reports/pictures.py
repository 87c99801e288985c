"""Line drawings beside the items and choices of early readers, each in a 24-unit box with ink lines."""

from __future__ import annotations

from typing import Final

from senco_desk.reports.svgpath import BOX, path_on
from senco_desk.reports.tags import Piece
from senco_desk.reports.theme import MM, Theme

SIZE: Final = 17 * MM

#: name -> (path, ground) in the order drawn; the ground is a colour of the theme, or "" for lines alone
PICTURES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "school": (
        ("M2 20.5V10L12 4.5L22 10V20.5Z", "stone"),
        ("M9.5 20.5V15h5v5.5M5 13h2.6v2.6H5zM16.4 13H19v2.6h-2.6z", "white"),
        ("M12 4.5V1M12 1.2h4v2.3h-4", ""),
    ),
    "classroom": (
        ("M2.5 3.5H21.5V13.5H2.5Z", "cloud"),
        ("M5.5 7h7M5.5 10h4.5", ""),
        ("M4 17h16v1.8H4z", "stone"),
        ("M6 18.8V22.5M18 18.8V22.5", ""),
    ),
    "teacher": (
        ("M2 22C2 16.5 4.8 13.8 8.5 13.8C12.2 13.8 15 16.5 15 22Z", "stone"),
        (
            (
                "M8.5 3.8C11 3.8 12.8 5.7 12.8 8.1C12.8 10.5 11 12.4 8.5 12.4"
                "C6 12.4 4.2 10.5 4.2 8.1C4.2 5.7 6 3.8 8.5 3.8Z"
            ),
            "stone",
        ),
        ("M15.5 3.5H22.5V9.5H19L17 11.7V9.5H15.5Z", "sun"),
    ),
    "book": (
        ("M12 7C9 4.8 5 4.5 2 5.5V19c3-1 7-.7 10 1.5c3-2.2 7-2.5 10-1.5V5.5C19 4.5 15 4.8 12 7Z", "cloud"),
        (
            (
                "M12 7V20.5M5 9.5c1.6-.2 3 0 4.5.6M5 13c1.6-.2 3 0 4.5.6"
                "M19 9.5c-1.6-.2-3 0-4.5.6M19 13c-1.6-.2-3 0-4.5.6"
            ),
            "",
        ),
    ),
    "pencil": (
        ("M3 21L4.6 15.6L16.8 3.4L20.6 7.2L8.4 19.4Z", "sun"),
        ("M4.6 15.6L8.4 19.4M14.6 5.6L18.4 9.4M3 21L4.2 20.7", ""),
    ),
    "numbers": (
        ("M2.5 12.5H11.5V21.5H2.5Z", "stone"),
        ("M12.5 12.5H21.5V21.5H12.5Z", "cloud"),
        ("M7.5 2.5H16.5V11.5H7.5Z", "sun"),
        ("M10.5 5.2L12.2 4.2V9.6M5.2 15.2C6 13.8 8.9 14 8.7 16C8.6 17.4 5.6 18 5.2 19.7H8.9", ""),
        ("M15.2 14.7C17.5 13.6 19 15.8 16.8 16.9C19.6 17.6 18 20.7 15 19.4", ""),
    ),
    "carpet": (
        ("M2 14.5H22V21H2Z", "cloud"),
        ("M2 14.5V21M5 14.5V21M19 14.5V21M1 16h1M1 18h1M1 20h1M22 16h1M22 18h1M22 20h1", ""),
        ("M7.5 14.5C7.5 11 9.3 9.4 12 9.4C14.7 9.4 16.5 11 16.5 14.5Z", "stone"),
        (
            (
                "M12 2.6C13.9 2.6 15.2 4 15.2 5.7C15.2 7.5 13.9 8.8 12 8.8"
                "C10.1 8.8 8.8 7.5 8.8 5.7C8.8 4 10.1 2.6 12 2.6Z"
            ),
            "stone",
        ),
    ),
    "lunch": (
        ("M12 5.5C16 5.5 19 8.5 19 12.3C19 16.1 16 19 12 19C8 19 5 16.1 5 12.3C5 8.5 8 5.5 12 5.5Z", "stone"),
        (
            (
                "M12 8.6C14.3 8.6 15.9 10.2 15.9 12.3C15.9 14.3 14.3 15.9 12 15.9"
                "C9.7 15.9 8.1 14.3 8.1 12.3C8.1 10.2 9.7 8.6 12 8.6Z"
            ),
            "white",
        ),
        ("M2 5V9.5M1 5V8C1 10 3 10 3 8V5M2 9.5V20M22 5C20.5 6.5 20.5 11 22 12V20", ""),
    ),
    "play": (
        ("M12 3C17 3 21 7 21 12C21 17 17 21 12 21C7 21 3 17 3 12C3 7 7 3 12 3Z", "sun"),
        ("M4.5 7C9 9 10.5 14.5 8.5 20.3M19.5 7C15 9 13.5 14.5 15.5 20.3M3 12.5c5 1.5 13 1.5 18 0", ""),
    ),
    "friends": (
        ("M1.5 21c0-5 2.5-7.5 6-7.5c3.5 0 6 2.5 6 7.5z", "stone"),
        (
            (
                "M7.5 4.5C9.8 4.5 11.5 6.2 11.5 8.5C11.5 10.8 9.8 12.5 7.5 12.5"
                "C5.2 12.5 3.5 10.8 3.5 8.5C3.5 6.2 5.2 4.5 7.5 4.5Z"
            ),
            "stone",
        ),
        ("M11 21c0-5 2.3-7 5.5-7c3.2 0 6 2 6 7z", "cloud"),
        (
            (
                "M16.5 6C18.6 6 20.2 7.6 20.2 9.7C20.2 11.8 18.6 13.4 16.5 13.4"
                "C14.4 13.4 12.8 11.8 12.8 9.7C12.8 7.6 14.4 6 16.5 6Z"
            ),
            "cloud",
        ),
    ),
    "noise": (
        ("M2.5 9.5H6.5L12 4.5V19.5L6.5 14.5H2.5Z", "cloud"),
        ("M15 9C16.6 10.6 16.6 13.4 15 15M18 6.5C21 9.5 21 14.5 18 17.5", ""),
    ),
    "home": (
        ("M4 10.5V21H20V10.5", "stone"),
        ("M1.8 12L12 3L22.2 12Z", "sun"),
        ("M9.8 21V15h4.4v6Z", "white"),
    ),
    "hug": (
        (
            (
                "M7.8 4.3C9.62 4.3 11.1 5.78 11.1 7.6C11.1 9.42 9.62 10.9 7.8 10.9"
                "C5.98 10.9 4.5 9.42 4.5 7.6C4.5 5.78 5.98 4.3 7.8 4.3Z"
            ),
            "stone",
        ),
        (
            (
                "M16.2 4.3C18.02 4.3 19.5 5.78 19.5 7.6C19.5 9.42 18.02 10.9 16.2 10.9"
                "C14.38 10.9 12.9 9.42 12.9 7.6C12.9 5.78 14.38 4.3 16.2 4.3Z"
            ),
            "cloud",
        ),
        ("M1.8 21.5C1.8 15.5 4 12.2 8 12.2C10 12.2 11.4 13 12 14.4V21.5Z", "stone"),
        ("M22.2 21.5C22.2 15.5 20 12.2 16 12.2C14 12.2 12.6 13 12 14.4V21.5Z", "cloud"),
        ("M5.2 17C8 20.6 13.5 20.2 17 16.4M18.8 17C16 20.6 13.8 20 12.4 19.4", ""),
    ),
    "quiet": (
        ("M12 4.2L22 20.5H2Z", "cloud"),
        ("M12 9.5L17 20.5H7Z", "white"),
        ("M12 4.2V1.5M12 1.7h3.6v2.2h-3.6M0.8 20.5H23.2", ""),
    ),
    "toy": (
        (
            (
                "M6.2 2.9C7.69 2.9 8.9 4.11 8.9 5.6C8.9 7.09 7.69 8.3 6.2 8.3"
                "C4.71 8.3 3.5 7.09 3.5 5.6C3.5 4.11 4.71 2.9 6.2 2.9Z"
            ),
            "sun",
        ),
        (
            (
                "M17.8 2.9C19.29 2.9 20.5 4.11 20.5 5.6C20.5 7.09 19.29 8.3 17.8 8.3"
                "C16.31 8.3 15.1 7.09 15.1 5.6C15.1 4.11 16.31 2.9 17.8 2.9Z"
            ),
            "sun",
        ),
        (
            (
                "M12 3C15.65 3 18.6 5.95 18.6 9.6C18.6 13.25 15.65 16.2 12 16.2"
                "C8.35 16.2 5.4 13.25 5.4 9.6C5.4 5.95 8.35 3 12 3Z"
            ),
            "sun",
        ),
        (
            (
                "M12 9.3C13.44 9.3 14.6 10.46 14.6 11.9C14.6 13.34 13.44 14.5 12 14.5"
                "C10.56 14.5 9.4 13.34 9.4 11.9C9.4 10.46 10.56 9.3 12 9.3Z"
            ),
            "white",
        ),
        (
            (
                "M6.3 14.6C4.6 16.6 4.6 20.4 7 22H17C19.4 20.4 19.4 16.6 17.7 14.6"
                "C16.2 16.4 7.8 16.4 6.3 14.6Z"
            ),
            "stone",
        ),
        ("M9.4 7.6v.7M14.6 7.6v.7M12 11V12.2M10.8 12.6Q12 13.6 13.2 12.6", ""),
    ),
    "drink": (
        ("M5.5 8H18.5L16.8 21.8H7.2Z", "white"),
        ("M6.1 12.6H17.9L16.8 21.8H7.2Z", "cloud"),
        ("M12.8 17L15.2 2.4H18.8", ""),
    ),
    "adult": (
        (
            (
                "M8.6 1.8C10.37 1.8 11.8 3.23 11.8 5C11.8 6.77 10.37 8.2 8.6 8.2"
                "C6.83 8.2 5.4 6.77 5.4 5C5.4 3.23 6.83 1.8 8.6 1.8Z"
            ),
            "stone",
        ),
        ("M3.4 21.8V13.6C3.4 10.8 5.4 9.4 8.6 9.4C11.8 9.4 13.8 10.8 13.8 13.6V21.8Z", "stone"),
        (
            (
                "M18 9.7C19.38 9.7 20.5 10.82 20.5 12.2C20.5 13.58 19.38 14.7 18 14.7"
                "C16.62 14.7 15.5 13.58 15.5 12.2C15.5 10.82 16.62 9.7 18 9.7Z"
            ),
            "sun",
        ),
        ("M14.6 21.8V18.6C14.6 16.6 15.9 15.7 18 15.7C20.1 15.7 21.4 16.6 21.4 18.6V21.8Z", "sun"),
    ),
    "walk": (
        (
            (
                "M17.4 2C20 2 22 4 22 6.6C22 9.2 20 11.2 17.4 11.2"
                "C14.8 11.2 12.8 9.2 12.8 6.6C12.8 4 14.8 2 17.4 2Z"
            ),
            "cloud",
        ),
        ("M16.6 11.2H18.2V17.4H16.6Z", "stone"),
        (
            (
                "M1.5 22C2.5 17.5 6.5 17 7.2 14.6C7.6 13 6 12.4 5 11.2H7.6"
                "C10 12.4 11.4 13.6 11 16C10.6 18.2 8.6 19 8.4 22Z"
            ),
            "stone",
        ),
        ("M14 17.4H22.6", ""),
    ),
    "story": (
        (
            ("M12 10.6C9 8.6 5 8.3 2 9.3V21c3-1 7-.7 10 1c3-1.7 7-2 10-1V9.3C19 8.3 15 8.6 12 10.6Z"),
            "cloud",
        ),
        ("M12 10.6V22", ""),
        ("M12 1.2L13.1 3.6L15.7 3.9L13.8 5.7L14.3 8.3L12 7L9.7 8.3L10.2 5.7L8.3 3.9L10.9 3.6Z", "sun"),
    ),
}


class ItemPicture(Piece):
    """The drawing beside an item; decoration, because the item's words stand next to it."""

    def __init__(self, theme: Theme, name: str, size: float = SIZE) -> None:
        super().__init__()
        self.theme, self.name, self.size = theme, name, size
        self.width = self.height = size

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        """Give its own size."""
        return self.size, self.size

    def draw(self) -> None:
        """Draw it."""
        canvas = self.canv
        with canvas.artifact():
            canvas.saveState()
            canvas.scale(self.size / BOX, self.size / BOX)
            canvas.setLineWidth(0.62)
            canvas.setLineCap(1)
            canvas.setLineJoin(1)
            canvas.setStrokeColor(self.theme.colours.ink)
            for path, ground in PICTURES.get(self.name, ()):
                if ground:
                    canvas.setFillColor(getattr(self.theme.colours, ground))
                canvas.drawPath(path_on(canvas, path), stroke=1, fill=1 if ground else 0)
            canvas.restoreState()
