"""What CUE sheets say, and what contradicts itself."""

from __future__ import annotations

import pytest

from moodtagger.core.cue_sheet import (
    CueSheetError,
    CueTrack,
    cue_audio_hash,
    cue_track_path,
    file_audio_hash,
    parse_cue_sheet,
    split_cue_path,
    tracks_within,
)

SHEET = """REM GENRE "Rock"
PERFORMER "Y"
TITLE "Whole album"
FILE "album.flac" WAVE
  TRACK 01 AUDIO
    TITLE "First"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second"
    PERFORMER "Z"
    INDEX 00 00:31:00
    INDEX 01 00:33:37
"""


def test_each_track_has_its_times_and_texts() -> None:
    (file,) = parse_cue_sheet(SHEET)
    assert file.name == "album.flac"
    end = 33 + 37 / 75
    assert file.tracks == (
        CueTrack(1, 0.0, end, "First", "Y", "Whole album", "Rock"),
        CueTrack(2, end, None, "Second", "Z", "Whole album", "Rock"),
    )


def test_several_files_have_tracks_of_their_own() -> None:
    second = "FILE side b.wav WAVE\n TRACK 03 AUDIO\n INDEX 01 00:00:00\n TRACK 04 MODE1/2352\n"
    first, other = parse_cue_sheet(SHEET.replace("\n", "\r\n") + second + "  INDEX 01 05:00:00\n")
    assert (first.tracks[-1].end_s, other.name) == (None, "side b.wav")
    assert [track.number for track in other.tracks] == [3]  # the other one is data


def test_a_track_is_in_the_file_of_its_first_index() -> None:
    gap = (
        'FILE "1.wav" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 00 03:00:00\n'
    )
    first, second = parse_cue_sheet(gap + 'FILE "2.wav" WAVE\nINDEX 01 00:00:00\n')
    assert [track.number for track in first.tracks] == [1]
    assert [track.number for track in second.tracks] == [2]


@pytest.mark.parametrize(
    "text",
    [
        SHEET.replace("00:33:37", "00:00:00"),
        SHEET.replace("TRACK 02", "TRACK 01"),
        SHEET.replace("00:33:37", "00:33:75"),
        SHEET.replace("00:33:37", "soon"),
        SHEET.replace("TRACK 02", "TRACK -2"),
        SHEET.replace("TRACK 02", "TRACK " + "9" * 5000),
        'FILE "a.wav" WAVE\n' + "TRACK 01 AUDIO\nINDEX 01 00:00:00\n" * 100_000,
    ],
)
def test_contradictions_are_errors(text: str) -> None:
    with pytest.raises(CueSheetError):
        parse_cue_sheet(text)


def test_what_is_no_sheet_has_no_tracks() -> None:
    assert parse_cue_sheet("\0\x01 nothing\n\n:::\nINDEX 01 00:00:00\nTITLE") == ()


def test_tracks_behind_the_end_are_not_of_this_file() -> None:
    tracks = parse_cue_sheet(SHEET)[0].tracks
    assert tracks_within(tracks, 60.0) == tracks_within(tracks, 0.0) == tracks
    assert tracks_within(tracks, 30.0) == tracks_within(tracks[:1], 60.0) == ()


@pytest.mark.parametrize("file", ["/m/a.flac", "//server/a.flac", "C:\\m\\a.flac", "/m/12"])
def test_the_path_of_a_track_leads_back_to_its_file(file: str) -> None:
    assert split_cue_path(file) == (file, None)
    assert split_cue_path(cue_track_path(file, 3)) == (file, 3)


def test_the_hash_of_a_track_says_where_it_is() -> None:
    first, second = (cue_audio_hash("ab", track) for track in parse_cue_sheet(SHEET)[0].tracks)
    assert first != second
    assert file_audio_hash(first) == file_audio_hash(second) == file_audio_hash("ab") == "ab"


@pytest.mark.parametrize("number", ["", "²", "٣", "3a", "-1", " 3"])
def test_only_a_plain_number_stands_for_a_song_of_a_file(number: str) -> None:
    separator = cue_track_path("", 3).removesuffix("03")
    path = f"/m/album.flac{separator}{number}"
    assert split_cue_path(path) == (path, None)
    assert split_cue_path(f"{separator}03") == (f"{separator}03", None)  # no file before it
    assert split_cue_path(f"/m/a{separator}b{separator}12") == (f"/m/a{separator}b", 12)
