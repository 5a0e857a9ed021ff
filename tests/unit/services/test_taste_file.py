"""Files of decisions: exactly what was written is read, and nothing else is taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.taste import MoodDecision, PositionDecision, TasteExamples
from moodtagger.services.taste import example_file
from moodtagger.services.taste.example_file import parse, read_example_file, to_json

VECTOR = np.eye(4, dtype=np.float32)[1]
EXAMPLES = TasteExamples(
    "moodnet 2.0",
    [MoodDecision("aa", 12, VECTOR, "happy", True, 0.25)],
    [PositionDecision("bb", 13, VECTOR, (0.5, -0.5), (-1.0, 1.0))],
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "taste.json"
    path.write_bytes(to_json(EXAMPLES))
    found, data = read_example_file(path)
    assert data == path.read_bytes()
    assert found.model == EXAMPLES.model
    (mood,), (position,) = found.moods, found.positions
    assert (mood.audio_hash, mood.decided, mood.mood) == ("aa", 12, "happy")
    assert (mood.accepted, mood.probability) == (True, 0.25)
    assert mood.embedding.tolist() == [0, 1, 0, 0]
    assert (position.predicted, position.corrected) == ((0.5, -0.5), (-1.0, 1.0))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"model": ""},
        {"model": 3},
        {"examples": {}, "format": 1},
        {"mood": "\n"},
        {"mood": "x" * 101},
        {"accepted": 1},
        {"probability": 1.5},
        {"probability": float("nan")},
        {"probability": True},
        {"decided": -1},
        {"decided": 2.5},
        {"embedding": [1.0, 1.0]},
        {"embedding": []},
        {"embedding": "text"},
        {"embedding": [0.0] * 5000},
        {"embedding": [1.0]},  # the other example has four numbers
        {"audio": None},
    ],
)
def test_anything_else_is_refused(change: dict[str, Any], tmp_path: Path) -> None:
    values = json.loads(to_json(EXAMPLES))
    target = values if change.keys() & values.keys() else values["examples"][0]
    target.update(change)
    path = tmp_path / "taste.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(MoodtaggerError, match="no exported decisions"):
        read_example_file(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 100_000, "\ud800"])
def test_what_is_no_such_object_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "taste.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(MoodtaggerError, match="no exported decisions"):
        read_example_file(path)


def test_a_file_that_is_too_large_or_missing_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "taste.json"
    with pytest.raises(MoodtaggerError, match="Couldn't read"):
        read_example_file(path)
    monkeypatch.setattr(example_file, "MAX_BYTES", 100)
    path.write_bytes(to_json(EXAMPLES))
    with pytest.raises(MoodtaggerError, match="larger than"):
        read_example_file(path)


def test_an_empty_list_is_a_valid_file() -> None:
    assert len(parse(to_json(TasteExamples("m")))) == 0
