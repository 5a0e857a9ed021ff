"""Which network compares songs while the one in use has not heard all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.services.similarity.model_selection import Compared
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, add_heard, found, prediction

NEW = "moodnet 2.0"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as library:
        yield library


def add(library: Library, count: int, *networks: str) -> list[int]:
    """Songs that these networks heard; their ids."""
    there = len(library.known_files())
    ids = []
    for i in range(there, there + count):
        for network in networks:
            track_id = add_heard(library, f"/{i}.flac", str(i), prediction(model=network))
        ids.append(track_id)
    return ids


def test_the_only_network_compares(library: Library) -> None:
    ids = add(library, 2, NEW)
    (unheard,) = library.upsert_files([found("/new.flac", "new")])
    compared = Compared(library, NEW)
    assert compared.network_for(ids) == NEW
    assert compared.network_for([unheard]) == NEW
    assert compared.unheard_by(NEW) == 0
    assert not library.knows_other(NEW)
    assert library.knows_other(MODEL)


def test_the_older_network_compares_until_the_new_one_heard_nearly_all(library: Library) -> None:
    both = add(library, 8, MODEL, NEW)
    older = add(library, 2, MODEL)
    compared = Compared(library, NEW)
    assert compared.network_for(both[:1]) == MODEL  # 8 of 10: two songs would be missing
    assert compared.unheard_by(MODEL) == 0
    add_heard(library, "/8.flac", "8", prediction(model=NEW))
    assert compared.network_for(both[:1]) == MODEL  # as it was looked at
    compared.forget()
    assert compared.network_for(both[:1]) == NEW
    assert compared.unheard_by(NEW) == 1
    assert compared.network_for(older[1:]) == MODEL  # a song that only that one heard


def test_several_songs_are_compared_by_a_network_that_heard_them_all(library: Library) -> None:
    both = add(library, 9, MODEL, NEW)
    (older,) = add(library, 1, MODEL)
    compared = Compared(library, NEW)
    assert compared.network_for(both) == NEW
    assert compared.network_for([*both, older]) == MODEL


def test_songs_nobody_heard_are_left_to_the_network_in_use(library: Library) -> None:
    add(library, 3, MODEL)
    (unheard,) = library.upsert_files([found("/new.flac", "new")])
    assert Compared(library, NEW).network_for([unheard]) == NEW
