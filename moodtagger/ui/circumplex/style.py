"""Colours and fonts of the map, taken from a palette and a font."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette

from moodtagger.ui.theme import HEADING_SCALE, SMALL_SCALE, blend, contrast, is_dark, scaled_font

# Contrasts of WCAG 2.2: of text, of text where high contrast is wanted, and of such a theme.
_MIN_CONTRAST, _MIN_CONTRAST_HIGH, _HIGH_CONTRAST_THEME = 4.5, 7.0, 20.0


@dataclass(frozen=True)
class MapTheme:
    """What the painters paint with; `ground` is the colour of the paper."""

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
        """The look for a widget's palette and font."""
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
        """The colour drawn towards the text colour until words in it can be read."""
        min_contrast = (
            _MIN_CONTRAST_HIGH
            if contrast(self.text, self.background) > _HIGH_CONTRAST_THEME
            else _MIN_CONTRAST
        )
        fractions = (0.35 + 0.05 * step for step in range(14))
        candidates = (blend(color, self.text, share) for share in fractions)
        return next(
            (c for c in candidates if contrast(c, self.background) >= min_contrast), self.text
        )


def with_alpha(color: QColor, alpha: float) -> QColor:
    """The colour at an opacity in [0, 1]."""
    out = QColor(color)
    out.setAlphaF(alpha)
    return out


def _italic(font: QFont) -> QFont:
    out = QFont(font)
    out.setItalic(True)
    return out
