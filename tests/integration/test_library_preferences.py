"""Excluded songs are neither in the rows nor in the table."""

from __future__ import annotations

from pathlib import Path

from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.paths import default_model_dir
from moodtagger.services.library_service import LibraryService
from moodtagger.store import open_library
from tests.support.library import scanned_file
from tests.support.synthetic_library import LIBRARY_FILE, create_library


def test_excluded_songs_are_not_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with open_library(path) as library:
        library.folders.add("/music")
        library.tracks.upsert_files(
            [scanned_file(f"/music/{name}.mp3", name) for name in ("a", "live b", "c")]
        )
    for exclude, names in (((), ["a", "live b", "c"]), (("*live*",), ["a", "c"])):
        service = LibraryService(path, default_model_dir(), exclude=exclude)
        try:
            table = service.tracks.table()
            assert [Path(row.path).stem for row in table] == names
            assert list(table) == service.tracks.rows()
            assert (service.tracks.find("/music/live b.mp3") is None) is bool(exclude)
        finally:
            service.close()


def test_excluded_songs_are_not_among_similar_ones(tmp_path: Path) -> None:
    create_library(tmp_path / "home", 60)
    with open_library(tmp_path / "home" / LIBRARY_FILE) as library:
        library.folders.add("/music")
    any_artist = SimilarityQuery(max_per_artist=0, max_per_album=0)
    counts = []
    for exclude in ((), ("*Silver*",)):
        service = LibraryService(
            tmp_path / "home" / LIBRARY_FILE, default_model_dir(), exclude=exclude
        )
        try:
            found = service.similarity.find_similar([1], any_artist).results
            counts.append(sum("Silver" in row.path for row, _ in found))
        finally:
            service.close()
    assert counts[0] > counts[1] == 0
