"""Similar songs of the open library: caches, excluded songs, and the model that compares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.services.active_model import ModelInfo
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.recordings import RecordingService
from moodtagger.services.similarity_search import SimilarityService, SimilarSongs
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_analyzed, analysis_result, prediction, scanned_file

NEW = "moodnet 2.0"
VOCABULARY = Vocabulary([Mood("happy", ("Happy",), 0.5, 0.5, None, 0.5)])
QUERY = SimilarityQuery(max_per_artist=0, max_per_album=0)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as library:
        library.folders.add("/music")
        yield library


def make_service(library: Library, model: str = MODEL, *exclude: str) -> SimilarityService:
    info = ModelInfo(Path("/models/a"), model, VOCABULARY)
    preferences = LibraryPreferences(library, info, exclude=exclude)
    return SimilarityService(library, model, preferences, RecordingService(library, model))


def add(library: Library, name: str, direction: int = 0, model: str = MODEL) -> int:
    result = prediction(direction=direction, model=model)
    return add_analyzed(library, f"/music/{name}", name, result)


def test_the_nearest_songs_are_those_of_the_default_criteria(library: Library) -> None:
    seed, *others = [add(library, f"{i}.flac", min(i, 2)) for i in range(5)]
    service = make_service(library)
    answer = service.find_similar([seed], SimilarityQuery())
    nearest = [row.track_id for row, _ in service.nearest(seed).results]
    assert nearest == [row.track_id for row, _ in answer.results]
    assert nearest
    assert set(nearest) <= set(others)
    assert len(service.nearest(seed, 1).results) == 1
    assert answer.searched == 5
    assert (answer.other_model, answer.not_analyzed) == ("", 0)


def test_the_nearest_are_twelve_unless_another_number_is_wanted(library: Library) -> None:
    seed, *_ = [add(library, f"{i}.flac") for i in range(15)]
    service = make_service(library)
    assert len(service.nearest(seed).results) == 12
    assert len(service.nearest(seed, 13).results) == 13


def test_a_song_that_was_not_analyzed_has_no_similar_ones(library: Library) -> None:
    add(library, "a.flac")
    (track_id,) = library.tracks.upsert_files([scanned_file("/music/new.flac", "new")])
    service = make_service(library)
    assert service.nearest(track_id) == SimilarSongs([], None, 0, 0, "", 0, {}, ())
    with pytest.raises(MoodtaggerError, match="not been analyzed"):
        service.find_similar([track_id], QUERY)
    with pytest.raises(MoodtaggerError, match="not been analyzed"):
        service.interpolate_playlist(track_id, track_id, 3, QUERY)


def test_a_song_that_was_analyzed_since_is_found_at_once(library: Library) -> None:
    seed = add(library, "a.flac")
    service = make_service(library)
    assert service.find_similar([seed], QUERY).results == []
    later = add(library, "b.flac")
    assert [row.track_id for row, _ in service.find_similar([later], QUERY).results] == [seed]
    assert [row.track_id for row, _ in service.find_similar([seed], QUERY).results] == [later]
    path = service.interpolate_playlist(seed, later, 2, QUERY)
    assert [row.track_id for row, _ in path] == [seed, later]


def test_excluded_songs_are_no_results(library: Library) -> None:
    seed, hidden, shown = (add(library, name) for name in ("a.flac", "b.ogg", "c.flac"))
    everything = make_service(library).find_similar([seed], QUERY)
    assert {row.track_id for row, _ in everything.results} == {hidden, shown}
    answer = make_service(library, MODEL, "*.ogg").find_similar([seed], QUERY)
    assert [row.track_id for row, _ in answer.results] == [shown]


def test_excluded_copies_are_not_named(library: Library) -> None:
    names = ("a.flac", "a copy.flac", "a.ogg", "b.flac", "b copy.flac", "b.ogg")
    found = [scanned_file(f"/music/{name}", name[0]) for name in names]
    ids = dict(zip(names, library.tracks.upsert_files(found), strict=True))
    outcomes = [(i, name[0], MODEL, analysis_result(f"/music/{name}")) for name, i in ids.items()]
    library.analyses.save(outcomes)
    answer = make_service(library, MODEL, "*.ogg").find_similar([ids["a.flac"]], QUERY)
    assert [row.track_id for row in answer.seed_copies] == [ids["a copy.flac"]]
    assert [row.track_id for row, _ in answer.results] == [ids["b.flac"]]
    copies = {i: [row.track_id for row in rows] for i, rows in answer.copies.items()}
    assert copies == {ids["b.flac"]: [ids["b copy.flac"]]}


def test_the_model_that_compared_is_named_and_what_it_missed(library: Library) -> None:
    both = [add(library, f"{i}.flac", model=MODEL) for i in range(3)]
    add(library, "0.flac", model=NEW)
    add(library, "9.flac", model=NEW)
    service = make_service(library, NEW)
    answer = service.find_similar(both[:1], QUERY)
    assert (answer.other_model, answer.not_analyzed) == (MODEL, 1)
    assert len(answer.results) == 2


def test_the_analyses_of_a_new_model_count_once_the_caches_are_dropped(library: Library) -> None:
    song = add(library, "0.flac", model=MODEL)
    service = make_service(library, NEW)
    assert service.find_similar([song], QUERY).other_model == MODEL
    add(library, "0.flac", model=NEW)
    assert service.find_similar([song], QUERY).other_model == MODEL
    service.invalidate()
    assert service.find_similar([song], QUERY).other_model == ""


def test_a_new_model_answers_as_soon_as_it_analyzed_nine_of_ten_songs(library: Library) -> None:
    songs = [add(library, f"{i}.flac", model=MODEL) for i in range(10)]
    service = make_service(library, NEW)
    used = []
    for i in range(10):
        add(library, f"{i}.flac", model=NEW)
        service.invalidate()
        answer = service.find_similar(songs[:1], QUERY)
        used.append((answer.other_model, answer.not_analyzed))
    assert used == [(MODEL, 0)] * 8 + [("", 1), ("", 0)]


def test_songs_whose_key_and_beats_are_old_were_analyzed(library: Library, tmp_path: Path) -> None:
    song = add(library, "0.flac", model=MODEL)
    add(library, "0.flac", model=NEW)
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as database, database:
        database.execute("UPDATE analysis SET music_version = 0")
    answer = make_service(library, NEW).find_similar([song], QUERY)
    assert (answer.other_model, answer.not_analyzed) == ("", 0)


def test_the_model_that_analyzed_more_songs_compares_and_the_active_one_of_equals(
    library: Library,
) -> None:
    seed = add(library, "seed.flac", model="a")
    for model, songs in (("b", 2), ("c", 2), ("d", 5)):
        add(library, f"{model}.flac", model=model)
        for i in range(songs - 2):
            add(library, f"{i}.flac", model=model)
    for model in ("b", "c"):
        add(library, "seed.flac", model=model)
    used = {m: make_service(library, m).find_similar([seed], QUERY).other_model for m in "abc"}
    assert used == {"a": "b", "b": "", "c": ""}


def test_a_file_outside_is_compared_by_the_model_that_analyzed_it(library: Library) -> None:
    near = add(library, "a.flac")
    add(library, "b.flac", 3)
    service = make_service(library)
    answer = service.find_similar_to_file(analysis_result("/x.mp3"), QUERY)
    assert answer.results[0][0].track_id == near
    assert answer.other_model == ""
    other = analysis_result("/x.mp3", prediction(model=NEW))
    assert service.find_similar_to_file(other, QUERY).other_model == NEW
    with pytest.raises(MoodtaggerError, match="damaged"):
        service.find_similar_to_file(AnalysisResult("/x.mp3", error="damaged"), QUERY)


def test_corrections_and_tempo_are_read_again_only_when_asked(library: Library) -> None:
    seed, near, far = (add(library, f"{i}.flac") for i in range(3))
    service = make_service(library)
    query = SimilarityQuery(mood=0, sound=0, max_per_artist=0, max_per_album=0)
    library.corrections.save([(near, (0.3, -0.5))])
    first = service.find_similar([seed], query)
    assert [row.track_id for row, _ in first.results] == [far, near]
    library.corrections.save([(near, None), (far, (0.3, -0.5))])
    service.invalidate_features()
    second = service.find_similar([seed], query)
    assert [row.track_id for row, _ in second.results] == [near, far]
    assert second.without_bpm == 0  # no tempo was asked for
    bounded = SimilarityQuery(min_bpm=1.0)
    assert service.find_similar([seed], bounded).without_bpm == 3
