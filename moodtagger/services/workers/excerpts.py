"""Choose and decode the excerpts of a quick analysis, from what sounds in the song."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from moodtagger.audio import FRAMES_PER_S, SilenceGate, decode_excerpts, log_mel, open_audio
from moodtagger.audio.constants import ANALYSIS_FLOOR_POWER, SILENCE_DB
from moodtagger.core.prediction import AudioInfo
from moodtagger.core.silence import MUSIC_DB, frame_levels, gate_db, in_main_song, loudness_db

QUICK_EXCERPTS = 3
EXCERPT_S = 10.0
MAX_PROBES = 60
PROBE_S = 1.0
SILENT_PEAK = 10.0 ** (SILENCE_DB / 20.0)
MIN_EXCERPT_FRAMES = round(FRAMES_PER_S)
_MIN_SOUNDING = 0.9  # fraction of an excerpt

Frames = npt.NDArray[np.float32]
StrPath: TypeAlias = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An excerpt of a song: log-mel frames without silence, and all samples at 16 kHz.

    `frames` (n, 96) begin at `start_s` in the song, `samples` (n,) at `samples_start_s`.
    """

    start_s: float
    frames: Frames
    samples_start_s: float
    samples: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The excerpts of a song in order, at least one."""

    info: AudioInfo
    parts: tuple[Excerpt, ...]


def read_excerpts(path: StrPath) -> Excerpts | None:
    """Decode excerpts that sound, or return None where the whole song has to be analyzed.

    Usually these are the middles of the song's three thirds: the very beginning and end are often
    not typical. Where those are silent, others are looked for.
    """
    with open_audio(path) as stream:
        declared_s = stream.info.duration_s
    if declared_s <= (QUICK_EXCERPTS + 1) * EXCERPT_S:
        return None
    starts = [
        declared_s * (i + 0.5) / QUICK_EXCERPTS - EXCERPT_S / 2 for i in range(QUICK_EXCERPTS)
    ]
    info, excerpts, sounding = _decode(path, starts)
    if info.duration_s < 0.9 * declared_s:  # cut off: the excerpts would not be where planned
        return None
    if sounding < _MIN_SOUNDING:
        starts, song_loudness_db = _sounding_starts(path, declared_s)
        if not starts:
            return None
        info, excerpts, _ = _decode(path, starts, song_loudness_db)
    return Excerpts(info, tuple(excerpts)) if excerpts else None


def _decode(
    path: StrPath, starts: Sequence[float], song_loudness_db: float = -np.inf
) -> tuple[AudioInfo, list[Excerpt], float]:
    """Return also the least fraction of an excerpt that sounds, 0 if none is as loud as music."""
    info, samples = decode_excerpts(path, [(start, EXCERPT_S) for start in starts])
    if max(float(np.abs(part).max(initial=0.0)) for part in samples) < SILENT_PEAK:
        return info, [], 0.0
    spectrograms = [log_mel(part, ANALYSIS_FLOOR_POWER) for part in samples]
    loudness = max([song_loudness_db, *(loudness_db(frame_levels(part)) for part in spectrograms)])
    excerpts, fractions = [], [1.0 if loudness > MUSIC_DB else 0.0]
    for start, part_samples, frames in zip(starts, samples, spectrograms, strict=True):
        gate = SilenceGate(loudness)
        parts = [*gate.push(frames), *gate.finish()]
        fractions.append(gate.sounding_frames / max(1, len(frames)))
        if gate.sounding_frames >= MIN_EXCERPT_FRAMES:
            start_s = start + parts[0].start_frame / FRAMES_PER_S
            sounding = np.concatenate([part.frames for part in parts])
            excerpts.append(Excerpt(start_s, sounding, start, part_samples))
    return info, excerpts, min(fractions)


def _sounding_starts(path: StrPath, duration_s: float) -> tuple[list[float], float]:
    """Probe the whole song; return starts spread over what sounds, and its loudness."""
    count = min(MAX_PROBES, int(duration_s / EXCERPT_S))
    middles = [duration_s * (i + 0.5) / count for i in range(count)]
    _, probes = decode_excerpts(path, [(middle - PROBE_S / 2, PROBE_S) for middle in middles])
    loudness = [loudness_db(frame_levels(log_mel(probe, ANALYSIS_FLOOR_POWER))) for probe in probes]
    song_loudness_db = max(loudness)
    sounding = [
        middle - EXCERPT_S / 2
        for middle, level in zip(middles, loudness, strict=True)
        if level >= gate_db(song_loudness_db)
    ]
    sounding = list(compress(sounding, in_main_song(sounding, duration_s / count)))
    if len(sounding) > QUICK_EXCERPTS:
        chosen = ((i + 0.5) / QUICK_EXCERPTS * len(sounding) for i in range(QUICK_EXCERPTS))
        sounding = [sounding[int(number)] for number in chosen]
    return sounding, song_loudness_db
