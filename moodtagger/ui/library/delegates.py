"""Delegates for cells with more than text: covers, icons, energy bars and tags of keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moodtagger.core.circumplex import energy_level
from moodtagger.core.tracks import SongRow
from moodtagger.ui.formatting import key_text
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.library.state_icons import paint_edited_icon, paint_state_icon, state_color
from moodtagger.ui.library.table_model import ROW_ROLE
from moodtagger.ui.theme import SPACE, blend, contrast, is_dark, quadrant_color, scaled_font

Index = QModelIndex | QPersistentModelIndex
Thumbnail = Callable[[SongRow], QImage | None]
COVER_SIDE = 24  # pixels
_LEAST_CHARACTERS = 5  # of a text that is worth to be shortened
_OUTLINE_WIDTH = 1.8  # of an outlined dot
_STRONG_SELECTION = 2.0  # contrast of selected and other rows from which colors do not show


class CellDelegate(QStyledItemDelegate):
    """A cell with room on both sides; subclasses paint what it holds into that room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the background, then the content."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        if is_selected(cell):  # the row shows where the focus is
            cell.state &= ~QStyle.StateFlag.State_HasFocus
        control = QStyle.ControlElement.CE_ItemViewItem
        cell.widget.style().drawControl(control, cell, painter, cell.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(cell.font)
        painter.setPen(text_color(cell))
        self.paint_content(painter, QRectF(cell.rect).adjusted(SPACE, 0, -SPACE, 0), cell, index)
        self.paint_text(painter, self.text_area(cell), cell, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of the text, with the room on both sides."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + self.content_width() + 2 * SPACE, size.height())

    def content_width(self) -> int:
        """Return the pixels to the left of the text."""
        return 0

    def text_area(self, cell: QStyleOptionViewItem) -> QRectF:
        """Return where the text is."""
        return QRectF(cell.rect).adjusted(SPACE + self.content_width(), 0, -SPACE, 0)

    def paint_content(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint what is left of the text, or under it."""

    def paint_text(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, text: str
    ) -> None:
        """Paint the text, shortened to its room."""
        shown = cell.fontMetrics.elidedText(text, cell.textElideMode, int(area.width()))
        painter.drawText(area, int(cell.displayAlignment), shown)


class TitleDelegate(CellDelegate):
    """The cover before the title; a tint of the quadrant's color where there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnail: Thumbnail = lambda row: None
        self.shows_covers = True

    def content_width(self) -> int:
        """Return the width of a cover and the gap after it."""
        return COVER_SIDE + SPACE if self.shows_covers else 0

    def paint_content(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint the cover with round corners."""
        if not self.shows_covers:
            return
        row: SongRow = index.data(ROW_ROLE)
        square = QRectF(area.left(), area.center().y() - COVER_SIDE / 2, COVER_SIDE, COVER_SIDE)
        cover = self.thumbnail(row)
        if cover is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(square, cover)
            return
        base = cell.palette.color(QPalette.ColorRole.Base)
        color = cell.palette.color(QPalette.ColorRole.PlaceholderText)
        if row.effective_quadrant is not None:
            color = quadrant_color(row.effective_quadrant, is_dark(cell.palette))
        outline = QPainterPath()
        outline.addRoundedRect(square, 3, 3)
        painter.fillPath(outline, blend(color, base, 0.72))


class IconDelegate(CellDelegate):
    """A cell with a small icon to the left of its text."""

    _SIDE = 12

    def content_width(self) -> int:
        """Return the width of the icon and the gap after it."""
        return self._SIDE + SPACE - 2

    def paint_content(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint the icon in the middle of the row."""
        top = area.center().y() - self._SIDE / 2
        square = QRectF(area.left(), top, self._SIDE, self._SIDE)
        painter.save()
        self.paint_icon(painter, square, cell, index.data(ROW_ROLE))
        painter.restore()

    def paint_icon(
        self, painter: QPainter, rect: QRectF, cell: QStyleOptionViewItem, row: SongRow
    ) -> None:
        """Draw the icon into a square."""
        raise NotImplementedError

    def paint_text(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, text: str
    ) -> None:
        """Paint the text unless there is room for the icon only."""
        if area.width() >= _LEAST_CHARACTERS * cell.fontMetrics.averageCharWidth():
            super().paint_text(painter, area, cell, text)


class StateDelegate(IconDelegate):
    """Shows the icon of a track state before its name."""

    def paint_icon(
        self, painter: QPainter, rect: QRectF, cell: QStyleOptionViewItem, row: SongRow
    ) -> None:
        """Draw the state icon, in the text color on a selected row."""
        color = selection_color(cell) or state_color(row.state, cell.palette)
        paint_state_icon(painter, rect, row.state, color)


class QuadrantDelegate(IconDelegate):
    """Shows a dot in the quadrant's color; a pencil where the user chose the quadrant.

    The dot is outlined while the song's analysis comes from an older model.
    """

    def paint_icon(
        self, painter: QPainter, rect: QRectF, cell: QStyleOptionViewItem, row: SongRow
    ) -> None:
        """Draw the dot or pencil, outlined in the text color on a selected row."""
        if row.effective_quadrant is None:
            return
        color = quadrant_color(row.effective_quadrant, is_dark(cell.palette))
        outline = selection_color(cell) or color
        if row.correction is not None:
            paint_edited_icon(painter, rect, outline)
            return
        painter.setPen(QPen(outline, _OUTLINE_WIDTH if row.stale else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush if row.stale else color)
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))


class EnergyDelegate(CellDelegate):
    """Shows the energy as a bar before its number."""

    _BAR_WIDTH, _BAR_HEIGHT, _LEVELS = 48, 5, 10

    def content_width(self) -> int:
        """Return the width of the bar and the gap after it."""
        return self._BAR_WIDTH + SPACE

    def paint_content(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint the bar on its track."""
        row: SongRow = index.data(ROW_ROLE)
        arousal = row.effective_arousal
        if arousal is None:
            return
        palette, strong = cell.palette, selection_color(cell)
        full = strong or palette.color(QPalette.ColorRole.Accent)
        empty = blend(text_color(cell), background_color(cell), 0.88)
        width = max(0.0, min(self._BAR_WIDTH, area.width() - 2 * SPACE))
        track = QRectF(
            area.left(), area.center().y() - self._BAR_HEIGHT / 2, width, self._BAR_HEIGHT
        )
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self._BAR_HEIGHT / 2
        filled = QRectF(track)
        filled.setWidth(width * energy_level(arousal) / self._LEVELS)
        for color, bar in ((empty, track), (full, filled)):
            painter.setBrush(color)
            painter.drawRoundedRect(bar, radius, radius)
        painter.restore()


class KeyDelegate(CellDelegate):
    """Shows the key as a tag in the color of its place on the wheel.

    Keys that fit are neighbors in color. The tag is filled where the file names the key and
    outlined where the analysis detected it.
    """

    def __init__(self, column: TableColumn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._column = column

    def paint_content(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint the tag."""
        row: SongRow = index.data(ROW_ROLE)
        tagged = row.tagged_key if self._column is not TableColumn.DETECTED_KEY else None
        detected = row.predicted_key if self._column is not TableColumn.TAG_KEY else None
        key = tagged or detected
        if key is None:
            super().paint_text(painter, area, cell, index.data())  # what the tag says instead
            return
        number, major = key.camelot
        base, dark = background_color(cell), is_dark(cell.palette)
        hue = QColor.fromHsl(30 * (number - 1), 140, 165 if dark else 95 if major else 85)
        color = selection_color(cell) or hue
        text = key_text(key)
        painter.setFont(scaled_font(cell.font, 0.92, bold=True))
        height = painter.fontMetrics().height() + 2
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        tag = QRectF(area.left(), area.center().y() - height / 2, width, height)
        painter.setPen(QPen(blend(color, base, 0.45), 1.0) if tagged is None else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if tagged is None else blend(color, base, 0.72))
        painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(selection_color(cell) or blend(color, text_color(cell), 0.55))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), text)

    def paint_text(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, text: str
    ) -> None:
        """Paint nothing: the tag holds the text."""


def is_selected(cell: QStyleOptionViewItem) -> bool:
    """Whether the cell's row is selected."""
    return bool(cell.state & QStyle.StateFlag.State_Selected)


def background_color(cell: QStyleOptionViewItem) -> QColor:
    """Return the color behind a cell."""
    role = QPalette.ColorRole.Highlight if is_selected(cell) else QPalette.ColorRole.Base
    return cell.palette.color(role)


def text_color(cell: QStyleOptionViewItem) -> QColor:
    """Return the color of a cell's text."""
    role = QPalette.ColorRole.HighlightedText if is_selected(cell) else QPalette.ColorRole.Text
    return cell.palette.color(role)


def selection_color(cell: QStyleOptionViewItem) -> QColor | None:
    """Return the text color of a selected row on which other colors would not show."""
    palette = cell.palette
    base, selected = palette.color(QPalette.ColorRole.Base), background_color(cell)
    return text_color(cell) if contrast(base, selected) > _STRONG_SELECTION else None
