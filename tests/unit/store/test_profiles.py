"""Several listeners of one library, each with decisions of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from moodtagger.core.errors import LibraryError
from moodtagger.store import Library, open_library
from moodtagger.store.database.migrations import migrate
from moodtagger.store.database.schema_versions import MIGRATIONS
from moodtagger.store.profiles import ImportedTaste
from tests.support.library import MODEL, add_analyzed


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def test_a_new_library_has_one_listener_without_a_name(library: Library) -> None:
    assert library.profiles.names() == [""]
    assert library.profiles.current == ""


def test_decisions_and_corrections_are_of_one_listener(library: Library) -> None:
    track = add_analyzed(library, "/m/a.mp3")
    library.decisions.save([(track, "happy", True)])
    library.corrections.save([(track, (0.5, 0.5))])
    library.profiles.add("Anna")
    library.profiles.use("Anna")
    (row,) = library.songs.rows()
    assert (row.accepted, row.correction) == ((), None)
    assert library.similarity.features(MODEL, ("happy",)).plane.tolist() == [[0.25, -0.5]]
    library.decisions.save([(track, "happy", False)])
    library.corrections.save([(track, (-0.5, -0.5))])
    (row,) = library.songs.rows()
    assert row.rejected == ("happy",)
    assert row.effective_valence == -0.5
    assert library.similarity.features(MODEL, ("happy",)).plane.tolist() == [[-0.5, -0.5]]
    library.decisions.save([(track, "happy", None)])
    library.corrections.save([(track, None)])
    assert library.decisions.all() == []
    library.profiles.use("")
    (row,) = library.songs.rows()
    assert row.accepted == ("happy",)
    assert row.effective_valence == 0.5


def test_what_was_decided_before_belongs_to_the_listener_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    path.touch()
    migrate(path, [step for step in MIGRATIONS if step.name != "profiles"][:13])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO track (id, path, size, mtime_ns, absent, title, artist, album, genre, "
            "moods, key, added) VALUES (1, CAST('/m/a' AS BLOB), 1, 1, 0, '', '', '', '', '[]', "
            "'', 0)"
        )
        database.execute("INSERT INTO decision VALUES (1, 'happy', 1, 7), (1, 'sad', 0, 8)")
        database.execute("INSERT INTO correction VALUES (1, -0.21, -0.28, 9)")
    with open_library(path) as library:
        assert library.decisions.all() == [(1, "happy", True), (1, "sad", False)]
        assert library.corrections.load()[1].arousal == -0.28
        library.profiles.add("Anna")
        library.profiles.use("Anna")
        assert library.decisions.all() == []
        assert library.corrections.load() == {}


def test_a_name_is_found_in_any_case_and_stays(library: Library, tmp_path: Path) -> None:
    library.profiles.add(" Änna ")
    library.profiles.use("änna")
    assert library.profiles.current == "Änna"
    assert library.profiles.names() == ["", "Änna"]
    with open_library(tmp_path / "library.sqlite", read_only=True) as other:
        assert other.profiles.current == ""
        other.profiles.use("Änna")
        assert other.profiles.current == "Änna"
        with pytest.raises(LibraryError, match="read-only"):
            other.profiles.add("Bert")


def test_texts_that_cannot_be_new_names_are_refused(library: Library) -> None:
    library.profiles.add("Anna")
    for name, reason in (("a" * 61, "can't be"), ("", "can't be"), ("ANNA", "already")):
        with pytest.raises(LibraryError, match=reason):
            library.profiles.add(name)
    with pytest.raises(LibraryError, match="no profile"):
        library.profiles.use("Bert")
    assert library.profiles.names() == ["", "Anna"]


def test_a_removed_listener_leaves_nothing_behind(library: Library) -> None:
    track = add_analyzed(library, "/m/a.mp3")
    library.profiles.add("Anna")
    library.profiles.use("Anna")
    library.decisions.save([(track, "happy", True)])
    library.profiles.save_imported(ImportedTaste(MODEL, b"{}"))
    library.profiles.remove("Anna")
    assert library.profiles.current == ""
    library.profiles.add("Anna")
    library.profiles.use("Anna")
    assert library.decisions.all() == []
    assert library.profiles.imported() is None
    for name in ("", "nobody"):
        with pytest.raises(LibraryError, match="no profile"):
            library.profiles.remove(name)


def test_what_is_imported_replaces_what_was(library: Library) -> None:
    library.profiles.save_imported(ImportedTaste(MODEL, b"1"))
    library.profiles.save_imported(ImportedTaste("other", b"2"))
    assert library.profiles.imported() == ImportedTaste("other", b"2")
    library.profiles.save_imported(None)
    assert library.profiles.imported() is None
