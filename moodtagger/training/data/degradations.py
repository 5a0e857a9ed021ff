"""The same song in worse shape, as files the app could meet: compressed, clipped, faint, cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.decode import open_audio
from moodtagger.demo.encode import encode
from moodtagger.training.data.dataset import Floats

MP3_RATE = 44_100
MP3_BIT_RATE = 64_000
GAIN_DB = 12.0
TRIM_S = 5.0

WriteFunction = Callable[[Floats, Path], None]


@dataclass(frozen=True, slots=True)
class Degradation:
    """One way to spoil a song: `write` makes a file with `suffix` from 16 kHz mono samples."""

    name: str
    suffix: str
    write: WriteFunction


def load_samples(path: Path) -> Floats:
    """The whole file as 16 kHz mono, through the app's own decoder."""
    with open_audio(path) as stream:
        return np.concatenate(list(stream.blocks()))


def write_mp3(y: Floats, path: Path) -> None:
    """An mp3 of 64 kbit/s as it is usually made: 44.1 kHz, two channels (alike, as `y` is mono)."""
    resampled = soxr.resample(y, SAMPLE_RATE, MP3_RATE)
    encode(np.stack([resampled, resampled], axis=1), MP3_RATE, path, bit_rate=MP3_BIT_RATE)


def write_louder_clipped(y: Floats, path: Path) -> None:
    """12 dB louder, in 16 bits: what goes over full scale is clipped."""
    _write_wav(y * np.float32(10 ** (GAIN_DB / 20)), path)


def write_quieter(y: Floats, path: Path) -> None:
    """12 dB fainter, in 16 bits."""
    _write_wav(y * np.float32(10 ** (-GAIN_DB / 20)), path)


def write_trimmed(y: Floats, path: Path) -> None:
    """Without its first five seconds."""
    _write_wav(y[round(TRIM_S * SAMPLE_RATE) :], path)


def _write_wav(y: Floats, path: Path) -> None:
    encode(np.clip(y, -1, 1), SAMPLE_RATE, path)


DEGRADATIONS = (
    Degradation("mp3 at 64 kbit/s", ".mp3", write_mp3),
    Degradation("12 dB louder, clipped", ".wav", write_louder_clipped),
    Degradation("12 dB fainter", ".wav", write_quieter),
    Degradation("without the first 5 s", ".wav", write_trimmed),
)
