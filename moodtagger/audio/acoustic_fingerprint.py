"""Compute acoustic fingerprints from log-mel frames.

A bit says whether the level of a band, relative to the band above it, rose or fell, as in Haitsma
and Kalker (2002). Neither gain nor a fixed equalization changes that. Bands are wide and levels are
averaged over 0.8 s, so that a change of speed by one percent and lossy coding change few bits.

References
----------
.. [1] Haitsma, J., & Kalker, T. (2002). A highly robust audio fingerprinting system. Proceedings of
   the 3rd International Conference on Music Information Retrieval (ISMIR), 107-115.
"""

from __future__ import annotations

import numpy as np

from moodtagger.audio.constants import FRAMES_PER_S, N_MELS
from moodtagger.audio.convert import Floats
from moodtagger.core.acoustic_fingerprint import CODES_PER_S, MAX_CODES, AcousticFingerprint, Codes
from moodtagger.core.silence import frame_levels

_HOP_FRAMES = round(FRAMES_PER_S / CODES_PER_S)
_FIRST_BAND, _BAND_WIDTH, _BAND_COUNT = 4, 5, 17  # mel bands 4 to 88: 0.15 to 6.6 kHz
_SMOOTHING = 6  # hops that are averaged
_LAG = 5  # hops between the levels that are compared
_DYNAMIC_RANGE_DB = 50.0  # below the loudest band of a frame; codecs change what is quieter
_MAX_HOPS = MAX_CODES + _SMOOTHING - 1 + _LAG


class AcousticFingerprinter:
    """Streaming acoustic fingerprint of one song; memory is bounded."""

    def __init__(self) -> None:
        self._rest: Floats = np.empty((0, N_MELS), np.float32)  # less than a hop
        self._levels: list[Floats] = []
        self._hop_count = 0

    def push(self, frames: Floats) -> None:
        """Add log-mel frames.

        Parameters
        ----------
        frames : ndarray of float32, shape (n, 96)
            The next frames that sound, in dB.
        """
        if len(self._rest):
            frames = np.concatenate([self._rest, frames])
        count = len(frames) // _HOP_FRAMES
        self._rest = frames[count * _HOP_FRAMES :].copy()
        if count and self._hop_count < _MAX_HOPS:
            self._levels.append(_band_levels(frames[: count * _HOP_FRAMES]))
        self._hop_count += count

    def finish(self) -> AcousticFingerprint:
        """Compute the fingerprint of all frames.

        Returns
        -------
        AcousticFingerprint
            Without codes for less than 1.4 s.
        """
        total = max(0, self._hop_count - (_SMOOTHING - 1) - _LAG)
        if not total:
            return AcousticFingerprint(np.empty(0, np.uint16), 0)
        levels = np.concatenate(self._levels)[:_MAX_HOPS]
        return AcousticFingerprint(_codes(levels), total)


def _band_levels(frames: Floats) -> Floats:
    """Return the mean levels of the wide bands in each hop, (n // 4, 17), but for a factor."""
    floor = frame_levels(frames) - np.float32(_DYNAMIC_RANGE_DB)
    used = frames[:, _FIRST_BAND : _FIRST_BAND + _BAND_WIDTH * _BAND_COUNT]
    floored = np.maximum(used, floor[:, np.newaxis])
    hops = floored[0::_HOP_FRAMES].copy()
    for frame in range(1, _HOP_FRAMES):
        hops += floored[frame::_HOP_FRAMES]
    levels: Floats = hops[:, 0::_BAND_WIDTH].copy()
    for band in range(1, _BAND_WIDTH):
        levels += hops[:, band::_BAND_WIDTH]
    return levels


def _codes(levels: Floats) -> Codes:
    """Return the codes of levels (n + 10, 17), shape (n,)."""
    tilt = (levels[:, :-1] - levels[:, 1:]).astype(np.float64)
    sums = np.cumsum(np.concatenate([np.zeros((1, tilt.shape[1])), tilt]), axis=0)
    smooth = sums[_SMOOTHING:] - sums[:-_SMOOTHING]
    rises = smooth[_LAG:] > smooth[:-_LAG]
    return np.packbits(rises, axis=1).view("<u2").ravel().astype(np.uint16)
