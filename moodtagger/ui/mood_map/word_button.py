"""One mood word on the map of words: a button that stays down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from moodtagger.core.vocabulary import Mood
from moodtagger.ui import formatting as words
from moodtagger.ui.markup import escape_rich_text
from moodtagger.ui.mood_display_names import mood_text
from moodtagger.ui.palette import mood_color
from moodtagger.ui.theme import SMALL_SCALE, blend, is_dark, scaled_font

_PADDING_X, _PADDING_Y = 7, 3
_CHECK_MARK = "\N{CHECK MARK} "


class MoodWordButton(QAbstractButton):
    """A plate in its mood's colour with how many songs have the mood; a mark when picked."""

    def __init__(self, word: str, mood: Mood, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood = mood
        self.count: int | None = None
        self.is_core = word == mood.label and mood.core
        self.setText(mood_text(word))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(
            scaled_font(self.font(), 1.0 if self.is_core else SMALL_SCALE, bold=self.is_core)
        )
        self._is_own_label = word == mood.label
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """How many songs have the mood; None while that is not known."""
        self.count = count
        count_text = "" if count is None else words.song_count(count)
        meaning = (
            ""
            if self._is_own_label
            else self.tr("counts as %1").replace("%1", mood_text(self.mood.label))
        )
        description = ", ".join(part for part in (self.text(), meaning, count_text) if part)
        self.setToolTip(escape_rich_text(description))
        self.setAccessibleName(description)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the mark and four digits, so that nothing moves when they come."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(_CHECK_MARK + self.text() + " 0000") + 2 * _PADDING_X
        return QSize(width, metrics.height() + 2 * _PADDING_Y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plate, mark, word, count, and a frame when it has the focus."""
        roles = QPalette.ColorRole
        palette = self.palette()
        color = mood_color(self.mood, is_dark(self))
        base, text = palette.color(roles.Base), palette.color(roles.Text)
        checked = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(color, 2.0 if checked or self.underMouse() else 1.0))
        painter.setBrush(blend(color, base, 0.62 if checked else 0.9))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        if self.hasFocus():
            self._draw_focus(painter, palette.color(roles.WindowText))
        label = (_CHECK_MARK if checked else "") + self.text()
        number = "" if self.count is None else f" {words.format_count(self.count)}"
        metrics = painter.fontMetrics()
        label_width = metrics.horizontalAdvance(label)
        left = rect.center().x() - (label_width + metrics.horizontalAdvance(number)) / 2
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(text)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, label)
        painter.setPen(blend(text, base, 0.25))
        painter.drawText(QRectF(left + label_width, 0, self.width(), self.height()), flags, number)
        painter.end()

    def _draw_focus(self, painter: QPainter, color: QColor) -> None:
        painter.save()
        painter.setPen(QPen(color, 1.0, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.restore()
