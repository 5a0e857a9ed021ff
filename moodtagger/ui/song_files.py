"""Songs handed over to other programs: dragged, copied, shown in the file manager."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDrag, QFontMetrics, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.theme import RADIUS, SPACE

SONGS_MIME = "application/x-moodtagger-songs"  # ids of the songs, for drops in this window
_CURSOR_DISTANCE = QPoint(-12, -12)


def file_paths(rows: Sequence[SongRow]) -> list[str]:
    """Return the files of songs, each once: a file that a CUE sheet divides holds several."""
    return list(dict.fromkeys(row.file for row in rows))


def file_url(path: str) -> QUrl:
    """Return the address of a file whose name may be any bytes."""
    if os.sep == "\\":
        return QUrl.fromLocalFile(path)
    return QUrl.fromEncoded(b"file://" + quote(os.fsencode(path)).encode("ascii"))


def song_mime_data(rows: Sequence[SongRow]) -> QMimeData:
    """Return songs as files for other programs, and by their ids for this window."""
    data = QMimeData()
    data.setUrls([file_url(path) for path in file_paths(rows)])
    ids = json.dumps([row.track_id for row in rows])
    data.setData(SONGS_MIME, ids.encode("ascii"))
    return data


def dragged_songs(data: QMimeData) -> list[int]:
    """Return the ids of songs dragged within this window; empty for anything else."""
    try:
        ids = json.loads(bytes(data.data(SONGS_MIME).data()))
    except ValueError:
        return []
    return [i for i in ids if isinstance(i, int)] if isinstance(ids, list) else []


def drag_songs(source: QWidget, rows: Sequence[SongRow]) -> None:
    """Let the user drag songs, as copies: no program may take the files away."""
    if not rows:
        return
    drag = QDrag(source)
    drag.setMimeData(song_mime_data(rows))
    name = display_text(rows[0].name) if len(rows) == 1 else formatting.song_count(len(rows))
    drag.setPixmap(_drag_picture(source, formatting.shorten(name)))
    drag.setHotSpot(_CURSOR_DISTANCE)
    drag.exec(Qt.DropAction.CopyAction)


def _drag_picture(source: QWidget, text: str) -> QPixmap:
    metrics = QFontMetrics(source.font())
    width, height = metrics.horizontalAdvance(text) + 2 * SPACE, metrics.height() + SPACE
    ratio = source.devicePixelRatioF()
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(source.font())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(source.palette().color(QPalette.ColorRole.Highlight))
    painter.drawRoundedRect(0, 0, width, height, RADIUS, RADIUS)
    painter.setPen(source.palette().color(QPalette.ColorRole.HighlightedText))
    painter.drawText(0, 0, width, height, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return picture


def show_in_folder(path: str) -> bool:
    """Open the file manager with the file selected, or its folder; False if there is neither.

    Blocks for as long as the desktop takes to answer.
    """
    if not os.path.exists(path):  # noqa: PTH110 - a path of any bytes
        path = os.path.dirname(path)  # noqa: PTH120
        return os.path.isdir(path) and _open_folder(path)  # noqa: PTH112
    if sys.platform == "darwin":
        return subprocess.run(["open", "-R", path], check=False).returncode == 0
    if sys.platform == "win32":
        # Its exit status says nothing.
        subprocess.run(["explorer", f"/select,{path}"], check=False)
        return True
    return _select_by_dbus(path) or _open_folder(str(Path(path).parent))


def _open_folder(folder: str) -> bool:
    return QDesktopServices.openUrl(file_url(folder))


def _select_by_dbus(path: str) -> bool:
    """Ask the file manager of a Linux desktop to show a file."""
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage
    except ImportError:
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    name, address = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"
    call = QDBusMessage.createMethodCall(name, address, name, "ShowItems")
    call.setArguments([[file_url(path).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
    return bus.call(call, timeout=3000).type() == QDBusMessage.MessageType.ReplyMessage
