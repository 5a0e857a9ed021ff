"""Theme of the window: light or dark, spacing, type sizes and mood colors."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from moodtagger import paths
from moodtagger.ui.palette import (
    blend,
    circumplex_color,
    contrast,
    control_palette,
    item_palette,
    key_color,
    menu_palette,
    mood_color,
    quadrant_color,
    style_colors,
    window_palette,
)
from moodtagger.ui.style_sheet import style_sheet

__all__ = [
    "HEADING_SCALE",
    "RADIUS",
    "ROOM_FOR_ALL",
    "SMALL_SCALE",
    "SPACE",
    "SPACE_L",
    "SPACE_S",
    "SPACE_XL",
    "TITLE_SCALE",
    "Mode",
    "apply_theme",
    "blend",
    "circumplex_color",
    "contrast",
    "is_dark",
    "key_color",
    "mood_color",
    "quadrant_color",
    "scaled_font",
    "window_palette",
]

Mode = Literal["system", "light", "dark", "contrast-light", "contrast-dark"]

# Spacing in device-independent pixels.
SPACE_S = 4
SPACE = 8
SPACE_L = 12
SPACE_XL = 20
RADIUS = 6
ROOM_FOR_ALL = 1000  # pixels; in a narrower window map and list take turns, and filters fold

# Type sizes as multiples of the system font, so that the user's font size is respected: 16, 13
# and 11.5 pixels where that has 13. A heading differs from text by its weight.
SMALL_SCALE = 11.5 / 13
HEADING_SCALE = 1.0
TITLE_SCALE = 16 / 13

_SCHEMES: dict[Mode, Qt.ColorScheme] = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast-light": Qt.ColorScheme.Light,
    "contrast-dark": Qt.ColorScheme.Dark,
}
_CONTROL_CLASSES = (
    "QRadioButton",
    "QCheckBox",
    "QPushButton",
    "QLineEdit",
    "QComboBox",
    "QAbstractSpinBox",
    "QSlider",
    "QProgressBar",
    "QTabBar",
    "QScrollBar",
)
_MODE_PROPERTY = "moodtagger_follows_system"


def is_dark(source: QPalette | QWidget) -> bool:
    """Return whether text is lighter than its background."""
    palette = source.palette() if isinstance(source, QWidget) else source
    background = palette.color(QPalette.ColorRole.Window).lightnessF()
    return palette.color(QPalette.ColorRole.WindowText).lightnessF() > background


def scaled_font(font: QFont, scale: float, bold: bool = False) -> QFont:
    """Scale a font whose size is set in points or in pixels."""
    out = QFont(font)
    if font.pointSizeF() > 0:
        out.setPointSizeF(font.pointSizeF() * scale)
    else:
        out.setPixelSize(max(1, round(font.pixelSize() * scale)))
    out.setBold(bold)
    return out


def apply_theme(app: QApplication, mode: Mode) -> None:
    """Apply the Fusion style and our style sheet in a mode; may be called again at any time.

    Qt gets the color scheme for native parts (title bar, file dialogs). The palette is our own,
    since some platforms have no color scheme.
    """
    QDir.setSearchPaths("theme", [str(paths.resources_dir() / "icons")])
    app.setStyle("Fusion")
    hints = app.styleHints()
    if not app.property(_MODE_PROPERTY):
        hints.colorSchemeChanged.connect(lambda _scheme: _update_palette(app))
    app.setProperty(_MODE_PROPERTY, mode)
    hints.setColorScheme(_SCHEMES[mode])
    _update_palette(app)


def _update_palette(app: QApplication) -> None:
    """Set the palette of the current mode."""
    mode = app.property(_MODE_PROPERTY)
    system_is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    dark = mode in ("dark", "contrast-dark") or (mode == "system" and system_is_dark)
    high_contrast = mode.startswith("contrast-") or (
        mode == "system" and _system_wants_contrast(app)
    )
    palette = window_palette(dark, high_contrast)
    if app.palette() != palette or not app.styleSheet():
        app.setPalette(palette)  # this also drops the palettes of single classes
        for name in _CONTROL_CLASSES:
            app.setPalette(control_palette(dark, high_contrast), name)  # type: ignore[arg-type]
        app.setPalette(menu_palette(dark, high_contrast), "QMenu")  # type: ignore[arg-type]
        app.setPalette(item_palette(dark, high_contrast), "QAbstractItemView")  # type: ignore[arg-type]
        colors = style_colors(dark, high_contrast)
        app.setStyleSheet(style_sheet(palette, colors, high_contrast))


def _system_wants_contrast(app: QApplication) -> bool:
    """Return whether the desktop asks for high contrast (known since Qt 6.10)."""
    accessibility = getattr(app.styleHints(), "accessibility", None)
    if accessibility is None:
        return False
    return accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
