"""Parameters of the audio front end; the network is trained with exactly these."""

from __future__ import annotations

from typing import Final

SAMPLE_RATE: Final = 16_000  # Hz, after resampling
N_FFT: Final = 1024
HOP_LENGTH: Final = 512
N_MELS: Final = 96
FLOOR_POWER: Final = 1e-10  # mel power is clipped here, at -100 dB, before taking the logarithm
FLOOR_DB: Final = -100.0
ANALYSIS_FLOOR_POWER: Final = 1e-14  # for analysis, so that songs of a low level lose nothing
ANALYSIS_FLOOR_DB: Final = -140.0
SILENCE_DB: Final = -60.0  # a song whose peak stays below this, re full scale, counts as silent
FRAMES_PER_S: Final = SAMPLE_RATE / HOP_LENGTH

BLOCK_S: Final = 10.0  # the longest block that a decoder yields
MAX_DURATION_S: Final = 24 * 3600.0  # anything beyond is not decoded
# Samples of all channels together: a few bytes of a crafted file can expand to hours of audio at
# megahertz rates in eight channels.
MAX_DECODED: Final = int(MAX_DURATION_S) * 48_000 * 2

# Suffixes of the files that a scan picks up. Video containers are left out on purpose.
SUFFIXES: Final = frozenset(
    {".wav", ".wave", ".w64", ".rf64", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf"}
    | {".flac", ".mp1", ".mp2", ".mp3", ".ogg", ".oga", ".opus", ".spx"}
    | {".m4a", ".m4b", ".m4r", ".aac", ".ac3", ".dts", ".wma"}
    | {".ape", ".wv", ".tta", ".tak", ".mpc", ".mka", ".weba", ".dsf"}
)
