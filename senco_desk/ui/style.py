"""The application's dress: Qt's Fusion style, our palette, and a style sheet made from the theme's roles.

Buttons, boxes, chips and the like paint themselves (`ui/widgets`); what Qt draws well by itself is dressed
here. A label's part is said with `setProperty("words", "title")`; a field in error has `wrong` set to True.

Family and ink are the application's font and palette. A rule for every widget (`*`, `QWidget`) would say the
same and make each change of the text's size a third slower.
"""

from __future__ import annotations

from string import Template

from PySide6.QtWidgets import QApplication, QWidget

from senco_desk.ui import theme

_SHEET = Template("""
QLabel { background: transparent; }
QLabel[words="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[words="head"] { font-size: ${head}pt; font-weight: 600; }
QLabel[words="strong"] { font-weight: 600; }
QLabel[words="small"] { font-size: ${small}pt; color: $ink2; }
QLabel[words="small-strong"] { font-size: ${small}pt; font-weight: 600; }
QLabel[words="quiet"] { color: $ink2; }
QLabel[words="wrong"] { font-size: ${small}pt; color: $brick; }
QLabel[words="soon"] { font-size: ${small}pt; color: $amber; }
QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox {
  background: $raised; border: 1px solid $edge; border-radius: 6px; padding: 0 11px;
  selection-background-color: $teal; selection-color: $on_teal;
  placeholder-text-color: $ink2; lineedit-password-character: 8226; }
QLineEdit, QAbstractSpinBox { min-height: ${field}px; max-height: ${field}px; }
QTextEdit, QPlainTextEdit { padding: 6px 8px; }
QLineEdit[large="true"] { min-height: ${field_large}px; max-height: ${field_large}px; }
QLineEdit[wrong="true"], QTextEdit[wrong="true"],
QPlainTextEdit[wrong="true"], QAbstractSpinBox[wrong="true"] {
  border: 2px solid $brick; padding-left: 10px; padding-right: 10px; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled {
  background: $stone; color: $ink2; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"] {
  background: transparent; border: none; padding: 0; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[page="true"] { background: transparent; border: none; }
QAbstractItemView { background: transparent; border: none; outline: none;
  selection-background-color: $teal_soft; selection-color: $ink; }
QListView#palette {
  background: $raised; border: 1px solid $edge; border-radius: 6px; padding: 4px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $ink2; border: none; border-bottom: 1px solid $edge;
  padding: 0 12px; font-size: ${small}pt; font-weight: 400; min-height: ${head_high}px; }
QTableCornerButton::section { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink2; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; border: none; width: 0; height: 0; }
QToolTip { background: $raised; color: $ink; border: 1px solid $edge; padding: 4px 8px;
  font-size: ${small}pt; }
QMenu { background: $raised; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 16px 6px 12px; border-radius: 4px; min-height: ${menu}px; }
QMenu::item:selected { background: $teal_soft; color: $teal_deep; }
QMenu::item:disabled { color: $ink2; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $edge; padding: 4px; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${menu}px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $teal_soft; color: $teal_deep; }
QProgressBar { background: $stone; color: $ink; border: none; border-radius: 4px;
  max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $teal; border-radius: 4px; }
QTextBrowser[reading="true"] { background: transparent; border: none; padding: 0; }
""")


def sheet(worn: theme.Theme) -> str:
    """Give the style sheet for a theme."""
    colours = {role.replace("-", "_"): theme.value(worn.name, role) for role in theme.ROLES}
    sizes = {name: f"{theme.points(theme.type_size(name)):.2f}" for name in ("title", "head", "small")}
    return _SHEET.substitute(
        colours,
        **sizes,
        ink2=colours["ink_2"],
        field=theme.px(36) - 2,
        field_large=theme.px(44) - 2,
        head_high=theme.px(32) - 1,
        menu=max(24, theme.px(24)),
    )


def dress(worn: theme.Theme) -> None:
    """Put the theme on the whole application."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    if not app.styleSheet():  # once: each new style has every widget dressed, and so has the sheet
        app.setStyle("fusion")
    app.setFont(theme.font("body"))
    app.setPalette(theme.palette())
    app.setStyleSheet(sheet(worn))


def again(widget: QWidget) -> None:
    """Dress one widget again after a property that the sheet asks about has changed."""
    drawn = widget.style()
    drawn.unpolish(widget)
    drawn.polish(widget)
    widget.update()


theme.dress_with(dress)
