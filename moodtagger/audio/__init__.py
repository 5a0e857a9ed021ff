"""Decode audio files to 16 kHz mono and compute log-mel spectrograms, tempo and key."""

from __future__ import annotations

from moodtagger.audio.acoustic_fingerprint import AcousticFingerprinter
from moodtagger.audio.constants import (
    FRAMES_PER_S,
    HOP_LENGTH,
    N_FFT,
    N_MELS,
    SAMPLE_RATE,
    SUFFIXES,
)
from moodtagger.audio.decode import AudioStream, decode_excerpts, open_audio
from moodtagger.audio.key import KeyEstimator
from moodtagger.audio.level_meter import LevelMeter
from moodtagger.audio.mel_spectrogram import LogMelStream, log_mel, spectrogram
from moodtagger.audio.silence import SilenceGate, SoundingPart
from moodtagger.audio.tempo import TempoEstimator
from moodtagger.audio.waveform import WaveformMeter, waveform

__all__ = [
    "FRAMES_PER_S",
    "HOP_LENGTH",
    "N_FFT",
    "N_MELS",
    "SAMPLE_RATE",
    "SUFFIXES",
    "AcousticFingerprinter",
    "AudioStream",
    "KeyEstimator",
    "LevelMeter",
    "LogMelStream",
    "SilenceGate",
    "SoundingPart",
    "TempoEstimator",
    "WaveformMeter",
    "decode_excerpts",
    "log_mel",
    "open_audio",
    "spectrogram",
    "waveform",
]
