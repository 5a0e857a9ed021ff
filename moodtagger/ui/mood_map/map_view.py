"""The mood map: one button per label, picked with arrow keys and Space or a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from moodtagger.core.tag_map import MapLabel
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui import formatting
from moodtagger.ui.formatting import escape_rich_text, mood_text
from moodtagger.ui.mood_map.label_layout import any_overlap, layout_labels
from moodtagger.ui.palette import mood_color
from moodtagger.ui.theme import SMALL_SCALE, blend, is_dark, scaled_font

_PADDING_X, _PADDING_Y = 7, 3
_CHECK_MARK = "\N{CHECK MARK} "


class MoodWordButton(QAbstractButton):
    """A checkable button in its mood's color with the number of songs that have the mood."""

    def __init__(self, label: str, mood: Mood, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood = mood
        self.count: int | None = None
        self.is_core = label == mood.label and mood.core
        self.setText(mood_text(label))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(
            scaled_font(self.font(), 1.0 if self.is_core else SMALL_SCALE, bold=self.is_core)
        )
        self._is_own_label = label == mood.label
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """Show the number of songs with the mood; None while it is unknown."""
        self.count = count
        count_text = "" if count is None else formatting.song_count(count)
        meaning = (
            ""
            if self._is_own_label
            else self.tr("found as %1").replace("%1", mood_text(self.mood.label))
        )
        description = ", ".join(part for part in (self.text(), meaning, count_text) if part)
        self.setToolTip(escape_rich_text(description))
        self.setAccessibleName(description)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size with space for the check mark and four digits, so that nothing moves."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(_CHECK_MARK + self.text() + " 0000") + 2 * _PADDING_X
        return QSize(width, metrics.height() + 2 * _PADDING_Y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint background, check mark, label, count, and the focus frame."""
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
        number = "" if self.count is None else f" {formatting.format_count(self.count)}"
        metrics = painter.fontMetrics()
        label_width = metrics.horizontalAdvance(label)
        left = rect.center().x() - (label_width + metrics.horizontalAdvance(number)) / 2
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(text)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, label)
        painter.setPen(blend(text, base, 0.25))
        painter.drawText(QRectF(left + label_width, 0, self.width(), self.height()), flags, number)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrow keys to the map; a button would go to the previous or next one."""
        if Qt.Key(event.key()) in _DIRECTIONS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _draw_focus(self, painter: QPainter, color: QColor) -> None:
        painter.save()
        painter.setPen(QPen(color, 1.0, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.restore()


_DIRECTIONS = {
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Down: QPoint(0, 1),
    Qt.Key.Key_Up: QPoint(0, -1),
}
_ACROSS_WEIGHT = 2.5  # of the distance across the arrow's direction
_AREA_FACTOR = 1.75  # of the map to the sum of its labels


class MoodMapView(QWidget):
    """Buttons and genre labels on the map; `picked` when the user picks or unpicks a mood."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._positions: list[MapLabel] = []
        self._buttons: list[MoodWordButton] = []
        self._genres: list[tuple[str, QRect]] = []
        self._layout_pending = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Moods by similarity"))
        self.setAccessibleDescription(
            self.tr("Similar moods are close together. Arrow keys move, Space selects a mood.")
        )

    def set_labels(self, positions: Sequence[MapLabel], vocabulary: Vocabulary) -> None:
        """Show these labels; picked moods stay picked if they are among them."""
        picked = set(self.moods())
        for button in self._buttons:
            button.setParent(None)
            button.deleteLater()
        labels = vocabulary.labels
        self._positions = [
            label for label in positions if label.mood is None or label.mood in labels
        ]
        self._buttons = [
            MoodWordButton(label.text, vocabulary.by_label(label.mood), self)
            for label in self._positions
            if label.mood is not None
        ]
        for button in self._buttons:
            button.setChecked(button.mood.label in picked)
            button.clicked.connect(lambda on, button=button: self._clicked(button, on))
            button.show()
        self._update_layout()

    def buttons(self) -> list[MoodWordButton]:
        """Return the buttons of all moods."""
        return list(self._buttons)

    def moods(self) -> list[str]:
        """Return the picked moods, each once, in the order of the buttons."""
        return list(dict.fromkeys(b.mood.label for b in self._buttons if b.isChecked()))

    def pick(self, moods: Sequence[str]) -> None:
        """Pick these moods and no others, without emitting `picked`."""
        for button in self._buttons:
            button.setChecked(button.mood.label in moods)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the number of songs with each mood."""
        before = self._sizes()
        for button in self._buttons:
            button.show_count(counts.get(button.mood.label))
        if self._sizes() != before:
            self._update_layout()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out the labels if that has been deferred."""
        super().showEvent(event)
        if self._layout_pending:
            self._update_layout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the labels for the new size."""
        super().resizeEvent(event)
        if not self._layout_pending:
            self._place_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus to the nearest button in the direction of an arrow key."""
        direction = _DIRECTIONS.get(Qt.Key(event.key()))
        current = self.focusWidget()
        if direction is None or not isinstance(current, MoodWordButton):
            super().keyPressEvent(event)
            return
        target = self._nearest_in_direction(current, direction)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the genres faintly, for orientation."""
        painter = QPainter(self)
        roles = QPalette.ColorRole
        palette = self.palette()
        painter.setPen(blend(palette.color(roles.Text), palette.color(roles.Base), 0.35))
        font = scaled_font(self.font(), SMALL_SCALE)
        font.setItalic(True)
        painter.setFont(font)
        for name, rect in self._genres:
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), name)
        painter.end()

    def _clicked(self, button: MoodWordButton, on: bool) -> None:
        """Check the other buttons of the same mood too."""
        for other in self._buttons:
            if other.mood.label == button.mood.label:
                other.setChecked(on)
        self.picked.emit()

    def _nearest_in_direction(
        self, current: MoodWordButton, direction: QPoint
    ) -> MoodWordButton | None:
        def cost(button: MoodWordButton) -> float:
            step = button.geometry().center() - current.geometry().center()
            along = QPoint.dotProduct(step, direction)
            across = abs(step.x() * direction.y()) + abs(step.y() * direction.x())
            return along + _ACROSS_WEIGHT * across if along > 0 else float("inf")

        best = min(self._buttons, key=cost, default=None)
        return best if best is not None and cost(best) < float("inf") else None

    def _sizes(self) -> list[QSizeF]:
        metrics = self.fontMetrics()
        buttons = iter(self._buttons)
        return [
            QSizeF(metrics.horizontalAdvance(mood_text(label.text)), metrics.height())
            if label.mood is None
            else QSizeF(next(buttons).sizeHint())
            for label in self._positions
        ]

    def _update_layout(self) -> None:
        """Lay out the labels once the map is visible, as that takes a while."""
        self._layout_pending = not self.isVisible()
        if not self._layout_pending:
            self._update_minimum_size()
            self._place_buttons()

    def _update_minimum_size(self) -> None:
        """Set a minimum height at which all labels fit at the minimum width."""
        width = 46 * self.fontMetrics().averageCharWidth() * 2
        sizes = self._sizes()
        height = _AREA_FACTOR * sum(size.width() * size.height() for size in sizes) / width
        while any_overlap(self._label_rects(QSizeF(width, height), sizes)):
            height *= 1.15
        self.setMinimumSize(width, round(height) + 1)

    def _place_buttons(self) -> None:
        rects = self._label_rects(QSizeF(self.size()), self._sizes())
        self._genres = []
        buttons = iter(self._buttons)
        for position, rect in zip(self._positions, rects, strict=True):
            if position.mood is None:
                self._genres.append((mood_text(position.text), rect.toRect()))
            else:
                next(buttons).setGeometry(rect.toRect())
        self._update_tab_order()
        self.update()

    def _label_rects(self, size: QSizeF, sizes: Sequence[QSizeF]) -> list[QRectF]:
        area = QRectF(QPointF(0, 0), size).adjusted(4, 4, -4, -4)
        return layout_labels([(p.x, p.y) for p in self._positions], sizes, area)

    def _update_tab_order(self) -> None:
        """Order the buttons for Tab in reading order."""
        lines = sorted(self._buttons, key=lambda button: (button.y() // 24, button.x()))
        for one, other in pairwise(lines):
            QWidget.setTabOrder(one, other)
