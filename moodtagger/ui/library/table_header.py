"""The header of the table: quiet titles over a hairline, aligned with the cells."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from moodtagger.ui.theme import SPACE, blend, scaled_font

_FONT_SCALE = 0.92
_ARROW_SIDE = 7.0
_HAIRLINE = 0.8  # of the background's color in the line under the header


class TableHeader(QHeaderView):
    """Draws its sections flat; what can be clicked, dragged and resized is Qt's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Return the size of a title with its room and the arrow of the order."""
        metrics = self._title_metrics()
        width = metrics.horizontalAdvance(self._title(section)) + 2 * SPACE
        return QSize(width + int(_ARROW_SIDE) + SPACE // 2, metrics.height() + SPACE)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a title, the arrow of the order and the line below."""
        palette = self.palette()
        base, text = (palette.color(role) for role in (_BASE, _TEXT))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, base)
        painter.setPen(QPen(blend(text, base, _HAIRLINE), 1.0))
        bottom = rect.bottom() + 0.5
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right() + 1, bottom))
        area = QRectF(rect).adjusted(SPACE, 0, -SPACE, 0)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        painter.setPen(text if sorted_by else blend(text, base, 0.35))
        painter.setFont(scaled_font(self.font(), _FONT_SCALE, bold=True))
        alignment = self.model().headerData(
            section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        if sorted_by:
            area = self._paint_arrow(painter, area, bool(alignment & Qt.AlignmentFlag.AlignRight))
        title = painter.fontMetrics().elidedText(
            self._title(section), Qt.TextElideMode.ElideRight, int(area.width()) + 1
        )
        if len(title) > 1:  # "…" alone says nothing
            painter.drawText(area, int(alignment), title)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, area: QRectF, is_right: bool) -> QRectF:
        """Paint the arrow after a left title or before a right one; return the title's room."""
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        title = self._title(self.sortIndicatorSection())
        width = float(self._title_metrics().horizontalAdvance(title))
        room = area.width() - _ARROW_SIDE - SPACE / 2
        width = min(width, room)
        middle = (
            (area.right() - width - SPACE / 2 - _ARROW_SIDE / 2)
            if is_right
            else (area.left() + width + SPACE / 2 + _ARROW_SIDE / 2)
        )
        half, y = _ARROW_SIDE / 2, area.center().y()
        tip = -half / 2 if up else half / 2
        corners = [(-half, -tip), (half, -tip), (0.0, tip)]
        painter.save()
        painter.setBrush(painter.pen().color())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([QPointF(middle + dx, y + dy) for dx, dy in corners]))
        painter.restore()
        if is_right:
            return area.adjusted(area.width() - width, 0, 0, 0)
        return area.adjusted(0, 0, width - area.width(), 0)

    def _title(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal))

    def _title_metrics(self) -> QFontMetrics:
        return QFontMetrics(scaled_font(self.font(), _FONT_SCALE, bold=True))


_BASE, _TEXT = QPalette.ColorRole.Base, QPalette.ColorRole.Text
