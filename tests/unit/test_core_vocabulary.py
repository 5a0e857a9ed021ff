"""The mood vocabulary and its file."""

from pathlib import Path

import pytest

from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import Mood, Vocabulary

HAPPY = Mood("happy", ("Happy", "Cheerful"), 0.8, 0.4, 0.85, 0.5)
SAD = Mood("sad", ("Sad",), -0.7, -0.4, 0.8, 0.4)
EXTRA = Mood("circus", ("Carnival",), 0.3, 0.6, None, 0.2, core=False)


def test_confident_moods_are_core_over_threshold_and_sorted() -> None:
    vocabulary = Vocabulary([HAPPY, SAD, EXTRA])
    assert vocabulary.confident({"happy": 0.5, "sad": 0.9, "circus": 0.99}) == ("sad", "happy")
    assert vocabulary.confident({"happy": 0.49, "sad": 0.1, "circus": 0.9}) == ()


def test_file_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "moods.json"
    Vocabulary([HAPPY, SAD, EXTRA]).to_json(path)
    assert list(Vocabulary.from_json(path)) == [HAPPY, SAD, EXTRA]


@pytest.mark.parametrize(
    "text", ["", "{}[", '[{"label": "x"}]', '[{"nope": 1, "sources": []}]', "[3]"]
)
def test_a_damaged_file_is_a_model_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "moods.json"
    path.write_text(text)
    with pytest.raises(ModelError, match="cannot be read"):
        Vocabulary.from_json(path)


def test_a_mood_may_stand_once_only() -> None:
    with pytest.raises(ModelError, match="twice"):
        Vocabulary([HAPPY, HAPPY])
