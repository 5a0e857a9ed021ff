"""The personal layer follows a consistent listener, and leaves the model alone otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.circumplex import QUADRANTS, quadrant_of
from moodtagger.core.personal_layer import (
    MIN_EXAMPLES,
    Floats,
    MoodExamples,
    PersonalLayer,
    PositionExamples,
    fit_mood,
    fit_position,
    move_quadrant,
    quadrant_codes,
    to_logits,
)


def unit_vectors(count: int, seed: int = 0, size: int = 32) -> Floats:
    vectors = np.random.default_rng(seed).standard_normal((count, size))
    out: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return out


def mood_examples(vectors: Floats, accepted: Floats, logits: Floats | None = None) -> MoodExamples:
    n = len(vectors)
    return MoodExamples(
        vectors, np.zeros(n) if logits is None else logits, accepted.astype(float), np.ones(n)
    )


def test_a_mood_that_follows_the_sound_is_learned() -> None:
    vectors = unit_vectors(230, size=8)
    accepted = vectors[:, 0] > 0
    layer = fit_mood(mood_examples(vectors[:60], accepted[:60]))
    assert layer is not None
    p = layer.apply(np.full(170, 0.5), vectors[60:])
    assert ((p > 0.5) == accepted[60:]).mean() > 0.8
    assert (p > 0).all()
    assert (p < 1).all()


def test_what_all_songs_have_in_common_does_not_matter() -> None:
    """Embeddings of real songs point the same way on the whole."""
    vectors = unit_vectors(230, size=8) + 0.8 * np.eye(8)[0]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    along = vectors[:, 0] - np.median(vectors[:, 0])
    layer = fit_mood(mood_examples(vectors[:60], along[:60] > 0))
    assert layer is not None
    p = layer.apply(np.full(170, 0.5), vectors[60:])
    assert ((p > 0.5) == (along[60:] > 0)).mean() > 0.8
    still = np.zeros((230, 2))
    wanted = np.column_stack([along, -along])
    mover = fit_position(PositionExamples(vectors[:60], still[:60], wanted[:60]))
    assert mover is not None
    error = np.abs(mover.apply(still[60:], vectors[60:]) - wanted[60:]).mean()
    assert error < 0.8 * np.abs(wanted[60:]).mean()


def test_a_listener_who_accepts_everything_raises_the_mood_everywhere() -> None:
    vectors = unit_vectors(40)
    layer = fit_mood(mood_examples(vectors[:20], np.ones(20)))
    assert layer is not None
    assert (layer.apply(np.full(20, 0.3), vectors[20:]) > 0.4).all()


@pytest.mark.parametrize("seed", range(5))
def test_answers_that_the_model_knows_already_change_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    logits = random.normal(0, 2, 40)
    accepted = random.random(40) < 1 / (1 + np.exp(-logits))
    assert fit_mood(mood_examples(unit_vectors(40, seed), accepted, logits)) is None


def test_few_decisions_change_nothing() -> None:
    few = MIN_EXAMPLES - 1
    assert fit_mood(mood_examples(unit_vectors(few), np.ones(few))) is None
    assert fit_mood(mood_examples(unit_vectors(0), np.ones(0))) is None
    nowhere = np.zeros((few, 2))
    assert fit_position(PositionExamples(unit_vectors(few), nowhere, nowhere + 0.5)) is None


def test_decisions_of_one_song_again_and_again_are_fitted_too() -> None:
    same = np.repeat(unit_vectors(1), 12, axis=0)
    layer = fit_mood(mood_examples(same, np.zeros(12)))
    assert layer is not None
    assert layer.apply(np.array([0.5]), same[:1]) < 0.4


def test_a_small_weight_makes_decisions_say_less() -> None:
    vectors = unit_vectors(30)
    strong = mood_examples(vectors, np.ones(30))
    weak = MoodExamples(vectors, strong.logits, strong.accepted, np.full(30, 0.3))
    answers = [
        layer.apply(np.array([0.5]), vectors[:1])[0]
        for layer in map(fit_mood, (weak, strong))
        if layer is not None
    ]
    assert 0.5 < answers[0] < answers[1]


def test_a_shifted_and_scaled_plane_is_learned() -> None:
    random = np.random.default_rng(1)
    predicted = random.uniform(-0.8, 0.8, (80, 2))
    wanted = 0.5 * predicted + [0.3, -0.2]
    vectors = unit_vectors(80)
    layer = fit_position(PositionExamples(vectors[:30], predicted[:30], wanted[:30]))
    assert layer is not None
    before = np.abs(predicted[30:] - wanted[30:]).mean()
    after = np.abs(layer.apply(predicted[30:], vectors[30:]) - wanted[30:]).mean()
    assert after < 0.3 * before
    assert (np.abs(layer.apply(np.ones((80, 2)) * 9, vectors)) <= 1).all()


@pytest.mark.parametrize("seed", range(5))
def test_corrections_without_a_system_change_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    predicted = random.uniform(-0.8, 0.8, (30, 2))
    wanted = predicted + random.normal(0, 0.3, (30, 2))
    assert fit_position(PositionExamples(unit_vectors(30, seed), predicted, wanted)) is None


def test_quadrants_are_those_of_the_circumplex() -> None:
    points = np.array([[0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5], [0.5, -0.5], [0.0, 0.0], [0, -0.1]])
    assert [QUADRANTS[i] for i in quadrant_codes(points)] == [quadrant_of(*p) for p in points]


def test_the_most_probable_quadrant_is_that_of_the_position() -> None:
    before = np.array([[0.6, 0.2, 0.15, 0.05], [0.6, 0.2, 0.15, 0.05]])
    after = move_quadrant(before, np.array([[0.5, 0.5], [-0.5, -0.5]]))
    assert after.tolist() == [[0.6, 0.2, 0.15, 0.05], [0.15, 0.2, 0.6, 0.05]]


def test_logits_are_bounded() -> None:
    assert np.isfinite(to_logits(np.array([0.0, 0.5, 1.0]))).all()


def test_a_layer_without_adjustments_is_false() -> None:
    assert not PersonalLayer("moodnet 2.0")
