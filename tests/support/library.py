"""Synthetic files and predictions for the tests of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment
from moodtagger.core.tracks import FileTags
from moodtagger.store import FoundFile, Library
from moodtagger.store.tracks import remove_with_analyses

MODEL = "moodnet 1.0"
MOODS = {"happy": 0.7, "sad": 0.1, "calm": 0.4}


def scanned_file(
    path: str | Path,
    audio: str | None = "a",
    *,
    size: int = 1000,
    mtime_ns: int = 5,
    tags: FileTags | None = None,
) -> FoundFile:
    """Return a scanned file; `audio` stands for the hash of its audio."""
    return FoundFile(str(path), size, mtime_ns, audio, tags or FileTags(title="Song"))


def prediction(
    moods: Mapping[str, float] = MOODS,
    confident: Sequence[str] = ("happy",),
    *,
    valence: float = 0.25,
    direction: int = 0,
    model: str = MODEL,
    windows: int = 3,
) -> Prediction:
    """Return a prediction whose embedding is the unit vector along axis `direction` of 128."""
    segments = tuple(
        Segment(10.0 * i, 10.0 * i + 10.0, 0.5, -0.25, dict(moods)) for i in range(windows)
    )
    return Prediction(
        valence=valence,
        arousal=-0.5,
        valence_sd=0.125,
        arousal_sd=0.25,
        quadrant={
            Quadrant.HAPPY: 0.2,
            Quadrant.ANGRY: 0.1,
            Quadrant.SAD: 0.1,
            Quadrant.RELAXED: 0.6,
        },
        moods=dict(moods),
        confident=tuple(confident),
        segments=segments,
        embedding=np.eye(128, dtype=np.float32)[direction],
        model=model,
    )


def analysis_result(
    path: str | Path, result: Prediction | None = None, note: str = ""
) -> AnalysisResult:
    """Return the result for an analyzed file; with a `note` there is no prediction."""
    info = AudioInfo(duration_s=30.5, sample_rate=44100, channels=2, codec="flac")
    return AnalysisResult(str(path), info, None if note else result or prediction(), note)


def add_analyzed(
    library: Library, path: str | Path, audio: str = "a", result: Prediction | None = None
) -> int:
    """Add a track as a scan does, analyzed by `MODEL`, and return its id."""
    (track_id,) = library.tracks.upsert_files([scanned_file(path, audio)])
    outcome = result or prediction()
    library.analyses.save([(track_id, audio, outcome.model, analysis_result(path, outcome))])
    return track_id


def remove_tracks(library: Library, *track_ids: int) -> None:
    """Remove tracks as the library does with those of a folder that is forgotten."""
    with library.session.write() as connection:
        remove_with_analyses(connection, track_ids)


def waiting_ids(library: Library, model: str) -> list[int]:
    """Return the ids of the tracks that a scan would analyze with this model."""
    analyzed = library.analyses.analyzed_hashes(model)
    return [
        stamp.track_id
        for stamp in library.tracks.file_stamps().values()
        if not stamp.absent
        and stamp.audio_hash not in analyzed
        and not (stamp.failed and stamp.audio_hash is None)
    ]


def decisions_of(library: Library, track_id: int) -> dict[str, bool]:
    """Return the decided moods of one track, True where accepted."""
    return {mood: accepted for i, mood, accepted in library.decisions.all() if i == track_id}
