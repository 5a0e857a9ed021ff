"""The level of each second of a song."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.convert import Floats, FrameCutter

_LEAST_POWER = 1e-12  # -120 dB


class LevelMeter:
    """Streaming level of one song; it keeps one number per second."""

    def __init__(self) -> None:
        self._cutter = FrameCutter(SAMPLE_RATE)
        self._powers: list[npt.NDArray[np.float32]] = []

    def push(self, samples: Floats) -> None:
        """Add samples.

        Parameters
        ----------
        samples : ndarray of float32, shape (n,)
            The next mono samples at 16 kHz, full scale at 1.
        """
        seconds = self._cutter.push(samples)
        self._powers.append(np.einsum("ij,ij->i", seconds, seconds) / np.float32(SAMPLE_RATE))

    def finish(self) -> npt.NDArray[np.float64]:
        """Return the levels.

        Returns
        -------
        ndarray of float64, shape (n,)
            In dB of full scale, of each whole second; at least -120.
        """
        powers = np.concatenate(self._powers) if self._powers else np.empty(0)
        levels: npt.NDArray[np.float64] = 10.0 * np.log10(
            np.maximum(powers.astype(np.float64), _LEAST_POWER)
        )
        return levels
