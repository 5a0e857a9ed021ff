"""Outlines of songs in the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger.store import Library, open_library
from moodtagger.store.database.migrations import migrate
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
    with open_library(tmp_path / "library.sqlite") as library:
        yield library


def test_an_analysis_brings_an_outline_and_copies_share_it(library: Library) -> None:
    track_ids = library.tracks.upsert_files(
        [scanned_file("/m/a.mp3", "a"), scanned_file("/m/copy.mp3", "a")]
    )
    result = replace(analysis_result("/m/a.mp3", prediction()), waveform=b"\x01\xff\x80")
    library.analyses.save([(track_ids[0], "a", MODEL, result)])
    assert [library.analyses.waveform(i) for i in track_ids] == [b"\x01\xff\x80"] * 2
    # An analysis that has none, as a quick one, keeps the one that is known.
    library.analyses.save([(track_ids[0], "a", MODEL, replace(result, waveform=b""))])
    assert library.analyses.waveform(track_ids[0]) == b"\x01\xff\x80"


def test_a_song_without_one_gets_it_later_and_takes_it_with_it(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    assert library.analyses.waveform(track_id) == b""
    library.analyses.save_waveform(track_id, b"\x01")
    library.analyses.save_waveform(track_id, b"\x02")
    assert library.analyses.waveform(track_id) == b"\x02"
    remove_tracks(library, track_id)
    assert library.analyses.waveform(track_id) == b""
    assert library.analyses.waveform(add_analyzed(library, "/m/a.mp3")) == b""
    library.analyses.save_waveform(999, b"\x03")  # removed meanwhile


def test_an_older_library_opens_without_outlines(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    path.touch()
    before = next(i for i, m in enumerate(MIGRATIONS) if m.name == "waveforms")
    migrate(path, MIGRATIONS[:before])
    with open_library(path) as library:
        track_id = add_analyzed(library, "/m/a.mp3")
        assert library.analyses.waveform(track_id) == b""
        library.analyses.save_waveform(track_id, b"\x01")
        assert library.analyses.waveform(track_id) == b"\x01"
