"""Songs like others and songs of some moods, from a library on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import Heard
from moodtagger.core.similarity.nearest import SimilarityIndex
from moodtagger.core.similarity.query import Wish
from moodtagger.core.tracks import FileTags
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.services.similarity.mood_search import WordSearch
from moodtagger.services.similarity.search import AlikeSearch
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, found, heard, prediction

LABELS = ("happy", "sad", "calm")
WISH = Wish(per_artist=0, per_album=0)


def add(
    library: Library,
    name: str,
    moods: tuple[float, float, float],
    *,
    direction: int = 0,
    tempo: float | None = None,
    bpm: float | None = None,
) -> int:
    path, audio = f"/music/{name}.flac", name
    tags = FileTags(title=name, artist=name[0], album="One", bpm=bpm)
    (track_id,) = library.upsert_files([found(path, audio, tags=tags)])
    result = prediction(dict(zip(LABELS, moods, strict=True)), (), direction=direction)
    outcome = replace(heard(path, result), tempo=tempo)
    library.save_heard([(track_id, audio, MODEL, outcome)])
    return track_id


@pytest.fixture
def library(tmp_path: Path):  # noqa: ANN201
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def search(library: Library) -> AlikeSearch:
    return AlikeSearch(library, lambda model: SimilarityIndex(*library.embeddings(model)))


def test_the_nearest_song_comes_first_with_its_row(library: Library, search: AlikeSearch) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1))
    near = add(library, "b", (0.9, 0.1, 0.1), tempo=99.0)
    far = add(library, "c", (0.1, 0.9, 0.1), direction=5)
    answer = search.like_songs([seed], WISH, MODEL, LABELS)
    assert [row.track_id for row, _ in answer.hits] == [near, far]
    row, hit = answer.hits[0]
    assert (row.tempo, hit.tempo, hit.moods) == (99.0, 99.0, ("happy",))
    assert answer.searched == 3


def test_a_tag_counts_before_the_heard_tempo(library: Library, search: AlikeSearch) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1), tempo=80.0, bpm=120.0)
    add(library, "b", (0.9, 0.1, 0.1), tempo=80.0)
    third = add(library, "c", (0.9, 0.1, 0.1))
    wish = replace(WISH, slowest=100.0, fastest=140.0, octaves=False)
    answer = search.like_songs([third], wish, MODEL, LABELS)
    assert [row.track_id for row, _ in answer.hits] == [seed]
    assert answer.untimed == 1


def test_a_correction_counts_before_the_network(library: Library, search: AlikeSearch) -> None:
    seed, one, other = (add(library, name, (0.5, 0.5, 0.5)) for name in "abc")
    library.correct([(seed, (-0.9, 0.9)), (other, (-0.8, 0.9))])
    wish = replace(WISH, mood=0.0, sound=0.0)
    answer = search.like_songs([seed], wish, MODEL, LABELS)
    assert [row.track_id for row, _ in answer.hits] == [other, one]


def test_what_was_read_is_kept_until_forgotten(library: Library, search: AlikeSearch) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1))
    assert not search.like_songs([seed], WISH, MODEL, LABELS).hits
    later = add(library, "b", (0.9, 0.1, 0.1))
    assert not search.like_songs([seed], WISH, MODEL, LABELS).hits
    search.forget()
    answer = search.like_songs([seed], WISH, MODEL, LABELS)
    assert [row.track_id for row, _ in answer.hits] == [later]


def test_songs_that_came_between_the_two_readings(library: Library) -> None:
    seed = add(library, "a", (0.9, 0.1, 0.1))
    near = add(library, "b", (0.9, 0.1, 0.1))
    early = SimilarityIndex(*library.embeddings(MODEL))
    add(library, "c", (0.9, 0.1, 0.1))
    search = AlikeSearch(library, lambda model: early)
    answer = search.like_songs([seed], WISH, MODEL, LABELS)
    assert [row.track_id for row, _ in answer.hits] == [near]


def test_a_file_from_outside(library: Library, search: AlikeSearch) -> None:
    near = add(library, "a", (0.9, 0.1, 0.1))
    add(library, "b", (0.1, 0.9, 0.1), direction=3)
    outside = heard("/elsewhere/guest.mp3", prediction({"happy": 0.9, "sad": 0.1, "calm": 0.1}, ()))
    answer = search.like_heard(replace(outside, tempo=77.0), WISH, LABELS)
    assert answer.hits[0][0].track_id == near
    assert answer.tempo == 77.0
    assert len(library.rows()) == 2
    with pytest.raises(MoodtaggerError, match="silent"):
        search.like_heard(Heard("/x.mp3", note="This is silent."), WISH, LABELS)


def test_songs_that_were_not_heard_are_told(library: Library, search: AlikeSearch) -> None:
    (track_id,) = library.upsert_files([found("/music/new.flac")])
    with pytest.raises(MoodtaggerError, match="not been heard"):
        search.like_songs([track_id], WISH, MODEL, LABELS)
    with pytest.raises(MoodtaggerError, match="not been heard"):
        search.way(track_id, track_id, 5, WISH, MODEL, LABELS)


def test_a_way_tells_each_step_against_the_one_before(
    library: Library, search: AlikeSearch
) -> None:
    ids = [add(library, name, (0.9, 0.1, 0.1), direction=i) for i, name in enumerate("abcd")]
    way = search.way(ids[0], ids[3], 4, WISH, MODEL, LABELS)
    assert [way[0][0].track_id, way[-1][0].track_id] == [ids[0], ids[3]]
    assert len(way) == 4
    assert way[0][1] is None
    assert all(hit is not None and hit.moods == ("happy",) for _, hit in way[1:])


VOCABULARY = Vocabulary(
    [Mood(label, (label,), 0.0, 0.0, None, 0.6, label != "calm") for label in LABELS]
    + [Mood(f"m{i}", (f"m{i}",), 0.0, 0.0, None, 0.6, False) for i in range(5)]
)


def test_sure_and_likely_moods(library: Library) -> None:
    sure = add(library, "a", (0.7, 0.1, 0.5))
    unsure = add(library, "b", (0.5, 0.65, 0.1))
    search = WordSearch(library)
    one = search.find(["happy"], VOCABULARY, MODEL, every=False, likely=False)
    assert one.ids.tolist() == [sure]
    assert (one.counts["happy"], one.counts["sad"], one.counts["calm"]) == (1, 1, 0)
    likely = search.find(["happy"], VOCABULARY, MODEL, every=False, likely=True)
    assert likely.ids.tolist() == [sure, unsure]
    assert likely.counts["calm"] == 2
    assert likely.counts["sad"] == 2
    assert likely.counts["m0"] == 0  # a mood the network does not know is likely for none


def test_any_and_every_mood(library: Library) -> None:
    both = add(library, "a", (0.7, 0.7, 0.1))
    one = add(library, "b", (0.7, 0.1, 0.1))
    search = WordSearch(library)
    asked = ["happy", "sad", "unheard of"]
    any_ = search.find(asked, VOCABULARY, MODEL, every=False, likely=False)
    assert any_.ids.tolist() == [both, one]
    every = search.find(asked, VOCABULARY, MODEL, every=True, likely=False)
    assert every.ids.tolist() == [both]
    assert not len(search.find([], VOCABULARY, MODEL, every=True, likely=True).ids)


def test_decisions_count_before_the_network(library: Library) -> None:
    yes, no = (add(library, name, (0.7, 0.1, 0.1)) for name in "ab")
    library.decide_many([(yes, "sad", True), (no, "happy", False)])
    search = WordSearch(library)
    assert search.find(["sad"], VOCABULARY, MODEL, every=False, likely=False).ids.tolist() == [yes]
    assert search.find(["happy"], VOCABULARY, MODEL, every=False, likely=True).ids.tolist() == [yes]


def test_an_empty_library(library: Library, search: AlikeSearch) -> None:
    answer = WordSearch(library).find(["sad"], VOCABULARY, MODEL, every=True, likely=True)
    assert answer.counts["sad"] == 0
    traits = library.traits(MODEL, LABELS)
    assert traits.moods.shape == (0, 3)
    assert traits.only(np.empty(0, np.intp)).ids.shape == (0,)
    with pytest.raises(MoodtaggerError):
        search.like_songs([1], WISH, MODEL, LABELS)
