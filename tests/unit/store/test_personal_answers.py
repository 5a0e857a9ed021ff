"""Answers that are adjusted to a listener as they are read; the model's stay in the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.personal_layer import MoodAdjustment, PersonalLayer, PositionAdjustment
from moodtagger.core.track_table import TrackTable
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_analyzed, prediction

# Adds 3 to the logit of "calm" for songs along axis 1, and moves them by 0.8 in arousal.
AXIS = np.eye(128)[1]
LAYER = PersonalLayer(
    MODEL,
    {"calm": MoodAdjustment(0.0, 0.0, 3 * AXIS)},
    PositionAdjustment(np.zeros(2), np.zeros((2, 2)), np.outer(AXIS, [0.0, 0.8])),
)
CALM = 1 / (1 + np.exp(-(np.log(0.4 / 0.6) + 3)))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        add_analyzed(opened, "/m/a.mp3", "a")
        add_analyzed(opened, "/m/b.mp3", "b", prediction(direction=1))
        add_analyzed(opened, "/m/c.mp3", "c", prediction(direction=1, model="other"))
        opened.thresholds.save(MODEL, {0.6: {"calm": 0.8, "happy": 0.9}})
        opened.thresholds.precision = 0.6
        yield opened


def test_rows_are_adjusted_where_the_embedding_is_by_the_model(library: Library) -> None:
    before = library.songs.rows(model=MODEL)
    assert not any(row.personal for row in before)
    library.personal.layer = LAYER
    a, b, c = library.songs.rows(model=MODEL)
    assert [row.personal for row in (a, b, c)] == [True, True, False]
    assert (a.valence, a.arousal, a.quadrant) == (0.25, -0.5, Quadrant.RELAXED)
    assert (b.valence, b.quadrant) == (0.25, Quadrant.HAPPY)
    assert b.arousal == pytest.approx(0.3)
    assert b.proposed == ("calm",)
    assert dict(b.moods)["calm"] == pytest.approx(CALM)
    assert (c.arousal, c.proposed) == (-0.5, ("happy",))
    assert library.songs.rows([b.track_id], model=MODEL) == [b]
    library.personal.layer = None
    assert library.songs.rows(model=MODEL) == before


def test_a_correction_counts_more(library: Library) -> None:
    track_id = library.songs.rows()[1].track_id
    library.corrections.save([(track_id, (-0.1, -0.2))])
    library.personal.layer = LAYER
    assert library.songs.rows(model=MODEL)[1].effective_arousal == -0.2
    features = library.similarity.features(MODEL, ("happy", "calm"))
    assert features.plane[1].tolist() == pytest.approx([-0.1, -0.2])


def test_similarity_uses_personal_answers(library: Library) -> None:
    library.personal.layer = LAYER
    features = library.similarity.features(MODEL, ("happy", "calm"))
    assert features.plane[:, 1].tolist() == pytest.approx([-0.5, 0.3])
    assert features.moods[:, 1].tolist() == pytest.approx([0.4, CALM], rel=1e-5)
    others = library.similarity.features("other", ("happy", "calm"))
    assert others.plane.tolist() == [[0.25, -0.5]]


def test_probabilities_of_many_songs_are_personal(library: Library) -> None:
    library.personal.layer = LAYER
    _, probabilities = library.moods.probabilities("calm", MODEL)
    assert probabilities.tolist() == pytest.approx([0.4, CALM, 0.4], rel=1e-5)
    (matrix,) = library.moods.matrices([2], MODEL)
    assert matrix.probabilities[0].tolist() == pytest.approx([0.7, 0.1, CALM], rel=1e-5)
    assert library.songs.count_with_confident_mood([0.6], MODEL) == {0.6: 2}
    library.personal.layer = None
    assert library.songs.count_with_confident_mood([0.6], MODEL) == {0.6: 1}


def test_the_prediction_of_one_song_is_personal(library: Library) -> None:
    stored = library.analyses.prediction(2, MODEL)
    assert stored is not None
    assert library.personal.prediction(stored, None) is stored
    library.personal.layer = LAYER
    shown = library.personal.prediction(stored, None)
    assert shown.arousal == pytest.approx(0.3)
    assert shown.top_quadrant is Quadrant.HAPPY
    assert sum(shown.quadrant.values()) == pytest.approx(1)
    assert shown.moods["calm"] == pytest.approx(CALM)
    assert shown.moods["happy"] == stored.moods["happy"]
    again = library.analyses.prediction(2, MODEL)
    assert again is not None
    assert (again.moods, again.arousal) == (stored.moods, stored.arousal)
    other = library.analyses.prediction(3)
    assert other is not None
    assert library.personal.prediction(other, None) is other


def test_tables_keep_which_rows_are_personal(library: Library) -> None:
    library.personal.layer = LAYER
    table = library.songs.table(model=MODEL)
    assert isinstance(table, TrackTable)
    assert [row.personal for row in table.take([2, 1])] == [False, True]
