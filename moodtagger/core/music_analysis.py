"""What an analysis finds of a song's music beside its moods: key, tempo and energy."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.musical_keys import MusicalKey, key_of_code

# Analyses of an older version lack what was added since, and are repeated in the background.
MUSIC_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class KeySpan:
    """A part of a song in one key, from `start_s` to `end_s`."""

    start_s: float
    end_s: float
    key: MusicalKey


@dataclass(frozen=True, slots=True)
class KeyEstimate:
    """The key of a song.

    `confidence` is the probability of the key, 0 to 1; `tuning_cents` how far the song is tuned
    from A at 440 Hz; `changes` the parts that are clearly in another key.
    """

    key: MusicalKey
    confidence: float
    tuning_cents: float = 0.0
    changes: tuple[KeySpan, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, which `from_dict` reads."""
        return {
            "code": self.key.code,
            "confidence": round(self.confidence, 3),
            "tuning_cents": round(self.tuning_cents, 1),
            "changes": [
                [round(span.start_s, 1), round(span.end_s, 1), span.key.code]
                for span in self.changes
            ],
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> KeyEstimate:
        """Return the estimate of what `as_dict` gave; ValueError, TypeError or KeyError if none."""
        return cls(
            key_of_code(int(values["code"])),
            float(values["confidence"]),
            float(values["tuning_cents"]),
            tuple(
                KeySpan(float(start), float(end), key_of_code(int(code)))
                for start, end, code in values["changes"]
            ),
        )


@dataclass(frozen=True, slots=True)
class BeatEstimate:
    """The beats of a song.

    `bpm` are beats per minute; `confidence`, 0 to 1, says how clear the beat is; `first_beat_s`
    where a grid of beats begins, at the first downbeat. `drift` is how far the tempo of parts of
    the song lies from that of the whole, as a fraction of it.
    """

    bpm: float
    confidence: float
    first_beat_s: float = 0.0
    drift: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, which `from_dict` reads."""
        return {
            "bpm": round(self.bpm, 3),
            "confidence": round(self.confidence, 3),
            "first_beat_s": round(self.first_beat_s, 4),
            "drift": round(self.drift, 4),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> BeatEstimate:
        """Return the estimate of what `as_dict` gave; ValueError, TypeError or KeyError if none."""
        names = ("bpm", "confidence", "first_beat_s", "drift")
        return cls(*(float(values[name]) for name in names))


def fold_tempo(bpm: float, low: float, high: float) -> float:
    """Double or halve a tempo until it is in a range, as far as one of them is."""
    doublings = math.ceil(math.log2(low / bpm))
    folded = bpm * 2.0 ** max(doublings, 0)
    while folded > high and folded / 2.0 >= low:
        folded /= 2.0
    return folded if low <= folded <= high else bpm


def fold_tempos(bpm: npt.NDArray[np.float64], low: float, high: float) -> npt.NDArray[np.float64]:
    """Fold many tempos as `fold_tempo` does; NaN stays."""
    folded = bpm.copy()
    outside = np.flatnonzero((bpm < low) | (bpm > high))
    folded[outside] = [fold_tempo(value, low, high) for value in bpm[outside].tolist()]
    return folded


@dataclass(frozen=True, slots=True)
class EnergyEstimate:
    """The energy of a song and of its parts, as DJs use it: from 1 to 10.

    `curve` has the energy of each `step_s` seconds; it is empty where only excerpts were analyzed.
    """

    level: float
    curve: tuple[float, ...] = ()
    step_s: float = 8.0

    @property
    def intro(self) -> float:
        """The energy of the first quarter of a minute."""
        return self._mean(self.curve[: self._edge_steps])

    @property
    def outro(self) -> float:
        """The energy of the last quarter of a minute."""
        return self._mean(self.curve[-self._edge_steps :])

    @property
    def peak(self) -> float:
        """The energy of the most energetic part."""
        return max(self.curve, default=self.level)

    @property
    def _edge_steps(self) -> int:
        return max(1, round(15.0 / self.step_s))

    def _mean(self, levels: tuple[float, ...]) -> float:
        return sum(levels) / len(levels) if levels else self.level

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, which `from_dict` reads."""
        curve = [round(level, 1) for level in self.curve]
        return {"level": round(self.level, 2), "curve": curve, "step_s": round(self.step_s, 3)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> EnergyEstimate:
        """Return the estimate of what `as_dict` gave; ValueError, TypeError or KeyError if none."""
        curve = tuple(float(level) for level in values["curve"])
        return cls(float(values["level"]), curve, float(values["step_s"]))


@dataclass(frozen=True, slots=True)
class MusicAnalysis:
    """Key, beats and energy of a song; None where there are none or they are unknown."""

    key: KeyEstimate | None = None
    beat: BeatEstimate | None = None
    energy: EnergyEstimate | None = None

    def to_json(self) -> str:
        """Return the text that a library keeps."""
        parts = {"key": self.key, "beat": self.beat, "energy": self.energy}
        return json.dumps(
            {name: part.as_dict() for name, part in parts.items() if part is not None},
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> MusicAnalysis:
        """Return what `to_json` wrote; nothing is known where the text is damaged."""
        try:
            values = json.loads(text)
            return cls(
                *(
                    part.from_dict(values[name]) if name in values else None
                    for name, part in _PARTS.items()
                )
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()


NO_MUSIC: Final = MusicAnalysis()
_PARTS: Final[dict[str, Any]] = {
    "key": KeyEstimate,
    "beat": BeatEstimate,
    "energy": EnergyEstimate,
}
