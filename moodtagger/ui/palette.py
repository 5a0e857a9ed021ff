"""Colors of the quadrants and of every mood between them, and the palettes of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from moodtagger.core.circumplex import QUADRANTS, Quadrant, angle_deg
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.vocabulary import Mood

# Chosen so that each pair also differs by 8 or more in CIE L*: they stay apart in protanopia,
# deuteranopia and tritanopia, and on a gray print. Order of lightness: happy, relaxed, angry, sad.
_LIGHT = {
    Quadrant.HAPPY: QColor("#d98c00"),
    Quadrant.ANGRY: QColor("#b82d1e"),
    Quadrant.SAD: QColor("#223a85"),
    Quadrant.RELAXED: QColor("#178f6b"),
}
_DARK = {
    Quadrant.HAPPY: QColor("#ffd05a"),
    Quadrant.ANGRY: QColor("#ee6549"),
    Quadrant.SAD: QColor("#4f76d6"),
    Quadrant.RELAXED: QColor("#4ccaa0"),
}

_ROLES = QPalette.ColorRole
_LIGHT_ROLES = {
    _ROLES.Window: "#f5f6f8",
    _ROLES.WindowText: "#1a1b1e",
    _ROLES.Base: "#ffffff",
    _ROLES.AlternateBase: "#f8f9fa",
    _ROLES.Text: "#1a1b1e",
    _ROLES.Button: "#ffffff",
    _ROLES.ButtonText: "#1a1b1e",
    _ROLES.BrightText: "#b82d1e",
    _ROLES.ToolTipBase: "#ffffff",
    _ROLES.ToolTipText: "#1a1b1e",
    _ROLES.PlaceholderText: "#646a75",
    _ROLES.Highlight: "#2563eb",
    _ROLES.HighlightedText: "#ffffff",
    _ROLES.Link: "#1d4ed8",
    _ROLES.LinkVisited: "#6b4a97",
    _ROLES.Accent: "#2563eb",
}
_DARK_ROLES = {
    _ROLES.Window: "#1c1d21",
    _ROLES.WindowText: "#e8e8ea",
    _ROLES.Base: "#24272c",
    _ROLES.AlternateBase: "#272a2f",
    _ROLES.Text: "#e8e8ea",
    _ROLES.Button: "#24272c",
    _ROLES.ButtonText: "#e8e8ea",
    _ROLES.BrightText: "#ee6549",
    _ROLES.ToolTipBase: "#33363b",
    _ROLES.ToolTipText: "#e8e8ea",
    _ROLES.PlaceholderText: "#9fa3ab",
    _ROLES.Highlight: "#2f6fd6",
    _ROLES.HighlightedText: "#ffffff",
    _ROLES.Link: "#7ab4f2",
    _ROLES.LinkVisited: "#b79be6",
    _ROLES.Accent: "#6ba6f8",
}
# White on black and black on white; a selection stands out by its inverted background.
_CONTRAST_LIGHT_ROLES = _LIGHT_ROLES | {
    _ROLES.Window: "#ffffff",
    _ROLES.WindowText: "#000000",
    _ROLES.Base: "#ffffff",
    _ROLES.AlternateBase: "#f2f2f2",
    _ROLES.Text: "#000000",
    _ROLES.Button: "#ffffff",
    _ROLES.ButtonText: "#000000",
    _ROLES.BrightText: "#8f0000",
    _ROLES.ToolTipText: "#000000",
    _ROLES.PlaceholderText: "#3d3d3d",
    _ROLES.Highlight: "#00367a",
    _ROLES.Link: "#003a8c",
    _ROLES.LinkVisited: "#4f1d80",
    _ROLES.Accent: "#00408f",
}
_CONTRAST_DARK_ROLES = _DARK_ROLES | {
    _ROLES.Window: "#000000",
    _ROLES.WindowText: "#ffffff",
    _ROLES.Base: "#000000",
    _ROLES.AlternateBase: "#141414",
    _ROLES.Text: "#ffffff",
    _ROLES.Button: "#000000",
    _ROLES.ButtonText: "#ffffff",
    _ROLES.BrightText: "#ffb0a0",
    _ROLES.ToolTipBase: "#000000",
    _ROLES.ToolTipText: "#ffffff",
    _ROLES.PlaceholderText: "#d0d0d0",
    _ROLES.Highlight: "#ffe14d",
    _ROLES.HighlightedText: "#000000",
    _ROLES.Link: "#a8d4ff",
    _ROLES.LinkVisited: "#dcc6ff",
    _ROLES.Accent: "#ffe14d",
}
_TEXT_ROLES = (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText)


def quadrant_color(quadrant: Quadrant, dark: bool) -> QColor:
    """Return the color of a quadrant on a dark or a light background."""
    return QColor((_DARK if dark else _LIGHT)[quadrant])


def circumplex_color(valence: float, arousal: float, dark: bool) -> QColor:
    """Return the color of a direction: pure in a quadrant's middle, blended towards the axes."""
    position = (angle_deg(valence, arousal) - 45.0) % 360.0 / 90.0
    first = int(position) % 4
    fraction = position - int(position)
    a = quadrant_color(QUADRANTS[first], dark)
    b = quadrant_color(QUADRANTS[(first + 1) % 4], dark)
    return blend(a, b, fraction)


def mood_color(mood: Mood, dark: bool) -> QColor:
    """Return the color of a mood, from its position on the circumplex."""
    return circumplex_color(mood.valence, mood.arousal, dark)


def key_color(key: MusicalKey, dark: bool) -> QColor:
    """Return the color of a key's place on the wheel: keys that fit are neighbors in color."""
    return QColor.fromHsl(30 * (key.camelot[0] - 1), 150, 165 if dark else 105)


def blend(a: QColor, b: QColor, fraction: float) -> QColor:
    """Interpolate between two colors (fraction 0 gives `a`, 1 gives `b`); the result is opaque."""
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * fraction,
        a.greenF() + (b.greenF() - a.greenF()) * fraction,
        a.blueF() + (b.blueF() - a.blueF()) * fraction,
    )


def contrast(a: QColor, b: QColor) -> float:
    """Return the contrast ratio of two opaque colors, 1 to 21 (WCAG 2.2, sRGB luminance)."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    channels = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# Fusion outlines a control in its Window color darkened by 1.4, which is hardly visible on a dark
# window. Controls do not fill themselves with that color, so they get a Window color of their own.
_OUTLINE_DARKENING = 1.4
_OUTLINES = {(False, False): 115, (True, False): 142, (False, True): 0, (True, True): 182}


def control_palette(dark: bool, high_contrast: bool = False) -> QPalette:
    """Return the palette of buttons, boxes and fields, whose outlines stay visible."""
    palette = window_palette(dark, high_contrast)
    gray = min(255, round(_OUTLINES[dark, high_contrast] * _OUTLINE_DARKENING))
    palette.setColor(_ROLES.Window, QColor(gray, gray, gray))
    return palette


@dataclass(frozen=True)
class StyleColors:
    """The colors that the palette has no role for, as blends of those it has."""

    outline: str  # of fields: 3 to 1 at least
    tint: str  # of what is checked or selected
    tint_text: str


# A selected row is tinted, except with high contrast, where it is inverted.
_TINTS = {False: "#dbe7fb", True: "#2c4a73"}
_FIELD_OUTLINES = {
    (False, False): "#868c96", (True, False): "#7d828b",
    (False, True): "#000000", (True, True): "#ffffff",
}  # fmt: skip


def item_palette(dark: bool, high_contrast: bool = False) -> QPalette:
    """Return the palette of lists, tables and trees."""
    palette = window_palette(dark, high_contrast)
    if not high_contrast:
        palette.setColor(_ROLES.Highlight, QColor(_TINTS[dark]))
        palette.setColor(_ROLES.HighlightedText, palette.color(_ROLES.Text))
    return palette


def style_colors(dark: bool, high_contrast: bool = False) -> StyleColors:
    """Return the colors of the style sheet that no palette has."""
    items = item_palette(dark, high_contrast)
    return StyleColors(
        outline=_FIELD_OUTLINES[dark, high_contrast],
        tint=items.color(_ROLES.Highlight).name(),
        tint_text=items.color(_ROLES.HighlightedText).name(),
    )


def menu_palette(dark: bool, high_contrast: bool = False) -> QPalette:
    """Return the palette of menus, which stand out from a black window by their background."""
    palette = window_palette(dark, high_contrast)
    if dark and high_contrast:
        palette.setColor(_ROLES.Window, QColor("#202020"))
    return palette


def window_palette(dark: bool, high_contrast: bool = False) -> QPalette:
    """Return a complete palette for the Fusion style."""
    if high_contrast:
        roles = _CONTRAST_DARK_ROLES if dark else _CONTRAST_LIGHT_ROLES
    else:
        roles = _DARK_ROLES if dark else _LIGHT_ROLES
    palette = QPalette(QColor(roles[_ROLES.Button]), QColor(roles[_ROLES.Window]))
    for role, name in roles.items():
        palette.setColor(role, QColor(name))
    for role in _TEXT_ROLES:
        background = palette.color(QPalette.ColorGroup.Active, _ROLES.Window)
        faint = blend(palette.color(role), background, 0.55)
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette
