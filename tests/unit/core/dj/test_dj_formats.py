"""Exports for DJ programs, read back by readers that share no code with moodtagger."""

from __future__ import annotations

import contextlib
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.core.circumplex import Quadrant, energy_level
from moodtagger.core.dj.rekordbox import (
    RekordboxOptions,
    location_url,
    rekordbox_bytes,
    rekordbox_locations,
)
from moodtagger.core.dj.serato import crate_bytes, crate_paths
from moodtagger.core.dj.songs import below_drive, drive_path
from moodtagger.core.dj.traktor import nml_bytes, nml_paths
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.music_analysis import BeatEstimate
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.tracks import FileTags, SongRow

NAMES = st.text(min_size=1, max_size=12).filter(lambda name: "/" not in name and "\0" not in name)


def song(path: str = "/Music/Ängste & Öl/a b#1.mp3", **changes: Any) -> SongRow:
    tags = FileTags(
        title="Löwe <1>", artist='"A" & B', album="Alb", genre="House", bpm=124.0, key="Am",
        year=2019, track=3, disc=1,
    )  # fmt: skip
    values: dict[str, Any] = {
        "duration_s": 185.4, "quadrant": Quadrant.RELAXED, "valence": 0.3, "arousal": 0.25,
        "accepted": ("calm", "dark"), **changes,
    }  # fmt: skip
    return SongRow(1, path, tags, **values)


def test_rekordbox_reads_its_xml(tmp_path: Path) -> None:
    rbxml = pytest.importorskip("pyrekordbox.rbxml")
    path = tmp_path / "Friday set.xml"
    path.write_bytes(rekordbox_bytes([song(), song("/Music/b.flac", accepted=())], path))
    xml = rbxml.RekordboxXml(path)
    assert xml.num_tracks == 2
    track = xml.get_track(0)
    assert track["Name"] == "Löwe <1>"
    assert track["Artist"] == '"A" & B'
    assert track["AverageBpm"] == 124.0
    assert track["Tonality"] == "8A"
    assert track["TotalTime"] == 185
    assert track["Kind"] == "MP3 File"
    assert track["Comments"] == f"[MOOD: calm; dark] E{energy_level(0.25)}"
    assert track["Location"].endswith("Music/Ängste & Öl/a b#1.mp3")
    playlist = xml.get_playlist("Friday set")
    assert playlist.is_playlist
    assert playlist.get_tracks() == [1, 2]


def test_rekordbox_keeps_its_ratings_and_gets_colors_on_request() -> None:
    root = ET.fromstring(rekordbox_bytes([song()], Path("a.xml")))
    track = root.find("COLLECTION/TRACK")
    assert track is not None
    assert "Rating" not in track.attrib
    assert "Colour" not in track.attrib
    colored = rekordbox_bytes(
        [song()], Path("a.xml"), RekordboxOptions(KeyNotation.MUSICAL, with_colors=True)
    )
    track = ET.fromstring(colored).find("COLLECTION/TRACK")
    assert track is not None
    assert track.attrib["Colour"] == "0x00FF00"
    assert track.attrib["Tonality"] == "Am"


def with_beat(beat: BeatEstimate) -> RekordboxOptions:
    return RekordboxOptions(beats={1: beat})


def test_rekordbox_gets_a_beat_grid(tmp_path: Path) -> None:
    rbxml = pytest.importorskip("pyrekordbox.rbxml")
    path = tmp_path / "a.xml"
    path.write_bytes(rekordbox_bytes([song()], path, with_beat(BeatEstimate(61.9, 0.9, 0.3254))))
    (tempo,) = rbxml.RekordboxXml(path).get_track(0).tempos
    assert (tempo.Inizio, tempo.Bpm, tempo.Metro, tempo.Battito) == (0.325, 124.0, "4/4", 1)


@pytest.mark.parametrize(
    ("row", "beat"),
    [
        (song(), BeatEstimate(124.0, 0.9, 0.3, drift=0.03)),  # no single tempo fits
        (song(), BeatEstimate(100.0, 0.9, 0.3)),  # the tag says another one
        (song(start_s=10.0, end_s=70.0), BeatEstimate(124.0, 0.9, 0.3)),
    ],
)
def test_a_grid_that_would_be_wrong_is_left_to_rekordbox(row: SongRow, beat: BeatEstimate) -> None:
    assert b"<TEMPO" not in rekordbox_bytes([row], Path("a.xml"), with_beat(beat))


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/Music/a b%.mp3", "file://localhost/Music/a%20b%25.mp3"),
        ("/Music/ä.mp3", "file://localhost/Music/%C3%A4.mp3"),
        ("C:\\Music\\a.mp3", "file://localhost/C:/Music/a.mp3"),
        ("/Music/\udcff.mp3", "file://localhost/Music/%FF.mp3"),
    ],
)
def test_addresses_are_encoded_byte_by_byte(path: str, url: str) -> None:
    assert location_url(path) == url


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of its reader
def test_traktor_reads_its_nml(tmp_path: Path) -> None:
    nml_utils = pytest.importorskip("traktor_nml_utils")
    path = tmp_path / "Set.nml"
    path.write_bytes(nml_bytes([song("/Volumes/STICK/Music/a: b.mp3"), song("/Music/b.mp3")], path))
    nml = nml_utils.TraktorCollection(path).nml
    first, second = nml.collection.entry
    assert (first.title, first.artist) == ("Löwe <1>", '"A" & B')
    assert (first.location.volume, first.location.dir) == ("STICK", "/:Music/:")
    assert first.location.file == "a: b.mp3"
    assert first.tempo.bpm == pytest.approx(124.0)
    assert first.musical_key.value_attribute == 21  # A minor
    assert first.info.comment == f"[MOOD: calm; dark] E{energy_level(0.25)}"
    assert second.location.dir == "/:Music/:"
    keys = [element.attrib["KEY"] for element in ET.parse(path).getroot().iter("PRIMARYKEY")]
    assert keys[0] == "STICK/:Music/:a: b.mp3"


def test_an_entry_of_traktor_holds_what_is_known() -> None:
    unknown = SongRow(2, "/b.mp3", FileTags())
    root = ET.fromstring(nml_bytes([song("/m/a.mp3"), unknown], Path("/x/My set.nml")))
    entry, bare = root.findall("COLLECTION/ENTRY")
    assert entry.attrib == {"TITLE": "Löwe <1>", "ARTIST": '"A" & B'}
    assert {part.tag: part.attrib for part in entry} == {
        "LOCATION": {"DIR": "/:m/:", "FILE": "a.mp3", "VOLUME": ""},
        "ALBUM": {"TITLE": "Alb", "TRACK": "3"},
        "INFO": {
            "GENRE": "House",
            "COMMENT": f"[MOOD: calm; dark] E{energy_level(0.25)}",
            "KEY": "1m",
            "PLAYTIME": "185",
            "PLAYTIME_FLOAT": "185.400000",
            "RELEASE_DATE": "2019/1/1",
        },
        "TEMPO": {"BPM": "124.000000", "BPM_QUALITY": "100.000000"},
        "MUSICAL_KEY": {"VALUE": "21"},
    }
    assert bare.attrib == {"TITLE": "b.mp3"}
    assert {part.tag: part.attrib for part in bare} == {
        "LOCATION": {"DIR": "/:", "FILE": "b.mp3", "VOLUME": ""},
        "INFO": {},
    }


def test_a_document_of_traktor_has_one_playlist_named_like_its_file() -> None:
    root = ET.fromstring(nml_bytes([song("/m/a.mp3"), song("/m/b.mp3")], Path("/x/My set.nml")))
    assert (root.tag, root.attrib) == ("NML", {"VERSION": "19"})
    assert [(part.tag, part.attrib.get("ENTRIES")) for part in root] == [
        ("HEAD", None),
        ("COLLECTION", "2"),
        ("SETS", "0"),
        ("PLAYLISTS", None),
    ]
    nodes = [(node.attrib["TYPE"], node.attrib["NAME"]) for node in root.iter("NODE")]
    assert nodes == [("FOLDER", "$ROOT"), ("PLAYLIST", "My set")]
    (playlist,) = root.iter("PLAYLIST")
    assert (playlist.attrib["ENTRIES"], playlist.attrib["TYPE"]) == ("2", "LIST")
    assert [key.attrib for key in playlist.iter("PRIMARYKEY")] == [
        {"TYPE": "TRACK", "KEY": "/:m/:a.mp3"},
        {"TYPE": "TRACK", "KEY": "/:m/:b.mp3"},
    ]


def test_serato_reads_its_crate(tmp_path: Path) -> None:
    crates = pytest.importorskip("serato_tools.crate")
    path = tmp_path / "Set.crate"
    path.write_bytes(crate_bytes([song("/Music/ä b.mp3"), song("/Music/c.mp3")], path))
    assert crates.Crate(str(path)).tracks() == ["Music/ä b.mp3", "Music/c.mp3"]


def test_crates_hold_the_songs_of_their_drive() -> None:
    def drive(path: str) -> tuple[str, str]:
        return below_drive(path, lambda folder: folder in {"/", "/media/me/STICK"})

    rows = [song("/media/me/STICK/Music/a.mp3"), song("/home/me/b.mp3")]
    on_stick = crate_bytes(rows, Path("/media/me/STICK/_Serato_/a.crate"), drive=drive)
    assert list(crate_paths(on_stick)) == ["Music/a.mp3"]
    elsewhere = crate_bytes(rows, Path("/home/me/a.crate"), drive=drive)
    assert list(crate_paths(elsewhere)) == ["home/me/b.mp3"]


def test_songs_of_one_file_are_listed_once() -> None:
    parts = [song(f"/Music/album.flac//0{n}", start_s=60.0 * n) for n in (1, 2)]
    assert rekordbox_bytes(parts, Path("a.xml")).count(b"<TRACK TrackID") == 1
    assert nml_bytes(parts, Path("a.nml")).count(b"<LOCATION") == 1
    assert list(crate_paths(crate_bytes(parts, Path("/a.crate")))) == ["Music/album.flac"]


@settings(max_examples=60)
@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=4), NAMES)
def test_every_name_survives_as_well_formed_text(
    paths: Sequence[Sequence[str]], title: str
) -> None:
    rows = [song("/" + "/".join(names)) for names in paths]
    tags = FileTags(title=title, artist=title)
    rows.append(SongRow(9, "/x.mp3", tags))
    locations = list(rekordbox_locations(ET.fromstring(rekordbox_bytes(rows, Path("a.xml")))))
    assert locations == list(dict.fromkeys(location_url(row.file) for row in rows))
    assert list(nml_paths(ET.fromstring(nml_bytes(rows, Path("a.nml")))))
    assert len(list(crate_paths(crate_bytes(rows, Path("/a.crate"), drive=lambda p: ("/", p)))))


@pytest.mark.parametrize(
    ("path", "volume", "parts"),
    [
        ("C:\\Music\\a.mp3", "C:", ("Music", "a.mp3")),
        ("/Volumes/USB 1/a.mp3", "USB 1", ("a.mp3",)),
        ("/run/media/me/USB/x/a.mp3", "USB", ("x", "a.mp3")),
        ("/media/me/USB/a.mp3", "USB", ("a.mp3",)),
    ],
)
def test_drives_are_known_by_where_they_are_mounted(
    path: str, volume: str, parts: tuple[str, ...]
) -> None:
    located = drive_path(path)
    assert (located.volume, located.parts) == (volume, parts)


def test_damaged_crates_are_refused() -> None:
    good = crate_bytes([song("/Music/a.mp3")], Path("/a.crate"), drive=lambda p: ("/", p[1:]))
    assert list(crate_paths(good)) == ["Music/a.mp3"]
    for end in range(1, len(good)):
        with contextlib.suppress(MoodtaggerError):
            assert list(crate_paths(good[:end])) in ([], ["Music/a.mp3"])
    with pytest.raises(MoodtaggerError, match="damaged"):
        list(crate_paths(good[:-3]))
    with pytest.raises(MoodtaggerError, match="damaged"):
        list(crate_paths(b"vrsn\xff\xff\xff\xff"))
    with pytest.raises(MoodtaggerError, match="not a Serato crate"):
        list(crate_paths(b"ID3\x04"))
