"""The model that compares songs while the active one has not analyzed all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.services.similarity_search import EmbeddingModelSelector
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_analyzed, prediction, scanned_file

NEW = "moodnet 2.0"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as library:
        yield library


def add(library: Library, count: int, *models: str) -> list[int]:
    """Add songs that these models analyzed, and return their ids."""
    there = len(library.tracks.file_stamps())
    ids = []
    for i in range(there, there + count):
        for model in models:
            track_id = add_analyzed(library, f"/{i}.flac", str(i), prediction(model=model))
        ids.append(track_id)
    return ids


def test_the_only_model_compares(library: Library) -> None:
    ids = add(library, 2, NEW)
    (unheard,) = library.tracks.upsert_files([scanned_file("/new.flac", "new")])
    compared = EmbeddingModelSelector(library, NEW)
    assert compared.model_for(ids) == NEW
    assert compared.model_for([unheard]) == NEW
    assert compared.count_not_analyzed_by(NEW) == 0
    assert not library.stale_analyses.has_other_model(NEW)
    assert library.stale_analyses.has_other_model(MODEL)


def test_the_older_model_compares_until_the_new_one_analyzed_nearly_all(library: Library) -> None:
    both = add(library, 8, MODEL, NEW)
    older = add(library, 2, MODEL)
    compared = EmbeddingModelSelector(library, NEW)
    assert compared.model_for(both[:1]) == MODEL  # 8 of 10: two songs would be missing
    assert compared.count_not_analyzed_by(MODEL) == 0
    add_analyzed(library, "/8.flac", "8", prediction(model=NEW))
    assert compared.model_for(both[:1]) == MODEL  # as it was looked at
    compared.invalidate()
    assert compared.model_for(both[:1]) == NEW
    assert compared.count_not_analyzed_by(NEW) == 1
    assert compared.model_for(older[1:]) == MODEL  # a song that only that model analyzed


def test_several_songs_are_compared_by_a_model_that_analyzed_them_all(library: Library) -> None:
    both = add(library, 9, MODEL, NEW)
    (older,) = add(library, 1, MODEL)
    compared = EmbeddingModelSelector(library, NEW)
    assert compared.model_for(both) == NEW
    assert compared.model_for([*both, older]) == MODEL


def test_songs_without_analysis_are_compared_by_the_active_model(library: Library) -> None:
    add(library, 3, MODEL)
    (unheard,) = library.tracks.upsert_files([scanned_file("/new.flac", "new")])
    assert EmbeddingModelSelector(library, NEW).model_for([unheard]) == NEW
