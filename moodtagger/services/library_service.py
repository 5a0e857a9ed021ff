"""The open library with its model: the use cases behind the window and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from moodtagger.core.errors import LibraryBusyError, LibraryError, LibraryLocationError
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.vocabulary import DEFAULT_PRECISION
from moodtagger.services.active_model import ModelInfo, all_thresholds, model_info
from moodtagger.services.analyze_files import AnalysisService
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.mood_search import MoodSearchService
from moodtagger.services.playlists import PlaylistService
from moodtagger.services.reanalysis_service import ReanalysisService
from moodtagger.services.recordings import RecordingService
from moodtagger.services.review_items import ReviewService
from moodtagger.services.similarity_search import SimilarityService
from moodtagger.services.song_filters import SongFilterService
from moodtagger.services.tag_history import HistoryService
from moodtagger.services.tag_writing import TaggingService, recover
from moodtagger.services.taste.service import TasteService
from moodtagger.services.track_service import TrackService
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import PriorityGate, WorkerLimits, worker_limits
from moodtagger.store import Library, open_library


class LibraryService:
    """An open library and the components that work on it.

    Every method of the components may block: call them on worker threads. Reads may run beside a
    write; methods that write must be called one at a time.

    `read_only` is true when nothing can be changed, `busy_message` says why. `recovered` holds
    (path, message) for each write that an earlier run left unfinished.
    """

    def __init__(
        self,
        path: Path,
        model_folder: Path,
        *,
        require_writer: bool = False,
        jobs: int | WorkerLimits | None = None,
        reading: TagReading = DEFAULT_READING,
        notice: str = "",
        precision: float = DEFAULT_PRECISION,
        mood_preferences: MoodPreferences | None = None,
        exclude: Sequence[str] = (),
        find_speech: bool = True,
        bpm_range: tuple[float, float] | None = None,
        pool: AnalysisPool | None = None,
        profile: str = "",
        learn: bool = False,
    ) -> None:
        """Open the library at `path`.

        It is opened read-only when another program writes to it or its location is not writable;
        with `require_writer` that raises LibraryError instead. `notice` tells the user why the
        active model is not the chosen one. `jobs` limits the worker processes, unless `pool`
        brings them. `profile` is the listener, the first one where the library does not have it;
        with `learn` answers are adjusted to what they decided. For the other options see
        `LibraryPreferences`.
        """
        model = model_info(model_folder)
        self.model = model.name
        self.busy_message = ""
        self.notice = notice
        self._library = library = self._open(path, model, require_writer=require_writer)
        library.thresholds.active_model = (model.name, model.vocabulary)
        self._pool = pool or AnalysisPool(model_folder, jobs)
        priority_gate = PriorityGate()

        self.preferences = preferences = LibraryPreferences(
            library,
            model,
            reading=reading,
            precision=precision,
            mood_preferences=mood_preferences,
            exclude=exclude,
            find_speech=find_speech,
            bpm_range=bpm_range,
        )
        self.tracks = TrackService(library, model.name, preferences, self._invalidate_caches)
        self.recordings = RecordingService(library, model.name, preferences.exclusion_test)
        self.filters = SongFilterService(self.tracks, preferences, self.recordings)
        self.playlists = PlaylistService(library, self.tracks, self.filters)
        self.similarity = SimilarityService(library, model.name, preferences, self.recordings)
        self.mood_search = MoodSearchService(model, preferences)
        self.analysis = AnalysisService(
            library,
            model.name,
            model_folder,
            preferences,
            self._pool,
            priority_gate,
            self._invalidate_caches,
            self.recordings.update,
        )
        self.reanalysis = ReanalysisService(
            library,
            model.name,
            preferences,
            self._pool,
            priority_gate,
            self._invalidate_caches,
            self.recordings.update,
        )
        self.taste = TasteService(
            *(library, model.name, preferences, self._taste_changed),
            enabled=learn,
            profile=profile,
        )
        self.review = ReviewService(
            *(library, model.name, preferences, self.tracks),
            on_decided=self.taste.refit,
            on_corrected=self.similarity.invalidate_features,
        )
        self.tagging = TaggingService(library, preferences)
        self.history = HistoryService(library, preferences)
        self.recovered: Sequence[tuple[str, str]] = (
            [] if self.read_only else recover(library, preferences.reading)
        )

    def _open(self, path: Path, model: ModelInfo, *, require_writer: bool) -> Library:
        try:
            library = open_library(path)
        except (LibraryBusyError, LibraryLocationError) as error:
            if require_writer:
                raise
            return self._open_read_only(path, error)
        try:
            library.thresholds.save(model.name, all_thresholds(model.vocabulary))
        except LibraryLocationError as error:  # the disk is full
            library.close()
            if require_writer:
                raise
            return self._open_read_only(path, error)
        except BaseException:
            library.close()
            raise
        return library

    def _open_read_only(self, path: Path, reason: LibraryError) -> Library:
        """Open for reading only; where even that fails, the first reason is raised."""
        try:
            library = open_library(path, read_only=True)
        except LibraryError:
            raise reason from None
        self.busy_message = reason.full_message
        return library

    @property
    def read_only(self) -> bool:
        """Whether another program holds the library, so that nothing can be changed here."""
        return self._library.read_only

    def apply_settings(
        self, *, jobs: int | None, reading: TagReading, full_speed: bool = False
    ) -> None:
        """Use these worker limits, in a running scan as well, and read tags like this."""
        self._pool.set_limits(worker_limits(jobs, full_speed=full_speed))
        self.preferences.set_reading(reading)

    def close(self) -> None:
        """Stop the analysis processes and close the database."""
        self._pool.close()
        self.analysis.close()
        self._library.close()

    def _taste_changed(self) -> None:
        self.similarity.invalidate_features()

    def _invalidate_caches(self) -> None:
        self.taste.refit()
        self.recordings.invalidate()
        self.similarity.invalidate()
