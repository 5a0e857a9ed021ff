"""The lines of the song table and the rule of their state."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.errors import AudioError, LibraryError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.store import Library, open_library
from moodtagger.store.queries.track_table import track_state
from tests.support.library import MODEL, add_analyzed, decisions_of, prediction, scanned_file


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def test_a_row_holds_all_of_an_analyzed_song(library: Library) -> None:
    tags = FileTags("T", "A", "Al", "G", ("Calm",), 120.5, "Am", "AA", "T, a", "A, the", "Al, the")
    tags = replace(tags, album_artist_sort="AA, the", year=1999, track=3, track_total=12)
    tags = replace(tags, disc=1, disc_total=2, compilation=True, rating=4.5)
    track_id = add_analyzed(library, "/m/a.mp3", result=prediction(confident=["happy", "calm"]))
    library.tracks.upsert_files([scanned_file("/m/a.mp3", tags=tags)])
    library.decisions.save([(track_id, "calm", False)])
    (row,) = library.songs.rows()
    assert row == SongRow(
        track_id=track_id,
        path="/m/a.mp3",
        tags=tags,
        duration_s=30.5,
        state=TrackState.REVIEW,
        valence=0.25,
        arousal=-0.5,
        quadrant=Quadrant.RELAXED,
        confidence=0.6,
        moods=row.moods,
        proposed=("happy", "calm"),
        accepted=(),
        rejected=("calm",),
        message="",
        added=row.added,
    )
    assert row.added is not None
    assert abs(row.added - datetime.now(UTC)) < timedelta(minutes=5)
    assert [label for label, _ in row.moods] == ["happy", "calm", "sad"]
    assert dict(row.moods) == pytest.approx({"happy": 0.7, "calm": 0.4, "sad": 0.1})


def test_a_row_of_a_song_without_analysis(library: Library) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3")])
    assert library.songs.rows() == [
        SongRow(track_id, "/m/a.mp3", FileTags(title="Song"), added=library.songs.rows()[0].added)
    ]


def test_rows_show_the_five_most_probable_moods(library: Library) -> None:
    moods = {f"mood {i}": i / 20 for i in range(18)}
    add_analyzed(library, "/m/a.mp3", result=prediction(moods, []))
    labels = [label for label, _ in library.songs.rows()[0].moods]
    assert labels == ["mood 17", "mood 16", "mood 15", "mood 14", "mood 13"]


def test_some_rows(library: Library) -> None:
    ids = library.tracks.upsert_files([scanned_file(f"/m/{i}.mp3", f"{i}") for i in range(5)])
    asked = [ids[3], 12345, ids[1], ids[3]]
    assert [row.track_id for row in library.songs.rows(asked)] == [ids[1], ids[3]]


def test_more_rows_than_a_statement_takes_parameters(library: Library) -> None:
    ids = library.tracks.upsert_files([scanned_file(f"/m/{i}.mp3", f"{i}") for i in range(1200)])
    many = [*range(10**6, 10**6 + 40_000), *ids]
    assert len(library.songs.rows(many)) == 1200


def test_making_rows_leaves_the_collector_as_it_was(library: Library) -> None:
    assert gc.isenabled()
    library.songs.rows()
    assert gc.isenabled()
    gc.disable()
    try:
        library.songs.rows()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_decisions_in_the_order_they_were_made(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    for mood, accepted in [("sad", True), ("happy", False), ("calm", True), ("tense", True)]:
        library.decisions.save([(track_id, mood, accepted)])
    assert decisions_of(library, track_id) == {
        "sad": True,
        "happy": False,
        "calm": True,
        "tense": True,
    }
    library.decisions.save([(track_id, "tense", None)])
    library.decisions.save([(track_id, "sad", False)])
    assert decisions_of(library, track_id) == {"happy": False, "calm": True, "sad": False}
    row = library.songs.rows()[0]
    assert (row.accepted, row.rejected) == (("calm",), ("happy", "sad"))


def test_many_decisions_in_one_commit(library: Library) -> None:
    one, two = add_analyzed(library, "/m/a.mp3", "a"), add_analyzed(library, "/m/b.mp3", "b")
    library.decisions.save([(one, "happy", True), (two, "happy", True), (one, "happy", None)])
    assert decisions_of(library, one) == {}
    assert decisions_of(library, two) == {"happy": True}
    with pytest.raises(LibraryError, match="no longer in the library"):
        library.decisions.save([(one, "sad", True), (99, "sad", True)])
    assert decisions_of(library, one) == {}


@pytest.mark.parametrize(
    ("confident", "accepted", "rejected", "in_file", "state"),
    [
        ([], [], [], [], TrackState.UNSURE),
        ([], [], ["sad"], [], TrackState.UNSURE),
        ([], [], [], ["sad"], TrackState.UNSURE),
        ([], ["sad"], [], [], TrackState.DECIDED),
        ([], ["sad"], [], ["Sad"], TrackState.WRITTEN),
        (["happy"], [], [], [], TrackState.REVIEW),
        (["happy"], [], [], ["happy"], TrackState.REVIEW),
        (["happy", "calm"], ["happy"], [], ["happy"], TrackState.REVIEW),
        (["happy", "calm"], ["happy"], [], [], TrackState.DECIDED),
        (["happy"], ["sad"], [], ["sad"], TrackState.REVIEW),
        (["happy", "calm"], ["happy"], ["calm"], [], TrackState.DECIDED),
        (["happy", "calm"], ["happy", "calm"], [], ["happy"], TrackState.DECIDED),
        (["happy"], [], ["happy"], [], TrackState.UNSURE),
        (["happy"], [], ["happy"], ["happy"], TrackState.UNSURE),
        (["happy", "calm"], ["happy"], ["calm"], ["x", "HAPPY"], TrackState.WRITTEN),
        (["straße"], ["straße"], [], ["STRASSE"], TrackState.WRITTEN),
    ],
)
def test_the_state_of_an_analyzed_song(
    confident: list[str],
    accepted: list[str],
    rejected: list[str],
    in_file: list[str],
    state: TrackState,
) -> None:
    args = {
        "confident": confident,
        "accepted": accepted,
        "rejected": rejected,
        "file_moods": in_file,
    }
    assert track_state(absent=False, analyzed=True, failed=False, **args) is state
    assert track_state(absent=False, analyzed=True, failed=True, **args) is state
    assert track_state(absent=True, analyzed=True, failed=False, **args) is TrackState.ABSENT
    assert track_state(absent=False, analyzed=False, failed=False, **args) is TrackState.WAITING
    assert track_state(absent=False, analyzed=False, failed=True, **args) is TrackState.FAILED


def test_a_song_in_a_divided_file_has_nothing_to_write() -> None:
    args = {"absent": False, "analyzed": True, "failed": False, "rejected": [], "file_moods": []}
    in_album = partial(track_state, **args, in_divided_file=True)
    assert in_album(confident=["happy"], accepted=["happy"]) is TrackState.WRITTEN
    assert in_album(confident=["happy", "sad"], accepted=["happy"]) is TrackState.REVIEW


def test_accepting_and_writing_leads_to_written(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    states = [library.songs.rows(model=MODEL)[0].state]
    library.decisions.save([(track_id, "happy", True)])
    states.append(library.songs.rows(model=MODEL)[0].state)
    library.tracks.update_tags(track_id, FileTags(moods=("Happy",)), 1001, 6, None)
    states.append(library.songs.rows(model=MODEL)[0].state)
    assert states == [TrackState.REVIEW, TrackState.DECIDED, TrackState.WRITTEN]


def test_a_failure_comes_back_with_its_parameters(library: Library) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3", "a")])
    error = AudioError(
        Message.of("The drive couldn't read the file ({error}).", error="\udcff {x}"),
        advice=Message.of("Check the drive and scan again."),
    ).full_message
    outcome = AnalysisResult("/m/a.mp3", error=error)
    library.analyses.save([(track_id, "a", MODEL, outcome)])
    (row,) = library.songs.rows(model=MODEL)
    assert row.state is TrackState.FAILED
    assert isinstance(row.message, Message)
    reason, advice = row.message.params.values()
    assert (str(advice), str(reason)) == (error.params["second"], error.params["first"])
    assert isinstance(reason, Message)
    assert reason.params == {"error": "\udcff {x}"}
    assert row.message == error.replace("\udcff", "?")
