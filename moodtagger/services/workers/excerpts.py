"""Choose and decode the excerpts of a quick analysis.

The network reads the very patches that it would read of the whole song, as long as no part of that
is silent; the tempo and the key come from three longer excerpts.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from moodtagger.audio import FRAMES_PER_S, SilenceGate, log_mel, open_audio
from moodtagger.audio.constants import ANALYSIS_FLOOR_POWER, SILENCE_DB
from moodtagger.core.prediction import AudioInfo
from moodtagger.core.silence import frame_levels, loudness_db
from moodtagger.inference.patches import PATCH_S, gate_power, planned_starts

QUICK_EXCERPTS = 3
EXCERPT_S = 10.0
SHORTEST_S = 55.0  # the excerpts of a shorter song would be most of it
MAX_PATCHES = 32
SILENT_PEAK = 10.0 ** (SILENCE_DB / 20.0)
MIN_EXCERPT_FRAMES = round(FRAMES_PER_S)
_MARGIN_S = 0.05  # a decoder may stop some samples early
_MAX_SILENT_END = 2  # patches that the end of a song may lack

Floats = npt.NDArray[np.float32]
StrPath: TypeAlias = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An excerpt of a song: log-mel frames without silence, and all samples at 16 kHz.

    `frames` (n, 96) begin at `start_s` in the song, `samples` (n,) at `samples_start_s`.
    """

    start_s: float
    frames: Floats
    samples_start_s: float
    samples: Floats


@dataclass(frozen=True, slots=True)
class PatchSamples:
    """A second of a song: samples (n,) at 16 kHz from `start_s` on."""

    start_s: float
    samples: Floats


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The excerpts of a song in order, at least one, and the patches for the network."""

    info: AudioInfo
    parts: tuple[Excerpt, ...]
    patches: tuple[PatchSamples, ...]


def read_excerpts(path: StrPath) -> Excerpts | None:
    """Decode excerpts, or return None where the whole song has to be analyzed.

    That is a short song, one that is cut off, and one that is partly silent: the patches of the
    whole song would begin elsewhere.
    """
    with open_audio(path) as stream:
        declared_s = stream.info.duration_s
        if declared_s < SHORTEST_S:
            return None
        starts = planned_starts(declared_s, MAX_PATCHES)
        middles = [declared_s * (i + 0.5) / QUICK_EXCERPTS for i in range(QUICK_EXCERPTS)]
        long_starts = [middle - EXCERPT_S / 2 for middle in middles]
        samples = stream.excerpts(
            [
                *((start, PATCH_S + _MARGIN_S) for start in starts),
                *((start, EXCERPT_S) for start in long_starts),
            ]
        )
        info = stream.info
    patches = [PatchSamples(*patch) for patch in zip(starts, samples, strict=False)]
    if info.duration_s < 0.9 * declared_s or not _sounds_throughout(patches):
        return None
    parts = _without_silence(long_starts, samples[len(starts) :])
    return Excerpts(info, tuple(parts), tuple(patches)) if parts else None


def _sounds_throughout(patches: Sequence[PatchSamples]) -> bool:
    """Whether no patch is silent, but for some at the very end."""
    powers = np.array([patch.samples.var() if len(patch.samples) else 0.0 for patch in patches])
    sounding = np.flatnonzero(powers >= gate_power(float(powers.max())))
    peak = max(float(np.abs(patch.samples).max(initial=0.0)) for patch in patches)
    end = len(patches) - _MAX_SILENT_END
    return peak >= SILENT_PEAK and len(sounding) > max(end - 1, int(sounding[-1]))


def _without_silence(starts: Sequence[float], samples: Sequence[Floats]) -> list[Excerpt]:
    spectrograms = [log_mel(part, ANALYSIS_FLOOR_POWER) for part in samples]
    loudness = max(loudness_db(frame_levels(part)) for part in spectrograms)
    excerpts = []
    for start, part_samples, frames in zip(starts, samples, spectrograms, strict=True):
        gate = SilenceGate(loudness)
        parts = [*gate.push(frames), *gate.finish()]
        if gate.sounding_frames >= MIN_EXCERPT_FRAMES:
            start_s = start + parts[0].start_frame / FRAMES_PER_S
            sounding = np.concatenate([part.frames for part in parts])
            excerpts.append(Excerpt(start_s, sounding, start, part_samples))
    return excerpts
