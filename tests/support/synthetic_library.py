"""Synthetic libraries of any size, in memory or in a home folder of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from moodtagger.core.circumplex import QUADRANTS, quadrant_of
from moodtagger.core.energy import energy_of
from moodtagger.core.music_analysis import (
    BeatEstimate,
    EnergyEstimate,
    KeyEstimate,
    MusicAnalysis,
)
from moodtagger.core.musical_keys import key_of_code
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.paths import default_model_dir
from moodtagger.services.active_model import model_info
from moodtagger.store import FoundFile, Library, open_library

_ADJECTIVES = (
    "Silver",
    "Broken",
    "Little",
    "Golden",
    "Quiet",
    "Paper",
    "Distant",
    "Hollow",
    "Slow",
)
_NOUNS = ("River", "Window", "Engine", "Garden", "Letter", "Signal", "Winter", "Mirror", "Road")
_BAND_NOUNS = ("Tides", "Owls", "Lanterns", "Sparrows", "Wanderers", "Weavers", "Pilots", "Foxes")
_CLUSTER_CENTERS = np.array([(0.55, 0.45), (-0.5, 0.5), (-0.45, -0.45), (0.5, -0.5), (0.1, 0.05)])


def add_synthetic_songs(
    library: Library, count: int, vocabulary: Vocabulary, model: str, *, seed: int = 7
) -> list[int]:
    """Add `count` synthetic songs with analyses by `model`; no files exist for them."""
    rng, music_rng = np.random.default_rng(seed), np.random.default_rng(seed + 1)
    ids: list[int] = []
    for start in range(0, count, 500):
        numbers = range(start, min(start + 500, count))
        files = [_synthetic_file(rng, i) for i in numbers]
        batch_ids = library.tracks.upsert_files(files)
        results = [
            _with_music(music_rng, _synthetic_result(rng, f.path, vocabulary, model)) for f in files
        ]
        library.analyses.save(
            [
                (track_id, file.audio_hash, model, what)
                for track_id, file, what in zip(batch_ids, files, results, strict=True)
            ]
        )
        ids += batch_ids
    return ids


def _synthetic_file(rng: np.random.Generator, i: int) -> FoundFile:
    artist = f"The {rng.choice(_ADJECTIVES)} {rng.choice(_BAND_NOUNS)}"
    album = f"{rng.choice(_NOUNS)} {rng.choice(_NOUNS)}s"
    title = f"{rng.choice(_ADJECTIVES)} {rng.choice(_NOUNS)}"
    path = Path("/music") / artist / album / f"{i % 12 + 1:02} {title} {i}.flac"
    tags = FileTags(title, artist, album)
    return FoundFile(str(path), 30_000_000 + i, 1, f"{i:040x}", tags)


def _synthetic_result(
    rng: np.random.Generator, path: str, vocabulary: Vocabulary, model: str
) -> AnalysisResult:
    center = _CLUSTER_CENTERS[rng.choice(5, p=(0.26, 0.2, 0.18, 0.2, 0.16))]
    valence, arousal = rng.normal(center, 0.2)
    valence, arousal = np.array((valence, arousal)) / max(1.0, np.hypot(valence, arousal) / 0.95)
    mood_points = np.array([(mood.valence, mood.arousal) for mood in vocabulary])
    distance = np.hypot(*(mood_points - (valence, arousal)).T)
    probabilities = np.clip(
        np.exp(-2.4 * distance) + rng.normal(0, 0.06, len(mood_points)), 0.01, 0.97
    )
    moods = {mood.label: float(p) for mood, p in zip(vocabulary, probabilities, strict=True)}
    weights = np.exp(rng.normal(0, 0.3, 4))
    weights[QUADRANTS.index(quadrant_of(valence, arousal))] *= 2 + 9 * np.hypot(valence, arousal)
    embedding = np.concatenate([(valence, arousal), rng.normal(0, 0.1, 126)]).astype(np.float32)
    duration = float(rng.uniform(120, 330))
    prediction = Prediction(
        valence=float(valence),
        arousal=float(arousal),
        valence_sd=0.25,
        arousal_sd=0.2,
        quadrant=dict(zip(QUADRANTS, (weights / weights.sum()).tolist(), strict=True)),
        moods=moods,
        confident=vocabulary.suggested(moods)[0],
        segments=(Segment(0.0, duration, float(valence), float(arousal), moods),),
        embedding=embedding / np.linalg.norm(embedding),
        model=model,
    )
    return AnalysisResult(path, AudioInfo(duration, 44_100, 2, "flac"), prediction)


def _with_music(rng: np.random.Generator, result: AnalysisResult) -> AnalysisResult:
    """Return the result with key, tempo and energy."""
    assert result.prediction is not None
    assert result.info is not None
    bpm = float(rng.choice((88.0, 104.0, 122.0, 126.0, 174.0)) + rng.normal(0, 4))
    steps = max(2, round(result.info.duration_s / 8.0))
    level = float(energy_of(np.array([result.prediction.arousal]))[0])
    curve = np.clip(
        level + np.sin(np.linspace(0, 3, steps)) - 0.7 + rng.normal(0, 0.2, steps), 1, 10
    )
    music = MusicAnalysis(
        KeyEstimate(key_of_code(int(rng.integers(24))), float(rng.uniform(0.4, 1.0))),
        BeatEstimate(bpm, 0.9, float(rng.uniform(0.0, 2.0))),
        EnergyEstimate(level, tuple(curve.tolist())),
    )
    return replace(result, bpm=bpm, music=music)


LIBRARY_FILE = "library.sqlite"  # as `paths.library_path` has it in a home of one's own


def create_library(home: Path, songs: int) -> None:
    """Create a library in `home`, where a program with that MOODTAGGER_HOME finds it."""
    home.mkdir(parents=True)
    model = model_info(default_model_dir())
    with open_library(home / LIBRARY_FILE) as library:
        add_synthetic_songs(library, songs, model.vocabulary, model.name)


def read_rows(home: Path) -> list[SongRow]:
    """Return all of its rows, as the window gets them."""
    with open_library(home / LIBRARY_FILE, read_only=True) as library:
        return library.songs.rows()
