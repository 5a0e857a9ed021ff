"""From a network's raw outputs to numbers that mean what they say.

Everything here is fitted on songs the network had not heard (out of fold) and is stored in the
model's card. Platt (1999) scaling for moods, temperature scaling for the quadrants (Guo et al.
2017, arXiv:1706.04599).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
VaPair = tuple[float, float]  # valence, arousal

# Signs of valence and arousal in each quadrant, in the order of core.circumplex.QUADRANTS.
QUADRANT_SIGNS = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted numbers; `mood_slope` and `mood_offset` one each mood, in output order.

    `va_lean` is how far the quadrant's probabilities pull valence and arousal towards themselves.
    """

    mood_slope: tuple[float, ...]
    mood_offset: tuple[float, ...]
    quadrant_temperature: float = 1.0
    va_slope: VaPair = (1.0, 1.0)
    va_offset: VaPair = (0.0, 0.0)
    sd_scale: VaPair = (1.0, 1.0)
    va_lean: VaPair = (0.0, 0.0)

    @classmethod
    def identity(cls, mood_count: int) -> Calibration:
        """Leaves the outputs as they are."""
        return cls((1.0,) * mood_count, (0.0,) * mood_count)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Calibration:
        """From the card; TypeError, KeyError or ValueError when it is not of this form."""
        slope, offset = values["mood_slope"], values["mood_offset"]
        if len(slope) != len(offset):
            raise ValueError("not as many mood slopes as offsets")
        return cls(
            mood_slope=tuple(float(x) for x in slope),
            mood_offset=tuple(float(x) for x in offset),
            quadrant_temperature=float(values["quadrant_temperature"]),
            va_slope=_pair(values["va_slope"]),
            va_offset=_pair(values["va_offset"]),
            sd_scale=_pair(values["sd_scale"]),
            va_lean=_pair(values.get("va_lean", (0.0, 0.0))),
        )

    def as_dict(self) -> dict[str, Any]:
        """For the card."""
        return asdict(self)

    def quadrant(self, logits: Floats) -> Floats:
        """Probabilities (..., 4) that sum to 1."""
        x = logits.astype(np.float64) / self.quadrant_temperature
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        out: Floats = e / e.sum(axis=-1, keepdims=True)
        return out

    def moods(self, logits: Floats) -> Floats:
        """Probabilities (..., M), each mood by itself."""
        x = logits.astype(np.float64) * np.array(self.mood_slope) + np.array(self.mood_offset)
        out: Floats = 1.0 / (1.0 + np.exp(-np.clip(x, -50, 50)))
        return out

    def expected_signs(self, quadrant_logits: Floats) -> Floats:
        """Probability of the positive side less that of the negative, (..., 2) in [-1, 1]."""
        out: Floats = self.quadrant(quadrant_logits) @ QUADRANT_SIGNS
        return out

    def va(self, va: Floats, quadrant_logits: Floats) -> Floats:
        """Valence and arousal (..., 2) in [-1, 1], spread as widely as people's ratings.

        The quadrant has a say, so that the place on the plane and the quadrant agree.
        """
        x = va.astype(np.float64) * np.array(self.va_slope) + np.array(self.va_offset)
        x = x + self.expected_signs(quadrant_logits) * np.array(self.va_lean)
        out: Floats = np.clip(x, -1.0, 1.0)
        return out

    def va_sd(self, logvar: Floats) -> Floats:
        """Standard deviations (..., 2) on the same scale: 68 % of songs lie within one."""
        out: Floats = np.exp(0.5 * logvar.astype(np.float64)) * np.array(self.sd_scale)
        return out


def _pair(values: Any) -> VaPair:
    first, second = values
    return float(first), float(second)
