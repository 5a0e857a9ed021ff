"""Corrections are stored beside the prediction, belong to a track, and are never lost."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.errors import LibraryError
from moodtagger.core.tracks import TrackState
from moodtagger.store import Library, open_library
from moodtagger.store.database.migrations import backup_path, migrate
from moodtagger.store.database.schema_versions import MIGRATIONS
from tests.support.library import (
    MODEL,
    add_analyzed,
    analysis_result,
    prediction,
    remove_tracks,
    scanned_file,
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def positions(
    library: Library,
) -> list[tuple[float | None, float | None, Quadrant | None]]:
    return [
        (r.effective_valence, r.effective_arousal, r.effective_quadrant)
        for r in library.songs.rows()
    ]


def test_a_correction_is_stored_beside_the_prediction(library: Library) -> None:
    before = datetime.now(UTC)
    track_id = add_analyzed(library, "/m/a.mp3")
    library.corrections.save([(track_id, (-0.5, 0.75))])
    (row,) = library.songs.rows()
    assert positions(library) == [(-0.5, 0.75, Quadrant.ANGRY)]
    assert (row.valence, row.arousal, row.quadrant) == (0.25, -0.5, Quadrant.RELAXED)
    assert row.correction is not None
    assert before <= row.correction.corrected_at <= datetime.now(UTC)
    predicted = library.analyses.prediction(track_id)
    assert predicted is not None
    assert predicted.valence == 0.25


def test_the_last_correction_counts_and_can_be_taken_back(library: Library) -> None:
    a, b = add_analyzed(library, "/m/a.mp3", "a"), add_analyzed(library, "/m/b.mp3", "b")
    library.corrections.save([(a, (0.1, 0.1)), (b, (0.2, 0.2)), (a, (-0.9, 0.3))])
    assert sorted(library.corrections.load()) == [a, b]
    assert library.corrections.load([a])[a].valence == -0.9
    library.corrections.save([(a, None), (b, (-0.3, -0.3))])
    assert positions(library) == [
        (0.25, -0.5, Quadrant.RELAXED),
        (-0.3, -0.3, Quadrant.SAD),
    ]


def test_a_position_off_the_plane_is_clipped(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.corrections.save([(track_id, (1.5, -7.0))])
    assert positions(library) == [(1.0, -1.0, Quadrant.RELAXED)]
    with pytest.raises(ValueError, match="two numbers"):
        library.corrections.save([(track_id, (math.nan, 0.0))])


def test_a_song_that_is_gone_refuses_all_of_a_change(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    with pytest.raises(LibraryError):
        library.corrections.save([(track_id, (0.9, 0.9)), (4711, (0.0, 0.0))])
    assert library.corrections.load() == {}


def test_a_correction_outlives_new_models_and_analyses(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.corrections.save([(track_id, (-0.5, -0.5))])
    add_analyzed(library, "/m/a.mp3", result=prediction(valence=0.9))
    add_analyzed(library, "/m/a.mp3", result=prediction(valence=0.7, model="moodnet 9"))
    (row,) = library.songs.rows(model="moodnet 9")
    assert (row.valence, row.effective_valence) == (0.7, -0.5)


def test_a_moved_file_keeps_it(library: Library, tmp_path: Path) -> None:
    track_id = add_analyzed(library, tmp_path / "old.mp3")
    library.corrections.save([(track_id, (-0.5, -0.5))])
    library.tracks.mark_absent([track_id])
    assert library.tracks.upsert_files([scanned_file(tmp_path / "new.mp3", "a")]) == [track_id]
    (row,) = library.songs.rows()
    assert row.path == str(tmp_path / "new.mp3")
    assert row.effective_valence == -0.5


def test_a_failed_song_can_be_corrected(library: Library) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3")])
    library.analyses.save(
        [(track_id, "a", MODEL, analysis_result("/m/a.mp3", note="This is silent."))]
    )
    library.corrections.save([(track_id, (0.5, -0.5))])
    (row,) = library.songs.rows()
    assert (row.state, row.valence) == (TrackState.UNSURE, None)
    assert row.effective_quadrant is Quadrant.RELAXED


def test_it_goes_with_a_song_that_is_removed(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.corrections.save([(track_id, (0.5, 0.5))])
    remove_tracks(library, track_id)
    assert library.corrections.load() == {}


def test_an_older_library_gains_the_table(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    version = next(step.version for step in MIGRATIONS if step.name == "corrections")
    path.touch()
    migrate(path, [step for step in MIGRATIONS if step.version < version])
    with open_library(path) as library:
        track_id = add_analyzed(library, "/m/a.mp3")
        library.decisions.save([(track_id, "happy", True)])
        library.corrections.save([(track_id, (0.5, 0.5))])
        (row,) = library.songs.rows()
    assert (row.accepted, row.effective_valence) == (("happy",), 0.5)
    with closing(sqlite3.connect(backup_path(path, version - 1))) as old:
        tables = {name for (name,) in old.execute("SELECT name FROM sqlite_master")}
    assert "correction" not in tables
