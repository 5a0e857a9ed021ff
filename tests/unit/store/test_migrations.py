"""Steps from version to version: a copy first, all or nothing."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from moodtagger.core.errors import LibraryError
from moodtagger.core.messages import Message
from moodtagger.core.music_analysis import MusicAnalysis
from moodtagger.store import open_library
from moodtagger.store.database.connections import connect
from moodtagger.store.database.migrations import backup_path, migrate
from moodtagger.store.database.schema_versions import MIGRATIONS, Migration, sql
from moodtagger.store.database.tables import Base
from tests.support.library import add_analyzed, prediction

NEWEST = MIGRATIONS[-1].version
RATING = Migration(
    NEWEST + 1, "ratings", sql("ALTER TABLE track ADD COLUMN stars INTEGER NOT NULL DEFAULT 3")
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("PRAGMA user_version").fetchone()[0])


def schema(database: sqlite3.Connection) -> dict[str, object]:
    """Tables with columns, references and unique sets; index names."""
    tables = [
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    described: dict[str, object] = {}
    for table in tables:
        columns = database.execute(f"PRAGMA table_info({table})").fetchall()
        references = database.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        unique = set()
        for _, index, is_unique, *_ in database.execute(f"PRAGMA index_list({table})").fetchall():
            parts = tuple(row[2] for row in database.execute(f"PRAGMA index_info('{index}')"))
            unique.add((is_unique, parts))
        described[table] = (columns, sorted(row[2:7] for row in references), unique)
    return described


def test_from_nothing_to_the_first_version(path: Path) -> None:
    path.touch()
    assert version(path) == 0
    assert migrate(path) is None  # nothing in it, so no copy
    assert version(path) == MIGRATIONS[-1].version


def test_the_steps_lead_to_what_the_models_describe(path: Path, tmp_path: Path) -> None:
    path.touch()
    migrate(path)
    other = tmp_path / "models.sqlite"
    engine = create_engine(f"sqlite:///{other}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(path)) as ours, closing(sqlite3.connect(other)) as theirs:
        assert schema(ours) == schema(theirs)


def test_steps_count_up_by_one() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_second_run_changes_nothing(path: Path) -> None:
    path.touch()
    migrate(path)
    content = path.read_bytes()
    assert migrate(path) is None
    assert path.read_bytes() == content


def test_a_later_step_keeps_a_copy_and_the_songs(path: Path) -> None:
    with open_library(path) as library:
        add_analyzed(library, "/music/a.flac")
        before = library.songs.rows()
    copy = migrate(path, [*MIGRATIONS, RATING])
    assert copy == backup_path(path, NEWEST) == path.with_name(f"library.v{NEWEST}.sqlite")
    assert version(path) == NEWEST + 1
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT stars FROM track").fetchall() == [(3,)]
    assert version(copy) == NEWEST
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with open_library(copy) as library:  # the copy is a whole library of the old version
        assert library.songs.rows() == before


def test_the_copy_holds_what_was_only_in_the_log(path: Path, tmp_path: Path) -> None:
    with open_library(path) as library:
        add_analyzed(library, "/music/a.flac")
        crashed = tmp_path / "crashed" / "library.sqlite"
        crashed.parent.mkdir()
        for suffix in ("", "-wal"):
            source = path.with_name(path.name + suffix)
            crashed.with_name(crashed.name + suffix).write_bytes(source.read_bytes())
    copy = migrate(crashed, [*MIGRATIONS, RATING])
    assert copy is not None
    with open_library(copy) as library:
        assert [row.path for row in library.songs.rows()] == ["/music/a.flac"]


def test_the_thresholds_come_to_a_library_of_the_first_version(path: Path) -> None:
    path.touch()
    migrate(path, MIGRATIONS[:1])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO model (name, labels) VALUES ('moodnet 1.0', '[]')")
    with open_library(path) as library:
        library.thresholds.save("moodnet 1.0", {0.6: {"happy": 0.5}})
    assert version(backup_path(path, 1)) == 1
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT * FROM threshold").fetchall() == [(1, 0.6, "happy", 0.5)]


def test_an_undo_by_an_older_program_covers_each_field(path: Path) -> None:
    path.touch()
    migrate(path, MIGRATIONS[:2])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO tag_batch (created, description) VALUES (0, 'Moods')")
        for state in ("done", "undone", "failed"):
            database.execute(
                "INSERT INTO tag_change (batch_id, path, container, audio_hash, changes, state,"
                " message, updated) VALUES (1, CAST('/m/a.mp3' AS BLOB), 'MP4', '', ?, ?, '', 0)",
                ('[["MOOD", [], ["sad"]], ["ENERGYLEVEL", [], ["3"]]]', state),
            )
    with open_library(path) as library:
        states = [entry.fields for entry in library.journal.entries(1)]
    assert states == [("written", "written"), ("undone", "undone"), ()]


def test_descriptions_of_an_older_program_get_their_number(path: Path) -> None:
    path.touch()
    migrate(path, MIGRATIONS[:7])
    descriptions = (
        "Moods of 12 songs",
        "Moods of 1 songs",
        "Moods of my 2 songs",
        "Moods of 0x songs",
    )
    with closing(sqlite3.connect(path)) as database, database:
        for number, description in enumerate(descriptions, 1):
            database.execute("INSERT INTO tag_batch VALUES (?, 0, ?)", (number, description))
            database.execute(
                "INSERT INTO tag_change (batch_id, path, container, audio_hash, changes, state,"
                " message, updated) VALUES (?, x'2f', 'MP4', '', '[]', 'done', 'Not written.', 0)",
                (number,),
            )
    with open_library(path) as library:
        found = [batch.description for batch in reversed(library.journal.batches())]
        (entry,) = library.journal.entries(1)
    assert tuple(map(str, found)) == descriptions
    assert [m.number for m in found if isinstance(m, Message)] == [12, 1, None, None]
    assert {m.template for m in found[:2] if isinstance(m, Message)} == {"Moods of {count} songs"}
    assert entry.message == "Not written."


def broken_step(database: sqlite3.Connection) -> None:
    database.execute("ALTER TABLE track ADD COLUMN half INTEGER")
    database.execute("CREATE TABLE track (id INTEGER)")  # exists


def losing_step(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM track")


@pytest.mark.parametrize(
    ("apply", "sentence"), [(broken_step, "already exists"), (losing_step, "lose references")]
)
def test_a_failed_step_leaves_the_library_as_it_was(
    path: Path, apply: Callable[[sqlite3.Connection], None], sentence: str
) -> None:
    with open_library(path) as library:
        track_id = add_analyzed(library, "/music/a.flac")
        library.decisions.save([(track_id, "happy", True)])
        before = library.songs.rows()
    with pytest.raises(LibraryError, match=sentence):
        migrate(path, [*MIGRATIONS, RATING, Migration(NEWEST + 2, "broken", apply)])
    assert version(path) == NEWEST
    assert backup_path(path, NEWEST).exists()
    with open_library(path) as library:
        assert library.songs.rows() == before


def test_no_step_runs_when_the_copy_cannot_be_made(path: Path) -> None:
    open_library(path).close()
    backup_path(path, NEWEST).mkdir()  # a folder in the copy's place
    with pytest.raises(LibraryError):
        migrate(path, [*MIGRATIONS, RATING])
    assert version(path) == NEWEST
    assert sorted(p.name for p in path.parent.iterdir()) == [
        "library.lock",
        "library.sqlite",
        f"library.v{NEWEST}.sqlite",
    ]


def test_an_older_library_is_not_read_without_an_update(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_library(path).close()
    monkeypatch.setattr("moodtagger.store.library.MIGRATIONS", [*MIGRATIONS, RATING])
    monkeypatch.setattr("moodtagger.store.database.migrations.MIGRATIONS", [*MIGRATIONS, RATING])
    with pytest.raises(LibraryError, match="older version"):
        open_library(path, read_only=True)


def test_a_connection_needs_an_existing_file(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(path, "mode=rw")
    assert not path.exists()


def test_a_library_without_fingerprints_keeps_its_songs(path: Path) -> None:
    path.touch()
    migrate(path, MIGRATIONS[:11])
    with closing(sqlite3.connect(path)) as database, database:
        for name in ("a", "b"):
            database.execute(
                "INSERT INTO track (path, size, mtime_ns, audio_hash, absent, title, artist, album,"
                " genre, moods, key, added) VALUES"
                " (CAST(? AS BLOB), 1, 1, 'hash', 0, '', '', '', '', '[]', '', 0)",
                (f"/{name}.flac",),
            )
    with open_library(path) as library:
        assert [row.path for row in library.songs.rows()] == ["/a.flac", "/b.flac"]
        assert not library.recordings.has_new()
        assert library.recordings.groups() == [[1, 2]]  # by their equal audio


def test_errors_of_older_analyses_are_taken_as_independent(path: Path) -> None:
    with open_library(path) as library:
        track_id = add_analyzed(
            library, "/m/a.mp3", result=replace(prediction(), va_correlation=0.3)
        )
        analyzed = library.analyses.prediction(track_id)
    assert analyzed is not None
    assert analyzed.va_correlation == 0.3
    with closing(sqlite3.connect(path)) as database, database:  # as the migrations leave them
        database.execute("UPDATE analysis SET va_correlation = NULL, attributes = NULL")
    with open_library(path) as library:
        older = library.analyses.prediction(track_id)
    assert older is not None
    assert older.va_correlation == 0.0
    assert older.attributes is None
    assert older.valence_sd == analyzed.valence_sd


def test_older_analyses_lack_key_and_energy_and_are_repeated(path: Path) -> None:
    path.touch()
    migrate(path, MIGRATIONS[:13])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO model VALUES (1, 'a model', '[]')")
        database.execute(
            "INSERT INTO track (path, size, mtime_ns, audio_hash, absent, title, artist, album,"
            " genre, moods, key, added) VALUES"
            " (CAST('/a.flac' AS BLOB), 1, 1, 'hash', 0, '', '', '', '', '[]', '8A', 0)"
        )
        database.execute(
            "INSERT INTO analysis (audio_hash, model_id, heard, note, valence, arousal, quick,"
            " confident, tempo) VALUES ('hash', 1, 0, '', 0.5, -0.5, 0, '[]', 120.0)"
        )
    with open_library(path) as library:
        (row,) = library.songs.rows()
        assert (row.predicted_bpm, row.predicted_key) == (120.0, None)
        assert (row.valence, row.tags.key) == (0.5, "8A")
        assert library.analyses.music(row.track_id) == MusicAnalysis()
        assert library.stale_analyses.count("a model") == 1
        assert library.stale_analyses.count("a model", with_old_music=False) == 0
        assert [song.path for song in library.stale_analyses.tracks("a model")] == ["/a.flac"]
