"""Read the objects that `moodtagger analyze --json` prints."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import numpy as np

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.messages import Message
from moodtagger.core.music_analysis import (
    NO_MUSIC,
    BeatEstimate,
    EnergyEstimate,
    KeyEstimate,
    KeySpan,
    MusicAnalysis,
)
from moodtagger.core.musical_keys import KeyNotation, MusicalKey, parse_key
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment

_DAMAGED = Message.of("This is not a result of `moodtagger analyze --json`.")


def analysis_from_dict(values: Mapping[str, Any]) -> AnalysisResult:
    """Return the analysis that `AnalysisResult.as_dict` gave; ValueError if it is none.

    Numbers are those that were printed, rounded.
    """
    try:
        return _analysis(values)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise ValueError(str(_DAMAGED)) from error


def _analysis(values: Mapping[str, Any]) -> AnalysisResult:
    path = _text(values["path"])
    info = None
    if "duration_s" in values:
        info = AudioInfo(
            _number(values["duration_s"]),
            int(values["sample_rate"]),
            int(values["channels"]),
            _text(values["codec"]),
        )
    has_prediction = "valence" in values
    return AnalysisResult(
        path,
        info,
        _prediction(values) if has_prediction else None,
        skip_reason=_text(values.get("note", "")),
        error=_text(values.get("error", "")),
        bpm=_optional(values.get("tempo")),
        fingerprint=b64decode(values.get("fingerprint", ""), validate=True),
        music=_music(values) if has_prediction else NO_MUSIC,
        waveform=b64decode(values.get("waveform", ""), validate=True),
        audio_hash=_text(values.get("audio_hash", "")),
    )


def _prediction(values: Mapping[str, Any]) -> Prediction:
    suggestions = [(_text(s["label"]), s["tier"]) for s in values["suggestions"]]
    attributes = values.get("attributes")
    embedding = np.array([_number(x) for x in values["embedding"]], np.float32)
    return Prediction(
        valence=_number(values["valence"]),
        arousal=_number(values["arousal"]),
        valence_sd=_number(values["valence_sd"]),
        arousal_sd=_number(values["arousal_sd"]),
        quadrant={q: _number(values["quadrant"][str(q)]) for q in map(Quadrant, QUADRANTS)},
        moods=_numbers(values["moods"]),
        confident=tuple(map(_text, values["confident"])),
        segments=tuple(
            Segment(
                _number(s["start_s"]),
                _number(s["end_s"]),
                _number(s["valence"]),
                _number(s["arousal"]),
                _numbers(s["moods"]),
            )
            for s in values["segments"]
        ),
        embedding=embedding,
        model=_text(values["model"]),
        quick=bool(values["quick"]),
        speech=_optional(values.get("speech")),
        va_correlation=_number(values["va_correlation"]),
        attributes=None if attributes is None else _numbers(attributes),
        likely=tuple(label for label, tier in suggestions if tier == "likely"),
    )


def _music(values: Mapping[str, Any]) -> MusicAnalysis:
    key, beat, energy = (values.get(name) for name in ("key", "beat", "energy"))
    return MusicAnalysis(
        None if key is None else _key(key),
        None if beat is None else BeatEstimate.from_dict(beat),
        None if energy is None else EnergyEstimate.from_dict(energy),
    )


def _key(values: Mapping[str, Any]) -> KeyEstimate:
    return KeyEstimate(
        _parsed_key(values),
        _number(values["confidence"]),
        _number(values["tuning_cents"]),
        tuple(
            KeySpan(_number(span["start_s"]), _number(span["end_s"]), _parsed_key(span))
            for span in values["changes"]
        ),
    )


def _parsed_key(values: Mapping[str, Any]) -> MusicalKey:
    key = parse_key(_text(values[KeyNotation.CAMELOT.value]))
    if key is None:
        raise ValueError("no key")
    return key


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {_text(name): _number(value) for name, value in values.items()}


def _optional(value: Any) -> float | None:
    return None if value is None else _number(value)


def _number(value: Any) -> float:
    number = float(value)
    if not np.isfinite(number) or isinstance(value, str):
        raise ValueError("no number")
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value
