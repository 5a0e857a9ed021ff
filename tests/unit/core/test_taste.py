"""Examples of a listener: layers fitted to them, and how they would have done."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.taste import MoodDecision, PositionDecision, TasteExamples, evaluate_recent

MODEL = "moodnet 2.0"
RANDOM = np.random.default_rng(0)
VECTORS = RANDOM.standard_normal((60, 8)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


def mood(i: int, accepted: bool, *, decided: int | None = None, p: float = 0.5) -> MoodDecision:
    return MoodDecision(f"{i}", i if decided is None else decided, VECTORS[i], "calm", accepted, p)


def consistent(count: int = 60) -> TasteExamples:
    return TasteExamples(MODEL, [mood(i, bool(VECTORS[i, 0] > 0)) for i in range(count)])


def test_a_taste_that_follows_the_sound_is_right_more_often() -> None:
    recent = evaluate_recent(consistent(), {"calm": 0.5})
    assert recent.count == 20
    assert recent.right >= 17
    accepted = sum(bool(VECTORS[i, 0] > 0) for i in range(40, 60))
    assert recent.right_without == accepted  # the model suggests it always


def test_no_decision_is_predicted_by_later_ones() -> None:
    examples = consistent()
    flipped = [mood(i, not e.accepted) for i, e in enumerate(examples.moods[:40])]
    later = TasteExamples(MODEL, [*flipped, *examples.moods[40:]])
    assert evaluate_recent(later, {"calm": 0.5}, 1).count == 1
    first = TasteExamples(MODEL, [mood(i, True, decided=5) for i in range(20)])
    recent = evaluate_recent(first, {"calm": 0.6})
    assert (recent.right, recent.right_without) == (0, 0)  # made at one go, so none is known before


def test_a_threshold_that_nothing_reaches_does_not_count() -> None:
    examples = TasteExamples(MODEL, [mood(i, True, p=0.7) for i in range(3)])
    assert evaluate_recent(examples, {"calm": 1.01}).right_without == 3
    assert evaluate_recent(examples, {"calm": 0.8}).right_without == 0
    assert evaluate_recent(TasteExamples(MODEL), {}).count == 0


def test_positions_are_right_in_the_quadrant_of_the_correction() -> None:
    positions = [
        PositionDecision(f"{i}", i, VECTORS[i], (0.1 * (-1) ** i, 0.2), (0.6, -0.6))
        for i in range(40)
    ]
    examples = TasteExamples(MODEL, [], positions)
    layer = examples.fit()
    assert layer.position is not None
    assert layer.moods == {}
    recent = evaluate_recent(examples, {})
    assert (recent.right, recent.right_without) == (20, 0)


def test_many_decisions_at_one_go_say_less() -> None:
    steady = TasteExamples(MODEL, [mood(i, True) for i in range(40)]).fit()
    at_once = TasteExamples(MODEL, [mood(i, True, decided=1) for i in range(40)]).fit()
    before = np.array([0.5])
    assert (
        at_once.moods["calm"].apply(before, VECTORS[:1])
        < steady.moods["calm"].apply(before, VECTORS[:1])
    ).all()


@pytest.mark.parametrize("model", [MODEL, "other"])
def test_others_are_added_where_they_are_about_the_same_model(model: str) -> None:
    own = TasteExamples(MODEL, [mood(1, True)])
    others = TasteExamples(model, [mood(1, False), mood(2, False)])
    merged = own.with_others(others)
    expected = {"1": True, "2": False} if model == MODEL else {"1": True}
    assert {e.audio_hash: e.accepted for e in merged.moods} == expected
