"""Colors, fonts and marker shapes of the map."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPolygonF

from moodtagger.ui.theme import HEADING_SCALE, SMALL_SCALE, blend, contrast, is_dark, scaled_font

# Contrast ratios of WCAG 2.2 for text (AA and AAA), and that of a high-contrast theme.
_MIN_CONTRAST, _MIN_CONTRAST_HIGH, _HIGH_CONTRAST_THEME = 4.5, 7.0, 20.0


@dataclass(frozen=True)
class MapTheme:
    """Colors and fonts of the map's painters."""

    dark: bool
    background: QColor
    text: QColor
    muted: QColor
    line: QColor
    accent: QColor
    card: QColor
    font: QFont
    small_font: QFont
    bold_font: QFont
    heading_font: QFont
    mood_font: QFont
    small_mood_font: QFont

    @classmethod
    def from_palette(cls, palette: QPalette, font: QFont) -> MapTheme:
        """Return the theme for a widget's palette and font."""
        dark = is_dark(palette)
        background = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        small_font = scaled_font(font, SMALL_SCALE)
        return cls(
            dark=dark,
            background=background,
            text=text,
            muted=blend(text, background, 0.3),
            line=blend(text, background, 0.78),
            accent=palette.color(QPalette.ColorRole.Accent),
            card=palette.color(QPalette.ColorRole.ToolTipBase),
            font=QFont(font),
            small_font=small_font,
            bold_font=scaled_font(font, 1.0, bold=True),
            heading_font=scaled_font(font, HEADING_SCALE, bold=True),
            mood_font=_italic(font),
            small_mood_font=_italic(small_font),
        )

    def readable_color(self, color: QColor) -> QColor:
        """Blend a color with the text color until its contrast suffices for text."""
        min_contrast = (
            _MIN_CONTRAST_HIGH
            if contrast(self.text, self.background) > _HIGH_CONTRAST_THEME
            else _MIN_CONTRAST
        )
        fractions = (0.35 + 0.05 * step for step in range(14))
        candidates = (blend(color, self.text, fraction) for fraction in fractions)
        return next(
            (c for c in candidates if contrast(c, self.background) >= min_contrast), self.text
        )


def with_alpha(color: QColor, alpha: float) -> QColor:
    """Return the color at an opacity in [0, 1]."""
    out = QColor(color)
    out.setAlphaF(alpha)
    return out


def _italic(font: QFont) -> QFont:
    out = QFont(font)
    out.setItalic(True)
    return out


class MarkerShape(enum.StrEnum):
    """Shape of a point."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    WEDGE = "wedge"
    PENTAGON = "pentagon"
    STAR = "star"
    CROSS = "cross"
    RING = "ring"


CATEGORY_SHAPES = (
    MarkerShape.DISC, MarkerShape.SQUARE, MarkerShape.TRIANGLE, MarkerShape.DIAMOND,
    MarkerShape.WEDGE, MarkerShape.PENTAGON, MarkerShape.STAR, MarkerShape.CROSS,
)  # fmt: skip

# number of vertices, rotation of the first in degrees from above, radius of every second one
_POLYGONS = {
    MarkerShape.SQUARE: (4, 45.0, 1.0),
    MarkerShape.TRIANGLE: (3, 0.0, 1.0),
    MarkerShape.DIAMOND: (4, 0.0, 1.0),
    MarkerShape.WEDGE: (3, 180.0, 1.0),
    MarkerShape.PENTAGON: (5, 0.0, 1.0),
    MarkerShape.STAR: (10, 0.0, 0.45),
    MarkerShape.CROSS: (8, 0.0, 0.38),
}
_POLYGON_SCALE = 1.22  # vertices reach beyond the disc, so that the areas match


def draw_marker(
    painter: QPainter,
    shape: MarkerShape,
    center: QPointF,
    radius: float,
    color: QColor,
    outline: QColor,
) -> None:
    """Draw a point of a shape, with a thin outline."""
    if shape is MarkerShape.RING:
        painter.setPen(QPen(color, max(1.2, radius * 0.4)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, radius * 0.85, radius * 0.85)
        return
    painter.setPen(QPen(outline, 1.0))
    painter.setBrush(color)
    if shape is MarkerShape.DISC:
        painter.drawEllipse(center, radius, radius)
    else:
        painter.drawPolygon(_polygon(shape, center, radius * _POLYGON_SCALE))


def _polygon(shape: MarkerShape, center: QPointF, radius: float) -> QPolygonF:
    count, rotation, inner_ratio = _POLYGONS[shape]
    out = QPolygonF()
    for i in range(count):
        angle = math.radians(rotation + 360.0 * i / count)
        vertex_radius = radius * (inner_ratio if i % 2 and inner_ratio < 1.0 else 1.0)
        out.append(
            center + QPointF(vertex_radius * math.sin(angle), -vertex_radius * math.cos(angle))
        )
    return out
