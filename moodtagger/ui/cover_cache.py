"""Decoding cover art at a small size, and a cache of recently used covers."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath

MAX_SIDE = 256  # device pixels of the longer side; a card shows 64 to 128 of them
_CACHE_SIZE = 64  # images, together at most 16 MB
_CORNER = 0.12  # radius of a thumbnail's corners, as a fraction of its side
_FORMATS = (
    b"jpeg",
    b"png",
    b"gif",
    b"bmp",
    b"webp",
)  # no vector formats, which may refer to other files
_MAX_SOURCE_SIDE = 12_000  # pixels; larger images are not decoded


def decode_cover(data: bytes | None, side: int = MAX_SIDE) -> QImage | None:
    """Decode an image to at most `side` pixels per side; None when it is not a valid image.

    May be called on any thread.
    """
    if not data:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _FORMATS:
        return None
    size = reader.size()
    if size.width() > _MAX_SOURCE_SIDE or size.height() > _MAX_SOURCE_SIDE:
        return None
    if max(size.width(), size.height()) > side:
        # JPEG is then decoded at reduced resolution.
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def rounded_square(image: QImage, side: int) -> QImage:
    """Return the middle of an image as a square with round corners, on any thread."""
    fill, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode
    scaled = image.scaled(side, side, fill, smooth.SmoothTransformation)
    out = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    corners = QPainterPath()
    corners.addRoundedRect(0, 0, side, side, side * _CORNER, side * _CORNER)
    painter.setClipPath(corners)
    painter.drawImage((side - scaled.width()) // 2, (side - scaled.height()) // 2, scaled)
    painter.end()
    return out


class CoverCache:
    """Least-recently-used cache of covers by path, with None for files without a cover."""

    def __init__(self, max_size: int = _CACHE_SIZE) -> None:
        self._max_size = max_size
        self._covers: OrderedDict[str, QImage | None] = OrderedDict()

    def __contains__(self, path: str) -> bool:
        return path in self._covers

    def get(self, path: str) -> QImage | None:
        """Return the cached cover of a file; None when it is not cached or has none."""
        if path not in self._covers:
            return None
        self._covers.move_to_end(path)
        return self._covers[path]

    def put(self, path: str, cover: QImage | None) -> None:
        """Cache a cover, evicting the least recently used one if the cache is full."""
        self._covers[path] = cover
        self._covers.move_to_end(path)
        while len(self._covers) > self._max_size:
            self._covers.popitem(last=False)
