"""The seek bar: playback position over the song's waveform and moods."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from moodtagger.core.prediction import Segment
from moodtagger.core.vocabulary import Mood
from moodtagger.ui import formatting, theme
from moodtagger.ui.formatting import escape_rich_text
from moodtagger.ui.player.mood_bands import MoodBand, mood_bands, mood_text_at
from moodtagger.ui.player.waveform_painter import paint_waveform

STEP_S = 5
TICKS_PER_S = 10  # the slider counts tenths of a second
_MARGIN = 6.0
_BAND_HEIGHT = 20.0
_WAVEFORM_HEIGHT = 32.0
_GROOVE_HEIGHT = 4.0
_HANDLE_WIDTH = 6.0
_UNPLAYED_FADE = 0.4  # blend of the unplayed part with the background


class MoodSlider(QSlider):
    """A slider in tenths of a second; clicks seek there, arrow keys by 5 seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSingleStep(STEP_S * TICKS_PER_S)
        self.setPageStep(STEP_S * 2 * TICKS_PER_S)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFont(theme.scaled_font(self.font(), 0.8))
        self._segments: tuple[Segment, ...] = ()
        self._mood: Mood | None = None
        self.bands: list[MoodBand] = []
        self.waveform = b""
        self.actionTriggered.connect(lambda _action: self._announce_position())

    def show_timeline(self, segments: tuple[Segment, ...], mood: Mood | None) -> None:
        """Color the bar by a mood, or by quadrant if it is None; plain without segments."""
        self._segments, self._mood = segments, mood
        self.bands = mood_bands(segments, mood, theme.is_dark(QGuiApplication.palette()))
        self.setAccessibleDescription(self.position_text())
        self.update()

    def show_waveform(self, points: bytes) -> None:
        """Draw the outline of the song in the colors of its moods; empty for bands alone."""
        self.waveform = points
        self.update()

    def position_text(self, seconds: float | None = None) -> str:
        """Return the position as text, such as '1:20 of 3:20, Happy'."""
        at = self.sliderPosition() / TICKS_PER_S if seconds is None else seconds
        text = self.tr("%1 of %2").replace("%1", formatting.format_time(at))
        text = text.replace("%2", formatting.format_time(self.maximum() / TICKS_PER_S))
        mood = mood_text_at(self._segments, self._mood, at)
        return f"{text}, {mood}" if mood else text

    def sizeHint(self) -> QSize:
        """Return the preferred size."""
        return QSize(240, round(_WAVEFORM_HEIGHT) + 8)

    def minimumSizeHint(self) -> QSize:
        """Return the minimum size that can be clicked."""
        return QSize(80, round(_BAND_HEIGHT) + 12)

    # -- mouse and keys ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Seek to the click and start dragging."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self.isSliderDown():
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self.setSliderDown(False)
        self.setAccessibleDescription(self.position_text())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Update the description, which screen readers read on focus."""
        self.setAccessibleDescription(self.position_text())
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show the mood under the pointer as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._seconds_at(event.pos().x())
            text = self.position_text(at) if self.maximum() else self.toolTip()
            QToolTip.showText(event.globalPos(), escape_rich_text(text), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Recompute the bands in the colors of a new theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.bands = mood_bands(
                self._segments, self._mood, theme.is_dark(QGuiApplication.palette())
            )
        super().changeEvent(event)

    def _drag(self, event: QMouseEvent) -> None:
        self.setSliderPosition(round(self._seconds_at(event.position().x()) * TICKS_PER_S))
        event.accept()

    def _announce_position(self) -> None:
        if self.isSliderDown():
            return
        text = self.position_text()
        self.setAccessibleDescription(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    # -- painting ---------------------------------------------------------------------------

    def _groove_rect(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, 0)

    def _seconds_at(self, x: float) -> float:
        groove = self._groove_rect()
        fraction = (x - groove.left()) / max(groove.width(), 1.0)
        return min(max(fraction, 0.0), 1.0) * self.maximum() / TICKS_PER_S

    def x_of(self, seconds: float) -> float:
        """Return the x position of a second of the song."""
        groove = self._groove_rect()
        fraction = seconds * TICKS_PER_S / max(self.maximum(), 1)
        return groove.left() + groove.width() * min(max(fraction, 0.0), 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint groove or bands, handle and focus frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = self.x_of(self.sliderPosition() / TICKS_PER_S)
        if self.waveform and self.maximum():
            self._paint_waveform(painter, at)
        elif self.bands and self.maximum():
            for band in self.bands:
                self._paint_band(painter, band, at)
        else:
            self._paint_groove(painter, at)
        self._paint_handle(painter, at)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_waveform(self, painter: QPainter, at: float) -> None:
        background = self._color(QPalette.ColorRole.Base)
        plain = theme.blend(self._color(QPalette.ColorRole.WindowText), background, 0.45)
        area = self._groove_rect()
        area.setHeight(min(_WAVEFORM_HEIGHT, self.height() - 4.0))
        area.moveCenter(QPointF(area.center().x(), self.height() / 2))
        spans = [
            # A mood fades where it is unlikely; quadrants are as clear everywhere.
            (self.x_of(b.start_s), theme.blend(background, b.color, 0.25 + 0.75 * b.height))
            for b in self.bands
        ]
        paint_waveform(painter, area, self.waveform, spans, plain, background, at)

    def _paint_band(self, painter: QPainter, band: MoodBand, at: float) -> None:
        middle = self.height() / 2
        left, right = self.x_of(band.start_s), self.x_of(band.end_s)
        height = max(1.5, band.height * _BAND_HEIGHT)
        rect = QRectF(
            left, middle + _BAND_HEIGHT / 2 - height, max(1.0, right - left - 0.5), height
        )
        unplayed_color = theme.blend(
            band.color, self._color(QPalette.ColorRole.Window), _UNPLAYED_FADE
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(unplayed_color)
        painter.drawRect(rect)
        played = QRectF(rect)
        played.setRight(min(rect.right(), at))
        if played.width() > 0:
            painter.setBrush(band.color)
            painter.drawRect(played)
        if band.name:
            # In two parts, as the background differs before and after the handle.
            self._paint_name(painter, band.name, rect, played, band.color)
            unplayed = QRectF(rect)
            unplayed.setLeft(max(rect.left(), at))
            self._paint_name(painter, band.name, rect, unplayed, unplayed_color)

    def _paint_name(
        self, painter: QPainter, name: str, rect: QRectF, clip: QRectF, background: QColor
    ) -> None:
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(name) + 8 > rect.width():
            name = name[:1]
        if metrics.horizontalAdvance(name) + 4 > rect.width() or clip.width() <= 0:
            return
        painter.save()
        painter.setClipRect(clip)
        painter.setPen(contrasting_color(background))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), name)
        painter.restore()

    def _paint_groove(self, painter: QPainter, at: float) -> None:
        groove = self._groove_rect()
        groove.setTop(self.height() / 2 - _GROOVE_HEIGHT / 2)
        groove.setHeight(_GROOVE_HEIGHT)
        text = self._color(QPalette.ColorRole.WindowText)
        background = self._color(QPalette.ColorRole.Window)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(text, background, 0.75))
        painter.drawRoundedRect(groove, 2, 2)
        if self.isEnabled():
            groove.setRight(at)
            painter.setBrush(self._color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(groove, 2, 2)

    def _paint_handle(self, painter: QPainter, at: float) -> None:
        text = self._color(QPalette.ColorRole.WindowText)
        background = self._color(QPalette.ColorRole.Window)
        if self.waveform and self.maximum():
            background = self._color(QPalette.ColorRole.Base)
            line = QRectF(at - 1.0, 2.0, 2.0, self.height() - 4.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(line.adjusted(-1, 0, 1, 0), background)
            painter.fillRect(line, text)
            return
        painter.setPen(QPen(background, 1.5))
        painter.setBrush(text if self.isEnabled() else theme.blend(text, background, 0.6))
        handle = QRectF(0, 0, _HANDLE_WIDTH, _BAND_HEIGHT + 6)
        handle.moveCenter(QPointF(at, self.height() / 2))
        painter.drawRoundedRect(handle, 3, 3)

    def _color(self, role: QPalette.ColorRole) -> QColor:
        # The application's palette: Qt gives sliders another Window color than their parent's.
        return QGuiApplication.palette().color(role)


def contrasting_color(background: QColor) -> QColor:
    """Return black or white, whichever has more contrast (relative luminance of WCAG 2.1)."""
    parts = (background.redF(), background.greenF(), background.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    dark = (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05)
    return QColor(Qt.GlobalColor.black if dark else Qt.GlobalColor.white)
