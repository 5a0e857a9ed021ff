"""Colours and fonts of the map, taken from a palette and a font."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette

from moodtagger.ui.theme import HEADING_SCALE, SMALL_SCALE, blend, contrast, is_dark, scaled_font

# Contrasts of WCAG 2.2: of text, of text where high contrast is wanted, and of such a theme.
_READABLE, _MOST_READABLE, _HIGH = 4.5, 7.0, 20.0


@dataclass(frozen=True)
class Look:
    """What the painters paint with; `ground` is the colour of the paper."""

    dark: bool
    ground: QColor
    text: QColor
    muted: QColor
    line: QColor
    accent: QColor
    card: QColor
    font: QFont
    small: QFont
    bold: QFont
    heading: QFont
    word: QFont
    small_word: QFont

    @classmethod
    def of(cls, palette: QPalette, font: QFont) -> Look:
        """The look for a widget's palette and font."""
        dark = is_dark(palette)
        ground = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        small = scaled_font(font, SMALL_SCALE)
        return cls(
            dark=dark,
            ground=ground,
            text=text,
            muted=blend(text, ground, 0.3),
            line=blend(text, ground, 0.78),
            accent=palette.color(QPalette.ColorRole.Accent),
            card=palette.color(QPalette.ColorRole.ToolTipBase),
            font=QFont(font),
            small=small,
            bold=scaled_font(font, 1.0, bold=True),
            heading=scaled_font(font, HEADING_SCALE, bold=True),
            word=_italic(font),
            small_word=_italic(small),
        )

    def readable(self, color: QColor) -> QColor:
        """The colour drawn towards the text colour until words in it can be read."""
        least = _MOST_READABLE if contrast(self.text, self.ground) > _HIGH else _READABLE
        shares = (0.35 + 0.05 * step for step in range(14))
        drawn = (blend(color, self.text, share) for share in shares)
        return next((c for c in drawn if contrast(c, self.ground) >= least), self.text)


def clear(color: QColor, alpha: float) -> QColor:
    """The colour at an opacity in [0, 1]."""
    out = QColor(color)
    out.setAlphaF(alpha)
    return out


def _italic(font: QFont) -> QFont:
    out = QFont(font)
    out.setItalic(True)
    return out
