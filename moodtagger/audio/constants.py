"""The numbers of the front end; the network is trained on exactly these."""

from __future__ import annotations

from typing import Final

SAMPLE_RATE: Final = 16_000  # Hz, after resampling
N_FFT: Final = 1024
HOP_LENGTH: Final = 512
N_MELS: Final = 96
FLOOR_POWER: Final = 1e-10  # a mel power below this counts as silence: -100 dB
FLOOR_DB: Final = -100.0
FRAMES_PER_S: Final = SAMPLE_RATE / HOP_LENGTH

BLOCK_S: Final = 10.0  # the longest block that decoding hands over
MAX_DURATION_S: Final = 24 * 3600.0  # what lies beyond is not listened to
# Of all channels; a few bytes of a crafted file can stand for hours of megahertz in eight channels.
MAX_DECODED: Final = int(MAX_DURATION_S) * 48_000 * 2

# Suffixes that the scanner takes for songs. Video containers are left out on purpose.
SUFFIXES: Final = frozenset(
    {".wav", ".wave", ".w64", ".rf64", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf"}
    | {".flac", ".mp1", ".mp2", ".mp3", ".ogg", ".oga", ".opus", ".spx"}
    | {".m4a", ".m4b", ".m4r", ".aac", ".ac3", ".dts", ".wma"}
    | {".ape", ".wv", ".tta", ".tak", ".mpc", ".mka", ".weba", ".dsf"}
)
