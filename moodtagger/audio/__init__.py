"""Any audio file in, 16 kHz mono and log-mel spectrograms out."""

from __future__ import annotations

from moodtagger.audio.constants import (
    FRAMES_PER_S,
    HOP_LENGTH,
    N_FFT,
    N_MELS,
    SAMPLE_RATE,
    SUFFIXES,
)
from moodtagger.audio.decode import AudioStream, decode_excerpts, open_audio
from moodtagger.audio.features import LogMelStream, log_mel
from moodtagger.audio.levels import is_silent, loudness_db, peak_db
from moodtagger.audio.tempo import TempoListener
from moodtagger.audio.thumbnail import spectrogram

__all__ = [
    "FRAMES_PER_S",
    "HOP_LENGTH",
    "N_FFT",
    "N_MELS",
    "SAMPLE_RATE",
    "SUFFIXES",
    "AudioStream",
    "LogMelStream",
    "TempoListener",
    "decode_excerpts",
    "is_silent",
    "log_mel",
    "loudness_db",
    "open_audio",
    "peak_db",
    "spectrogram",
]
