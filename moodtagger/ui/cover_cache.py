"""Cover pictures: made small on a worker thread, and kept while they are wanted."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

SIDE = 256  # device pixels of the longer side; a card shows 64 to 128 of them
_KEPT = 64  # pictures, together at most 16 MB
_FORMATS = (b"jpeg", b"png", b"gif", b"bmp", b"webp")  # a drawing could lead to other files
_LARGEST = 12_000  # pixels a side; anything larger is no cover


def picture_of(data: bytes | None, side: int = SIDE) -> QImage | None:
    """The encoded picture at most `side` pixels wide and high; None when it is no picture.

    May run on any thread.
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
    if size.width() > _LARGEST or size.height() > _LARGEST:
        return None
    if max(size.width(), size.height()) > side:
        # JPEG is then decoded at a fraction of its size.
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class CoverCache:
    """The covers that were wanted last, by path; None is kept too for files that have none."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._found: OrderedDict[str, QImage | None] = OrderedDict()

    def __contains__(self, path: str) -> bool:
        return path in self._found

    def get(self, path: str) -> QImage | None:
        """The cover of that file, if it is known and there is one."""
        if path not in self._found:
            return None
        self._found.move_to_end(path)
        return self._found[path]

    def put(self, path: str, cover: QImage | None) -> None:
        """Keep a cover, and forget the one that was wanted longest ago."""
        self._found[path] = cover
        self._found.move_to_end(path)
        while len(self._found) > self._kept:
            self._found.popitem(last=False)
