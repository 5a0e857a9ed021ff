"""The library in memory with the components of the services, and an audio backend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tag_reading import TagReading
from moodtagger.core.tracks import SongRow
from tests.support.ui.fake_library import FakeAnalysis, FakeLibrary, FakePreferences, FakeTracks
from tests.support.ui.fake_playlists import FakePlaylists
from tests.support.ui.fake_reanalysis import FakeReanalysis
from tests.support.ui.fake_review import FakeReview
from tests.support.ui.fake_similarity import FakeMoodSearch, FakeRecordings, FakeSimilarity
from tests.support.ui.fake_tagging import FakeHistory, FakeTagging
from tests.support.ui.fake_taste import FakeTaste


class FakeService(FakeLibrary):
    """A library in memory that behaves as the services do."""

    model = "moodnet 1.0"

    def __init__(self, rows: Sequence[SongRow] = (), *, read_only: bool = False) -> None:
        super().__init__(
            {row.track_id: row for row in rows},
            ["/music"] if rows else [],
            {row.path: row.tags.moods for row in rows},
        )
        self.busy_message = "Another moodtagger is using this library." if read_only else ""
        self.notice = ""
        self.recovered: Sequence[tuple[str, str]] = []
        self.read_only = read_only
        self.closed = False
        self.applied_settings: tuple[int | None, TagReading] | None = None
        self.full_speed = False
        self.tracks = FakeTracks(self)
        self.preferences = FakePreferences(self)
        self.analysis = FakeAnalysis(self)
        self.reanalysis = FakeReanalysis(self)
        self.playlists = FakePlaylists(self)
        self.recordings = FakeRecordings()
        self.similarity = FakeSimilarity(self, self.recordings)
        self.mood_search = FakeMoodSearch(self)
        self.review = FakeReview(self)
        self.taste = FakeTaste()
        self.tagging = FakeTagging(self)
        self.history = FakeHistory(self)

    def apply_settings(
        self, *, jobs: int | None, reading: TagReading, full_speed: bool = False
    ) -> None:
        """Record the applied settings."""
        self.applied_settings = (jobs, reading)
        self.full_speed = full_speed

    def close(self) -> None:
        """Record that the library was closed."""
        self.closed = True


class FakeAudioBackend(QObject):
    """Audio backend that plays nothing but emits the signals of one."""

    positionChanged = Signal(int)
    durationChanged = Signal(int)
    playingChanged = Signal(bool)
    failed = Signal(str)
    ended = Signal()
    nextStarted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log: list[tuple[str, object]] = []
        self.prepared: str | None = None

    def load(self, path: str) -> None:
        self.log.append(("load", path))
        self.durationChanged.emit(200_000)

    def prepare(self, path: str | None, position_ms: int = 0) -> None:
        self.prepared = path

    def start_prepared(self) -> None:
        """Come to the end of the file, and on to the one that was prepared."""
        self.prepared = None
        self.nextStarted.emit()
        self.durationChanged.emit(180_000)

    def unload(self) -> None:
        self.log.append(("unload", None))
        self.playingChanged.emit(False)

    def play(self) -> None:
        self.log.append(("play", None))
        self.playingChanged.emit(True)

    def pause(self) -> None:
        self.log.append(("pause", None))
        self.playingChanged.emit(False)

    def seek(self, position_ms: int) -> None:
        self.log.append(("seek", position_ms))
        self.positionChanged.emit(position_ms)

    def set_volume(self, volume: float) -> None:
        self.log.append(("volume", volume))


def no_audio_backend(parent: QObject) -> FakeAudioBackend:
    """A machine without sound."""
    raise MoodtaggerError("No audio output found.", advice="Connect speakers.")
