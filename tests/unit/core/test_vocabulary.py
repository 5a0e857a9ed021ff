"""The mood vocabulary and its file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, Mood, OperatingPoint, Vocabulary
from moodtagger.files.model_files import load_vocabulary, save_vocabulary

HAPPY = Mood("happy", ("Happy", "Cheerful"), 0.8, 0.4, 0.85, 0.5)
SAD = Mood("sad", ("Sad",), -0.7, -0.4, 0.8, 0.4)
EXTRA = Mood("circus", ("Carnival",), 0.3, 0.6, None, 0.2, core=False)
MEASURED = Mood(
    "calm",
    ("Calm",),
    0.5,
    -0.6,
    0.86,
    0.45,
    support=120,
    precision=0.61,
    choices=(
        OperatingPoint(0.5, 0.35, 180, 0.52),
        OperatingPoint(0.6, 0.45, 120, 0.61),
        OperatingPoint(0.8, 1.01, 0, None),
    ),
)

TIERED = replace(SAD, label="chill", likely=0.3, likely_precision=0.5, former=("laid-back",))


def test_confident_moods_are_core_over_threshold_and_sorted() -> None:
    vocabulary = Vocabulary([HAPPY, SAD, EXTRA])
    assert vocabulary.suggested({"happy": 0.5, "sad": 0.9, "circus": 0.99})[0] == ("sad", "happy")
    assert vocabulary.suggested({"happy": 0.49, "sad": 0.1, "circus": 0.9})[0] == ()


def test_suggestions_come_by_tier_then_probability_five_at_most() -> None:
    moods = [Mood(name, (), 0, 0, None, 0.8, likely=0.3) for name in "abcdef"]
    found = Vocabulary(moods).suggestions(
        {"a": 0.4, "b": 0.79, "c": 0.8, "d": 0.9, "e": 0.5, "f": 0.6}
    )
    assert [(s.label, str(s.tier)) for s in found] == [
        *(("d", "clear"), ("c", "clear")),
        *(("b", "likely"), ("f", "likely"), ("e", "likely")),
    ]
    assert found[0].probability == 0.9
    assert Vocabulary(moods).suggested({"a": 0.29}) == ((), ())


def test_former_labels_lead_to_the_moods_in_their_place() -> None:
    calm = replace(HAPPY, former=("sad", "sunny"))
    assert Vocabulary([calm, SAD]).former_labels() == {"sunny": "happy"}  # "sad" is still there


def test_file_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "moods.json"
    save_vocabulary(Vocabulary([HAPPY, SAD, EXTRA, MEASURED, TIERED]), path)
    assert list(load_vocabulary(path)) == [HAPPY, SAD, EXTRA, MEASURED, TIERED]


def test_file_from_before_there_were_choices(tmp_path: Path) -> None:
    path = tmp_path / "moods.json"
    old = {"label": "happy", "sources": ["Happy", "Cheerful"], "valence": 0.8, "arousal": 0.4}
    path.write_text(json.dumps([{**old, "auc": 0.85, "threshold": 0.5, "core": True}]))
    assert list(load_vocabulary(path)) == [HAPPY]


def test_threshold_follows_the_target_precision() -> None:
    vocabulary = Vocabulary([MEASURED, HAPPY])
    looser, stricter = vocabulary.at_precision(0.5), vocabulary.at_precision(0.7)
    assert (looser[0].threshold, looser[0].support, looser[0].precision) == (0.35, 180, 0.52)
    assert not looser[0].weak
    assert stricter[0].threshold > 1
    assert stricter[0].weak
    assert vocabulary.at_precision(0.95)[0].threshold == UNREACHABLE_THRESHOLD
    assert looser[1] == HAPPY  # nothing was measured: as it is


@pytest.mark.parametrize(
    "text", ["", "{}[", '[{"label": "x"}]', '[{"nope": 1, "sources": []}]', "[3]", '{"a": 3}']
)
def test_a_damaged_file_is_a_model_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "moods.json"
    path.write_text(text)
    with pytest.raises(ModelError, match="Couldn't read"):
        load_vocabulary(path)


def test_a_mood_may_stand_once_only() -> None:
    with pytest.raises(ModelError, match="twice"):
        Vocabulary([HAPPY, HAPPY])


def test_what_no_threshold_makes_precise_enough_is_never_confident() -> None:
    never = Vocabulary([MEASURED]).at_precision(0.95)
    assert never.suggested({"calm": 1.0})[0] == ()
    assert never.thresholds()["calm"] > 1
    assert (never[0].support, never[0].precision, never[0].weak) == (0, None, True)


def test_a_threshold_at_one_is_reachable() -> None:
    choice = OperatingPoint(0.9, 1.0, 3, 0.95)
    mood = Mood("calm", (), 0.5, -0.6, None, 0.4, choices=(choice,)).at_precision(0.9)
    assert not mood.weak
    assert Vocabulary([mood]).suggested({"calm": 1.0})[0] == ("calm",)


def valid_entry(**changes: object) -> dict[str, object]:
    return {
        "label": "happy", "sources": ["Happy"], "valence": 0.8, "arousal": 0.4, "auc": 0.85,
        "threshold": 0.5, "choices": [], **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ({"label": "x" * 100}, True),
        ({"label": "x" * 101}, False),
        ({"label": "  "}, False),
        ({"label": "a\nb"}, False),
        ({"sources": ["x" * 101]}, False),
        ({"sources": [3]}, False),
        ({"valence": 2}, True),
        ({"arousal": -2.1}, False),
        ({"threshold": 2.1}, False),
        ({"auc": float("nan")}, False),
        ({"auc": None}, True),
        ({"choices": [{"asked": 0.5, "threshold": 3.0, "support": 1, "precision": 0.5}]}, False),
        ({"choices": [{"asked": 0.5, "threshold": 1.01, "support": 0, "precision": None}]}, True),
    ],
)
def test_entries_out_of_all_bounds_are_refused(changes: dict[str, object], is_valid: bool) -> None:
    if is_valid:
        assert len(Vocabulary.from_entries([valid_entry(**changes)])) == 1
        return
    with pytest.raises(ValueError, match=r"word is not|no name|not valid"):
        Vocabulary.from_entries([valid_entry(**changes)])


def test_a_mood_named_twice_is_refused() -> None:
    with pytest.raises(ModelError, match="twice"):
        Vocabulary([HAPPY, HAPPY])


def test_moods_are_found_by_index_slice_and_label() -> None:
    vocabulary = Vocabulary([HAPPY, SAD, EXTRA])
    assert vocabulary[1] == SAD
    assert vocabulary[1:] == (SAD, EXTRA)
    assert vocabulary.by_label("circus") == EXTRA
    assert "sad" in vocabulary
    assert "calm" not in vocabulary
    assert vocabulary.thresholds() == {"happy": 0.5, "sad": 0.4}
