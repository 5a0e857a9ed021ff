"""A listener's decisions as a JSON file, for another library or another computer."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.taste import MoodDecision, PositionDecision, TasteExamples
from moodtagger.core.vocabulary import MAX_LABEL_LENGTH
from moodtagger.files.file_access import read_limited

FORMAT = "moodtagger taste 1"
MAX_BYTES = 64_000_000  # some 50,000 decisions
_MAX_SIZE = 4096  # numbers of an embedding
_MAX_TEXT = 200


def to_json(examples: TasteExamples) -> bytes:
    """Return the file that holds these examples."""
    entries: list[dict[str, Any]] = []
    for mood in examples.moods:
        entries.append(
            {
                "mood": mood.mood,
                "accepted": mood.accepted,
                "probability": round(mood.probability, 6),
                **_common(mood),
            }
        )
    for position in examples.positions:
        entries.append(
            {
                "position": list(position.corrected),
                "predicted": [round(value, 4) for value in position.predicted],
                **_common(position),
            }
        )
    values = {"format": FORMAT, "model": examples.model, "examples": entries}
    return (json.dumps(values, separators=(",", ":")) + "\n").encode("ascii")


def read_example_file(path: Path) -> tuple[TasteExamples, bytes]:
    """Read a file, and return its examples with the bytes; MoodtaggerError when it is not valid."""
    try:
        data = read_limited(path, MAX_BYTES)
    except OSError as error:
        raise MoodtaggerError(
            Message.of("Couldn't read this file: {reason}.", reason=error.strerror or ""),
            path=path,
        ) from error
    try:
        return parse(data), data
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise MoodtaggerError(
            Message.of("This file contains no exported decisions."),
            path=path,
            advice=Message.of("Choose a file written by “Export decisions”."),
        ) from error


def parse(data: bytes) -> TasteExamples:
    """Parse the content of a file; ValueError, TypeError, KeyError ... when it is not valid."""
    values = json.loads(data.decode("utf-8"))
    if values["format"] != FORMAT:
        raise ValueError("another format")
    moods: list[MoodDecision] = []
    positions: list[PositionDecision] = []
    size: int | None = None
    for entry in values["examples"]:
        audio_hash, decided, embedding = _text(entry["audio"]), _time(entry["decided"]), entry
        vector = _vector(embedding["embedding"])
        if size is not None and len(vector) != size:
            raise ValueError("embeddings of different sizes")
        size = len(vector)
        if "position" in entry:
            predicted, corrected = _point(entry["predicted"]), _point(entry["position"])
            positions.append(PositionDecision(audio_hash, decided, vector, predicted, corrected))
        else:
            mood, accepted = _text(entry["mood"], MAX_LABEL_LENGTH), entry["accepted"]
            if not isinstance(accepted, bool):
                raise TypeError("neither accepted nor rejected")
            probability = _number(entry["probability"], 0.0, 1.0)
            moods.append(MoodDecision(audio_hash, decided, vector, mood, accepted, probability))
    return TasteExamples(_text(values["model"]), moods, positions)


def _common(example: MoodDecision | PositionDecision) -> dict[str, Any]:
    return {
        "audio": example.audio_hash,
        "decided": example.decided,
        "embedding": [round(value, 5) for value in example.embedding.tolist()],
    }


def _text(value: Any, limit: int = _MAX_TEXT) -> str:
    if not isinstance(value, str) or not value or len(value) > limit or not value.isprintable():
        raise ValueError("no text")
    return value


def _time(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**62:
        raise ValueError("no time")
    return value


def _number(value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError("no number in its range")
    return float(value)


def _point(values: Any) -> tuple[float, float]:
    valence, arousal = values
    return _number(valence, -1.0, 1.0), _number(arousal, -1.0, 1.0)


def _vector(values: Any) -> npt.NDArray[np.float32]:
    if not isinstance(values, list) or not 0 < len(values) <= _MAX_SIZE:
        raise ValueError("no embedding")
    vector = np.array([_number(value, -1.001, 1.001) for value in values], np.float32)
    if not math.isclose(float(np.linalg.norm(vector)), 1.0, abs_tol=0.01):
        raise ValueError("no unit vector")
    return vector
