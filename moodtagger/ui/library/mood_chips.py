"""The moods of a song as chips in a cell."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import ACCEPTED_MARK
from moodtagger.ui.library.delegates import Cell, CellDelegate, Index
from moodtagger.ui.library.song_columns import shown_moods
from moodtagger.ui.theme import SPACE, SPACE_S, blend, mood_color

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

    def paint_text(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint nothing: the chips hold the text."""

    def paint_content(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        """Paint as many chips as there is room for."""
        row = cell.row
        painter.setClipRect(area)
        height = min(_MAX_HEIGHT, area.height() - 4)
        left, top = area.left(), area.center().y() - height / 2
        moods = shown_moods(row)
        for position, label in enumerate(moods):
            width = cell.metrics.horizontalAdvance(mood_text(label))
            width += 2 * _PADDING + _DOT_SIDE + SPACE_S
            rest = len(moods) - position
            chip = QRectF(left, top, min(width, area.right() - left), height)
            needed = width if rest == 1 else width + 3 * SPACE  # for the count of the others
            if position and left + needed > area.right():
                painter.setPen(cell.colors.muted)
                rest_area = QRectF(left, top, area.right() - left, height)
                painter.drawText(rest_area, _LEFT, f"+{rest}")
                break
            self._paint_chip(painter, chip, label, cell)
            left = chip.right() + SPACE_S

    def _paint_chip(self, painter: QPainter, chip: QRectF, label: str, cell: Cell) -> None:
        row, colors, mood = cell.row, cell.colors, self._moods.get(label)
        base, color = colors.background, colors.only or colors.text
        if mood is not None and colors.only is None:
            color = mood_color(mood, colors.dark)
        rejected = label in row.rejected
        filled = label in row.accepted or (label in row.proposed and not rejected)
        if not rejected:
            painter.setPen(color if filled else blend(colors.text, base, 0.82))
            painter.setBrush(blend(color, base, 0.78) if filled else Qt.BrushStyle.NoBrush)
            shape = chip.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        dot = QRectF(chip.left() + _PADDING, chip.center().y() - _DOT_SIDE / 2, *2 * (_DOT_SIDE,))
        if not rejected and label not in row.accepted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color if filled else blend(color, base, 0.4))
            painter.drawEllipse(dot)
        painter.setPen(colors.text if filled else blend(colors.text, base, 0.2))
        if label in row.accepted:
            painter.drawText(dot.adjusted(-4, -4, 4, 4), _CENTER, ACCEPTED_MARK)
        inner = chip.adjusted(_PADDING + _DOT_SIDE + SPACE_S, 0, 1 - _PADDING, 0)
        self._paint_name(painter, inner, label, rejected, cell)

    def _paint_name(
        self, painter: QPainter, area: QRectF, label: str, rejected: bool, cell: Cell
    ) -> None:
        if rejected:
            font = QFont(cell.font)
            font.setStrikeOut(True)
            painter.setFont(font)
        elide = Qt.TextElideMode.ElideRight
        shown = cell.metrics.elidedText(mood_text(label), elide, int(area.width()) + 1)
        painter.drawText(area, _LEFT, shown)
        if rejected:
            painter.setFont(cell.font)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
