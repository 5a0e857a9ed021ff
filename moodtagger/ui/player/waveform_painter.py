"""Painting of a song's waveform as bars in the colors of its moods."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from moodtagger.ui import theme

_BAR_WIDTH = 2.0
_PITCH = 3.0
_LEAST_HEIGHT = 2.0
_UNPLAYED_FADE = 0.55  # blend of the unplayed part with the background
_FADE_ON_BLACK = 0.4
_DARKEST = 0.02  # background, on which pale bars would not be seen


def bar_heights(points: bytes, count: int) -> list[float]:
    """Return `count` heights in [0, 1], each the largest point of its part of the song."""
    values = np.frombuffer(points, np.uint8)
    starts = (np.arange(count) * len(values)) // count
    ends = np.maximum(((np.arange(count) + 1) * len(values)) // count, starts + 1)
    return [float(values[start:end].max()) / 255.0 for start, end in zip(starts, ends, strict=True)]


def paint_waveform(
    painter: QPainter,
    area: QRectF,
    points: bytes,
    spans: Sequence[tuple[float, QColor]],
    plain: QColor,
    background: QColor,
    played_to: float,
) -> None:
    """Paint the bars of a waveform; those right of `played_to` are paler.

    `spans` are where a color begins, in ascending order; before the first one it is `plain`.
    """
    count = max(1, int(area.width() / _PITCH))
    starts = [start for start, _ in spans]
    painter.setPen(Qt.PenStyle.NoPen)
    for index, height in enumerate(bar_heights(points, count)):
        left = area.left() + index * _PITCH
        position = bisect_right(starts, left + _BAR_WIDTH / 2) - 1
        color = spans[position][1] if position >= 0 else plain
        if left > played_to:
            color = _pale(color, background)
        bar = QRectF(left, 0, _BAR_WIDTH, max(_LEAST_HEIGHT, height * area.height()))
        bar.moveCenter(QRectF(left, area.top(), _BAR_WIDTH, area.height()).center())
        painter.setBrush(color)
        painter.drawRoundedRect(bar, _BAR_WIDTH / 2, _BAR_WIDTH / 2)


def _pale(color: QColor, background: QColor) -> QColor:
    """Return the color of an unplayed bar; on black it is less faded."""
    fade = _FADE_ON_BLACK if background.lightnessF() < _DARKEST else _UNPLAYED_FADE
    return theme.blend(color, background, fade)
