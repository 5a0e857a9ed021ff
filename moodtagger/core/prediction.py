"""Predictions and analysis results of one song."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.attributes import Attributes
from moodtagger.core.circumplex import Quadrant
from moodtagger.core.music_analysis import NO_MUSIC, MusicAnalysis
from moodtagger.core.musical_keys import KeyNotation, MusicalKey
from moodtagger.core.vocabulary import Suggestion, Tier


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """Properties of the audio in the file, before conversion to 16 kHz mono."""

    duration_s: float
    sample_rate: int
    channels: int
    codec: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One window of the song; `moods` holds probabilities of the whole vocabulary in its order."""

    start_s: float
    end_s: float
    valence: float
    arousal: float
    moods: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Prediction:
    """Prediction of the model for one song.

    `confident` are the clear suggestions and `likely` those of the second tier, at most five
    together, each most probable first.

    `valence` and `arousal` lie in [-1, 1]; their `_sd` are standard deviations on the same scale,
    and `va_correlation` says how far both err together, -1 to 1 (0 in older analyses). `quadrant`
    sums to 1; `moods` are calibrated probabilities of the whole vocabulary; `embedding` is a unit
    vector, float32, shape (128,). `speech` is the probability that it is speech, None where the
    model cannot tell; see `core.speech` for what follows from it. `attributes` are those of
    `core.attributes.ATTRIBUTES`, None likewise.
    """

    valence: float
    arousal: float
    valence_sd: float
    arousal_sd: float
    quadrant: Mapping[Quadrant, float]
    moods: Mapping[str, float]
    confident: tuple[str, ...]
    segments: tuple[Segment, ...]
    embedding: npt.NDArray[np.float32]
    model: str
    quick: bool = False
    speech: float | None = None
    va_correlation: float = 0.0
    attributes: Attributes | None = None
    likely: tuple[str, ...] = ()

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The suggested moods: clear ones first, each tier most probable first."""
        tiers = ((Tier.CLEAR, self.confident), (Tier.LIKELY, self.likely))
        return tuple(
            Suggestion(label, tier, self.moods.get(label, 0.0))
            for tier, labels in tiers
            for label in labels
        )

    @property
    def top_quadrant(self) -> Quadrant:
        """The most probable quadrant."""
        return max(self.quadrant, key=lambda q: self.quadrant[q])

    @property
    def confidence(self) -> float:
        """The probability of the most probable quadrant, in [0.25, 1]."""
        return self.quadrant[self.top_quadrant]

    @property
    def error_ellipse(self) -> tuple[float, float, float]:
        """Half axes of the ellipse of one standard deviation, the longer first, and its angle.

        The angle is that of the longer half axis, counterclockwise from valence, in degrees from
        -90 to 90. 39 % of songs lie within the ellipse, and 68 % of each coordinate within its bar.
        """
        x, y = self.valence_sd**2, self.arousal_sd**2
        covariance = self.va_correlation * self.valence_sd * self.arousal_sd
        middle, distance = (x + y) / 2, math.hypot((x - y) / 2, covariance)
        angle = math.degrees(math.atan2(covariance, (x - y) / 2)) / 2
        return math.sqrt(middle + distance), math.sqrt(max(middle - distance, 0.0)), angle


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The result of analyzing one file: a prediction, or the reason why there is none.

    `skip_reason` is set when there is no prediction although the file is sound (it is silent, or
    too short); `error` when the file could not be analyzed. `bpm` is in beats per minute, None when
    no beat is clear. `fingerprint` is the packed acoustic fingerprint; a quick analysis has none.
    `music` holds what is known of key, beats and energy. `waveform` is the outline of its loudness,
    numbers from 0 to 255 of equally long parts; a quick analysis has none. `audio_hash` is that of
    a whole file outside a library, empty where it is not asked for.
    """

    path: str
    info: AudioInfo | None = None
    prediction: Prediction | None = None
    skip_reason: str = ""
    error: str = ""
    bpm: float | None = None
    fingerprint: bytes = b""
    music: MusicAnalysis = NO_MUSIC
    waveform: bytes = b""
    audio_hash: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the object that `moodtagger analyze --json` prints."""
        out: dict[str, Any] = {"path": self.path}
        if self.audio_hash:
            out["audio_hash"] = self.audio_hash
        if self.info is not None:
            out |= {
                "duration_s": round(self.info.duration_s, 3),
                "sample_rate": self.info.sample_rate,
                "channels": self.info.channels,
                "codec": self.info.codec,
            }
        if self.skip_reason:
            out["note"] = self.skip_reason
        if self.error:
            out["error"] = self.error
        if self.prediction is not None:
            out |= prediction_dict(self.prediction)
            out["tempo"] = self.bpm
            out |= music_dict(self.music)
            out["fingerprint"] = b64encode(self.fingerprint).decode()
            out["waveform"] = b64encode(self.waveform).decode()
        return out


def key_texts(key: MusicalKey) -> dict[str, str]:
    """Return a key in every notation."""
    return {notation.value: key.text(notation) for notation in KeyNotation}


def music_dict(music: MusicAnalysis) -> dict[str, Any]:
    """Return key, beats and energy as plain values."""
    key = music.key
    return {
        "key": None
        if key is None
        else {
            **key_texts(key.key),
            "confidence": round(key.confidence, 3),
            "tuning_cents": round(key.tuning_cents, 1),
            "changes": [
                {
                    "start_s": round(span.start_s, 1),
                    "end_s": round(span.end_s, 1),
                    **key_texts(span.key),
                }
                for span in key.changes
            ],
        },
        "beat": None if music.beat is None else music.beat.as_dict(),
        "energy": None
        if music.energy is None
        else {
            **music.energy.as_dict(),
            "intro": round(music.energy.intro, 1),
            "peak": round(music.energy.peak, 1),
            "outro": round(music.energy.outro, 1),
        },
    }


def prediction_dict(p: Prediction) -> dict[str, Any]:
    """Return a prediction as plain numbers, rounded to meaningful digits."""
    return {
        "valence": round(p.valence, 4),
        "arousal": round(p.arousal, 4),
        "valence_sd": round(p.valence_sd, 4),
        "arousal_sd": round(p.arousal_sd, 4),
        "va_correlation": round(p.va_correlation, 4),
        "quadrant": {str(q): round(x, 6) for q, x in p.quadrant.items()},
        "moods": {label: round(x, 4) for label, x in p.moods.items()},
        "confident": list(p.confident),
        "suggestions": [
            {"label": s.label, "tier": str(s.tier), "probability": round(s.probability, 4)}
            for s in p.suggestions
        ],
        "segments": [
            {
                "start_s": round(s.start_s, 3),
                "end_s": round(s.end_s, 3),
                "valence": round(s.valence, 4),
                "arousal": round(s.arousal, 4),
                "moods": {label: round(x, 4) for label, x in s.moods.items()},
            }
            for s in p.segments
        ],
        "embedding": [round(float(x), 5) for x in p.embedding],
        "model": p.model,
        "quick": p.quick,
        "speech": None if p.speech is None else round(p.speech, 4),
        "attributes": None
        if p.attributes is None
        else {name: round(x, 4) for name, x in p.attributes.items()},
    }
