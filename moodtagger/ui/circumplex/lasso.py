"""Which points lie inside a line drawn by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from moodtagger.ui.circumplex.geometry import FloatArray


def points_in_polygon(
    path: Sequence[QPointF], x: FloatArray, y: FloatArray, width: float, height: float
) -> npt.NDArray[np.bool_]:
    """Mask of the points inside the closed line, to the pixel; points outside the window are out.

    The line is filled into a picture and each point looks up its pixel, so that the cost does
    not grow with the length of the line.
    """
    columns, rows = math.ceil(width), math.ceil(height)
    out = np.zeros(len(x), np.bool_)
    if len(path) < 3 or columns < 1 or rows < 1:
        return out
    mask = _fill_polygon(path, columns, rows)
    in_window = np.flatnonzero((x >= 0) & (x < columns) & (y >= 0) & (y < rows))
    out[in_window] = mask[y[in_window].astype(np.intp), x[in_window].astype(np.intp)]
    return out


def _fill_polygon(path: Sequence[QPointF], columns: int, rows: int) -> npt.NDArray[np.bool_]:
    image = QImage(columns, rows, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawPolygon(QPolygonF(list(path)), Qt.FillRule.OddEvenFill)
    painter.end()
    stride = image.bytesPerLine()
    bits = np.frombuffer(image.constBits(), np.uint8, count=stride * rows)
    return bits.reshape(rows, stride)[:, :columns] > 127
