"""The colours of feeling: four quadrants, every mood between them, and the two window palettes."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from moodtagger.core.circumplex import QUADRANTS, Quadrant, angle_deg
from moodtagger.core.vocabulary import Mood

# Chosen so that each pair also differs by 8 or more in CIE L*: they stay apart in protanopia,
# deuteranopia and tritanopia, and on a grey print. Order of lightness: happy, relaxed, angry, sad.
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
    _ROLES.Window: "#f3f3f4",
    _ROLES.WindowText: "#1b1c1f",
    _ROLES.Base: "#ffffff",
    _ROLES.AlternateBase: "#f6f6f8",
    _ROLES.Text: "#1b1c1f",
    _ROLES.Button: "#ebebed",
    _ROLES.ButtonText: "#1b1c1f",
    _ROLES.BrightText: "#b82d1e",
    _ROLES.ToolTipBase: "#ffffff",
    _ROLES.ToolTipText: "#1b1c1f",
    _ROLES.PlaceholderText: "#6a6c73",
    _ROLES.Highlight: "#2a6fb8",
    _ROLES.HighlightedText: "#ffffff",
    _ROLES.Link: "#1f5fa6",
    _ROLES.LinkVisited: "#6b4a97",
    _ROLES.Accent: "#2a6fb8",
}
_DARK_ROLES = {
    _ROLES.Window: "#26282c",
    _ROLES.WindowText: "#e8e8ea",
    _ROLES.Base: "#1c1d20",
    _ROLES.AlternateBase: "#222327",
    _ROLES.Text: "#e8e8ea",
    _ROLES.Button: "#33363b",
    _ROLES.ButtonText: "#e8e8ea",
    _ROLES.BrightText: "#ee6549",
    _ROLES.ToolTipBase: "#33363b",
    _ROLES.ToolTipText: "#e8e8ea",
    _ROLES.PlaceholderText: "#9a9ca3",
    _ROLES.Highlight: "#2f75c0",
    _ROLES.HighlightedText: "#ffffff",
    _ROLES.Link: "#7ab4f2",
    _ROLES.LinkVisited: "#b79be6",
    _ROLES.Accent: "#5a9fe0",
}
_TEXT_ROLES = (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText)


def quadrant_color(quadrant: Quadrant, dark: bool) -> QColor:
    """The colour of a quadrant on a dark or a light ground."""
    return QColor((_DARK if dark else _LIGHT)[quadrant])


def feeling_color(valence: float, arousal: float, dark: bool) -> QColor:
    """Colour by direction: a quadrant's own in its middle, a blend of two towards the axes."""
    position = (angle_deg(valence, arousal) - 45.0) % 360.0 / 90.0
    first = int(position) % 4
    share = position - int(position)
    a = quadrant_color(QUADRANTS[first], dark)
    b = quadrant_color(QUADRANTS[(first + 1) % 4], dark)
    return blend(a, b, share)


def mood_color(mood: Mood, dark: bool) -> QColor:
    """Colour of a mood word, from its place on the circumplex."""
    return feeling_color(mood.valence, mood.arousal, dark)


def blend(a: QColor, b: QColor, share: float) -> QColor:
    """Between two colours: `share` 0 gives `a`, 1 gives `b`; opaque."""
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )


def window_palette(dark: bool) -> QPalette:
    """A complete palette for the Fusion style."""
    roles = _DARK_ROLES if dark else _LIGHT_ROLES
    palette = QPalette(QColor(roles[_ROLES.Button]), QColor(roles[_ROLES.Window]))
    for role, name in roles.items():
        palette.setColor(role, QColor(name))
    for role in _TEXT_ROLES:
        ground = palette.color(QPalette.ColorGroup.Active, _ROLES.Window)
        faint = blend(palette.color(role), ground, 0.55)
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette
