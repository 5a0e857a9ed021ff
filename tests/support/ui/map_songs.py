"""Synthetic songs and moods for tests of the map."""

from __future__ import annotations

import numpy as np

from moodtagger.core.circumplex import QUADRANTS, quadrant_of
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.core.vocabulary import Mood, Vocabulary

MOOD_POINTS = {
    "happy": (0.8, 0.45),
    "sad": (-0.7, -0.4),
    "gloomy": (-0.68, -0.42),
    "melancholic": (-0.66, -0.44),
    "angry": (-0.65, 0.7),
    "tense": (-0.45, 0.6),
    "anxious": (-0.46, 0.58),
    "calm": (0.55, -0.75),
    "relaxed": (0.56, -0.74),
    "energetic": (0.35, 0.9),
    "tender": (0.6, -0.35),
    "neutral": (0.0, 0.0),
}


def vocabulary() -> Vocabulary:
    moods = [Mood(label, (label,), v, a, 0.8, 0.5) for label, (v, a) in MOOD_POINTS.items()]
    return Vocabulary(moods)


def song(
    track_id: int,
    valence: float | None,
    arousal: float | None,
    title: str = "",
    moods: tuple[tuple[str, float], ...] = (("happy", 0.7), ("tender", 0.4)),
) -> SongRow:
    analyzed = valence is not None and arousal is not None
    return SongRow(
        track_id=track_id,
        path=f"/music/{track_id}.mp3",
        tags=FileTags(title=title or f"Song {track_id}", artist=f"Artist {track_id % 7}"),
        state=TrackState.REVIEW if analyzed else TrackState.WAITING,
        valence=valence,
        arousal=arousal,
        quadrant=None if valence is None or arousal is None else quadrant_of(valence, arousal),
        confidence=0.78 if analyzed else None,
        moods=moods if analyzed else (),
    )


def many_songs(count: int, seed: int = 1) -> list[SongRow]:
    rng = np.random.default_rng(seed)
    cluster_centers = np.array([(0.35, 0.3), (-0.3, 0.35), (-0.35, -0.35), (0.3, -0.4)])
    points = cluster_centers[rng.integers(0, 4, count)] + rng.normal(0, 0.2, (count, 2))
    return [song(i + 1, float(v), float(a)) for i, (v, a) in enumerate(np.clip(points, -1, 1))]


def prediction(valence: float, arousal: float) -> Prediction:
    steps = np.linspace(-0.3, 0.3, 7)
    segments = tuple(
        Segment(10.0 * i, 10.0 * i + 10, valence + float(s), arousal - float(s) / 2, {})
        for i, s in enumerate(steps)
    )
    return Prediction(
        valence=valence,
        arousal=arousal,
        valence_sd=0.2,
        arousal_sd=0.1,
        quadrant=dict.fromkeys(QUADRANTS, 0.25),
        moods={},
        confident=(),
        segments=segments,
        embedding=np.zeros(128, np.float32),
        model="test 1.0",
    )
