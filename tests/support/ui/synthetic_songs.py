"""Synthetic songs, predictions and a vocabulary for tests of the views."""

from __future__ import annotations

import numpy as np

from moodtagger.core.circumplex import QUADRANTS, Quadrant, quadrant_of
from moodtagger.core.prediction import AudioInfo, Prediction, Segment
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.core.vocabulary import Mood, Vocabulary

MOODS = {
    "happy": (0.8, 0.4),
    "energetic": (0.5, 0.8),
    "tense": (-0.5, 0.7),
    "angry": (-0.7, 0.6),
    "dark": (-0.6, 0.1),
    "sad": (-0.7, -0.4),
    "nostalgic": (-0.1, -0.4),
    "tender": (0.5, -0.5),
    "calm": (0.5, -0.8),
    "dreamy": (0.3, -0.6),
    "epic": (0.2, 0.6),
    "playful": (0.7, 0.5),
}
_TITLES = ["Night", "River", "Gold", "Home", "Heart", "Window", "Summer", "Rain", "Étude"]
_TITLES += ["Blue", "Ørsted", "Glass", "Road"]
_ARTISTS = ["Ana Lima", "björk guðmunds", "The Quiet Ones", "Zoë & Co", "DJ 10", "DJ 2", ""]


def vocabulary() -> Vocabulary:
    return Vocabulary(
        [Mood(label, (label,), v, a, 0.8, 0.5, True) for label, (v, a) in MOODS.items()]
    )


def song(
    track_id: int,
    title: str = "Song",
    *,
    artist: str = "Ana Lima",
    album: str = "First",
    folder: str = "/music",
    tagged: tuple[str, ...] = (),
    state: TrackState = TrackState.REVIEW,
    valence: float | None = 0.4,
    arousal: float | None = 0.3,
    proposed: tuple[str, ...] = ("happy",),
    accepted: tuple[str, ...] = (),
    rejected: tuple[str, ...] = (),
    duration_s: float | None = 200.0,
    message: str = "",
) -> SongRow:
    analyzed = valence is not None and arousal is not None
    return SongRow(
        track_id,
        f"{folder}/{track_id} {title}.mp3",
        FileTags(title=title, artist=artist, album=album, moods=tagged),
        duration_s=duration_s,
        state=state,
        valence=valence,
        arousal=arousal,
        quadrant=None if valence is None or arousal is None else quadrant_of(valence, arousal),
        confidence=0.7 if analyzed else None,
        proposed=proposed if analyzed else (),
        accepted=accepted,
        rejected=rejected,
        message=message,
    )


def many_songs(count: int, seed: int = 1) -> list[SongRow]:
    """Songs of all states in several hundred folders."""
    rng = np.random.default_rng(seed)
    values = rng.uniform(-1, 1, (count, 2))
    title_words = rng.integers(len(_TITLES), size=(count, 3))
    states = rng.choice(list(TrackState), size=count)
    labels = list(MOODS)
    rows = []
    for i in range(count):
        title = " ".join(_TITLES[w] for w in title_words[i]) + f" {i % 977}"
        analyzed = states[i] not in (TrackState.WAITING, TrackState.FAILED)
        rows.append(
            song(
                i + 1,
                title,
                artist=_ARTISTS[i % len(_ARTISTS)],
                album=f"Album {i % 3001}",
                folder=f"/music/{_ARTISTS[i % 7] or 'unknown'}/Album {i % 301}",
                tagged=(labels[i % 12],) if i % 3 == 0 else (),
                state=TrackState(states[i]),
                valence=float(values[i, 0]) if analyzed else None,
                arousal=float(values[i, 1]) if analyzed else None,
                proposed=(labels[i % 12], labels[(i * 5 + 1) % 12]),
                duration_s=float(60 + i % 400),
                message="This file ends too early." if states[i] == TrackState.FAILED else "",
            )
        )
    return rows


def prediction(seed: int = 3, length_s: float = 240.0, windows: int = 24) -> Prediction:
    """A song that changes from calm to happy."""
    rng = np.random.default_rng(seed)
    steps = np.linspace(0, 1, windows)
    valence = -0.3 + 0.9 * steps + 0.1 * rng.standard_normal(windows)
    arousal = -0.6 + 1.0 * steps + 0.15 * rng.standard_normal(windows)
    labels = list(MOODS)
    probabilities = rng.beta(1, 4, len(labels))
    moods = dict(zip(labels, probabilities.tolist(), strict=True))
    moods |= {"tender": 0.83, "calm": 0.71, "happy": 0.58}
    edges = np.linspace(0, length_s, windows + 1).tolist()
    segments = tuple(
        Segment(edges[i], edges[i + 1], float(valence[i]), float(arousal[i]), moods)
        for i in range(windows)
    )
    quadrants = dict(zip(QUADRANTS, (0.22, 0.05, 0.09, 0.64), strict=True))
    return Prediction(
        valence=0.42,
        arousal=-0.21,
        valence_sd=0.18,
        arousal_sd=0.31,
        quadrant={Quadrant(q): x for q, x in quadrants.items()},
        moods=moods,
        confident=("tender", "calm", "happy"),
        segments=segments,
        embedding=np.zeros(128, dtype=np.float32),
        model="moodnet 1.0",
    )


def info(length_s: float = 240.0) -> AudioInfo:
    return AudioInfo(length_s, 44100, 2, "FLAC")


def spectrogram(frames: int = 600) -> np.ndarray:
    """A music-like spectrogram in decibels, float32, shape (frames, 96)."""
    rng = np.random.default_rng(5)
    time, mel = np.linspace(0, 40, frames)[:, None], np.arange(96)[None, :]
    harmonics = sum(
        np.exp(-(((mel - 20 * h - 6 * np.sin(time)) / 2.5) ** 2)) / h for h in (1, 2, 3, 4)
    )
    beat = np.exp(-((time % 1) * 6)) * np.exp(-mel / 30)
    power = harmonics + 2 * beat + 0.02 * rng.random((frames, 96))
    return np.asarray(10 * np.log10(power * np.exp(-mel / 40) + 1e-6), np.float32)
