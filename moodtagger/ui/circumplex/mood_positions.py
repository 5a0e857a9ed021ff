"""Where the songs of each mood lie on the plane, kept up to date song by song."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.track_table import effective_moods
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood

_MIN_SONGS = 5  # fewer say less about a mood than the model does
_MIN_DISTANCE = 0.05  # from neutral; a nearer mean has no direction


class MoodPositions:
    """Sums of the positions of each mood's songs: a song has its accepted and clear moods."""

    def __init__(self) -> None:
        self._sums: dict[str, list[float]] = {}  # mood: songs, valence, arousal

    @classmethod
    def from_arrays(
        cls,
        moods: Sequence[tuple[str, ...]],
        valence: npt.NDArray[np.float32],
        arousal: npt.NDArray[np.float32],
    ) -> MoodPositions:
        """Sum the positions of many songs, each argument (n,)."""
        out = cls()
        labels = list(itertools.chain.from_iterable(moods))
        codes = {label: code for code, label in enumerate(dict.fromkeys(labels))}
        code = np.fromiter(map(codes.__getitem__, labels), np.intp, len(labels))
        count = np.fromiter(map(len, moods), np.intp, len(moods))
        sums = [
            np.bincount(code, np.repeat(values, count), len(codes))
            for values in (np.ones(len(moods)), valence, arousal)
        ]
        out._sums = dict(zip(codes, np.array(sums).T.tolist(), strict=True))
        return out

    def add(self, rows: Iterable[SongRow], sign: int = 1) -> None:
        """Add songs, or take them away with `sign` -1; those without a position do not count."""
        for row in rows:
            valence, arousal = row.effective_valence, row.effective_arousal
            if valence is None or arousal is None:
                continue
            for mood in effective_moods(row.proposed, row.accepted, row.rejected):
                sums = self._sums.setdefault(mood, [0.0, 0.0, 0.0])
                for i, value in enumerate((1.0, valence, arousal)):
                    sums[i] += sign * value

    def count(self, mood: str) -> int:
        """Return the number of songs of a mood."""
        return round(self._sums.get(mood, [0.0])[0])

    def position(self, mood: Mood) -> tuple[float, float]:
        """Return the mean (valence, arousal) of a mood's songs; the model's if they are few."""
        count, valence, arousal = self._sums.get(mood.label, [0.0, 0.0, 0.0])
        if round(count) < _MIN_SONGS:
            return mood.valence, mood.arousal
        mean = valence / count, arousal / count
        return mean if np.hypot(*mean) >= _MIN_DISTANCE else (mood.valence, mood.arousal)
