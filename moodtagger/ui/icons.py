"""The icons of actions and messages, drawn as lines in the palette's colors."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap, QPolygonF

GRID = 24  # units of the drawings along a side
_PIXMAP_SIZES = (20, 24, 40, 48)
_LINE_WIDTH = 1.9

Drawing = Callable[[QPainter], None]


def icon(
    name: str, palette: QPalette, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText
) -> QIcon:
    """Draw an icon in a text color of the palette; call again when the palette changes."""
    out = QIcon()
    group = QPalette.ColorGroup
    for mode, colors in (
        (QIcon.Mode.Normal, group.Active),
        (QIcon.Mode.Disabled, group.Disabled),
    ):
        color = palette.color(colors, role)
        for size in _PIXMAP_SIZES:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(size / GRID, size / GRID)
            pen = QPen(color, _LINE_WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            DRAWINGS[name](painter)
            painter.end()
            out.addPixmap(pixmap, mode)
    return out


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _filled(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _add_folder(painter: QPainter) -> None:
    _lines(painter, (12, 19), (3, 19), (3, 5), (9, 5), (11, 8), (21, 8), (21, 12))
    _lines(painter, (18, 15), (18, 21))
    _lines(painter, (15, 18), (21, 18))


def _rescan(painter: QPainter) -> None:
    painter.drawArc(QRectF(4, 4, 16, 16), 40 * 16, 290 * 16)
    _lines(painter, (19, 2.5), (18.5, 7.5), (13.5, 7))


def _stop(painter: QPainter) -> None:
    _filled(painter, (6.5, 6.5), (17.5, 6.5), (17.5, 17.5), (6.5, 17.5))


def _accept(painter: QPainter) -> None:
    _lines(painter, (2, 13), (7, 18), (16, 7))
    _lines(painter, (12, 17), (13, 18), (22, 7))


def _write(painter: QPainter) -> None:
    _lines(painter, (3, 11), (3, 3), (11, 3), (21, 13), (13, 21), (3, 11))
    painter.drawEllipse(QPointF(7.5, 7.5), 1.1, 1.1)


def _undo(painter: QPainter) -> None:
    path = QPainterPath(QPointF(4, 9))
    path.lineTo(14, 9)
    path.cubicTo(22, 9, 22, 19, 14, 19)
    path.lineTo(8, 19)
    painter.drawPath(path)
    _lines(painter, (8, 4.5), (3.5, 9), (8, 13.5))


def _play(painter: QPainter) -> None:
    _filled(painter, (8, 5), (19, 12), (8, 19))


def _pause(painter: QPainter) -> None:
    _filled(painter, (7, 6), (9.5, 6), (9.5, 18), (7, 18))
    _filled(painter, (14.5, 6), (17, 6), (17, 18), (14.5, 18))


def _next_song(painter: QPainter) -> None:
    _filled(painter, (5, 5.5), (11.5, 12), (5, 18.5))
    _filled(painter, (11.5, 5.5), (18, 12), (11.5, 18.5))
    _lines(painter, (19.5, 5.5), (19.5, 18.5))


def _previous_song(painter: QPainter) -> None:
    _filled(painter, (19, 5.5), (12.5, 12), (19, 18.5))
    _filled(painter, (12.5, 5.5), (6, 12), (12.5, 18.5))
    _lines(painter, (4.5, 5.5), (4.5, 18.5))


def _volume(painter: QPainter) -> None:
    _filled(painter, (3.5, 9.5), (7, 9.5), (11, 5.5), (11, 18.5), (7, 14.5), (3.5, 14.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(9, 8, 8, 8), -50 * 16, 100 * 16)
    painter.drawArc(QRectF(7, 4.5, 15, 15), -50 * 16, 100 * 16)


def _muted(painter: QPainter) -> None:
    _filled(painter, (3.5, 9.5), (7, 9.5), (11, 5.5), (11, 18.5), (7, 14.5), (3.5, 14.5))
    _lines(painter, (15, 9.5), (20, 14.5))
    _lines(painter, (20, 9.5), (15, 14.5))


def _info(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(12, 12), 9, 9)
    _lines(painter, (12, 11), (12, 17))
    painter.drawPoint(QPointF(12, 7.3))


def _warning(painter: QPainter) -> None:
    _lines(painter, (12, 3.5), (22, 20.5), (2, 20.5), (12, 3.5))
    _lines(painter, (12, 10), (12, 14.5))
    painter.drawPoint(QPointF(12, 17.6))


def _close(painter: QPainter) -> None:
    _lines(painter, (7, 7), (17, 17))
    _lines(painter, (17, 7), (7, 17))


def _back(painter: QPainter) -> None:
    _lines(painter, (11, 5), (4, 12), (11, 19))
    _lines(painter, (4, 12), (20, 12))


def _zoom_to_selection(painter: QPainter) -> None:
    for x, y in ((3, 3), (21, 3), (3, 21), (21, 21)):
        dx, dy = (5 if x < 12 else -5), (5 if y < 12 else -5)
        _lines(painter, (x + dx, y), (x, y), (x, y + dy))
    painter.setBrush(painter.pen().color())
    for x, y in ((9, 10), (15, 9), (13, 15)):
        painter.drawEllipse(QPointF(x, y), 1.2, 1.2)


def _fit(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(12, 12), 8.5, 8.5)
    _lines(painter, (12, 3.5), (12, 20.5))
    _lines(painter, (3.5, 12), (20.5, 12))


def _minus(painter: QPainter) -> None:
    _lines(painter, (5, 12), (19, 12))


def _plus(painter: QPainter) -> None:
    _minus(painter)
    _lines(painter, (12, 5), (12, 19))


def _rubber_band(painter: QPainter) -> None:
    pen = painter.pen()
    pen.setDashPattern([2.0, 2.0])
    painter.setPen(pen)
    painter.drawRect(QRectF(4, 6, 16, 12))


def _lasso(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(12.5, 9.5), 8.5, 5.5)
    path = QPainterPath(QPointF(6, 13))
    path.cubicTo(3, 14.5, 4, 17.5, 7, 17)
    path.cubicTo(9.5, 17, 8, 20, 6, 21.5)
    painter.drawPath(path)


def _pan(painter: QPainter) -> None:
    _lines(painter, (12, 3), (12, 21))
    _lines(painter, (3, 12), (21, 12))
    for tip, left, right in (
        ((12, 3), (9.5, 5.5), (14.5, 5.5)),
        ((12, 21), (9.5, 18.5), (14.5, 18.5)),
        ((3, 12), (5.5, 9.5), (5.5, 14.5)),
        ((21, 12), (18.5, 9.5), (18.5, 14.5)),
    ):
        _lines(painter, left, tip, right)


def _help(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(12, 12), 9, 9)
    path = QPainterPath(QPointF(9.2, 9.6))
    path.cubicTo(9.2, 5.8, 14.9, 5.8, 14.9, 9.5)
    path.cubicTo(14.9, 12, 12, 11.7, 12, 14)
    painter.drawPath(path)
    painter.drawPoint(QPointF(12, 17.2))


def _menu(painter: QPainter) -> None:
    for y in (6, 12, 18):
        _lines(painter, (4, y), (20, y))


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(10.5, 10.5), 6.5, 6.5)
    _lines(painter, (15.5, 15.5), (20.5, 20.5))


def _note(painter: QPainter) -> None:
    _lines(painter, (9, 18), (9, 5), (19, 3), (19, 16))
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(6.5, 18), 2.5, 2)
    painter.drawEllipse(QPointF(16.5, 16), 2.5, 2)


DRAWINGS: dict[str, Drawing] = {
    "add_folder": _add_folder,
    "rescan": _rescan,
    "search": _search,
    "help": _help,
    "stop": _stop,
    "accept": _accept,
    "write": _write,
    "undo": _undo,
    "play": _play,
    "pause": _pause,
    "next_song": _next_song,
    "previous_song": _previous_song,
    "volume": _volume,
    "muted": _muted,
    "info": _info,
    "warning": _warning,
    "close": _close,
    "menu": _menu,
    "note": _note,
    "back": _back,
    "zoom_to_selection": _zoom_to_selection,
    "fit": _fit,
    "minus": _minus,
    "plus": _plus,
    "rubber_band": _rubber_band,
    "lasso": _lasso,
    "pan": _pan,
}
