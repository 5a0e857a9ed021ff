"""Mix the end of a song and the beginning of the next, as a preview of how they fit."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.filter import Graph

from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder
from moodtagger.audio.playback import CHANNELS, RATE, Floats, stereo_blocks

EXCERPT_S: Final = 20.0  # of each song
_FADE_S: Final = 8.0  # both songs sound for so long
_MAX_STRETCH: Final = 0.08  # of the tempo; beyond it a stretched song sounds unlike itself
_FULL_SCALE: Final = 32767


@dataclass(frozen=True, slots=True)
class MixSong:
    """A song, or the part of a file that is one, from `start_s` to `end_s`.

    `bpm` are its beats per minute, `first_beat_s` is a beat, counted from `start_s`; None where
    they are unknown.
    """

    path: str
    end_s: float
    start_s: float = 0.0
    bpm: float | None = None
    first_beat_s: float | None = None


def tempo_ratio(before: MixSong, after: MixSong) -> float:
    """Return how much faster the second song must be played for the beats to match.

    Parameters
    ----------
    before, after : MixSong
        The songs.

    Returns
    -------
    float
        Half and double tempo match too; 1 where a tempo is unknown or too far away.
    """
    if not before.bpm or not after.bpm:
        return 1.0
    ratios = [before.bpm / after.bpm * factor for factor in (1.0, 0.5, 2.0)]
    best = min(ratios, key=lambda ratio: abs(ratio - 1.0))
    return best if abs(best - 1.0) <= _MAX_STRETCH else 1.0


def mix_transition(before: MixSong, after: MixSong) -> Floats:
    """Mix the last 20 s of a song into the first 20 s of another at the tempo of the first.

    Parameters
    ----------
    before, after : MixSong
        The songs. Where the beats of both are known, they fall together.

    Returns
    -------
    ndarray of float32, shape (n, 2)
        Samples at 48 kHz, full scale at 1.

    Raises
    ------
    DecoderError, AudioError
        A file cannot be decoded.
    """
    out_start_s = max(before.start_s, before.end_s - EXCERPT_S)
    ending = _read(before.path, out_start_s, before.end_s)
    ratio = tempo_ratio(before, after)
    beginning = _read(
        after.path, after.start_s, min(after.end_s, after.start_s + EXCERPT_S * ratio)
    )
    beginning = _stretched(beginning, ratio)
    entry = max(0, len(ending) - round(_FADE_S * RATE))
    entry += _beat_shift(before, after, out_start_s, entry, ratio)
    entry = min(max(entry, 0), len(ending))
    return _crossfaded(ending, beginning, entry)


def write_transition(before: MixSong, after: MixSong, path: Path) -> None:
    """Write the mix as a WAV file.

    Parameters
    ----------
    before, after : MixSong
        The songs.
    path : Path
        The file; an older one is replaced.
    """
    samples = np.clip(mix_transition(before, after), -1.0, 1.0)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(CHANNELS)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(samples * _FULL_SCALE).astype("<i2").tobytes())


def _read(path: str, start_s: float, end_s: float) -> Floats:
    decoder = FFmpegDecoder(path)
    wanted = max(0, round((end_s - start_s) * RATE))
    parts, count = [np.empty((0, CHANNELS), np.float32)], 0
    try:
        for _time_s, samples in stereo_blocks(decoder, start_s):
            parts.append(samples)
            count += len(samples)
            if count >= wanted:
                break
    finally:
        decoder.close()
    return np.concatenate(parts)[:wanted]


def _stretched(samples: Floats, ratio: float) -> Floats:
    """Change the tempo and keep the pitch."""
    if abs(ratio - 1.0) < 1e-3 or not len(samples):
        return samples
    graph = Graph()
    source = graph.add_abuffer(format="flt", sample_rate=RATE, layout="stereo")
    tempo, sink = graph.add("atempo", f"{ratio:.5f}"), graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="stereo")
    frame.sample_rate = RATE
    source.push(frame)
    source.push(None)
    parts = []
    try:
        while True:
            stretched = sink.pull()
            assert isinstance(stretched, av.AudioFrame)
            parts.append(stretched.to_ndarray().reshape(-1, CHANNELS))
    except (av.EOFError, av.BlockingIOError):
        return np.concatenate([np.empty((0, CHANNELS), np.float32), *parts])


def _beat_shift(
    before: MixSong, after: MixSong, out_start_s: float, entry: int, ratio: float
) -> int:
    """Return by how many samples the second song begins later, for a beat to fall on a beat."""
    if not before.bpm or before.first_beat_s is None or after.first_beat_s is None:
        return 0
    beat_s = 60.0 / before.bpm
    first_out_s = before.start_s + before.first_beat_s - out_start_s
    first_in_s = entry / RATE + after.first_beat_s / ratio
    return round((first_out_s - first_in_s) % beat_s * RATE)


def _crossfaded(ending: Floats, beginning: Floats, entry: int) -> Floats:
    """Fade one into the other at equal power; they overlap from the sample `entry` on."""
    overlap = min(len(ending) - entry, len(beginning))
    out = np.zeros((max(len(ending), entry + len(beginning)), CHANNELS), np.float32)
    out[: len(ending)] = ending
    angle = np.linspace(0.0, np.pi / 2, overlap, dtype=np.float32)[:, None]
    out[entry : entry + overlap] *= np.cos(angle)
    out[entry + overlap : len(ending)] = 0.0
    faded_in = beginning.copy()
    faded_in[:overlap] *= np.sin(angle)
    out[entry : entry + len(beginning)] += faded_in
    return out
