"""The style sheet of the window: flat controls, hairlines, one accent color.

Only what the Fusion style draws with boxes and gradients is styled; all colors come from the
palette, so that every theme has the same shapes.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette

from moodtagger.ui.palette import StyleColors, blend

_ROLES = QPalette.ColorRole
_RULES = """
QPushButton, QComboBox, QToolButton {
    background: $base; color: $text; border: 1px solid $line; border-radius: 6px;
}
QPushButton { padding: 4px 12px; min-height: 18px; }
QComboBox { padding: 3px 8px; min-height: 20px; }
QToolButton { padding: 3px 6px; }
QToolButton[autoRaise="true"] { background: transparent; border-color: transparent; }
QPushButton:hover, QComboBox:hover, QToolButton:hover,
QToolButton[autoRaise="true"]:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked,
QToolButton[autoRaise="true"]:checked { background: $tint; color: $tintText; }
QPushButton:focus, QComboBox:focus, QToolButton:focus { border-color: $accent; }
QPushButton:default, QPushButton[primary="true"] {
    background: $fill; color: $fillText; border-color: $fill;
}
QPushButton:default:hover, QPushButton[primary="true"]:hover { background: $fillHover; }
QPushButton:default:focus, QPushButton[primary="true"]:focus {
    border: 2px solid $text; padding: 3px 11px;
}
QPushButton:disabled, QPushButton:default:disabled, QPushButton[primary="true"]:disabled,
QComboBox:disabled, QToolButton:disabled {
    background: $window; color: $faint; border-color: $line;
}
QToolButton[autoRaise="true"]:disabled { background: transparent; border-color: transparent; }
QPushButton::menu-indicator, QToolButton::menu-indicator {
    image: url(theme:arrow-down.png); subcontrol-origin: padding;
    subcontrol-position: center right; right: 4px;
}
QToolButton[popupMode="2"], QToolButton[popupMode="1"] { padding-right: 20px; }

QFrame#segments { background: $base; border: 1px solid $line; border-radius: 6px; }
QPushButton[segment="true"] {
    border: 1px solid transparent; border-radius: 4px; padding: 3px 12px;
}
QPushButton[segment="true"]:checked { background: $tint; color: $tintText; }
QPushButton[segment="true"]:focus { border-color: $accent; }

QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    background: $base; color: $text; border: 1px solid $outline; border-radius: 6px;
    selection-background-color: $fill; selection-color: $fillText;
}
QLineEdit { padding: 3px 6px; min-height: 20px; }
QAbstractSpinBox { padding: 3px 4px; min-height: 18px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractItemView QLineEdit {
    border: 0; padding: 0; min-height: 0; background: transparent;
}
QLineEdit:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border-color: $accent;
}
QLineEdit:disabled, QAbstractSpinBox:disabled {
    color: $faint; border-color: $line; background: $window;
}
QComboBox { padding-right: 22px; }
QComboBox::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow { image: url(theme:arrow-down.png); }
QComboBox QAbstractItemView { border: 1px solid $line; }
QAbstractSpinBox { padding-right: 18px; qproperty-alignment: AlignRight; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 18px; border: 0; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(theme:arrow-up.png); }
QAbstractSpinBox::down-arrow { image: url(theme:arrow-down.png); }

QTabBar::tab {
    background: transparent; color: $muted; border: 0; border-bottom: 2px solid transparent;
    padding: 5px 4px; margin: 0 8px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar:focus::tab:selected { background: $tint; color: $tintText; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QTabBar#pages { background: $base; border-bottom: 1px solid $line; }

QWidget#topBar { background: $base; border-bottom: 1px solid $line; }
QWidget#playerBar { background: $base; border-top: 1px solid $line; }
QToolButton#playButton {
    background: $fill; border: 2px solid $fill; border-radius: 18px; padding: 0;
}
QToolButton#playButton:hover { background: $fillHover; border-color: $fillHover; }
QToolButton#playButton:focus { border-color: $text; }
QMainWindow > QMenuBar { background: $base; }
QStatusBar { border-top: 1px solid $line; }
QStatusBar::item { border: 0; }
QStatusBar QToolButton { padding: 1px 6px; }
QStatusBar QPushButton { padding: 1px 8px; min-height: 16px; }
QSplitter::handle { background: $line; }

QHeaderView { background: $base; border: 0; }
QHeaderView::section {
    background: $base; color: $muted; border: 0; border-bottom: 1px solid $line; padding: 4px 6px;
}
QTreeView, QTableView, QListView, QListWidget { border: 1px solid $line; border-radius: 4px; }
SongTable QTableView, Sidebar QTreeView, SimilarSongsList { border: 0; border-radius: 0; }
Sidebar QTreeView { background: $window; }
QHeaderView::section:vertical { border: 0; padding: 0 6px; }
QTableCornerButton::section { background: $base; border: 0; }

QGroupBox { border: 0; border-top: 1px solid $line; margin-top: 22px; padding-top: 8px; }
QGroupBox[title=""] { border: 0; margin-top: 0; padding-top: 0; }
QGroupBox::title {
    subcontrol-origin: margin; subcontrol-position: top left; color: $muted; left: 0;
}

QProgressBar { background: $line; border: 0; border-radius: 3px; }
QProgressBar::chunk { background: $fill; border-radius: 3px; }

QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $handle; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

# A checked button keeps the background that its icon is drawn for.
_HIGH_CONTRAST_RULES = """
QToolButton:checked, QToolButton[autoRaise="true"]:checked {
    background: $base; color: $text; border: 2px solid $accent;
}
"""


def style_sheet(palette: QPalette, colors: StyleColors, high_contrast: bool) -> str:
    """Return the style sheet in the colors of a palette."""
    text, base = palette.color(_ROLES.Text), palette.color(_ROLES.Base)
    window, fill = palette.color(_ROLES.Window), palette.color(_ROLES.Highlight)
    values = {
        "base": base.name(),
        "text": text.name(),
        "window": window.name(),
        "muted": palette.color(_ROLES.PlaceholderText).name(),
        "faint": palette.color(QPalette.ColorGroup.Disabled, _ROLES.Text).name(),
        "line": colors.outline if high_contrast else blend(base, text, 0.14).name(),
        "hover": blend(base, text, 0.06).name(),
        "accent": palette.color(_ROLES.Accent).name(),
        "fill": fill.name(),
        "fillText": palette.color(_ROLES.HighlightedText).name(),
        "fillHover": blend(fill, text, 0.12).name(),
        "outline": colors.outline,
        "handle": colors.outline if high_contrast else blend(base, text, 0.35).name(),
        "tint": colors.tint,
        "tintText": colors.tint_text,
    }
    rules = _RULES + (_HIGH_CONTRAST_RULES if high_contrast else "")
    for name in sorted(values, key=len, reverse=True):  # "fill" is the start of others
        rules = rules.replace(f"${name}", values[name])
    return rules
