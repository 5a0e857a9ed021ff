"""Albums in one file that a CUE sheet divides into songs, from the scan to playlists."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import mutagen.flac
import numpy as np
import pytest
import soundfile

from moodtagger.cli import main
from moodtagger.core.cue_sheet import cue_audio_hash, cue_track_path, parse_cue_sheet
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.inference.predictor import Predictor
from moodtagger.paths import library_path
from moodtagger.services.reanalysis_job import ReanalysisJob
from moodtagger.services.scan.summary import ScanSummary
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.services.workers.worker import (
    FileExchanged,
    Fingerprint,
    Operation,
    Task,
    analyze_pinned,
    fingerprint,
)
from moodtagger.store import Library, open_library
from moodtagger.store.database.migrations import migrate
from moodtagger.store.database.schema_versions import MIGRATIONS
from tests.support.fake_pool import FAKE_MODEL, FakePool, run_scan
from tests.support.tiny_model import write_tiny_model

Capture = pytest.CaptureFixture[str]
RATE = 8000
SECONDS = 12


@pytest.fixture
def library() -> Iterator[Library]:
    with open_library(library_path()) as opened:
        yield opened


@pytest.fixture
def album(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    noise = np.random.default_rng(5).normal(0, 0.1, RATE * SECONDS)
    soundfile.write(folder / "album.flac", noise, RATE)
    return folder / "album.flac"


def sheet(*starts_s: int, file: str = "album.flac", title: str = "Song") -> str:
    lines = [f'PERFORMER "Ä Band"\nTITLE "The album"\nFILE "{file}" WAVE']
    for number, start in enumerate(starts_s, 1):
        lines.append(f'TRACK {number:02d} AUDIO\nTITLE "{title} at {start}"')
        lines.append(f"INDEX 01 00:{start:02d}:00")
    return "\n".join(lines) + "\n"


def rows(library: Library) -> list[SongRow]:
    return sorted(library.songs.rows(model=FAKE_MODEL), key=lambda row: row.path)


def names(library: Library) -> list[str]:
    return [row.name for row in rows(library)]


def decide(library: Library, name: str, mood: str) -> None:
    (row,) = (row for row in rows(library) if row.name == name)
    library.decisions.save([(row.track_id, mood, True)])


def accepted(library: Library) -> dict[str, tuple[str, ...]]:
    return {row.name: row.accepted for row in rows(library) if row.accepted}


def total(summary: ScanSummary) -> int:
    return summary.analysed + summary.unchanged + summary.known_audio + len(summary.failed)


def test_each_track_is_a_song_with_its_own_analysis(library: Library, album: Path) -> None:
    album.with_suffix(".cue").write_text(sheet(0, 4, 9), encoding="utf-8-sig")
    pool = FakePool()
    summary = run_scan(library, album.parent, pool=pool)
    assert (summary.found, summary.analysed, total(summary)) == (3, 3, 3)
    assert [(row.name, row.excerpt, row.cue_number, row.file) for row in rows(library)] == [
        ("Song at 0", (0.0, 4.0), 1, str(album)),
        ("Song at 4", (4.0, 9.0), 2, str(album)),
        ("Song at 9", (9.0, None), 3, str(album)),
    ]
    assert {(row.tags.artist, row.tags.album) for row in rows(library)} == {("Ä Band", "The album")}
    assert len({row.valence for row in rows(library)}) == 3
    again = run_scan(library, album.parent, pool=pool)
    assert (again.found, again.unchanged, len(pool.analyzed)) == (3, 3, 3)
    again = run_scan(library, album, pool=pool)  # the file alone, whose sheet is beside it
    assert (again.found, again.unchanged, len(pool.analyzed)) == (3, 3, 3)


def test_a_changed_sheet_keeps_the_decisions_of_its_tracks(library: Library, album: Path) -> None:
    cue = album.with_suffix(".cue")
    cue.write_text(sheet(0, 4, 9))
    run_scan(library, album.parent)
    decide(library, "Song at 9", "calm")
    decide(library, "Song at 4", "sad")
    cue.write_text(sheet(0, 2, 4, 9))  # one more track moves the numbers of the others
    pool = FakePool()
    summary = run_scan(library, album.parent, pool=pool)
    assert names(library) == ["Song at 0", "Song at 2", "Song at 4", "Song at 9"]
    assert accepted(library) == {"Song at 4": ("sad",), "Song at 9": ("calm",)}
    assert (summary.analysed, summary.known_audio) == (2, 2)  # what is new: 0 to 2, 2 to 4
    cue.write_text(sheet(0, 2, 4, 9, title="Other"))
    assert run_scan(library, album.parent).analysed == 0
    assert names(library)[0] == "Other at 0"
    cue.write_text(sheet(0, 9))
    assert run_scan(library, album.parent).unlisted == 2
    assert accepted(library) == {"Song at 9": ("calm",)}


def test_a_sheet_comes_and_goes_and_nothing_is_lost(library: Library, album: Path) -> None:
    run_scan(library, album.parent)
    decide(library, "album.flac", "happy")
    cue = album.with_suffix(".cue")
    cue.write_text(sheet(0, 4))
    assert run_scan(library, album.parent).unlisted == 1
    assert names(library) == ["Song at 0", "Song at 4"]
    decide(library, "Song at 4", "sad")
    cue.unlink()
    summary = run_scan(library, album.parent)
    assert (summary.found, summary.analysed, summary.unlisted) == (1, 0, 2)
    assert accepted(library) == {"album.flac": ("happy",)}
    cue.write_text(sheet(0, 4))
    run_scan(library, album.parent)
    assert accepted(library) == {"Song at 4": ("sad",)}


def test_a_moved_album_keeps_its_decisions_and_a_copy_has_none(
    library: Library, album: Path
) -> None:
    album.with_suffix(".cue").write_text(sheet(0, 4))
    run_scan(library, album.parent)
    decide(library, "Song at 4", "sad")
    moved = album.parent / "moved"
    moved.mkdir()
    for file in (album, album.with_suffix(".cue")):
        file.rename(moved / file.name)
    summary = run_scan(library, album.parent)
    assert (summary.analysed, summary.absent) == (0, 0)
    assert [(row.file, row.accepted) for row in rows(library)] == [
        (str(moved / "album.flac"), ()),
        (str(moved / "album.flac"), ("sad",)),
    ]
    shutil.copytree(moved, album.parent / "copy")
    run_scan(library, album.parent)
    assert len(rows(library)) == 4
    assert [row.file for row in rows(library) if row.accepted] == [str(moved / "album.flac")]


def test_a_missing_album_is_missing_song_by_song(library: Library, album: Path) -> None:
    album.with_suffix(".cue").write_text(sheet(0, 4))
    run_scan(library, album.parent)
    away = album.parent.parent / "away.flac"
    album.rename(away)
    run_scan(library, album.parent)
    assert [row.state for row in rows(library)] == [TrackState.ABSENT] * 2
    away.rename(album)
    assert run_scan(library, album.parent).unchanged == 2
    assert TrackState.ABSENT not in [row.state for row in rows(library)]


@pytest.mark.parametrize("kind", ["comment", "block"])
def test_a_sheet_inside_the_file_divides_it(library: Library, album: Path, kind: str) -> None:
    file = mutagen.flac.FLAC(album)
    if kind == "comment":
        file["CUESHEET"] = sheet(0, 4, 9, file="other name.wav")
    else:
        block = mutagen.flac.CueSheet(None)
        block.media_catalog_number, block.lead_in_samples, block.compact_disc = b"", 0, False
        for number, start in ((1, 0), (2, 4), (3, 9), (255, SECONDS)):
            track = mutagen.flac.CueSheetTrack(number, start * RATE)
            if number != 255:
                track.indexes.append(mutagen.flac.CueSheetTrackIndex(1, 0))
            block.tracks.append(track)
        file.cuesheet = block
        file.metadata_blocks.append(block)
    file.save()
    run_scan(library, album.parent)
    assert [row.start_s for row in rows(library)] == [0.0, 4.0, 9.0]
    assert rows(library)[0].end_s == 4.0
    assert run_scan(library, album.parent).unchanged == 3


@pytest.mark.parametrize(
    "text",
    [
        sheet(0, 13),  # behind the end
        sheet(0, 9, 4),
        sheet(0),
        sheet(0, 4, file="../outside.flac"),
        sheet(0, 4) + "TRACK 03 AUDIO\nINDEX 01 00:05:00\n" * 100_000,
        "\0" * 2_000_000,
        "",
    ],
)
def test_a_sheet_that_is_not_of_the_file_divides_nothing(
    library: Library, album: Path, text: str
) -> None:
    shutil.copy(album, album.parent.parent / "outside.flac")
    (album.parent / "x.cue").write_text(text)
    summary = run_scan(library, album.parent)
    assert [row.path for row in rows(library)] == [str(album)]
    assert all("stays one song" in message for _, message in summary.left_out)
    assert run_scan(library, album.parent).unchanged == 1


def test_a_sheet_that_does_not_fit_is_named(library: Library, album: Path) -> None:
    (album.parent / "x.cue").write_text(sheet(0, 13))
    ((path, message),) = run_scan(library, album.parent).left_out
    assert (path, "after the end" in message) == (str(album), True)


def test_songs_in_files_of_their_own_stay_files(library: Library, album: Path) -> None:
    other = album.with_name("second.flac")
    soundfile.write(other, np.random.default_rng(6).normal(0, 0.1, RATE * 5), RATE)
    one = 'TRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE "second.wav" WAVE\n'
    text = f'FILE "album.wav" WAVE\n{one}TRACK 02 AUDIO\nINDEX 00 00:00:00\nINDEX 01 00:00:10\n'
    (album.parent / "list.cue").write_text(text)
    run_scan(library, album.parent)
    assert [row.file for row in rows(library)] == [str(album), str(other)]
    assert all(row.excerpt is None for row in rows(library))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("named", ["Größe.flac", "Größe.wav", "größe.WAV", "C:\\rips\\Größe.wav"])
def test_sheets_are_read_as_other_programs_write_them(
    library: Library, album: Path, encoding: str, named: str
) -> None:
    file = album.rename(album.with_name("Größe.flac"))
    (album.parent / "any name.cue").write_text(sheet(0, 4, file=named), encoding=encoding)
    run_scan(library, album.parent)
    assert [(row.file, row.tags.artist) for row in rows(library)] == [(str(file), "Ä Band")] * 2


def test_titles_in_other_scripts_are_read(library: Library, album: Path) -> None:
    text = sheet(0, 4).replace("Song at 0", "さくらさくら").replace("Ä Band", "日本のうた")
    (album.parent / "album.cue").write_bytes(text.encode("cp932"))
    run_scan(library, album.parent)
    assert [(row.name, row.tags.artist) for row in rows(library)] == [
        ("さくらさくら", "日本のうた"),
        ("Song at 4", "日本のうた"),
    ]


def test_two_sides_in_two_files(library: Library, album: Path) -> None:
    other = album.with_name("side b.flac")
    soundfile.write(other, np.random.default_rng(6).normal(0, 0.1, RATE * 9), RATE)
    second = sheet(0, 3, file="side b.flac").replace("TRACK 01", "TRACK 03")
    second = second.replace("TRACK 02", "TRACK 04")
    (album.parent / "both.cue").write_text(sheet(0, 4) + second)
    run_scan(library, album.parent)
    assert [row.cue_number for row in rows(library)] == [1, 2, 3, 4]
    assert {row.file for row in rows(library)} == {str(album), str(other)}


def test_moods_of_a_part_go_into_playlists_and_exports_but_no_file(
    album: Path, tmp_path: Path, capsys: Capture
) -> None:
    album.with_suffix(".cue").write_text(sheet(0, 4))
    with open_library(library_path()) as library:
        run_scan(library, album.parent)
    before = album.read_bytes()
    capsys.readouterr()
    assert main(["tag", str(album), "--moods", "happy"]) == 0
    out = capsys.readouterr().out
    assert "2 songs skipped: part of a file with a CUE sheet" in out
    assert "0 files written" in out
    assert album.read_bytes() == before
    assert main(["export", "--format", "json", "--out", str(tmp_path / "a.json")]) == 0
    exported = json.loads((tmp_path / "a.json").read_text())
    assert [
        (x["path"], x["cue_track"], x["start_s"], x["end_s"], x["accepted"]) for x in exported
    ] == [(str(album), 1, 0.0, 4.0, ["happy"]), (str(album), 2, 4.0, None, ["happy"])]
    assert main(["export", "--format", "csv", "--out", str(tmp_path / "a.csv")]) == 0
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [line["start_s"] for line in table] == ["0.0", "4.0"]
    playlist = album.parent / "a.m3u8"
    assert main(["export", "--format", "m3u8", "--out", str(playlist)]) == 0
    assert playlist.read_text().splitlines()[1:5] == [
        "#EXTINF:60,Ä Band - Song at 0",
        "#EXTVLCOPT:start-time=0.000",
        "#EXTVLCOPT:stop-time=4.000",
        "album.flac",
    ]
    capsys.readouterr()
    assert main(["correct", f"{album}//02", "--quadrant", "sad", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cue_track"] == 2


def test_another_model_analyzes_each_part_again(library: Library, album: Path) -> None:
    album.with_suffix(".cue").write_text(sheet(0, 4))
    run_scan(library, album.parent)
    tasks: list[Task] = []
    ReanalysisJob(library, FakePool(tasks.append), "stand-in 2", PriorityGate()).run()
    assert sorted((task.path, task.excerpt) for task in tasks) == [
        (f"{album}//01", (0.0, 4.0)),
        (f"{album}//02", (4.0, None)),
    ]


def test_an_analysis_is_of_the_part_alone(album: Path, tmp_path: Path) -> None:
    predictor = Predictor(write_tiny_model(tmp_path / "model"))
    identified = fingerprint(str(album), tracks=parse_cue_sheet(sheet(0, 4))[0].tracks)
    assert isinstance(identified, Fingerprint)
    assert [song.number for song in identified.songs] == [1, 2]
    assert identified.audio_hash is not None
    digest = cue_audio_hash(identified.audio_hash, identified.songs[1])
    path = cue_track_path(str(album), 2)
    task = Task(Operation.ANALYZE, path, audio_hash=digest, excerpt=identified.songs[1].excerpt)
    found = analyze_pinned(task, predictor)
    assert isinstance(found, AnalysisResult)
    assert found.path == path
    assert found.info is not None
    assert found.info.duration_s == pytest.approx(SECONDS - 4, abs=0.01)
    assert found.prediction is not None
    assert found.prediction.segments[-1].end_s == pytest.approx(SECONDS - 4, abs=0.01)
    other = replace(task, audio_hash="of another file@4.000-")
    assert isinstance(analyze_pinned(other, predictor), FileExchanged)


def test_long_files_of_earlier_versions_are_looked_into_once(tmp_path: Path, album: Path) -> None:
    path = tmp_path / "old.sqlite"
    path.touch()
    index = next(i for i, m in enumerate(MIGRATIONS) if m.name == "cue tracks and speech")
    migrate(path, MIGRATIONS[:index])
    info, identified = album.stat(), fingerprint(str(album))
    assert isinstance(identified, Fingerprint)
    track = (bytes(album), info.st_size, info.st_mtime_ns, identified.audio_hash, "[]")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"INSERT INTO model VALUES (1, '{FAKE_MODEL}', '[]')")
        columns = "path, size, mtime_ns, audio_hash, moods"
        columns += ", absent, title, artist, album, genre, key, added"
        database.execute(
            f"INSERT INTO track ({columns}) VALUES (?, ?, ?, ?, ?, 0, '', '', '', '', '', 0)", track
        )
        database.execute(
            "INSERT INTO analysis (audio_hash, model_id, heard, note, duration_s, quick, confident)"
            " VALUES (?, 1, 0, '', 3600, 0, '[]')",
            (identified.audio_hash,),
        )
    with open_library(path) as library:
        tasks: list[Task] = []
        assert run_scan(library, album.parent, pool=FakePool(tasks.append)).known_audio == 1
        assert [task.operation for task in tasks] == [Operation.FINGERPRINT]
        assert run_scan(library, album.parent, pool=FakePool(tasks.append)).unchanged == 1
        assert len(tasks) == 1
