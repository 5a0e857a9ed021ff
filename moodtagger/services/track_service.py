"""Reading the songs and folders of the open library."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.cue_sheet import cue_track_path, song_file, split_cue_path
from moodtagger.core.music_analysis import NO_MUSIC, BeatEstimate, MusicAnalysis
from moodtagger.core.playlist_formats import BEAT_GRID_SUFFIX
from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.scan.discovery import real_path
from moodtagger.store import Library
from moodtagger.tags import read_cover


@dataclass(frozen=True, slots=True)
class SongDetail:
    """Everything the inspector shows of a song; `prediction` and `info` are None until analysis.

    `original` is the prediction of the model where `prediction` is adjusted to the user's taste.
    """

    row: SongRow
    prediction: Prediction | None
    info: AudioInfo | None
    original: Prediction | None = None
    music: MusicAnalysis = NO_MUSIC


class TrackService:
    """The songs that the user's preferences show, and the folders they are in.

    `on_removed` is called after songs left the library.
    """

    def __init__(
        self,
        library: Library,
        model: str,
        preferences: LibraryPreferences,
        on_removed: Callable[[], None],
    ) -> None:
        self._library = library
        self._model = model
        self._preferences = preferences
        self._on_removed = on_removed

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]:
        """Return these songs, or all of them, without the excluded ones."""
        rows = self._library.songs.rows(track_ids, model=self._model)
        is_excluded = self._preferences.exclusion_test()
        return rows if is_excluded is None else [row for row in rows if not is_excluded(row.path)]

    def table(self) -> TrackTable:
        """Return all songs as columns, without the excluded ones."""
        table = self._library.songs.table(model=self._model)
        is_excluded = self._preferences.exclusion_test()
        if is_excluded is None:
            return table
        kept = [i for i, path in enumerate(table.paths) if not is_excluded(path)]
        return table if len(kept) == len(table) else table.take(kept)

    def find(self, path: str) -> SongRow | None:
        """Return the song with this path, or with the path that its links lead to."""
        file, number = split_cue_path(path)
        real = real_path(file) if number is None else cue_track_path(real_path(file), number)
        track_id = self._library.tracks.id_of(path) or self._library.tracks.id_of(real)
        return None if track_id is None else next(iter(self.rows([track_id])), None)

    def detail(self, track_id: int) -> SongDetail | None:
        """Return everything known about one song; None when the library no longer has it."""
        rows = self.rows([track_id])
        if not rows:
            return None
        original = self._library.analyses.prediction(track_id, self._model)
        info = self._library.analyses.audio_info(track_id)
        if original is None:
            return SongDetail(rows[0], None, info)
        shown = self._library.personal.prediction(original, self._preferences.vocabulary())
        music = self._library.analyses.music(track_id)
        return SongDetail(rows[0], shown, info, None if shown is original else original, music)

    def cover(self, path: str) -> bytes | None:
        """Return the encoded front cover of a file, if any; TagError when the file is damaged."""
        return read_cover(song_file(path))

    def mood_probabilities(
        self, mood: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return the ids of all analyzed songs and their probability of one mood, both (n,)."""
        return self._library.moods.probabilities(mood, self._model)

    def count_play(self, track_id: int) -> None:
        """Count that a song was played; re-analysis takes the most played songs first."""
        self._library.tracks.count_play(track_id)

    def waveform(self, track_id: int) -> bytes:
        """Return the outline of a song's loudness; empty where it is not known."""
        return self._library.analyses.waveform(track_id)

    def save_waveform(self, track_id: int, points: bytes) -> None:
        """Keep the outline of a song that was analyzed without one."""
        self._library.analyses.save_waveform(track_id, points)

    def beats(self, rows: Sequence[SongRow], suffix: str) -> dict[int, BeatEstimate]:
        """Return the beats of songs that a playlist with this suffix holds, by track id."""
        if suffix.lower() != BEAT_GRID_SUFFIX:
            return {}
        return self._library.analyses.beats([row.track_id for row in rows])

    def folders(self) -> list[str]:
        """Return the library's folders."""
        return self._library.folders.paths()

    def remove_folder(self, folder: str, *, forget: bool = False) -> None:
        """Remove a folder from the library; `forget` deletes its songs and their results too."""
        self._library.folders.remove(folder, forget=forget)
        self._on_removed()

    def below(self, path: str) -> list[str]:
        """Return the paths of all songs at or below a path, excluded and missing ones too."""
        start = path.rstrip(os.sep) + os.sep
        stamps = self._library.tracks.file_stamps()
        return sorted(known for known in stamps if known == path or known.startswith(start))

    def forget(self, path: str) -> None:
        """Remove the songs at or below a path with their results, and the folders there."""
        start = path.rstrip(os.sep) + os.sep
        for folder in self._library.folders.paths():
            if folder == path or folder.startswith(start):
                self._library.folders.remove(folder)
        stamps = self._library.tracks.file_stamps()
        self._library.tracks.remove([stamps[known].track_id for known in self.below(path)])
        self._on_removed()
