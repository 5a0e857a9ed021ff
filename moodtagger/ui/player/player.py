"""Plays one song at a time and lets go of a file before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui.player.qt_media import AudioBackend, QtAudioBackend

BackendFactory = Callable[[QObject], AudioBackend]


class Player(QObject):
    """The song that plays; `positionChanged`, `durationChanged` in seconds."""

    songChanged = Signal(object)  # track_id or None
    playingChanged = Signal(bool)
    positionChanged = Signal(float)
    durationChanged = Signal(float)
    failed = Signal(str)  # a sentence

    def __init__(
        self, factory: BackendFactory = QtAudioBackend, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._factory = factory
        self._backend: AudioBackend | None = None
        self._volume = 1.0
        self.track_id: int | None = None
        self.path: str | None = None
        self.is_playing = False

    def play(self, track_id: int | None, path: str, start_s: float = 0.0) -> None:
        """Play a file from `start_s` seconds."""
        backend = self._ensure_backend()
        if backend is None:
            return
        try:
            if path != self.path:
                backend.load(path)
        except MoodtaggerError as error:
            self.failed.emit(error.full_message)
            return
        self._set_song(track_id, path)
        if start_s > 0:
            backend.seek(round(start_s * 1000))
        backend.play()

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._backend is not None and self.path is not None:
            if self.is_playing:
                self._backend.pause()
            else:
                self._backend.play()

    def seek(self, position_s: float) -> None:
        """Jump within the song."""
        if self._backend is not None and self.path is not None:
            self._backend.seek(round(position_s * 1000))

    def set_volume(self, volume: float) -> None:
        """`volume` in [0, 1]; kept for when the engine starts."""
        self._volume = volume
        if self._backend is not None:
            self._backend.set_volume(volume)

    def release(self, paths: Iterable[str]) -> None:
        """Let go of the file if it is one of these: it is about to be written."""
        if self.path is not None and self.path in set(paths):
            self.stop()

    def stop(self) -> None:
        """Stop and close the file."""
        if self._backend is not None:
            self._backend.unload()
        self._set_song(None, None)

    def _ensure_backend(self) -> AudioBackend | None:
        """The engine, made at the first play; a sentence when there is none."""
        if self._backend is None:
            try:
                backend = self._factory(self)
            except MoodtaggerError as error:
                self.failed.emit(error.full_message)
                return None
            backend.set_volume(self._volume)
            backend.positionChanged.connect(self._on_position)
            backend.durationChanged.connect(self._on_duration)
            backend.playingChanged.connect(self._on_playing)
            backend.failed.connect(self._on_failed)
            self._backend = backend
        return self._backend

    def _set_song(self, track_id: int | None, path: str | None) -> None:
        changed = path != self.path
        self.track_id, self.path = track_id, path
        if changed:
            self.songChanged.emit(track_id)

    def _on_position(self, position_ms: int) -> None:
        self.positionChanged.emit(position_ms / 1000)

    def _on_duration(self, duration_ms: int) -> None:
        self.durationChanged.emit(duration_ms / 1000)

    def _on_playing(self, playing: bool) -> None:
        self.is_playing = playing
        self.playingChanged.emit(playing)

    def _on_failed(self, text: str) -> None:
        sentence = self.tr("This song cannot be played here (%1).").replace("%1", text)
        self.stop()
        self.failed.emit(sentence)
