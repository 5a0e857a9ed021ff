"""The songs of the library that a filter matches."""

from __future__ import annotations

import numpy as np

from moodtagger.core.filter_language import MoodWords, Node, matching
from moodtagger.core.filter_language.table_songs import TableSongs
from moodtagger.core.mood_synonyms import MoodSynonyms
from moodtagger.core.tracks import SongRow
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.track_service import TrackService


class SongFilterService:
    """Filters over all songs that the user's preferences show."""

    def __init__(self, tracks: TrackService, preferences: LibraryPreferences) -> None:
        self._tracks = tracks
        self._preferences = preferences

    def rows(self, song_filter: Node) -> list[SongRow]:
        """Return the songs that match, by id."""
        table = self._tracks.table()
        found = np.flatnonzero(matching(song_filter, TableSongs(table), self._mood_words()))
        return table.rows_at(found.tolist())

    def ids(self, song_filter: Node) -> frozenset[int]:
        """Return the ids of the songs that match."""
        table = self._tracks.table()
        mask = matching(song_filter, TableSongs(table), self._mood_words())
        return frozenset(table.ids[mask].tolist())

    def _mood_words(self) -> MoodWords:
        names = self._preferences.mood_preferences.names
        return MoodWords(MoodSynonyms(self._preferences.vocabulary(), names))
