"""The seek bar: where the song is, over its moods in time."""

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
from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.markup import letter_by_letter
from moodtagger.ui.player.mood_bands import Band, bands, feeling_at

STEP_S = 5
TENTHS = 10  # the slider counts tenths of a second
_MARGIN = 6.0
_BAND = 20.0
_GROOVE = 4.0
_HEAD = 6.0
_AHEAD = 0.4  # how far what is still to come fades into the ground


class MoodSlider(QSlider):
    """A slider in tenths of a second; a click jumps to its place, the arrow keys by 5 seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSingleStep(STEP_S * TENTHS)
        self.setPageStep(STEP_S * 2 * TENTHS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.scaled_font(self.font(), 0.8))
        self._segments: tuple[Segment, ...] = ()
        self._mood: Mood | None = None
        self._bands: list[Band] = []
        self.actionTriggered.connect(lambda _action: self._moved_by_key())

    def show_course(self, segments: tuple[Segment, ...], mood: Mood | None) -> None:
        """Colour by this mood, or by quadrant when it is None; without segments by nothing."""
        self._segments, self._mood = segments, mood
        self._bands = bands(segments, mood, theme.is_dark(QGuiApplication.palette()))
        self.setAccessibleDescription(self.value_text())
        self.update()

    @property
    def bands(self) -> list[Band]:
        """What is drawn."""
        return self._bands

    def value_text(self, seconds: float | None = None) -> str:
        """The position in words: '1:20 of 3:20, Happy'."""
        at = self.sliderPosition() / TENTHS if seconds is None else seconds
        text = self.tr("%1 of %2").replace("%1", words.clock(at))
        text = text.replace("%2", words.clock(self.maximum() / TENTHS))
        feeling = feeling_at(self._segments, self._mood, at)
        return f"{text}, {feeling}" if feeling else text

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(240, round(_BAND) + 12)

    def minimumSizeHint(self) -> QSize:
        """Still to be hit."""
        return QSize(80, self.sizeHint().height())

    # -- mouse and keys ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to where the click was, then drag from there."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self.isSliderDown():
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag ends."""
        self.setSliderDown(False)
        self.setAccessibleDescription(self.value_text())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A screen reader that comes here reads the present position."""
        self.setAccessibleDescription(self.value_text())
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tooltip says what is felt where the mouse is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._seconds_at(event.pos().x())
            text = self.value_text(at) if self.maximum() else self.toolTip()
            QToolTip.showText(event.globalPos(), letter_by_letter(text), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """The colours of the new theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._bands = bands(
                self._segments, self._mood, theme.is_dark(QGuiApplication.palette())
            )
        super().changeEvent(event)

    def _drag(self, event: QMouseEvent) -> None:
        self.setSliderPosition(round(self._seconds_at(event.position().x()) * TENTHS))
        event.accept()

    def _moved_by_key(self) -> None:
        if self.isSliderDown():
            return
        text = self.value_text()
        self.setAccessibleDescription(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    # -- painting ---------------------------------------------------------------------------

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, 0)

    def _seconds_at(self, x: float) -> float:
        room = self._room()
        share = (x - room.left()) / max(room.width(), 1.0)
        return min(max(share, 0.0), 1.0) * self.maximum() / TENTHS

    def _x_of(self, seconds: float) -> float:
        room = self._room()
        share = seconds * TENTHS / max(self.maximum(), 1)
        return room.left() + room.width() * min(max(share, 0.0), 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Groove, bands, head, focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = self._x_of(self.sliderPosition() / TENTHS)
        if self._bands and self.maximum():
            for band in self._bands:
                self._paint_band(painter, band, at)
        else:
            self._paint_groove(painter, at)
        self._paint_head(painter, at)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_band(self, painter: QPainter, band: Band, at: float) -> None:
        middle = self.height() / 2
        left, right = self._x_of(band.start_s), self._x_of(band.end_s)
        height = max(1.5, band.height * _BAND)
        rect = QRectF(left, middle + _BAND / 2 - height, max(1.0, right - left - 0.5), height)
        faint = theme.blend(band.color, self._color(QPalette.ColorRole.Window), _AHEAD)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawRect(rect)
        played = QRectF(rect)
        played.setRight(min(rect.right(), at))
        if played.width() > 0:
            painter.setBrush(band.color)
            painter.drawRect(played)
        if band.name:
            # In two strokes, as the ground is another one before and behind the head.
            self._paint_name(painter, band.name, rect, played, band.color)
            rest = QRectF(rect)
            rest.setLeft(max(rect.left(), at))
            self._paint_name(painter, band.name, rect, rest, faint)

    def _paint_name(
        self, painter: QPainter, name: str, rect: QRectF, part: QRectF, ground: QColor
    ) -> None:
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(name) + 8 > rect.width():
            name = name[:1]
        if metrics.horizontalAdvance(name) + 4 > rect.width() or part.width() <= 0:
            return
        painter.save()
        painter.setClipRect(part)
        painter.setPen(_readable_on(ground))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), name)
        painter.restore()

    def _paint_groove(self, painter: QPainter, at: float) -> None:
        room = self._room()
        room.setTop(self.height() / 2 - _GROOVE / 2)
        room.setHeight(_GROOVE)
        text = self._color(QPalette.ColorRole.WindowText)
        ground = self._color(QPalette.ColorRole.Window)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(text, ground, 0.75))
        painter.drawRoundedRect(room, 2, 2)
        if self.isEnabled():
            room.setRight(at)
            painter.setBrush(self._color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(room, 2, 2)

    def _paint_head(self, painter: QPainter, at: float) -> None:
        text = self._color(QPalette.ColorRole.WindowText)
        ground = self._color(QPalette.ColorRole.Window)
        painter.setPen(QPen(ground, 1.5))
        painter.setBrush(text if self.isEnabled() else theme.blend(text, ground, 0.6))
        head = QRectF(0, 0, _HEAD, _BAND + 6)
        head.moveCenter(QPointF(at, self.height() / 2))
        painter.drawRoundedRect(head, 3, 3)

    def _color(self, role: QPalette.ColorRole) -> QColor:
        # The application's: Qt gives sliders a Window colour of their own, which is not behind us.
        return QGuiApplication.palette().color(role)


def _readable_on(ground: QColor) -> QColor:
    """Black or white, whichever stands out more: relative luminance as in WCAG 2.1."""
    parts = (ground.redF(), ground.greenF(), ground.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    dark = (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05)
    return QColor(Qt.GlobalColor.black if dark else Qt.GlobalColor.white)
