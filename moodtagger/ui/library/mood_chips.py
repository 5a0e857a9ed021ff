"""The moods of a song as chips in a cell."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import ACCEPTED_MARK
from moodtagger.ui.library.delegates import (
    CellDelegate,
    Index,
    background_color,
    selection_color,
    text_color,
)
from moodtagger.ui.library.song_columns import shown_moods
from moodtagger.ui.library.table_model import ROW_ROLE
from moodtagger.ui.theme import SPACE, SPACE_S, blend, is_dark, mood_color

_DOT_SIDE = 7
_PADDING = 8
_MAX_HEIGHT = 21
_HINT_CHARACTERS = 30  # wide enough for two moods


class MoodDelegate(CellDelegate):
    """Paints moods as chips: filled if accepted or clear, outlined if likely, crossed out else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moods: dict[str, Mood] = {}

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Set the moods whose colors the chips have."""
        self._moods = {mood.label: mood for mood in vocabulary}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a width for two moods; of more, there is a count."""
        size = super().sizeHint(option, index)
        return QSize(option.fontMetrics.averageCharWidth() * _HINT_CHARACTERS, size.height())

    def paint_text(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, text: str
    ) -> None:
        """Paint nothing: the chips hold the text."""

    def paint_content(
        self, painter: QPainter, area: QRectF, cell: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint as many chips as there is room for."""
        row: SongRow = index.data(ROW_ROLE)
        painter.setClipRect(cell.rect)
        height = min(_MAX_HEIGHT, area.height() - 4)
        left, top = area.left(), area.center().y() - height / 2
        moods = shown_moods(row)
        for position, label in enumerate(moods):
            font = QFont(cell.font)
            font.setStrikeOut(label in row.rejected)
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(mood_text(label))
            width += 2 * _PADDING + _DOT_SIDE + SPACE_S
            rest = len(moods) - position
            chip = QRectF(left, top, min(width, area.right() - left), height)
            needed = width if rest == 1 else width + 3 * SPACE  # for the count of the others
            if position and left + needed > area.right():
                self._paint_rest(
                    painter, QRectF(left, top, area.right() - left, height), rest, cell
                )
                break
            self._paint_chip(painter, chip, label, row, cell)
            left = chip.right() + SPACE_S

    def _paint_rest(
        self, painter: QPainter, area: QRectF, count: int, cell: QStyleOptionViewItem
    ) -> None:
        """Say how many more moods there are."""
        painter.setFont(cell.font)
        muted = cell.palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(selection_color(cell) or muted)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(left), f"+{count}")

    def _paint_chip(
        self, painter: QPainter, chip: QRectF, label: str, row: SongRow, cell: QStyleOptionViewItem
    ) -> None:
        base, text, mood = background_color(cell), text_color(cell), self._moods.get(label)
        color = selection_color(cell) or text
        if mood is not None and selection_color(cell) is None:
            color = mood_color(mood, is_dark(cell.palette))
        rejected = label in row.rejected
        filled = label in row.accepted or (label in row.proposed and not rejected)
        if not rejected:
            outline = color if filled else blend(text, base, 0.82)
            painter.setPen(QPen(outline, 1.0))
            painter.setBrush(blend(color, base, 0.78) if filled else Qt.BrushStyle.NoBrush)
            shape = chip.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        dot = QRectF(chip.left() + _PADDING, chip.center().y() - _DOT_SIDE / 2, *2 * (_DOT_SIDE,))
        painter.setPen(text if filled else blend(text, base, 0.2))
        if label in row.accepted:
            painter.drawText(
                dot.adjusted(-4, -4, 4, 4), int(Qt.AlignmentFlag.AlignCenter), ACCEPTED_MARK
            )
        elif not rejected:
            pen = painter.pen()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color if filled else blend(color, base, 0.4))
            painter.drawEllipse(dot)
            painter.setPen(pen)
        inner = chip.adjusted(_PADDING + _DOT_SIDE + SPACE_S, 0, 1 - _PADDING, 0)
        shown = painter.fontMetrics().elidedText(
            mood_text(label), Qt.TextElideMode.ElideRight, int(inner.width()) + 1
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(left), shown)
