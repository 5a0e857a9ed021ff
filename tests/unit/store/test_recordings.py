"""Acoustic fingerprints in the library, and the songs that are copies of one recording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.acoustic_fingerprint import AcousticFingerprint
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_analyzed, analysis_result, scanned_file


def fingerprint(seed: int) -> AcousticFingerprint:
    codes = np.random.default_rng(seed).integers(0, 2**16, 300).astype(np.uint16)
    return AcousticFingerprint(codes, 300)


def add(library: Library, path: str, audio: str, seed: int) -> int:
    (track_id,) = library.tracks.upsert_files([scanned_file(path, audio)])
    result = replace(analysis_result(path), fingerprint=fingerprint(seed).to_bytes())
    library.analyses.save([(track_id, audio, MODEL, result)])
    return track_id


def add_files_of_equal_audio(library: Library) -> list[int]:
    return library.tracks.upsert_files([scanned_file(f"/{name}.flac", "a") for name in "ab"])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def test_an_analysis_brings_a_fingerprint_that_is_not_compared_yet(library: Library) -> None:
    add(library, "/a.flac", "a", 1)
    known = library.recordings.all_keys()
    assert library.recordings.has_new()
    assert (known.recordings, known.is_new.tolist()) == (known.ids, [True])
    np.testing.assert_array_equal(known.keys[0], fingerprint(1).keys())
    (stored,) = library.recordings.fingerprints(known.ids)
    np.testing.assert_array_equal(stored.codes, fingerprint(1).codes)


def test_saved_recordings_group_their_songs(library: Library) -> None:
    one, other = add(library, "/a.flac", "a", 1), add(library, "/b.mp3", "b", 1)
    add(library, "/c.mp3", "c", 2)
    assert library.recordings.groups() == []
    first, second, third = library.recordings.all_keys().ids
    library.recordings.save({first: first, second: first, third: third})
    assert library.recordings.groups() == [[one, other]]
    assert library.recordings.songs([second]) == [one, other]
    assert not library.recordings.has_new()


def test_equal_audio_is_one_recording_without_a_fingerprint(library: Library) -> None:
    one, other = add_files_of_equal_audio(library)
    add_analyzed(library, "/c.flac", "c")
    assert not library.recordings.has_new()
    assert library.recordings.groups() == [[one, other]]


def test_a_missing_file_is_no_copy(library: Library) -> None:
    library.tracks.mark_absent(add_files_of_equal_audio(library)[1:])
    assert library.recordings.groups() == []


def test_a_fingerprint_is_compared_again_only_when_it_changed(library: Library) -> None:
    add(library, "/a.flac", "a", 1)
    (number,) = library.recordings.all_keys().ids
    library.recordings.save({number: number})
    add(library, "/a.flac", "a", 1)
    assert not library.recordings.has_new()
    add(library, "/a.flac", "a", 2)
    assert library.recordings.has_new()
    assert library.recordings.all_keys().ids == [number]


def test_a_quick_analysis_leaves_the_fingerprint_alone(library: Library) -> None:
    add(library, "/a.flac", "a", 1)
    add_analyzed(library, "/a.flac", "a")
    assert len(library.recordings.all_keys().ids) == 1


def test_files_have_size_and_format(library: Library) -> None:
    track_id = add(library, "/a.flac", "a", 1)
    (waiting,) = library.tracks.upsert_files([scanned_file("/b.mp3", "b")])
    files = library.recordings.files([track_id, waiting])
    info, size = files[track_id]
    assert info is not None
    assert (info.codec, size) == ("flac", 1000)
    assert files[waiting] == (None, 1000)
