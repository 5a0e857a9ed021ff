"""A small plate with a quadrant's name and how probable it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from moodtagger.core.circumplex import Quadrant
from moodtagger.ui.library.cell_text import percent, quadrant_text
from moodtagger.ui.library.edited_icon import paint_edited_icon
from moodtagger.ui.theme import RADIUS, SPACE, blend, is_dark, quadrant_color

_DOT_SIZE = 9.0


class QuadrantChip(QWidget):
    """A dot in the quadrant's colour, its name, its probability, on a tint of that colour.

    A pencil stands in the dot's place where the person chose the quadrant.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._quadrant = Quadrant.HAPPY
        self._text = ""
        self._is_user_choice = False

    def show_quadrant(self, quadrant: Quadrant, confidence: float) -> None:
        """Show the likeliest quadrant."""
        self._quadrant, self._is_user_choice = quadrant, False
        self._text = f"{quadrant_text(quadrant)} {percent(confidence)}"
        self.setAccessibleName(self.tr("Quadrant: %1").replace("%1", self._text))
        self.setToolTip(self.tr("The likeliest quadrant of the plane and its probability"))
        self.updateGeometry()
        self.update()

    def show_user_quadrant(self, quadrant: Quadrant) -> None:
        """Show the quadrant that the person chose."""
        self._quadrant, self._is_user_choice = quadrant, True
        self._text = self.tr("%1, by you").replace("%1", quadrant_text(quadrant))
        self.setAccessibleName(self.tr("Quadrant: %1").replace("%1", self._text))
        self.setToolTip(self.tr("Where you hear the song"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Dot and text."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._text) + int(_DOT_SIZE) + 3 * SPACE
        return QSize(width, metrics.height() + SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plate, dot, text."""
        color = quadrant_color(self._quadrant, is_dark(self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(color)
        painter.setBrush(blend(color, self.palette().color(QPalette.ColorRole.Window), 0.82))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.setBrush(color)
        dot = QRectF(rect.left() + SPACE, rect.center().y() - _DOT_SIZE / 2, _DOT_SIZE, _DOT_SIZE)
        if self._is_user_choice:
            paint_edited_icon(painter, dot, self.palette().color(QPalette.ColorRole.WindowText))
        else:
            painter.drawEllipse(dot)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = rect.adjusted(_DOT_SIZE + 2 * SPACE - 2, 0, 0, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(left), self._text)
        painter.end()
