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


def starts(text: str) -> list[tuple[int, float]]:
    (file,) = parse_cue_sheet('FILE "a.wav" WAVE\n' + text)
    return [(track.number, track.start_s) for track in file.tracks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRACK 01 AUDIO\nINDEX 01 00:59:74", [(1, 59 + 74 / 75)]),
        ("TRACK 01 AUDIO\nINDEX 01 99999:00:00", [(1, 99999 * 60.0)]),
        ("TRACK 999\nINDEX 01 01:00:00", [(999, 60.0)]),
        ("TRACK 01 AUDIO\nINDEX 02 00:02:00\nINDEX 00 00:01:00", [(1, 1.0)]),  # the first one
        ("TRACK 01 AUDIO\nINDEX 01 00:02:00\nINDEX 01 00:03:00", [(1, 2.0)]),
        ("TRACK 01 AUDIO\nTRACK 02 AUDIO\nINDEX 01 00:01:00", [(2, 1.0)]),  # nowhere
        ("TRACK 01 MODE1/2352\nINDEX 01 00:01:00", []),
    ],
)
def test_where_tracks_begin(text: str, expected: list[tuple[int, float]]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "TRACK 00 AUDIO\nINDEX 01 00:00:00",
        "TRACK 1000 AUDIO\nINDEX 01 00:00:00",
        "TRACK 01 AUDIO\nINDEX 01 00:60:00",
        "TRACK 01 AUDIO\nINDEX x 00:00:00",
        "TRACK 01 AUDIO\nINDEX 01 00:05:00\nTRACK 02 AUDIO\nINDEX 01 00:05:00",
    ],
)
def test_impossible_numbers_and_times_are_errors(text: str) -> None:
    with pytest.raises(CueSheetError):
        starts(text)


def test_the_first_text_of_a_kind_counts() -> None:
    text = "TRACK 01 AUDIO\nTITLE A\nTITLE B\nREM GENRE Pop\nINDEX 01 00:00:00"
    (file,) = parse_cue_sheet(f'REM GENRE Rock\nREM DATE 1999\nFILE "a.wav" WAVE\n{text}')
    assert (file.tracks[0].title, file.tracks[0].genre) == ("A", "Pop")
    (other,) = parse_cue_sheet("TRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE a WAVE")
    assert [track.number for track in other.tracks] == [1]  # before any file: of the first one


def test_a_track_that_begins_at_the_end_is_not_of_this_file() -> None:
    tracks = (CueTrack(1, 0.0, 30.0), CueTrack(2, 30.0))
    assert tracks_within(tracks, 30.0) == ()
    assert tracks_within(tracks, 30.1) == tracks
    assert tracks_within((CueTrack(1, 0.0), CueTrack(2, float("inf"))), 0.0) == ()


def test_names_of_parts_by_hand() -> None:
    assert cue_track_path("/m/a.flac", 3) == "/m/a.flac//03"
    assert cue_audio_hash("ab", CueTrack(1, 1.5, 64.4934)) == "ab@1.500-64.493"
    assert cue_audio_hash("ab", CueTrack(1, 1.5)) == "ab@1.500-"
    assert CueTrack(1, 1.5, 2.0).excerpt == (1.5, 2.0)
