"""Which songs filters match."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from moodtagger.core.attributes import ATTRIBUTES
from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.filter_language import MoodWords, field_named, known_values, matching, parse
from moodtagger.core.filter_language.known_values import decades, tempo_ranges
from moodtagger.core.filter_language.table_songs import TableSongs
from moodtagger.core.mood_synonyms import MoodSynonyms
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.core.vocabulary import Mood, Vocabulary
from tests.support.track_tables import make_track_table

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LABELS = ("happy", "calm", "dark", "relaxed", "celebratory", "melancholy", "lively")
VOCABULARY = Vocabulary([Mood(label, (), 0.5, 0.5, None, 0.5) for label in LABELS])
MOODS = MoodWords(MoodSynonyms(VOCABULARY, {"dark": "gloom"}))


def song(number: int, **values: object) -> SongRow:
    tags = {name: values.pop(name) for name in list(values) if name in FileTags.__slots__}
    row = SongRow(number, f"/music/{number}.flac", FileTags(**tags))  # type: ignore[arg-type]
    return replace(row, **values)  # type: ignore[arg-type]


def found(text: str, *rows: SongRow) -> list[int]:
    mask = matching(parse(text), TableSongs(make_track_table(rows)), MOODS, NOW.timestamp())
    return [row.track_id for row, matches in zip(rows, mask.tolist(), strict=True) if matches]


SONGS = (
    song(1, title="Alive", artist="Pearl Jam", album="Ten", genre="Rock", year=1991, bpm=150.4),
    song(2, title="Live Wire", artist="AC/DC", genre="Hard Rock", year=1976, bpm=None),
    song(3, title="Für Elise", artist="Beethoven", predicted_bpm=129.6, proposed=("calm", "dark")),
    song(4, title="Party", moods=("Festive",), proposed=("happy",), accepted=("lively",)),
    song(5, title="Noon", proposed=("happy", "calm"), rejected=("happy",), moods=("Own Wörd",)),
)


TIERED = (
    song(1, proposed=("happy",), likely=("calm",)),
    song(2, likely=("calm", "dark")),
    song(3, proposed=("happy",), likely=("dark",), accepted=("happy",)),
    song(4, proposed=("happy",), likely=("calm",), rejected=("happy", "calm")),
    song(5),
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("suggested:calm", [1, 2]),
        ("suggested:ruhig", [1, 2]),
        ("suggested:happy,gloom", [1, 2, 3]),
        ("suggested:*", [1, 2, 3]),
        ("tier:clear", [1]),
        ("tier:likely", [2, 3]),
        ("tier:none", [4, 5]),
        ("mood:calm", []),  # likely ones count once they are accepted
    ],
)
def test_suggestions_are_found_by_mood_and_by_tier(text: str, ids: list[int]) -> None:
    assert found(text, *TIERED) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("live", [1, 2, 4]),
        ("-live", [1, 3, 4, 5]),  # neither "Alive" nor the mood "lively" is live
        ('-"live wire"', [1, 3, 4, 5]),
        ("fur elise", [3]),
        ("FÜR", [3]),
        ("title:live", [1, 2]),
        ("rock -genre:hard", [1]),
        ('artist:"pearl j"', [1]),
        ("artist=pearl", []),
        ("artist=PEARL\u00a0Jam", []),
        ('artist="Pearl Jam"', [1]),
        ("genre:rock,jazz", [1, 2]),
        ("genre=rock", [1]),
        ('genre:""', [3, 4, 5]),
        ("genre:*", [1, 2]),
        ("-genre:*", [3, 4, 5]),
        ("year:1990-1999", [1]),
        ("year<1990 | year>=1991", [1, 2]),
        ("bpm:120-130", [3]),
        ("bpm:130", [3]),
        ("bpm:150", [1]),
        ("bpm:*", [1, 3]),
        ("-bpm:>140", [2, 3, 4, 5]),
        ("mood:calm", [3, 5]),
        ("mood:happy", [4]),
        ("mood:chill", []),
        ("mood:gloom", [3]),
        ("mood:düster", [3]),
        ("mood:da", [3]),  # the beginning of a name
        ("mood:lively", [4]),
        ("mood:*", [3, 4, 5]),
        ("tag:party", [4]),
        ("tag:festive", [4]),
        ("tag:happy", []),
        ('tag:"own word"', [5]),
        ("tag:own", [5]),
        ("-tag:*", [1, 2, 3]),
        ("celebratory", []),
        ("festive", [4]),
        ("gloom", [3]),
        ("(live | elise) -rock", [3, 4]),
        ("path:/music/3", [3]),
        ("3.flac", [3]),
        ("format:flac", [1, 2, 3, 4, 5]),
        ("format:.mp3", []),
        ("format:fla", []),
        ('""', [1, 2, 3, 4, 5]),
    ],
)
def test_filters(text: str, ids: list[int]) -> None:
    assert found(text, *SONGS) == ids


def test_numbers_of_songs() -> None:
    rows = (
        song(1, valence=0.5, arousal=0.9, duration_s=210.2, key="Am", track=1, disc=2),
        song(2, valence=-0.5, arousal=-1.0, duration_s=300.5, key="8B"),
        song(3, key="?", added=datetime(2026, 11, 20, tzinfo=UTC)),
        song(4, added=datetime(2025, 11, 20, tzinfo=UTC)),
    )
    assert found("valence:>0.3", *rows) == [1]
    assert found("valence:-0.5", *rows) == [2]
    assert found("energy:>6", *rows) == [1]
    assert found("energy:1", *rows) == [2]
    assert found("length:3:30", *rows) == [1]
    assert found("length:>5m", *rows) == [2]
    assert found("key:8A", *rows) == [1]
    assert found("key:8", *rows) == [1, 2]
    assert found("-key:*", *rows) == [3, 4]
    assert found("track:1 disc:2", *rows) == [1]
    assert found("added:<30d", *rows) == [3]
    assert found("added:>30d", *rows) == [4]
    assert found("added:2025", *rows) == [4]


def test_the_users_position_counts() -> None:
    moved = song(
        1,
        valence=-0.5,
        arousal=-0.5,
        quadrant=Quadrant.SAD,
        correction=Correction(0.5, 0.5, NOW),
        state=TrackState.REVIEW,
    )
    other = song(2, valence=-0.5, quadrant=Quadrant.SAD, state=TrackState.DECIDED)
    third = song(3, state=TrackState.ABSENT)
    rows = (moved, other, third)
    assert found("quadrant:happy", *rows) == [1]
    assert found("quadrant:sad,happy", *rows) == [1, 2]
    assert found("-quadrant:*", *rows) == [3]
    assert found("valence:>0", *rows) == [1]
    assert found("corrected:yes", *rows) == [1]
    assert found("-corrected:yes", *rows) == [2, 3]
    assert found("state:undecided", *rows) == [1]
    assert found("state:accepted,missing", *rows) == [2, 3]


def test_album_artists_and_scripts_without_spaces() -> None:
    rows = (
        song(1, album_artist="Various Artists", title="東京ライブ"),
        song(2, title="ライブハウス"),
    )
    assert found("albumartist:various", *rows) == [1]
    assert found("-ライブハウス", *rows) == [1]
    assert found("-ライブ", *rows) == []


def test_copies_of_a_recording() -> None:
    table = make_track_table([song(1), song(2), song(3)])
    for text, expected in (
        ("duplicate:yes", [True, False, True]),
        ("-duplicate:yes", [False, True, False]),
    ):
        assert matching(parse(text), TableSongs(table, lambda: [1, 3])).tolist() == expected


def test_a_song_in_a_divided_file_has_the_files_format() -> None:
    row = replace(song(1), path="/music/album.ape//03")
    assert found("format:ape", row) == [1]


def test_no_songs() -> None:
    assert found("mood:happy bpm:>3 -live | key:8A tag:* title:x path:y") == []


def values_of(name: str, *rows: SongRow) -> list[tuple[str, int]]:
    field = field_named(name)
    assert field is not None
    return known_values(field, TableSongs(make_track_table(rows)))


def test_the_values_that_a_library_has_can_be_listed() -> None:
    rows = (
        *SONGS,
        song(6, artist="AC/DC", state=TrackState.WRITTEN, correction=Correction(0.1, 0.1, NOW)),
    )
    assert values_of("artist", *rows)[0] == ("AC/DC", 2)
    assert values_of("mood", *rows) == [("calm", 2), ("dark", 1), ("happy", 1), ("lively", 1)]
    assert values_of("tag", *rows) == [("Festive", 1), ("Own Wörd", 1)]
    assert values_of("format", *rows) == [("flac", 6)]
    assert ("written", 1) in values_of("state", *rows)
    assert values_of("corrected", *rows) == [("yes", 1), ("no", 5)]
    assert values_of("bpm", *rows) == values_of("path", *rows) == []
    assert values_of("title") == values_of("mood") == []


def test_attributes_are_numbers_and_unknown_ones_match_nothing() -> None:
    values = dict.fromkeys(ATTRIBUTES, 0.2)
    rows = (
        song(1, attributes={**values, "danceability": 0.81, "instrumentalness": 0.5}),
        song(2, attributes={**values, "acousticness": 0.9, "energy": 0.9}, arousal=-1.0),
        song(3),
    )
    assert found("danceability:>0.6", *rows) == [1]
    assert found("danceable:0.8", *rows) == [1]
    assert found("acousticness:>0.8 liveness:<0.3 speechiness:<0.3", *rows) == [2]
    assert found("instrumentalness:0.4-0.6", *rows) == [1]
    assert found("instrumental:yes", *rows) == [1]
    assert found("instrumental:no", *rows) == [2]
    assert found("energy:>8", *rows) == []  # a DJ's energy, not that of the attributes


def test_the_name_of_a_mood_means_that_mood_only() -> None:
    moods = (song(1, accepted=("relaxed",)), song(2, accepted=("calm",)), song(3, moods=("Chill",)))
    assert found("mood:relaxed", *moods) == [1]
    assert found("mood:chill", *moods) == [1]  # no mood of the vocabulary, so a synonym
    assert found("tag:relaxed", *moods) == [3]


def test_the_name_of_a_flag_finds_songs_with_it_too() -> None:
    values = dict.fromkeys(ATTRIBUTES, 0.2)
    rows = (
        song(1, attributes={**values, "instrumentalness": 0.9}),
        song(2, attributes=values, title="Instrumental"),
        song(3, attributes=values),
    )
    assert found("instrumental", *rows) == [1, 2]
    assert found("-instrumental", *rows) == [3]


def test_a_folder_holds_the_folders_in_it() -> None:
    paths = ("/music/Jazz/a.mp3", "/music/Jazz/live/b.mp3", "/music/Jazzy/c.mp3", "/d.mp3")
    rows = [replace(song(i), path=path) for i, path in enumerate(paths, 1)]
    assert found("folder:/music/jazz", *rows) == [1, 2]
    assert found("folder:/music/jazz/", *rows) == [1, 2]
    assert found("folder:jazz", *rows) == [1, 2, 3]
    assert found("folder:/", *rows) == [1, 2, 3, 4]
    assert found('folder:"c:\\x"', replace(song(9), path="C:\\X\\y\\z.mp3")) == []


def test_a_filter_of_many_fields() -> None:
    values = dict.fromkeys(ATTRIBUTES, 0.2) | {"instrumentalness": 0.9}
    tags = {"title": "Song", "genre": "Jazz", "bpm": 100.0}
    mood = {"proposed": ("calm",), "valence": 0.5, "arousal": 0.4}
    fits = song(1, **tags, **mood, added=NOW, attributes=values)
    others = (
        replace(fits, track_id=2, proposed=("happy",)),
        replace(fits, track_id=3, tags=replace(fits.tags, genre="Rap")),
        replace(fits, track_id=4, tags=replace(fits.tags, bpm=111.0)),
        replace(fits, track_id=5, arousal=-0.9),
        replace(fits, track_id=6, added=datetime(2026, 9, 1, tzinfo=UTC)),
        replace(fits, track_id=7, valence=0.2),
        replace(fits, track_id=8, attributes=dict.fromkeys(ATTRIBUTES, 0.2)),
    )
    text = "mood:calm -genre:rap bpm:90-110 energy:>6 added:<30d valence:>0.3 instrumental"
    assert found(text, fits, *others) == [1]


def test_facets_count_among_chosen_songs() -> None:
    rows = (
        song(1, genre="Rock", year=1999, bpm=99.4, key="Am"),
        song(2, genre="rock", year=1991, bpm=99.6, key="C"),
        song(3, genre="Jazz", year=2001, key="8A"),
        song(4, genre="rock"),
    )
    songs = TableSongs(make_track_table(rows))
    among = np.array([True, True, True, False])
    genre, year, bpm, key = (field_named(name) for name in ("genre", "year", "bpm", "key"))
    assert genre is not None
    assert year is not None
    assert bpm is not None
    assert key is not None
    assert known_values(genre, songs) == [("rock", 3), ("Jazz", 1)]
    assert dict(known_values(genre, songs, among)) == {"Rock": 2, "Jazz": 1}
    assert decades(year, songs) == [("2000s", 1), ("1990s", 2)]
    assert tempo_ranges(bpm, songs) == [("90-99", 1), ("100-109", 1)]
    assert known_values(key, songs) == [("8A", 2), ("8B", 1)]
    for value, count in tempo_ranges(bpm, songs):  # a facet says how many songs it finds
        assert len(found(f"bpm:{value}", *rows)) == count


def test_ages_count_from_the_time_that_is_given_or_else_from_now() -> None:
    later = datetime(2100, 1, 10, tzinfo=UTC)
    rows = [song(1, added=datetime.now(UTC)), song(2, added=datetime(2100, 1, 1, tzinfo=UTC))]
    songs, young = TableSongs(make_track_table(rows)), parse("added:<30d")
    assert matching(young, songs, now=later.timestamp()).tolist() == [False, True]
    assert matching(young, TableSongs(make_track_table(rows[:1]))).tolist() == [True]
    assert matching(parse("added:>30d"), TableSongs(make_track_table(rows[:1]))).tolist() == [False]
