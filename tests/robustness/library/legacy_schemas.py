"""Libraries of older schema versions."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from moodtagger.store.database.migrations import migrate
from moodtagger.store.database.schema_versions import MIGRATIONS

TableRows = dict[str, list[tuple[object, ...]]]

_TRACK_COLUMNS = (
    "id, path, size, mtime_ns, audio_hash, absent, title, artist, album, genre, moods, bpm, key, "
    "added"
)


def write_legacy_library(path: Path, version: int, songs: int, rng: random.Random) -> None:
    """Write a library of that version with songs, analyses, decisions and a history."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    migrate(path, MIGRATIONS[:version])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("INSERT INTO model VALUES (1, 'old 1', '[\"happy\", \"sad\"]')")
        database.execute("INSERT INTO folder VALUES (1, CAST('/music' AS BLOB), 0)")
        database.execute("INSERT INTO tag_batch (id, created, description) VALUES (1, 0, 'Moods')")
        for number in range(1, songs + 1):
            _add_song(database, version, number, rng)


def _add_song(database: sqlite3.Connection, version: int, number: int, rng: random.Random) -> None:
    path, audio_hash = f"/music/{number}.mp3".encode(), f"{number:040x}"
    track = (number, path, 1, 1, audio_hash, False, "T", "A", "", "", "[]", None, "", 0)
    database.execute(f"INSERT INTO track ({_TRACK_COLUMNS}) VALUES (?{', ?' * 13})", track)
    columns = "id, audio_hash, model_id, heard, note, valence, arousal, quick, confident, moods"
    analysis = (number, audio_hash, 1, number, "", 0.5, -0.5, False, '["happy"]', rng.randbytes(8))
    database.execute(f"INSERT INTO analysis ({columns}) VALUES (?{', ?' * 9})", analysis)
    database.execute("INSERT INTO embedding VALUES (?, ?)", (number, rng.randbytes(512)))
    database.execute("INSERT INTO curve VALUES (?, ?)", (number, rng.randbytes(24 * 6)))
    database.execute(
        "INSERT INTO decision (track_id, mood, accepted, decided) VALUES (?, 'happy', 1, 0)",
        (number,),
    )
    changes = '[["TMOO", [], ["happy"]]]'
    entry = (number, 1, number, path, "ID3v2.4", audio_hash, changes, "done", "", 0)
    columns = (
        "id, batch_id, track_id, path, container, audio_hash, changes, state, message, updated"
    )
    database.execute(f"INSERT INTO tag_change ({columns}) VALUES (?{', ?' * 9})", entry)
    if version >= 3:
        # One that stays where it is on the plane of later versions.
        database.execute(
            "INSERT INTO correction (track_id, valence, arousal, corrected) "
            "VALUES (?, -0.1, -0.28, 0)",
            (number,),
        )
    if version >= 5:
        database.execute("INSERT INTO own_word VALUES (?, 'mellow', 1, 0)", (number,))


def all_rows(path: Path, columns: dict[str, list[str]] | None = None) -> TableRows:
    """Read all rows of all tables, or only the given columns."""
    with closing(sqlite3.connect(path)) as database:
        selected = columns or table_columns(database)
        return {
            table: database.execute(
                f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid"
            ).fetchall()
            for table, names in selected.items()
        }


def table_columns(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables and the names of their columns."""
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        table: [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        for (table,) in tables
        if not table.startswith("sqlite_")
    }


def schema_version(path: Path) -> int:
    """Read the file's schema version."""
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("PRAGMA user_version").fetchone()[0])
