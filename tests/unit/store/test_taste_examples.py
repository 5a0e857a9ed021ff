"""What a listener decided, with what one model says about the songs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_analyzed, prediction, scanned_file

NEW = "moodnet 2.0"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def test_nothing_was_decided(library: Library) -> None:
    add_analyzed(library, "/m/a.mp3", "a")
    for model in (MODEL, "unknown"):
        examples = library.taste.read(model)
        assert (examples.model, examples.moods, examples.positions) == (model, [], [])


def test_decisions_come_with_the_models_answer_oldest_first(library: Library) -> None:
    one = add_analyzed(library, "/m/a.mp3", "a", prediction({"happy": 0.75, "sad": 0.125}))
    other = add_analyzed(
        library, "/m/b.mp3", "b", prediction({"happy": 0.5, "sad": 0.25}, direction=3)
    )
    (waiting,) = library.tracks.upsert_files([scanned_file("/m/c.mp3", "c")])
    library.decisions.save([(other, "sad", True)])
    library.decisions.save([(one, "happy", True), (one, "sad", False), (waiting, "sad", True)])
    library.decisions.save([(one, "own word", True)])
    examples = library.taste.read(MODEL)
    assert [(d.audio_hash, d.mood, d.accepted, d.probability) for d in examples.moods] == [
        ("b", "sad", True, 0.25),
        ("a", "happy", True, 0.75),
        ("a", "sad", False, 0.125),
    ]
    assert [d.embedding.argmax() for d in examples.moods] == [3, 0, 0]
    times = [d.decided for d in examples.moods]
    assert times == sorted(times)
    assert examples.positions == []


def test_corrections_come_with_the_models_position(library: Library) -> None:
    one = add_analyzed(library, "/m/a.mp3", "a", prediction(valence=0.75))
    other = add_analyzed(library, "/m/b.mp3", "b", prediction(direction=3))
    library.corrections.save([(other, (0.5, 1.0))])
    library.corrections.save([(one, (-0.25, 0.5))])
    examples = library.taste.read(MODEL)
    assert [(p.audio_hash, p.predicted, p.corrected) for p in examples.positions] == [
        ("b", (0.25, -0.5), (0.5, 1.0)),
        ("a", (0.75, -0.5), (-0.25, 0.5)),
    ]
    assert [p.embedding.argmax() for p in examples.positions] == [3, 0]


def test_only_songs_that_the_model_analyzed_are_examples(library: Library) -> None:
    one = add_analyzed(library, "/m/a.mp3", "a", prediction({"happy": 0.75}))
    other = add_analyzed(library, "/m/b.mp3", "b", prediction({"happy": 0.5}, model=NEW))
    library.decisions.save([(one, "happy", True), (other, "happy", False)])
    library.corrections.save([(one, (0.0, 0.0)), (other, (0.5, 0.5))])
    for model, digest in ((MODEL, "a"), (NEW, "b")):
        examples = library.taste.read(model)
        assert [d.audio_hash for d in examples.moods] == [digest]
        assert [p.audio_hash for p in examples.positions] == [digest]


def test_a_mood_that_the_model_learned_later_is_unknown_of_older_songs(library: Library) -> None:
    old = add_analyzed(library, "/m/a.mp3", "a", prediction({"happy": 0.75}))
    new = add_analyzed(library, "/m/b.mp3", "b", prediction({"happy": 0.5, "sad": 0.25}))
    library.decisions.save([(i, mood, True) for i in (old, new) for mood in ("happy", "sad")])
    found = {(d.audio_hash, d.mood): d.probability for d in library.taste.read(MODEL).moods}
    assert found == {("a", "happy"): 0.75, ("b", "happy"): 0.5, ("b", "sad"): 0.25}


def test_each_listener_has_examples_of_their_own(library: Library) -> None:
    song = add_analyzed(library, "/m/a.mp3", "a")
    library.profiles.add("Ana")
    library.decisions.save([(song, "happy", False)])
    library.corrections.save([(song, (0.5, 0.5))])
    library.profiles.use("Ana")
    library.decisions.save([(song, "sad", True)])
    examples = library.taste.read(MODEL)
    assert [d.mood for d in examples.moods] == ["sad"]
    assert examples.positions == []
    library.profiles.use("")
    examples = library.taste.read(MODEL)
    assert [d.mood for d in examples.moods] == ["happy"]
    np.testing.assert_allclose([p.corrected for p in examples.positions], [(0.5, 0.5)])
