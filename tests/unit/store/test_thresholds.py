"""The confident moods of stored songs follow the precision that the library is seen with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.core.tracks import FileTags, TrackState
from moodtagger.core.vocabulary import (
    LIKELY_PRECISION,
    UNREACHABLE_THRESHOLD,
    Mood,
    OperatingPoint,
    Vocabulary,
)
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_analyzed, analysis_result, prediction, scanned_file

THRESHOLDS = {
    0.5: {"happy": 0.3, "sad": 0.1, "calm": 0.3},
    0.6: {"happy": 0.7, "sad": 0.9, "calm": 0.5},
    0.9: {
        "happy": UNREACHABLE_THRESHOLD,
        "sad": UNREACHABLE_THRESHOLD,
        "calm": UNREACHABLE_THRESHOLD,
    },
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def proposed(library: Library) -> list[tuple[str, ...]]:
    return [row.proposed for row in library.songs.rows(model=MODEL)]


@pytest.mark.parametrize(
    ("precision", "wanted"),
    [
        (0.5, ("happy", "calm", "sad")),  # most probable first
        (0.6, ("happy",)),  # at its threshold, to the last bit
        (0.9, ()),
        (None, ("sad",)),  # as at the time of the analysis
        (0.7, ("sad",)),  # a precision that nothing was kept for
    ],
)
def test_moods_are_confident_at_the_precision_chosen(
    library: Library, precision: float | None, wanted: tuple[str, ...]
) -> None:
    track_id = add_analyzed(library, "/m/a.mp3", result=prediction(confident=["sad"]))
    library.thresholds.save(MODEL, THRESHOLDS)
    library.thresholds.precision = precision
    assert proposed(library) == [wanted]
    shown = library.analyses.prediction(track_id, MODEL)
    assert shown is not None
    assert shown.confident == wanted


def test_the_state_follows_and_decisions_stay(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.thresholds.save(MODEL, THRESHOLDS)
    library.decisions.save([(track_id, "happy", True)])
    library.thresholds.precision = 0.5
    (row,) = library.songs.rows(model=MODEL)
    assert (row.state, row.accepted) == (TrackState.DECIDED, ("happy",))
    library.tracks.update_tags(track_id, FileTags(moods=("happy",)), 1001, 6, None)
    (row,) = library.songs.rows(model=MODEL)
    assert (row.state, row.accepted) == (TrackState.REVIEW, ("happy",))
    library.thresholds.precision = 0.9
    (row,) = library.songs.rows(model=MODEL)
    assert (row.state, row.accepted) == (TrackState.WRITTEN, ("happy",))


def test_songs_follow_the_thresholds_of_their_model(library: Library) -> None:
    add_analyzed(library, "/m/old.mp3", "a", prediction(model="moodnet 0.9", confident=["calm"]))
    add_analyzed(library, "/m/new.mp3", "b")
    library.thresholds.precision = 0.5
    library.thresholds.save(MODEL, THRESHOLDS)
    assert proposed(library) == [("calm",), ("happy", "calm", "sad")]
    library.thresholds.save("moodnet 0.9", {0.5: {"sad": 0.1}})
    assert proposed(library) == [("sad",), ("happy", "calm", "sad")]


def test_a_model_with_additional_moods(library: Library) -> None:
    add_analyzed(library, "/m/a.mp3", "a")
    add_analyzed(library, "/m/b.mp3", "b", prediction({"happy": 0.8, "new": 0.9}, []))
    library.thresholds.save(MODEL, {0.6: {"happy": 0.7, "new": 0.8}})
    library.thresholds.precision = 0.6
    assert proposed(library) == [("happy",), ("new", "happy")]


def test_new_thresholds_replace_old_ones_and_equal_ones_write_nothing(
    library: Library, tmp_path: Path
) -> None:
    add_analyzed(library, "/m/a.mp3")
    library.thresholds.precision = 0.6
    library.thresholds.save(MODEL, THRESHOLDS)
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        library.thresholds.save(MODEL, THRESHOLDS)
        assert other.execute("PRAGMA data_version").fetchone() == before
        library.thresholds.save(MODEL, {0.6: {"calm": 0.4}})
        assert other.execute("PRAGMA data_version").fetchone() != before
        assert other.execute("SELECT asked, mood FROM threshold").fetchall() == [(0.6, "calm")]
    assert proposed(library) == [("calm",)]


def test_a_library_open_for_reading_only_follows_too(library: Library, tmp_path: Path) -> None:
    add_analyzed(library, "/m/a.mp3")
    library.thresholds.save(MODEL, THRESHOLDS)
    library.thresholds.precision = 0.9
    with open_library(tmp_path / "library.sqlite", read_only=True) as reader:
        reader.thresholds.precision = 0.5
        assert proposed(reader) == [("happy", "calm", "sad")]
    assert proposed(library) == [()]


def test_present_songs_are_counted_for_each_precision(library: Library) -> None:
    add_analyzed(library, "/m/a.mp3", "a")
    add_analyzed(library, "/m/b.mp3", "b", prediction({"happy": 0.4}))
    gone = add_analyzed(library, "/m/c.mp3", "c")
    library.tracks.mark_absent([gone])
    library.tracks.upsert_files([scanned_file("/m/d.mp3", "d")])  # waits
    (silent,) = library.tracks.upsert_files([scanned_file("/m/e.mp3", "e")])
    library.analyses.save(
        [(silent, "e", MODEL, analysis_result("/m/e.mp3", note="This is silent."))]
    )
    library.thresholds.save(MODEL, THRESHOLDS)
    counts = library.songs.count_with_confident_mood(THRESHOLDS, MODEL)
    assert counts == {0.5: 2, 0.6: 1, 0.9: 0}


def vocabulary() -> Vocabulary:
    moods = [
        Mood(label, (label,), 0, 0, None, UNREACHABLE_THRESHOLD)
        for label in ("happy", "sad", "calm")
    ]
    choices = {"happy": 0.6, "sad": 0.05, "calm": 0.35}
    return Vocabulary(
        [
            replace(mood, core=mood.label != "sad", choices=(OperatingPoint(0.6, least, 9, 0.6),))
            for mood in moods
            for least in [choices[mood.label]]
        ]
    )


def test_roles_names_and_hidden_moods_apply_to_older_analyses(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.thresholds.precision, library.thresholds.active_model = 0.6, (MODEL, vocabulary())
    library.decisions.save([(track_id, "happy", True)])
    assert proposed(library) == [("happy", "calm")]
    library.thresholds.mood_preferences = MoodPreferences(
        {"happy": MoodRole.HIDDEN, "sad": MoodRole.PROPOSED}
    )
    (row,) = library.songs.rows(model=MODEL)
    assert row.proposed == ("calm", "sad")
    assert [label for label, _ in row.moods] == ["calm", "sad"]
    assert row.accepted == ()
    shown = library.analyses.prediction(track_id, MODEL)
    assert shown is not None
    assert "happy" not in {*shown.moods, *shown.confident, *shown.segments[0].moods}
    assert library.songs.count_with_confident_mood([0.6], MODEL) == {0.6: 1}
    library.thresholds.mood_preferences = MoodPreferences()
    assert library.songs.rows(model=MODEL)[0].accepted == ("happy",)  # nothing was lost


def test_a_mood_is_written_when_its_own_name_is_in_the_file(library: Library) -> None:
    (track_id,) = library.tracks.upsert_files(
        [scanned_file("/m/a.mp3", tags=FileTags(moods=("froh",)))]
    )
    library.analyses.save(
        [(track_id, "a", MODEL, analysis_result("/m/a.mp3", prediction(confident=[])))]
    )
    library.decisions.save([(track_id, "happy", True)])
    assert library.songs.rows()[0].state is TrackState.DECIDED
    library.thresholds.mood_preferences = MoodPreferences(names={"happy": "Froh"})
    assert library.songs.rows()[0].state is TrackState.WRITTEN


def test_likely_moods_are_those_between_the_thresholds(library: Library) -> None:
    probabilities = {f"m{i}": 0.9 - i / 10 for i in range(8)}
    track_id = add_analyzed(library, "/m/a.mp3", result=prediction(probabilities, []))
    library.thresholds.precision = 0.6
    clear, likely = dict.fromkeys(probabilities, 0.75), dict.fromkeys(probabilities, 0.25)
    library.thresholds.save(MODEL, {0.6: clear, LIKELY_PRECISION: likely})
    (row,) = library.songs.rows(model=MODEL)
    assert (row.proposed, row.likely) == (("m0", "m1"), ("m2", "m3", "m4"))  # five in all
    shown = library.analyses.prediction(track_id, MODEL)
    assert shown is not None
    assert (shown.confident, shown.likely) == (row.proposed, row.likely)
    library.thresholds.save(MODEL, {0.6: clear})  # a model without the second tier
    assert library.songs.rows(model=MODEL)[0].likely == ()


def test_a_mood_decided_under_its_former_name_is_not_suggested_again(library: Library) -> None:
    chill = Mood("chill", ("Mellow",), 0, 0, None, 0.5, former=("laid-back",))
    words = Vocabulary([chill, Mood("happy", (), 0, 0, None, 0.9, likely=0.4)])
    moods = {"chill": 0.8, "happy": 0.7}
    kept, rejected, other = (
        add_analyzed(library, f"/m/{name}.mp3", name, prediction(moods, [])) for name in "abc"
    )
    library.decisions.save([(kept, "laid-back", True), (rejected, "laid-back", False)])
    library.thresholds.precision, library.thresholds.active_model = 0.6, (MODEL, words)
    rows = library.songs.rows(model=MODEL)
    assert [(row.proposed, row.likely) for row in rows] == [
        ((), ("happy",)),
        ((), ("happy",)),
        (("chill",), ("happy",)),
    ]
    assert [row.track_id for row in rows] == [kept, rejected, other]
    assert (rows[0].accepted, rows[1].rejected) == (("laid-back",), ("laid-back",))
    assert rows[0].state is TrackState.DECIDED
