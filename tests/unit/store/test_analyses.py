"""Analyses: saved whole, shared by copies, failures remembered until the file changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.music_analysis import BeatEstimate, EnergyEstimate, KeyEstimate, MusicAnalysis
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction
from moodtagger.core.tracks import TrackState
from moodtagger.store import Library, open_library
from tests.support.library import (
    MODEL,
    add_analyzed,
    analysis_result,
    prediction,
    scanned_file,
    waiting_ids,
)

SENTENCE = "This file holds no audio."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def assert_same(got: Prediction | None, wanted: Prediction) -> None:
    assert got is not None
    for field in fields(Prediction):
        if field.name not in ("moods", "segments", "embedding"):
            assert getattr(got, field.name) == getattr(wanted, field.name), field.name
    assert got.moods == pytest.approx(dict(wanted.moods), abs=1e-7)
    assert list(got.moods) == list(wanted.moods)
    np.testing.assert_array_equal(got.embedding, wanted.embedding)
    assert got.embedding.dtype == np.float32
    assert len(got.segments) == len(wanted.segments)
    for ours, theirs in zip(got.segments, wanted.segments, strict=True):
        assert (ours.start_s, ours.end_s) == (theirs.start_s, theirs.end_s)
        assert (ours.valence, ours.arousal) == (theirs.valence, theirs.arousal)
        assert ours.moods == pytest.approx(dict(theirs.moods), abs=1e-7)


def fail(library: Library, track_id: int, audio: str | None, model: str = MODEL) -> None:
    library.analyses.save([(track_id, audio, model, AnalysisResult("/m/a.mp3", error=SENTENCE))])


def test_a_prediction_survives_unchanged(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    assert_same(library.analyses.prediction(track_id), prediction())
    assert library.analyses.audio_info(track_id) == AudioInfo(30.5, 44100, 2, "flac")


def test_a_prediction_without_windows(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3", result=prediction(windows=0))
    assert_same(library.analyses.prediction(track_id), prediction(windows=0))


def test_a_new_track_has_no_analysis(library: Library) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3")])
    assert library.analyses.prediction(track_id) is None
    assert library.analyses.audio_info(track_id) is None
    assert library.analyses.prediction(99) is None


def test_a_note_is_an_analysis_without_numbers(library: Library) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3")])
    library.analyses.save(
        [(track_id, "a", MODEL, analysis_result("/m/a.mp3", note="This is silent."))]
    )
    assert library.analyses.prediction(track_id) is None
    assert library.analyses.audio_info(track_id) == AudioInfo(30.5, 44100, 2, "flac")
    assert library.analyses.analyzed_hashes(MODEL) == {"a"}
    assert library.analyses.embeddings()[0].size == 0
    row = library.songs.rows()[0]
    assert (row.state, row.message) == (TrackState.UNSURE, "This is silent.")


def test_a_later_analysis_replaces_the_earlier_one(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3", result=prediction(valence=-1.0, direction=3))
    add_analyzed(library, "/m/a.mp3", result=prediction(valence=1.0, direction=4))
    assert_same(library.analyses.prediction(track_id), prediction(valence=1.0, direction=4))
    ids, matrix = library.analyses.embeddings()
    assert ids.tolist() == [track_id]
    assert matrix.argmax() == 4


def test_two_copies_in_one_batch_share_an_analysis(library: Library) -> None:
    ids = library.tracks.upsert_files([scanned_file("/m/a.mp3"), scanned_file("/m/b.mp3")])
    outcomes = [(i, "a", MODEL, analysis_result(path)) for i, path in zip(ids, "ab", strict=True)]
    library.analyses.save(outcomes)
    assert [row.valence for row in library.songs.rows()] == [0.25, 0.25]
    assert library.analyses.embeddings()[0].tolist() == ids


def test_a_model_update_leaves_old_results_visible(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    assert library.analyses.analyzed_hashes("moodnet 2.0") == set()
    assert library.songs.rows(model="moodnet 2.0")[0].proposed == ("happy",)
    assert_same(library.analyses.prediction(track_id, "moodnet 2.0"), prediction())
    newer = prediction({"dark": 0.9, "happy": 0.2}, ["dark"], valence=-0.5, model="moodnet 2.0")
    add_analyzed(library, "/m/a.mp3", result=newer)
    assert library.songs.rows(model="moodnet 2.0")[0].proposed == ("dark",)
    assert library.songs.rows(model=MODEL)[0].proposed == ("happy",)
    assert library.songs.rows()[0].proposed == ("dark",)  # the newest
    assert_same(library.analyses.prediction(track_id, MODEL), prediction())
    assert_same(library.analyses.prediction(track_id), newer)


def test_a_model_with_new_labels_keeps_its_older_results(library: Library) -> None:
    old, new = prediction(), prediction({"new": 0.5, "happy": 0.25}, ["new"])
    first = add_analyzed(library, "/m/a.mp3", "a", old)
    second = add_analyzed(library, "/m/b.mp3", "b", new)
    assert_same(library.analyses.prediction(first), old)
    got = library.analyses.prediction(second)
    assert got is not None
    assert got.moods == {"happy": 0.25, "sad": 0.0, "calm": 0.0, "new": 0.5}
    assert [row.moods[0][0] for row in library.songs.rows()] == ["happy", "new"]


def test_embeddings_are_of_one_model(library: Library) -> None:
    first = add_analyzed(library, "/m/a.mp3", "a", prediction(direction=1))
    second = add_analyzed(library, "/m/b.mp3", "b", prediction(direction=2, model="other"))
    assert library.analyses.embeddings()[0].tolist() == [second]
    ids, matrix = library.analyses.embeddings(MODEL)
    assert ids.tolist() == [first]
    assert matrix.shape == (1, 128)
    assert matrix.dtype == np.float32
    assert matrix[0, 1] == 1.0


def test_no_embeddings_in_a_new_library(library: Library) -> None:
    ids, matrix = library.analyses.embeddings()
    assert (ids.shape, matrix.shape) == ((0,), (0, 0))


@pytest.mark.parametrize("audio", ["a", None])
def test_a_failure_is_not_tried_again_until_the_file_changes(
    library: Library, audio: str | None
) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3", audio)])
    fail(library, track_id, audio)
    row = library.songs.rows(model=MODEL)[0]
    assert (row.state, row.message) == (TrackState.FAILED, SENTENCE)
    assert library.tracks.file_stamps()["/m/a.mp3"].failed
    assert waiting_ids(library, MODEL) == []
    assert library.analyses.analyzed_hashes(MODEL) == ({audio} - {None})

    library.tracks.upsert_files([scanned_file("/m/a.mp3", audio, mtime_ns=6)])
    assert library.songs.rows(model=MODEL)[0].state is TrackState.WAITING
    assert not library.tracks.file_stamps()["/m/a.mp3"].failed
    assert waiting_ids(library, MODEL) == [track_id]
    assert library.analyses.analyzed_hashes(MODEL) == set()


def test_copies_share_a_failure(library: Library) -> None:
    ids = library.tracks.upsert_files(
        [scanned_file("/m/a.mp3"), scanned_file("/m/b.mp3", mtime_ns=77)]
    )
    fail(library, ids[0], "a")
    assert [row.state for row in library.songs.rows()] == [TrackState.FAILED] * 2
    assert [row.message for row in library.songs.rows([ids[1]])] == [SENTENCE]
    assert waiting_ids(library, MODEL) == []


def test_songs_without_a_hash_do_not_share_a_failure(library: Library) -> None:
    ids = library.tracks.upsert_files(
        [scanned_file("/m/a.mp3", None), scanned_file("/m/b.mp3", None)]
    )
    fail(library, ids[0], None)
    assert [row.state for row in library.songs.rows()] == [TrackState.FAILED, TrackState.WAITING]


def test_a_failed_file_waits_for_a_later_model(library: Library) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3")])
    fail(library, track_id, "a")
    assert len(waiting_ids(library, "moodnet 2.0")) == 1
    newer = prediction(model="moodnet 2.0")
    library.analyses.save([(track_id, "a", "moodnet 2.0", analysis_result("/m/a.mp3", newer))])
    row = library.songs.rows(model="moodnet 2.0")[0]
    assert (row.state, row.message) == (TrackState.REVIEW, "")


def test_an_old_result_is_shown_when_a_later_model_fails(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    fail(library, track_id, "a", "moodnet 2.0")
    row = library.songs.rows(model="moodnet 2.0")[0]
    assert (row.state, row.proposed, row.message) == (TrackState.REVIEW, ("happy",), "")


def test_a_result_that_cannot_be_stored_does_not_stop_the_rest(library: Library) -> None:
    ids = library.tracks.upsert_files(
        [scanned_file("/m/a.mp3", None), scanned_file("/m/b.mp3", "b")]
    )
    outcomes = [
        (ids[0], None, MODEL, analysis_result("/m/a.mp3")),
        (999, None, MODEL, AnalysisResult("/m/removed.mp3", error=SENTENCE)),
        (ids[1], "b", MODEL, analysis_result("/m/b.mp3")),
    ]
    library.analyses.save(outcomes)
    assert [row.state for row in library.songs.rows()] == [TrackState.WAITING, TrackState.REVIEW]


def test_the_key_is_in_the_row_and_details_are_kept(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.flac")
    music = MusicAnalysis(
        KeyEstimate(MusicalKey(9, minor=True), 0.75, 12.5),
        BeatEstimate(124.0, 0.9, 0.25),
        energy=EnergyEstimate(6.5, (6.0, 7.0)),
    )
    result = replace(analysis_result("/m/a.flac"), music=music)
    library.analyses.save([(track_id, "a", MODEL, result)])
    (row,) = library.songs.rows()
    assert row.predicted_key == MusicalKey(9, minor=True)
    assert library.analyses.music(track_id) == music
    assert library.analyses.beats([track_id, 999]) == {track_id: music.beat}
    library.analyses.save([(track_id, "a", MODEL, analysis_result("/m/a.flac"))])
    assert library.analyses.music(track_id) == MusicAnalysis()
    assert library.analyses.beats([track_id]) == {}
