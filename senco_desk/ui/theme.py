"""Colours, type and measures: the only file that knows a raw colour.

Everything else asks by role: `theme.colour("teal")`, `theme.font("head")`, `theme.px(36)`. When the person
changes the look, or the system does, `theme.current().changed` is sent after the application is dressed anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from senco_desk.places import resource

Name = Literal["light", "dark", "cream", "contrast"]
Choice = Literal["system", "light", "dark", "cream", "contrast"]
Role = Literal[
    "paper", "raised", "rail", "ink", "ink-2", "line", "edge", "teal", "teal-deep", "on-teal", "teal-soft",
    "amber", "amber-soft", "amber-shape", "brick", "brick-soft", "stone", "focus", "ripple", "lip",
]  # fmt: skip
TypeRole = Literal["title", "head", "body", "strong", "small", "small-strong"]

NAMES: Final[tuple[Name, ...]] = ("light", "dark", "cream", "contrast")
CHOICES: Final[tuple[Choice, ...]] = ("system", *NAMES)
CHOICE_WORDS: Final[dict[Choice, str]] = {
    "system": "Same as this computer",
    "light": "Light",
    "dark": "Dark",
    "cream": "Cream",
    "contrast": "High contrast",
}

FAMILY: Final = "Atkinson Hyperlegible Next"
SMALLEST, LARGEST = 0.9, 2.0
"""How far the text goes, as a share of its usual size."""

XS, S, M, L, XL, XXL, HUGE = 4, 8, 12, 16, 24, 32, 48
"""The gaps between things, in pixels: the same at every text size, so that the room goes to the words."""

RADIUS: Final = 6
CARD_RADIUS: Final = 10

_COLUMNS: Final[dict[str, tuple[str, str, str, str]]] = {
    #               light      dark       cream      high contrast
    "paper":       ("#F7F2E8", "#1A1F1E", "#FAF0D2", "#000000"),
    "raised":      ("#FFFDF8", "#242A28", "#FFF8E3", "#000000"),
    "rail":        ("#EEE7DA", "#151918", "#F1E4BF", "#000000"),
    "ink":         ("#1F2624", "#EDE8DD", "#2B2412", "#FFFFFF"),
    "ink-2":       ("#535D58", "#B4B7AD", "#5E5538", "#FFFFFF"),
    "line":        ("#E0D8C8", "#363D3A", "#E4D5A9", "#8A8A8A"),
    "edge":        ("#857E6F", "#7E8782", "#86784E", "#FFFFFF"),
    "teal":        ("#0A5C58", "#73C9BE", "#0A5652", "#5CF2E3"),
    "teal-deep":   ("#07433F", "#9BDDD4", "#073F3C", "#9CFFF5"),
    "on-teal":     ("#FFFFFF", "#06211F", "#FFFDF3", "#000000"),
    "teal-soft":   ("#DAEAE5", "#1F3F3C", "#DCE5CD", "#00332F"),
    "amber":       ("#7A4B00", "#EDBB61", "#734600", "#FFD84D"),
    "amber-soft":  ("#FAE9C8", "#3E3219", "#F7DFA6", "#000000"),
    "amber-shape": ("#A96C00", "#D9A03A", "#9A6000", "#FFD84D"),
    "brick":       ("#9A2D1A", "#F39C84", "#922817", "#FFA08A"),
    "brick-soft":  ("#F8E0D8", "#47281F", "#F7DCC4", "#000000"),
    "stone":       ("#E7DFD0", "#333A37", "#EBDDB4", "#1F1F1F"),
    "focus":       ("#0A5C58", "#9BDDD4", "#0A5652", "#FFE600"),
    # Decoration on the unlock screen: water, and the flat lip that gives a stone its weight.
    "ripple":      ("#B9D6CE", "#2C5450", "#C3D1AE", "#1F6660"),
    "lip":         ("#C9DCD3", "#142B29", "#C9D5B7", "#00332F"),
}  # fmt: skip

ROLES: Final = tuple(_COLUMNS)

_TYPE: Final[dict[str, tuple[float, QFont.Weight]]] = {
    "title": (18, QFont.Weight.DemiBold),
    "head": (13, QFont.Weight.DemiBold),
    "body": (11, QFont.Weight.Normal),
    "strong": (11, QFont.Weight.DemiBold),
    "small": (9.5, QFont.Weight.Normal),
    "small-strong": (9.5, QFont.Weight.DemiBold),
}


def value(name: Name, role: str) -> str:
    """Give a role's colour in one theme, as #RRGGBB."""
    return _COLUMNS[role][NAMES.index(name)]


class Theme(QObject):
    """How the program looks now: which palette, and how large the text.

    `changed` is sent when either has changed, after the application wears it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice: Choice = "system"
        self._scale = 1.0
        self._nearer = 1.0
        self._name: Name = "light"
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._name = self._wanted()

    @property
    def choice(self) -> Choice:
        """What the person chose; "system" follows the computer live."""
        return self._choice

    @property
    def name(self) -> Name:
        """The palette worn now."""
        return self._name

    @property
    def scale(self) -> float:
        """How large the text is now, 1.0 being the usual size."""
        return min(LARGEST, self._scale * self._nearer)

    @property
    def chosen_scale(self) -> float:
        """How large the person chose the text to be."""
        return self._scale

    def choose(self, choice: Choice) -> None:
        """Wear this palette, or follow the computer again."""
        self._choice = choice
        self._follow()

    def enlarge(self, scale: float) -> None:
        """Set the size of the text, kept within 0.9 and 2.0."""
        scale = min(LARGEST, max(SMALLEST, round(scale, 2)))
        if scale != self._scale:
            self._scale = scale
            self.wear()

    def lean_in(self, nearer: float) -> None:
        """Show all of it so much larger than was chosen, never above the largest; 1 is as chosen."""
        if nearer != self._nearer:
            self._nearer = nearer
            self.wear()

    def wear(self) -> None:
        """Dress the whole application in the theme as it stands."""
        for dress in _dressers:
            dress(self)
        self.changed.emit()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted != self._name:
            self._name = wanted
            self.wear()

    def _wanted(self) -> Name:
        if self._choice != "system":
            return self._choice
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


_worn: list[Theme] = []
_dressers: list[Callable[[Theme], None]] = []


def dress_with(dress: Callable[[Theme], None]) -> None:
    """Have the application dressed by this each time the theme changes; `ui/style.py` says so of itself."""
    _dressers.append(dress)


def current() -> Theme:
    """Give the application's one theme, made when it is first asked for."""
    if not _worn:
        for file in ("AtkinsonHyperlegibleNext_400Regular.ttf", "AtkinsonHyperlegibleNext_600SemiBold.ttf"):
            QFontDatabase.addApplicationFont(str(resource("fonts", file)))
        _worn.append(Theme())
    return _worn[0]


def colour(role: Role | str) -> QColor:
    """Give a role's colour in the theme worn now."""
    return QColor(value(current().name, role))


def font(role: TypeRole | str) -> QFont:
    """Give a type role's font at the size chosen now."""
    size, weight = _TYPE[role]
    made = QFont(FAMILY)
    made.setPointSizeF(points(size))
    made.setWeight(weight)
    return made


def figures(role: TypeRole | str) -> QFont:
    """Give a type role's font with figures of one width, for right-aligned columns of numbers."""
    made = font(role)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def points(size: float) -> float:
    """Give a type size in this screen's points, so that it is equally large on each platform's own scale."""
    screen = QGuiApplication.primaryScreen()
    dots = screen.logicalDotsPerInchY() if screen else 96.0
    return size * current().scale * 96.0 / dots


def type_size(role: TypeRole | str) -> float:
    """Give a type role's size in points before it is scaled."""
    return _TYPE[role][0]


def px(size: float) -> int:
    """Give a measure that grows with the text (a control's height, an icon), in whole pixels."""
    return round(size * current().scale)


def palette() -> QPalette:
    """Give the Qt palette of the theme worn now, for whatever Qt draws by itself."""
    made = QPalette()
    group = QPalette.ColorRole
    roles = {
        group.Window: "paper", group.Base: "raised", group.AlternateBase: "raised", group.Button: "raised",
        group.WindowText: "ink", group.Text: "ink", group.ButtonText: "ink", group.BrightText: "brick",
        group.PlaceholderText: "ink-2", group.Highlight: "teal", group.HighlightedText: "on-teal",
        group.Accent: "teal", group.Link: "teal", group.LinkVisited: "teal", group.ToolTipBase: "raised",
        group.ToolTipText: "ink", group.Light: "raised", group.Midlight: "line", group.Mid: "line",
        group.Dark: "edge", group.Shadow: "edge",
    }  # fmt: skip
    for role, name in roles.items():
        made.setColor(role, colour(name))
    for role in (group.WindowText, group.Text, group.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("ink-2"))
    return made
