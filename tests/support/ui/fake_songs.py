"""Synthetic songs, predictions and a vocabulary for tests of the window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from moodtagger.core.circumplex import QUADRANTS, quadrant_of
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.core.vocabulary import (
    PRECISIONS,
    UNREACHABLE_THRESHOLD,
    Mood,
    OperatingPoint,
    Vocabulary,
)

MOOD_POINTS = {
    "happy": (0.81, 0.46), "energetic": (0.45, 0.80), "playful": (0.62, 0.38),
    "triumphant": (0.52, 0.62), "angry": (-0.55, 0.72), "tense": (-0.48, 0.55),
    "aggressive": (-0.42, 0.82), "dark": (-0.62, 0.18), "sad": (-0.72, -0.36),
    "gloomy": (-0.60, -0.22), "lonely": (-0.55, -0.52), "nostalgic": (-0.18, -0.42),
    "calm": (0.46, -0.62), "tender": (0.50, -0.38), "dreamy": (0.22, -0.56),
    "romantic": (0.60, -0.12), "peaceful": (0.58, -0.74), "epic": (0.12, 0.66),
}  # fmt: skip
ADJECTIVES = ["Silver", "Broken", "Quiet", "Golden", "Electric", "Hollow", "Distant", "Burning"]
NOUNS = ["River", "Morning", "Engine", "Garden", "Shadow", "Harbour", "Signal", "Winter"]
ARTISTS = [
    "Mara Lindqvist", "The Paper Comets", "Oskar Vey", "Low Tide Choir", "Ana Beltrán",
    "Kilo Foxtrot", "Hinterhof Trio", "Sister Meridian", "Джаз у окна", "夜のラジオ",
]  # fmt: skip
ALBUMS = ["Tidal Rooms", "Night Bus", "Half-Light", "Letters Home", "Static Bloom"]
MODEL = "moodnet 1.0"


def vocabulary() -> Vocabulary:
    """Return eighteen moods at their points on the plane."""
    return Vocabulary([Mood(m, (m,), v, a, 0.75, 0.45) for m, (v, a) in MOOD_POINTS.items()])


def vocabulary_with_choices() -> Vocabulary:
    """Return the vocabulary with a threshold per precision; fewer moods reach a higher one."""
    moods = []
    for index, mood in enumerate(vocabulary()):
        best = 0.5 + 0.025 * index
        choices = [
            OperatingPoint(p, p - 0.1, 30, p) if p < best else unreachable_choice(p)
            for p in PRECISIONS
        ]
        moods.append(replace(mood, choices=tuple(choices)))
    return Vocabulary(moods)


def unreachable_choice(precision: float) -> OperatingPoint:
    return OperatingPoint(precision, UNREACHABLE_THRESHOLD, 0, None)


def probabilities(valence: float, arousal: float) -> dict[str, float]:
    """Return mood probabilities that are high near the point."""
    return {
        mood: float(0.92 * np.exp(-3.2 * ((valence - v) ** 2 + (arousal - a) ** 2)))
        for mood, (v, a) in MOOD_POINTS.items()
    }


def analyzed_row(row: SongRow, rng: np.random.Generator) -> SongRow:
    """Return the song with a random analysis."""
    center = list(MOOD_POINTS.values())[int(rng.integers(len(MOOD_POINTS)))]
    v, a = np.clip(np.array(center) * 0.8 + rng.normal(0, 0.2, 2), -0.97, 0.97)
    moods = probabilities(v, a)
    proposed = vocabulary().suggested(moods)[0][:3]
    ranked = sorted(moods.items(), key=lambda item: -item[1])[:5]
    return replace(
        row,
        state=TrackState.REVIEW if proposed else TrackState.UNSURE,
        valence=float(v),
        arousal=float(a),
        quadrant=quadrant_of(v, a),
        confidence=float(0.35 + 0.6 * min(1.0, np.hypot(v, a))),
        moods=tuple(ranked),
        proposed=proposed,
        message="" if proposed else "No mood is sure enough.",
    )


def unanalyzed_row(i: int, rng: np.random.Generator, folder: str = "/music") -> SongRow:
    """Return a song as a scan finds it in a folder."""
    artist = ARTISTS[int(rng.integers(len(ARTISTS)))]
    album = ALBUMS[int(rng.integers(len(ALBUMS)))]
    title = (
        f"{ADJECTIVES[int(rng.integers(len(ADJECTIVES)))]} {NOUNS[int(rng.integers(len(NOUNS)))]}"
    )
    moods = ("Mellow",) if rng.random() < 0.15 else ()
    tags = FileTags(title=title, artist=artist, album=album, genre="Indie", moods=moods)
    path = f"{folder}/{artist}/{album}/{i:05d} {title}.flac"
    return SongRow(i, path, tags, duration_s=float(rng.uniform(120, 420)))


def songs(n: int, seed: int = 1) -> list[SongRow]:
    """Return analyzed songs, of which a few failed and a few are decided."""
    rng = np.random.default_rng(seed)
    rows = [analyzed_row(unanalyzed_row(i, rng), rng) for i in range(1, n + 1)]
    for i in range(0, n, 17):
        rows[i] = replace(
            unanalyzed_row(i + 1, rng),
            state=TrackState.FAILED,
            message="The file breaks off in its first second and holds no sound.",
        )
    for i in range(1, n, 9):
        rows[i] = replace(rows[i], accepted=rows[i].proposed, state=TrackState.DECIDED)
    return rows


def prediction(row: SongRow) -> Prediction:
    """Return a prediction that fits the row, with segments over time."""
    v, a = row.valence or 0.0, row.arousal or 0.0
    steps = 24
    length = (row.duration_s or 200.0) / steps
    segments = []
    for i in range(steps):
        sv = v + 0.25 * np.sin(i / 3 + row.track_id)
        sa = a + 0.3 * np.cos(i / 4)
        segments.append(
            Segment(i * length, (i + 1) * length, float(sv), float(sa), probabilities(sv, sa))
        )
    weights = np.exp([1.5 * (v * x + a * y) for x, y in ((1, 1), (-1, 1), (-1, -1), (1, -1))])
    quadrant_probabilities = weights / weights.sum()
    return Prediction(
        v, a, 0.22, 0.18,
        dict(zip(QUADRANTS, map(float, quadrant_probabilities), strict=True)),
        probabilities(v, a), row.proposed, tuple(segments),
        np.full(128, 1 / np.sqrt(128), dtype=np.float32), MODEL,
    )  # fmt: skip
