"""Speech in the library: no moods, unless the user says that it is music."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.speech import SPEECH
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, analysis_result, prediction, scanned_file


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def add(library: Library, name: str, probability: float | None = None, genre: str = "Rock") -> int:
    tags = FileTags(title=name, genre=genre)
    (track_id,) = library.tracks.upsert_files([scanned_file(f"/m/{name}", name, tags=tags)])
    outcome = analysis_result(f"/m/{name}", replace(prediction(), speech=probability))
    library.analyses.save([(track_id, name, MODEL, outcome)])
    return track_id


def row(library: Library, track_id: int) -> SongRow:
    (found,) = library.songs.rows([track_id], MODEL)
    return found


def is_similar(library: Library, track_id: int) -> bool:
    features = library.similarity.features(MODEL, ["happy"])
    return bool(features.present[features.ids.tolist().index(track_id)])


def test_speech_has_no_moods_no_position_and_is_similar_to_nothing(library: Library) -> None:
    certain = add(library, "talk.mp3", 0.97)
    tagged = add(library, "chapter.mp3", None, "Audiobook")
    book = add(library, "book.m4b", 0.1)
    music = add(library, "song.mp3", 0.6)
    for track_id in (certain, tagged, book):
        found = row(library, track_id)
        assert (found.state, found.message, found.proposed) == (TrackState.SPEECH, SPEECH, ())
        assert (found.valence, found.effective_quadrant, found.moods) == (None, None, ())
        assert not is_similar(library, track_id)
    assert row(library, music).proposed == ("happy",)
    assert is_similar(library, music)
    assert library.songs.rows([certain], MODEL)[0].duration_s == 30.5


def test_the_user_knows_better(library: Library) -> None:
    corrected, accepted = add(library, "a.mp3", 0.99), add(library, "b.mp3", None, "Podcast")
    rejected = add(library, "c.mp3", 0.99)
    library.corrections.save([(corrected, (0.5, -0.5))])
    library.decisions.save([(accepted, "calm", True), (rejected, "calm", False)])
    assert row(library, corrected).state is TrackState.REVIEW
    assert row(library, corrected).valence == prediction().valence
    assert row(library, accepted).proposed == ("happy",)
    assert row(library, rejected).state is TrackState.SPEECH
    assert [is_similar(library, i) for i in (corrected, accepted, rejected)] == [True, True, False]


def test_the_setting_turns_it_off_and_on_at_once(library: Library) -> None:
    track_id = add(library, "talk.mp3", 0.97, "Podcast")
    library.thresholds.detects_speech = False
    assert row(library, track_id).proposed == ("happy",)
    assert is_similar(library, track_id)
    library.thresholds.detects_speech = True
    assert row(library, track_id).state is TrackState.SPEECH


def test_missing_speech_is_missing_and_new_speech_is_speech(library: Library) -> None:
    missing = add(library, "talk.mp3", 0.97)
    library.tracks.mark_absent([missing])
    assert row(library, missing).state is TrackState.ABSENT
    file = scanned_file("/m/new.mp3", "new", tags=FileTags(genre="Audiobook"))
    (waiting,) = library.tracks.upsert_files([file])
    assert row(library, waiting).state is TrackState.SPEECH


def test_a_file_that_fails_says_why(library: Library) -> None:
    file = scanned_file("/m/broken.mp3", "broken", tags=FileTags(genre="Audiobook"))
    (track_id,) = library.tracks.upsert_files([file])
    result = AnalysisResult("/m/broken.mp3", error="It breaks off.")
    library.analyses.save([(track_id, "broken", MODEL, result)])
    found = row(library, track_id)
    assert (found.state, found.message) == (TrackState.FAILED, "It breaks off.")
