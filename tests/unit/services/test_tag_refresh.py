"""A scan reads the tags of unchanged songs again that an earlier program read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import mutagen
import pytest

from moodtagger.core.tag_reading import TagReading
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import open_library
from tests.support.fake_pool import FakePool, run_scan

SongFile = Callable[..., Path]


@pytest.fixture
def song(song_file: SongFile) -> Path:
    path = song_file("flac", "music/a.flac")
    tags = mutagen.File(path)
    tags["ALBUMARTIST"], tags["TRACKNUMBER"] = "Various Artists", "3/12"
    tags.save()
    return path


@pytest.fixture
def old_library(song: Path, tmp_path: Path) -> Iterator[Path]:
    """A library whose song was scanned before it knew albums."""
    path = tmp_path / "library.sqlite"
    with open_library(path) as library:
        run_scan(library, song.parent, pool=FakePool())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE track SET album_artist = '', track = NULL, tags_version = 0")
    return path


def test_tags_are_read_once_and_nothing_is_analyzed(old_library: Path, song: Path) -> None:
    tasks: list[Task] = []
    pool = FakePool(tasks.append)
    with open_library(old_library) as library:
        assert library.songs.rows()[0].tags.album_artist == ""
        summary = run_scan(library, song.parent, pool=pool)
        (row,) = library.songs.rows()
        assert [task.operation for task in tasks] == [Operation.READ_TAGS]
        assert summary.unchanged == 1
        assert (row.tags.album_artist, row.tags.track) == ("Various Artists", 3)
        assert row.valence is not None
        run_scan(library, song.parent, pool=pool)
    assert len(tasks) == 1
    assert pool.analyzed == []


def test_unreadable_tags_wait_for_the_next_scan(
    old_library: Path, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: object, reading: object, **_: object) -> None:
        raise PermissionError(path)

    with open_library(old_library) as library:
        with monkeypatch.context() as patch:
            patch.setattr("moodtagger.tags.read_tags", fail)
            run_scan(library, song.parent, pool=FakePool())
        assert library.songs.rows()[0].tags.album_artist == ""
        run_scan(library, song.parent, pool=FakePool())
        assert library.songs.rows()[0].tags.album_artist == "Various Artists"


def test_another_way_of_reading_reads_the_tags_again(song: Path, tmp_path: Path) -> None:
    tags = mutagen.File(song)
    tags["MOOD"], tags["BPM"] = "Happy/Sad", "12593"
    tags.save()
    tasks: list[Task] = []
    pool = FakePool(tasks.append)
    slashes, commas = TagReading(("/",)), TagReading((",",))
    with open_library(tmp_path / "library.sqlite") as library:
        for reading, moods in ((slashes, ("Happy", "Sad")), (commas, ("Happy/Sad",))):
            run_scan(library, song.parent, pool=pool, reading=reading)
            (row,) = library.songs.rows()
            assert (row.tags.moods, row.tags.ignored_bpm) == (moods, "12593")
        run_scan(library, song.parent, pool=pool, reading=commas)
    assert [task.operation for task in tasks].count(Operation.READ_TAGS) == 1
    assert len(pool.analyzed) == 1
