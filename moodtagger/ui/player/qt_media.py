"""QtMultimedia behind a small face; loaded at the first play, since it is slow to load."""

from __future__ import annotations

import os
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, SignalInstance

from moodtagger.core.errors import MoodtaggerError


class AudioBackend(Protocol):
    """What the player needs of a sound backend; positions in milliseconds."""

    positionChanged: SignalInstance
    durationChanged: SignalInstance
    playingChanged: SignalInstance
    failed: SignalInstance

    def load(self, path: str) -> None:
        """Take a file; MoodtaggerError when it cannot be taken."""
        ...

    def unload(self) -> None:
        """Let go of the file."""
        ...

    def play(self) -> None:
        """Play or go on."""
        ...

    def pause(self) -> None:
        """Stay at this position."""
        ...

    def seek(self, position_ms: int) -> None:
        """Jump."""
        ...

    def set_volume(self, volume: float) -> None:
        """`volume` in [0, 1]."""
        ...


class QtAudioBackend(QObject):
    """QMediaPlayer and its output. Raises MoodtaggerError when nothing can sound here."""

    positionChanged = Signal(int)
    durationChanged = Signal(int)
    playingChanged = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        try:
            from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer
        except ImportError as error:
            raise MoodtaggerError(
                _tr("This installation of Qt cannot play sound."),
                advice=_tr("Install PySide6-Addons to hear songs; everything else works."),
            ) from error
        if QMediaDevices.defaultAudioOutput().isNull():
            raise MoodtaggerError(
                _tr("No sound output was found."),
                advice=_tr("Connect speakers or headphones and press play again."),
            )
        self._player = QMediaPlayer(self)
        if not self._player.isAvailable():
            raise MoodtaggerError(
                _tr("Qt's player cannot start here: a system library is missing."),
                advice=_tr("On Debian and Ubuntu, install libxrandr2 and libpulse0."),
            )
        self._output = QAudioOutput(self)
        self._player.setAudioOutput(self._output)
        # Through Python: Qt counts in 64 bits, our signals in 32, and those do not connect.
        self._player.positionChanged.connect(lambda ms: self.positionChanged.emit(ms))
        self._player.durationChanged.connect(lambda ms: self.durationChanged.emit(ms))
        self._player.playingChanged.connect(self.playingChanged)
        self._player.mediaStatusChanged.connect(self._on_media_status)
        self._pending_seek_ms: int | None = None  # to go to once the file is open
        self._player.errorOccurred.connect(lambda _code, text: self.failed.emit(text))

    def load(self, path: str) -> None:
        """Take a file; MoodtaggerError when Qt cannot name it."""
        try:
            os.fsencode(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise MoodtaggerError(
                _tr("This file's name is not valid text, so it cannot be played."),
                advice=_tr("Rename the file to hear it here."),
                path=path,
            ) from error
        self._pending_seek_ms = None
        self._player.setSource(QUrl.fromLocalFile(path))

    def unload(self) -> None:
        """Let go of the file."""
        self._player.stop()
        self._player.setSource(QUrl())

    def play(self) -> None:
        """See Engine."""
        self._player.play()

    def pause(self) -> None:
        """See Engine."""
        self._player.pause()

    def seek(self, position_ms: int) -> None:
        """See Engine; before the file is open, Qt would forget the position."""
        if self._player.mediaStatus() == self._player.MediaStatus.LoadingMedia:
            self._pending_seek_ms = position_ms
        else:
            self._player.setPosition(position_ms)

    def _on_media_status(self, status: object) -> None:
        opened = (self._player.MediaStatus.LoadedMedia, self._player.MediaStatus.BufferedMedia)
        if status in opened and self._pending_seek_ms is not None:
            position_ms, self._pending_seek_ms = self._pending_seek_ms, None
            self._player.setPosition(position_ms)

    def set_volume(self, volume: float) -> None:
        """`volume` in [0, 1]."""
        self._output.setVolume(volume)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Player", text)
