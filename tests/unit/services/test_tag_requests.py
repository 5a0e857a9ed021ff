"""What is to be written into the file of each song, and which songs are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moodtagger.core.circumplex import Correction
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.services.tag_writing import tag_requests
from moodtagger.store import Library, open_library
from tests.support.library import add_analyzed

NEW = SongRow(1, "/music/new.flac", FileTags())
ANALYZED = replace(NEW, valence=0.5, arousal=-0.5)
CORRECTED = replace(ANALYZED, correction=Correction(0.25, 0.75, datetime.now(UTC)))
ACCEPTED = replace(NEW, accepted=("calm",))
A_MINOR, C_MAJOR = MusicalKey(9, minor=True), MusicalKey(0, minor=False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.mark.parametrize(
    ("row", "policy", "is_written"),
    [
        (NEW, WritePolicy(dimensions=True, energy=True, key=True, bpm_digits=0), False),
        (ACCEPTED, WritePolicy(), True),
        (ANALYZED, WritePolicy(dimensions=True), False),
        (ANALYZED, WritePolicy(energy=True), True),
        (ANALYZED, WritePolicy(energy_comment=True), True),
        (CORRECTED, WritePolicy(), False),
        (CORRECTED, WritePolicy(dimensions=True), True),
        (CORRECTED, WritePolicy(energy=True), True),
        (replace(NEW, predicted_key=A_MINOR), WritePolicy(energy=True, bpm_digits=0), False),
        (replace(NEW, predicted_key=A_MINOR), WritePolicy(key=True), True),
        (replace(NEW, tags=FileTags(key="Am")), WritePolicy(key=True), True),
        (replace(NEW, predicted_bpm=90.0), WritePolicy(energy=True, key=True), False),
        (replace(NEW, predicted_bpm=90.0), WritePolicy(bpm_digits=0), True),
    ],
)
def test_songs_without_anything_to_write_are_left_out(
    library: Library, row: SongRow, policy: WritePolicy, is_written: bool
) -> None:
    rows = [row, replace(ACCEPTED, track_id=2, path="/music/last.flac")]
    paths = [path for path, _ in tag_requests(library, rows, policy, {})]
    assert paths == [row.path] * is_written + ["/music/last.flac"]


def test_a_request_holds_what_is_known_of_the_song(library: Library) -> None:
    track_id = add_analyzed(library, "/music/a.flac", "hash of the audio")
    library.tag_conflict_answers.save([(track_id, "party", False), (track_id, "Sunday", True)])
    row = replace(
        CORRECTED,
        track_id=track_id,
        path="/music/a.flac",
        accepted=("sad", "calm"),
        predicted_key=A_MINOR,
        predicted_bpm=87.5,
        tags=FileTags(key="C", bpm=90.0),
    )
    (request,) = tag_requests(library, [row], WritePolicy(), {"sad": "Blue"})
    expected = TagRequest(
        ("Blue", "calm"),
        0.25,
        0.75,
        user_corrected=True,
        replaced_moods=("party",),
        audio_hash="hash of the audio",
        key=A_MINOR,
        bpm=87.5,
    )
    assert request == ("/music/a.flac", expected)


def test_moods_given_for_some_songs_replace_their_accepted_ones(library: Library) -> None:
    rows = [replace(ACCEPTED, track_id=number, path=f"/{number}") for number in (1, 2, 3)]
    found = tag_requests(library, rows, WritePolicy(), {}, {1: ["happy", "sad"], 3: []})
    assert [(path, request.moods) for path, request in found] == [
        ("/1", ("happy", "sad")),
        ("/2", ("calm",)),
    ]
    assert not any(request.user_corrected for _, request in found)


def test_the_key_of_the_tag_serves_where_none_was_detected(library: Library) -> None:
    row = replace(ACCEPTED, tags=FileTags(key="C"))
    ((_, request),) = tag_requests(library, [row], WritePolicy(), {})
    assert request.key == C_MAJOR
