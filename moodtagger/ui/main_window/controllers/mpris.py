"""Media keys and the desktop's player controls on Linux: the D-Bus interface MPRIS 2.2.

https://specifications.freedesktop.org/mpris-spec/latest/
"""

# mypy: disable-error-code="call-arg,operator,arg-type"
# The types that PySide6 declares lack names of Qt's types, such as "qlonglong".

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import ClassInfo, Property, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtDBus import (
    QDBusAbstractAdaptor,
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
)
from PySide6.QtWidgets import QWidget

from moodtagger.core.cue_sheet import song_file
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.player.player import Player

SERVICE = "org.mpris.MediaPlayer2.moodtagger"
PATH = "/org/mpris/MediaPlayer2"
PLAYER_INTERFACE = "org.mpris.MediaPlayer2.Player"
_TRACKS = "/io/moodtagger/track/"
_US_PER_S = 1_000_000
_MAX_STEP_S = 2.0  # from one reported position to the next; a larger one is a seek


class MprisController(QObject):
    """Publishes the player on a bus; nothing happens where there is none."""

    def __init__(
        self,
        bus: QDBusConnection,
        library: LibraryController,
        player: Player,
        playback: PlaybackController,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._library = library
        self.player = player
        self.playback = playback
        self.position_s = self._duration_s = 0.0
        self._root = _RootAdaptor(self)
        self._adaptor = _PlayerAdaptor(self)
        self.is_published = bus.isConnected() and bus.registerObject(PATH, self)
        if self.is_published and not bus.registerService(SERVICE):
            # Another one runs; the specification names this suffix.
            self.is_published = bus.registerService(f"{SERVICE}.instance{os.getpid()}")
        if self.is_published:
            player.songChanged.connect(self._song_changed)
            player.playingChanged.connect(lambda _playing: self._publish())
            player.durationChanged.connect(self._duration_changed)
            player.positionChanged.connect(self._position_changed)
            player.volumeChanged.connect(self._publish)
            player.queue.changed.connect(self._publish)

    @property
    def status(self) -> str:
        """The state in the words of the specification."""
        if self.player.path is None:
            return "Stopped"
        return "Playing" if self.player.is_playing else "Paused"

    @property
    def track_path(self) -> str:
        """The name of the playing song on the bus."""
        return f"{_TRACKS}{self.player.track_id or 0}"

    def metadata(self) -> dict[str, Any]:
        """Describe the playing song."""
        path = self.player.path
        if path is None:
            return {}
        row = None if self.player.track_id is None else self._library.song(self.player.track_id)
        out: dict[str, Any] = {
            "mpris:trackid": QDBusObjectPath(self.track_path),
            "xesam:title": formatting.file_name(path),
            "xesam:url": QUrl.fromLocalFile(song_file(path)).toString(),
        }
        if self._duration_s > 0:
            out["mpris:length"] = round(self._duration_s * _US_PER_S)
        return out if row is None else out | _tags(row)

    def raise_window(self) -> None:
        """Bring the window to the front."""
        window = self.parent()
        if isinstance(window, QWidget):
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()

    def _song_changed(self, _track_id: int | None) -> None:
        self.position_s = 0.0
        self._publish()

    def _duration_changed(self, duration_s: float) -> None:
        self._duration_s = duration_s
        self._publish()

    def _position_changed(self, position_s: float) -> None:
        step, self.position_s = position_s - self.position_s, position_s
        if not 0.0 <= step <= _MAX_STEP_S:
            self._adaptor.Seeked.emit(round(position_s * _US_PER_S))

    def _publish(self) -> None:
        """Send what may have changed."""
        adaptor = self._adaptor
        changed = {
            name: getattr(adaptor, name)
            for name in ("PlaybackStatus", "Metadata", "Volume", "CanGoNext", "CanGoPrevious")
        }
        message = QDBusMessage.createSignal(
            PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged"
        )
        # A list that is not empty, as Qt would not know the type of an empty one.
        message.setArguments([PLAYER_INTERFACE, changed, ["Position"]])
        self._bus.send(message)


def _tags(row: SongRow) -> dict[str, Any]:
    tags = row.tags
    found: dict[str, Any] = {"xesam:title": tags.title or row.name}
    if tags.artist:
        found["xesam:artist"] = [tags.artist]
    if tags.album:
        found["xesam:album"] = tags.album
    return found


@ClassInfo({"D-Bus Interface": "org.mpris.MediaPlayer2"})
class _RootAdaptor(QDBusAbstractAdaptor):
    def __init__(self, controller: MprisController) -> None:
        super().__init__(controller)
        self._controller = controller

    CanQuit = Property(bool, lambda self: True)
    CanRaise = Property(bool, lambda self: True)
    HasTrackList = Property(bool, lambda self: False)
    Identity = Property(str, lambda self: "moodtagger")
    DesktopEntry = Property(str, lambda self: "moodtagger")
    SupportedUriSchemes = Property("QStringList", lambda self: [])
    SupportedMimeTypes = Property("QStringList", lambda self: [])

    @Slot()
    def Raise(self) -> None:
        self._controller.raise_window()

    @Slot()
    def Quit(self) -> None:
        window = self._controller.parent()
        if isinstance(window, QWidget):
            window.close()


@ClassInfo({"D-Bus Interface": PLAYER_INTERFACE})
class _PlayerAdaptor(QDBusAbstractAdaptor):
    Seeked = Signal("qlonglong")

    def __init__(self, controller: MprisController) -> None:
        super().__init__(controller)
        self._controller = controller
        self._player = controller.player

    def _set_volume(self, volume: float) -> None:
        self._player.set_volume(volume)

    PlaybackStatus = Property(str, lambda self: self._controller.status)
    Metadata = Property("QVariantMap", lambda self: self._controller.metadata())
    Position = Property("qlonglong", lambda self: round(self._controller.position_s * _US_PER_S))
    Volume = Property(float, lambda self: self._player.volume, _set_volume)
    Rate = Property(float, lambda self: 1.0)
    MinimumRate = Property(float, lambda self: 1.0)
    MaximumRate = Property(float, lambda self: 1.0)
    CanGoNext = Property(bool, lambda self: len(self._player.queue) > 0)
    CanGoPrevious = Property(bool, lambda self: self._player.queue.current is not None)
    CanPlay = Property(bool, lambda self: True)
    CanPause = Property(bool, lambda self: True)
    CanSeek = Property(bool, lambda self: True)
    CanControl = Property(bool, lambda self: True)

    @Slot()
    def Next(self) -> None:
        self._controller.playback.play_next_song()

    @Slot()
    def Previous(self) -> None:
        self._controller.playback.play_previous()

    @Slot()
    def Pause(self) -> None:
        self._controller.playback.pause()

    @Slot()
    def Play(self) -> None:
        if not self._player.is_playing:
            self._controller.playback.toggle_playing()

    @Slot()
    def PlayPause(self) -> None:
        self._controller.playback.toggle_playing()

    @Slot()
    def Stop(self) -> None:
        self._player.stop()

    @Slot("qlonglong")
    def Seek(self, offset_us: int) -> None:
        self._controller.playback.seek_by(offset_us / _US_PER_S)

    @Slot(QDBusObjectPath, "qlonglong")
    def SetPosition(self, track: QDBusObjectPath, position_us: int) -> None:
        if track.path() == self._controller.track_path and position_us >= 0:
            self._player.seek(position_us / _US_PER_S)

    @Slot(str)
    def OpenUri(self, uri: str) -> None:
        """Open nothing: no kinds of addresses are announced."""
