"""Delegates for cells with more than text: covers, icons, energy bars and tags of keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from moodtagger.core.circumplex import energy_level
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.formatting import key_text
from moodtagger.ui.library.cell_formatting import cell_text
from moodtagger.ui.library.column_definitions import NUMERIC_COLUMNS, TableColumn
from moodtagger.ui.library.state_icons import paint_edited_icon, paint_state_icon, state_color
from moodtagger.ui.library.table_model import ROW_ROLE
from moodtagger.ui.theme import SPACE, blend, contrast, is_dark, quadrant_color, scaled_font

Index = QModelIndex | QPersistentModelIndex
Thumbnail = Callable[[SongRow], QImage | None]
COVER_SIDE = 24  # pixels
_ROLES = QPalette.ColorRole
_COLUMNS = tuple(TableColumn)
# Plain ints: operators of Python enums are slower.
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_SELECTED = QStyle.StateFlag.State_Selected.value
_HAS_FOCUS = QStyle.StateFlag.State_HasFocus.value
_MAX_PALETTES = 24  # of which colors are kept
_LEAST_CHARACTERS = 5  # of a text that is worth to be shortened
_OUTLINE_WIDTH = 1.8  # of an outlined dot
_STRONG_SELECTION = 2.0  # contrast of selected and other rows from which colors do not show


@dataclass(frozen=True, slots=True)
class CellColors:
    """The colors of a row; `accent` is the text's where others would not show."""

    dark: bool
    background: QColor
    text: QColor
    muted: QColor
    accent: QColor
    only: QColor | None  # that all is painted in, on a row selected in a strong color


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell is painted with."""

    row: SongRow
    column: TableColumn
    font: QFont
    metrics: QFontMetrics
    colors: CellColors


class CellDelegate(QStyledItemDelegate):
    """A cell with room on both sides; subclasses paint what it holds into that room."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colors: dict[tuple[int, bool, bool], CellColors] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the background, then the content.

        Called for each cell of each frame, so as little as possible is asked of Qt.
        """
        row: SongRow = index.data(ROW_ROLE)
        column = _COLUMNS[index.column()]
        state: int = option.state.value
        selected = bool(state & _SELECTED)
        colors = self._colors_of(option.palette, selected, row.state is TrackState.ABSENT)
        font = option.font
        cell = Cell(row, column, font, option.fontMetrics, colors)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(area, colors.background)
        elif state & _HAS_FOCUS:  # the current row, when it is not selected
            painter.setPen(colors.accent)
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -1.5))
        area.adjust(SPACE, 0, -SPACE, 0)
        painter.setFont(font)
        painter.setPen(colors.text)
        self.paint_content(painter, QRectF(area), cell)
        area.setLeft(area.left() + self.content_width())
        self.paint_text(painter, area, cell)
        painter.restore()

    def _colors_of(self, palette: QPalette, selected: bool, absent: bool) -> CellColors:
        key = palette.cacheKey(), selected, absent
        colors = self._colors.get(key)
        if colors is None:
            if len(self._colors) > _MAX_PALETTES:
                self._colors.clear()
            colors = self._colors[key] = _cell_colors(palette, selected, absent)
        return colors

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of the text, with the room on both sides."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + self.content_width() + 2 * SPACE, size.height())

    def content_width(self) -> int:
        """Return the pixels to the left of the text."""
        return 0

    def paint_content(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint what is left of the text, or under it."""

    def paint_text(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint the text, shortened to its room."""
        text = cell_text(cell.row, cell.column)
        if text:
            alignment = _RIGHT if cell.column in NUMERIC_COLUMNS else _LEFT
            shown = cell.metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, alignment, shown)


class TitleDelegate(CellDelegate):
    """The cover before the title; a tint of the quadrant's color where there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnail: Thumbnail = lambda row: None
        self.shows_covers = True

    def content_width(self) -> int:
        """Return the width of a cover and the gap after it."""
        return COVER_SIDE + SPACE if self.shows_covers else 0

    def paint_content(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint the cover with round corners."""
        if not self.shows_covers:
            return
        square = QRectF(area.left(), area.center().y() - COVER_SIDE / 2, COVER_SIDE, COVER_SIDE)
        cover = self.thumbnail(cell.row)
        if cover is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(square, cover)
            return
        quadrant, color = cell.row.effective_quadrant, cell.colors.muted
        if quadrant is not None:
            color = quadrant_color(quadrant, cell.colors.dark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(color, cell.colors.background, 0.72))
        painter.drawRoundedRect(square, 3, 3)
        painter.setPen(cell.colors.text)


class IconDelegate(CellDelegate):
    """A cell with a small icon to the left of its text."""

    _SIDE = 12

    def content_width(self) -> int:
        """Return the width of the icon and the gap after it."""
        return self._SIDE + SPACE - 2

    def paint_content(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint the icon in the middle of the row."""
        top = area.center().y() - self._SIDE / 2
        square = QRectF(area.left(), top, self._SIDE, self._SIDE)
        painter.save()
        self.paint_icon(painter, square, cell)
        painter.restore()

    def paint_icon(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        """Draw the icon into a square."""
        raise NotImplementedError

    def paint_text(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint the text unless there is room for the icon only."""
        if area.width() >= _LEAST_CHARACTERS * cell.metrics.averageCharWidth():
            super().paint_text(painter, area, cell)


class StateDelegate(IconDelegate):
    """Shows the icon of a track state before its name."""

    def paint_icon(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        """Draw the state icon, in the text color on a selected row."""
        state = cell.row.state
        paint_state_icon(painter, rect, state, cell.colors.only or self._color(state))

    def _color(self, state: TrackState) -> QColor:
        return state_color(state, cast(QWidget, self.parent()).palette())


class QuadrantDelegate(IconDelegate):
    """Shows a dot in the quadrant's color; a pencil where the user chose the quadrant.

    The dot is outlined while the song's analysis comes from an older model.
    """

    def paint_icon(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        """Draw the dot or pencil, outlined in the text color on a selected row."""
        row = cell.row
        if row.effective_quadrant is None:
            return
        color = quadrant_color(row.effective_quadrant, cell.colors.dark)
        outline = cell.colors.only or color
        if row.correction is not None:
            paint_edited_icon(painter, rect, outline)
            return
        painter.setPen(QPen(outline, _OUTLINE_WIDTH if row.stale else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush if row.stale else color)
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))


class EnergyDelegate(CellDelegate):
    """Shows the energy as a bar before its number, where there is room for the bar."""

    _BAR_WIDTH, _BAR_HEIGHT, _MIN_WIDTH, _LEVELS = 48, 5, 16, 10

    def content_width(self) -> int:
        """Return the width of the bar and the gap after it."""
        return self._BAR_WIDTH + SPACE

    def paint_content(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint the bar on its track."""
        arousal, colors = cell.row.effective_arousal, cell.colors
        room = area.width() - SPACE - cell.metrics.horizontalAdvance(str(self._LEVELS))
        if arousal is None or room < self._MIN_WIDTH:
            return
        width, radius = min(self._BAR_WIDTH, room), self._BAR_HEIGHT / 2
        track = QRectF(area.left(), area.center().y() - radius, width, self._BAR_HEIGHT)
        filled = QRectF(track)
        filled.setWidth(width * energy_level(arousal) / self._LEVELS)
        painter.setPen(Qt.PenStyle.NoPen)
        empty = blend(colors.text, colors.background, 0.88)
        for color, bar in ((empty, track), (colors.accent, filled)):
            painter.setBrush(color)
            painter.drawRoundedRect(bar, radius, radius)
        painter.setPen(colors.text)

    def paint_text(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint the number at the right, over the room of a bar that is not shown."""
        super().paint_text(painter, area.adjusted(-self.content_width(), 0, 0, 0), cell)


class KeyDelegate(CellDelegate):
    """Shows the key as a tag in the color of its place on the wheel.

    Keys that fit are neighbors in color. The tag is filled where the file names the key and
    outlined where the analysis detected it.
    """

    def paint_content(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint the tag."""
        row, colors = cell.row, cell.colors
        tagged = row.tagged_key if cell.column is not TableColumn.DETECTED_KEY else None
        detected = row.predicted_key if cell.column is not TableColumn.TAG_KEY else None
        key = tagged or detected
        if key is None:
            super().paint_text(painter, area, cell)  # what the tag says instead
            return
        number, major = key.camelot
        hue = QColor.fromHsl(30 * (number - 1), 140, 165 if colors.dark else 95 if major else 85)
        color, base = colors.only or hue, colors.background
        text, font = key_text(key), scaled_font(cell.font, 0.92, bold=True)
        metrics = QFontMetrics(font)
        height, width = metrics.height() + 2, metrics.horizontalAdvance(text) + 12
        tag = QRectF(area.left(), area.center().y() - height / 2, width, height)
        painter.setPen(blend(color, base, 0.45) if tagged is None else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if tagged is None else blend(color, base, 0.72))
        painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font)
        painter.setPen(colors.only or blend(color, colors.text, 0.55))
        painter.drawText(tag, _CENTER, text)

    def paint_text(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint nothing: the tag holds the text."""


def _cell_colors(palette: QPalette, selected: bool, absent: bool) -> CellColors:
    base, highlight = palette.color(_ROLES.Base), palette.color(_ROLES.Highlight)
    text = palette.color(_ROLES.HighlightedText if selected else _ROLES.Text)
    muted = palette.color(_ROLES.PlaceholderText)
    is_strong = selected and contrast(base, highlight) > _STRONG_SELECTION
    return CellColors(
        dark=is_dark(palette),
        background=highlight if selected else base,
        text=muted if absent and not selected else text,
        muted=text if is_strong else muted,
        accent=text if is_strong else palette.color(_ROLES.Accent),
        only=text if is_strong else None,
    )
