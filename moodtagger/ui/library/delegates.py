"""Delegates for cells with more than text: icons of states and quadrants, chips of moods."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import ACCEPTED_MARK
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.library.song_columns import shown_moods
from moodtagger.ui.library.state_icons import paint_edited_icon, paint_state_icon, state_color
from moodtagger.ui.library.table_model import ROW_ROLE
from moodtagger.ui.theme import blend, is_dark, mood_color, quadrant_color

_Index = QModelIndex | QPersistentModelIndex
_GAP = 6
_OUTLINE_WIDTH = 1.8  # of an outlined dot
_CHIP_MARGIN = 2
_CHIP_PADDING = 7


class IconDelegate(QStyledItemDelegate):
    """A cell with a small icon to the left of its text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint background, icon and text."""
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        text, style_option.text = style_option.text, ""
        style = style_option.widget.style()
        control = QStyle.ControlElement.CE_ItemViewItem
        style.drawControl(control, style_option, painter, style_option.widget)
        rect = QRectF(style_option.rect)
        size = min(rect.height() * 0.5, 12.0)
        icon_rect = QRectF(rect.left() + _GAP, rect.center().y() - size / 2, size, size)
        self.paint_icon(painter, icon_rect, style_option, index.data(ROW_ROLE))
        role = (
            QPalette.ColorRole.HighlightedText if _is_selected(option) else QPalette.ColorRole.Text
        )
        painter.save()
        painter.setFont(style_option.font)
        painter.setPen(style_option.palette.color(role))
        text_rect = rect.adjusted(size + 2 * _GAP, 0, -_GAP, 0)
        metrics = style_option.fontMetrics
        mode = style_option.textElideMode
        elided_text = metrics.elidedText(text, mode, int(text_rect.width()))
        painter.drawText(text_rect, int(style_option.displayAlignment), elided_text)
        painter.restore()

    def paint_icon(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, row: SongRow
    ) -> None:
        """Draw the icon into a square."""
        raise NotImplementedError


class StateDelegate(IconDelegate):
    """Shows the icon of a track state before its name."""

    def paint_icon(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, row: SongRow
    ) -> None:
        """Draw the state icon, in the text color on a selected row."""
        palette = option.palette
        color = _selection_color(option) or state_color(row.state, palette)
        paint_state_icon(painter, rect, row.state, color)


class QuadrantDelegate(IconDelegate):
    """Shows a dot in the quadrant's color; a pencil where the user chose the quadrant.

    The dot is outlined while the song's analysis comes from an older model.
    """

    def paint_icon(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, row: SongRow
    ) -> None:
        """Draw the dot or pencil, outlined in the text color on a selected row."""
        if row.effective_quadrant is None:
            return
        palette = option.palette
        color = quadrant_color(row.effective_quadrant, is_dark(palette))
        if row.correction is not None:
            paint_edited_icon(painter, rect, _selection_color(option) or color)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(_selection_color(option) or color, _OUTLINE_WIDTH if row.stale else 1.0)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush if row.stale else color)
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class KeyDelegate(IconDelegate):
    """Shows a dot in the color of the key's place on the wheel; a ring for minor keys.

    Keys that fit are neighbors in color. The text says the same.
    """

    def __init__(self, column: TableColumn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._column = column

    def paint_icon(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, row: SongRow
    ) -> None:
        """Draw the dot or ring, in the text color on a selected row."""
        is_detected = self._column is TableColumn.DETECTED_KEY
        key = row.predicted_key if is_detected else row.effective_key
        if key is None:
            return
        number, major = key.camelot
        lightness = 165 if is_dark(option.palette) else 105
        color = _selection_color(option) or QColor.fromHsl(30 * (number - 1), 150, lightness)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, _OUTLINE_WIDTH))
        painter.setBrush(color if major else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class MoodDelegate(QStyledItemDelegate):
    """Paints moods as chips: filled if accepted or clear, outlined if likely, crossed out else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moods: dict[str, Mood] = {}

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Set the moods whose colors the chips have."""
        self._moods = {mood.label: mood for mood in vocabulary}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the background, and as many chips as there is room for."""
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        style_option.text = ""
        control = QStyle.ControlElement.CE_ItemViewItem
        style_option.widget.style().drawControl(control, style_option, painter, style_option.widget)
        row: SongRow = index.data(ROW_ROLE)
        area = QRectF(style_option.rect).adjusted(_GAP, _CHIP_MARGIN, -_GAP, -_CHIP_MARGIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(style_option.rect)
        left = area.left()
        moods = shown_moods(row)
        for position, label in enumerate(moods):
            font = QFont(style_option.font)
            font.setStrikeOut(label in row.rejected)
            painter.setFont(font)
            mark = f"{ACCEPTED_MARK} " if label in row.accepted else ""
            name = mark + mood_text(label)
            width = painter.fontMetrics().horizontalAdvance(name) + 2 * _CHIP_PADDING
            chip = QRectF(left, area.top(), min(width, area.right() - left), area.height())
            if position and width > chip.width():
                rest = QRectF(left, area.top(), area.right() - left, area.height())
                self._paint_rest(painter, rest, len(moods) - position, style_option)
                break
            self._paint_chip(painter, chip, label, name, row, style_option)
            left = chip.right() + _GAP / 2
        painter.restore()

    def _paint_rest(
        self, painter: QPainter, area: QRectF, count: int, option: QStyleOptionViewItem
    ) -> None:
        """Say how many more moods there are."""
        font = QFont(option.font)
        font.setStrikeOut(False)
        painter.setFont(font)
        painter.setPen(
            _selection_color(option) or option.palette.color(QPalette.ColorRole.PlaceholderText)
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(left), f"+{count}")

    def _paint_chip(
        self,
        painter: QPainter,
        chip: QRectF,
        label: str,
        name: str,
        row: SongRow,
        option: QStyleOptionViewItem,
    ) -> None:
        palette = option.palette
        text = _selection_color(option) or palette.color(QPalette.ColorRole.Text)
        base = palette.color(
            QPalette.ColorRole.Highlight if _is_selected(option) else QPalette.ColorRole.Base
        )
        mood = self._moods.get(label)
        color = text if mood is None or _is_selected(option) else mood_color(mood, is_dark(palette))
        rejected = label in row.rejected
        is_filled = label in row.accepted or (label in row.proposed and not rejected)
        if not rejected:
            painter.setPen(QPen(color if is_filled else blend(color, base, 0.35), 1.0))
            painter.setBrush(blend(color, base, 0.75) if is_filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setPen(text if is_filled else blend(text, base, 0.25))
        inner = chip.adjusted(_CHIP_PADDING, 0, 1 - _CHIP_PADDING, 0)
        shown = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), shown)


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _selection_color(option: QStyleOptionViewItem) -> QColor | None:
    palette = option.palette
    return palette.color(QPalette.ColorRole.HighlightedText) if _is_selected(option) else None
