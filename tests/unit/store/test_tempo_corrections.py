"""Tempos that the user gave songs, and the range of detected ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger.core.errors import LibraryError
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_analyzed, analysis_result, remove_tracks


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as library:
        yield library


def add_song(library: Library, name: str, bpm: float) -> int:
    track_id = add_analyzed(library, f"/m/{name}.flac", name)
    result = replace(analysis_result(f"/m/{name}.flac"), bpm=bpm)
    library.analyses.save([(track_id, name, MODEL, result)])
    return track_id


def tempos(library: Library) -> list[float | None]:
    return [row.effective_bpm for row in library.songs.rows()]


def test_a_tempo_counts_before_all_others_until_it_is_reset(library: Library) -> None:
    first, second = add_song(library, "a", 87.0), add_song(library, "b", 120.0)
    library.tempo_corrections.save([(first, 174.0), (second, 121.5)])
    assert tempos(library) == [174.0, 121.5]
    assert library.songs.rows([first])[0].predicted_bpm == 87.0
    library.tempo_corrections.save([(first, None), (second, 60.0)])
    assert tempos(library) == [87.0, 60.0]
    with pytest.raises(LibraryError):
        library.tempo_corrections.save([(first, 100.0), (999, 100.0)])
    assert tempos(library) == [87.0, 60.0]
    remove_tracks(library, second)
    assert tempos(library) == [87.0]


def test_detected_tempos_are_folded_into_the_range(library: Library) -> None:
    first = add_song(library, "a", 87.0)
    add_song(library, "b", 200.0)
    library.tempo_corrections.save([(first, 80.0)])
    library.songs.bpm_range = (90.0, 180.0)
    assert tempos(library) == [80.0, 100.0]
    assert library.songs.rows([first])[0].predicted_bpm == 174.0
    library.songs.bpm_range = None
    assert tempos(library) == [80.0, 200.0]
