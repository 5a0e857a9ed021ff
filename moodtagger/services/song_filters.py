"""The songs of the library that a filter matches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from moodtagger.core.filter_language import MoodWords, Node, matching
from moodtagger.core.filter_language.table_songs import TableSongs
from moodtagger.core.mood_synonyms import MoodSynonyms
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.recordings import RecordingService
from moodtagger.services.track_service import TrackService


class SongFilterService:
    """Filters over all songs that the user's preferences show."""

    def __init__(
        self, tracks: TrackService, preferences: LibraryPreferences, recordings: RecordingService
    ) -> None:
        self._tracks = tracks
        self._preferences = preferences
        self._recordings = recordings

    def rows(self, song_filter: Node, table: TrackTable | None = None) -> list[SongRow]:
        """Return the songs that match, by id; of all songs, or of those of a table."""
        table = self._tracks.table() if table is None else table
        return table.rows_at(np.flatnonzero(self._mask(song_filter, table)).tolist())

    def ids(self, song_filter: Node) -> frozenset[int]:
        """Return the ids of the songs that match."""
        table = self._tracks.table()
        return frozenset(table.ids[self._mask(song_filter, table)].tolist())

    def _mask(self, song_filter: Node, table: TrackTable) -> npt.NDArray[np.bool_]:
        songs = TableSongs(table, self._duplicate_ids)
        return matching(song_filter, songs, self._mood_words())

    def _duplicate_ids(self) -> list[int]:
        return [track_id for group in self._recordings.groups() for track_id in group]

    def _mood_words(self) -> MoodWords:
        names = self._preferences.mood_preferences.names
        return MoodWords(MoodSynonyms(self._preferences.vocabulary(), names))
