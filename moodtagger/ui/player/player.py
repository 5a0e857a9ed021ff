"""Plays one song at a time and lets go of a file before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui.player.qt_media import Engine, QtEngine

Factory = Callable[[QObject], Engine]


class Player(QObject):
    """The song that plays; `positionChanged`, `durationChanged` in seconds."""

    songChanged = Signal(object)  # track_id or None
    playingChanged = Signal(bool)
    positionChanged = Signal(float)
    durationChanged = Signal(float)
    failed = Signal(str)  # a sentence

    def __init__(self, factory: Factory = QtEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._factory = factory
        self._engine: Engine | None = None
        self._volume = 1.0
        self.track_id: int | None = None
        self.path: str | None = None
        self.is_playing = False

    def play(self, track_id: int | None, path: str, start_s: float = 0.0) -> None:
        """Play a file from `start_s` seconds."""
        engine = self._ready()
        if engine is None:
            return
        try:
            if path != self.path:
                engine.load(path)
        except MoodtaggerError as error:
            self.failed.emit(error.sentence)
            return
        self._set_song(track_id, path)
        if start_s > 0:
            engine.seek(round(start_s * 1000))
        engine.play()

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._engine is not None and self.path is not None:
            if self.is_playing:
                self._engine.pause()
            else:
                self._engine.play()

    def seek(self, position_s: float) -> None:
        """Jump within the song."""
        if self._engine is not None and self.path is not None:
            self._engine.seek(round(position_s * 1000))

    def set_volume(self, volume: float) -> None:
        """`volume` in [0, 1]; kept for when the engine starts."""
        self._volume = volume
        if self._engine is not None:
            self._engine.set_volume(volume)

    def release(self, paths: Iterable[str]) -> None:
        """Let go of the file if it is one of these: it is about to be written."""
        if self.path is not None and self.path in set(paths):
            self.stop()

    def stop(self) -> None:
        """Stop and close the file."""
        if self._engine is not None:
            self._engine.unload()
        self._set_song(None, None)

    def _ready(self) -> Engine | None:
        """The engine, made at the first play; a sentence when there is none."""
        if self._engine is None:
            try:
                engine = self._factory(self)
            except MoodtaggerError as error:
                self.failed.emit(error.sentence)
                return None
            engine.set_volume(self._volume)
            engine.positionChanged.connect(self._on_position)
            engine.durationChanged.connect(self._on_duration)
            engine.playingChanged.connect(self._on_playing)
            engine.failed.connect(self._on_failed)
            self._engine = engine
        return self._engine

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
