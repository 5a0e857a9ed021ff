"""Corrections that were made on the plane of moodnet 1."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from moodtagger.core.circumplex import QUADRANTS, quadrant_center, quadrant_of
from moodtagger.store import open_library
from moodtagger.store.database.former_scale import converted_position
from moodtagger.store.database.migrations import backup_path, migrate
from moodtagger.store.database.schema_versions import MIGRATIONS

CONVERSION = next(
    step.version for step in MIGRATIONS if step.name == "corrections on the plane of ratings"
)
DAY = 86_400_000_000  # microseconds


@pytest.mark.parametrize("side", [-1, 1])
def test_the_order_stays_and_so_do_zero_and_the_ends(side: int) -> None:
    steps = [side * step / 50 for step in range(51)]
    for axis in (0, 1):
        moved = [converted_position(step, step)[axis] for step in steps]
        assert (moved[0], moved[-1]) == (0, side)
        assert all(abs(left) < abs(right) for left, right in pairwise(moved))
        assert all(value * side >= 0 for value in moved)


def test_quantiles_meet() -> None:
    assert converted_position(0.37, 0.12) == (0.21, 0.21)  # the medians of both positive sides
    assert converted_position(-0.21, -0.28) == (-0.21, -0.28)
    assert converted_position(0.29, -0.225) == (0.155, -0.205)


def test_quadrants_stay() -> None:
    for quadrant in QUADRANTS:
        assert quadrant_of(*converted_position(*quadrant_center(quadrant))) is quadrant


def write_library(path: Path, models: tuple[str, ...]) -> None:
    """Write a library of the version before with a correction on each of five days."""
    path.touch()
    migrate(path, MIGRATIONS[: CONVERSION - 1])
    with closing(sqlite3.connect(path)) as database, database:
        for number, name in enumerate(models, 1):
            database.execute("INSERT INTO model VALUES (?, ?, '[]')", (number, name))
            database.execute(
                "INSERT INTO analysis (audio_hash, model_id, heard, note, quick, confident)"
                " VALUES ('a', ?, ?, '', 0, '[]')",
                (number, number * 2 * DAY),
            )
        for number in range(1, 6):
            database.execute(
                "INSERT INTO track (id, path, size, mtime_ns, absent, title, artist, album, genre,"
                " moods, key, added) VALUES (?, ?, 1, 1, 0, '', '', '', '', '[]', '', 0)",
                (number, b"/m/%d.mp3" % number),
            )
            database.execute(
                "INSERT INTO correction (track_id, valence, arousal, corrected)"
                " VALUES (?, 0.37, -0.35, ?)",
                (number, number * DAY),
            )


def corrections(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        columns = "valence, arousal, former_valence, former_arousal"
        return database.execute(f"SELECT {columns} FROM correction ORDER BY track_id").fetchall()


CONVERTED = (0.21, -0.45, 0.37, -0.35)


def test_all_corrections_of_an_older_library_are_converted_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    write_library(path, ("moodnet 1.0", "moodnet 1.1"))
    with open_library(path) as library:
        found = library.corrections.load()
        library.corrections.save([(1, (0.5, 0.5))])
    assert [(c.valence, c.arousal) for c in found.values()] == [CONVERTED[:2]] * 5
    assert corrections(path) == [(0.5, 0.5, None, None), *[CONVERTED] * 4]
    with closing(sqlite3.connect(backup_path(path, CONVERSION - 1))) as copy:
        assert copy.execute("SELECT DISTINCT valence FROM correction").fetchall() == [(0.37,)]


def test_corrections_made_on_the_new_plane_stay(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    write_library(path, ("moodnet 1.1", "moodnet 2.0"))
    migrate(path)
    stays = (0.37, -0.35, None, None)
    assert corrections(path) == [CONVERTED, CONVERTED, CONVERTED, stays, stays]
