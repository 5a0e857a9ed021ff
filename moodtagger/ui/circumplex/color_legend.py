"""The chooser of what the points are colored by, and its legend."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QStandardItemModel,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex.coloring import ColorBy, ColorChoice, Coloring
from moodtagger.ui.circumplex.map_theme import MapTheme, draw_marker, with_alpha
from moodtagger.ui.circumplex.strings import translate
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.theme import RADIUS, SPACE, SPACE_S

_MARKER_RADIUS = 4.5  # radius of a point in the legend
_WIDTH_RANGE = (96.0, 190.0)  # minimum and maximum
_BAR_HEIGHT = 12.0


class MapLegend(QWidget):
    """Legend of categories or of a color scale; transparent for the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coloring: Coloring | None = None
        self._theme: MapTheme | None = None
        self._used_codes: list[int] = []  # codes that occur among the songs
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_coloring(self, coloring: Coloring, theme: MapTheme, title: str) -> None:
        """Show the legend of a coloring; `title` names what the points are colored by."""
        self._coloring, self._theme = coloring, theme
        counts = np.bincount(coloring.codes, minlength=len(coloring.swatches))
        self._used_codes = np.flatnonzero(counts).tolist()
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the legend as text, for accessibility."""
        if self._coloring is None:
            return ""
        if self._coloring.ordered:
            ends = f"{self._coloring.low} \N{EN DASH} {self._coloring.high}"
            return f"{ends}, {self._coloring.swatches[-1].label}" if self._has_unknown() else ends
        return ", ".join(self._coloring.swatches[code].label for code in self._used_codes)

    def _has_unknown(self) -> bool:
        """Whether a song has no value on the scale."""
        return self._coloring is not None and len(self._coloring.swatches) - 1 in self._used_codes

    def sizeHint(self) -> QSize:
        """Return the size of all lines."""
        if self._coloring is None or self._theme is None:
            return QSize(0, 0)
        metrics = QFontMetricsF(self._theme.small_font)
        swatches = [self._coloring.swatches[code] for code in self._used_codes]
        if self._coloring.ordered:
            lines, width = 2.0 if self._has_unknown() else 1.0, _WIDTH_RANGE[1]
            height = _BAR_HEIGHT + SPACE_S + lines * (metrics.height() + 2)
        else:
            widest = max((metrics.horizontalAdvance(s.label) for s in swatches), default=0.0)
            width = widest + 4 * _MARKER_RADIUS + 2 * SPACE
            height = len(swatches) * (metrics.height() + 2)
        width = min(_WIDTH_RANGE[1], max(_WIDTH_RANGE[0], width))
        return QSize(round(width), round(height + 2 * SPACE_S))

    def minimumSizeHint(self) -> QSize:
        """Return the full size: the legend is never shown in part."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the legend on a translucent background."""
        if self._coloring is None or self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(self._theme.background, 0.78))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setFont(self._theme.small_font)
        inner = QRectF(self.rect()).adjusted(SPACE_S, SPACE_S, -SPACE_S, -SPACE_S)
        if self._coloring.ordered:
            self._paint_scale(painter, inner, self._coloring, self._theme)
        else:
            self._paint_categories(painter, inner, self._coloring, self._theme)
        painter.end()

    def _paint_scale(
        self, painter: QPainter, area: QRectF, coloring: Coloring, theme: MapTheme
    ) -> None:
        bar = QRectF(area.left(), area.top(), area.width(), _BAR_HEIGHT)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        scale = coloring.swatches[:-1]
        for i, swatch in enumerate(scale):
            gradient.setColorAt(i / (len(scale) - 1), QColor(swatch.color))
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(theme.text)
        line = QRectF(
            bar.left(), bar.bottom() + 2, bar.width(), QFontMetricsF(theme.small_font).height()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, coloring.low)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, coloring.high)
        line.translate(0, line.height() + 2)
        if self._has_unknown():
            self._paint_swatch(painter, line, coloring, len(coloring.swatches) - 1, theme)

    def _paint_categories(
        self, painter: QPainter, area: QRectF, coloring: Coloring, theme: MapTheme
    ) -> None:
        height = QFontMetricsF(theme.small_font).height() + 2
        for i, code in enumerate(self._used_codes):
            line = QRectF(area.left(), area.top() + i * height, area.width(), height)
            self._paint_swatch(painter, line, coloring, code, theme)

    def _paint_swatch(
        self, painter: QPainter, line: QRectF, coloring: Coloring, code: int, theme: MapTheme
    ) -> None:
        swatch = coloring.swatches[code]
        center = QPointF(line.left() + 1.5 * _MARKER_RADIUS, line.center().y())
        draw_marker(
            painter, swatch.shape, center, _MARKER_RADIUS, QColor(swatch.color), theme.background
        )
        text_rect = line.adjusted(4 * _MARKER_RADIUS, 0, 0, 0)
        metrics = QFontMetricsF(theme.small_font)
        text = metrics.elidedText(swatch.label, Qt.TextElideMode.ElideRight, text_rect.width())
        painter.setPen(theme.text)
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter, text)


_MIN_SIZE_FOR_LEGEND = (560, 330)  # of the map; a smaller one hides the legend


class ColorChooser(QWidget):
    """Combo boxes for mode and mood; `chosen` carries the ColorChoice of the user."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._map_widget = parent
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.legend = MapLegend(parent)  # a sibling, as it is transparent for the mouse
        self.mode_box, self.mood_box = QComboBox(), QComboBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for box in (self.mode_box, self.mood_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(box)
        for by in ColorBy:
            self.mode_box.addItem("", by)
        self._retranslate()
        self.mood_box.hide()
        self.mode_box.activated.connect(lambda _index: self._emit_choice())
        self.mood_box.activated.connect(lambda _index: self._emit_choice())

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Offer these moods, core moods first, keeping the current one if it is among them."""
        before = self.mood_box.currentData()
        self.mood_box.clear()
        for mood in sorted(vocabulary, key=lambda mood: (not mood.core, mood_text(mood.label))):
            self.mood_box.addItem(mood_text(mood.label), mood.label)
        self.mood_box.setCurrentIndex(max(0, self.mood_box.findData(before)))
        model = self.mode_box.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.mode_box.findData(ColorBy.MOOD)).setEnabled(len(vocabulary) > 0)

    def choice(self) -> ColorChoice:
        """Return the current choice."""
        by = ColorBy(self.mode_box.currentData())
        return ColorChoice(by, self.mood_box.currentData() or "" if by is ColorBy.MOOD else "")

    def show_choice(self, choice: ColorChoice) -> None:
        """Show a choice without emitting `chosen`."""
        self.mode_box.setCurrentIndex(self.mode_box.findData(choice.by))
        index = self.mood_box.findData(choice.mood)
        if index >= 0:
            self.mood_box.setCurrentIndex(index)
        self.mood_box.setVisible(choice.by is ColorBy.MOOD)

    def show_legend(self, coloring: Coloring, theme: MapTheme, *, songs: bool) -> None:
        """Update the legend; it is hidden when there are no songs."""
        self.legend.show_coloring(coloring, theme, self.title())
        # Positions and labels on the map already show the quadrant.
        quadrants = self.choice().by is ColorBy.QUADRANT
        self.legend.setVisible(songs and not quadrants and self._legend_fits())

    def title(self) -> str:
        """Return what the points are colored by, as text."""
        text = self.mode_box.currentText()
        return f"{text}: {self.mood_box.currentText()}" if self.choice().mood else text

    def _legend_fits(self) -> bool:
        size = self._map_widget.size()
        return size.width() >= _MIN_SIZE_FOR_LEGEND[0] and size.height() >= _MIN_SIZE_FOR_LEGEND[1]

    def changeEvent(self, event: QEvent) -> None:
        """Follow language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        names = {
            ColorBy.QUADRANT: translate("CircumplexView", "Color: Quadrant"),
            ColorBy.MOOD: translate("CircumplexView", "Color: Probability"),
            ColorBy.CONFIDENCE: translate("CircumplexView", "Color: Confidence"),
            ColorBy.ALBUM: translate("CircumplexView", "Color: Album"),
            ColorBy.TAG: translate("CircumplexView", "Color: Mood tag"),
        }
        for by, name in names.items():
            self.mode_box.setItemText(self.mode_box.findData(by), name)
        self.mode_box.setAccessibleName(translate("CircumplexView", "Color by"))
        self.mood_box.setAccessibleName(translate("CircumplexView", "Mood to color by"))
        self.mode_box.setToolTip(self.mode_box.accessibleName())
        self.mood_box.setToolTip(self.mood_box.accessibleName())

    def _emit_choice(self) -> None:
        choice = self.choice()
        self.show_choice(choice)
        self.chosen.emit(choice)
